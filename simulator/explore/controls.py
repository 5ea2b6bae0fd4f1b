"""What lets months go by, and says which one it is; whose life is shown."""

from __future__ import annotations

import solara

from reports.draw.theme import ROLES
from reports.text import Text
from simulator.experiment.tasks import main_role
from simulator.explore.choice import Choice
from simulator.explore.explorer import Explorer, View
from simulator.explore.pair import TWINS
from simulator.explore.parts import Told, controls_widget

MARKS = {"circle": "●", "square": "■", "diamond": "◆"}


@solara.component
def Controls(explorer: Explorer, view: View, text: Text) -> None:  # noqa: N802 (a component)
    """Start and stop, step, reset; the month; what is wrong with the choice, if anything is."""
    making = "explore.making" if view.drawn is not None else "explore.making.first"
    does = {
        "start": explorer.play, "stop": explorer.stop, "step": explorer.step, "reset": explorer.reset,
        "other": explorer.meet,
    }  # fmt: skip
    controls_widget(
        buttons=_buttons(view, text), month=_now(view, text), legend=_legend(view.choice, text),
        making=text(making) if view.is_making else "", fault=view.fault,
        event_pressed=lambda name: does[name](),
    )  # fmt: skip


def _buttons(view: View, text: Text) -> list[Told]:
    is_there = view.drawn is not None
    can_go = is_there and not view.is_over
    first = "stop" if view.is_playing else "start"
    can = {first: can_go or view.is_playing, "step": can_go, "reset": is_there, "other": is_there}
    return [
        {"name": name, "told": text(f"explore.{name}"), "can": is_possible, "main": name == first}
        for name, is_possible in can.items()
    ]


def _legend(choice: Choice, text: Text) -> list[Told]:
    """Which colour and mark stand for which economy, in all figures."""
    role = main_role(choice.scenario)
    return [
        {"told": text(f"role.{one}"), "colour": ROLES[one].colour, "mark": MARKS[ROLES[one].symbol]}
        for one in (role, TWINS[role])
    ]


def _now(view: View, text: Text) -> str:
    if view.drawn is None:
        return ""
    month = text.month(view.choice.start.start, view.month)
    return text("explore.over" if view.is_over else "explore.now", month=month)
