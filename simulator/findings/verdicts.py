"""What may be said about an effect, and which options another one dominates.

The outcomes of the headline, and how many of them are judged at once.

The headline outcome is named here, before any run: its verdict stands on its own 95 % interval. Fourteen
others at 95 % would call one in two policies without any effect better or worse in something, were they
independent. So verdicts on them are told only where their p value passes a bound under which at most 5 % of
those told are expected to be false, over the family that a reader looks at together: the outcomes of one
comparison, or the groups of one breakdown.
Source: Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57; under the positive
dependence that outcomes of one economy have, Benjamini and Yekutieli (2001), Annals of Statistics 29.

What is told and not judged: better as courses rise or as work falls.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

import numpy as np
import polars as pl

from simulator.findings.intervals import Array, Interval, Openings, paired_interval
from simulator.findings.windows import CUMULATED, SUMMED

OUTCOMES = (
    "employed",
    "unemployment_rate",
    "in_training",
    "participation_rate",
    "displaced",
    "real_wage",
    "labour_share",
    "real_disposable_income",
    "arop",
    "arop_anchored",
    "gini",
    "real_gdp",
    "public_balance",
    "debt_ratio",
)
HEADLINE_OUTCOME = OUTCOMES[0]
FALSE = 0.05
"""Share of the told that are expected to be false, at most."""


def bound(p_values: Iterable[float]) -> float:
    """The largest p value of a family that may be told (Benjamini and Hochberg); 0 where none may."""
    known = sorted(p for p in p_values if isfinite(p))
    told = [p for place, p in enumerate(known, start=1) if p <= FALSE * place / len(known)]
    return max(told, default=0.0)


class Verdict(StrEnum):
    """What may be said about an effect; `HIGHER` and `LOWER` where the indicator has no good direction.

    `SMALL_RISE` and `SMALL_FALL`: its sign is clear, and it is below what counts. `HIGHER_NOT_JUDGED` and
    `LOWER_NOT_JUDGED`: it moves as what holds it up does, which is not judged with it (`unjudged`).
    """

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    NONE = "no_relevant_difference"
    SINGLE = "single_run"
    HIGHER = "higher"
    LOWER = "lower"
    SMALL_RISE = "small_rise"
    SMALL_FALL = "small_fall"
    HIGHER_NOT_JUDGED = "higher_not_judged"
    LOWER_NOT_JUDGED = "lower_not_judged"


IN_WORDS: dict[str, str] = {
    **{one: one.value.replace("_", " ") for one in Verdict},
    Verdict.SINGLE: "one run: no verdict",
    Verdict.SMALL_RISE: "small increase",
    Verdict.HIGHER_NOT_JUDGED: "higher, not judged",
    Verdict.LOWER_NOT_JUDGED: "lower, not judged",
}
"""As a table in English has them, on a page, in a workbook and in a terminal."""
NOT_JUDGED = (Verdict.HIGHER_NOT_JUDGED, Verdict.LOWER_NOT_JUDGED)
SMALL = (Verdict.SMALL_RISE, Verdict.SMALL_FALL)
TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER, *SMALL, *NOT_JUDGED)
"""Verdicts that call a difference real."""


def judge(effect: Interval, relevant: float, better: str) -> Verdict:
    """The verdict: an effect must exclude zero *and* reach the smallest relevant effect.

    So more seeds never turn trifles into victories. An interval that lies wholly inside ± the smallest
    relevant effect shows that there is no relevant difference. One that reaches beyond, with a clear sign and
    a mean below what counts, is a small rise or fall. Everything else is unclear. One seed bears no verdict.
    `better` is the indicator's good direction: higher, lower or none.
    """
    if effect.n < 2:
        return Verdict.SINGLE
    if effect.excludes_zero() and abs(effect.mean) >= relevant:
        if better not in ("higher", "lower"):
            return Verdict.HIGHER if effect.mean > 0 else Verdict.LOWER
        return Verdict.BETTER if (effect.mean > 0) == (better == "higher") else Verdict.WORSE
    if -relevant <= effect.low and effect.high <= relevant:
        return Verdict.NONE
    if effect.excludes_zero():
        return Verdict.SMALL_RISE if effect.mean > 0 else Verdict.SMALL_FALL
    return Verdict.UNCLEAR


def judged(table: pl.DataFrame) -> pl.DataFrame:
    """Add what may be said of each effect: `alone` by itself, `verdict` among others, `beside` what moves.

    `table` holds the numbers of `findings.parquet`; rows that are no effect bear no verdict, and those of one
    year none but their own.
    """
    is_effect = pl.col("kind") == "effect"
    table = table.with_columns(alone=pl.when(is_effect).then(_alone()).otherwise(pl.lit("")))
    effects = table.with_row_index("row").filter(is_effect & (pl.col("alone") != ""))
    verdicts, beside = table["alone"].to_list(), [""] * len(table)
    for row in table.with_row_index("row").filter(_is_yearly() | ~is_effect)["row"]:
        verdicts[row] = ""
    for _, found in effects.filter(~_is_yearly()).group_by(*_APART, maintain_order=True):
        for row, verdict, cause in _among(found):
            verdicts[row], beside[row] = verdict, cause
    return table.with_columns(verdict=pl.Series(verdicts, dtype=pl.String), beside=pl.Series(beside))


_APART = ("world", "closure", "scenario", "against", "contrast", "treated", "base", "point")
"""Columns that tell comparisons apart."""


def _is_yearly() -> pl.Expr:
    """Whether it is of one year, of which nothing is judged."""
    return pl.col("window").str.contains("year")


def _alone() -> pl.Expr:
    """The verdict of `judge`, of columns."""
    mean, low, high, relevant = (pl.col(name) for name in ("mean", "low", "high", "relevant"))
    clear, good = (low > 0) | (high < 0), pl.col("better")
    up = mean > 0
    judged_so = (
        pl.when(good.is_in(["higher", "lower"]).not_())
        .then(pl.when(up).then(pl.lit("higher")).otherwise(pl.lit("lower")))
        .otherwise(pl.when(up == (good == "higher")).then(pl.lit("better")).otherwise(pl.lit("worse")))
    )
    small = pl.when(up).then(pl.lit("small_rise")).otherwise(pl.lit("small_fall"))
    return (
        pl.when(pl.col("n") < 2).then(pl.lit("single_run"))
        .when(clear & (mean.abs() >= relevant)).then(judged_so)
        .when((low >= -relevant) & (high <= relevant)).then(pl.lit("no_relevant_difference"))
        .when(clear).then(small)
        .otherwise(pl.lit("unclear"))
    )  # fmt: skip


def _among(found: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield row, verdict and what moves beside, of the effects of one comparison.

    A verdict is told where the p value in the indicator's own unit is no surprise among those of its family:
    all outcomes, or all groups alike.
    """
    names = ("indicator", "by", "group", "window", "measure", "row", "alone", "p", "mean")
    rows = list(zip(*(found[name].to_list() for name in names), strict=True))
    by_name = {row[:5]: row for row in rows}
    groups: dict[tuple[str, str, str], list[float]] = {}
    for indicator, by, group, window, measure, _, _, p, _ in rows:
        if by != "total" and measure == "own" and " − " not in group:
            groups.setdefault((indicator, by, window), []).append(np.nan if p is None else p)
    outcomes: dict[str, list[float]] = {}
    for indicator, by, group, window, _, row, alone, _, mean in rows:
        settled = window.replace("_sum", "")
        moved = ""
        if alone == Verdict.BETTER and indicator in UNEMPLOYMENT:
            for cause, moves in CAUSES.items():
                one = by_name.get((cause, "total", "all", settled, "own"))
                if one is not None and one[6] in moves:
                    moved += f"{cause} {one[8]:+.0f} "
            if moved:
                alone = Verdict.HIGHER_NOT_JUDGED if mean > 0 else Verdict.LOWER_NOT_JUDGED
        if alone in TOLD and " − " not in group and (by != "total" or indicator != HEADLINE_OUTCOME):
            own = by_name.get((indicator, by, group, window, "own"))
            p = np.nan if own is None or own[7] is None else own[7]
            if by != "total":
                family = groups.get((indicator, by, window), [])
            else:
                if settled not in outcomes:
                    outcomes[settled] = _family(by_name, settled)
                family = outcomes[settled] if indicator in OUTCOMES else [*outcomes[settled], p]
            if not p <= bound(family):
                alone = Verdict.UNCLEAR
        yield row, str(alone), moved.strip()


def _family(by_name: Mapping[tuple[str, ...], tuple[Any, ...]], window: str) -> list[float]:
    found = []
    for name in OUTCOMES[1:]:
        over = CUMULATED.name if name in SUMMED else window
        one = by_name.get((name, "total", "all", over, "own"))
        found.append(np.nan if one is None or one[7] is None else one[7])
    return found


def is_held_back(effect: Interval, verdict: str) -> bool:
    """Whether an effect is unclear only as many are judged at once: its own interval excludes zero."""
    return verdict == Verdict.UNCLEAR and effect.excludes_zero()


def share_better(differences: Array, better: str) -> float:
    """Share of seeds whose paired difference is on the good side, zero on neither; NaN where none is good."""
    sides = {"higher": differences > 0, "lower": differences < 0}
    return float(np.mean(sides[better])) if better in sides else np.nan


@dataclass(frozen=True)
class Measure:
    """One outcome of every option, by seed: what counts as a difference, and which direction is good.

    `openings` names the cluster of each seed, where seeds have several.
    """

    values: Mapping[str, Array]
    smallest_relevant: float
    better: str
    openings: Openings | None = None

    def compare(self, option: str, other: str) -> Verdict:
        """The verdict on `option` against `other`, on the same seeds."""
        return judge(self._against(option, other), self.smallest_relevant, self.better)

    def is_clearly_worse(self, option: str, other: str) -> bool:
        """Whether the interval of the difference lies on the bad side of zero, however small it is."""
        effect = self._against(option, other)
        return effect.excludes_zero() and (effect.mean < 0) == (self.better == "higher")

    def _against(self, option: str, other: str) -> Interval:
        return paired_interval(self.values[option], self.values[other], self.openings)


def dominated(decisive: Sequence[Measure], beside: Sequence[Measure] = ()) -> dict[str, str]:
    """Options that another one dominates, each with the first that does.

    It dominates when it is better in at least one decisive measure, known to be no worse in the others, and
    clearly worse in none `beside`: an option that is better in anything is dominated by nobody.
    """

    def dominates(other: str, option: str) -> bool:
        found = [one.compare(other, option) for one in decisive]
        known = all(one in (Verdict.BETTER, Verdict.NONE, *SMALL) for one in found)
        is_worse = any(one.is_clearly_worse(other, option) for one in (*decisive, *beside))
        return Verdict.BETTER in found and known and not is_worse

    names = list(decisive[0].values)
    found = {
        one: next((other for other in names if other != one and dominates(other, one)), "") for one in names
    }
    return {one: other for one, other in found.items() if other}


COURSES = "in_training"
UNEMPLOYMENT = ("unemployed", "unemployment_rate", "long_term_unemployment_share")
"""What people leave who take a place in a course, without having found work, and who give up looking."""
CAUSES = {COURSES: (Verdict.HIGHER,), HEADLINE_OUTCOME: (Verdict.WORSE, Verdict.SMALL_FALL)}
"""What takes the verdict away from unemployment that is better, and how it must clearly move for that."""
