"""What may be said about an effect, and which options another one dominates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulator.findings.intervals import Array, Interval, Openings, paired_interval


class Verdict(StrEnum):
    """What may be said about an effect; `HIGHER` and `LOWER` where the indicator has no good direction."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    NONE = "no_relevant_difference"
    SINGLE = "single_run"
    HIGHER = "higher"
    LOWER = "lower"


TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
"""Verdicts that call a difference real."""


def judge(effect: Interval, relevant: float, better: str) -> Verdict:
    """The verdict: an effect must exclude zero *and* reach the smallest relevant effect.

    So more seeds never turn trifles into victories. An interval that lies wholly inside ± the smallest
    relevant effect shows that there is no relevant difference; everything else is unclear. One seed bears
    no verdict. `better` is the indicator's good direction: higher, lower or none.
    """
    if effect.n < 2:
        return Verdict.SINGLE
    if effect.excludes_zero() and abs(effect.mean) >= relevant:
        if better not in ("higher", "lower"):
            return Verdict.HIGHER if effect.mean > 0 else Verdict.LOWER
        return Verdict.BETTER if (effect.mean > 0) == (better == "higher") else Verdict.WORSE
    return Verdict.NONE if -relevant <= effect.low and effect.high <= relevant else Verdict.UNCLEAR


def share_better(differences: Array, better: str) -> float:
    """Share of seeds whose paired difference is on the good side, zero on neither; NaN where none is good."""
    sides = {"higher": differences > 0, "lower": differences < 0}
    return float(np.mean(sides[better])) if better in sides else np.nan


@dataclass(frozen=True)
class Measure:
    """One outcome of every option, by seed: what counts as a difference, and which direction is good.

    `openings` names the opening state of each seed, where seeds have several.
    """

    values: Mapping[str, Array]
    smallest_relevant: float
    better: str
    openings: Openings | None = None

    def compare(self, option: str, other: str) -> Verdict:
        """The verdict on `option` against `other`, on the same seeds."""
        effect = paired_interval(self.values[option], self.values[other], self.openings)
        return judge(effect, self.smallest_relevant, self.better)


def dominated(measures: Sequence[Measure]) -> dict[str, str]:
    """Options that another one dominates, each with the first that does.

    It dominates when it is better in at least one measure and shows no relevant difference in the others:
    where one of them is unclear, nothing is said.
    """
    names = list(measures[0].values)
    found = {}
    for option in names:
        for other in names:
            verdicts = {measure.compare(other, option) for measure in measures} if other != option else set()
            if Verdict.BETTER in verdicts and verdicts <= {Verdict.BETTER, Verdict.NONE}:
                found[option] = other
                break
    return found
