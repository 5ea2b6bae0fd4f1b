"""The page of the explorer, made of Solara's components."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara
import solara.lab

from reports.text import Text, language_name, languages
from simulator.core.errors import InputError
from simulator.explore import words
from simulator.explore.choice import Change, Choice
from simulator.explore.choices import Choices
from simulator.explore.controls import Controls
from simulator.explore.explorer import Draw, Explorer, View
from simulator.explore.figures import Figures
from simulator.explore.keep import Keep
from simulator.explore.parts import header_widget
from simulator.explore.pictures import pictures

given: dict[str, Any] = {"choice": Choice("esp/training_programme"), "lang": "en"}
"""With what a page begins: set by the server before the first one is asked for."""


@solara.component
def Page() -> None:  # noqa: N802 (Solara looks for it)
    """The whole page; each browser window has an economy of its own."""
    lang, set_lang = solara.use_state(str(given["lang"]))
    choice, set_choice = solara.use_state(given["choice"])
    text = words.words(lang)
    explorer, view = _use_explorer(choice, text)

    asked = solara.use_ref(choice)

    def change(how: Change) -> None:
        asked.current = how(asked.current)  # the page may be a click behind
        set_choice(asked.current)
        explorer.choose(asked.current)

    def speak(other: str) -> None:
        set_lang(other)
        explorer.draw(_drawn_in(words.words(other)))

    solara.use_memo(_as_the_browser, [])
    with solara.Div(classes=["explore"]):
        header_widget(
            title=text("explore.title"), lead=text("explore.lead"), label=text("explore.language"), lang=lang,
            languages=[(code, language_name(code)) for code in languages()], event_spoken=speak,
        )  # fmt: skip
        Choices(choice, _movable(choice, view.choice), text, change)
        with solara.v.Html(tag="section", class_="explore-seen"):
            Controls(explorer, view, text)
            Figures(view, text, explorer.has_drawn)
            Keep(choice, text)


def _use_explorer(choice: Choice, text: Text) -> tuple[Explorer, View]:
    """The economy of this window and what is seen of it, until the window is closed."""
    view, show = solara.use_state(View(choice))
    explorer = solara.use_memo(lambda: Explorer(choice, _drawn_in(text), show), [])
    solara.use_effect(lambda: explorer.close, [])
    return explorer, view


def _as_the_browser() -> None:
    """Light or dark, as the browser is."""
    solara.lab.theme.dark = None


def _drawn_in(text: Text) -> Draw:
    return partial(_pictures, text)


def _pictures(text: Text, pair: Any, person: int) -> Any:
    return pictures(pair, person, text)


def _movable(asked: Choice, made: Choice) -> Choice:
    """The choice whose sliders are shown: what was asked for, unless that is none that can be made."""
    try:
        asked.levers  # noqa: B018
    except InputError:
        return made
    return asked
