"""V01, robots across commuting zones (Acemoglu and Restrepo 2020): each zone is an economy of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import Any

import numpy as np
from scipy.stats import linregress

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.person import EMPLOYED, WORKING
from simulator.core.closure import CLOSURES
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.flows.spending import come_round
from simulator.indicators.people import status_in
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.setting import Setting, Steps
from simulator.start.opening import passing_openings

COUNTRY = "USA"
WORLD = "moderate"
"""Machines for the same work get 10 % cheaper a year in it; a robot of 2002 cost a fifth of one of 1990 that
could do the same (UNECE, World Robotics 2003, read in the press)."""
MONTHS = 204
"""Seventeen years, 1990 to 2007."""
INDUSTRY = "B-E"
SHARES = np.linspace(0.05, 0.35, 10)
"""Share of industry in a zone's employment: about what zones had in 1990 (recalled, medium)."""
OPENNESS = 0.4
"""Imports, and exports, over GDP of a zone: as Iceland's, a country of a zone's size (recalled, medium).

All of a zone's exports are made there, as when the test was laid down: they had no import content yet.
"""
POSTS_PER_ROBOT = 2.0
"""Hunt and Hunt 1983: 100 to 200 thousand jobs gone (read in the press) for 50 to 100 thousand robots in the
United States of 1990 (recalled, medium): about one person on each of two shifts."""
UNAIDED = CLOSURES["nobody_reacts"]
"""No central bank answers a zone."""
YOUNGEST, OLDEST = 16, 64
PER = 1000.0
NATION = 2
"""The country has so many times the people of a zone."""
LEAST = 250
"""Fewest people of a zone."""
Twins = tuple[dict[str, Any], dict[str, Any]]


def run(seed: int, persons: int) -> Findings:
    """Long differences over zones; `persons` are those of all zones and of the country together.

    InputError when they are too few for a zone to have firms of every kind.
    """
    places = len(SHARES) + NATION
    if persons < places * LEAST:
        raise InputError(f"V01: {persons} persons; allowed: {places * LEAST} or more", field="persons")
    with passing_openings():
        return findings(seed, persons // places, SHARES)


def findings(seed: int, persons: int, shares: Sequence[float] | trial.Array) -> Findings:
    """Changes against twins without robots, per robot per thousand workers that the mix of a zone foretells.

    Robots per worker of industry, all zones together, times the zone's share of industry in month 0.
    """
    nation = twins(seed, NATION * persons, profile=load_country(COUNTRY))
    elsewhere = rest_of_the_country(nation[0])
    zones = [
        twins(int(PER) * seed + k, persons, profile=zone(share), elsewhere=elsewhere)
        for k, share in enumerate(shares)
    ]
    robots = [effect(pair, "posts") / POSTS_PER_ROBOT for pair in zones]
    staff, workers = (np.array([pair[1][name] for pair in zones]) for name in ("staff", "workers"))
    foretold = PER * sum(robots) / staff.sum() * staff / workers
    own = PER * effect(nation, "posts") / POSTS_PER_ROBOT / nation[1]["workers"]
    found: dict[str, float | tuple[float, float]] = {}
    for name, of in (("employment over population", "works"), ("wage per hour", "pay")):
        gains, drifts = [effect(pair, of) for pair in zones], [drift(pair[1], of) for pair in zones]
        found[f"{name}, zones"] = PERCENT * linregress(foretold, gains).slope
        found[f"placebo: {name}, zones without robots"] = PERCENT * linregress(foretold, drifts).slope
    real = effect(nation, "pay") - effect(nation, "prices")
    found["employment over population, country"] = (PERCENT * effect(nation, "works"), own)
    found["real wage per hour, country"] = (PERCENT * real, own)
    found["robots added per thousand workers, country"] = own
    return found


def zone(share: float) -> Country:
    """The country with such a share of its employment in industry, and as open as a small country is."""
    country = load_country(COUNTRY)
    jobs, row = country.employment, country.sectors.index(INDUSTRY)
    now = float(jobs[row].sum() / jobs.sum())
    tilt = np.full((len(jobs), 1), (1.0 - share) / (1.0 - now))
    tilt[row] = share / now
    trade = {"imports_share": OPENNESS, "exports_share": OPENNESS, "export_import_content": 0.0}
    meta = {**country.meta, **{name: replace(country.meta[name], value=x) for name, x in trade.items()}}
    return replace(country, employment=jobs * tilt, meta=meta)


def twins(seed: int, persons: int, *, profile: Country, elsewhere: Setting | None = None) -> Twins:
    """What became of the place with robots and without, on the same draws."""
    with_robots, without = (_follow(seed, persons, world, profile, elsewhere) for world in (WORLD, "none"))
    return with_robots, without


def rest_of_the_country(nation: Mapping[str, Any]) -> Setting:
    """What others want of a zone's goods, as robots in the whole country change it, by month."""
    return Steps(tuple(range(1, MONTHS + 1)), tuple(float(x) for x in nation["demand"] - 1.0))


def effect(pair: Twins, name: str) -> float:
    """Mean of the last year with robots less that without."""
    with_robots, without = (float(one[name][-trial.YEAR :].mean()) for one in pair)
    return with_robots - without


def drift(one: Mapping[str, Any], name: str) -> float:
    """Mean of the last year less that of the first."""
    series = one[name]
    return float(series[-trial.YEAR :].mean() - series[: trial.YEAR].mean())


def _follow(
    seed: int, persons: int, world: str, profile: Country, elsewhere: Setting | None
) -> dict[str, Any]:
    """Series from month 1 on; staff of industry and all workers of month 0 (model persons).

    A zone leans on no policy of its own, and what is abroad for it is the rest of the country: the shadow
    economy of the model, which would have the zone's own mix, stands still.
    """
    changes: dict[str, Any] = {"profile": profile, "technology": "robots"}
    if elsewhere is not None:
        changes |= {"closure": UNAIDED, "shock": {"exports": elsewhere} if world != "none" else {}}
    economy = trial.economy_of(COUNTRY, seed, persons, MONTHS + 1, world=world, **changes)
    if elsewhere is not None:
        economy.occupations.reach = 0.0
    q, industry = economy.persons, economy.firms.sector == economy.country.sectors.index(INDUSTRY)
    working = (q.active == 1) & status_in(q.status, WORKING)
    staff = float((working & trial.staff_of(economy, industry)).sum())
    months: list[dict[str, float]] = []
    known = 0.0
    while economy.month < MONTHS:
        economy.step()
        known = come_round(known, economy.world.price, economy.parameters["trade_lag"])
        months.append(_month(economy, known))
    series = {name: np.array([month[name] for month in months]) for name in months[0]}
    return {**series, "staff": staff, "workers": float(working.sum())}


def _month(economy: Economy, known: float) -> dict[str, float]:
    """Share of people of working age in work, mean log pay, log prices, work of machines, demand abroad.

    Demand abroad answers prices there as far as trade knows them (log).
    """
    q, world, age = economy.persons, economy.world, trial.ages(economy)
    adult = (q.active == 1) & (age >= YOUNGEST) & (age <= OLDEST)
    paid = adult & (q.status == EMPLOYED)
    pull = exp(economy.parameters["export_elasticity"] * known) * (1.0 + (world.saving - world.saving_start))
    return {
        "works": float((adult & status_in(q.status, WORKING)).sum() / adult.sum()),
        "pay": float(np.log(q.wage[paid]).mean()),
        "prices": float(np.log(economy.aggregates.cpi)),
        "posts": float(economy.firms.automated_heads.sum()),
        "demand": float(pull),
    }


V01 = trial.designed("V01", run)
