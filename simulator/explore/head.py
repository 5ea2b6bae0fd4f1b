"""What a page asks for before Solara's own scripts do: its style, and the script that draws figures."""

from __future__ import annotations

import re
from importlib.resources import files

from plotly.offline import get_plotlyjs

PLOTLY = "/plotly.min.js"
_LATER = ("jupyter-vuetify/nodeps", "jupyter-vue/nodeps", "jupyter-vue/nodeps-vue-sfc")
"""Scripts that Solara asks for one after another, once its own page stands."""
_COLOURS = re.compile(r"^(?::root|@media \(prefers-color-scheme: dark\)) \{.*?^\}", re.M | re.S)
_WRAPPED = re.compile(r"""\A.*?"use strict";\s*var Plotly\s*=\s*\(\(\)\s*=>\s*\{(.*)\}\)\(\);.*\Z""", re.S)
"""Plotly's script: what makes it, in functions around it."""
_CALLED = "//# allFunctionsCalledOnLoad\n", 'window.dispatchEvent(new Event("explore-plotly"));\n'


def head() -> str:
    """The end of a page's head."""
    scripts = "".join(
        f'<link rel="preload" as="script" href="/jupyter/nbextensions/{name}.js">' for name in _LATER
    )
    return f'<script async src="{PLOTLY}"></script>{scripts}<style>{style()}</style>'


def style() -> str:
    """The page's style, in the colours of the report's."""
    report = files("reports.page").joinpath("style.css").read_text(encoding="utf-8")
    own = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return "\n".join([*_COLOURS.findall(report), own])


def library() -> str:
    """Plotly's script as a function, `window.explorePlotly`, that gives Plotly when it is called.

    A browser reads each function around those 4.8 MB again, so that one is left. The first line lets
    Chromium compile it beside what else it does; a name `define` of its own keeps require.js out.
    """
    script = get_plotlyjs()
    found = _WRAPPED.match(script)
    made = f'"use strict";{found[1]}' if found else f"{script}\nreturn window.Plotly;"
    return f"{_CALLED[0]}window.explorePlotly = (function (define) {{{made}\n}});\n{_CALLED[1]}"
