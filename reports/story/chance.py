"""What intervals are of: chance, and parameters that were drawn; how far initial populations are apart."""

from __future__ import annotations

from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.text import Text
from simulator.findings.effects import Effect
from simulator.findings.spread import drawn_names


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
