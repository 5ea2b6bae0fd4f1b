"""Sentences made from effects. They must be true for any result, and never say "should" or "will"."""

from __future__ import annotations

from reports.effects import CUMULATED, LEVELLED, Effect, Verdict
from reports.run import Run
from reports.text import Text
from reports.units import Scale, effect_scale, level_scale

SYMBOLS = {
    Verdict.BETTER: "✔",
    Verdict.WORSE: "✘",
    Verdict.UNCLEAR: "?",
    Verdict.NONE: "≈",
    Verdict.SINGLE: "1",
    Verdict.HIGHER: "▲",
    Verdict.LOWER: "▼",
}


def noun(run: Run, text: Text, indicator: str) -> str:
    """Return an indicator as it stands inside a sentence ("the unemployment rate")."""
    return text.either(f"noun.{indicator}", label(run, text, indicator))


def label(run: Run, text: Text, indicator: str) -> str:
    """Return an indicator's name as it stands in a table."""
    own = str(run.metadata.get(indicator, {}).get("label", indicator))
    return text.either(f"label.{indicator}", own)


def group_label(run: Run, text: Text, by: str, group: str) -> str:
    """Return the name of a group of one breakdown, as the catalogue or else the run has it."""
    name = f"group.{by}.{group}"
    if not text.has(name) and group.isdigit() and text.has(f"group.{by}"):
        return text(f"group.{by}", number=group)
    return text.either(name, group)


def span(run: Run, text: Text, window: str) -> str:
    """Return the stretch of time that a number stands for."""
    start, months = run.content["horizon"]["start"], int(run.content["horizon"]["months"])
    first = 1 if window == CUMULATED else max(1, months - 11)
    name = {CUMULATED: "window.cumulated", LEVELLED: "window.levelled"}.get(window, "window.last")
    return text(name, first=text.month(start, first), last=text.month(start, months))


def outcome(effect: Effect) -> str:
    """Return which form a sentence takes: higher, lower, none, unclear, single_higher, single_lower, same."""
    if effect.verdict in (Verdict.NONE, Verdict.UNCLEAR):
        return str(effect.verdict)
    if effect.mean == 0:
        return "same"
    direction = "higher" if effect.mean > 0 else "lower"
    return f"single_{direction}" if effect.verdict is Verdict.SINGLE else direction


def numbers(run: Run, text: Text, effect: Effect) -> dict[str, str]:
    """Return the placeholders that a sentence about one effect may use."""
    scale = effect_scale(run, effect)
    levels = level_scale(run, effect.indicator, [effect.base])
    return {
        "what": noun(run, text, effect.indicator),
        "size": scale.show(text, abs(effect.mean)),
        "mean": scale.show(text, effect.mean, signed=True),
        "low": scale.show(text, effect.low, signed=True),
        "high": scale.show(text, effect.high, signed=True),
        "unit": scale.label(text),
        "base": levels.show(text, effect.base),
        "base_unit": levels.label(text),
        "when": span(run, text, effect.window),
        "world": text.either(f"world.{run.world}", run.world),
    }


def finding(run: Run, text: Text, effect: Effect) -> str:
    """Return a figure's title: what one contrast does to one indicator."""
    name = f"finding.{effect.contrast.name}.{outcome(effect)}"
    return text.sentence(name, **numbers(run, text, effect))


def answer(run: Run, text: Text, effect: Effect) -> str:
    """Return a full sentence with level, interval and time window for the top of the report."""
    name = f"answer.{effect.contrast.name}.{outcome(effect)}"
    return text.sentence(name, **numbers(run, text, effect))


def interval_text(text: Text, scale: Scale, effect: Effect) -> str:
    """Return the interval in words, or that one seed bears none."""
    if effect.verdict is Verdict.SINGLE:
        return text("interval.single")
    return text("interval", low=scale.show(text, effect.low, signed=True),
                high=scale.show(text, effect.high, signed=True))  # fmt: skip
