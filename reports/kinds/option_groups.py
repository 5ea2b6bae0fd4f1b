"""A kind of figure: the effect of each option on each group of people, a tinted cell, a panel a world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import Json
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption
from simulator.findings.effects import Effect, effect
from simulator.findings.intervals import Interval

Cell3 = tuple[str, str, str]  # world, group label, option


class OptionGroups(ByOption):
    """Effects by group and option; a star marks an interval that excludes zero."""

    holds = "effects"
    kind = "option_groups"
    indicator: ClassVar[str]
    by: ClassVar[tuple[str, ...]]

    @cached_property
    def effects(self) -> Mapping[Cell3, Effect]:
        """Effects by world, group and option."""
        found = {}
        for view in self.views:
            for by in self.by:
                for group in self.run.groups(self.indicator, by):
                    for contrast in self.contrasts_in(view):
                        item = effect(view, contrast, self.indicator, by=by, group=group)
                        if item is not None:
                            found[view.world, self.group(by, group), contrast.scenario] = item
        return found

    @cached_property
    def shown(self) -> Mapping[Cell3, Interval]:
        """What is drawn by world, group and option."""
        return self.effects

    @cached_property
    def groups(self) -> list[str]:
        """Labels of the rows."""
        return list(dict.fromkeys(label for _, label, _ in self.shown))

    @cached_property
    def scale(self) -> Scale:
        """One scale for all cells."""
        return effect_scale(self.run, self.text, *self.effects.values())

    def finding(self) -> str:
        """Return the cell with the largest rise and with the largest fall, or that nothing clearly moves."""
        what = self.text(f"figure.{self.name}.noun")
        if all(item.mean == 0 for item in self.shown.values()):
            return self.text.sentence("finding.option_groups.zero", what=what)
        clear = {place: item for place, item in self.shown.items() if item.excludes_zero()}
        single = all(item.n < 2 for item in self.shown.values())
        if not clear and not single:
            return self.text.sentence("finding.option_groups.unclear", what=what)
        moved = clear or self.shown
        place = max(moved, key=lambda one: abs(moved[one].mean))
        world, group, option = place
        told = {"what": what, "group": group, "option": self.option(option), "world": self.world(world),
                "size": fitted(self.scale, moved[place]).show(self.text, moved[place].mean, signed=True),
                "unit": self.scale.label(self.text, moved[place].mean)}  # fmt: skip
        return self.text.sentence(f"finding.option_groups.{'single' if single else 'most'}", **told)

    def values(self) -> dict[str, object]:
        """Return unit, month of the last count, baseline and worlds."""
        when = self.text.month(self.start, self.run.last_count)
        return {**super().values(), "when": when, "opening": self.text.month(self.start, 0)}

    def plot(self) -> Json:
        """Return a table of tinted cells, rows groups, columns options."""
        return self.tinted(self.groups, lambda *cell: self.shown.get(cell), self.scale, "*")

    def table(self) -> Table:
        """Return mean and interval of each cell: a row a world, option and group."""
        unit = self.scale.label(self.text)
        what = self.text(f"figure.{self.name}.measure", unit=unit)
        columns = [self.text("costs.option"), self.text("table.group"), *bounded(self.text, what)]
        rows = [[self.row_head(world, option), name(group), *effect_cells(self.text, self.scale, item)]
                for (world, group, option), item in self.effects.items()]  # fmt: skip
        return Table(columns, rows)
