"""The figures of a month, in the colours of the report."""

from __future__ import annotations

from collections.abc import Callable

import solara

from reports.draw.theme import template
from reports.text import Text, months_of
from simulator.explore.explorer import View
from simulator.explore.parts import figures_widget

TEMPLATES = {"light": template(dark=False), "dark": template(dark=True)}


@solara.component
def Figures(view: View, text: Text, drawn: Callable[[int], None]) -> None:  # noqa: N802 (a component)
    """All of them; `drawn` is told the month that a browser has drawn."""
    figures_widget(
        seen={"month": view.month, "figures": [vars(picture) for picture in view.drawn or ()]},
        locale=text.lang, months=months_of(text.lang), templates=TEMPLATES, event_drawn=drawn,
    )  # fmt: skip
