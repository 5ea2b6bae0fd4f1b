"""Pieces of Plotly figures: lines, dots with intervals, bars, and panels one above the other.

Whole pictures that several figures share: panels of tinted cells, panels of bars.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

import numpy as np

from reports.draw.theme import DOWN, GREY, UP, Json, Look, layout
from reports.text import month_date
from simulator.findings.intervals import Interval
from simulator.findings.windows import Months

type Numbers = Sequence[float] | np.ndarray
type Places = Sequence[str] | Sequence[float]
type Domain = list[float]
"""Where a panel begins and ends, as shares of the figure."""
type Sides = Sequence[tuple[float, float]]

FEW: Json = {"nticks": 4, "tickangle": 0}  # ticks of a number axis that a phone has room for
ZERO: Json = {"zeroline": True, **FEW}
YEARS = {  # a time axis: years, or months when the run is short
    "showgrid": False,
    "tickformatstops": [
        {"dtickrange": [None, "M11"], "value": "%b %Y"},
        {"dtickrange": ["M12", None], "value": "%Y"},
    ],
    "tickangle": 0,
}
TITLE = 72  # pixels above a panel: tick labels of the one before, and two lines
LETTER = 5.5  # pixels of a letter of a row's label, at least
LEGEND = 38  # characters of a line of a legend that a phone has room for
NAME = 34  # characters of a panel's name on one line of a phone
FIRST = 44  # pixels above the first panel, which has none before it


def dates(start: str, months: Months) -> list[str]:
    """Return months since the start as ISO dates, for a Plotly date axis."""
    return [month_date(start, int(month)).isoformat() for month in months]


def rounded(values: Numbers, digits: int = 6) -> list[float | None]:
    """Return numbers for JSON: six significant digits are enough to draw, NaN is null."""
    return [float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in values]


def signed(digits: int, axis: str = "x", after: str = "", *, extra: str = "") -> str:
    """Return what is shown of a point that a reader points at: its number with a sign."""
    return f"%{{{axis}:+,.{digits}f}}{after}<extra>{extra}</extra>"


def line(x: Places, y: Numbers, look: Look, name: str, hover: str) -> Json:
    """Return a line in a series' colour and dash, with its symbol on a few of its points."""
    drawn: Json = {"type": "scatter", "mode": "lines+markers", "x": list(x), "y": rounded(y), "name": name}
    drawn["line"] = {"color": look.colour, "dash": look.dash, "width": 2.2}
    drawn["marker"] = {"symbol": look.symbol, "size": 7, "maxdisplayed": 8, "color": look.colour}
    return drawn | {"hovertemplate": hover}


def band(x: Places, low: Numbers, high: Numbers, look: Look) -> list[Json]:
    """Return the area between two lines; nothing when the bounds are unknown (one seed)."""
    if not np.isfinite(np.asarray(low)).any():
        return []
    edge: Json = {"type": "scatter", "mode": "lines", "x": list(x), "line": {"width": 0}}
    edge |= {"hoverinfo": "skip", "showlegend": False}
    fill = {"fill": "tonexty", "fillcolor": look.fill(0.22)}
    return [{**edge, "y": rounded(low)}, {**edge, "y": rounded(high), **fill}]


def ends(found: Sequence[Interval], factor: float = 1.0) -> tuple[list[float], list[float], list[float]]:
    """Return means, lower and upper bounds as they are shown."""
    mean, low, high = ([getattr(one, end) * factor for one in found] for end in ("mean", "low", "high"))
    return mean, low, high


def dots(
    places: Places,
    found: Sequence[Interval],
    factor: float,
    look: Look,
    hover: str,
    name: str = "",
    axis: str = "x",
) -> Json:
    """Return one dot a place with its interval as a whisker: lying, a row each, or along y, a column each."""
    other = "y" if axis == "x" else "x"
    middle, low, high = map(np.asarray, ends(found, factor))
    known = np.isfinite(low)
    trace: Json = {"type": "scatter", "mode": "markers", axis: rounded(middle), other: list(places)}
    trace["marker"] = {"symbol": look.symbol, "size": 9, "color": look.colour}
    trace |= {"name": name, "hovertemplate": hover}
    if known.any():
        above, below = (rounded(np.where(known, one, np.nan)) for one in (high - middle, middle - low))
        error = {"type": "data", "symmetric": False, "array": above, "arrayminus": below}
        trace[f"error_{axis}"] = error | {"color": look.colour, "thickness": 1.6, "width": 4}
    return trace


def sums(rows: Places, found: Sequence[Interval], factor: float, look: Look, hover: str, name: str) -> Json:
    """Return dots that stand on bars: what their parts add up to."""
    made = dots(rows, found, factor, replace(look, symbol="diamond"), hover, name=name)
    made["marker"]["line"] = {"width": 1.4, "color": "white"}
    return made


def whiskers(half: Sequence[float | None]) -> Json:
    """Return the intervals of bars, in a grey that is seen on light and dark pages."""
    return {"type": "data", "array": list(half), "thickness": 1.4, "width": 3, "color": GREY.colour}


def bar(name: str, x: Numbers, y: Places, look: Look, hover: str, half: Numbers = (), **more: Any) -> Json:
    """Return horizontal bars, with half of an interval on both sides where all of them have one."""
    made = {"type": "bar", "orientation": "h", "name": name, "x": rounded(x), "y": list(y), **more}
    made |= {"marker": {"color": look.colour}, "hovertemplate": hover}
    known = rounded(half)
    return made | {"error_x": whiskers(known)} if known and None not in known else made


def panels(count: int, pixels: float) -> list[Domain]:
    """Return the vertical domains of panels stacked from the top of a figure of that height.

    Each has room above it for its title, and so for the tick labels of the panel before it.
    """
    gap, first = TITLE / pixels, FIRST / pixels
    height = (1 - first - gap * (count - 1)) / count
    tops = [1 - first - (gap + height) * index for index in range(count)]
    return [[max(0.0, top - height), top] for top in tops]


def stacked(count: int, pixels: float, head: float) -> list[Domain]:
    """Return the vertical domains of panels that share one axis of time, `head` pixels above each."""
    tops = [1 - index / count for index in range(count)]
    return [[max(0.0, top - 1 / count), top - head / pixels] for top in tops]


class Panels:
    """A figure that grows panel by panel: each with its title and axes, a legend for all."""

    def __init__(self, height: float, domains: Iterable[Domain], sides: Sides = (), **form: Any) -> None:
        """Of panels at these heights; with `sides`, that many at each height side by side."""
        self.traces: list[Json] = []
        self.form = layout(height) | {"annotations": []} | form
        self._places = iter([(domain, side) for domain in domains for side in sides or (None,)])

    def add(self, traces: Iterable[Json], title: Json, x: Json, y: Json) -> None:
        """Add the next panel; series of later panels are not named a second time."""
        domain, side = next(self._places)
        number = len(self.form["annotations"]) + 1
        axis = "" if number == 1 else str(number)
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "showlegend": False} if axis else {}
        self.traces += [on | one for one in traces]
        self.form["annotations"].append(title | {"y": domain[1]} | ({"x": side[0]} if side else {}))
        self.form[f"xaxis{axis}"] = {"anchor": f"y{axis}", **x} | ({"domain": side} if side else {})
        self.form[f"yaxis{axis}"] = {"anchor": f"x{axis}", "domain": domain, **y}

    def drawn(self) -> Json:
        """Return the figure."""
        return {"data": self.traces, "layout": self.form}


def panel_title(title: str, unit: str = "", rows: Sequence[str] = ()) -> Json:
    """Return the annotation that stands over a panel: what is compared, and the unit of its axis.

    Over a panel with `rows`, it begins where their labels do: on a phone the space beside them is short.
    """
    longest = max((len(line) for row in rows for line in row.split("<br>")), default=0)
    left = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -LETTER * longest, "align": "left"}
    over = {"yref": "paper", "yanchor": "bottom", "yshift": 4, "showarrow": False, "font": {"size": 13}}
    return {"text": f"<b>{broken(title, 40)}</b><br>{broken(unit, 40)}"} | left | over


def legend_below(pixels: float, under: float = 44, **form: Any) -> Json:
    """Return a legend `under` the last panel of a figure of that height, clear of its tick labels."""
    return {"orientation": "h", "x": 0, "y": -under / pixels, "xanchor": "left", "yanchor": "top", **form}


def row_pixels(labels: Sequence[str], least: int) -> int:
    """Return the height of a row in which the label with most lines, broken already, has room."""
    return max(least, 8 + 14 * max((label.count("<br>") + 1 for label in labels), default=1))


def names_on(axis: Sequence[str]) -> Json:
    """Return the names of places 0, 1, … on an axis that has no grid."""
    marks = {"tickmode": "array", "tickvals": list(range(len(axis))), "ticktext": list(axis)}
    return marks | {"showgrid": False, "zeroline": False}


def names_of_rows(names: Sequence[str]) -> Json:
    """Return a vertical axis whose rows 0, 1, … from the top bear these names."""
    return names_on(names) | {"range": [len(names) - 0.5, -0.5]}


def heat(rows: Sequence[Sequence[float]], words: Sequence[Sequence[str]], up: Look, down: Look) -> Json:
    """Return a table of tinted cells with their numbers, rows from the top: stronger further from zero.

    Tints are transparent, so that the ink of the page, light or dark, is legible on them.
    """
    peak = max((abs(value) for row in rows for value in row if np.isfinite(value)), default=0.0) or 1.0
    cells: Json = {"z": [rounded(row) for row in rows], "text": [list(row) for row in words]}
    cells |= {"type": "heatmap", "texttemplate": "%{text}", "hoverinfo": "skip", "xgap": 2, "ygap": 2}
    tints = [[0.0, down.fill(0.6)], [0.5, up.fill(0.0)], [1.0, up.fill(0.6)]]
    return cells | {"zmin": -peak, "zmax": peak, "showscale": False, "colorscale": tints}


def broken(label: str, width: int) -> str:
    """Return a label broken into lines, with what Plotly would read as markup made harmless."""
    safe = re.sub(r"[<>&]", lambda match: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[match[0]], label)
    return "<br>".join(wrap(safe, width, break_long_words=False)) or safe


ROW, FOOT = 27, 8  # pixels of a row at least, and below the last panel
WIDE, PHONE = 52, 30  # letters of the names of columns that stand side by side: on a printed page, on a phone
UPRIGHT = 22  # letters of a line of a name that stands upright
LINE = 14  # pixels of a line of such names


@dataclass(frozen=True)
class Sheet:
    """One panel of tinted cells: what stands over it, its numbers and how they are written."""

    title: str
    unit: str
    numbers: Sequence[Sequence[float]]
    words: Sequence[Sequence[str]]


type Names = Sequence[str]


def grid(sheets: Sequence[Sheet], rows: Names, heads: Names, up: Look = UP, down: Look = DOWN) -> Json:
    """Return panels of tinted cells one above the other, with the same rows and columns, which bear names.

    The names of columns stand upright where they have no room side by side; on a phone, which the page asks
    for by `narrow`, sooner.
    """
    wide, narrow = (_grid(sheets, rows, _fitting(heads, letters), up, down) for letters in (WIDE, PHONE))
    names = ("height", "annotations", *(key for key in narrow["layout"] if key[1:].startswith("axis")))
    wide["layout"]["meta"] = {"narrow": {name: narrow["layout"][name] for name in names}}
    return wide


def _grid(
    sheets: Sequence[Sheet], rows: Names, heads: tuple[Names, int, float], up: Look, down: Look
) -> Json:
    """Return the panels of a grid whose columns' names stand at an angle and have some height."""
    names, angle, pixels = heads
    labels = [broken(row, 22) for row in rows]
    above = FIRST + pixels
    height = (above + row_pixels(labels, ROW) * len(rows)) * len(sheets) + FOOT
    made = Panels(height, stacked(len(sheets), height, above))
    across = names_on(names) | {"side": "top", "tickangle": angle, "tickfont": {"size": 11}}
    for sheet in sheets:
        title = panel_title(sheet.title, sheet.unit, labels) | {"yshift": pixels}
        made.add([heat(sheet.numbers, sheet.words, up, down)], title, across, names_of_rows(labels))
    return made.drawn()


def _fitting(heads: Sequence[str], letters: int) -> tuple[list[str], int, float]:
    """Return names of columns, angle and height: level where their longest words have room, or upright."""
    each = letters // max(len(heads), 1)
    if all(len(word) <= each for head in heads for word in head.split()):
        level = [broken(head, each) for head in heads]
        return level, 0, LINE * max(one.count("<br>") + 1 for one in level) + 6
    room = UPRIGHT if each * LETTER >= 2 * LINE else max(map(len, heads))
    upright = [broken(head, room) for head in heads]
    return upright, -90, LETTER * max(len(part) for one in upright for part in one.split("<br>")) + 10


def bars(sheets: Sequence[tuple[str, Sequence[Json]]], rows: Names, row: int, legend: int) -> Json:
    """Return panels of stacked horizontal bars, named, of so many pixels; one legend of `legend` pixels."""
    labels = [broken(one, 24) for one in rows]
    height = (TITLE + 14 + row_pixels(labels, row) * len(rows)) * len(sheets) + legend
    form: Json = {"showlegend": True, "legend": legend_below(height - legend, traceorder="normal")}
    made = Panels(height, panels(len(sheets), height - legend), barmode="relative", bargap=0.3, **form)
    for place, (title, series) in enumerate(sheets):
        numbers = ZERO | ({"matches": "x"} if place else {})
        made.add(series, panel_title(title), numbers, names_of_rows(labels))
    return made.drawn()
