"""The four numbers of a run: each with its range, its verdict, what it is for, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.brief.amounts import amount
from reports.data.run import Run
from reports.draw.table import Cell, effect_cells
from reports.draw.units import Scale, base_scale, effect_scale
from reports.story.sentences import SYMBOLS, label, year_name
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.headline import beside

WHOLE = "public_balance"
OUTCOMES = (JOBS, "arop", "real_disposable_income", BALANCE)
"""What a brief tells; message `brief.for.<name>` says what each is for."""


@dataclass(frozen=True)
class Number:
    """One of the four. `cells` are mean, low and high, traced to the run."""

    purpose: str
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
    alone = next((one for one in contrasts(run) if asked.name == "policy" and one.name == "ai"), None)
    made = ((effect(run, asked, name), effect(run, alone, name) if alone else None) for name in OUTCOMES)
    return [_number(run, text, item, ai) for item, ai in made if item is not None]


def _number(run: Run, text: Text, item: Effect, ai: Effect | None) -> Number:
    shown = effect_scale(run, text, item)
    low, high = (shown.show(text, value, signed=True) for value in (item.low, item.high))
    return Number(
        purpose=text(f"brief.for.{item.indicator}"),
        label=label(run, text, item.indicator),
        mean=shown.show(text, item.mean, signed=True),
        unit=shown.label(text, item.mean),
        interval=text("interval.single") if item.n < 2 else text("brief.interval", low=low, high=high),
        verdict=str(item.verdict),
        symbol=SYMBOLS[item.verdict],
        word=text(f"verdict.{item.verdict}"),
        beside=[*_of_gdp(run, text, item), *_managed(run, text, item), _without(run, text, item),
                *_when(run, text, shown, item), *_ai(run, text, ai)],
        cells=effect_cells(text, shown, item),
    )  # fmt: skip


def _of_gdp(run: Run, text: Text, item: Effect) -> list[str]:
    """Return money of the whole country as a share of GDP."""
    share = effect(run, item.contrast, item.indicator, of_gdp=True) if item.indicator == BALANCE else None
    return [] if share is None else [amount(text, effect_scale(run, text, share), share.mean)]


def _managed(run: Run, text: Text, item: Effect) -> list[str]:
    """Return the balance with what the state buys to manage demand, which the judged one leaves out."""
    whole = effect(run, item.contrast, WHOLE) if item.indicator == BALANCE else None
    if whole is None:
        return []
    return [text("brief.managed", mean=amount(text, effect_scale(run, text, whole), whole.mean))]


def _without(run: Run, text: Text, item: Effect) -> str:
    """Return the level that the effect starts from."""
    shown = base_scale(run, text, item)
    level = f"{shown.show(text, item.base)} {shown.label(text, item.base)}"
    return text(f"brief.without.{item.contrast.name}", level=level)


def _when(run: Run, text: Text, shown: Scale, item: Effect) -> list[str]:
    """Return the same over the whole run and in its worst year."""
    worst, whole = beside(run, item.contrast, item.indicator)
    told = []
    if whole is not None and whole.window != item.window:
        told.append(text("brief.whole", mean=shown.show(text, whole.mean, signed=True)))
    if worst is not None and worst.window != item.window:
        year = year_name(run, text, worst.window)
        told.append(text("brief.worst", year=year, mean=shown.show(text, worst.mean, signed=True)))
    return told


def _ai(run: Run, text: Text, ai: Effect | None) -> list[str]:
    """Return what AI does to it without the policy."""
    if ai is None:
        return []
    told = [text("brief.ai", mean=amount(text, effect_scale(run, text, ai), ai.mean))]
    return told + _managed(run, text, ai)


def asked_of(run: Run) -> Contrast | None:
    """Return the comparison that a run is about: its policy, or AI where it has none."""
    found = {one.comparison: one for one in contrasts(run) if one.scenario == run.scenario}
    return found.get("policy") or found.get("ai")
