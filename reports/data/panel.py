"""The sample panel of persons: effects on each person, averaged over seeds, beyond what chance makes.

Whatever changes who gets which job makes winners and losers out of nothing. What chance makes is measured
on the comparison itself: reversed in half of the seeds, an effect that is the same in all seeds cancels
out, and what is left is luck of the same size. A share is reported net of that, and of the placebo's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from reports.data.effects import LAST, Contrast, windowed
from reports.data.run import TOTAL, Run
from reports.data.verdict import LEVEL, Values

THRESHOLD = 0.05
FEWEST = 30  # persons of the panel in a cell worth showing
PLACEBO = "placebo"


@dataclass(frozen=True)
class Share:
    """A share of people (0–1) beyond chance, its 95 % jackknife interval over seeds, and both parts."""

    net: float
    low: float
    high: float
    gross: float
    chance: float


class Panel:
    """Real equivalised income of each person of the panel in the last year, by role and seed."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.month = run.last_panel
        self._frame = run.persons(pl.col("month") == self.month)
        self._lines = self._frame.partition_by("role", "scenario", "replicate", as_dict=True)
        self.seeds = sorted(self._frame["replicate"].unique().to_list())
        self._incomes: dict[tuple[str, str], Values | None] = {}
        self._luck: dict[tuple[Contrast, bytes], list[float]] = {}

    @cached_property
    def people(self) -> pl.DataFrame:
        """One row a person with the groups of the run without policy, sorted by person id."""
        here = (pl.col("role") == "no_policy") & (pl.col("scenario") == self.run.scenario)
        rows = self._frame.filter(here).unique("person_id", keep="first", maintain_order=True)
        return rows.sort("person_id")

    @cached_property
    def weights(self) -> Values:
        """What each person of the panel stands for, in people."""
        return self.people["weight"].to_numpy().astype(float)

    def incomes(self, role: str, scenario: str) -> Values | None:
        """Return seeds × persons of real equivalised income, NaN for persons absent; None without role."""
        if (role, scenario) not in self._incomes:
            self._incomes[role, scenario] = self._income(role, scenario)
        return self._incomes[role, scenario]

    def _income(self, role: str, scenario: str) -> Values | None:
        found = {seed: self._lines[role, scenario, seed] for seed in self.seeds
                 if (role, scenario, seed) in self._lines}  # fmt: skip
        if not found or not self.people.height:
            return None
        ids = self.people["person_id"].to_numpy()
        table = np.full((len(self.seeds), len(ids)), np.nan)
        for line, seed in enumerate(self.seeds):
            if seed in found:
                part = found[seed]
                place = np.searchsorted(ids, part["person_id"].to_numpy()).clip(0, len(ids) - 1)
                known = ids[place] == part["person_id"].to_numpy()
                table[line, place[known]] = part["equivalised_income"].to_numpy()[known]
        return table / self._prices(role, scenario)[:, None]

    def _prices(self, role: str, scenario: str) -> Values:
        series = self.run.series("price_level", role, *TOTAL, scenario)
        if series is None:
            return np.ones(len(self.seeds))
        level = {key[1]: value for key, value in zip(series.keys, windowed(series, LAST), strict=True)}
        return np.array([level.get(seed, np.nan) for seed in self.seeds])

    def winners(self, contrast: Contrast, who: NDArray[np.bool_], *, gain: bool) -> Share | None:
        """Return the share that gains (or loses) more than 5 %, net of the share that chance makes.

        Chance is the larger of what the reversed seeds and the placebo run give; None without placebo.
        """
        return self.run.once(("winners", contrast, who.tobytes(), gain),
                             lambda: self._winners(contrast, who, gain))  # fmt: skip

    def _winners(self, contrast: Contrast, who: NDArray[np.bool_], gain: bool) -> Share | None:
        own = self.run.scenario
        tables = [self.incomes(contrast.treated, contrast.scenario),
                  self.incomes(contrast.base, contrast.against or contrast.scenario),
                  self.incomes(PLACEBO, own), self.incomes("no_policy", own)]  # fmt: skip
        if any(table is None for table in tables):
            return None
        treated, base, placebo, still = (table[:, who] for table in tables if table is not None)
        weights = self.weights[who]
        everyone = list(range(len(self.seeds)))
        without = [[seed for seed in everyone if seed != out] for out in everyone]
        subsets = [everyone, *(seeds for seeds in without if seeds)]
        key = contrast, who.tobytes()
        if key not in self._luck:  # the same up and down
            self._luck[key] = [_chance(treated[seeds], base[seeds], weights) for seeds in subsets]
        gross = [_share(treated[seeds], base[seeds], weights, gain=gain) for seeds in subsets]
        nothing = [max(_share(placebo[seeds], still[seeds], weights, gain=gain), luck)
                   for seeds, luck in zip(subsets, self._luck[key], strict=True)]  # fmt: skip
        net = np.array(gross) - np.array(nothing)
        known = net[1:] if len(everyone) > 2 else net[:0]  # one seed knows no chance
        low, high = _jackknife(float(net[0]), known)
        return Share(float(net[0]), low, high, gross[0], nothing[0])


def _share(treated: Values, base: Values, weights: Values, *, gain: bool) -> float:
    """Return the weighted share of persons whose seed-mean income moves by more than 5 %."""
    known = _present(treated, base)
    if not known.any():
        return float("nan")
    before = base[:, known].mean(axis=0)
    change = (treated[:, known].mean(axis=0) - before) * (1.0 if gain else -1.0)
    return float((change > THRESHOLD * np.abs(before)) @ weights[known] / weights[known].sum())


def _chance(treated: Values, base: Values, weights: Values) -> float:
    """Return the share beyond 5 % when half of the seeds, each half in turn, are compared in reverse.

    Each half and its mirror image count, so up and down are the same. One seed tells nothing of chance: 0.
    """
    n, known = len(base), _present(treated, base)
    if n < 2:
        return 0.0
    if not known.any():
        return float("nan")
    half = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    turns = np.array([np.roll(half, turn) for turn in range(n)])
    change = turns @ (treated[:, known] - base[:, known]) / n
    moved = np.abs(change) > THRESHOLD * np.abs(base[:, known].mean(axis=0))
    return float((moved @ weights[known]).mean() / weights[known].sum()) / 2.0


def _present(treated: Values, base: Values) -> NDArray[np.bool_]:
    """Return who is there in every seed of both; incomes are seeds × persons."""
    return np.asarray(np.isfinite(treated).all(axis=0) & np.isfinite(base).all(axis=0))


def _jackknife(estimate: float, left_out: Values) -> tuple[float, float]:
    """Return the 95 % interval from estimates that each leave one seed out; NaN below two seeds."""
    n = len(left_out)
    if n < 2:
        return float("nan"), float("nan")
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2) * error)
    return estimate - half, estimate + half
