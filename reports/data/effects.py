"""Paired effects: the difference of two roles seed by seed, its 95 % interval, and the verdict.

The only place in the reports where an effect is computed. Worlds are never pooled: one run folder
holds one world a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.data.run import TOTAL, Run
from reports.data.series import Series
from reports.data.verdict import Values, Verdict, interval, judge

LAST = "last12"  # mean of the last twelve months, or the last year of a yearly breakdown
CUMULATED = "cumulated"  # sum over the whole horizon
LEVELLED = "cumulated_last12"  # cumulated so far, averaged over the last twelve months
ITEMS = ("revenue_", "spending_")  # a budget item that a role does not have is zero in that role
Months = NDArray[np.int64]


@dataclass(frozen=True)
class Contrast:
    """Two roles of one scenario, or of two: the effect is `treated` minus `base`."""

    name: str  # "ai", "policy" or "option": the stem of every message about it
    treated: str
    base: str
    scenario: str
    against: str = ""  # the scenario compared with, where it is another one
    world: str = ""  # of a comparison, which may hold several
    closure: str = ""  # where a folder holds several


@dataclass(frozen=True)
class Effect:
    """Mean over seeds of a paired difference in the indicator's own unit (or in % when `relative`).

    `low` and `high` bound the 95 % t-interval of that mean; NaN with one seed, which bears none.
    `base` is the mean level in the role compared with, `relevant` the smallest relevant effect.
    """

    indicator: str
    contrast: Contrast
    window: str
    mean: float
    low: float
    high: float
    n: int
    base: float
    verdict: Verdict
    relevant: float = 0.0
    by: str = "total"
    group: str = "all"
    relative: bool = False
    real: bool = False  # at constant prices
    sign: float = 1.0  # −1 where the effect is told the other way round
    share: float = np.nan  # of seeds in which it is on the good side; NaN where none is

    def excludes_zero(self) -> bool:
        """Tell whether the interval lies on one side of zero; one seed has none."""
        return self.low > 0 or self.high < 0


def contrasts(run: Run) -> tuple[Contrast, ...]:
    """Return what the run compares: AI against no AI, and each policy against the same world without it."""
    found = []
    if run.has("no_policy") and run.has("no_ai"):
        found.append(Contrast("ai", "no_policy", "no_ai", run.scenario, **_place(run)))
    if run.comparison:
        return (*found, *options(run))
    for name in run.scenarios:
        if run.has("policy", name) and run.has("no_policy", name):
            found.append(Contrast("policy", "policy", "no_policy", name, **_place(run)))
    return tuple(found)


def _place(run: Run) -> dict[str, str]:
    """Return world and closure of a run whose folder may hold several."""
    world = {"world": run.world} if run.comparison else {}
    return world | ({"closure": run.closure} if len(run.closures) > 1 else {})


def options(run: Run) -> tuple[Contrast, ...]:
    """Return each option of a comparison against its baseline."""
    against = run.comparison["baseline"]
    return tuple(
        Contrast("option", run.role_of(name), run.role_of(against), name, against, **_place(run))
        for name in run.options
    )


def windowed(series: Series, window: str) -> Values:
    """Reduce keys × months to one number a key. Month 0, the opening state, is in no window."""
    inside = series.months > 0
    months, values = series.months[inside], series.values[:, inside]
    if window == CUMULATED:
        return np.asarray(np.nansum(values, axis=1))
    if window == LEVELLED:
        values = np.cumsum(values, axis=1)
    return np.asarray(np.nanmean(values[:, months > months[-1] - 12], axis=1))


def pair(run: Run, contrast: Contrast, indicator: str, by: str, group: str) -> tuple[Series, Series] | None:
    """Return treated and base on the seeds and months both hold, or None when one is missing."""
    treated = run.series(indicator, contrast.treated, by, group, contrast.scenario)
    base = run.series(indicator, contrast.base, by, group, contrast.against or contrast.scenario)
    if treated is not None and base is None and indicator.startswith(ITEMS):
        base = replace(treated, values=np.zeros_like(treated.values))
    if base is not None and treated is None and indicator.startswith(ITEMS):
        treated = replace(base, values=np.zeros_like(base.values))
    if treated is None or base is None:
        return None
    shared = set(base.keys)
    keys = tuple(key for key in treated.keys if key in shared)
    months = np.intersect1d(treated.months, base.months)
    if not keys or not len(months) or months[-1] <= 0:
        return None
    return _take(treated, keys, months), _take(base, keys, months)


def _take(series: Series, keys: tuple[tuple[int, int], ...], months: Months) -> Series:
    rows = [series.keys.index(key) for key in keys]
    return Series(months, keys, series.values[np.ix_(rows, np.isin(series.months, months))])


def effect(
    run: Run, contrast: Contrast, indicator: str, window: str = LAST, *,
    by: str = TOTAL[0], group: str = TOTAL[1], relative: bool = False, real: bool = False,
    sign: float = 1.0,
) -> Effect | None:  # fmt: skip
    """Return the paired effect on one indicator times `sign`, or None when the run does not hold it.

    `real` divides money by the price level of the same role and seed, so that an AI that lowers prices
    is not taken for one that lowers incomes.
    """
    asked = (contrast, indicator, window, by, group, relative, real, sign)
    return run.once(asked, lambda: _effect(run, *asked))


def _effect(
    run: Run, contrast: Contrast, indicator: str, window: str, by: str, group: str, relative: bool,
    real: bool, sign: float,
) -> Effect | None:  # fmt: skip
    found = pair(run, contrast, indicator, by, group)
    if found is None:
        return None
    treated, base = (windowed(series, window) for series in found)
    if real:
        prices = pair(run, contrast, "price_level", *TOTAL)
        if prices is None or prices[0].keys != found[0].keys:
            return None
        treated, base = treated / windowed(prices[0], window), base / windowed(prices[1], window)
    months = 1 if window == LAST else int(np.sum(found[0].months > 0))
    told = summary(run, contrast, indicator, window, sign * treated, sign * base, months=months, by=by,
                   group=group, relative=relative)  # fmt: skip
    return told and replace(told, sign=sign, real=real)


def summary(
    run: Run, contrast: Contrast, indicator: str, window: str, treated: Values, base: Values, *,
    months: int = 1, by: str = TOTAL[0], group: str = TOTAL[1], relative: bool = False, better: str = "",
) -> Effect | None:  # fmt: skip
    """Return mean, interval and verdict of `treated` − `base`, one value a seed each.

    The smallest relevant effect is declared for one month: a sum over `months` must reach as many of it.
    `better` stands in for the indicator's own good direction.
    """
    known = np.isfinite(treated) & np.isfinite(base) & ((base != 0) | (not relative))
    if not known.any():
        return None
    treated, base = treated[known], base[known]
    level = float(np.mean(base))
    sample = (treated / base - 1) * 100 if relative else treated - base
    meta = run.metadata.get(indicator, {})
    relevant = float(meta.get("smallest_relevant") or 0.0) * months
    if relative:
        relevant = relevant / abs(level) * 100
    mean, low, high = interval(sample)
    good = better or str(meta.get("better", "none"))
    verdict = judge(mean, low, high, relevant=relevant, better=good)
    good_side = {"higher": sample > 0, "lower": sample < 0}.get(good)
    share = np.nan if good_side is None else float(np.mean(good_side))
    return Effect(indicator, contrast, window, mean, low, high, len(sample), level, verdict, relevant,
                  by, group, relative, share=share)  # fmt: skip


def bands(sample: Values) -> tuple[Values, Values, Values]:
    """Return mean, low and high for each column of keys × periods: the pointwise 95 % t-interval."""
    mean, low, high = np.array([interval(column) for column in sample.T]).T
    return mean, low, high
