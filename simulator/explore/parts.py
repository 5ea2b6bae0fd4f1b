"""The parts of the page that are written in the browser's own language: a choice, a slider, a figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

import solara

from reports.draw.theme import template
from reports.text import Text, months_of
from simulator.explore.pictures import Picture

TEMPLATES = {"light": template(dark=False), "dark": template(dark=True)}
_COLOURS = re.compile(r"^(?::root|@media \(prefers-color-scheme: dark\)) \{.*?^\}", re.M | re.S)


def style() -> str:
    """The page's style, in the colours of the report's."""
    report = files("reports.page").joinpath("style.css").read_text(encoding="utf-8")
    own = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return "\n".join([*_COLOURS.findall(report), own])


@solara.component
def Button(told: str, on_click: Callable[[], None], *, disabled: bool = False, main: bool = False) -> None:  # noqa: N802
    """A button; `main`: the one that is pressed first."""
    button_widget(told=told, disabled=disabled, main=main, event_pressed=lambda _: on_click())


@solara.component_vue("head.vue")
def head_widget(lang: str) -> None:
    """Tell the browser the language of the page, and that readers may enlarge it."""


@solara.component_vue("button.vue")
def button_widget(told: str, disabled: bool, main: bool, event_pressed: Callable[[object], None]) -> None:
    """A button of the browser's own."""


@solara.component_vue("entry.vue")
def entry_widget(label: str, value: str, event_written: Callable[[str], None]) -> None:
    """A line to write in."""


@solara.component_vue("field.vue")
def field_widget(
    label: str, value: str, named: list[tuple[str, str]], event_chosen: Callable[[str], None],
    short: bool = False,
) -> None:  # fmt: skip
    """A list to choose from, of names and what they are called."""


@solara.component_vue("lever.vue")
def lever_widget(
    name: str, about: str, unit: str, value: float, low: float, high: float, step: float, least: float,
    most: float, event_moved: Callable[[float], None],
) -> None:  # fmt: skip
    """A slider and the number it stands at; the number may go further, from `least` to `most`."""


@solara.component_vue("chart.vue")
def chart_widget(
    figure: dict[str, object], label: str, month: int, locale: str, months: dict[str, list[str]],
    templates: dict[str, object], event_drawn: Callable[[int], None],
) -> None:  # fmt: skip
    """A figure, drawn anew when it changes; it says which month it has drawn."""


@solara.component
def Chart(picture: Picture, month: int, text: Text, drawn: Callable[[int], None]) -> None:  # noqa: N802 (a component)
    """A figure under its title."""
    with solara.v.Html(tag="figure", class_=f"explore-figure explore-{picture.name}"):
        with solara.v.Html(tag="figcaption"):
            solara.v.Html(tag="h2", children=[picture.title])
            solara.v.Html(tag="p", children=[picture.about])
        chart_widget(
            figure=picture.plot, label=picture.title, month=month, locale=text.lang,
            months=months_of(text.lang), templates=TEMPLATES, event_drawn=drawn,
        )  # fmt: skip
