"""Pictures of what follows a parameter: lines with their intervals, tinted cells, clouds of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.draw.pieces import FEW, band, dots, legend_below, line, on, panel_title, panels
from reports.draw.theme import SERIES, Json, Look, layout

HEIGHT, PANEL, LEGEND = 340, 250, 96  # pixels


@dataclass(frozen=True)
class Points:
    """Points of one series: where they stand on each axis, mean and interval there, as they are shown."""

    name: str
    at: Sequence[Sequence[float]]
    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def lines(separators: str, series: Sequence[Points], axis: str, unit: str, digits: int) -> Json:
    """Return a line with its interval for each series, along one parameter."""
    legend = LEGEND if len(series) > 1 else 56
    form = layout(separators, height=HEIGHT + legend) | {
        "showlegend": len(series) > 1, "legend": legend_below(HEIGHT + legend) | {"y": -70 / HEIGHT},
        "xaxis": {"title": {"text": axis}, **FEW},
        "yaxis": {"title": {"text": unit}, "zeroline": True, "rangemode": "tozero"},
    }  # fmt: skip
    traces = []
    for look, one in zip(SERIES, series, strict=False):
        hover = f"%{{y:+.{digits}f}} {unit}<extra>{one.name}</extra>"
        traces += band(one.at[0], one.low, one.high, look)
        traces.append(line(one.at[0], one.mean, look, one.name, hover))
    return {"data": traces, "layout": form}


def clouds(separators: str, series: Sequence[Points], axes: Sequence[str], unit: str, digits: int) -> Json:
    """Return a panel for each parameter, in which every point stands with its interval."""
    legend = LEGEND if len(series) > 1 else 56
    height = PANEL * len(axes) + legend
    form = layout(separators, height=height) | {
        "showlegend": len(series) > 1, "legend": legend_below(height) | {"y": -70 / height},
        "annotations": [],
    }  # fmt: skip
    traces = []
    for place, (axis, domain) in enumerate(panels(len(axes), height)):
        form["annotations"].append(panel_title(axes[place], unit, domain[1]))
        form[f"xaxis{axis}"] = {"anchor": f"y{axis}", **FEW}
        form[f"yaxis{axis}"] = {"anchor": f"x{axis}", "domain": domain, "zeroline": True, "nticks": 5}
        for look, one in zip(SERIES, series, strict=False):
            hover = f"%{{y:+.{digits}f}} {unit}<extra>{one.name}</extra>"
            traces.append(_upright(one, place, look, hover, axis) | {"showlegend": axis == ""})
    return {"data": traces, "layout": form}


def _upright(one: Points, place: int, look: Look, hover: str, axis: str) -> Json:
    """Return dots with their intervals as vertical whiskers."""
    lying = dots(one.mean, one.at[place], one.low, one.high, look, hover, name=one.name)
    trace = {key: value for key, value in lying.items() if key != "error_x"}
    trace |= {"x": lying["y"], "y": lying["x"], **on(axis)}
    return trace | ({"error_y": lying["error_x"]} if "error_x" in lying else {})
