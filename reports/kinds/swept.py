"""A figure of a sweep: the effect on one outcome at every point of what is varied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from reports.data.point import WORLD, Sweep
from reports.draw.pictures import Sheet, grid
from reports.draw.pieces import (
    FEW,
    band,
    broken,
    dots,
    legend_below,
    line,
    names_of_rows,
    on,
    panel_title,
    panels,
)
from reports.draw.table import Cell, Table, bounded, name
from reports.draw.theme import BLUE, DOWN, SERIES, UP, Json, Look, layout
from reports.draw.units import Scale, scale
from reports.story.sentences import SYMBOLS, label, span, world_name
from reports.text import Text
from simulator.findings.verdicts import Verdict
from simulator.findings.windows import window_of

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


ROW = 40  # pixels


class Swept:
    """The effect on an indicator over all points of a sweep, for the page and for a notebook."""

    def __init__(self, sweep: Sweep, text: Text, comparison: str, indicator: str) -> None:
        self.sweep, self.text = sweep, text
        self.comparison, self.indicator = comparison, indicator
        self.name = f"{comparison}-{indicator}"
        self.rows = sweep.rows(comparison, indicator)

    @cached_property
    def scale(self) -> Scale:
        """One scale for all points."""
        shown = self.rows.select("difference", "low", "high").to_numpy().ravel()
        halves = (self.rows["high"] - self.rows["difference"]).to_list()
        window = window_of(self.indicator, self.sweep.window)
        return scale(self.sweep, self.text, self.indicator, shown,
                     difference=True, window=window, halves=halves)  # fmt: skip

    @property
    def unit(self) -> str:
        """The unit of display."""
        return self.scale.label(self.text)

    def available(self) -> bool:
        """Tell whether anything differs: an outcome that moves at no point, or at all alike, says nothing."""
        return self.rows["difference"].round_sig_figs(12).n_unique() > 1

    def finding(self) -> str:
        """Return the least and the largest effect, and how many points are told to differ."""
        verdicts = Counter(self.rows["verdict"].to_list())
        found: list[float] = self.rows["difference"].to_list()
        least, most = (self.scale.show(self.text, end, signed=True) for end in (min(found), max(found)))
        told = [self.text("sweep.count", count=self.text.number(verdicts[one], 0),
                          points=self.text.number(len(self.rows), 0), verdict=self.text(f"verdict.{one}"))
                for one in Verdict if verdicts[one]]  # fmt: skip
        return self.text("sweep.finding", what=label(self.sweep, self.text, self.indicator), least=least,
                         most=most, unit=self.unit, verdicts=", ".join(told))  # fmt: skip

    def subtitle(self) -> str:
        """Return what is told and when."""
        window = window_of(self.indicator, self.sweep.window)
        return self.text(f"sweep.measure.{self.comparison}", when=span(self.sweep, self.text, window))

    def note(self) -> str:
        """Return how to read it."""
        lone = [f"{self.text.sentence('interval.single')}."] if self.sweep.seeds == 1 else []
        beyond_zero = self.rows.filter((pl.col("low") > 0) | (pl.col("high") < 0))
        held_back = [self.text("verdict.many")] if Verdict.UNCLEAR in beyond_zero["verdict"] else []
        if not self._is_grid:
            return " ".join([*(lone or [self.text("sweep.note")]), *held_back])
        down, across = self._numbers
        cells = self.text("sweep.cells", down=down, across=across)
        return " ".join([*lone, cells, self.text("sweep.note.cells"), *held_back])

    def terms(self) -> list[tuple[str, str]]:
        """Return none: the page says once what is varied."""
        return []

    def source(self) -> str:
        """Return where the numbers come from."""
        seeds = self.text.plural("count.seeds", self.sweep.seeds)
        return self.text("figure.source", run=self.sweep.content["run_id"], seeds=seeds,
                         vintage=self.sweep.content["country"].get("vintage", ""))  # fmt: skip

    @property
    def _numbers(self) -> list[str]:
        return [axis for axis in self.sweep.axes if axis != WORLD]

    @property
    def _is_grid(self) -> bool:
        return len(self._numbers) == 2 and not self.sweep.is_drawn

    def plot(self) -> Json:
        """Return lines along one parameter, cells of two, a panel for each of more or of drawn points."""
        how = self.text.separators
        if not self._numbers:
            return self._of_worlds()
        if self._is_grid:
            return grid(how, self._sheets(), self._named(self._numbers[0]), self._named(self._numbers[1]),
                        UP, other=DOWN)  # fmt: skip
        names = [self._axis(axis) for axis in self._numbers]
        if len(names) == 1 and not self.sweep.is_drawn:
            return lines(how, self._series(), names[0], self.unit, self.scale.digits)
        return clouds(how, self._series(), self._numbers, self.unit, self.scale.digits)

    def _of_worlds(self) -> Json:
        one = self._points(self.rows, "")
        worlds = [broken(world_name(self.text, world), 26) for world in self.rows[WORLD]]
        hover = f"%{{x:+,.{self.scale.digits}f}} {self.unit}<extra></extra>"
        form = layout(self.text.separators, height=100 + ROW * len(worlds)) | {
            "xaxis": {"title": {"text": self.unit}, "zeroline": True}, "yaxis": names_of_rows(worlds),
        }  # fmt: skip
        drawn = dots(one.mean, list(range(len(worlds))), one.low, one.high, BLUE, hover)
        return {"data": [drawn], "layout": form}

    def _series(self) -> list[Points]:
        """Give the points of each world, in the order of the first parameter."""
        if WORLD not in self.sweep.axes:
            return [self._points(self.rows, "")]
        return [self._points(self.rows.filter(pl.col(WORLD) == world),
                             self.text("legend.world", world=world_name(self.text, world)))
                for world in self.sweep.worlds]  # fmt: skip

    def _points(self, rows: pl.DataFrame, named: str) -> Points:
        rows = rows.sort(self._numbers) if self._numbers else rows
        parts = ("difference", "low", "high")
        mean, low, high = ((rows[part] * self.scale.factor).to_list() for part in parts)
        return Points(named, [rows[axis].to_list() for axis in self._numbers], mean, low, high)

    def _sheets(self) -> list[Sheet]:
        """Give a panel of cells for each world: the first parameter down, the second across."""
        down, across = self._numbers
        worlds = self.sweep.worlds if WORLD in self.sweep.axes else ("",)
        sheets = []
        for world in worlds:
            rows = self.rows.filter(pl.col(WORLD) == world) if world else self.rows
            cells = {(row[down], row[across]): row for row in rows.to_dicts()}
            places = [[cells[one, other] for other in self._values(across)] for one in self._values(down)]
            named = self.text("legend.world", world=world_name(self.text, world)) if world else ""
            sheets.append(Sheet(named or label(self.sweep, self.text, self.indicator), self.unit,
                                [[cell["difference"] * self.scale.factor for cell in row] for row in places],
                                [[self._words(cell) for cell in row] for row in places]))  # fmt: skip
        return sheets

    def _words(self, row: dict[str, Any]) -> str:
        return f"{self.scale.show(self.text, row['difference'], signed=True)} {SYMBOLS[row['verdict']]}"

    def _values(self, axis: str) -> list[Any]:
        return sorted(self.rows[axis].unique().to_list())

    def _named(self, axis: str) -> list[str]:
        return [self._cell(value).text for value in self._values(axis)]

    def _cell(self, value: float | str) -> Cell:
        """Return a value of what is varied; a date and dated steps as they are written."""
        return Cell(value) if isinstance(value, str) else Cell(self.text.significant(value), value)

    def _axis(self, axis: str) -> str:
        unit = self.text.declared(str(self.sweep.content["parameters"].get(axis, {}).get("unit", "")))
        return f"{axis} ({unit})" if unit else axis

    def table(self) -> Table:
        """Return mean, interval and verdict at every point."""
        what = self.text("sweep.difference", unit=self.unit)
        columns = [self.text("sweep.point"), *(self._axis(axis) for axis in self._numbers)]
        columns += [self.text.sentence("sweep.world")] if WORLD in self.sweep.axes else []
        columns += [*bounded(self.text, what),
                    self.text("table.verdict")]  # fmt: skip
        return Table(columns, [self._line(row) for row in self.rows.to_dicts()])

    def _line(self, row: dict[str, Any]) -> list[Cell]:
        factor = self.scale.factor
        found = [name(row["point"])]
        found += [self._cell(row[axis]) for axis in self._numbers]
        found += [Cell(world_name(self.text, row[WORLD]))] if WORLD in self.sweep.axes else []
        found += [Cell(self.scale.show(self.text, row[part], signed=True), row[part] * factor)
                  for part in ("difference", "low", "high")]  # fmt: skip
        return [*found, Cell(f"{SYMBOLS[row['verdict']]} {self.text('verdict.' + row['verdict'])}")]
