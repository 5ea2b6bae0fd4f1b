"""What becomes of people whom AI displaces, by exposure and age: months until the next job, income after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Sheet, grid
from reports.draw.pieces import FEW, broken, dots, legend_below, names_of_rows, panel_title, row_pixels
from reports.draw.table import STATS, Cell, Table, bounded, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, Json, Look, layout
from reports.draw.units import level_scale
from reports.kinds.by_option import ByOption
from reports.kinds.figure import Figure
from simulator.findings.displaced import (
    AFTER,
    AGES,
    FEWEST,
    FIFTHS,
    Cells,
    Displaced,
    Outcome,
    code,
    together,
)
from simulator.findings.intervals import Interval

SHOWN = ("no_policy", "policy")
LOOKS = dict(zip(AFTER, (BLUE, GREEN, PURPLE), strict=True))
PERCENT, LAST = 100.0, 5  # the year whose income the title and the options are told by
ROW, SIDES = 34, ((0.0, 0.3), (0.36, 1.0))  # pixels of a row; where months and incomes stand
NARROW = 14  # letters of a line over a panel that is half a phone wide


class OfCells(Figure):
    """What figures of the displaced share: names of cells, and rows of numbers."""

    section = "jobs"

    def cells_name(self, cells: Cells) -> str:
        """Return what cells that are told together are called."""
        ages = ", ".join(self.group("generation", age) for age in AGES if any(one[1] == age for one in cells))
        own = [fifth for fifth in FIFTHS if any(one[0] == fifth for one in cells)]
        if len(own) == len(FIFTHS):
            return ages
        told = [self.text("displaced.newcomers") if one == FIFTHS[-1] else one for one in own]
        return self.text("displaced.cells", ages=ages, fifths=", ".join(told))

    def values(self) -> dict[str, object]:
        """Return how many simulated people a cell needs."""
        return super().values() | {"least": self.text.number(FEWEST, 0)}

    def heads(self) -> list[str]:
        """Return the heads of what `numbers` gives."""
        found = [self.text("table.displaced.number"), *bounded(self.text, self.text("axis.displaced_wait"))]
        for years in AFTER:
            found += bounded(self.text, self.text("axis.displaced_income", year=self.text.number(years, 0)))
        return found

    def numbers(self, of: Displaced, cells: Cells, found: Outcome) -> Iterator[Cell]:
        """Return people, months and incomes of some cells, with intervals."""
        data = {"role": of.role, "scenario": of.scenario, "cells": "; ".join(map(code, cells))}
        data |= {"world": of.results.world, "closure": of.results.closure} if self.run.comparison else {}
        scale = level_scale(self.run, self.text, "displaced_number", [found.number])
        traced = data | {"displaced": "number", "stat": "mean", "scale": f"{scale.factor:.10g}"}
        yield Cell(scale.show(self.text, found.number), found.number * scale.factor, traced)
        yield from self._three(found.wait, data | {"displaced": "wait", "scale": "1"}, 1.0)
        for years in AFTER:
            told = data | {"displaced": str(years), "scale": "100"}
            yield from self._three(found.income.get(years), told, PERCENT)

    def _three(self, one: Interval | None, data: Mapping[str, str], factor: float) -> Iterator[Cell]:
        for stat in STATS:
            value = float("nan") if one is None else getattr(one, stat) * factor
            told = {**data, "stat": stat} if abs(value) < float("inf") else {}
            known = value if told else None
            yield Cell(self.text.number(value, 0) if told else self.text("number.missing"), known, told)


class DisplacedPeople(OfCells):
    """Dots by cell: months until the next job beside income in the first, third and fifth year after."""

    holds = "found"
    order = 7

    @cached_property
    def roles(self) -> dict[str, Displaced]:
        """The displaced in each role with AI."""
        return {role: Displaced(self.run, role) for role in SHOWN if self.run.has(role)}

    @cached_property
    def found(self) -> dict[str, dict[Cells, Outcome]]:
        """Outcomes by role and cells, the same cells in each; nothing where too few were displaced."""
        cells = together(list(self.roles.values())) if self.roles else []
        return {role: {one: of.outcome(one) for one in cells} for role, of in self.roles.items() if cells}

    @property
    def role(self) -> str:
        """The role drawn: with the policy if there is one."""
        return list(self.found)[-1]

    def values(self) -> dict[str, object]:
        """Return the role drawn."""
        return super().values() | {"role": self.text(f"role.{self.role}")}

    def finding(self) -> str:
        """Return who has least and who has most of the income of before, in the last year that is known."""
        shown = self.found[self.role]
        years = max((one for each in shown.values() for one in each.income), default=0)
        income = {cells: one.income[years].mean for cells, one in shown.items() if years in one.income}
        if not income:
            return self.text.sentence("finding.displaced_people.soon")
        low, high = (pick(income, key=lambda cells: income[cells]) for pick in (min, max))
        form = "ends" if len(income) > 1 else "one"
        return self.text.sentence(
            f"finding.displaced_people.{form}",
            year=self.text.number(years, 0),
            low=self.text.number(income[low] * PERCENT, 0),
            high=self.text.number(income[high] * PERCENT, 0),
            worst=self.cells_name(low),
            best=self.cells_name(high),
        )

    def plot(self) -> Json:
        """Return two panels side by side with the same rows."""
        shown = self.found[self.role]
        labels = [broken(self.cells_name(cells), 28) for cells in shown]
        height = 96 + row_pixels(labels, ROW) * len(labels) + 60
        domain = [60 / height, 1 - 60 / height]
        form = layout(self.text.separators, height=height) | {"showlegend": True, "annotations": []}
        form["legend"] = legend_below(height - 20)
        waits = {float(row): one.wait for row, one in enumerate(shown.values()) if one.wait is not None}
        traces = [self._dots(waits, 1.0, ORANGE, "") | {"showlegend": False}]
        for place, (years, look) in enumerate(LOOKS.items()):
            known = ((row, one.income.get(years)) for row, one in enumerate(shown.values()))
            own = {row + 0.22 * (place - 1): one for row, one in known if one is not None}
            told = self.text("axis.displaced_year", year=self.text.number(years, 0))
            traces.append(self._dots(own, PERCENT, look, "2") | {"name": told})
        rows = names_of_rows(labels)
        for axis, side, what in (("", SIDES[0], "displaced_wait"), ("2", SIDES[1], "displaced_of_before")):
            title = panel_title(self.text(f"axis.{what}"), "", domain[1])
            told = f"<b>{broken(self.text(f'axis.{what}'), NARROW)}</b>"
            form["annotations"].append(title | {"x": side[0], "text": told})
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "domain": side, "rangemode": "tozero", **FEW}
            form[f"yaxis{axis}"] = {
                **rows,
                "domain": domain,
                "anchor": f"x{axis}",
                "showticklabels": not axis,
            }
        return {"data": traces, "layout": form}

    def _dots(self, found: Mapping[float, Interval], factor: float, look: Look, axis: str) -> Json:
        mean, low, high = ([getattr(one, stat) * factor for one in found.values()] for stat in STATS)
        return dots(mean, list(found), low, high, look, "%{x:.0f}<extra></extra>", axis=axis)

    def table(self) -> Table:
        """Return every cell in each role."""
        rows = [
            [
                name(self.cells_name(cells)),
                name(self.text(f"role.{role}")),
                *self.numbers(self.roles[role], cells, one),
            ]
            for role, found in self.found.items()
            for cells, one in found.items()
        ]
        return Table([self.text("table.group"), self.text("table.displaced.role"), *self.heads()], rows)


class DisplacedByOption(OfCells, ByOption):
    """Tinted cells: income in the third year after in % of before by cell and option, the baseline first."""

    holds = "found"
    order = 3

    @cached_property
    def names(self) -> list[str]:
        """What is shown: the baseline and the options."""
        return [self.run.comparison["baseline"], *self.run.options]

    @cached_property
    def found(self) -> dict[str, dict[str, dict[Cells, Outcome]]]:
        """Outcomes by world, option and cells, which are the same everywhere."""
        every = {view.world: self._of(view) for view in self.views}
        cells = together([one for each in every.values() for one in each.values()])
        return {
            world: {option: {one: own.outcome(one) for one in cells} for option, own in each.items()}
            for world, each in every.items()
            if cells
        }

    def _of(self, view: Run) -> dict[str, Displaced]:
        return {one: Displaced(view, view.role_of(one), one) for one in self.names}

    def finding(self) -> str:
        """Return the range over options, in the first world, of what all of them have."""
        every = tuple((fifth, age) for age in AGES for fifth in FIFTHS)
        found = {one: own.outcome(every).income.get(3) for one, own in self._of(self.views[0]).items()}
        mean = {one: each.mean for one, each in found.items() if each}
        if not mean:
            return self.text.sentence("finding.displaced_people.soon")
        low, high = (pick(mean, key=lambda one: mean[one]) for pick in (min, max))
        return self.text.sentence(
            "finding.displaced_by_option",
            low=self.text.number(mean[low] * PERCENT, 0),
            high=self.text.number(mean[high] * PERCENT, 0),
            worst=self.option(low),
            best=self.option(high),
        )

    def plot(self) -> Json:
        """Return a panel of tinted cells a world."""
        sheets, rows = [], []
        for world, options in self.found.items():
            cells = list(next(iter(options.values())))
            rows = [self.cells_name(one) for one in cells]
            shares = [[own[one].income.get(3) for own in options.values()] for one in cells]
            numbers = [[each.mean * PERCENT if each else float("nan") for each in row] for row in shares]
            words = [[self.text.number(one, 0) if one == one else "" for one in row] for row in numbers]
            sheets.append(Sheet(self.panel(world), self.text("axis.displaced_of_before"), numbers, words))
        return grid(self.text.separators, sheets, rows, [self.option(one) for one in self.names], BLUE, GREY)

    def table(self) -> Table:
        """Return every cell of each option and world."""
        rows = [
            [
                self.row_head(world, option),
                name(self.cells_name(cells)),
                *self.numbers(self._of(view)[option], cells, one),
            ]
            for view in self.views
            for world, options in self.found.items()
            if world == view.world
            for option, found in options.items()
            for cells, one in found.items()
        ]
        return Table([self.text("costs.option"), self.text("table.group"), *self.heads()], rows)
