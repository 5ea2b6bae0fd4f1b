"""What stays: the choice as a scenario file, and the command that runs it in full."""

from __future__ import annotations

import solara

from reports.text import Text
from simulator.core.errors import InputError
from simulator.explore.choice import Choice
from simulator.explore.parts import Button, entry_widget
from simulator.explore.saved import NAME, command, save


@solara.component
def Keep(choice: Choice, text: Text) -> None:  # noqa: N802 (a component)
    """A name and a button to save it; what was written, or why nothing was."""
    name, set_name = solara.use_state(NAME)
    told, set_told = solara.use_state("")

    def keep() -> None:
        try:
            set_told(text("explore.saved", file=str(save(choice, name))))
        except InputError as error:
            set_told(str(error))

    with solara.v.Html(tag="section", class_="explore-keep"):
        solara.v.Html(tag="h2", children=[text("explore.keep")])
        solara.v.Html(tag="p", children=[text("explore.quote")])
        with solara.Div(classes=["explore-controls"]):
            entry_widget(label=text("explore.name"), value=name, event_written=set_name)
            Button(text("explore.save"), keep)
        if told:
            solara.v.Html(tag="p", attributes={"role": "status"}, class_="explore-told", children=[told])
        solara.v.Html(tag="p", children=[text("explore.command")])
        solara.v.Html(tag="pre", class_="explore-command", children=[_command(choice, name)])


def _command(choice: Choice, name: str) -> str:
    try:
        return command(choice, name)
    except InputError:
        return ""
