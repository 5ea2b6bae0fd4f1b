"""Charts of the page: Plotly figures of paths with their band, and of dots with their intervals."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from reports.draw.pieces import broken
from reports.draw.theme import layout
from reports.text import Text
from reports.views.rows import Form, Row

type Figure = dict[str, Any]
AI, POLICY, BOTH, GREY = "#b8500c", "#0b66a8", "#3a4048", "#7d7f83"
SYMBOLS = {AI: "square", POLICY: "circle", BOTH: "diamond", GREY: "circle"}
TINT = "rgba(150,130,90,.13)"
FEWEST = 11
"""Pixels that no text in a chart goes below."""
LINE = 34
"""Pixels of a line of dots."""


def _faint(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def path(
    text: Text,
    rows: Sequence[Row],
    whole: Row,
    colour: str,
    form: Form,
    span: tuple[int, int],
    limits: tuple[float, float],
) -> Figure:
    """Return one panel: each year's mean with its band, and the level of the window with its number."""
    years = [row["year"] for row in rows]
    ends = {
        end: [row[end] * form.factor if row[end] is not None and isfinite(row[end]) else None for row in rows]
        for end in ("mean", "low", "high")
    }
    level = whole["mean"] * form.factor
    hover = [form.range(text, row) for row in rows]
    data: list[Figure] = []
    if None not in ends["low"]:
        data.append(
            {
                "type": "scatter",
                "x": years + years[::-1],
                "y": ends["high"] + ends["low"][::-1],
                "fill": "toself",
                "fillcolor": _faint(colour, 0.18),
                "line": {"width": 0},
                "hoverinfo": "skip",
            }
        )
    data.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": years,
            "y": ends["mean"],
            "customdata": hover,
            "line": {"color": colour, "width": 1.6},
            "hovertemplate": "%{x}: %{y:,.0f} (%{customdata})<extra></extra>",
        }
    )
    data.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": [span[0] - 0.4, span[1] + 0.4],
            "y": [level, level],
            "line": {"color": colour, "width": 5},
            "hoverinfo": "skip",
        }
    )
    made = layout(210)
    made["margin"] = {"l": 8, "r": 6, "t": 4, "b": 22}
    ticks = list(dict.fromkeys([years[0], *(year for year in years[2:-2] if year % 5 == 0), years[-1]]))
    made["xaxis"] = {
        "tickvals": ticks,
        "ticktext": list(map(str, ticks)),
        "tickangle": 0,
        "showgrid": False,
        "range": [years[0] - 0.5, years[-1] + 0.5],
        "fixedrange": True,
    }
    made["yaxis"] = {"range": list(limits), "nticks": 6, "tickformat": ",.0f", "fixedrange": True}
    made["shapes"] = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": span[0] - 0.5,
            "x1": span[1] + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": TINT,
            "line": {"width": 0},
            "layer": "below",
        }
    ]
    ends_only = {
        "tickvals": [years[1 if len(years) > 2 else 0], years[-2 if len(years) > 2 else -1]],
        "ticktext": [str(years[0]), str(years[-1])],
    }
    made["meta"] = {
        "tight": {"height": 150, "xaxis": made["xaxis"] | ends_only, "yaxis": made["yaxis"] | {"nticks": 4}}
    }
    return {"data": data, "layout": made}


def _numbers(text: Text, row: Row, form: Form) -> str:
    """Return mean and range, the range in smaller type."""
    between = form.range(text, row)
    about = f" <span style='font-size:{FEWEST}px'>{between}</span>" if between else ""
    return f"<b>{form.show(text, row['mean'])}</b>{about}"


def limits(rows: Sequence[Row], form: Form) -> tuple[float, float]:
    """Return between what values several panels are drawn alike."""
    ends = [row[end] * form.factor for row in rows for end in ("mean", "low", "high") if row[end] is not None]
    known = [one for one in ends if isfinite(one)]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.08 * (high - low or 1.0)
    return low - room, high + room


def dots(
    text: Text,
    names: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[Row | None]]],
    form: Form,
    *,
    hollow: Sequence[bool] = (),
    needed: tuple[Row, str] | None = None,
) -> Figure:
    """Return a row of marks with intervals for each name; `series`: what it is called, colour, rows.

    A row without an interval is hollow, and one whose size has no published basis (`hollow`). The number
    stands over its mark. `needed`: a loss, drawn as the line at what would make it up, with its name.
    """
    data: list[Figure] = []
    count = len(series)
    for place, (called, colour, rows) in enumerate(series):
        known = [(line, row) for line, row in enumerate(rows) if row is not None]
        offset = (place - (count - 1) / 2) * 0.5
        bounded = [
            row["low"] is not None and isfinite(row["low"]) and isfinite(row["high"]) for _, row in known
        ]
        means = [row["mean"] * form.factor for _, row in known]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": called,
                "x": means,
                "y": [line + offset for line, _ in known],
                "text": [_numbers(text, row, form) for _, row in known],
                "textposition": "top center",
                "textfont": {"size": 12, "color": colour},
                "cliponaxis": False,
                "hoverinfo": "skip",
                "marker": {
                    "size": 9,
                    "color": [
                        colour if one and not (hollow and hollow[line]) else "#fff"
                        for (line, _), one in zip(known, bounded, strict=True)
                    ],
                    "symbol": SYMBOLS.get(colour, "circle"),
                    "line": {"color": colour, "width": 1.6},
                },
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [
                        (row["high"] - row["mean"]) * form.factor if one else 0
                        for (_, row), one in zip(known, bounded, strict=True)
                    ],
                    "arrayminus": [
                        (row["mean"] - row["low"]) * form.factor if one else 0
                        for (_, row), one in zip(known, bounded, strict=True)
                    ],
                    "color": colour,
                    "thickness": 1.6,
                    "width": 0,
                },
            }
        )
    made = layout(len(names) * LINE * (1 + 0.8 * (count - 1)) + 44)
    made["margin"] = {"l": 8, "r": 14, "t": 10, "b": 24}
    made["xaxis"] = {"zeroline": True, "nticks": 6, "tickangle": 0, "fixedrange": True}
    made["yaxis"] = {
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": [len(names) - 0.4, -0.75],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    above: list[Figure] = [
        {"xref": "paper", "x": 0, "xanchor": "left", "y": line - 0.62, "yanchor": "middle",
         "text": broken(name, 44), "showarrow": False, "font": {"size": 12}, "align": "left"}
        for line, name in enumerate(names)
    ]  # fmt: skip
    if needed is not None:
        loss, label = needed
        at, ends = -loss["mean"] * form.factor, [-loss[end] * form.factor for end in ("high", "low")]
        made["shapes"] = [
            {"type": "rect", "x0": ends[0], "x1": ends[1], "yref": "paper", "y0": 0, "y1": 1,
             "fillcolor": _faint(AI, 0.12), "line": {"width": 0}, "layer": "below"},
            {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1,
             "line": {"color": AI, "width": 2}, "layer": "below"},
        ]  # fmt: skip
        said = {"x": at, "yref": "paper", "y": 1, "yanchor": "bottom", "text": label, "showarrow": False,
                "font": {"size": 12, "color": AI}}  # fmt: skip
        made["annotations"], above = [said], [*above, said]
        made["margin"]["t"] = 24
    roomy = made["yaxis"] | {"showticklabels": False, "range": [len(names) - 0.4, -0.95]}
    made["meta"] = {
        "tight": {"height": made["height"] + 14 * len(names), "yaxis": roomy, "annotations": above}
    }
    return {"data": data, "layout": made}
