"""Read the agencies' series anew by SDMX and show what changed.

Tables are written with --write only; the profile is then made from them by the study `build` or edited by
hand. Series that no agency publishes by SDMX in the detail of our tables are left alone (DATA.md).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import click
import polars as pl

from calibration.data import surveys
from calibration.data.base_year import of_base_year
from calibration.data.occupations import SECTOR_OF_SECTION, with_odds
from calibration.data.sources import ISO2
from calibration.data.tabulate import TABLES, Row, merge, rounded, sources
from calibration.study import Asked, Job, country, read_csv
from simulator.core.errors import InputError

SINCE = 2020
"""First year that is asked for."""
PERCENT = 100.0

# ---- one query to an agency's own service, and the observations in its answer; nothing is stored ------

EXTRA = "needs sdmx1: pip install 'labour-displacement-simulator[refresh]'"
SECONDS = 60
"""How long a service may take to begin its answer."""
PUBLISHERS = {"ESTAT": "Eurostat", "ILO": "ILOSTAT"}


@dataclass(frozen=True)
class Query:
    """One query: agency and dataflow as SDMX names them, codes by dimension."""

    agency: str
    flow: str
    key: Mapping[str, str]

    def __str__(self) -> str:
        return f"{PUBLISHERS[self.agency]} {self.flow}"


Fetch = Callable[[Query], Any]
"""From a query to an SDMX data message."""


@dataclass(frozen=True)
class Observation:
    """One published number: codes by dimension (their ids in capitals), year, value."""

    codes: Mapping[str, str]
    year: int
    value: float


def fetch(query: Query) -> Any:
    """The service's answer; InputError without the extra, a network, or an answer that can be read."""
    try:
        import requests
        import sdmx
        from sdmx.exceptions import ParseError, XMLParseError
    except ImportError as error:
        raise InputError(EXTRA, field="--refresh") from error

    def short(error: BaseException) -> str:
        return f"{type(error).__name__}: {error}".splitlines()[0][:160]

    try:
        client = sdmx.Client(query.agency, timeout=SECONDS)
        return client.get("data", query.flow, key=dict(query.key), params={"startPeriod": str(SINCE)})
    except (requests.RequestException, OSError) as error:
        raise InputError(
            f"{query} could not be read ({short(error)}): --refresh asks the agencies' own services, which "
            "takes a network and their being there; nothing was changed",
            field="--refresh",
        ) from error
    except (ValueError, KeyError, NotImplementedError, ParseError, XMLParseError) as error:
        raise incomplete(str(query), short(error)) from error


def incomplete(what: str, lacks: str) -> InputError:
    """The error for an answer that does not hold what was asked for."""
    message = f"the answer for {what} is not as expected ({lacks}): codes or format may have changed"
    return InputError(f"{message}; nothing was changed", field="--refresh")


def observations(message: Any) -> Iterator[Observation]:
    """The yearly observations in a data message that have a value."""
    for data in message.data:
        for one in data.obs:
            codes = {str(name).upper(): str(value.value) for name, value in one.key.values.items()}
            year = codes.pop("TIME_PERIOD")
            if year.isdigit() and one.value not in (None, ""):
                number = float(one.value)
                if number == number:  # a suppressed cell is NaN, or left out
                    yield Observation(codes, int(year), number)


# ---- what would change -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One number of a committed table beside what the agency publishes now."""

    table: str
    key: str
    old: float
    new: float
    old_year: str
    new_year: str
    source: str

    @property
    def shown(self) -> bool:
        """Whether they differ in the six digits that a table is good for after sums and quotients."""
        return abs(self.old - self.new) > 1e-6 * max(abs(self.old), abs(self.new))


Refreshed = tuple[list[Row], list[Change], int]
"""The country's rows as they would be now, what changed, and how many numbers were found again."""
ILO_AGES = {"15-24": "Y15-24", "25-54": "Y25-54", "55-64": "Y55-64", "65+": "YGE65"}
ILO_FLOWS = {"unemployment_rate": "UNE_DEAP_SEX_AGE_RT", "participation_rate": "EAP_DWAP_SEX_AGE_RT"}
"""Variable of labour_rates.csv → indicator of ILOSTAT, national surveys by sex and age."""
ILO_SEXES = {"male": "SEX_M", "female": "SEX_F"}


def labour_rates(rows: list[Row], iso3: str, fetch: Fetch) -> Refreshed:
    """Unemployment and participation by age group and sex, ILOSTAT, moved to the base year as they were.

    All rates are of the last year that has every age group and sex of both.
    """
    cells: dict[tuple[str, str, str], dict[int, float]] = {}
    for variable, flow in ILO_FLOWS.items():
        for one in observations(fetch(Query("ILO", f"DF_{flow}", {"REF_AREA": iso3, "FREQ": "A"}))):
            cells.setdefault((variable, one.codes["SEX"], one.codes["AGE"]), {})[one.year] = one.value
    found = []
    for row in rows:
        code = row["variable"], ILO_SEXES[row["sex"]], f"AGE_AGGREGATE_{ILO_AGES[row['age_group']]}"
        found.append(cells.get(code, {}))
    shared = set.intersection(*(set(years) for years in found))
    if not shared:
        raise incomplete("labour_rates.csv", f"no year since {SINCE} has the rates of every age and sex")
    year, new, changes = max(shared), [], []
    for row, years in zip(rows, found, strict=True):
        by, told = of_base_year(row["note"])
        value = rounded(float(with_odds(years[year] / PERCENT, by)))
        now = {"value": value, "year": str(year), "status": "estimated" if told else "observed"}
        new.append({**row, **now, "note": told, "source": "ilostat-rates"})
        change = Change(
            "labour_rates", ", ".join(row[name] for name in ("variable", "age_group", "sex")),
            float(row["value"]), value, row["year"], str(year), f"ILOSTAT {ILO_FLOWS[row['variable']]}",
        )  # fmt: skip
        if change.shown or change.old_year != change.new_year:
            changes.append(change)
    return new, changes, len(new)


def employment(rows: list[Row], iso3: str, fetch: Fetch) -> Refreshed:
    """Employment by sector and major group, Eurostat; the split within a major group stays as it is."""
    if iso3 not in ISO2 or any(row["source"] != surveys.EUROSTAT.source for row in rows):
        return rows, [], 0
    key = {"geo": ISO2[iso3], "unit": "THS_PER", "sex": "T", "age": "Y_GE15"}
    answer = fetch(Query("ESTAT", "LFSA_EISN2", key))
    cells = {
        (one.codes["NACE_R2"], one.codes["ISCO08"], one.year): one.value
        for one in observations(answer)
        if one.codes["NACE_R2"] in SECTOR_OF_SECTION and one.codes["ISCO08"] in ISCO
    }
    years = sorted({year for _, _, year in cells})[-2:]
    if len(years) < 2:  # a suppressed cell, which a service leaves out, needs the year before
        raise incomplete("employment.csv", f"there are not two years since {SINCE}")
    grid = list(product(sorted({section for section, _, _ in cells}), ISCO, years))
    table = {
        "section": [section for section, _, _ in grid],
        "isco1": [ISCO[group] for _, group, _ in grid],
        "year": [year for _, _, year in grid],
        "thousand_persons": [cells.get(cell) for cell in grid],
    }
    now: dict[tuple[str, int], float] = {}
    for (sector, group), thousand in surveys.by_sector_and_group(pl.DataFrame(table)).items():
        margin = sector, group or 5  # the armed forces stand among service workers, as in the table
        now[margin] = now.get(margin, 0.0) + thousand
    margins = [(row["sector"], int(row["occupation"][0])) for row in rows]
    before = dict.fromkeys(sorted(margins), 0.0)
    for margin, row in zip(margins, rows, strict=True):
        before[margin] += float(row["value"])
    year, new = str(years[-1]), []
    for margin, row in zip(margins, rows, strict=True):
        if margin in now:
            scale = now[margin] / before[margin] if before[margin] > 0 else 0.0
            new.append({**row, "value": rounded(float(row["value"]) * scale), "year": year})
        else:
            new.append(row)
    changes = [
        Change("employment", f"{sector}, major group {group}", rounded(old), rounded(now[sector, group]),
               rows[margins.index((sector, group))]["year"], year, "Eurostat LFSA_EISN2")
        for (sector, group), old in before.items()
        if (sector, group) in now
    ]  # fmt: skip
    return new, [change for change in changes if change.shown], len(changes)


ISCO = {f"OC{group}": group for group in range(10)}
TABLE_SERIES: dict[str, Callable[[list[Row], str, Fetch], Refreshed]] = {
    "labour_rates": labour_rates,
    "employment": employment,
}

# ---- the command -------------------------------------------------------------------------------------


def refresh(
    iso3: str, *, write: bool = False, tables: Path = TABLES, fetch: Fetch = fetch
) -> tuple[list[Change], dict[str, int]]:
    """What agencies publish now that tables have otherwise, and how many numbers were found again, by table.

    With `write`, take it over.

    Everything is read before anything is written. Raises InputError for a country without tables, without
    the extra, and when a service does not answer.
    """
    rewritten, changes, found = {}, list[Change](), {}
    try:
        for what, series in TABLE_SERIES.items():
            new, changed, found[what] = series(_rows(tables / f"{what}.csv", iso3), iso3, fetch)
            changes += changed
            if changed:
                rewritten[what] = [{**row, "licence": sources()[row["source"]]["licence"]} for row in new]
    except KeyError as error:
        raise incomplete(f"{what}.csv", f"it has no {error}") from error
    for name, rows in rewritten.items() if write else ():
        merge(tables / f"{name}.csv", rows, iso3)
    return changes, found


def told(iso3: str, changes: list[Change], found: Mapping[str, int], *, written: bool) -> list[str]:
    """What a refresh found, one line a change."""
    lines = [
        f"{one.table}: {one.key}: {one.old:.6g} ({one.old_year}) → {one.new:.6g} ({one.new_year}), "
        f"{one.source}"
        for one in changes
    ]
    changed = [one.table for one in changes]
    for table, count in found.items():
        lines.append(
            f"{table}.csv, {iso3}: {count} numbers read anew, {changed.count(table)} changed"
            if count
            else f"{table}.csv, {iso3}: no series by SDMX covers it, left as it is"
        )
    if changed:
        end = "Tables were written." if written else "Nothing was written; --write takes this over."
        lines.append(end)
    return lines


def _rows(path: Path, iso3: str) -> list[Row]:
    rows = read_csv(path)
    known = sorted({row["iso3"] for row in rows})
    if iso3 not in known:
        raise InputError(f'{path.name} has no rows of "{iso3}"; countries: {", ".join(known)}')
    return [dict(row) for row in rows if row["iso3"] == iso3]


def run(asked: Asked) -> None:
    """Show what changed."""
    write = asked.more["write"]
    click.echo("\n".join(told(asked.country, *refresh(asked.country, write=write), written=write)))


WRITE = click.Option(["--write"], is_flag=True, help="write the new numbers into calibration/tables")
STUDY = Job(of=country(), options=(WRITE,), out=None, does=run)
