"""Read the agencies' series anew by SDMX and show what changed.

Tables are written with --write only; the profile is then made from them by the study `build` or edited by
hand. Values of the profile that the OECD publishes are shown and not written, for they are taken over in
`calibration/inputs`. Series that no agency publishes by SDMX in the detail of our tables are left alone
(DATA.md).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
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
PUBLISHERS = {"ESTAT": "Eurostat", "ILO": "ILOSTAT", "OECD": "OECD"}


@dataclass(frozen=True)
class Query:
    """One query: agency and dataflow as SDMX names them, codes by dimension, first year.

    A key that is a text has the codes in the order of the dimensions: no structure is asked for first.
    """

    agency: str
    flow: str
    key: Mapping[str, str] | str
    since: int = SINCE

    def __str__(self) -> str:
        return f"{PUBLISHERS[self.agency]} {self.flow.rpartition('@')[2].rstrip(',')}"


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
        key = query.key if isinstance(query.key, str) else dict(query.key)
        return client.get("data", query.flow, key=key, params={"startPeriod": str(query.since)})
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
    """One number of a committed table or profile beside what the agency publishes now."""

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

MEMBERS = ("DEU", "DNK", "ESP", "FRA", "ITA", "TUR", "USA")
"""Our countries that are in the OECD."""
PROFILE = "profile"


@dataclass(frozen=True)
class Published:
    """A value of the profiles and the series for it.

    flow: with its agency, as the OECD's addresses have it, in the latest version. key: codes in the order of
    the flow's dimensions, nothing for any. of: codes that tell the series from others in the same answer.
    """

    value: str
    flow: str
    key: str
    divisor: float = PERCENT
    of: Mapping[str, str] = field(default_factory=dict)


PART_TIME = ("OECD.ELS.SAE,DSD_FTPT@DF_FTPT,", "{area}.EMP.PT_POP_SUB.F+M._T.EMP.MAIN._T.PT.OECD_DEF.A")
SERIES = (
    Published("tax_wedge", "OECD.CTP.TPS,DSD_TAX_WAGES_COMP@DF_TW_COMP,",
              "{area}.AV_TW.PT_COS_LB.S_C0.AW100._Z.A"),
    Published("minimum_to_median_wage", "OECD.ELS.SAE,DSD_EARNINGS@MIN2AVE,", "{area}.....MEDIAN."),
    Published("part_time_share_female", *PART_TIME, of={"SEX": "F"}),
    Published("part_time_share_male", *PART_TIME, of={"SEX": "M"}),
    Published("hours_per_worker", "OECD.ELS.SAE,DSD_HW@DF_AVG_ANN_HRS_WKD,", "{area}........_T....", 1.0),
)  # fmt: skip
"""Flows, order of dimensions and codes are those that public programs ask the OECD for; we never tried them.

Wedge: single, no children, at the average wage. Part-time work: all ages, the OECD's common definition.
Hours: actually worked a year, all workers; the profile's are the Penn World Table's, another compilation.
"""


def profile_values(iso3: str, fetch: Fetch) -> tuple[list[Change], int]:
    """What changed of the profile's values that the OECD publishes, and how many were found again.

    A value that the profile lacks (a minimum wage where there is none) is not asked for.
    """
    from simulator.scenario.country.profile import load_country

    if iso3 not in MEMBERS:
        return [], 0
    now, answers, changes = load_country(iso3).meta, dict[str, list[Observation]](), []
    for one in SERIES:
        if one.value in now:
            query, old = Query("OECD", one.flow, one.key.format(area=iso3)), now[one.value]
            if one.flow not in answers:
                answers[one.flow] = list(observations(fetch(query)))
            year, value = latest(one, answers[one.flow])
            changes.append(Change(PROFILE, one.value, old.value, value, str(old.year), str(year), str(query)))
    return [change for change in changes if change.shown], len(changes)


def latest(series: Published, answer: list[Observation]) -> tuple[int, float]:
    """Last year and its value in the profile's unit; InputError without one, or if several answer."""
    own = [one for one in answer if series.of.items() <= one.codes.items()]
    if not own:
        raise incomplete(series.value, f"no year since {SINCE} has it")
    if len({frozenset(one.codes.items()) for one in own}) > 1:
        raise incomplete(series.value, "more than one series answers")
    last = max(own, key=lambda one: one.year)
    return last.year, rounded(last.value / series.divisor)


# ---- the command -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refresh:
    """What a refresh found: what changed, and how many numbers were found again, by table."""

    changes: tuple[Change, ...]
    found: dict[str, int]
    written: bool


def refresh(iso3: str, *, write: bool = False, tables: Path = TABLES, fetch: Fetch = fetch) -> Refresh:
    """Compare a country's tables with what the agencies publish now; with `write`, take that over.

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
        what = PROFILE
        changed, found[what] = profile_values(iso3, fetch)
    except KeyError as error:
        raise incomplete(_named(what), f"it has no {error}") from error
    for name, rows in rewritten.items() if write else ():
        merge(tables / f"{name}.csv", rows, iso3)
    return Refresh((*changes, *changed), found, write)


def _named(table: str) -> str:
    return table if table == PROFILE else f"{table}.csv"


def told(iso3: str, result: Refresh) -> list[str]:
    """What a refresh found, one line a change."""
    lines = [
        f"{one.table}: {one.key}: {one.old:.6g} ({one.old_year}) → {one.new:.6g} ({one.new_year}), "
        f"{one.source}"
        for one in result.changes
    ]
    changed = [one.table for one in result.changes]
    for table, count in result.found.items():
        lines.append(
            f"{_named(table)}, {iso3}: {count} numbers read anew, {changed.count(table)} changed"
            if count
            else f"{_named(table)}, {iso3}: no series by SDMX covers it, left as it is"
        )
    if PROFILE in changed:
        lines.append(f"The profile is not written: take its values over in calibration/inputs/{iso3}.yaml.")
    if set(changed) - {PROFILE}:
        end = "Tables were written." if result.written else "Nothing was written; --write takes this over."
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
    click.echo("\n".join(told(asked.country, refresh(asked.country, write=asked.more["write"]))))


WRITE = click.Option(["--write"], is_flag=True, help="write the new numbers into calibration/tables")
STUDY = Job(of=country(), options=(WRITE,), out=None, does=run)
