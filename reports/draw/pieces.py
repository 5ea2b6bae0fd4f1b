"""Small pieces of Plotly figures: lines, bands, bars, dots with intervals, the titles of panels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Any

import numpy as np

from reports.draw.theme import GREY, Json, Look
from reports.text import month_date
from simulator.findings.windows import Months


def dates(start: str, months: Months) -> list[str]:
    """Return months since the start as ISO dates, for a Plotly date axis."""
    return [month_date(start, int(month)).isoformat() for month in months]


FEW = {"nticks": 4, "tickangle": 0}  # ticks of a number axis that a phone has room for
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
Numbers = Sequence[float] | np.ndarray


def rounded(values: Numbers, digits: int = 6) -> list[float | None]:
    """Return numbers for JSON: six significant digits are enough to draw, NaN is null."""
    return [float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in values]


def line(x: Sequence[str] | Sequence[float], y: Numbers, look: Look, name: str, hover: str, *,
         axis: str = "") -> Json:  # fmt: skip
    """Return a line in a series' colour and dash, with its symbol on a few of its points."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(x),
        "y": rounded(y),
        "name": name,
        "line": {"color": look.colour, "dash": look.dash, "width": 2.2},
        "marker": {"symbol": look.symbol, "size": 7, "maxdisplayed": 8, "color": look.colour},
        "hovertemplate": hover,
        **on(axis),
    }


def band(x: Sequence[str] | Sequence[float], low: Numbers, high: Numbers, look: Look, *,
         axis: str = "") -> list[Json]:  # fmt: skip
    """Return the area between two lines; nothing when the bounds are unknown (one seed)."""
    if not np.isfinite(np.asarray(low)).any():
        return []
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
        **on(axis),
    }
    fill = {"fill": "tonexty", "fillcolor": look.fill(0.22)}
    return [{**edge, "y": rounded(low)}, {**edge, "y": rounded(high), **fill}]


def sums(x: Numbers, y: Sequence[float], low: Numbers, high: Numbers, look: Look, hover: str,
         *, name: str) -> Json:  # fmt: skip
    """Return dots that stand on bars: what their parts add up to."""
    made = dots(x, y, low, high, replace(look, symbol="diamond"), hover, name=name)
    made["marker"]["line"] = {"width": 1.4, "color": "white"}
    return made


def dots(x: Numbers, y: Sequence[str] | Sequence[float], low: Numbers, high: Numbers, look: Look,
         hover: str, *, name: str = "", axis: str = "") -> Json:  # fmt: skip
    """Return one dot a row with its interval as a horizontal whisker."""
    middle = np.asarray(x, dtype=float)
    bars = np.isfinite(np.asarray(low, dtype=float))
    trace: Json = {
        "type": "scatter",
        "mode": "markers",
        "x": rounded(middle),
        "y": list(y),
        "name": name,
        "marker": {"symbol": look.symbol, "size": 9, "color": look.colour},
        "hovertemplate": hover,
        **on(axis),
    }
    if bars.any():
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": rounded(np.where(bars, np.asarray(high) - middle, np.nan)),
            "arrayminus": rounded(np.where(bars, middle - np.asarray(low), np.nan)),
            "color": look.colour,
            "thickness": 1.6,
            "width": 4,
        }
    return trace


def whiskers(half: Sequence[float | None]) -> Json:
    """Return the intervals of bars, in a grey that is seen on light and dark pages."""
    return {"type": "data", "array": list(half), "thickness": 1.4, "width": 3, "color": GREY.colour}


def bar(name: str, x: Numbers, y: Sequence[str] | Sequence[int], marker: Json, hover: str,
        half: Numbers = (), **more: Any) -> Json:  # fmt: skip
    """Return horizontal bars, with half of an interval on both sides where all of them have one."""
    made = {"type": "bar", "orientation": "h", "name": name, "x": rounded(x), "y": list(y), "marker": marker,
            "hovertemplate": hover, **more}  # fmt: skip
    known = rounded(half)
    return made | {"error_x": whiskers(known)} if known and None not in known else made


def on(axis: str) -> Json:
    """Return the keys that put a trace on the axes "x2"/"y2" of panel `axis` ("2"); "" is the first."""
    return {"xaxis": f"x{axis}", "yaxis": f"y{axis}"} if axis else {}


def panels(count: int, pixels: float) -> list[tuple[str, list[float]]]:
    """Return suffix and vertical domain of panels stacked from the top of a figure of that height.

    Each has room above it for its title, and so for the tick labels of the panel before it.
    """
    gap, first = TITLE / pixels, FIRST / pixels
    height = (1 - first - gap * (count - 1)) / count
    tops = [1 - first - (gap + height) * index for index in range(count)]
    return [("" if index == 0 else str(index + 1), [max(0.0, top - height), top])
            for index, top in enumerate(tops)]  # fmt: skip


def stacked(count: int, pixels: float, head: float) -> list[tuple[str, list[float]]]:
    """Return suffix and vertical domain of panels that share one axis of time, `head` pixels above each."""
    each = 1 / count
    tops = [1 - each * index for index in range(count)]
    return [("" if index == 0 else str(index + 1), [max(0.0, top - each), top - head / pixels])
            for index, top in enumerate(tops)]  # fmt: skip


def panel_of_rows(form: Json, axis: str, domain: list[float], title: Json,
                  order: Sequence[str] = ()) -> None:  # fmt: skip
    """Give a panel its title and axes: rows as they appear from the top, or in an `order`."""
    ordered = {"categoryorder": "array", "categoryarray": list(order)[::-1]}
    form["annotations"].append(title)
    form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "zeroline": True, **FEW}
    form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "type": "category", "showgrid": False,
                            "dtick": 1, **(ordered if order else {"autorange": "reversed"})}  # fmt: skip


def filled(look: Look) -> Json:
    """Return the marker of a bar: its colour."""
    return {"color": look.colour}


def panel_name(title: str, top: float) -> Json:
    """Return the annotation that names a panel."""
    named = {"text": f"<b>{broken(title, NAME)}</b>", "yshift": 1, "font": {"size": 12.5}}
    return panel_title(title, "", top) | named


def legend_below(pixels: float) -> Json:
    """Return a legend under the last panel of a figure of that height, clear of its tick labels."""
    return {"orientation": "h", "x": 0, "y": -44 / pixels, "xanchor": "left", "yanchor": "top"}


def panel_title(title: str, unit: str, top: float, rows: Sequence[str] = ()) -> Json:
    """Return the annotation that stands over a panel: what is compared, and the unit of its axis.

    Over a panel with `rows`, it begins where their labels do: on a phone the space beside them is short.
    """
    longest = max((len(line) for row in rows for line in row.split("<br>")), default=0)
    return {
        "text": f"<b>{broken(title, 40)}</b><br>{broken(unit, 40)}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LETTER * longest,
        "align": "left",
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"size": 13},
    }


def row_pixels(labels: Sequence[str], least: int) -> int:
    """Return the height of a row in which the label with most lines, broken already, has room."""
    return max(least, 8 + 14 * max((label.count("<br>") + 1 for label in labels), default=1))


def names_of_rows(names: Sequence[str]) -> Json:
    """Return a vertical axis whose rows 0, 1, … from the top bear these names."""
    return {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": list(names),
            "range": [len(names) - 0.5, -0.5], "showgrid": False, "zeroline": False}  # fmt: skip


def heat(rows: Sequence[Sequence[float]], words: Sequence[Sequence[str]], look: Look, *,
         other: Look | None = None, axis: str = "") -> Json:  # fmt: skip
    """Return a table of tinted cells with their numbers, rows from the top: stronger further from zero.

    With `other`, negative numbers bear that colour. Tints are transparent, so that the ink of the page, light
    or dark, is legible on them.
    """
    known = [abs(value) for row in rows for value in row if np.isfinite(value)]
    peak = max(known, default=0.0) or 1.0
    below = (other or look).fill(0.6 if other else 0.0)
    low = -peak if other else 0.0
    middle = [[0.5, look.fill(0.0)]] if other else []
    return {
        "type": "heatmap", "z": [rounded(row) for row in rows], "text": [list(row) for row in words],
        "texttemplate": "%{text}", "zmin": low, "zmax": peak, "showscale": False, "hoverinfo": "skip",
        "xgap": 2, "ygap": 2, "colorscale": [[0.0, below], *middle, [1.0, look.fill(0.6)]], **on(axis),
    }  # fmt: skip


def broken(label: str, width: int) -> str:
    """Return a label broken into lines, with what Plotly would read as markup made harmless."""
    safe = re.sub(r"[<>&]", lambda match: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[match[0]], label)
    return "<br>".join(wrap(safe, width, break_long_words=False)) or safe
