"""From 2015 to 2024: the model beside data, no change and an AR(1).

The model opens in the state of 2015 and is told the population by age, how far output then was from its
potential and how far real GDP per head was from its mean growth since (through households' spending),
nothing of what it is judged by. EU4 runs the four largest countries of the EU, and shows them together too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import copysign, exp, log, log1p, nan
from typing import Any, NamedTuple

import numpy as np

from calibration.data.backtest_data import FIRST, LAST, OPENING
from calibration.data.tabulate import TABLES
from calibration.study import USUAL, Asked, Column, Study, Table, country, read_csv
from calibration.study.runs import Array, Run, scenario_of
from simulator.core.errors import InputError
from simulator.economy.recorder import Recorder
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import AGE_GROUPS, SEXES, Country, load_country
from simulator.scenario.load import load_scenario
from simulator.scenario.scenario import PolicySetting
from simulator.scenario.setting import Constant, Steps
from simulator.start.people import along_ages


@dataclass(frozen=True)
class Backtest:
    """Values by (variable, group, year)."""

    name: str
    values: Mapping[tuple[str, str, int], float]
    opening: int = OPENING
    last: int = LAST

    def value(self, variable: str, year: int, group: str = "all") -> float:
        """One number."""
        return self.values[variable, group, year]

    def series(self, variable: str) -> dict[int, float]:
        """A yearly series of the whole country, in the order of the years."""
        found = {y: v for (name, group, y), v in self.values.items() if (name, group) == (variable, "all")}
        return dict(sorted(found.items()))

    @property
    def surveyed(self) -> tuple[int, ...]:
        """Years whose occupations are known: two or none."""
        return tuple(sorted({year for name, _, year in self.values if name == "employee_share"}))

    @property
    def trend_years(self) -> tuple[int, int]:
        """First year of output per hour, and the last before the opening."""
        return next(iter(self.series("output_per_hour"))), self.opening - 1

    @property
    def trend(self) -> float:
        """Mean yearly growth of output per hour before the opening."""
        first, last = self.trend_years
        hourly = self.series("output_per_hour")
        return float((hourly[last] / hourly[first]) ** (1.0 / (last - first)) - 1.0)

    @property
    def participation_trend(self) -> float:
        """Mean yearly change of the log odds of taking part, over the years of the trend of output."""
        first, last = self.trend_years
        odds = {year: rate / (1.0 - rate) for year, rate in self.series("participation_rate_15_64").items()}
        return log(odds[last] / odds[first]) / (last - first)

    def gdp_cycle(self) -> dict[int, float]:
        """Log deviation of real GDP per head from its mean growth over the span; 0 at both ends."""
        gdp = self.series("real_gdp_per_head")
        first, span = log(gdp[self.opening]), self.last - self.opening
        growth = (log(gdp[self.last]) - first) / span
        years = range(self.opening, self.last + 1)
        return {year: log(gdp[year]) - first - growth * (year - self.opening) for year in years}

    def gap_closing(self) -> dict[int, float]:
        """Log rise of real GDP since the opening as its gap to potential closes, as projected in that spring.

        After the last year projected the gap goes on to zero at its last yearly pace.
        """
        gap = self.series("output_gap")
        until = max(gap)
        pace = abs(gap[until] - gap[until - 1])
        for year in range(until + 1, self.last + 1):
            gap[year] = copysign(max(abs(gap[year - 1]) - pace, 0.0), gap[year - 1])
        years = range(self.opening, self.last + 1)
        return {year: log1p(gap[year]) - log1p(gap[self.opening]) for year in years}

    def gdp_told(self) -> dict[int, float]:
        """The cycle of GDP on the growth that closes the opening's gap in a straight line by the last year.

        The cycle is measured from a straight line, so the years in which the gap closed are in it.
        """
        closed, span = self.gap_closing()[self.last], self.last - self.opening
        return {year: own + closed * (year - self.opening) / span for year, own in self.gdp_cycle().items()}


TOGETHER = {"EU4": ("the four largest countries of the EU as one", ("DEU", "FRA", "ITA", "ESP"))}
"""What stands for several countries: its name, and their codes."""


def weights(parts: Sequence[Backtest]) -> list[float]:
    """Each country's share of the labour force of all in the opening year."""
    forces = [one.value("labour_force", one.opening) for one in parts]
    return [force / sum(forces) for force in forces]


def together(name: str, parts: Sequence[Backtest], series: Sequence[str]) -> Backtest:
    """Yearly series of several countries as one, weighted by labour force, where all have the year."""
    of = {variable: mixed(parts, [one.series(variable) for one in parts]) for variable in series}
    return Backtest(name, {(key, "all", year): mean for key, own in of.items() for year, mean in own.items()})


def mixed(parts: Sequence[Backtest], series: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Series of several countries as one, weighted by labour force, in the order of the years."""
    years = sorted(set.intersection(*map(set, series)))
    each = list(zip(weights(parts), series, strict=True))
    return {year: sum(weight * one[year] for weight, one in each) for year in years}


def read(iso3: str) -> Backtest:
    """Data of a country; InputError where the table has none."""
    rows = [row for row in read_csv(TABLES / "backtest.csv") if row["iso3"] == iso3]
    if not rows:
        raise InputError(f"no data from {FIRST} on of {iso3} in tables/backtest.csv", field="country")
    values = {(row["variable"], row["group"], int(row["year"])): float(row["value"]) for row in rows}
    return Backtest(load_country(iso3).name(), values)


def regress(y: Array, x: Array) -> tuple[float, float]:
    """Least-squares slope and squared correlation of two series, means removed."""
    a, b = y - y.mean(), x - x.mean()
    covariance = float((a * b).sum())
    return covariance / float((b * b).sum()), covariance**2 / float((a * a).sum() * (b * b).sum())


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
    if iso3 not in SHORT_TIME:
        return ()
    first, after = (MONTHS * (year - opening) + month - 1 for year, month in PANDEMIC)
    policies = load_scenario(f"{iso3.lower()}/adapt@borrowing").policies
    retention = next(one for one in policies if one.name == "job_retention")
    usual = {name: one.value for name, one in retention.values.items() if isinstance(one, Constant)}
    waived = {name: Steps((0, first, after), (usual[name], 0.0, usual[name])) for name in WITHOUT_CONDITION}
    longest = Constant(max(float(after - first), usual["months"]))
    return (replace(retention, start=0, values={**retention.values, **waived, "months": longest}),)


def measured(data: Backtest, given: Run) -> tuple[Yearly, Yearly]:
    """With the cycle of GDP given, and without: the gap of the opening closes in both."""
    still = _run(data, given, {})
    return _told(data, given, still, data.gdp_told()), _told(data, given, still, data.gap_closing())


def _told(data: Backtest, given: Run, still: Yearly, path: Mapping[int, float]) -> Yearly:
    """The run whose real GDP deviates by `path` (log, by year) from the one without shocks.

    A shock to households' spending is sought for each year.
    """
    told, shock = still, dict.fromkeys(path, 0.0)
    for _ in range(ROUNDS):
        for year, wanted in path.items():
            shock[year] += PACE * (wanted - log(told["real_gdp"][year] / still["real_gdp"][year]))
        told = _run(data, given, shock)
    return {**told, UNTOLD: still["real_gdp"]}


def _run(data: Backtest, given: Run, shock: Mapping[int, float]) -> Yearly:
    """Yearly series, and shares of major groups by January, under shocks to spending by year.

    The odds of taking part go on as before the opening at every age: entry rises or falls by their trend, and
    by what it takes to move those who are there already.
    """
    months, policies = given.months, short_time(given.iso3, data.opening)
    scenario = replace(scenario_of(given), months=months, start=f"{data.opening}-01", policies=policies)
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


PERCENT = 100.0


def notes(compared: Mapping[str, Compared], size: str) -> list[str]:
    """Of a country, or of several of which the first stands for all."""
    members = list(compared.items())[1 if len(compared) > 1 else 0 :]
    opening = members[0][1].data.opening
    gaps, cycles, missed = [], [], 0.0
    for code, one in members:
        gaps.append(f"{code} {PERCENT * one.data.value('output_gap', opening):+.1f} %")
        cycle = one.data.gdp_cycle()
        deepest = min(cycle, key=cycle.__getitem__)
        cycles.append(f"{code} {PERCENT * cycle[deepest]:+.1f} % in {deepest}")
        for runs, path in ((one.given, one.data.gdp_told()), (one.alone, one.data.gap_closing())):
            for run, (year, wanted) in product(runs, path.items()):
                missed = max(missed, abs(log(run["real_gdp"][year] / run[UNTOLD][year]) - wanted))
    told = [
        f"{size}; no AI, no policy, closure of the baseline; means over seeds. RMSE: over the years after "
        f"{opening}, in shares (0.01 is a point). What is given and predicted: docs/fitting.md.",
        f"The gap of {opening}: {', '.join(gaps)}. GDP furthest below its mean growth: {', '.join(cycles)}; "
        f"both columns told to within {PERCENT * missed:.1f} points.",
        f"AR(1): least squares on the years before {opening}, slope within 0 and 1, run on from {opening}.",
    ]
    if len(members) > 1:
        shares = zip((code for code, _ in members), weights([one.data for _, one in members]), strict=True)
        parts = ", ".join(f"{code} {PERCENT * share:.0f} %" for code, share in shares)
        told.append(
            f"{next(iter(compared))}: means weighted by the labour force of {opening} ({parts}), the labour "
            "share too, in the data, each seed and the series of no change and AR(1)."
        )
    return told


FEWEST = 6
"""Years of data below which no autoregression is fitted."""
Series = Mapping[int, float]


def autoregression(series: Series, last: int, years: Sequence[int]) -> dict[int, float]:
    """y(t) = a + b y(t-1) by least squares on the years before `last`, run on from `last`; {} with too few.

    b is kept within 0 and 1: no yearly series of this kind alternates or explodes.
    """
    known = [(series[year - 1], series[year]) for year in series if year < last and year - 1 in series]
    if len(known) < FEWEST - 1:
        return {}
    before, after = (np.array(column) for column in zip(*known, strict=True))
    slope = float(np.clip(regress(after, before)[0], 0.0, 1.0))
    level = float(after.mean() - slope * before.mean())
    found, value = {}, series[last]
    for year in range(last + 1, max(years) + 1):
        value = level + slope * value
        found[year] = value
    return {year: found[year] for year in years}


FORECASTS = {
    "model": "model, GDP's cycle given",
    "alone": "model, cycle not given",
    "no_change": "no change",
    "ar1": "AR(1) to 2014",
}
COLUMNS = (
    Column("country", "country"),
    Column("series", "series"),
    Column("group", "ISCO"),
    Column("year", "year"),
    Column("data", "data", ".4f"),
    *(Column(key, heading, ".4f") for key, heading in FORECASTS.items()),
    Column("spread", "sd of seeds", ".4f"),
)
RMSE = "RMSE"
YEARLY = ("unemployment_rate", "participation_rate_15_64", "labour_share")
SHARES = "share of employees by major group"


def rows_of(compared: Mapping[str, Compared]) -> list[dict[str, Any]]:
    """Root mean squared errors first, then year by year (occupations: the last year alone)."""
    rows = {code: [*by_year(one), *occupations(one)] for code, one in compared.items()}
    opening = {code: one.data.opening for code, one in compared.items()}
    found = [errors([row for row in own if row["year"] > opening[code]]) for code, own in rows.items()]
    return [
        {"country": code, **row}
        for parts in (dict(zip(rows, found, strict=True)), rows)
        for code, own in parts.items()
        for row in own
    ]


def by_year(one: Compared) -> list[dict[str, Any]]:
    """Each yearly series beside its forecasts."""
    data, rows = one.data, list[dict[str, Any]]()
    for name in YEARLY:
        series = {y: v for y, v in data.series(name).items() if data.opening <= y <= data.last}
        forecasts = {
            "model": mean_of(one.given, name),
            "alone": mean_of(one.alone, name),
            "no_change": dict.fromkeys(series, series[data.opening]),
            "ar1": autoregression(data.series(name), data.opening, list(series)[1:]),
        }
        for year, value in series.items():
            told = {key: forecast.get(year) for key, forecast in forecasts.items()}
            row = {"series": name.replace("_", " "), "year": year, "data": value}
            rows.append(row | told | {"spread": spread([run[name][year] for run in one.given])})
    return rows


def occupations(one: Compared) -> list[dict[str, Any]]:
    """Shares of the major groups when they were next surveyed: those before plus the model's change."""
    if not one.data.surveyed:
        return []
    first, last = one.data.surveyed
    rows = []
    for group in GROUPS:
        before, after = (one.data.value("employee_share", year, group) for year in (first, last))
        moved, still = (
            [run[group][last] - run[group][first] for run in runs] for runs in (one.given, one.alone)
        )
        told = {"model": before + float(np.mean(moved)), "alone": before + float(np.mean(still))}
        row = {"series": SHARES, "year": last, "group": group, "data": after}
        rows.append(row | told | {"no_change": before, "ar1": None, "spread": spread(moved)})
    return rows


def errors(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Root mean squared error of each forecast of each series, over its years and groups; NaN without any."""
    found = []
    for label in dict.fromkeys(row["series"] for row in rows):
        own = [row for row in rows if row["series"] == label]
        missed = {key: [row[key] - row["data"] for row in own if row[key] is not None] for key in FORECASTS}
        rmse = {key: float(np.sqrt(np.mean(np.square(one)))) if one else nan for key, one in missed.items()}
        found.append({"series": label, "year": RMSE, **rmse})
    return found


def as_one(name: str, parts: Sequence[Compared]) -> Compared:
    """Several countries weighted by labour force, in the data and seed by seed in the runs."""
    data = [one.data for one in parts]
    given, alone = (
        [{key: mixed(data, [run[key] for run in runs]) for key in YEARLY} for runs in zip(*sets, strict=True)]
        for sets in ([one.given for one in parts], [one.alone for one in parts])
    )
    return Compared(together(name, data, YEARLY), given, alone)


def mean_of(runs: Sequence[Yearly], name: str) -> dict[int, float]:
    """Mean over seeds by year."""
    return {year: float(np.mean([run[name][year] for run in runs])) for year in runs[0][name]}


def spread(values: Sequence[float]) -> float:
    """Standard deviation over seeds; NaN of a single one."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else float("nan")


def calls(asked: Asked) -> list[tuple[Backtest, Run]]:
    """Every base seed of the country, or of all that the group stands for."""
    months = MONTHS * (LAST + 1 - OPENING) + 1
    data = [(iso3, read(iso3)) for iso3 in members(asked)]
    return [(own, Run(iso3, seed, asked.persons, months)) for iso3, own in data for seed in asked.base_seeds]


def members(asked: Asked) -> Sequence[str]:
    """The country, or those that the group stands for."""
    return TOGETHER[asked.country][1] if asked.country in TOGETHER else asked.countries


def table(asked: Asked, found: Sequence[tuple[Yearly, Yearly]]) -> Table:
    """Errors of all forecasts, then the years; several countries as one before each by itself."""
    compared = {}
    for k, iso3 in enumerate(members(asked)):
        given, alone = zip(*found[asked.seeds * k : asked.seeds * (k + 1)], strict=True)
        compared[iso3] = Compared(read(iso3), given, alone)
    if len(compared) > 1:
        name, _ = TOGETHER[asked.country]
        compared = {asked.country: as_one(name, list(compared.values())), **compared}
    first = next(iter(compared.values())).data
    title = f"Back-test, {first.name}: {first.opening} to {first.last}"
    return Table(asked.country, title, rows_of(compared), notes(compared, asked.size))


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=measured, table=table)
