"""The four numbers of a run: each with its interval, its verdict, and what stands beside.

Amounts as a brief says them: a number with its unit, and with its interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, isfinite, log10

from reports.data.run import Run
from reports.draw.table import Cell, effect_cells
from reports.draw.units import Scale, base_scale, effect_scale
from reports.story.fit import missed
from reports.story.sentences import SYMBOLS, label, option, verdict_word, year_name, years
from reports.text import Text
from simulator.findings.costing import BALANCE
from simulator.findings.effects import (
    Contrast,
    Effect,
    by_year,
    cash_contrasts,
    contrasts,
    differing,
    effect,
    options,
)
from simulator.findings.headline import beside
from simulator.findings.options import JOBS, cost_of

NO_BREAK = "\u00a0"
DIGITS = 2  # that a number in a sentence keeps at least


def amount(text: Text, shown: Scale, value: float, *, signed: bool = True) -> str:
    """Return a number with its unit, which no line break parts."""
    return f"{shown.show(text, value, signed=signed)}{NO_BREAK}{shown.label(text, value)}"


def brief_scale(run: Run, text: Text, *items: Effect) -> Scale:
    """Return the scale of effects without the year of prices, which the brief tells once."""
    return replace(effect_scale(run, text, *items), year="")


def people(run: Run, text: Text, item: Effect, value: float, *, signed: bool = False) -> str:
    """Return a number of people or jobs in full ("1,920,000"), for a sentence that goes on to say of whom."""
    shown = effect_scale(run, text, item)
    if shown.unit == "people_million":
        shown = replace(shown, factor=1.0, digits=0, zeros=6 - shown.digits)
    return shown.show(text, value, signed=signed)


def about(text: Text, shown: Scale, item: Effect) -> str:
    """Return a mean without its unit, with its interval as far as there is one."""
    mean, low, high = (shown.show(text, value, signed=True) for value in (item.mean, item.low, item.high))
    return mean if item.n < 2 else text("brief.ranged", mean=mean, low=low, high=high)


def ranged(run: Run, text: Text, item: Effect, *among: Effect) -> str:
    """Return a mean with its unit and, where there is one, its interval; decimals as those `among` need."""
    shown = brief_scale(run, text, *(among or [item]))
    mean = amount(text, shown, item.mean)
    if item.n < 2:
        return mean
    low, high = (shown.show(text, one, signed=True) for one in (item.low, item.high))
    return text("brief.ranged", mean=mean, low=low, high=high)


def rounded(run: Run, text: Text, item: Effect) -> Scale:
    """Return a scale that a sentence bears: a digit less than a table has, and no year of prices."""
    shown = brief_scale(run, text, item)
    size = abs(item.mean * shown.factor)
    significant = shown.digits - shown.zeros + floor(log10(size)) + 1 if size else 0
    if significant <= DIGITS:
        return shown
    return replace(shown, digits=max(0, shown.digits - 1), zeros=shown.zeros + (shown.digits == 0))


DEBT, LEAST = "debt_ratio", -3  # decimals of a cost
OUTCOMES = (JOBS, "arop", "real_disposable_income", BALANCE)
"""What a brief tells; message `head.noun.<name>` is what each is called."""


@dataclass(frozen=True)
class Number:
    """One of the four. `cells` are mean, low and high, traced to the run; `beside` is read after a click."""

    title: str
    label: str
    mean: str
    unit: str
    interval: str
    verdict: str
    symbol: str
    word: str
    beside: list[str]
    cells: list[Cell]


def numbers(run: Run, text: Text) -> list[Number]:
    """Return the four of what the run asks: of its policy, of AI where it has none."""
    asked = asked_of(run)
    if asked is None:
        return []
    alone = ai_alone(run, asked)
    made = ((effect(run, asked, name), effect(run, alone, name) if alone else None) for name in OUTCOMES)
    return [_number(run, text, item, ai) for item, ai in made if item is not None]


def _number(run: Run, text: Text, item: Effect, ai: Effect | None) -> Number:
    shown = brief_scale(run, text, item)
    low, high = (shown.show(text, value, signed=True) for value in (item.low, item.high))
    return Number(
        title=text.sentence(f"head.noun.{item.indicator}"),
        label=label(run, text, item.indicator),
        mean=shown.show(text, item.mean, signed=True),
        unit=shown.label(text, item.mean),
        interval=text("interval.single") if item.n < 2 else text("head.range", low=low, high=high),
        verdict=str(item.verdict),
        symbol=SYMBOLS[item.verdict],
        word=verdict_word(run, text, item),
        beside=[*_of_gdp(run, text, item), *_per_job(run, text, item), *_one_population(run, text, item),
                *_without(run, text, item), *_when(run, text, shown, item), *_ai(run, text, ai)],
        cells=effect_cells(text, effect_scale(run, text, item), item),
    )  # fmt: skip


def _of_gdp(run: Run, text: Text, item: Effect) -> list[str]:
    """Return the balance as a share of GDP and what becomes of debt, nothing for other outcomes."""
    if item.indicator != BALANCE:
        return []
    share = effect(run, item.contrast, item.indicator, of_gdp=True)
    debt = effect(run, item.contrast, DEBT)
    told = [] if share is None else [amount(text, effect_scale(run, text, share), share.mean)]
    return told if debt is None else [*told, text("brief.debt", mean=ranged(run, text, debt))]


def _per_job(run: Run, text: Text, item: Effect) -> list[str]:
    """Return what one more person in work costs the budget a year, where that is known to be a cost."""
    cost = cost_of(run, item.contrast) if item.indicator == JOBS and item.contrast.name == "policy" else None
    if cost is None or cost.loses_jobs or not isfinite(cost.ratio.high) or cost.ratio.low <= 0.0:
        return []
    low, mean, high = (text.number(getattr(cost.ratio, end), LEAST) for end in ("low", "mean", "high"))
    currency = text.currency(str(run.content["country"].get("currency", "EUR")), cost.ratio.mean, 0)
    return [text("brief.per_job", mean=mean, low=low, high=high, **currency)]


def _one_population(run: Run, text: Text, item: Effect) -> list[str]:
    """Return between what one initial population alone puts the effect on jobs: the interval is of a mean."""
    if item.indicator != JOBS or item.between is None or item.n < 2:
        return []
    low, high = (people(run, text, item, one, signed=True) for one in item.between)
    return [text("brief.one_population", low=low, high=high)]


def _without(run: Run, text: Text, item: Effect) -> list[str]:
    """Return the level that the effect starts from, none that is outside the range of its statistic."""
    if item.indicator in missed(run):
        return []
    shown = replace(base_scale(run, text, item), year="")
    return [text(f"brief.without.{item.contrast.name}", level=amount(text, shown, item.base, signed=False))]


def _when(run: Run, text: Text, shown: Scale, item: Effect) -> list[str]:
    """Return the same over all years and in the least favourable one."""
    worst, whole = beside(run, item.contrast, item.indicator)
    told = []
    if whole is not None and whole.window != item.window:
        own = by_year(run, item.contrast, item.indicator)
        begins, every = differing(own)[:1], years(run, text, whole.window)
        form = ".from" if begins and begins[0] is not own[0] else ""
        first = year_name(run, text, begins[0].window) if begins else ""
        told.append(text(f"brief.whole{form}", years=every, first=first, mean=about(text, shown, whole)))
    if worst is not None and worst.window != item.window:
        year = year_name(run, text, worst.window)
        told.append(text("brief.worst", year=year, mean=about(text, shown, worst)))
    return told


def _ai(run: Run, text: Text, ai: Effect | None) -> list[str]:
    """Return what AI does to it without the policy."""
    return [] if ai is None else [text("brief.ai", mean=ranged(run, text, ai))]


def compared(run: Run) -> list[Contrast]:
    """Return what a comparison is read by: its options, and the same money to all, where it was run."""
    return [*options(run), *cash_contrasts(run)[:1]]


def called(run: Run, text: Text, asked: Contrast) -> str:
    """Return what one of these is called."""
    return text("head.in_cash") if asked.name == "cash" else option(run, text, asked.scenario)


def ai_alone(run: Run, asked: Contrast) -> Contrast | None:
    """Return the effect of AI without the policy that is asked about; None where AI itself is."""
    if asked.comparison == "ai":
        return None
    return next((one for one in contrasts(run) if one.comparison == "ai"), None)


def asked_of(run: Run) -> Contrast | None:
    """Return the comparison that a run is about: its policy, or AI where it has none."""
    found = {one.comparison: one for one in contrasts(run) if one.scenario == run.scenario}
    return found.get("policy") or found.get("ai")
