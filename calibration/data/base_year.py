"""The base year 2025 and the path from it on, as officials see them: people at work, participation, growth.

Survey rates by age and sex keep their pattern. Log odds are added to all of them alike, such that employment
and unemployment of 2025 are the official ones. Participation of later years moves by age group with official
paths where one is known. Productivity grows by what is left of potential growth when people are taken off,
and comes to one rate everywhere.

Official values stand in inputs/official.csv. A row is there whose definition is the model's own: people of
the labour force survey, general government in national accounts, public pensions gross. `use` says whether
it sets a number of the profile (`input`), judges the model within `bound`, or is shown. A script picked rows
and bounds before the first run of the baseline that they judge.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from calibration.data.labour_rates import by_group
from calibration.data.occupations import with_odds
from calibration.data.sources import PERCENT
from calibration.data.tabulate import Row
from calibration.data.values import GDP, LABOUR_FORCE, Values, value
from calibration.inputs import FOLDER
from calibration.study import read_csv
from simulator.agents.person import legal_ages, reached
from simulator.core.time import MONTHS_PER_YEAR
from simulator.scenario.country.profile import AGE_GROUPS
from simulator.start.people import PARTICIPATION, age_group, along_ages, shifted, stretched

Array = NDArray[np.float64]
People = Mapping[int, Array]
"""Persons by single age and sex at the beginning of a year."""
Steps = list[tuple[float, float]]
"""A schedule by year."""
YEAR, LAST = 2025, 2045
INPUT = "input"
FORECASTER = "IMF"
"""Whose numbers stand back where the country's own statisticians have some of the same year."""
UNION = ("Ageing Report", "European Commission")
"""Whose numbers stand behind those of a country's own bodies, before the forecaster's."""
SOURCE = "official"
ANNUAL = ("mean of four", "annual mean", "labour force survey")
"""Definitions of a rate of the year that come before a forecaster's."""
BY_AGE = {"25-54": range(25, 55), "55-64": range(55, 65), "65+": range(65, 75)}
"""Age groups whose participation officials project, and the ages that their number is of."""
WINDOWS = ((2025, 2030), (2030, 2035))
"""Years over which potential growth less that of people gives productivity."""
LONG_RUN, CONVERGED = 0.012, 2050
"""Growth of productivity to which the Ageing Report lets all members come: 0.8 of efficiency over a labour
share of two thirds (2024 Ageing Report; recalled, high)."""


@dataclass(frozen=True)
class Base:
    """What officials say of 2025: persons at work, rates as shares."""

    employment: float
    unemployment: float
    balance: float
    growth: float
    current: float
    debt: float
    note: str


@cache
def official(iso3: str) -> tuple[Mapping[str, str], ...]:
    """Rows of the table of official values: the country's own bodies, the Union's, then the IMF's."""
    rows = [row for row in read_csv(FOLDER / "official.csv") if row["iso3"] == iso3]
    return tuple(sorted(rows, key=lambda row: [one in row["source"] for one in (FORECASTER, *UNION)]))


def of_years(iso3: str, indicator: str) -> dict[int, float]:
    """Official shares or rates of single years; of several of a year the country's own."""
    rows = [row for row in official(iso3) if row["indicator"] == indicator and row["year"].isdigit()]
    found = {int(row["year"]): PERCENT * float(row["value"]) for row in reversed(rows)}
    return dict(sorted(found.items()))


def base_of(iso3: str, given: Mapping[str, Any]) -> Base | None:
    """Official values of 2025, the country's inputs before the table; none where there are none."""

    def first(indicator: str, wanted: Sequence[str] = ()) -> Mapping[str, str] | None:
        rows = [row for row in official(iso3) if (row["year"], row["indicator"]) == (str(YEAR), indicator)]
        annual = [row for row in rows if any(word in row["definition"] for word in wanted)]
        forecast = [row for row in rows if row["source"].startswith(FORECASTER)]
        return next(iter([*annual, *forecast, *rows]), None)

    earlier = (row for row in reversed(official(iso3)) if row["indicator"] == "employment")
    work, jobless = first("employment") or next(earlier, None), first("unemployment_rate", ANNUAL)
    accounts = [
        first(name) for name in ("public_balance", "real_gdp_growth", "current_account", "public_debt")
    ]
    if work is None or jobless is None or not all(accounts):
        return None
    told = given.get("employment")
    persons = float(told["value"]) if told else 1e6 * float(work["value"])
    note = told["note"] if told else f"{work['definition']}, {work['source']}"
    note = f"employment: {note}; unemployment: {jobless['definition']}, {jobless['source']}"
    rate, net, real, current, debt = (PERCENT * float(row["value"]) for row in (jobless, *accounts) if row)
    return Base(persons, rate, net, real, current, debt, note)


def pensions(iso3: str) -> Mapping[str, str] | None:
    """The last official row of pension spending up to the base year, of the definition of those judged."""
    rows = [row for row in official(iso3) if row["indicator"] == "pensions" and row["use"] == INPUT]
    return max(rows, key=lambda row: int(row["year"]), default=None)


def values(base: Base, inflation: float) -> Values:
    """Single values of the profile that are those of the base year, at trend inflation (a year).

    Debt is that of month 0, half a year before the middle of the year of whose GDP officials' shares are.
    """
    opening = (base.debt + base.balance) * ((1.0 + base.growth) * (1.0 + inflation)) ** 0.5
    status = "assumed" if "recalled" in base.note else "observed"  # a number that rests on somebody's memory
    where = YEAR, SOURCE
    ended = "at the year's end, less its deficit"
    return {
        "unemployment_rate": value(base.unemployment, LABOUR_FORCE, "share", *where, status, base.note),
        "public_balance": value(base.balance, GDP, "share", *where, note="net lending of general government"),
        "current_account": value(base.current, GDP, "share", *where, note="balance"),
        "public_debt": value(opening, "annual GDP", "number", *where, "estimated", ended),
    }


def rates(rows: list[Row], people: Array, pension: int, base: Base) -> list[Row]:
    """Rows of labour rates with log odds added, such that as many work in mid-2025 as officials count."""
    active, jobless = by_group(rows, "participation_rate"), by_group(rows, "unemployment_rate")
    wanted = base.employment / (1.0 - base.unemployment)

    def force(by: float) -> Array:
        return along_ages(with_odds(active, by), pension, people) * people

    more = _root(lambda by: force(by).sum() / wanted - 1.0)
    found, group = force(more), age_group(np.arange(len(people)))

    def missing(by: float) -> float:
        return float((found * with_odds(jobless, by)[group]).sum() / found.sum()) / base.unemployment - 1.0

    shifts = {"participation_rate": more, "unemployment_rate": _root(missing)}

    def moved(row: Row) -> Row:
        by = shifts[row["variable"]]
        note = "; ".join(filter(None, (row["note"], f"log odds {by:+.8f} for the official total of {YEAR}")))
        return {**row, "value": float(with_odds(row["value"], by)), "status": "estimated", "note": note}

    return [moved(row) for row in rows]


def paths(
    iso3: str, people: People, rows: list[Row], law: Mapping[str, Any], first: float
) -> dict[str, Steps]:
    """Schedules by year: log odds of participation by age group, and growth of productivity.

    `law` holds the steps of pension ages, `first` the pension age of the base year (years).
    """
    names = ("pension_age_by_birth", "pension_age_by_date")
    steps = {name: np.array(law.get(name, {}).get("steps", []), dtype=float).reshape(-1, 2) for name in names}
    now = along_ages(by_group(rows, "participation_rate"), int(first), people[YEAR])

    def profile(year: int) -> Array:
        ages = legal_ages(SimpleNamespace(**steps), round(MONTHS_PER_YEAR * first), float(year))
        return stretched(now, first, reached(ages))

    found = _participation(iso3, people, profile)

    def force(year: int) -> float:
        points = [np.array(found.get(PARTICIPATION + one, [(YEAR, 0.0)])) for one in AGE_GROUPS]
        by = np.array([np.interp(year, *of_group.T) for of_group in points])
        return float((shifted(profile(year), by) * people[year]).sum())

    growth = _productivity(iso3, force)
    return {**found, **({"productivity_growth": growth} if growth else {})}


def _participation(iso3: str, people: People, profile: Callable[[int], Array]) -> dict[str, Steps]:
    """Log odds by age group and year: first of the groups that officials project, then of everyone alike."""

    def needed(rate: float, year: int, ages: range, own: Array) -> float:
        """Log odds beyond `own` of each group (shape 4) that make participation of these ages the rate."""
        return _root(lambda by: _mean(shifted(profile(year), own + by), people[year], ages) - rate)

    groups = {group: [(float(YEAR), 0.0)] for group in AGE_GROUPS}
    for group, ages in BY_AGE.items():
        name = group.replace("-", "_").replace("65+", "65_74")
        told = sorted(of_years(iso3, f"participation_{name}").items())
        if len(told) > 1:
            (start, low), (end, high) = told[0], told[-1]
            at = min(end, LAST)
            rate = _mean(profile(YEAR), people[YEAR], ages) + (high - low) * (at - YEAR) / (end - start)
            groups[group].append((float(at), needed(rate, at, ages, np.zeros(len(AGE_GROUPS)))))
    found: dict[str, Steps] = {}
    for name, ages in (("participation_rate", range(16, 101)), ("participation_16_74", range(16, 75))):
        for year, rate in sorted(of_years(iso3, name).items()):
            if YEAR < year <= LAST:
                own = np.array([np.interp(year, *np.array(points).T) for points in groups.values()])
                by = needed(rate, year, ages, own)
                for group, mine in zip(AGE_GROUPS, own, strict=True):
                    found.setdefault(group, [(float(YEAR), 0.0)]).append((float(year), float(mine + by)))
    found = found or {group: points for group, points in groups.items() if len(points) > 1}
    return {PARTICIPATION + group: points for group, points in found.items()}


def _productivity(iso3: str, force: Callable[[int], float]) -> Steps:
    """Growth of output per head on trend by year: potential growth less that of people, then the long run.

    Without an official potential the last year of the medium term stands for it.
    """
    potential = {year: rate for year, rate in of_years(iso3, "potential_growth").items() if year >= YEAR}
    if not potential:
        means = [
            PERCENT * float(row["value"])
            for row in official(iso3)
            if (row["indicator"], row["use"]) == ("real_gdp_growth", INPUT)
            and row["year"] in ("2026-2036", "2030")
        ]
        potential = {YEAR: means[0]} if means else {}
    if not potential:
        return []
    found = []
    for start, end in WINDOWS if len(potential) > 1 else WINDOWS[:1]:
        years = np.arange(start, end) + 0.5
        grows = float(np.interp(years, list(potential), list(potential.values())).mean())
        people = log(force(end) / force(start)) / (end - start)
        found.append(((start + end) / 2.0, grows - people))
    return [(float(YEAR), found[0][1]), *found, (float(CONVERGED), LONG_RUN)]


def _mean(profile: Array, people: Array, ages: range) -> float:
    here = list(ages)
    return float((profile[here] * people[here]).sum() / people[here].sum())


def _root(miss: Callable[[float], float]) -> float:
    return float(brentq(miss, -4.0, 4.0))
