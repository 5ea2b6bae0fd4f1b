"""What lets months go by, and says which one it is; whose life is shown."""

from __future__ import annotations

import solara

from reports.draw.theme import ROLES
from reports.text import Text
from simulator.experiment.tasks import main_role
from simulator.explore.choice import Choice
from simulator.explore.explorer import Explorer, View
from simulator.explore.pair import TWINS
from simulator.explore.parts import Button

MARKS = {"circle": "●", "square": "■", "diamond": "◆"}


@solara.component
def Controls(explorer: Explorer, view: View, text: Text) -> None:  # noqa: N802 (a component)
    """Start and stop, step, reset; the month; what is wrong with the choice, if anything is."""
    is_there = view.drawn is not None
    can_go = is_there and not view.is_over
    with solara.Div(classes=["explore-bar", "explore-controls"]):
        if view.is_playing:
            Button(text("explore.stop"), explorer.stop, main=True)
        else:
            Button(text("explore.start"), explorer.play, main=True, disabled=not can_go)
        Button(text("explore.step"), explorer.step, disabled=not can_go)
        Button(text("explore.reset"), explorer.reset, disabled=not is_there)
        Button(text("explore.other"), explorer.meet, disabled=not is_there)
        solara.v.Html(tag="output", class_="explore-month", children=[_now(view, text)])
        _Legend(view.choice, text)
    if view.is_making:
        told = "explore.making" if view.drawn is not None else "explore.making.first"
        solara.v.Html(tag="p", class_="explore-making", attributes={"role": "status"}, children=[text(told)])
    if view.fault:
        solara.v.Html(tag="p", class_="explore-fault", attributes={"role": "alert"}, children=[view.fault])


@solara.component
def _Legend(choice: Choice, text: Text) -> None:  # noqa: N802
    """Which colour and mark stand for which economy, in all figures."""
    role = main_role(choice.scenario)
    with solara.v.Html(tag="ul", class_="explore-legend"):
        for one in (role, TWINS[role]):
            look = ROLES[one]
            with solara.v.Html(tag="li"):
                mark = {"aria-hidden": "true"}
                solara.v.Html(
                    tag="span", attributes=mark, style_=f"color: {look.colour}", children=[MARKS[look.symbol]]
                )
                solara.Text(text(f"role.{one}"))


def _now(view: View, text: Text) -> str:
    if view.drawn is None:
        return ""
    month = text.month(view.choice.start.start, view.month)
    return text("explore.over" if view.is_over else "explore.now", month=month)
