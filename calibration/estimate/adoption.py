"""What surveys of firms by size say of how fast AI comes, and whether the intervals cover.

The law of adoption is reckoned with the firms of month 0, at each of some draws of its unknowns.
Hurdles by size meet the survey of 2025 at every draw, so that earlier surveys (C28) are the data; those
of the European Union are asked of the same firms, moved to its share of 2025. A draw counts the more, the
nearer it comes to them; they stray by a tolerance. Coverage: some draws are left out in turn, what they give,
strayed, is taken for the data, and it is told how often the 90 % intervals hold them.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.special import ndtri

from calibration.estimate.posterior import Array, keyed
from calibration.study import USUAL, Asked, Column, Study, Table, country
from calibration.study.runs import Run, scenario_of
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.core.streams import root_key
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import load_country
from simulator.scenario.priors import at_pace
from simulator.start import adopters
from simulator.start.draws import normals

GROWTH = "frontier_growth"
PRIORS = {GROWTH: 0.4, "adoption_decisions": 0.5, "adoption_dispersion": 0.7, "integration_spread": 0.4}
"""Unknowns: standard deviation of the logarithm around what ships, wide (a judgement)."""
TARGET, UNION = "C28", "eu27"
SIZES = {"10_49": 1, "50_249": 2, "250": 3}
LAST = 2025
DRAWS, LEFT_OUT = 4000, 1000
TAILS = (0.05, 0.5, 0.95)
PERCENT = 100.0
COLUMNS = (
    Column("what", "what"),
    Column("ships", "ships, or surveyed", ".3g"),
    Column("before", "before the data: median", ".3g"),
    Column("before_low", "5 %", ".3g"),
    Column("before_high", "95 %", ".3g"),
    Column("median", "given them: median", ".3g"),
    Column("low", "5 % ", ".3g"),
    Column("high", "95 % ", ".3g"),
    Column("spread", "s.d. of the logarithm", ".2f"),
    Column("coverage", "coverage of 90 %, %", ".0f"),
)


@cache
def surveys(iso3: str) -> tuple[dict[tuple[str, int], float], dict[str, float], float]:
    """Shares before 2025 by who was asked and year; those of 2025; the tolerance of a share.

    Raises InputError for a country without surveys by size of its own.
    """
    found, tolerance = dict[tuple[str, int], float](), 0.0
    for row in load_country(iso3).targets:
        if row["id"] == TARGET and row["judged"]:
            who, _, year = row["group"].partition(":")
            found[who, int(year)] = row["value"]
            tolerance = row["tolerance"][1] - row["value"]
    if not {(who, LAST) for who in (*SIZES, UNION)} <= found.keys():
        raise InputError(f"{iso3} has no surveys of firms by size; allowed: ESP", field="COUNTRY")
    last = {who: share for (who, year), share in found.items() if year == LAST}
    return {one: share for one, share in found.items() if 2022 < one[1] < LAST}, last, tolerance


def unknowns() -> Array:
    """Draws of the unknowns, as factors of what ships [draws, unknowns]."""
    spreads = np.array(list(PRIORS.values()))
    return np.asarray(np.exp(spreads * ndtri(keyed("adoption", 0, DRAWS, len(PRIORS)))))


def opened(iso3: str, seed: int, persons: int) -> Economy:
    """An economy at month 0, in the shipped world that is nearest to today."""
    return prepare(scenario_of(Run(iso3, seed, persons, 1, "moderate")), role="no_policy", replicate=0)


def foretold(iso3: str, seed: int, persons: int) -> Array:
    """Shares of `surveys` before 2025 at each draw [draws, surveys]."""
    earlier, last, _ = surveys(iso3)
    economy = opened(iso3, seed, persons)
    firms, p = economy.firms, economy.parameters
    payback = adopters.log_paybacks(economy)[0].max(axis=1)
    luck = normals(root_key(seed, 0), "integration", firms.id)
    asked = {who: np.flatnonzero((firms.size_class == k) & (firms.reach > 0.0)) for who, k in SIZES.items()}
    least = 1.01 - (1.0 - max(last.values())) ** (1.0 / adopters.months_since_2021(LAST))
    weight, every = firms.n_real, np.concatenate(list(asked.values()))
    found = []
    for growth, decisions, dispersion, spread in unknowns():
        world = at_pace(economy.world_parameters, growth * economy.world_parameters[GROWTH])
        steps = adopters.frontier_growth(world, float(LAST))
        decides = min(max(decisions * p["adoption_decisions"], least), 1.0)
        law = decides, dispersion * p["adoption_dispersion"]
        gain = payback - spread * p["integration_spread"] * luck
        for who, rows in asked.items():
            gain[rows] -= adopters.fit_hurdle(gain[rows], weight[rows], last[who], (steps, *law))
        moved = gain - adopters.fit_hurdle(gain[every], weight[every], last[UNION], (steps, *law))
        shares = []
        for who, year in earlier:
            rows, of = (every, moved) if who == UNION else (asked[who], gain)
            until = steps[: adopters.months_since_2021(year)]
            users = adopters.adoption_probability(of[rows], until, *law)
            shares.append(float(np.average(users, weights=weight[rows])))
        found.append(shares)
    return np.array(found)


def weights(given: Array, data: Array, tolerance: float) -> Array:
    """How much each draw counts, given the data (adds up to 1)."""
    log_weight = -0.5 * (((given - data) / tolerance) ** 2).sum(axis=1)
    counted = np.exp(log_weight - log_weight.max())
    return np.asarray(counted / counted.sum())


def quantiles(values: Array, weight: Array) -> Array:
    """Weighted quantiles of some values at `TAILS`."""
    order = np.argsort(values)
    shares = np.cumsum(weight[order]) - 0.5 * weight[order]
    return np.asarray(np.interp(TAILS, shares, values[order]))


def coverage(drawn: Array, given: Array, tolerance: float) -> Array:
    """Share of the draws left out that their own 90 % interval holds, by unknown."""
    strayed = given[:LEFT_OUT] + tolerance * ndtri(keyed("adoption data", 0, LEFT_OUT, given.shape[1]))
    held = np.zeros((LEFT_OUT, drawn.shape[1]))
    for k, data in enumerate(strayed):
        weight = weights(given, data, tolerance)
        weight[k] = 0.0
        for place, values in enumerate(drawn.T):
            low, _, high = quantiles(values, weight / weight.sum())
            held[k, place] = low <= values[k] <= high
    return np.asarray(held.mean(axis=0))


def table(asked: Asked, found: Sequence[Array]) -> Table:
    """A row an unknown, and a row a survey."""
    (earlier, _, tolerance), given, drawn = surveys(asked.country), np.mean(found, axis=0), unknowns()
    weight, equal = weights(given, np.array(list(earlier.values())), tolerance), np.full(DRAWS, 1.0 / DRAWS)
    held = coverage(drawn, given, tolerance)
    economy = opened(*asked.each()[0])
    ships = {**economy.parameters, GROWTH: economy.world_parameters[GROWTH]}
    rows = []
    for place, name in enumerate(PRIORS):
        values = drawn[:, place] * ships[name]
        logs = np.log(values)
        spread = float(np.sqrt(weight @ (logs - weight @ logs) ** 2))
        rows.append(_row(name, ships[name], values, equal, weight)
                    | {"spread": spread, "coverage": PERCENT * held[place]})  # fmt: skip
    for (who, year), share, values in zip(earlier, earlier.values(), given.T, strict=True):
        rows.append(_row(f"share of firms, {who} {year}", share, values, equal, weight))
    notes = [
        f"{asked.size}: {DRAWS} draws, which count as {1.0 / (weight @ weight):.0f} given the data; "
        f"{LEFT_OUT} are left out in turn. Data stray by {PERCENT * tolerance:.0f} points. The "
        "survey of 2025 is met at every draw."
    ]
    title = f"How fast AI comes, given surveys of firms by size: {asked.country}"
    return Table(asked.country, title, rows, notes)


def _row(what: str, ships: float, values: Array, equal: Array, weight: Array) -> dict[str, float | str]:
    before, given = quantiles(values, equal), quantiles(values, weight)
    told = dict(zip(("before_low", "before", "before_high"), before, strict=True))
    return {"what": what, "ships": ships, **told, **dict(zip(("low", "median", "high"), given, strict=True))}


SIZE = USUAL | {"seeds": 4}
STUDY = Study(of=country("ESP"), size=SIZE, columns=COLUMNS, calls=Asked.each, measure=foretold, table=table)
