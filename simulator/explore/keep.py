"""What stays: the choice as a scenario file, and the command that runs it in full."""

from __future__ import annotations

import solara

from reports.text import Text
from simulator.core.errors import InputError
from simulator.explore.choice import Choice
from simulator.explore.parts import keep_widget
from simulator.explore.saved import NAME, command, save


@solara.component
def Keep(choice: Choice, text: Text) -> None:  # noqa: N802 (a component)
    """A name and a button to save it; what was written, or why nothing was."""
    name, set_name = solara.use_state(NAME)
    told, set_told = solara.use_state("")

    def keep(written: str) -> None:
        try:
            set_told(text("explore.saved", file=str(save(choice, written))))
        except InputError as error:
            set_told(str(error))

    said = {"title": "keep", "quote": "quote", "name": "name", "save": "save", "command": "command"}
    keep_widget(
        said={part: text(f"explore.{key}") for part, key in said.items()}, name=name, told=told,
        command=_command(choice, name), event_written=set_name, event_kept=keep,
    )  # fmt: skip


def _command(choice: Choice, name: str) -> str:
    try:
        return command(choice, name)
    except InputError:
        return ""
