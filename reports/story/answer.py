"""The answer in three sentences, and the list of what the model cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.data.run import Run
from reports.draw.units import effect_scale, level_scale
from reports.story.quoted import is_quoted
from reports.story.sentences import (
    SYMBOLS,
    answer,
    closure_told,
    counted,
    group_label,
    label,
    noun,
    verdict_word,
    world_name,
)
from reports.text import Text
from simulator.core.caveats import caveats
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.gaps import GENERATIONS
from simulator.findings.series import ITEMS
from simulator.findings.spread import drawn_names
from simulator.findings.verdicts import Verdict


def covered(run: Run, text: Text) -> str:
    """Return what the intervals of a page cover."""
    told = text(f"answer.chance{varied(run)}", **draws(run, text))
    return f"{told} {text('answer.chance.width')}" if chosen_by_width(run) else told


def chosen_by_width(run: Run) -> bool:
    """Whether seeds were added until the interval was narrow enough, and no cap was what ended it."""
    precision, most = (run.comparison.get(name) for name in ("precision", "max_seeds"))
    return precision is not None and most is not None and run.seeds < most


def varied(run: Run) -> str:
    """Return which parameters differ between seeds: of the model, of what the scenarios say, or none."""
    return ".model" if run.drawn else ".drawn" if drawn_names(run) else ""


def draws(run: Run, text: Text) -> dict[str, str]:
    """Return how many parameters of the model how many initial populations draw, and from what."""
    drawn = run.drawn
    return {
        "drawn": text.number(len(drawn.get("parameters", ())), 0),
        "states": text.number(drawn.get("states", 1), 0),
        "from": text(f"drawn.{drawn.get('kind', 'posterior')}"),
    }


def between(run: Run, text: Text, item: Effect) -> str:
    """Return the lowest and highest mean of an initial population, where these draw, and chance alone."""
    if item.between is None:
        return ""
    shown = effect_scale(run, text, item)
    low, high = (shown.show(text, value, signed=True) for value in item.between)
    if item.noise is None:
        return text("answer.between", low=low, high=high)
    return text("answer.between.noise", low=low, high=high, noise=shown.show(text, item.noise))


LIMITS = (
    "conditional", "interval", "drift", "frontier", "closure", "parameters", "recalled", "occupations",
    "production", "finance", "places", "households", "hours", "abroad", "beyond", "sample",
)  # fmt: skip
LITTLE = 0.5
"""A policy that makes up for less than this share of a loss does not offset it: it says how much at most."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of the answer with its verdict."""

    words: str
    verdict: str
    symbol: str
    verdict_word: str


def sentences(run: Run, text: Text) -> list[Sentence]:
    """Return what AI does to jobs, what the policy does to jobs, and what happens to the public budget.

    Without a policy the second sentence is about poverty.
    """
    found = contrasts(run)
    policies = [item for item in found if item.name == "policy"]
    wanted = [(item, JOBS) for item in found]
    if not policies:
        wanted += [(item, "arop") for item in found]
    wanted += [(item, BALANCE) for item in (policies or found)]
    made = [sentence_on(run, text, item, indicator) for item, indicator in wanted]
    return of_chance(run, text, [item for item in made if item is not None])


def of_chance(run: Run, text: Text, found: list[Sentence]) -> list[Sentence]:
    """Return the sentences, the first of which says what intervals are of; one seed bears none."""
    if not found or run.seeds < 2:
        return found
    return [replace(found[0], words=f"{found[0].words} {covered(run, text)}"), *found[1:]]


def sentence_on(run: Run, text: Text, contrast: Contrast, indicator: str) -> Sentence | None:
    """Return what one comparison says about one indicator, with what has to be known beside it."""
    item = effect(run, contrast, indicator)
    if item is None:
        return None
    words = [answer(run, text, item)]
    if indicator == JOBS:
        words.append(between(run, text, item))
    if indicator == JOBS and contrast.name == "policy":
        words += [_offset(run, text, item), _training(run, text, contrast), _young(run, text, contrast)]
    if indicator == BALANCE:
        words += [_of_gdp(run, text, contrast, item), *_costs(run, text, contrast)]
    return Sentence(" ".join(part for part in words if part), str(item.verdict), SYMBOLS[item.verdict],
                    verdict_word(run, text, item))  # fmt: skip


def _offset(run: Run, text: Text, policy: Effect) -> str:
    """Return whether the policy offsets what AI does to employment, where AI clearly lowers it.

    Where it is not clearly better, its interval tells: how much it offsets at most, if that is little.
    """
    ai = next((item for item in contrasts(run) if item.name == "ai" and item.scenario == run.scenario), None)
    loss = effect(run, ai, JOBS) if ai else None
    if loss is None or loss.verdict is not Verdict.WORSE or policy.verdict is Verdict.SINGLE:
        return ""
    if policy.seen is Verdict.BETTER:
        return text("answer.offset.part", share=text.number(-policy.mean / loss.mean * 100, 0))
    if policy.high <= 0:
        return text("answer.offset.none")
    most = policy.high / -loss.mean
    if most >= LITTLE:
        return text("answer.offset.unclear")
    return text("answer.offset.most", most=counted(text, effect_scale(run, text, policy), policy.high),
                lost=counted(text, effect_scale(run, text, loss), -loss.mean),
                share=text.number(most * 100, 0))  # fmt: skip


def _training(run: Run, text: Text, contrast: Contrast) -> str:
    """Return how many people would sit in courses instead of working, if the policy puts them there."""
    item = effect(run, contrast, "in_training")
    if item is None or item.verdict in (Verdict.NONE, Verdict.UNCLEAR) or item.mean <= 0:
        return ""
    return text("answer.in_training", count=counted(text, effect_scale(run, text, item), item.mean))


def _young(run: Run, text: Text, contrast: Contrast) -> str:
    """Return what the policy costs the young in employment, where it clearly does."""
    item = effect(run, contrast, GENERATIONS.indicator, by=GENERATIONS.by, group=GENERATIONS.lower)
    if item is None or item.verdict is not Verdict.WORSE:
        return ""
    shown = effect_scale(run, text, item)
    mean, low, high = (shown.show(text, value, signed=True) for value in (item.mean, item.low, item.high))
    return text("answer.young", group=group_label(run, text, item.by, item.group), mean=mean, low=low,
                high=high, unit=shown.label(text, item.mean))  # fmt: skip


def _of_gdp(run: Run, text: Text, contrast: Contrast, balance: Effect) -> str:
    """Return the difference as a share of GDP, with as many decimals as its interval bears."""
    share = effect(run, contrast, balance.indicator, balance.window, of_gdp=True)
    if share is None:
        return ""
    return text("answer.of_gdp", share=effect_scale(run, text, share).show(text, share.mean, signed=True))


def _costs(run: Run, text: Text, contrast: Contrast) -> list[str]:
    """Return what each instrument itself would cost or raise, before everything that follows from it."""
    found = []
    for name in run.instruments if contrast.name == "policy" else ():
        for way in ITEMS:
            item = effect(run, contrast, f"{way}{name}")
            if item is not None and item.mean != 0:
                shown = effect_scale(run, text, item)
                size, unit = shown.show(text, item.mean), shown.label(text, item.mean)
                what = label(run, text, item.indicator)
                found.append(text(f"answer.{way}item", item=what, size=size, unit=unit))
    return found


def limits(run: Run, text: Text) -> list[tuple[str, str]]:
    """Return what this model cannot say, and why, with this run's own numbers."""
    parameters = run.content.get("parameters", {})
    assumed = sum(1 for item in parameters.values() if item.get("status") == "assumed")
    ceiling, deepening = (parameters.get(f"world.{name}", {}).get("value", float("nan"))
                          for name in ("frontier_ceiling", "deepening"))  # fmt: skip
    values = {
        "assumed": text.number(assumed, 0),
        "parameters": text.number(len(parameters), 0),
        "ceiling": text.number(float(ceiling) * 100, 0),
        "deepening": text.number(float(deepening) * 100, 0),
        "seeds": text.plural("count.seeds", run.seeds),
        "world": world_name(text, run.world),
        "closure": closure_told(text, run.closure),
        "weight": text.number(float(run.content["country"].get("weight", float("nan"))), 0),
        "persons": text.number(float(run.content.get("persons", float("nan"))), 0),
        "drift": _drift(run, text),
        **draws(run, text),
    }
    own = [f"instrument.{name}" for name in run.instruments if text.has(f"limits.instrument.{name}")]
    told = {"interval": f"interval{varied(run)}"}
    return [(text(f"limits.{item}.title"), text(f"limits.{told.get(item, item)}", **values))
            for item in (*LIMITS, *own)]  # fmt: skip


def left_out(run: Run, text: Text) -> list[str]:
    """Return what the results of this country leave out, which is said beside them."""
    return caveats_told(run.content, run.comparison.get("worlds", [run.world]), text)


def caveats_told(content: Mapping[str, Any], worlds: Iterable[str], text: Text) -> list[str]:
    """Return what results of a country, in these worlds, leave out."""
    return [text(f"caveat.{name}") for name in caveats(str(content["country"].get("iso3")), worlds)]


def _drift(run: Run, text: Text) -> str:
    """Return where unemployment and debt start and end in the run without AI or policy."""
    role = next((item.base for item in contrasts(run)), "no_policy")
    told = []
    for indicator in ("unemployment_rate", "debt_ratio"):
        series = run.series(indicator, role)
        if series is not None and is_quoted(run, indicator, run.last_month):
            first, last = (float(series.values[:, place].mean()) for place in (0, -1))
            shown = level_scale(run, text, indicator, [first, last])
            told.append(text("limits.drift.item", what=noun(run, text, indicator),
                             unit=shown.label(text, last), first=shown.show(text, first),
                             last=shown.show(text, last)))  # fmt: skip
    return text("limits.drift.and").join(told)
