"""Paired effects: the difference of two roles seed by seed, its 95 % interval, and the verdict.

The only place where an effect is computed: page, workbook, terminal and Python read it here. Worlds and
closures are never pooled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from simulator.core.errors import InputError
from simulator.findings import intervals
from simulator.findings.intervals import Array, Interval, mean_interval, p_value
from simulator.findings.results import TOTAL, Results, is_deflated, told
from simulator.findings.verdicts import (
    CAUSES,
    COURSES,
    HEADLINE_OUTCOME,
    NOT_JUDGED,
    OUTCOMES,
    TOLD,
    UNEMPLOYMENT,
    Verdict,
    bound,
    judge,
    share_better,
)
from simulator.findings.windows import (
    Key,
    Series,
    Window,
    matched,
    settled,
    window_of,
    windowed,
    worst_year,
    years_in,
)

Role = tuple[str, str]  # role, scenario
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

    @property
    def roles(self) -> tuple[Role, Role]:
        """The two runs that are compared: treated, base."""
        return (self.treated, self.scenario), (self.base, self.against or self.scenario)


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
    nine_in_ten: tuple[float, float] | None = None  # between what so many of the economies drawn lie
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


def policies_first(results: Results) -> list[Contrast]:
    """Return the same in the order of a table: policies before AI."""
    return sorted(contrasts(results), key=lambda one: one.comparison == "ai")


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
    return matched(indicator, *(told(results, indicator, *one, (by, group)) for one in contrast.roles))


Part = tuple[str, str, str]
"""An indicator of some people: its name, by what they are told apart, their group."""


def summed(
    results: Results, contrast: Contrast, parts: Mapping[Part, float], window: Window
) -> tuple[Array, Array, Sequence[Key]] | None:
    """Return treated and base of a sum of parts, each times its factor, by seed, and the seeds.

    None where the run lacks a part, or holds it for other seeds.
    """
    pairs = [found for part in parts if (found := pair(results, contrast, *part)) is not None]
    if len(pairs) < len(parts) or len({found[0].keys for found in pairs}) != 1:
        return None
    signed = list(zip(pairs, parts.values(), strict=True))
    treated, base = (
        np.sum([sign * windowed(found[side], window) for found, sign in signed], axis=0) for side in (0, 1)
    )
    return treated, base, pairs[0][0].keys


class Asked(NamedTuple):
    """Which effect is asked for: of what, over which time, on whom, and how it is to be told."""

    contrast: Contrast
    indicator: str
    window: Window
    by: str = TOTAL[0]
    group: str = TOTAL[1]
    relative: bool = False
    of_gdp: bool = False
    sign: float = 1.0


def effect(
    results: Results,
    contrast: Contrast,
    indicator: str,
    window: Window | None = None,
    *,
    by: str = TOTAL[0],
    group: str = TOTAL[1],
    relative: bool = False,
    of_gdp: bool = False,
    sign: float = 1.0,
) -> Effect | None:
    """Return the paired effect on one indicator times `sign`, or None when the run does not hold it.

    `effect(results, contrast_of(results, "policy"), "employed")` is that on everyone in the run's window,
    in the indicator's own unit, money at the prices of month 0. `by` and `group` name some of the people,
    `relative` asks for %, `of_gdp` for a share of the GDP of what is compared with, in the same months.
    """
    asked = Asked(contrast, indicator, window or results.window, by, group, relative, of_gdp, sign)
    return results.once(asked, lambda: _among_others(results, _alone(results, asked)))


def by_year(
    results: Results, contrast: Contrast, indicator: str, *, relative: bool = False, of_gdp: bool = False
) -> list[Effect]:
    """Return the effect in each whole year of the run, of which no verdict is told; empty without it."""
    found = pair(results, contrast, indicator, *TOTAL)
    years = () if found is None else years_in(found[0].months)
    asked = (Asked(contrast, indicator, one, relative=relative, of_gdp=of_gdp) for one in years)
    return [made for one in asked if (made := _alone(results, one)) is not None]


def _among_others(results: Results, found: Effect | None) -> Effect | None:
    """Return the effect, unclear where its p value, in its own unit, is no surprise among so many.

    Its family are all outcomes of its comparison, or all groups alike.
    """
    if found is None or found.verdict not in TOLD:
        return found
    contrast, name, by, window = found.contrast, found.indicator, found.by, settled(found.window)
    if by != TOTAL[0]:
        family = [Asked(contrast, name, window, by, group) for group in results.groups(name, by)]
    elif name == HEADLINE_OUTCOME:
        return found
    else:
        others = [one for one in dict.fromkeys((*OUTCOMES, name)) if one != HEADLINE_OUTCOME]
        family = [Asked(contrast, one, window_of(one, window)) for one in others]
    if _p_of(results, Asked(contrast, name, found.window, by, found.group)) <= bound(
        _p_of(results, one) for one in family
    ):
        return found
    return replace(found, verdict=Verdict.UNCLEAR)


def _p_of(results: Results, asked: Asked) -> float:
    """Return the p value of an effect in the indicator's own unit; NaN where the run does not hold it."""

    def made() -> float:
        found = pair(results, asked.contrast, asked.indicator, asked.by, asked.group)
        if found is None:
            return np.nan
        difference = np.subtract(*(windowed(series, asked.window) for series in found))
        known = np.isfinite(difference)
        return p_value(difference[known], results.clusters(found[0].keys)[known])

    return results.once(("p", asked), made)


def _alone(results: Results, asked: Asked) -> Effect | None:
    """Return an effect judged by itself, worked out once."""
    return results.once(("alone", asked), lambda: _effect(results, asked))


def _effect(results: Results, asked: Asked) -> Effect | None:
    contrast, indicator, window, *_ = asked
    found = pair(results, contrast, indicator, asked.by, asked.group)
    if found is None:
        return None
    if window.sought:
        window = worst_year(*found, better=good_side(results, indicator), window=window)
    treated, base = (asked.sign * windowed(series, window) for series in found)
    relevant = relevant_of(results, indicator) * window.worth(found[0].months)
    if asked.of_gdp:
        output = pair(results, contrast, OUTPUT.get(indicator, "gdp"), *TOTAL)
        if output is None or output[1].keys != found[1].keys:
            return None
        gdp = windowed(output[1], window)
        treated, base, relevant = treated / gdp, base / gdp, relevant / float(np.mean(gdp))
    compared = treated, base, found[0].keys
    made = summary(results, asked._replace(window=window), compared, relevant=relevant)
    return made and _judged(results, replace(made, real=is_deflated(results, indicator)))


def _judged(results: Results, found: Effect) -> Effect:
    """Return what is better or worse, without a verdict where what holds it up clearly moves with it."""
    if found.verdict is not Verdict.BETTER or found.indicator not in UNEMPLOYMENT:
        return found
    window, beside = settled(found.window), []
    for name, moves in CAUSES.items():
        cause = _alone(results, Asked(found.contrast, name, window))
        if cause is not None and cause.verdict in moves:
            beside.append((name, cause.mean))
    verdict = Verdict.HIGHER_NOT_JUDGED if found.mean > 0 else Verdict.LOWER_NOT_JUDGED
    return replace(found, verdict=verdict, taken=found.verdict, beside=tuple(beside)) if beside else found


def good_side(results: Results, indicator: str) -> str:
    """Return the direction that counts as good: `higher`, `lower` or `none`."""
    return str(results.metadata.get(indicator, {}).get("better", "none"))


def relevant_of(results: Results, indicator: str) -> float:
    """Return the smallest relevant effect on an indicator, declared for one month; 0 where none is."""
    return float(results.metadata.get(indicator, {}).get("smallest_relevant") or 0.0)


def summary(
    results: Results,
    asked: Asked,
    compared: tuple[Array, Array, Sequence[Key]],
    *,
    relevant: float | None = None,
    better: str = "",
) -> Effect | None:
    """Return mean, interval and verdict of what is `compared`: treated and base by seed, and the seeds.

    `relevant` and `better` stand in for the indicator's own smallest relevant effect, that of one month, and
    for its good direction.
    """
    treated, base, keys = compared
    known = np.isfinite(treated) & np.isfinite(base) & ((base != 0) | (not asked.relative))
    if not known.any():
        return None
    treated, base = treated[known], base[known]
    level = float(np.mean(base))
    sample = (treated / base - 1) * 100 if asked.relative else treated - base
    counts = relevant_of(results, asked.indicator) if relevant is None else relevant
    counts = counts / abs(level) * 100 if asked.relative else counts
    good = better or good_side(results, asked.indicator)
    shared = results.clusters(keys)[known]
    found = mean_interval(sample, shared)
    return Effect(
        **vars(found),
        **asked._asdict(),
        base=level,
        verdict=judge(found, counts, good),
        relevant=counts,
        p=p_value(sample, shared),
        share=share_better(sample, good),
        nine_in_ten=intervals.nine_in_ten(sample) if results.drawn else None,
    )


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


EMPLOYERS = {
    "private_employees": {"employees": 1.0, "public_employees": -1.0, "in_public_jobs": -1.0},
    **{name: {name: 1.0} for name in ("public_employees", "own_account", "informal", "in_public_jobs")},
}
"""Who employs: parts that add up to the employed."""
PEOPLE = {"labour_force": {"labour_force": 1.0}, "searching": {"employed": 1.0, "labour_force": -1.0}}
"""The labour force less those who look for work: the employed again."""
EMPLOYED = "employed"


def combined(results: Results, contrast: Contrast, parts: Mapping[str, float]) -> Effect | None:
    """The effect on a sum or difference of indicators over the run's months; None where one lacks.

    It has no good direction, and counts from what the first of them does.
    """
    window = settled(results.window)
    compared = summed(results, contrast, {(name, *TOTAL): sign for name, sign in parts.items()}, window)
    if compared is None:
        return None
    named = (" + " if min(parts.values()) > 0 else " − ").join(parts)
    relevant = relevant_of(results, next(iter(parts)))
    return summary(results, Asked(contrast, named, window), compared, relevant=relevant, better="none")


def slack(results: Results, contrast: Contrast) -> Effect | None:
    """The effect on how many people are unemployed or in courses; its indicator names both parts.

    Who comes from outside the labour force for a course is counted too.
    """
    return combined(results, contrast, {"unemployed": 1.0, COURSES: 1.0})


def jobs_apart(results: Results, contrast: Contrast) -> dict[str, Effect]:
    """Effects on the employed and on their parts, twice: by employer, and as labour force less unemployed.

    A part that is zero in every seed is left out; empty where one was not measured.
    """
    whole = effect(results, contrast, EMPLOYED, settled(results.window))
    found = {name: combined(results, contrast, parts) for name, parts in (EMPLOYERS | PEOPLE).items()}
    if whole is None or any(one is None for one in found.values()):
        return {}
    known = {name: one for name, one in found.items() if one and (one.mean or one.base)}
    return {EMPLOYED: whole, **known}


YEARS = (1, 3, 5, 10, 15)
"""Years of the run that are told, the first being 1."""


class Followed(NamedTuple):
    """An indicator, and whether its effect is told in %, as a share of GDP, or else in its own unit."""

    indicator: str
    relative: bool = False
    of_gdp: bool = False


FOLLOWED = (
    Followed("employed", relative=True),
    Followed("unemployment_rate"),
    Followed("real_gdp", relative=True),
    Followed("policy_rate"),
    Followed("price_level", relative=True),
    Followed("real_exchange_rate", relative=True),
    Followed("current_account", of_gdp=True),
    Followed("public_balance", of_gdp=True),
)
type Course = Mapping[Followed, list[Effect]]
"""Effects in `YEARS` by what is followed; what the run does not hold is left out."""


def path(results: Results, contrast: Contrast) -> Course:
    """Return the effects of a comparison in those of `YEARS` that are whole."""
    found = {}
    for one in FOLLOWED:
        years = by_year(results, contrast, one.indicator, relative=one.relative, of_gdp=one.of_gdp)
        found[one] = [year for year in years if (year.window.year or 0) + 1 in YEARS]
    return {one: effects for one, effects in found.items() if effects}
