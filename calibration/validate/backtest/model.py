"""The model from the opening year of a back-test on, with the cycle of GDP given and without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import NamedTuple

import numpy as np

from calibration.study.runs import Array, Run, scenario_of
from calibration.validate.backtest.data import Backtest
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import AGE_GROUPS, SEXES
from simulator.scenario.scenario import PolicySetting
from simulator.scenario.setting import Constant, Steps
from simulator.start.participation import along_ages

STEP = 5
"""Years between two populations of the projection."""
WORKING_AGES = slice(16, 65)


def takes_part(then: Country, opening: int) -> Array:
    """Participants over people by single age and sex [101, 2] in the opening year."""
    people = then.people_in(float(opening))
    return along_ages(then.participation_rate, int(then.values["retirement_age"]), people)


def ageing_trend(data: Backtest, then: Country) -> float:
    """Mean yearly change of the log odds of taking part by ages alone, each taking part as in the opening.

    Over the years of `Backtest.participation_trend`, which includes it. A population that ages in the model
    adds it again, so it is taken off.
    """
    first, last = data.trend_years
    profile = takes_part(then, data.opening)[WORKING_AGES]
    odds = []
    for year in (first, last):
        people = people_before(then, data.opening, year)[WORKING_AGES]
        rate = float((profile * people).sum() / people.sum())
        odds.append(rate / (1.0 - rate))
    return log(odds[1] / odds[0]) / (last - first)


def people_before(country: Country, opening: int, year: int) -> Array:
    """Persons by single age and sex [101, 2] in a year before the opening.

    Each cohort is followed back by what became of people of that age in the five years after the opening:
    deaths, and moves in and out of the country.
    """
    now, after = (country.people_in(float(opening + years)) for years in (0, STEP))
    stays = after[STEP:] / np.maximum(now[:-STEP], 1.0)
    at, people = opening, now
    while at > year:
        before = people.copy()  # the oldest are kept: they take no part
        before[:-STEP] = people[STEP:] / np.maximum(stays, 1e-9)
        share = min(1.0, (at - year) / STEP)
        people, at = people + share * (before - people), at - STEP
    return people


MONTHS = 12
ROUNDS, PACE = 8, 1.5
"""Rounds in which shocks to spending are sought, and what a round adds for each point that GDP lacks."""
OPENING_VALUES = (
    "unemployment_rate",
    "labour_share",
    "own_account_total",
    "job_finding_rate",
    "vacancy_rate",
)
"""Of the opening year where the table has them, else as the profile has them now."""
GROUPS = tuple(str(group) for group in range(1, 10))
"""Major groups of ISCO-08."""
ENTRY = 1
"""Row of `cell_hazards`."""
SHORT_TIME = ("DEU", "FRA", "ITA", "ESP")
"""Countries whose law paid for short-time work in the opening year (recalled), as their `adapt` has it."""
PANDEMIC = ((2020, 3), (2022, 1))
"""From when until when the state bore all of it, for any firm and any loss of work (recalled)."""
WITHOUT_CONDITION = ("employer_cost", "threshold", "staff")
SERIES = ("unemployment_rate", "participation_rate_15_64", "labour_share", "real_gdp")
UNTOLD = "real_gdp_untold"
"""Real GDP of the run without shocks."""
Yearly = dict[str, dict[int, float]]


@dataclass(frozen=True)
class Given:
    """What to run."""

    iso3: str
    seed: int
    persons: int


def country_then(data: Backtest, now: Country) -> Country:
    """The country as its profile would stand in the opening year; nobody uses AI."""
    year = data.opening
    values = {name: data.values.get((name, "all", year), now.values[name]) for name in OPENING_VALUES}
    jobless = values["unemployment_rate"]
    values |= {
        "long_term_unemployment_share": data.value("long_term_unemployment_rate", year) / jobless,
        "separation_rate": values["job_finding_rate"] * jobless / (1.0 - jobless),
        "productivity_growth": data.trend,
    }
    meta = {name: replace(cell, value=values.get(name, cell.value)) for name, cell in now.meta.items()}
    change = np.ones(1 + len(GROUPS))
    if data.surveyed:
        before, after = ([data.value("employee_share", y, group) for group in GROUPS] for y in data.surveyed)
        change[1:] = np.divide(before, after)

    def by_age(variable: str) -> Array:
        cells = [
            [data.value(f"{variable}_by_age", year, f"{age} {sex}") for sex in SEXES] for age in AGE_GROUPS
        ]
        return np.array(cells)

    alone = values["own_account_total"] / now.values["own_account_total"]
    return replace(
        now,
        meta=meta,
        employment=now.employment * change[now.isco1],
        own_account_share=now.own_account_share * alone,
        unemployment_rate=by_age("unemployment_rate"),
        participation_rate=by_age("participation_rate"),
        ai_adoption=np.zeros_like(now.ai_adoption),
        targets=(),
    )


def short_time(iso3: str, opening: int) -> tuple[PolicySetting, ...]:
    """Short-time work as the country's shipped option has it, from the opening on; nothing elsewhere.

    In the pandemic firms paid nothing towards it, and no loss of work was too small.
    """
    from simulator.scenario.load import load_scenario

    if iso3 not in SHORT_TIME:
        return ()
    first, after = (MONTHS * (year - opening) + month - 1 for year, month in PANDEMIC)
    policies = load_scenario(f"{iso3.lower()}/adapt@borrowing").policies
    retention = next(one for one in policies if one.name == "job_retention")
    usual = {name: one.value for name, one in retention.values.items() if isinstance(one, Constant)}
    waived = {name: Steps((0, first, after), (usual[name], 0.0, usual[name])) for name in WITHOUT_CONDITION}
    longest = Constant(max(float(after - first), usual["months"]))
    return (replace(retention, start=0, values={**retention.values, **waived, "months": longest}),)


def measured(data: Backtest, given: Given) -> tuple[Yearly, Yearly]:
    """With the cycle of GDP given, and without: the gap of the opening closes in both."""
    still = _run(data, given, {})
    return _told(data, given, still, data.gdp_told()), _told(data, given, still, data.gap_closing())


def _told(data: Backtest, given: Given, still: Yearly, path: Mapping[int, float]) -> Yearly:
    """The run whose real GDP deviates by `path` (log, by year) from the one without shocks.

    A shock to households' spending is sought for each year.
    """
    told, shock = still, dict.fromkeys(path, 0.0)
    for _ in range(ROUNDS):
        for year, wanted in path.items():
            shock[year] += PACE * (wanted - log(told["real_gdp"][year] / still["real_gdp"][year]))
        told = _run(data, given, shock)
    return {**told, UNTOLD: still["real_gdp"]}


def _run(data: Backtest, given: Given, shock: Mapping[int, float]) -> Yearly:
    """Yearly series, and shares of major groups by January, under shocks to spending by year.

    The odds of taking part go on as before the opening at every age: entry rises or falls by their trend, and
    by what it takes to move those who are there already.
    """
    from simulator.economy.recorder import Recorder
    from simulator.experiment.simulate import prepare
    from simulator.scenario.country.profile import load_country

    months = MONTHS * (data.last + 1 - data.opening) + 1
    shipped = scenario_of(Run(given.iso3, given.seed, given.persons, months))
    scenario = replace(
        shipped, months=months, start=f"{data.opening}-01", policies=short_time(given.iso3, data.opening)
    )
    then = country_then(data, load_country(given.iso3))
    economy = prepare(scenario, role="policy", replicate=0, country=then)
    economy.frozen_demography = False
    if shock:
        starts = tuple(MONTHS * (year - data.opening) for year in shock)
        economy.shock = {"spending": Steps(starts, tuple(shock.values()))}
    recorder = Recorder(economy)
    recorder.record()
    trend = (data.participation_trend - ageing_trend(data, then)) / MONTHS
    entry = economy.cell_hazards[ENTRY].copy()
    there = takes_part(then, data.opening)
    for month in range(1, months):
        economy.cell_hazards[ENTRY] = np.maximum(entry * exp(trend * month) + trend * there, 0.0)
        economy.step()
        recorder.record()
    years = range(data.opening, data.last + 1)
    found: Yearly = {}
    for name in SERIES:
        series = np.array([month[name] for month in recorder.totals][: MONTHS * len(years)])
        found[name] = dict(zip(years, series.reshape(-1, MONTHS).mean(axis=1).tolist(), strict=True))
    for group in GROUPS:
        key = ("employment_share", "occupation_1digit", group)
        found[group] = {data.opening + k: values[key] for k, (_, values) in enumerate(recorder.parts)}
    return found


class Compared(NamedTuple):
    """A country, or several as one: its data, and its runs by seed with the cycle given and without."""

    data: Backtest
    given: Sequence[Yearly]
    alone: Sequence[Yearly]
