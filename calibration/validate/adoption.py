"""Whether the law of AI adoption follows the surveys of firms.

Firms alone, no economy: wages and prices stand still, the frontier is that of the world moderate. Two ways to
begin in January 2021: as the simulator's opening state does, with nobody and hurdles by size that meet 2025;
or with the adopters of 2021 given, so that what came before generative AI is not asked of the law. Firms'
savings and weights are those of the country's model, borrowed for the EU.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.world import load_world

if TYPE_CHECKING:
    from simulator.scenario.country.profile import Country

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
SIZES = ("10_49", "50_249", "250")
NODES = 15
"""Quantiles of the integration cost that stand for its distribution in each firm."""


@dataclass(frozen=True)
class Firms:
    """Firms of ten heads and more: saving at a full frontier [F], size 0-2 [F], real firms [F].

    The saving is that of the best first occupation over the wages that its integration cost is reckoned on.
    """

    saving: Array
    size: Codes
    count: Array


@dataclass(frozen=True)
class Law:
    """Parameters of the rule; `delay` is how far below one the marginal firm's payback starts (log points).

    The frontier stands still before the year `clock`.
    """

    spread: float
    decisions: float
    dispersion: float = 0.5
    delay: float = 0.0
    clock: float = 0.0

    def payback(self, firms: Firms, size: int) -> tuple[Array, Array]:
        """Log payback of a size class over quantiles of its firms' costs, and weights that add up to 1."""
        own = firms.size == size
        node = ndtri((np.arange(NODES) + 0.5) / NODES)
        payback = (np.log(firms.saving[own])[:, None] - self.spread * node[None, :]).ravel()
        return payback, np.repeat(firms.count[own], NODES) / (NODES * firms.count[own].sum())


def firms_of_model(iso3: str, persons: int, seed: int) -> Firms:
    """The model's private firms at month 0, each with the occupation in which AI would pay off first."""
    from calibration.study.runs import Run, opening
    from simulator.start.adopters import log_paybacks

    economy = opening(Run(iso3, seed, persons, 1))
    firms = economy.firms
    own = (firms.public == 0) & (firms.active == 1) & (firms.size_class > 0) & (firms.base_wages > 0.0)
    best = np.exp(log_paybacks(economy)[0].max(axis=1)[own])
    saving = best / (economy.parameters["adoption_horizon"] * economy.aggregates.frontier)
    size = firms.size_class[own].astype(np.int64) - 1
    return Firms(np.maximum(saving, 1e-6), size, firms.n_real[own].copy())


def weights(firms: Firms) -> Array:
    """Share of each size class among firms with ten heads or more [3]."""
    count = np.bincount(firms.size, firms.count, minlength=len(SIZES))
    return np.asarray(count / count.sum())


def shifted(shares: Array, weight: Array, total: float) -> Array:
    """Shares by size moved by a common number of probits so that they average to `total` [3]."""
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2.0
        if float((weight * ndtr(ndtri(shares) + middle)).sum()) < total:
            low = middle
        else:
            high = middle
    return np.asarray(ndtr(ndtri(shares) + low))


def adoption(firms: Firms, law: Law, start: Array, frontier: Array, delay: Array | None = None) -> Array:
    """Expected share of firms using AI by month and size [months, 3].

    Parameters
    ----------
    start
        Share at the start, by size: the firms with the best payback.
    frontier
        Frontier by month [months], the first that of the start.
    delay
        By size, in place of the law's own [3].
    """
    behind = np.full(len(SIZES), law.delay) if delay is None else delay
    shares = np.empty((len(frontier), len(SIZES)))
    moved = np.log(frontier / frontier[0])
    for size in range(len(SIZES)):
        payback, weight = law.payback(firms, size)
        order = np.argsort(-payback, kind="stable")
        payback, weight = payback[order], weight[order]
        rank = np.cumsum(weight) - weight / 2.0
        edge = float(np.interp(start[size], rank, payback))
        waiting = weight * np.clip((np.cumsum(weight) - start[size]) / weight, 0.0, 1.0)
        gap = payback - edge - behind[size]
        for month, step in enumerate(moved):
            if month > 0:
                waiting = waiting * (1.0 - law.decisions * ndtr((gap + step) / law.dispersion))
            shares[month, size] = 1.0 - waiting.sum()
    return shares


BEGIN, YEARS = 2021, (2023, 2024, 2025)
OPENING, KNOWN = "opening", "2021 given"
CELLS = tuple((f"{size}_{year}", year, k) for year in (2024, 2025) for k, size in enumerate(SIZES))
OWN = tuple(name for name, _, _ in CELLS)
GIVEN = {OPENING: ("eu27_2025", *OWN[3:]), KNOWN: OWN[:3]}
"""What a hurdle was set to meet, and so does not test the law."""


class Surveys:
    """What the surveys say, and what a law gives for the same firms and years."""

    def __init__(self, country: "Country", firms: Firms, world: Mapping[str, float]) -> None:
        self.firms, self.world, self.weight = firms, world, weights(firms)
        known = country.values
        self.own = {year: np.array([known[f"ai_adoption_{size}_{year}"] for size in SIZES]) for year in YEARS}
        self.union = {year: known[f"ai_adoption_eu27_{year}"] for year in (BEGIN, *YEARS)}
        self.start = shifted(self.own[2024], self.weight, self.union[BEGIN])

    @property
    def data(self) -> dict[str, float]:
        """Shares by column name."""
        found = {f"eu27_{year}": self.union[year] for year in YEARS}
        return found | {name: float(self.own[year][k]) for name, year, k in CELLS}

    def frontier(self, law: Law, first: int = BEGIN, last: int = YEARS[-1]) -> Array:
        """The frontier by month between two Januaries; still before the law's clock."""
        from simulator.core.frontier import frontier_at

        world, months = dict(self.world), 12 * (last - first) + 1
        return np.array([frontier_at(world, max(first + m / 12.0, law.clock)) for m in range(months)])

    def simulated(self, begin: str, law: Law) -> dict[str, float]:
        """Shares by column name under a law."""
        union, own = self._from_opening(law) if begin == OPENING else self._from_known(law)
        found = {f"eu27_{year}": float(union[year - BEGIN] @ self.weight) for year in YEARS}
        return found | {name: float(own[year - BEGIN, k]) for name, year, k in CELLS}

    def _from_known(self, law: Law) -> tuple[Array, Array]:
        path = self.frontier(law)
        union = adoption(self.firms, law, self.start, path)
        own = adoption(self.firms, law, self.start, path, self.hurdles(law, path))
        return union[::12], own[::12]

    def _from_opening(self, law: Law) -> tuple[Array, Array]:
        """Nobody in 2021, hurdles by size that meet 2025."""
        last = YEARS[-1]
        union = shifted(self.own[last], self.weight, self.union[last])
        return self.opening_course(law, union), self.opening_course(law, self.own[last])

    def hurdles(self, law: Law, path: Array) -> Array:
        """Delay by size that meets the country's shares of 2024, by bisection on all sizes at once [3]."""
        month = 12 * (2024 - BEGIN)
        low, high = np.full(len(SIZES), -6.0), np.full(len(SIZES), 6.0)
        for _ in range(14):
            middle = (low + high) / 2.0
            many = adoption(self.firms, law, self.start, path[: month + 1], middle)[-1] > self.own[2024]
            low, high = np.where(many, middle, low), np.where(many, high, middle)
        return np.asarray((low + high) / 2.0)

    def distance(self, begin: str, law: Law) -> float:
        """Root mean square of the misses that test the law (percentage points)."""
        found, data = self.simulated(begin, law), self.data
        tested = [name for name in data if name not in GIVEN[begin]]
        return float(np.sqrt(np.mean([(100.0 * (found[name] - data[name])) ** 2 for name in tested])))

    def opening_course(self, law: Law, final: Array, ahead: int = 0) -> Array:
        """Shares by January from 2021 and size, hurdles as in the simulator's month 0 [years, 3].

        `final`: shares of 2025 by size, which the hurdles meet; `ahead`: years after 2025.
        """
        from simulator.core.frontier import frontier_at
        from simulator.start.adopters import adoption_probability, fit_hurdle, frontier_growth

        world, last = dict(self.world), YEARS[-1]
        growth = frontier_growth(world, last)
        now = frontier_at(world, last)
        later = [np.log(frontier_at(world, last + m / 12.0) / now) for m in range(12 * ahead)]
        path = np.concatenate([growth, later])
        years = len(path) // 12 + 1
        shares = np.zeros((years, len(SIZES)))
        for size in range(len(SIZES)):
            payback, weight = law.payback(self.firms, size)
            hurdle = fit_hurdle(payback, weight, float(final[size]), (growth, law.decisions, law.dispersion))
            for year in range(years):
                steps = path[: 12 * year]
                chance = adoption_probability(payback - hurdle, steps, law.decisions, law.dispersion)
                shares[year, size] = np.average(chance, weights=weight)
        return shares


TOLERANCE = 0.02
AHEAD = 5
BOUNDS = {"spread": (0.3, 4.0), "decisions": (0.03, 0.5), "delay": (-1.0, 4.0), "clock": (2021.0, 2024.0)}
VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (OPENING, ()),
    (OPENING, ("spread",)),
    (OPENING, ("spread", "decisions")),
    (KNOWN, ()),
    (KNOWN, ("spread", "decisions")),
    (KNOWN, ("delay",)),
    (KNOWN, ("spread", "delay")),
    (KNOWN, ("spread", "delay", "clock")),
)
COLUMNS = (
    Column("begin", "begins with"),
    Column("fitted", "fitted"),
    Column("spread", "spread", ".2f"),
    Column("decisions", "decisions", ".4f"),
    Column("delay", "hurdle", "+.2f"),
    Column("clock", "clock", ".1f"),
    *(Column(f"eu27_{year}", f"EU {year}", ".3f") for year in YEARS),
    *(Column(name, name.replace("_20", " '"), ".3f") for name in OWN),
    Column("within", "±2 points", "s"),
    Column("distance", "rms", ".2f"),
)


def fitted(surveys: Surveys, begin: str, law: Law, names: Sequence[str]) -> Law:
    """The law with the named parameters chosen to come closest to the surveys."""
    from scipy.optimize import differential_evolution

    if not names:
        return law
    found = differential_evolution(
        lambda x: surveys.distance(begin, replace(law, **dict(zip(names, map(float, x), strict=True)))),
        [BOUNDS[name] for name in names], seed=1, popsize=8, maxiter=12, tol=1e-4, polish=False,
    )  # fmt: skip
    return replace(law, **dict(zip(names, map(float, found.x), strict=True)))


def row(surveys: Surveys, begin: str, names: Sequence[str], law: Law) -> dict[str, Any]:
    """A law, what it gives and how many of the shares that test it are met."""
    found, data = surveys.simulated(begin, law), surveys.data
    tested = [name for name in data if name not in GIVEN[begin]]
    met = sum(abs(found[name] - data[name]) <= TOLERANCE for name in tested)
    known = begin == KNOWN
    own = {"spread": law.spread, "decisions": law.decisions, "delay": law.delay if known else None}
    label = {"begin": begin, "fitted": ", ".join(names) or "as shipped", "clock": law.clock or None}
    rating = {"within": f"{met} of {len(tested)}", "distance": surveys.distance(begin, law)}
    return {**label, **own, **found, **rating}


def shipped_law() -> Law:
    """The law as the model's parameters have it now."""
    import simulator.economy.schedule  # noqa: F401  (the rules must be known)
    from simulator.core.rule import resolve_parameters

    values = resolve_parameters({}, [])
    return Law(values["integration_spread"], values["adoption_decisions"], values["adoption_dispersion"])


def calls(asked: Asked) -> list[tuple[Surveys, str, Sequence[str], Law]]:
    """Every way to begin with the parameters that are fitted; InputError where the EU27 was not surveyed."""
    surveys = surveyed(asked.country, asked.persons, asked.base_seed)
    law = shipped_law()
    return [(surveys, begin, names, law) for begin, names in VARIANTS]


@cache
def surveyed(iso3: str, persons: int, base_seed: int) -> Surveys:
    """What surveys say of a country, beside firms of its model."""
    profile = load_country(iso3)
    if f"ai_adoption_eu27_{YEARS[-1]}" not in profile.values:
        raise InputError(
            f"{iso3} is not surveyed with the EU27: there is nothing to compare", field="COUNTRY"
        )
    firms = firms_of_model(iso3, persons, base_seed)
    return Surveys(profile, firms, load_world("moderate").values)


def measured(surveys: Surveys, begin: str, names: Sequence[str], law: Law) -> dict[str, Any]:
    """The row of a law whose named parameters are fitted."""
    return row(surveys, begin, names, fitted(surveys, begin, law, names))


def table(asked: Asked, found: Sequence[dict[str, Any]]) -> Table:
    """The surveys first, then each law."""
    surveys = surveyed(asked.country, asked.persons, asked.base_seed)
    rows = [{"begin": "surveys", "fitted": "", **surveys.data, "within": ""}, *found]
    course = surveys.opening_course(shipped_law(), surveys.own[YEARS[-1]], AHEAD) @ surveys.weight
    future = " → ".join(f"{share:.3f}" for share in course[YEARS[-1] - BEGIN :])
    name = load_country(asked.country).name()
    notes = [
        f"{len(surveys.firms.size)} firm agents of ten heads or more, weighted by the firms they stand for; "
        "expected shares of firms with AI in an occupation, no draws; dispersion as shipped.",
        "opening: nobody in 2021 and hurdles by size that meet 2025, as in the simulator's month 0; 2023 and "
        "2024 test the law. 2021 given: EU27 7.7 % split over sizes as in the country, one hurdle; the "
        "country's hurdles meet 2024, so 2025 tests it.",
        "Spread: integration_spread; decisions: adoption_decisions, per month; hurdle: log points by which "
        "the payback of the marginal non-adopter of 2021 falls short of one; clock: year until which the "
        "frontier stands still; rms of the tested misses in points.",
        f"{name} from January {YEARS[-1]} as shipped, firms of ten heads or more: {future}.",
    ]
    return Table(asked.country, "AI adoption: surveys and law", rows, notes)


STUDY = Study(
    of=country("ESP"), size={name: USUAL[name] for name in ("base_seed", "persons", "jobs")}, columns=COLUMNS,
    calls=calls, measure=measured, table=table,
)  # fmt: skip
