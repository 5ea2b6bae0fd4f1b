"""Kinds of figure: the effect on each group of people, by comparison as dots, by option as tinted cells."""

from functools import cached_property
from typing import ClassVar, override

from reports.draw.pieces import (
    TITLE,
    ZERO,
    Panels,
    Sheet,
    broken,
    dots,
    grid,
    panel_title,
    panels,
    rows_in_order,
)
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import CONTRASTS, Json
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption
from reports.kinds.figure import Figure
from reports.story.sentences import world_name
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect

type Groups = dict[str, Effect]
"""Effects by the label of the row that shows each, in the order shown from the top."""


def spread(text: Text, contrast: str, effects: Groups, scale: Scale, what: str) -> str:
    """Return a title that is true for any effects.

    All zero; one seed; none different from zero; groups that differ, when even the intervals of the
    lowest and the highest do not overlap; else in how many it is clear, for extremes differ by chance alone.
    """
    worst, best = (pick(effects, key=lambda row: effects[row].mean) for pick in (min, max))
    low, high = effects[worst], effects[best]
    clear = sum(item.excludes_zero() for item in effects.values())
    values = {
        "what": what,
        "some": text.number(clear, 0),
        "all": text.number(len(effects), 0),
        "worst": worst,
        "best": best,
        "low": fitted(scale, low).show(text, low.mean, signed=True),
        "high": fitted(scale, high).show(text, high.mean, signed=True),
        "low_unit": scale.label(text, low.mean),
        "unit": scale.label(text, high.mean),
    }
    if all(item.mean == 0 for item in effects.values()):
        form = "zero"
    elif all(item.n < 2 for item in effects.values()):
        form = "single"
    elif not clear:
        form = "unclear"
    else:
        form = "range" if low.high < high.low else "alike"
    return text.sentence(f"finding.groups.{contrast}.{form}", **values)


class OfGroups(Figure):
    """Effects by group; a subclass says which indicator, and by which groupings."""

    holds = "effects"
    indicator: ClassVar[str] = "employment_rate"
    by: ClassVar[tuple[str, ...]]

    def groups(self) -> list[tuple[str, str, str]]:
        """Return grouping, group and label of each row."""
        known = [(by, one) for by in self.by for one in self.run.groups(self.indicator, by)]
        return [(by, one, self.group(by, one)) for by, one in known]

    def noun(self) -> str:
        """Return what is measured, as it stands inside a sentence."""
        return self.text(f"figure.{self.name}.noun")

    @override
    def values(self) -> dict[str, object]:
        when = self.text.month(self.start, self.run.last_count)  # breakdowns are counted once a year
        return {**super().values(), "when": when, "opening": self.text.month(self.start, 0)}


class ByGroup(OfGroups):
    """Dots with whiskers, a row a group, a panel a comparison."""

    kind = "groups"
    label_width = 24  # characters
    tells_all: ClassVar[bool] = False  # the title tells what AI does as well

    @cached_property
    def effects(self) -> dict[Contrast, Groups]:
        """Effects of each comparison that has rows."""
        found = {contrast: self._effects(contrast) for contrast in self.contrasts}
        return {contrast: effects for contrast, effects in found.items() if effects}

    def _effects(self, contrast: Contrast) -> Groups:
        found = {}
        for by, one, label in self.groups():
            if (item := effect(self.run, contrast, self.indicator, by=by, group=one)) is not None:
                found[label] = item
        return found

    def scale(self, effects: Groups) -> Scale:
        """Return the scale of one panel."""
        return effect_scale(self.run, self.text, *effects.values())

    def finding(self) -> str:
        """Return the range over groups of the last comparison: the policy's if there is one; or of each."""
        shown = list(self.effects.items())[0 if self.tells_all else -1 :]
        what = self.noun()
        told = (spread(self.text, one.name, effects, self.scale(effects), what) for one, effects in shown)
        return ". ".join(told)

    @override
    def values(self) -> dict[str, object]:
        last = list(self.effects.values())[-1]
        return {**super().values(), "unit": self.scale(last).label(self.text)}

    def plot(self) -> Json:
        """Return dots with whiskers, one row a group."""
        labels = [broken(row, self.label_width) for effects in self.effects.values() for row in effects]
        lines = max(label.count("<br>") + 1 for label in labels)
        height = (TITLE + 24) * len(self.effects) + (11 + 15 * lines) * len(labels)
        made = Panels(height, panels(len(self.effects), height))
        for contrast, effects in self.effects.items():
            scale, look = self.scale(effects), CONTRASTS[contrast.name]
            rows, unit = [broken(row, self.label_width) for row in effects], scale.label(self.text)
            hover = f"%{{y}}: %{{x:+,.{scale.digits}f}} {unit}<extra></extra>"
            title = panel_title(self.text(f"panel.{contrast.name}"), unit, rows)
            drawn = dots(rows, list(effects.values()), scale.factor, look, hover)
            made.add([drawn], title, ZERO | {"rangemode": "tozero"}, rows_in_order())
        return made.drawn()

    def table(self) -> Table:
        """Return mean and interval of each group, comparison by comparison."""
        columns = [self.text("table.group")]
        for contrast, effects in self.effects.items():
            unit = self.scale(effects).label(self.text)
            columns += bounded(self.text, f"{self.text(f'contrast.{contrast.name}')} ({unit})")
        rows = []
        for row in dict.fromkeys(label for effects in self.effects.values() for label in effects):
            cells = [name(row)]
            for effects in self.effects.values():
                cells += effect_cells(self.text, self.scale(effects), effects.get(row))
            rows.append(cells)
        return Table(columns, rows)


class OptionGroups(OfGroups, ByOption):
    """Effects by group and option; a star marks an interval that excludes zero."""

    kind = "option_groups"

    @cached_property
    def effects(self) -> dict[tuple[str, str, str], Effect]:
        """Effects by world, group and option."""
        found = {
            (view.world, label, contrast.scenario): effect(view, contrast, self.indicator, by=by, group=one)
            for view in self.run.worlds
            for by, one, label in self.groups()
            for (world, _), (_, contrast) in self.places.items()
            if world == view.world
        }
        return {place: item for place, item in found.items() if item is not None}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all cells."""
        return effect_scale(self.run, self.text, *self.effects.values())

    def finding(self) -> str:
        """Return the cell with the largest rise and with the largest fall, or that nothing clearly moves."""
        what = self.noun()
        if all(item.mean == 0 for item in self.effects.values()):
            return self.text.sentence("finding.option_groups.zero", what=what)
        clear = {place: item for place, item in self.effects.items() if item.excludes_zero()}
        single = all(item.n < 2 for item in self.effects.values())
        if not clear and not single:
            return self.text.sentence("finding.option_groups.unclear", what=what)
        moved = clear or self.effects
        world, group, option = place = max(moved, key=lambda one: abs(moved[one].mean))
        item = moved[place]
        return self.text.sentence(
            f"finding.option_groups.{'single' if single else 'most'}",
            what=what,
            group=group,
            option=self.option(option),
            world=world_name(self.text, world),
            size=fitted(self.scale, item).show(self.text, item.mean, signed=True),
            unit=self.scale.label(self.text, item.mean),
        )

    def plot(self) -> Json:
        """Return a table of tinted cells a world, rows groups, columns options."""
        rows = list(dict.fromkeys(label for _, label, _ in self.effects))
        sheets = []
        for view in self.run.worlds:
            cells = [[self.effects.get((view.world, row, one)) for one in self.run.options] for row in rows]
            factor = self.scale.factor
            numbers = [[one.mean * factor if one else float("nan") for one in own] for own in cells]
            words = [[self._words(one) if one else "" for one in own] for own in cells]
            sheets.append(Sheet(self.panel(view.world), self.scale.label(self.text), numbers, words))
        heads = [self.option(one) for one in self.run.options]
        return grid(sheets, rows, heads)

    def _words(self, item: Effect) -> str:
        return self.scale.show(self.text, item.mean, signed=True) + "*" * item.excludes_zero()

    def table(self) -> Table:
        """Return mean and interval of each cell: a row a world, option and group."""
        what = self.text(f"figure.{self.name}.measure", unit=self.scale.label(self.text))
        columns = [self.text("costs.option"), self.text("table.group"), *bounded(self.text, what)]
        rows = []
        for (world, group, option), item in self.effects.items():
            head = [self.row_head(world, option), name(group)]
            rows.append([*head, *effect_cells(self.text, self.scale, item)])
        return Table(columns, rows)
