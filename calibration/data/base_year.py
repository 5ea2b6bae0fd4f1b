"""The base year 2025 and the path from it on, as officials see them: people at work, participation, growth.

Survey rates by age and sex keep their pattern. Log odds are added to all of them alike, such that employment
and unemployment of 2025 are the official ones. Participation of later years moves by age group with official
paths where one is known. Productivity grows by what is left of potential growth when people are taken off,
and comes to one rate everywhere.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from calibration.data.codes import AGE_GROUPS, SEXES
from calibration.data.official import FORECASTER, TABLE
from calibration.data.tabulate import Row
from calibration.data.values import GDP, LABOUR_FORCE, PERCENT, Values, value
from simulator.agents.person import legal_ages, reached
from simulator.core.time import MONTHS_PER_YEAR
from simulator.start.people import PARTICIPATION, age_group, along_ages, shifted, stretched

Array = NDArray[np.float64]
People = Mapping[int, Array]
"""Persons by single age and sex at the beginning of a year."""
YEAR, LAST = 2025, 2045
UNION = ("Ageing Report", "European Commission")
"""Whose numbers stand behind those of a country's own bodies, before the forecaster's."""
MOVED = "log odds "
"""How a note begins that tells by how much a survey's rate was moved to the base year."""
SOURCE = "official"
ANNUAL = ("mean of four", "annual mean", "labour force survey")
"""Definitions of a rate of the year that come before a forecaster's."""
GROUP = age_group(np.arange(101))
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
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == iso3]
    return tuple(sorted(rows, key=lambda row: [one in row["source"] for one in (FORECASTER, *UNION)]))


def of_years(iso3: str, indicator: str) -> dict[int, float]:
    """Official shares or rates of single years; of several of a year the country's own."""
    rows = [row for row in official(iso3) if row["indicator"] == indicator and row["year"].isdigit()]
    found = {int(row["year"]): PERCENT * float(row["value"]) for row in reversed(rows)}
    return dict(sorted(found.items()))


def base_of(iso3: str, given: Mapping[str, Any]) -> Base | None:
    """Official values of 2025, the country's inputs before the table; none where there are none."""
    now = [row for row in official(iso3) if row["year"] == str(YEAR)]

    def first(indicator: str, wanted: Sequence[str] = ()) -> Mapping[str, str] | None:
        rows = [row for row in now if row["indicator"] == indicator]
        annual = [row for row in rows if any(word in row["definition"] for word in wanted)]
        return next(
            iter([*annual, *(row for row in rows if row["source"].startswith(FORECASTER)), *rows]), None
        )

    work = first("employment") or next(
        (row for row in reversed(official(iso3)) if row["indicator"] == "employment"), None
    )
    jobless = first("unemployment_rate", ANNUAL)
    accounts = [
        first(name) for name in ("public_balance", "real_gdp_growth", "current_account", "public_debt")
    ]
    if work is None or jobless is None or not all(accounts):
        return None
    told = given.get("employment")
    persons = float(told["value"]) if told else 1e6 * float(work["value"])
    note = told["note"] if told else f"{work['definition']}, {work['source']}"
    rate, net, real, current, debt = (PERCENT * float(row["value"]) for row in (jobless, *accounts) if row)
    note = f"employment: {note}; unemployment: {jobless['definition']}, {jobless['source']}"
    return Base(persons, rate, net, real, current, debt, note)


def pensions(iso3: str) -> Mapping[str, str] | None:
    """The last official row of pension spending up to the base year, of the definition of those judged."""
    rows = [row for row in official(iso3) if row["indicator"] == "pensions" and row["use"] == "input"]
    return max(rows, key=lambda row: int(row["year"]), default=None)


def status_of(note: str) -> str:
    """A number that rests on somebody's memory is assumed."""
    return "assumed" if "recalled" in note else "observed"


def values(base: Base, inflation: float) -> Values:
    """Single values of the profile that are those of the base year, at trend inflation (a year).

    Debt is that of month 0, half a year before the middle of the year of whose GDP officials' shares are.
    """
    opening = (base.debt + base.balance) * ((1.0 + base.growth) * (1.0 + inflation)) ** 0.5
    return {
        "unemployment_rate": value(
            base.unemployment, LABOUR_FORCE, "share", YEAR, SOURCE, status_of(base.note), base.note
        ),
        "public_balance": value(
            base.balance, GDP, "share", YEAR, SOURCE, note="net lending of general government"
        ),
        "current_account": value(base.current, GDP, "share", YEAR, SOURCE, note="balance"),
        "public_debt": value(
            opening, "annual GDP", "number", YEAR, SOURCE, "estimated", "at the year's end, less its deficit"
        ),
    }


def trend(path: Sequence[tuple[float, float]]) -> Values:
    """Growth of productivity at the beginning of its path."""
    growth = value(
        path[0][1],
        "per year",
        "growth",
        YEAR,
        SOURCE,
        "estimated",
        "potential growth less that of people, 2025 to 2030; its path is in schedules.csv",
    )
    return {"productivity_growth": growth}


def rates(rows: list[Row], people: Array, pension: int, base: Base) -> list[Row]:
    """Rows of labour rates with log odds added, such that as many work in mid-2025 as officials count."""
    cells = {(row["variable"], row["age_group"], row["sex"]): row["value"] for row in rows}
    active, jobless = (
        np.array([[cells[name, group, sex] for sex in SEXES] for group in AGE_GROUPS])
        for name in ("participation_rate", "unemployment_rate")
    )
    wanted = base.employment / (1.0 - base.unemployment)
    more = _root(lambda by: _force(with_odds(active, by), people, pension).sum() / wanted - 1.0)
    force = _force(with_odds(active, more), people, pension)

    def missing(by: float) -> float:
        return float((force * with_odds(jobless, by)[GROUP]).sum() / force.sum()) / base.unemployment - 1.0

    shifts = {"participation_rate": more, "unemployment_rate": _root(missing)}

    def moved(row: Row) -> Row:
        by = shifts[row["variable"]]
        note = "; ".join(filter(None, (row["note"], f"{MOVED}{by:+.8f} for the official total of {YEAR}")))
        return {
            **row,
            "value": float(with_odds(np.array(row["value"]), by)),
            "status": "estimated",
            "note": note,
        }

    return [moved(row) for row in rows]


def of_base_year(note: str) -> tuple[float, str]:
    """Log odds by which a rate was moved to the base year, and the words that say so; 0 and "" without."""
    told = next((part for part in note.split("; ") if part.startswith(MOVED)), "")
    return (float(told.removeprefix(MOVED).split()[0]) if told else 0.0), told


def paths(
    iso3: str, people: People, rows: list[Row], law: Mapping[str, Any], first: float
) -> dict[str, list[Any]]:
    """Schedules by year: log odds of participation by age group, and growth of productivity.

    `law` holds the steps of pension ages, `first` the pension age of the base year (years).
    """
    steps = SimpleNamespace(
        **{
            name: np.array(law.get(name, {}).get("steps", []), dtype=float).reshape(-1, 2)
            for name in ("pension_age_by_birth", "pension_age_by_date")
        }
    )
    cells = {
        (row["age_group"], row["sex"]): row["value"]
        for row in rows
        if row["variable"] == "participation_rate"
    }
    active = np.array([[cells[group, sex] for sex in SEXES] for group in AGE_GROUPS])
    now = along_ages(active, int(first), people[YEAR])

    def profile(year: int) -> Array:
        ages = legal_ages(steps, round(MONTHS_PER_YEAR * first), float(year))
        return stretched(now, first, reached(ages))

    found = _participation(iso3, people, profile)

    def force(year: int) -> float:
        by = np.array(
            [
                np.interp(year, *np.array(found.get(PARTICIPATION + one, [(YEAR, 0.0)])).T)
                for one in AGE_GROUPS
            ]
        )
        return float((shifted(profile(year), by) * people[year]).sum())

    growth = _productivity(iso3, force)
    return {**found, **({"productivity_growth": growth} if growth else {})}


def _participation(iso3: str, people: People, profile: Any) -> dict[str, list[Any]]:
    """Log odds by age group and year: first of the groups that officials project, then of everyone alike."""
    by_group = {group: [(float(YEAR), 0.0)] for group in AGE_GROUPS}
    for group, ages in BY_AGE.items():
        told = sorted(
            of_years(iso3, f"participation_{group.replace('-', '_').replace('65+', '65_74')}").items()
        )
        if len(told) < 2:
            continue
        (start, low), (end, high) = told[0], told[-1]
        at = min(end, LAST)
        change = (high - low) * (at - YEAR) / (end - start)
        rate = _mean(profile(YEAR), people[YEAR], ages) + change
        by_group[group].append(
            (
                float(at),
                _root(
                    lambda by, at=at, ages=ages, rate=rate: (
                        _mean(shifted(profile(at), np.full(4, by)), people[at], ages) - rate
                    )
                ),
            )
        )
    shifts = {group: np.array(points) for group, points in by_group.items()}
    total = {"participation_rate": range(16, 101), "participation_16_74": range(16, 75)}
    found: dict[str, list[Any]] = {}
    for name, ages in total.items():
        for year, rate in sorted(of_years(iso3, name).items()):
            if not YEAR < year <= LAST:
                continue
            own = np.array([np.interp(year, *points.T) for points in shifts.values()])
            by = _root(
                lambda by, year=year, own=own, ages=ages, rate=rate: (
                    _mean(shifted(profile(year), own + by), people[year], ages) - rate
                )
            )
            for group, mine in zip(AGE_GROUPS, own, strict=True):
                found.setdefault(group, [(float(YEAR), 0.0)]).append((float(year), float(mine + by)))
    if not found:
        found = {group: points for group, points in by_group.items() if len(points) > 1}
    return {PARTICIPATION + group: points for group, points in found.items()}


def _productivity(iso3: str, force: Any) -> list[Any]:
    """Growth of output per head on trend by year: potential growth less that of people, then the long run."""
    told = {name: of_years(iso3, name) for name in ("potential_growth", "real_gdp_growth")}
    potential = {year: rate for year, rate in told["potential_growth"].items() if year >= YEAR}
    if not potential:
        means = [
            row
            for row in official(iso3)
            if row["indicator"] == "real_gdp_growth"
            and row["use"] == "input"
            and row["year"] in ("2026-2036", "2030")
        ]
        potential = {YEAR: PERCENT * float(means[0]["value"])} if means else {}
    if not potential:
        return []
    found = []
    for start, end in WINDOWS if len(potential) > 1 else WINDOWS[:1]:
        years = np.arange(start, end) + 0.5
        grows = float(np.interp(years, list(potential), list(potential.values())).mean())
        people = log(force(end) / force(start)) / (end - start)
        found.append(((start + end) / 2.0, grows - people))
    return [(float(YEAR), found[0][1]), *found, (float(CONVERGED), LONG_RUN)]


def _force(active: Array, people: Array, pension: int) -> Array:
    return along_ages(active, pension, people) * people


def with_odds(share: Array, by: float) -> Array:
    """Shares with log odds added."""
    odds = share / (1.0 - share) * np.exp(by)
    return np.asarray(odds / (1.0 + odds))


def _mean(profile: Array, people: Array, ages: range) -> float:
    here = list(ages)
    return float((profile[here] * people[here]).sum() / people[here].sum())


def _root(miss: Any) -> float:
    return float(brentq(miss, -4.0, 4.0))
