"""Paired effects: the difference of two roles seed by seed, its 95 % interval, and the verdict.

The only place where an effect is computed: page, workbook, terminal and Python read it here. Worlds and
closures are never pooled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.core.errors import InputError
from simulator.findings import intervals
from simulator.findings.intervals import Array, Interval, mean_interval, p_value
from simulator.findings.money import is_deflated, told
from simulator.findings.results import TOTAL, Results
from simulator.findings.series import Key, Series, matched
from simulator.findings.verdicts import (
    HEADLINE_OUTCOME,
    NOT_JUDGED,
    OUTCOMES,
    TOLD,
    Verdict,
    bound,
    causes_of,
    judge,
    not_judged,
    share_better,
)
from simulator.findings.windows import Window, settled, window_of, windowed, worst_year, years_in

IN_CASH = "spending_basic_income"
"""Item of the budget under which the run in cash pays all adults alike."""
OUTPUT = {"real_gdp": "real_gdp"}  # what a share of GDP is of, where not of GDP at consumer prices


@dataclass(frozen=True)
class Contrast:
    """Two roles of one scenario, or of two: the effect is `treated` minus `base`."""

    name: str  # "ai", "policy", "option", "cash" or "beyond": the stem of every message about it
    treated: str
    base: str
    scenario: str
    against: str = ""  # the scenario compared with, where it is another one
    world: str = ""  # of a comparison, which may hold several
    closure: str = ""  # where a folder holds several

    @property
    def comparison(self) -> str:
        """`ai` (this world less no further AI), `policy` (with it less without it), `cash` or `beyond`."""
        return "policy" if self.name == "option" else self.name


@dataclass(frozen=True, kw_only=True)
class Effect(Interval):
    """Mean over seeds of a paired difference in the indicator's own unit.

    In % when `relative`, as a share of GDP when `of_gdp`; money is at the prices of month 0.

    `base` is the mean level in the role compared with, `relevant` the smallest relevant effect.
    """

    indicator: str
    contrast: Contrast
    window: Window
    base: float
    verdict: Verdict
    relevant: float = 0.0
    by: str = "total"
    group: str = "all"
    relative: bool = False
    of_gdp: bool = False
    real: bool = False  # measured at current prices, told at those of month 0
    sign: float = 1.0  # −1 where the effect is told the other way round
    p: float = np.nan  # two-sided, of no effect; NaN for one seed
    share: float = np.nan  # of seeds in which it is on the good side; NaN where none is
    between: tuple[float, float] | None = None  # lowest and highest mean of a month 0, where these draw
    noise: float | None = None  # half of the interval of chance alone, where month 0s draw
    taken: Verdict | None = None  # the verdict that is taken away from it
    beside: tuple[tuple[str, float], ...] = ()  # by what: name, by how much it moves

    @property
    def seen(self) -> Verdict:
        """What its interval and its size say, whatever else moves."""
        return (self.verdict in NOT_JUDGED and self.taken) or self.verdict


def contrasts(results: Results) -> tuple[Contrast, ...]:
    """Return what the run compares: AI against no AI, and each policy against the same world without it."""
    found, without = [], results.counterfactual
    if results.has("no_policy", without) and results.has("no_ai", without):
        found.append(Contrast("ai", "no_policy", "no_ai", without or results.scenario, **_place(results)))
    if results.comparison:
        return (*found, *options(results))
    for name in results.scenarios:
        if results.has("policy", name) and results.has("no_policy", without or name):
            found.append(Contrast("policy", "policy", "no_policy", name, without, **_place(results)))
    return tuple(found)


def cash_contrasts(results: Results) -> tuple[Contrast, ...]:
    """Return what a policy's outlay does where all adults are paid the same, and what the policy does beyond.

    `cash`: that less no policy, `beyond`: the policy less that. None where nothing was paid out or no such
    run was made; it is one option's of a comparison.
    """
    shared = "" if results.is_of_variants else results.comparison.get("base", results.counterfactual)
    for name in results.scenarios:
        paid = results.series(IN_CASH, "cash", scenario=name)
        if paid is not None and np.any(paid.values):
            place = _place(results)
            cash = Contrast("cash", "cash", "no_policy", name, shared if shared != name else "", **place)
            return cash, Contrast("beyond", "policy", "cash", name, **place)
    return ()


def _place(results: Results) -> dict[str, str]:
    """Return world and closure of a run whose folder may hold several."""
    world = {"world": results.world} if "comparison" in results.content else {}
    return world | ({"closure": results.closure} if len(results.closures) > 1 else {})


def options(results: Results) -> tuple[Contrast, ...]:
    """Return each option of a comparison against its baseline."""
    against = results.comparison["baseline"]
    return tuple(
        Contrast("option", results.role_of(name), results.role_of(against), name, against, **_place(results))
        for name in results.options
    )


def pair(
    results: Results, contrast: Contrast, indicator: str, by: str, group: str
) -> tuple[Series, Series] | None:
    """Return treated and base on the seeds and months both hold, or None when one is missing.

    Money is at the prices of month 0.
    """
    roles = (contrast.treated, contrast.scenario), (contrast.base, contrast.against or contrast.scenario)
    return matched(indicator, *(told(results, indicator, *one, (by, group)) for one in roles))


def effect(
    results: Results, contrast: Contrast, indicator: str, window: Window | None = None, *,
    by: str = TOTAL[0], group: str = TOTAL[1], relative: bool = False, of_gdp: bool = False,
    sign: float = 1.0,
) -> Effect | None:  # fmt: skip
    """Return the paired effect on one indicator times `sign`, or None when the run does not hold it.

    `effect(results, contrast_of(results, "policy"), "employed")` is that on everyone in the run's window,
    in the indicator's own unit, money at the prices of month 0. `by` and `group` name some of the people,
    `relative` asks for %, `of_gdp` for a share of the GDP of what is compared with, in the same months.
    """
    asked = (contrast, indicator, window or results.window, by, group, relative, of_gdp, sign)
    return results.once(asked, lambda: _among_others(results, _alone(results, *asked)))


def by_year(
    results: Results, contrast: Contrast, indicator: str, *, relative: bool = False, of_gdp: bool = False
) -> list[Effect]:
    """Return the effect in each whole year of the run, of which no verdict is told; empty without it."""
    found = pair(results, contrast, indicator, *TOTAL)
    windows = () if found is None else tuple(years_in(found[0].months))
    made = [_alone(results, contrast, indicator, one, *TOTAL, relative, of_gdp, 1.0)
            for one in windows]  # fmt: skip
    return [one for one in made if one is not None]


def _among_others(results: Results, found: Effect | None) -> Effect | None:
    """Return the effect, unclear where its p value, in its own unit, is no surprise among so many."""
    if found is None or (found.indicator, found.by) == (HEADLINE_OUTCOME, TOTAL[0]):
        return found
    own = _p_of(results, found.contrast, found.indicator, found.window, found.by, found.group)
    if found.verdict not in TOLD or own <= _bound(results, found):
        return found
    return replace(found, verdict=Verdict.UNCLEAR)


def _p_of(results: Results, contrast: Contrast, indicator: str, window: Window, by: str, group: str) -> float:
    """Return the p value of an effect in the indicator's own unit; NaN where the run does not hold it."""

    def made() -> float:
        found = pair(results, contrast, indicator, by, group)
        if found is None:
            return np.nan
        difference = np.subtract(*(windowed(series, window) for series in found))
        known = np.isfinite(difference)
        return p_value(difference[known], results.clusters(found[0].keys)[known])

    return results.once(("p", contrast, indicator, window, by, group), made)


def _bound(results: Results, found: Effect) -> float:
    """Return the bound of the family of an effect: all outcomes of its comparison, or all groups alike."""
    window, by, name = settled(found.window), found.by, found.indicator
    members = [(name, window, by, group) for group in results.groups(name, by)]
    if by == TOTAL[0]:
        names = dict.fromkeys((*OUTCOMES, name))
        members = [(one, window_of(one, window), *TOTAL) for one in names if one != HEADLINE_OUTCOME]
    return bound(_p_of(results, found.contrast, *member) for member in members)


def _alone(results: Results, *asked: Any) -> Effect | None:
    """Return an effect judged by itself, worked out once; `asked` is what `_effect` is asked."""
    return results.once(("alone", *asked), lambda: _effect(results, *asked))


def _effect(
    results: Results, contrast: Contrast, indicator: str, window: Window, by: str, group: str, relative: bool,
    of_gdp: bool, sign: float,
) -> Effect | None:  # fmt: skip
    found = pair(results, contrast, indicator, by, group)
    if found is None:
        return None
    if window.sought:
        window = worst_year(*found, better=good_side(results, indicator), window=window)
    treated, base = (windowed(series, window) for series in found)
    relevant = relevant_of(results, indicator) * window.worth(found[0].months)
    if of_gdp:
        output = pair(results, contrast, OUTPUT.get(indicator, "gdp"), *TOTAL)
        if output is None or output[1].keys != found[1].keys:
            return None
        gdp = windowed(output[1], window)
        treated, base, relevant = treated / gdp, base / gdp, relevant / float(np.mean(gdp))
    made = summary(results, contrast, indicator, window, sign * treated, sign * base,
                   found[0].keys, relevant=relevant, part=(by, group),
                   relative=relative)  # fmt: skip
    made = made and replace(made, sign=sign, of_gdp=of_gdp, real=is_deflated(results, indicator))
    return made and _judged(results, made)


def _judged(results: Results, found: Effect) -> Effect:
    """Return what is better or worse, without a verdict where what holds it up clearly moves with it."""
    window, beside = settled(found.window), []
    for name, moves in causes_of(found.indicator, found.verdict).items():
        cause = _alone(results, found.contrast, name, window, *TOTAL, False, False, 1.0)
        if cause is not None and cause.verdict in moves:
            beside.append((name, cause.mean))
    told = replace(found, verdict=not_judged(found.mean), taken=found.verdict, beside=tuple(beside))
    return told if beside else found


def good_side(results: Results, indicator: str) -> str:
    """Return the direction that counts as good: `higher`, `lower` or `none`."""
    return str(results.metadata.get(indicator, {}).get("better", "none"))


def relevant_of(results: Results, indicator: str) -> float:
    """Return the smallest relevant effect on an indicator, declared for one month; 0 where none is."""
    return float(results.metadata.get(indicator, {}).get("smallest_relevant") or 0.0)


def summary(
    results: Results, contrast: Contrast, indicator: str, window: Window, treated: Array, base: Array,
    keys: Sequence[Key], *, relevant: float | None = None, part: tuple[str, str] = TOTAL,
    relative: bool = False, better: str = "",
) -> Effect | None:  # fmt: skip
    """Return mean, interval and verdict of `treated` − `base`, one value a seed each.

    `relevant` and `better` stand in for the indicator's own smallest relevant effect, that of one month, and
    for its good direction; `keys` are those of the seeds; `part` is by and group.
    """
    known = np.isfinite(treated) & np.isfinite(base) & ((base != 0) | (not relative))
    if not known.any():
        return None
    treated, base = treated[known], base[known]
    level = float(np.mean(base))
    sample = (treated / base - 1) * 100 if relative else treated - base
    counts = relevant_of(results, indicator) if relevant is None else relevant
    counts = counts / abs(level) * 100 if relative else counts
    good = better or good_side(results, indicator)
    openings, shared = (of(keys)[known] for of in (results.openings, results.clusters))
    found = mean_interval(sample, shared)
    return Effect(
        **vars(found), indicator=indicator, contrast=contrast, window=window, base=level,
        verdict=judge(found, counts, good), relevant=counts, by=part[0], group=part[1],
        relative=relative, p=p_value(sample, shared), share=share_better(sample, good),
        between=intervals.range_between(sample, openings) if results.drawn else None,
        noise=intervals.noise_half(sample, openings) if results.drawn else None)  # fmt: skip


def contrast_of(results: Results, comparison: str = "policy", scenario: str = "") -> Contrast:
    """Return what AI does (`ai`), or what a policy or an option does (`policy`); see `cash_contrasts` too.

    `scenario` names the option of a comparison; the first unless named. Raises InputError, which tells what
    the run compares.
    """
    found = (*contrasts(results), *cash_contrasts(results))
    for one in found:
        if one.comparison == comparison and scenario in ("", one.scenario):
            return one
    asked = f"{comparison} of {scenario}" if scenario else comparison
    told = ", ".join(f"{one.comparison} of {one.scenario}" for one in found) or "nothing"
    raise InputError(f'the run does not compare "{asked}"; it compares: {told}', field="comparison")
