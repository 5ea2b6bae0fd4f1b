"""Whole pictures that several figures share: tables of tinted cells, panels of bars, flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.draw.pieces import (
    TITLE,
    broken,
    heat,
    legend_below,
    names_of_rows,
    on,
    panel_title,
    panels,
    row_pixels,
)
from reports.draw.theme import Json, Look, layout

ROW, FOOT = 27, 34  # pixels of a row at least, and below the last panel
NARROW = 10  # characters of a node's label: on a phone two of them stand side by side


@dataclass(frozen=True)
class Sheet:
    """One panel of tinted cells: what stands over it, its numbers and how they are written."""

    title: str
    unit: str
    numbers: Sequence[Sequence[float]]
    words: Sequence[Sequence[str]]


def grid(separators: str, sheets: Sequence[Sheet], rows: Sequence[str], heads: Sequence[str], look: Look,
         other: Look | None = None) -> Json:  # fmt: skip
    """Return panels of tinted cells one above the other, with the same rows and columns."""
    labels = [broken(row, 22) for row in rows]
    height = (TITLE + 10 + row_pixels(labels, ROW) * len(rows)) * len(sheets) + FOOT
    form = layout(separators, height=height) | {"annotations": []}
    traces = []
    for sheet, (axis, domain) in zip(sheets, panels(len(sheets), height - FOOT), strict=True):
        traces.append(heat(sheet.numbers, sheet.words, look, other=other, axis=axis))
        form["annotations"].append(panel_title(sheet.title, sheet.unit, domain[1]))
        form[f"xaxis{axis}"] = {
            "anchor": f"y{axis}", "showgrid": False, "zeroline": False, "tickmode": "array", "tickangle": 0,
            "tickvals": list(range(len(heads))), "ticktext": list(heads), "tickfont": {"size": 11},
        }  # fmt: skip
        form[f"yaxis{axis}"] = {**names_of_rows(labels), "domain": domain, "anchor": f"x{axis}"}
    return {"data": traces, "layout": form}


@dataclass(frozen=True)
class Bars:
    """One panel of horizontal bars: what stands over it, and its series, a bar a row each."""

    title: str
    unit: str
    series: Sequence[Json]


def bars(separators: str, sheets: Sequence[Bars], rows: Sequence[str], *, mode: str, row: int, legend: int,
         numbers: Json) -> Json:  # fmt: skip
    """Return panels of bars one above the other, `numbers` their axis, with one legend of `legend` pixels."""
    labels = [broken(one, 24) for one in rows]
    height = (TITLE + 14 + row_pixels(labels, row) * len(rows)) * len(sheets) + legend
    form = layout(separators, height=height) | {
        "barmode": mode, "bargap": 0.3, "showlegend": True, "annotations": [],
        "legend": legend_below(height - legend) | {"traceorder": "normal"},
    }  # fmt: skip
    traces = []
    for sheet, (axis, domain) in zip(sheets, panels(len(sheets), height - legend), strict=True):
        traces += [one | on(axis) | {"showlegend": axis == ""} for one in sheet.series]
        form["annotations"].append(panel_title(sheet.title, sheet.unit, domain[1]))
        form[f"xaxis{axis}"] = {"anchor": f"y{axis}", **numbers, **({"matches": "x"} if axis else {})}
        form[f"yaxis{axis}"] = {**names_of_rows(labels), "domain": domain, "anchor": f"x{axis}"}
    return {"data": traces, "layout": form}


@dataclass(frozen=True)
class Node:
    """A place that flows leave or reach."""

    label: str
    look: Look


def flows(separators: str, nodes: Sequence[Node], links: Sequence[tuple[int, int, float, Look]], *,
          digits: int, height: int) -> Json:  # fmt: skip
    """Return a Sankey diagram; a link is source, target, size and look."""
    sources, targets, values, looks = zip(*links, strict=True)
    trace = {
        "type": "sankey", "arrangement": "snap", "textfont": {"size": 12}, "valueformat": f",.{digits}f",
        "node": {"label": [broken(one.label, NARROW) for one in nodes],
                 "color": [one.look.colour for one in nodes],
                 "pad": 14, "thickness": 12, "line": {"width": 0}},
        "link": {"source": list(sources), "target": list(targets), "value": list(values),
                 "color": [look.fill(0.35) for look in looks]},
    }  # fmt: skip
    form = layout(separators, height=height) | {"margin": {"l": 4, "r": 4, "t": 12, "b": 12}}
    return {"data": [trace], "layout": form}
