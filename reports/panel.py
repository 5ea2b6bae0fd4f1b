"""The sample panel of persons: effects on each person, averaged over seeds, with the placebo subtracted.

A reallocation of jobs makes winners and losers out of any perturbation, even a negligible one. So the
share of winners of a comparison is reported net of the share that the placebo makes out of nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from reports.effects import LAST, LEVEL, Contrast, Effect, Values, summary, windowed
from reports.run import TOTAL, Run

THRESHOLD = 0.05
FEWEST = 30  # persons of the panel in a cell worth showing
PLACEBO = "placebo"


@dataclass(frozen=True)
class Share:
    """A share of people (0–1) net of the placebo's, its 95 % jackknife interval over seeds, both parts."""

    net: float
    low: float
    high: float
    gross: float
    placebo: float


class Panel:
    """Real equivalised income of each person of the panel in the last year, by role and seed."""

    def __init__(self, run: Run) -> None:
        frame = run.persons.filter(pl.col("scenario") == run.scenario)
        self.run = run
        self.month = int(str(frame["month"].max() or 0))
        self._frame = frame.filter(pl.col("month") == self.month)
        self.seeds = sorted(self._frame["replicate"].unique().to_list())

    @cached_property
    def people(self) -> pl.DataFrame:
        """One row a person with the groups of the run without policy, sorted by person id."""
        rows = self._frame.filter(pl.col("role") == "no_policy").unique("person_id", keep="first",
                                                                        maintain_order=True)  # fmt: skip
        return rows.sort("person_id")

    @cached_property
    def weights(self) -> Values:
        """What each person of the panel stands for, in people."""
        return self.people["weight"].to_numpy().astype(float)

    def incomes(self, role: str) -> Values | None:
        """Return seeds × persons of real equivalised income, NaN for persons absent; None without role."""
        rows = self._frame.filter(pl.col("role") == role)
        if rows.is_empty() or not self.people.height:
            return None
        ids = self.people["person_id"].to_numpy()
        table = np.full((len(self.seeds), len(ids)), np.nan)
        for line, seed in enumerate(self.seeds):
            part = rows.filter(pl.col("replicate") == seed)
            place = np.searchsorted(ids, part["person_id"].to_numpy()).clip(0, len(ids) - 1)
            known = ids[place] == part["person_id"].to_numpy()
            table[line, place[known]] = part["equivalised_income"].to_numpy()[known]
        return table / self._prices(role)[:, None]

    def _prices(self, role: str) -> Values:
        series = self.run.series("price_level", role, *TOTAL)
        if series is None:
            return np.ones(len(self.seeds))
        level = {key[1]: value for key, value in zip(series.keys, windowed(series, LAST), strict=True)}
        return np.array([level.get(seed, np.nan) for seed in self.seeds])

    def winners(self, contrast: Contrast, who: NDArray[np.bool_], *, gain: bool) -> Share | None:
        """Return the share that gains (or loses) more than 5 %, net of the placebo's share."""
        roles = (contrast.treated, contrast.base, PLACEBO, "no_policy")
        tables = [self.incomes(role) for role in roles]
        if any(table is None for table in tables):
            return None
        treated, base, placebo, still = (table[:, who] for table in tables if table is not None)
        weights = self.weights[who]

        def shares(seeds: Sequence[int]) -> tuple[float, float]:
            return (_share(treated[seeds], base[seeds], weights, gain=gain),
                    _share(placebo[seeds], still[seeds], weights, gain=gain))  # fmt: skip

        everyone = list(range(len(self.seeds)))
        gross, nothing = shares(everyone)
        without = [[seed for seed in everyone if seed != out] for out in everyone]
        left_out = [shares(seeds) for seeds in without if seeds]
        low, high = _jackknife(gross - nothing, np.array([a - b for a, b in left_out]))
        return Share(gross - nothing, low, high, gross, nothing)

    def mean_effect(self, contrast: Contrast, who: NDArray[np.bool_], by: str, group: str) -> Effect | None:
        """Return the paired effect, in %, on the mean real income of some of the panel; None if few."""
        tables = [self.incomes(role) for role in (contrast.treated, contrast.base)]
        if any(table is None for table in tables) or int(who.sum()) < FEWEST:
            return None
        weights = self.weights[who]
        treated, base = (
            np.nansum(table[:, who] * weights, axis=1) / (np.isfinite(table[:, who]) @ weights)
            for table in tables
            if table is not None
        )
        return summary(self.run, contrast, "disposable_income", LAST, treated, base, by=by, group=group,
                       relative=True)  # fmt: skip


def _share(treated: Values, base: Values, weights: Values, *, gain: bool) -> float:
    """Return the weighted share of persons whose seed-mean income moves by more than 5 %."""
    both = np.isfinite(treated).all(axis=0) & np.isfinite(base).all(axis=0)
    if not both.any():
        return float("nan")
    after, before = treated[:, both].mean(axis=0), base[:, both].mean(axis=0)
    change = (after - before) if gain else (before - after)
    return float(weights[both] @ (change > THRESHOLD * np.abs(before)) / weights[both].sum())


def _jackknife(estimate: float, left_out: Values) -> tuple[float, float]:
    """Return the 95 % interval from estimates that each leave one seed out; NaN below two seeds."""
    n = len(left_out)
    if n < 2:
        return float("nan"), float("nan")
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2) * error)
    return estimate - half, estimate + half
