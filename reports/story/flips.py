"""Which assumptions turn the sign of an effect: the worlds and closures where it is up and down."""

from __future__ import annotations

from collections.abc import Iterator

from reports.data.run import Run
from reports.story.sentences import closure_name, noun, option, world_name
from reports.text import Text
from simulator.findings.costs import DECISIVE
from simulator.findings.effects import Effect, contrasts, effect


def flips(run: Run, text: Text) -> list[str]:
    """Return a sentence for each policy and outcome; none where a single world and closure was run."""
    if len(run.settings) < 2:
        return []
    return [_told(run, text, indicator, scenario, found)
            for indicator in DECISIVE for scenario, found in _by_scenario(run, text, indicator)]  # fmt: skip


def _by_scenario(run: Run, text: Text, indicator: str) -> Iterator[tuple[str, dict[str, Effect]]]:
    """Give every policy with its effect by the name of the setting in which it was run."""
    found: dict[str, dict[str, Effect]] = {}
    for view in run.settings:
        for contrast in contrasts(view):
            item = effect(view, contrast, indicator) if contrast.name != "ai" else None
            if item is not None:
                found.setdefault(contrast.scenario, {})[_setting(run, view, text)] = item
    yield from ((scenario, own) for scenario, own in found.items() if len(own) > 1)


def _setting(run: Run, view: Run, text: Text) -> str:
    world, closure = world_name(text, view.world), closure_name(text, view.closure)
    if len(run.worlds) == 1:
        return closure
    return world if len(run.closures) == 1 else text("flips.setting", world=world, closure=closure)


def _told(run: Run, text: Text, indicator: str, scenario: str, found: dict[str, Effect]) -> str:
    """Return where the effect is clearly up and down; else where its mean is, or that its sign is one."""
    clear = {name: one for name, one in found.items() if one.n > 1 and one.excludes_zero()}
    sides = _sides(clear)
    form = "clear"
    if not all(sides):
        sides, form = _sides(found), "means"
    if not all(sides):
        form = ("same" if len(clear) == len(found) else "same.means") if any(sides) else "nothing"
    up, down = (text("brief.items").join(side) for side in sides)
    way = text("flips.up" if sides[0] else "flips.down")
    return text.sentence(f"flips.{form}", option=option(run, text, scenario), what=noun(run, text, indicator),
                         up=up, down=down, way=way, count=text.number(len(found), 0))  # fmt: skip


def _sides(found: dict[str, Effect]) -> tuple[list[str], list[str]]:
    return [name for name, one in found.items() if one.mean > 0], [
        name for name, one in found.items() if one.mean < 0
    ]
