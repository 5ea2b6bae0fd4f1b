"""What surveys of firms say about AI, and what the law of adoption gives for the same years and sizes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from calibration.validate.adoption.law import SIZES, Array, Firms, Law, adoption, shifted, weights

if TYPE_CHECKING:
    from simulator.scenario.country.profile import Country

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
