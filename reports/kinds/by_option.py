"""What every figure of a comparison shares: each option against the baseline, in each world by itself.

A kind of figure: the paired difference in one indicator over time, a panel an option, a fan a world.

A kind of figure: one effect at the end of the horizon, a row an option, a dot a world.

A kind of figure: the effect of each option on each group of people, a tinted cell, a panel a world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import floor, isfinite, log10
from typing import ClassVar

from reports.data.run import Run
from reports.draw.pictures import Sheet, grid
from reports.draw.pieces import (
    FEW,
    NAME,
    YEARS,
    band,
    broken,
    dates,
    dots,
    legend_below,
    line,
    names_of_rows,
    panel_name,
    stacked,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import DOWN, SERIES, UP, Json, Look, layout
from reports.draw.units import Scale, effect_scale, fitted, scale
from reports.kinds.figure import Course, Figure, by_quarter, difference
from reports.story.sentences import option, span, tally, verdict_word, world_name
from simulator.findings.effects import Contrast, Effect, effect, options
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import Verdict

Place = tuple[str, str]  # world, option


class ByOption(Figure):
    """A figure of a comparison. Worlds stand side by side and are never pooled."""

    compares = True

    @cached_property
    def views(self) -> tuple[Run, ...]:
        """The run in each world."""
        return self.run.worlds

    @cached_property
    def against(self) -> str:
        """What the options are compared with."""
        return option(self.run, self.text, self.run.comparison["baseline"])

    def contrasts_in(self, view: Run) -> tuple[Contrast, ...]:
        """Each option against the baseline, in one world."""
        return options(view)

    def option(self, name: str) -> str:
        """Return an option's title."""
        return option(self.run, self.text, name)

    def world(self, name: str) -> str:
        """Return a world's name."""
        return world_name(self.text, name)

    def panel(self, world: str) -> str:
        """Return what stands over the panel of a world."""
        return self.text("legend.world", world=self.world(world))

    def look(self, view: Run) -> Look:
        """Return how a world is told from the others."""
        return SERIES[self.views.index(view) % len(SERIES)]

    def values(self) -> dict[str, object]:
        """Return baseline and worlds for subtitle and note."""
        worlds = ", ".join(self.world(view.world) for view in self.views)
        return {"against": self.against, "worlds": worlds, **super().values()}

    def row_head(self, world: str, name: str) -> Cell:
        """Return what a row of a table is called: the option, with its world where there are several."""
        if len(self.views) == 1:
            return Cell(self.option(name), head=True)
        told = self.text("table.option.world", option=self.option(name), world=self.world(world))
        return Cell(told, head=True)

    def tinted(
        self,
        rows: Sequence[str],
        at: Callable[[str, str, str], Interval | None],
        shown: Scale,
        mark: str = "",
    ) -> Json:
        """Return a table of tinted cells, a panel a world: rows as named, a column an option.

        `at` gives the effect of a world, row and option; `mark` follows those whose interval excludes zero.
        """
        sheets = []
        for view in self.views:
            cells = [[at(view.world, row, option) for option in self.run.options] for row in rows]
            numbers = [[one.mean * shown.factor if one else float("nan") for one in line] for line in cells]
            words = [
                [shown.show(self.text, one.mean, signed=True) + mark * one.excludes_zero() if one else ""
                 for one in line]
                for line in cells
            ]  # fmt: skip
            sheets.append(Sheet(self.panel(view.world), shown.label(self.text), numbers, words))
        heads = [self.option(one) for one in self.run.options]
        return grid(self.text.separators, sheets, rows, heads, UP, DOWN)

    def number_of(self, name: str) -> str:
        """Return the number by which an option is told where there is no room for its name."""
        return self.text.number(self.run.options.index(name) + 1, 0)

    def tally(self, effects: dict[Place, Effect], stem: str, shown: str, unit: str, best: Place) -> str:
        """Return a title true for any effects: how many options would clearly be better, how many worse.

        An option counts only where it is so in every world it was run in. `best` is the place with the best
        mean, `shown` that mean, told where its interval excludes zero. Of one option the verdict is told.
        """
        count = len({name for _, name in effects})
        told = {"option": self.option(best[1]), "world": self.world(best[0]), "size": shown, "unit": unit}
        if any(item.n < 2 for item in effects.values()):
            return self.text.sentence("tally.single", **told)
        if count == 1:
            verdict = verdict_word(self.run, self.text, effects[best])
            return self.text.sentence("tally.alone", verdict=verdict, **told)
        form = "one" if len({world for world, _ in effects}) == 1 else "several"
        better, worse = (_in_every(effects, one) for one in (Verdict.BETTER, Verdict.WORSE))
        counted = tally(self.text, stem, better, worse, count)
        if not effects[best].excludes_zero():  # chance alone may have made it the best
            form = "worlds" if form == "several" else "counted"
        return self.text.sentence(f"tally.{form}", tally=counted, **told)


def _in_every(effects: dict[Place, Effect], verdict: Verdict) -> int:
    """Return how many options have this verdict in every world."""
    names: Iterable[str] = {name for _, name in effects}
    return sum(all(item.seen is verdict for (_, own), item in effects.items() if own == name)
               for name in names)  # fmt: skip


PANEL, LINE, UNDER = 110, 17, 60  # pixels; what stands under the panels


class OptionFans(ByOption):
    """Mean over seeds of the paired difference with its pointwise 95 % interval and the zero line."""

    kind = "options"
    indicator: ClassVar[str]

    @cached_property
    def lines(self) -> dict[Place, Course]:
        """The difference of each option in each world."""
        found = {(view.world, contrast.scenario): difference(view, contrast, self.indicator)
                 for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip
        return {place: course for place, course in found.items() if course is not None}

    @cached_property
    def effects(self) -> dict[Place, Effect]:
        """Effects at the end of the horizon, which the title tells."""
        found = {(view.world, contrast.scenario): effect(view, contrast, self.indicator)
                 for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip
        return {place: item for place, item in found.items() if item is not None}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all panels, so that they can be compared."""
        values = [float(value) for parts in self.lines.values() for part in parts[1:] for value in part]
        return scale(self.run, self.text, self.indicator, values, difference=True)

    def available(self) -> bool:
        """Tell whether the run holds this indicator for any option."""
        return bool(self.lines) and bool(self.effects)

    def finding(self) -> str:
        """Return how many options would be better or worse, and the largest effect."""
        best = max(self.effects, key=lambda place: self.effects[place].mean)
        shown = fitted(self.scale, self.effects[best]).show(self.text, self.effects[best].mean, signed=True)
        unit = self.scale.label(self.text, self.effects[best].mean)
        return self.tally(self.effects, self.indicator, shown, unit, best)

    @cached_property
    def shown(self) -> list[str]:
        """Options with a panel."""
        return [name for name in self.run.options if any(own == name for _, own in self.lines)]

    def plot(self) -> Json:
        """Return one panel an option on one scale, each world with its own colour, dash and symbol."""
        head = 10 + LINE * max(broken(self.option(one), NAME).count("<br>") + 1 for one in self.shown)
        height = (PANEL + head) * len(self.shown) + UNDER
        form = layout(self.text.separators, height=height)
        form |= {"showlegend": len(self.views) > 1, "legend": legend_below(height), "annotations": []}
        traces: list[Json] = []
        step = self._step()
        for one, (axis, domain) in zip(self.shown, stacked(len(self.shown), height, head), strict=True):
            for view in self.views:
                if (view.world, one) in self.lines:
                    traces += self._fan(view.world, one, axis, legend=one == self.shown[0])
            form["annotations"].append(panel_name(self.option(one), domain[1]))
            form[f"xaxis{axis}"] = {**YEARS, "nticks": 6, "anchor": f"y{axis}",
                                    "showticklabels": one == self.shown[-1]}  # fmt: skip
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True,
                                    "rangemode": "tozero", "dtick": step,
                                    **({"matches": "y"} if axis else {})}  # fmt: skip
        return {"data": traces, "layout": form}

    def _step(self) -> float:
        """Return a round number of which two or three fit into the height of a panel."""
        shown = [value * self.scale.factor for parts in self.lines.values() for part in parts[1:]
                 for value in part if isfinite(value)]  # fmt: skip
        third = (max([0.0, *shown]) - min([0.0, *shown])) / 3 or 1.0
        power = 10.0 ** floor(log10(third))
        return power * next(one for one in (5.0, 2.0, 1.0) if one * power <= third)

    def _fan(self, world: str, option: str, axis: str, *, legend: bool) -> list[Json]:
        months, *parts = self.lines[world, option]
        mean, low, high = (part * self.scale.factor for part in parts)
        x, look = dates(self.start, months), self.look(next(v for v in self.views if v.world == world))
        label = self.text("legend.world", world=self.world(world))
        hover = f"%{{x|%B %Y}}<br>%{{y:+,.{self.scale.digits}f}}<extra></extra>"
        shown = line(x, mean, look, label, hover, axis=axis) | {"showlegend": legend, "legendgroup": world}
        return [*band(x, low, high, look, axis=axis), shown]

    def table(self) -> Table:
        """Return mean and interval of each option in each world, by quarter."""
        return by_quarter(self.text, self.start, (
            (self.row_head(world, option).text, self.scale, self.effects[world, option], months, parts)
            for (world, option), (months, *parts) in self.lines.items()
        ))  # fmt: skip


ROW, LEGEND = 30, 96  # pixels


class OptionDots(ByOption):
    """Paired difference of each option in each world."""

    holds = "effects"
    kind = "option_dots"
    indicator: ClassVar[str]
    lower_is_better: ClassVar[bool] = False

    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        """Return the effect that a dot shows."""
        return effect(view, contrast, self.indicator)

    @cached_property
    def effects(self) -> Mapping[Place, Effect]:
        """Effects by world and option."""
        found = {(view.world, contrast.scenario): self.effect_in(view, contrast)
                 for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip
        return {place: item for place, item in found.items() if item is not None}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        return effect_scale(self.run, self.text, *self.effects.values())

    def finding(self) -> str:
        """Return how many options would be better or worse, and the best mean."""
        pick = min if self.lower_is_better else max
        best = pick(self.effects, key=lambda place: self.effects[place].mean)
        shown = fitted(self.scale, self.effects[best]).show(self.text, self.effects[best].mean, signed=True)
        unit = self.scale.label(self.text, self.effects[best].mean)
        return self.tally(dict(self.effects), self.name, shown, unit, best)

    def values(self) -> dict[str, object]:
        """Return unit, window, baseline and worlds."""
        first = next(iter(self.effects.values()))
        return {**super().values(), "when": span(self.run, self.text, first.window)}

    def plot(self) -> Json:
        """Return dots with whiskers; the worlds of an option stand one above the other."""
        options = [name for name in self.run.options if any(own == name for _, own in self.effects)]
        height = LEGEND + 20 + max(ROW, 13 * len(self.views) + 12) * len(options)
        form = layout(self.text.separators, height=height)
        form |= {
            "showlegend": len(self.views) > 1,
            "legend": legend_below(height) | {"y": -70 / height},
            "xaxis": {"title": {"text": self.scale.label(self.text)}, "zeroline": True,
                      "rangemode": "tozero", **FEW},
            "yaxis": names_of_rows([broken(self.option(option), 26) for option in options]),
        }  # fmt: skip
        traces = []
        for place, view in enumerate(self.views):
            shift = 0.0 if len(self.views) == 1 else 0.5 * (place / (len(self.views) - 1) - 0.5)
            shown = {line: self.effects[view.world, option] for line, option in enumerate(options)
                     if (view.world, option) in self.effects}  # fmt: skip
            mean, low, high = ([getattr(item, part) * self.scale.factor for item in shown.values()]
                               for part in ("mean", "low", "high"))  # fmt: skip
            label = self.panel(view.world)
            hover = f"%{{x:+,.{self.scale.digits}f}} {self.scale.label(self.text)}<extra>{label}</extra>"
            traces.append(dots(mean, [line + shift for line in shown], low, high, self.look(view), hover,
                               name=label))  # fmt: skip
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and interval of each option in each world."""
        unit = self.scale.label(self.text)
        what = self.text(f"figure.{self.name}.measure", unit=unit)
        columns = [self.text("costs.option"), *bounded(self.text, what), self.text("table.verdict")]
        rows = []
        for place, item in self.effects.items():
            cells = effect_cells(self.text, self.scale, item)
            word = name(verdict_word(self.run, self.text, item))
            rows.append([self.row_head(*place), *cells, word])
        return Table(columns, rows)


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
