"""Which rows of the committed tables an agency publishes by SDMX, and what they would be now."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, product

import numpy as np
import polars as pl

from calibration.data.base_year import of_base_year, with_odds
from calibration.data.codes import ISO2, SECTOR_OF_SECTION
from calibration.data.refresh.change import SINCE, Change, same
from calibration.data.sources import eurostat
from calibration.data.sources.sdmx_series import Fetch, Observation, Query, incomplete, observations
from calibration.data.tabulate import Row, rounded

ILO_AGES = {"15-24": "Y15-24", "25-54": "Y25-54", "55-64": "Y55-64", "65+": "YGE65"}
ILO_FLOWS = {"unemployment_rate": "UNE_DEAP_SEX_AGE_RT", "participation_rate": "EAP_DWAP_SEX_AGE_RT"}
"""Variable of labour_rates.csv → indicator of ILOSTAT, national surveys by sex and age."""
_SEX = {"male": "SEX_M", "female": "SEX_F"}


Refreshed = tuple[list[Row], list[Change], int]
"""The country's rows as they would be now, what changed, and how many numbers were found again."""


def labour_rates(rows: list[Row], iso3: str, fetch: Fetch) -> Refreshed:
    """Unemployment and participation by age group and sex, ILOSTAT, moved to the base year as they were.

    All rates are of the last year that has every age group and sex of both.
    """
    found: dict[tuple[str, str, str], dict[int, float]] = {}
    for variable, flow in ILO_FLOWS.items():
        query = Query("ILO", f"DF_{flow}", {"REF_AREA": iso3, "FREQ": "A"}, SINCE)
        cells = _by_code(observations(fetch(query)))
        for row in (row for row in rows if row["variable"] == variable):
            code = (_SEX[row["sex"]], f"AGE_AGGREGATE_{ILO_AGES[row['age_group']]}")
            found[variable, row["age_group"], row["sex"]] = cells.get(code, {})
    shared = set.intersection(*(set(years) for years in found.values()))
    if not shared:
        raise incomplete("labour_rates.csv", f"no year since {SINCE} has the rates of every age and sex")
    year = max(shared)
    new = []
    for row in rows:
        survey = found[row["variable"], row["age_group"], row["sex"]][year] / 100
        by, told = of_base_year(row["note"])
        status = "estimated" if told else "observed"
        new.append({**row, "value": rounded(float(with_odds(np.array(survey), by))), "year": str(year),
                    "status": status, "note": told, "source": "ilostat-rates"})  # fmt: skip
    return new, _changes("labour_rates", rows, new, ("variable", "age_group", "sex")), len(new)


def _by_code(found: Iterator[Observation]) -> dict[tuple[str, str], dict[int, float]]:
    cells: dict[tuple[str, str], dict[int, float]] = {}
    for one in found:
        cells.setdefault((one.codes["SEX"], one.codes["AGE"]), {})[one.year] = one.value
    return cells


def employment(rows: list[Row], iso3: str, fetch: Fetch) -> Refreshed:
    """Employment by sector and major group, Eurostat; the split within a major group stays as it is."""
    if iso3 not in ISO2 or any(row["source"] != eurostat.SOURCE for row in rows):
        return rows, [], 0
    key = {"geo": ISO2[iso3], "unit": "THS_PER", "sex": "T", "age": "Y_GE15"}
    cells = _cells(observations(fetch(Query("ESTAT", "LFSA_EISN2", key, SINCE))))
    years = sorted({year for _, _, year in cells})[-2:]
    if len(years) < 2:  # a suppressed cell needs the year before
        raise incomplete("employment.csv", f"there are not two years since {SINCE}")
    year = str(years[-1])
    now = _by_sector_and_group(eurostat.tidy(_completed(cells, years)))
    before = {margin: sum(float(row["value"]) for row in group) for margin, group in _grouped(rows).items()}
    new = []
    for row in rows:
        margin = _margin(row)
        if margin not in now:
            new.append(row)
            continue
        scaled = float(row["value"]) * now[margin] / before[margin] if before[margin] > 0 else 0.0
        new.append({**row, "value": rounded(scaled), "year": year})
    changes = [
        Change("employment", f"{sector}, major group {major}", rounded(before[sector, major]),
               rounded(now[sector, major]), str(group[0]["year"]), year, "Eurostat LFSA_EISN2")
        for (sector, major), group in _grouped(rows).items()
        if (sector, major) in now and not same(before[sector, major], now[sector, major])
    ]  # fmt: skip
    return new, changes, sum(margin in now for margin in before)


_MAJOR = {f"OC{group}": group for group in range(10)}


def _cells(found: Iterator[Observation]) -> dict[tuple[str, int, int], float]:
    """Thousand persons by section, major group and year."""
    return {
        (one.codes["NACE_R2"], _MAJOR[one.codes["ISCO08"]], one.year): one.value
        for one in found
        if one.codes["NACE_R2"] in SECTOR_OF_SECTION and one.codes["ISCO08"] in _MAJOR
    }


def _completed(cells: Mapping[tuple[str, int, int], float], years: list[int]) -> pl.DataFrame:
    """Every section and group of `years`, with null where a cell is suppressed: a service leaves it out."""
    sections = sorted({section for section, _, _ in cells})
    grid = list(product(sections, _MAJOR.values(), years))
    columns = dict(zip(("section", "isco1", "year"), zip(*grid, strict=True), strict=True))
    return pl.DataFrame({**columns, "thousand_persons": [cells.get(cell) for cell in grid]})


def _by_sector_and_group(cells: pl.DataFrame) -> dict[tuple[str, int], float]:
    """Thousand persons; the armed forces stand among service workers, as in the table."""
    sums: dict[tuple[str, int], float] = {}
    for sector, _, isco1, thousand, _ in cells.iter_rows():
        group = isco1 or 5
        sums[sector, group] = sums.get((sector, group), 0.0) + thousand
    return sums


def _margin(row: Mapping[str, str]) -> tuple[str, int]:
    return row["sector"], int(row["occupation"][0])


def _grouped(rows: list[Row]) -> dict[tuple[str, int], list[Row]]:
    return {margin: list(group) for margin, group in groupby(sorted(rows, key=_margin), key=_margin)}


def _changes(table: str, rows: list[Row], new: list[Row], names: tuple[str, ...]) -> list[Change]:
    return [
        Change(table, ", ".join(str(old[name]) for name in names), float(old["value"]), float(now["value"]),
               str(old["year"]), str(now["year"]), f"ILOSTAT {ILO_FLOWS[old['variable']]}")
        for old, now in zip(rows, new, strict=True)
        if not same(float(old["value"]), float(now["value"])) or old["year"] != now["year"]
    ]  # fmt: skip


SERIES: dict[str, Callable[[list[Row], str, Fetch], Refreshed]] = {
    "labour_rates": labour_rates,
    "employment": employment,
}
