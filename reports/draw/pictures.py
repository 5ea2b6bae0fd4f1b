"""Whole pictures that several figures share: tables of tinted cells, panels of bars, flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.draw.pieces import (
    FIRST,
    LETTER,
    TITLE,
    broken,
    heat,
    legend_below,
    names_of_rows,
    on,
    panel_title,
    panels,
    row_pixels,
    stacked,
)
from reports.draw.theme import Json, Look, layout

ROW, FOOT = 27, 8  # pixels of a row at least, and below the last panel
WIDE, PHONE = 52, 30  # letters of the names of columns that stand side by side: on a printed page, on a phone
UPRIGHT = 22  # letters of a line of a name that stands upright
LINE, TALL = 14, 6.6  # pixels of a line of such names, and of a letter of it
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
    """Return panels of tinted cells one above the other, with the same rows and columns, which bear names.

    The names of columns stand upright where they have no room side by side; on a phone, which the page asks
    for by `narrow`, sooner.
    """
    traces = [heat(sheet.numbers, sheet.words, look, other=other, axis=str(place + 1) if place else "")
              for place, sheet in enumerate(sheets)]  # fmt: skip
    wide, narrow = (_grid(sheets, rows, Heads.fitting(heads, letters)) for letters in (WIDE, PHONE))
    form = layout(separators, height=wide["height"]) | wide | {"meta": {"narrow": narrow}}
    return {"data": traces, "layout": form}


@dataclass(frozen=True)
class Heads:
    """Names of columns as they stand over them, and the room that they take."""

    words: list[str]
    angle: int
    pixels: float

    @classmethod
    def fitting(cls, heads: Sequence[str], letters: int) -> Heads:
        """Return them side by side where `letters` in all have room for their longest words, else upright."""
        each = letters // max(len(heads), 1)
        if all(len(word) <= each for head in heads for word in head.split()):
            level = [broken(head, each) for head in heads]
            return cls(level, 0, LINE * max(one.count("<br>") + 1 for one in level) + 6)
        room = UPRIGHT if each * LETTER >= 2 * LINE else max(map(len, heads))
        upright = [broken(head, room) for head in heads]
        return cls(
            upright, -90, LETTER * max(len(part) for one in upright for part in one.split("<br>")) + 10
        )


def _grid(sheets: Sequence[Sheet], rows: Sequence[str], heads: Heads) -> Json:
    """Return height, axes and titles of the panels of a grid."""
    labels = [broken(row, 22) for row in rows]
    above = FIRST + heads.pixels
    height = (above + row_pixels(labels, ROW) * len(rows)) * len(sheets) + FOOT
    form: Json = {"height": height, "annotations": []}
    for sheet, (axis, domain) in zip(sheets, stacked(len(sheets), height, above), strict=True):
        title = panel_title(sheet.title, sheet.unit, domain[1], labels)
        form["annotations"].append(title | {"yshift": heads.pixels})
        form[f"xaxis{axis}"] = {
            "anchor": f"y{axis}", "side": "top", "showgrid": False, "zeroline": False, "tickmode": "array",
            "tickangle": heads.angle, "tickvals": list(range(len(heads.words))), "ticktext": heads.words,
            "tickfont": {"size": 11},
        }  # fmt: skip
        form[f"yaxis{axis}"] = {**names_of_rows(labels), "domain": domain, "anchor": f"x{axis}"}
    return form


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
    labels = [broken(one.label, NARROW) for one in nodes]
    trace = {
        "type": "sankey", "arrangement": "snap", "textfont": {"size": 12}, "valueformat": f",.{digits}f",
        "node": {"label": labels,
                 "color": [one.look.colour for one in nodes],
                 "pad": row_pixels(labels, ROW), "thickness": 12, "line": {"width": 0}},
        "link": {"source": list(sources), "target": list(targets), "value": list(values),
                 "color": [look.fill(0.35) for look in looks]},
    }  # fmt: skip
    form = layout(separators, height=height) | {"margin": {"l": 4, "r": 4, "t": 12, "b": 12}}
    return {"data": [trace], "layout": form}
