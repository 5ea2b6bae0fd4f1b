"""What becomes of people whom AI displaces, by exposure and age: months until the next job, income after."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import isfinite
from typing import override

from reports.draw.pieces import (
    FEW,
    Panels,
    broken,
    dots,
    legend_below,
    names_of_rows,
    panel_title,
    row_pixels,
)
from reports.draw.table import STATS, Cell, Table, bounded, name
from reports.draw.theme import BLUE, GREEN, ORANGE, PURPLE, Json, Look
from reports.draw.units import level_scale
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

LOOKS = dict(zip(AFTER, (BLUE, GREEN, PURPLE), strict=True))
PERCENT, TOLD = 100.0, 3  # the year after whose income options are told by
ROW, SIDES = 34, ((0.0, 0.3), (0.36, 1.0))  # pixels of a row; where months and incomes stand
NARROW = 14  # letters of a line over a panel that is half a phone wide


class OfCells(Figure):
    """What figures of the displaced share: names of cells, who has least and most, rows of numbers."""

    section = "jobs"

    def cells_name(self, cells: Cells) -> str:
        """Return what cells that are told together are called."""
        ages = ", ".join(self.group("generation", age) for age in AGES if any(one[1] == age for one in cells))
        own = [fifth for fifth in FIFTHS if any(one[0] == fifth for one in cells)]
        if len(own) == len(FIFTHS):
            return ages
        told = [self.text("displaced.newcomers") if one == FIFTHS[-1] else one for one in own]
        return self.text("displaced.cells", ages=ages, fifths=", ".join(told))

    @override
    def values(self) -> dict[str, object]:
        return super().values() | {"least": self.text.number(FEWEST, 0)}

    def ends(self, form: str, income: dict[str, Interval], **told: str) -> str:
        """Return who has least and who has most of the income of before."""
        if not income:
            return self.text.sentence("finding.displaced_people.soon")
        worst, best = (pick(income, key=lambda one: income[one].mean) for pick in (min, max))
        low, high = (self.text.number(income[one].mean * PERCENT, 0) for one in (worst, best))
        return self.text.sentence(form, low=low, high=high, worst=worst, best=best, **told)

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
        after = [(str(years), found.income.get(years), PERCENT) for years in AFTER]
        for what, one, factor in (("wait", found.wait, 1.0), *after):
            for stat in STATS:
                value = float("nan") if one is None else getattr(one, stat) * factor
                told = {"displaced": what, "stat": stat, "scale": f"{factor:.10g}"}
                known = Cell(self.text.number(value, 0), value, data | told)
                yield known if isfinite(value) else Cell(self.text("number.missing"))


class DisplacedPeople(OfCells):
    """Dots by cell: months until the next job beside income in the first, third and fifth year after."""

    holds = "found"
    order = 7

    @cached_property
    def roles(self) -> dict[str, Displaced]:
        """The displaced in each role with AI."""
        return {role: Displaced(self.run, role) for role in ("no_policy", "policy") if self.run.has(role)}

    @cached_property
    def found(self) -> dict[str, dict[Cells, Outcome]]:
        """Outcomes by role and cells, the same cells in each; nothing where too few were displaced."""
        cells = together(list(self.roles.values())) if self.roles else []
        return {role: {one: of.outcome(one) for one in cells} for role, of in self.roles.items() if cells}

    @property
    def role(self) -> str:
        """The role drawn: with the policy if there is one."""
        return list(self.found)[-1]

    @override
    def values(self) -> dict[str, object]:
        return super().values() | {"role": self.text(f"role.{self.role}")}

    def finding(self) -> str:
        """Return who has least and who has most of the income of before, in the last year that is known."""
        shown = self.found[self.role]
        years = max((one for each in shown.values() for one in each.income), default=0)
        known = {cells: one.income[years] for cells, one in shown.items() if years in one.income}
        income = {self.cells_name(cells): one for cells, one in known.items()}
        form = f"finding.displaced_people.{'ends' if len(income) > 1 else 'one'}"
        return self.ends(form, income, year=self.text.number(years, 0))

    def plot(self) -> Json:
        """Return two panels side by side with the same rows."""
        shown = list(self.found[self.role].values())
        labels = [broken(self.cells_name(cells), 28) for cells in self.found[self.role]]
        height = 96 + row_pixels(labels, ROW) * len(labels) + 60
        places, legend = [[60 / height, 1 - 60 / height]], legend_below(height - 20)
        made = Panels(height, places, SIDES, showlegend=True, legend=legend)
        waits = [(row, one.wait) for row, one in enumerate(shown)]
        incomes = []
        for place, (years, look) in enumerate(LOOKS.items()):
            own = [(row + 0.22 * (place - 1), one.income.get(years)) for row, one in enumerate(shown)]
            told = self.text("axis.displaced_year", year=self.text.number(years, 0))
            incomes.append(_dots(own, PERCENT, look) | {"name": told, "showlegend": True})
        first = [_dots(waits, 1.0, ORANGE) | {"showlegend": False}]
        for what, traces in (("displaced_wait", first), ("displaced_of_before", incomes)):
            title = f"<b>{broken(self.text(f'axis.{what}'), NARROW)}</b>"
            rows = names_of_rows(labels) | {"showticklabels": traces is first}
            made.add(traces, panel_title("") | {"text": title}, {"rangemode": "tozero", **FEW}, rows)
        return made.drawn()

    def table(self) -> Table:
        """Return every cell in each role."""
        rows = []
        for role, found in self.found.items():
            for cells, one in found.items():
                head = [name(self.cells_name(cells)), name(self.text(f"role.{role}"))]
                rows.append([*head, *self.numbers(self.roles[role], cells, one)])
        return Table([self.text("table.group"), self.text("table.displaced.role"), *self.heads()], rows)


def _dots(found: Iterable[tuple[float, Interval | None]], factor: float, look: Look) -> Json:
    known = [(row, one) for row, one in found if one is not None]
    rows, shown = [row for row, _ in known], [one for _, one in known]
    return dots(rows, shown, factor, look, "%{x:.0f}<extra></extra>")
