"""The parts of the page that are written in the browser's own language: few, as each is compiled there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from simulator.explore.words import Named

type Told = dict[str, Any]
"""Something on the page: what it is called, and what it stands at."""


@solara.component_vue("header.vue")
def header_widget(
    title: str, lead: str, label: str, lang: str, languages: Named, event_spoken: Callable[[str], None]
) -> None:
    """What the page is, and a choice of its language, which the browser is told."""


@solara.component_vue("choices.vue")
def choices_widget(
    fields: list[Told], policies: list[Told], notes: list[str], more: Told,
    event_chosen: Callable[[list[str]], None], event_moved: Callable[[list[Any]], None],
    event_added: Callable[[str], None], event_removed: Callable[[str], None],
) -> None:  # fmt: skip
    """Lists to choose from, sliders of each policy, and a policy more.

    `chosen` and `moved` tell a name and what it is now. The number beside a slider may go further than it,
    from `least` to `most`.
    """


@solara.component_vue("controls.vue")
def controls_widget(
    buttons: list[Told], month: str, legend: list[Told], making: str, fault: str,
    event_pressed: Callable[[str], None],
) -> None:  # fmt: skip
    """Buttons, the month that it is, which colour is which economy, what is waited for and what is wrong."""


@solara.component_vue("figures.vue")
def figures_widget(
    seen: Told, locale: str, months: dict[str, list[str]], templates: Told, event_drawn: Callable[[int], None]
) -> None:
    """Figures under their titles, drawn anew when they change; they say which month they have drawn."""


@solara.component_vue("keep.vue")
def keep_widget(
    said: dict[str, str], name: str, told: str, command: str, event_written: Callable[[str], None],
    event_kept: Callable[[str], None],
) -> None:  # fmt: skip
    """A name to write, a button to save it, and the command that runs it."""
