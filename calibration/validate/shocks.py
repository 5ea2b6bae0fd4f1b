"""Signs under demand shocks: Beveridge curve, wage curve, Okun, matching, work and participation.

Exports and households' spending are hit by slow aggregate shocks for twenty years without AI or policy, the
age structure frozen; the series that come out are treated as by an econometrician. Nothing
here is judged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from scipy.signal import lfilter

from calibration.study import USUAL, Asked, Column, Study, Table, country
from calibration.study.runs import HORIZON, Array, Measured, Run
from calibration.validate.backtest import read, regress
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.core.streams import root_key
from simulator.findings.intervals import over_seeds
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.setting import Steps
from simulator.start.draws import normals

YEARLY = 100.0
"""Hodrick-Prescott penalty for yearly series."""
YEARS = (2000, 2019)
"""Before the pandemic, in which governments kept jobs whose work stood still."""
REGRESSED = {
    "okun_coefficient": ("unemployment_rate", "real_gdp"),
    "employment": ("employed", "real_gdp"),
    "own_account": ("own_account", "real_gdp"),
    "participation": ("participation_rate_15_64", "unemployment_rate"),
}
"""What is regressed on what; rates in points, all else in logs."""


def cycle(series: Array, smoothing: float = YEARLY) -> Array:
    """Deviation from the Hodrick-Prescott trend [n]."""
    n = len(series)
    second = np.diff(np.eye(n), 2, axis=0)
    return np.asarray(series - np.linalg.solve(np.eye(n) + smoothing * second.T @ second, series))


def slope(name: str, series: Mapping[str, Array]) -> tuple[float, float]:
    """Slope and squared correlation of the yearly cycles of a relation; yearly series by name [years]."""
    y, x = (series[one] if "rate" in one else np.log(series[one]) for one in REGRESSED[name])
    return regress(cycle(y), cycle(x))


def observed(iso3: str) -> dict[str, float]:
    """Slopes in the data of a country, output and work per head; {} without a yearly table."""
    try:
        data = read(iso3)
    except InputError:
        return {}
    years = range(YEARS[0], YEARS[1] + 1)
    rate, takes_part, alone, output = (
        np.array([data.value(name, year) for year in years])
        for name in (
            "unemployment_rate",
            "participation_rate_15_64",
            "own_account_total",
            "real_gdp_per_head",
        )
    )
    employed = takes_part * (1.0 - rate)
    series = {
        "unemployment_rate": rate,
        "participation_rate_15_64": takes_part,
        "employed": employed,
        "own_account": alone * employed,
        "real_gdp": output,
    }
    return {name: slope(name, series)[0] for name in REGRESSED}


PERSISTENCE = 0.95
QUARTERLY = 1e5
"""Hodrick-Prescott penalty for quarterly series (Shimer 2005, recalled)."""
SD = 0.006
"""Standard deviation of the monthly innovation: yearly output then strays by 1.3 to 1.5 % (Spain, US)."""
SHOCKED = ("exports", "spending")
COLUMNS = (
    Column("id", "id"),
    Column("relation", "relation"),
    Column("method", "how estimated"),
    Column("target", "literature", ".2f"),
    Column("range", "range"),
    Column("data", f"data, {YEARS[0]}-{YEARS[1]}", "+.2f"),
    Column("estimate", "model", "+.3f"),
    Column("error", "s.e.", ".3f"),
    Column("fit", "R² or corr.²", ".2f"),
    Column("sign", "sign"),
)


def shocks(seed: int) -> dict[str, Steps]:
    """Exports and households' spending out of given income deviate by the same AR(1) path, month by month."""
    months = tuple(range(1, HORIZON))
    path = Steps(months, tuple(np.expm1(deviations(seed, HORIZON)[1:HORIZON]).tolist()))
    return dict.fromkeys(SHOCKED, path)


def deviations(seed: int, months: int) -> Array:
    """AR(1) log points [months + 1], zero at month 0."""
    draws = SD * normals(root_key(seed, 0), "aggregate_demand", np.arange(months + 1))
    draws[0] = 0.0
    return np.asarray(lfilter([1.0], [1.0, -PERSISTENCE], draws))


def parts(economy: Economy) -> dict[str, float]:
    """Log wage (over the trend of all) and log slack by occupation."""
    occ, values = economy.occupations, economy.aggregates
    wage = np.log(occ.wage / (occ.trend_wage * values.trend_index))
    found = {f"wage_{k}": float(value) for k, value in enumerate(wage)}
    return found | {f"slack_{k}": float(value) for k, value in enumerate(np.log(occ.slack))}


def quarterly(series: Array) -> Array:
    """Means of three months [n // 3]."""
    whole = len(series) // 3 * 3
    return np.asarray(series[:whole].reshape(-1, 3).mean(axis=1))


def _cycle_of(one: Measured, name: str) -> Array:
    return cycle(np.log(quarterly(one.totals[name][1:])), QUARTERLY)


def beveridge(one: Measured) -> tuple[float, float]:
    """Cycle of ln vacancy rate on that of ln unemployment rate."""
    return regress(_cycle_of(one, "vacancy_rate"), _cycle_of(one, "unemployment_rate"))


def matching(one: Measured) -> tuple[float, float]:
    """Elasticity of hires to the unemployed: 1 less that of job finding to tightness."""
    totals = one.totals
    employees = totals["employees"][1:]
    vacancies = employees * totals["vacancy_rate"][1:] / (1.0 - totals["vacancy_rate"][1:])
    tightness = cycle(np.log(quarterly(vacancies / totals["unemployed"][1:])), QUARTERLY)
    slope, fit = regress(_cycle_of(one, "job_finding_rate"), tightness)
    return 1.0 - slope, fit


def by_year(series: Array) -> Array:
    """Means of the years after month 0."""
    return np.asarray(series[1:].reshape(-1, 12).mean(axis=1))


def yearly(name: str, one: Measured) -> tuple[float, float]:
    """Slope of a yearly relation of `REGRESSED`, as in the data."""
    return slope(name, {key: by_year(series) for key, series in one.totals.items()})


def wage_curve(one: Measured, *, common: bool) -> tuple[float, float]:
    """Yearly ln wage of occupations on ln slack, occupation effects; with `common` the cycle stays in."""
    kinds = sum(name.startswith("wage_") for name in one.totals)
    wage, slack = (
        np.array([by_year(one.totals[f"{name}_{k}"]) for k in range(kinds)]) for name in ("wage", "slack")
    )
    panels = []
    for panel in (wage, slack):
        within = panel - panel.mean(axis=1, keepdims=True)
        panels.append(within if common else within - within.mean(axis=0, keepdims=True))
    return regress(panels[0].ravel(), panels[1].ravel())


Relation = tuple[str, str, str, Callable[[Measured], tuple[float, float]]]
RELATIONS: tuple[Relation, ...] = (
    ("C12", "beveridge_slope", "d ln v / d ln u, quarterly, HP", beveridge),
    ("C14", "wage_curve", "ln wage on ln slack, two-way effects", partial(wage_curve, common=False)),
    ("C14", "wage_curve", "the same, occupation effects only", partial(wage_curve, common=True)),
    ("C13", "okun_coefficient", "u on ln real GDP, yearly, HP", partial(yearly, "okun_coefficient")),
    ("C11", "matching_elasticity", "1 less ln f on ln (v/u), quarterly, HP", matching),
    ("–", "employment", "ln employed on ln real GDP, yearly, HP", partial(yearly, "employment")),
    ("–", "own_account", "ln own account on ln real GDP, yearly, HP", partial(yearly, "own_account")),
    ("–", "participation", "participation on u, yearly, HP", partial(yearly, "participation")),
)


def rows_for(
    profile: Country, measured: Sequence[Measured], data: Mapping[str, float]
) -> list[dict[str, Any]]:
    """A row for each relation, beside the target of the same name and what data of the country give."""
    known = {target["target"]: target for target in profile.targets}
    rows = []
    for identifier, name, method, estimator in RELATIONS:
        found = [estimator(one) for one in measured]
        estimate = over_seeds([slope for slope, _ in found])
        row: dict[str, Any] = {"id": identifier, "relation": name.replace("_", " "), "method": method}
        if target := known.get(name):
            low, high = target["tolerance"]
            row |= {"target": target["value"], "range": f"{low:.2f} to {high:.2f}"}
        wrong = target is not None and not estimate.mean * target["value"] > 0.0
        row |= {"data": data.get(name), "estimate": estimate.mean, "error": estimate.error}
        fit = float(np.mean([share for _, share in found]))
        rows.append({"range": "–"} | row | {"fit": fit, "sign": "wrong" if wrong else "right"})
    return rows


def calls(asked: Asked) -> list[Run]:
    """A run of each base seed, under shocks of its own."""
    return [replace(run, shock=shocks(run.seed)) for run in asked.runs(HORIZON, measure=parts)]


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each relation and way to estimate it."""
    profile = load_country(asked.country)
    notes = [
        f"AR(1) shocks to exports and to households' spending alike, persistence {PERSISTENCE:g}, "
        f"innovations of {100 * SD:g} %; closure of the baseline; "
        f"{asked.size}; mean and s.e. of seeds.",
        "Literature: C11-C14 are recalled, not read, so nothing is judged but the sign. Data: the same on "
        "yearly series of tables/backtest.csv, output and work per head, where the country has them.",
    ]
    title = f"Under demand shocks, {profile.name()}: Beveridge curve, wage curve, Okun, matching"
    return Table(asked.country, title, rows_for(profile, measured, observed(asked.country)), notes)


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, table=table)
