"""Kinds of figure over time: the level of one indicator, one line a role with the range of its seeds.

The paired difference in one indicator: a panel a comparison, or a panel an option with a fan a world.
"""

from functools import cached_property
from math import floor, isfinite, log10
from typing import ClassVar

import numpy as np

from reports.draw.pieces import (
    LEGEND,
    NAME,
    YEARS,
    Panels,
    band,
    broken,
    dates,
    legend_below,
    line,
    panel_title,
    panels,
    stacked,
)
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import CONTRASTS, ROLES, Json, layout
from reports.draw.units import Scale, level_scale, scale
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Course, Figure, by_quarter, difference
from reports.story.sentences import finding
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, quarters

PANEL = 290  # pixels
TIME = {**YEARS, "nticks": 6}
FAN, LINE, UNDER = 110, 17, 60  # pixels of an option's panel, of a line of its name, of what is below all


class Differences(Figure):
    """Mean over seeds of the paired difference, with its pointwise 95 % interval and the zero line."""

    holds = "lines"
    kind = "differences"
    indicator: ClassVar[str]

    @cached_property
    def lines(self) -> dict[Contrast, Course]:
        """The difference of each comparison."""
        found = {one: difference(self.run, one, self.indicator) for one in self.contrasts}
        return {contrast: course for contrast, course in found.items() if course is not None}

    def effect(self, contrast: Contrast) -> Effect:
        """Return the effect at the end of the horizon, which titles tell."""
        found = effect(self.run, contrast, self.indicator)
        assert found is not None
        return found

    def scale(self, contrast: Contrast) -> Scale:
        """Return the scale of one panel: an effect of AI may be far larger than one of a policy."""
        values = [float(value) for part in self.lines[contrast][1:] for value in part]
        return scale(self.run, self.text, self.indicator, values, difference=True)

    def finding(self) -> str:
        """Return the effect of the last comparison: the policy's if there is one."""
        return finding(self.run, self.text, self.effect(list(self.lines)[-1]))

    def plot(self) -> Json:
        """Return one panel a comparison."""
        height = PANEL * len(self.lines)
        made = Panels(height, panels(len(self.lines), height))
        for contrast, (months, *parts) in self.lines.items():
            shown, title = self.scale(contrast), self.text(f"panel.{contrast.name}")
            mean, low, high = (part * shown.factor for part in parts)
            x, look = dates(self.start, months), CONTRASTS[contrast.name]
            hover = f"%{{x|%B %Y}}<br>%{{y:+,.{shown.digits}f}}<extra></extra>"
            traces = [*band(x, low, high, look), line(x, mean, look, title, hover)]
            over = panel_title(title, shown.label(self.text))
            made.add(traces, over, TIME, {"zeroline": True, "rangemode": "tozero"})
        return made.drawn()

    def table(self) -> Table:
        """Return mean and interval of each comparison by quarter."""
        told = (
            (self.text(f"contrast.{one.name}"), self.scale(one), self.effect(one), months, parts)
            for one, (months, *parts) in self.lines.items()
        )
        return by_quarter(self.text, self.start, told)


class OptionFans(ByOption):
    """The same of each option: a panel each, in it a fan a world."""

    kind = "options"
    indicator: ClassVar[str]

    @cached_property
    def lines(self) -> dict[Place, Course]:
        """The difference of each option in each world."""
        return self.each(lambda view, contrast: difference(view, contrast, self.indicator))

    @cached_property
    def effects(self) -> dict[Place, Effect]:
        """Effects at the end of the horizon, which the title tells."""
        return self.each(lambda view, contrast: effect(view, contrast, self.indicator))

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
        return self.best(self.effects, self.indicator, self.scale)

    def plot(self) -> Json:
        """Return one panel an option on one scale, each world with its own colour, dash and symbol."""
        shown = [name for name in self.run.options if any(own == name for _, own in self.lines)]
        head = 10 + LINE * max(broken(self.option(one), NAME).count("<br>") + 1 for one in shown)
        height = (FAN + head) * len(shown) + UNDER
        form: Json = {"showlegend": len(self.run.worlds) > 1, "legend": legend_below(height)}
        made = Panels(height, stacked(len(shown), height, head), **form)
        step = self._step()
        for one in shown:
            worlds = [world for world in self.looks() if (world, one) in self.lines]
            traces = [trace for world in worlds for trace in self._fan(world, one)]
            numbers = {"zeroline": True, "rangemode": "tozero", "dtick": step}
            numbers |= {} if one == shown[0] else {"matches": "y"}
            time = TIME | {"showticklabels": one == shown[-1]}
            named = {"text": f"<b>{broken(self.option(one), NAME)}</b>", "yshift": 1, "font": {"size": 12.5}}
            made.add(traces, panel_title("") | named, time, numbers)
        return made.drawn()

    def _step(self) -> float:
        """Return a round number of which two or three fit into the height of a panel."""
        shown = [value * self.scale.factor for parts in self.lines.values() for part in parts[1:]
                 for value in part if isfinite(value)]  # fmt: skip
        third = (max([0.0, *shown]) - min([0.0, *shown])) / 3 or 1.0
        power = 10.0 ** floor(log10(third))
        return power * next(one for one in (5.0, 2.0, 1.0) if one * power <= third)

    def _fan(self, world: str, option: str) -> list[Json]:
        months, *parts = self.lines[world, option]
        mean, low, high = (part * self.scale.factor for part in parts)
        x, look = dates(self.start, months), self.looks()[world]
        hover = f"%{{x|%B %Y}}<br>%{{y:+,.{self.scale.digits}f}}<extra></extra>"
        middle = line(x, mean, look, self.panel(world), hover) | {"legendgroup": world}
        return [*band(x, low, high, look), middle]

    def table(self) -> Table:
        """Return mean and interval of each option in each world, by quarter."""
        told = (
            (self.row_head(*place).text, self.scale, self.effects[place], months, parts)
            for place, (months, *parts) in self.lines.items()
        )
        return by_quarter(self.text, self.start, told)


SHOWN = ("no_ai", "no_policy", "policy")
SPREAD = (10.0, 90.0)  # percentiles over seeds


class Levels(Figure):
    """Mean over seeds, and the range that holds the middle 80 % of them."""

    kind = "levels"
    indicator: ClassVar[str]
    period: ClassVar[str] = "table.quarter"

    @cached_property
    def lines(self) -> dict[str, tuple[Months, Array]]:
        """Months and keys × quarters of each role that the run holds."""
        found = {role: self.run.series(self.indicator, role) for role in SHOWN}
        return {role: quarters(item) for role, item in found.items() if item is not None}

    @cached_property
    def effect(self) -> Effect | None:
        """The effect that the title tells: the policy's, or AI's where there is no policy."""
        return self.effect_on(self.indicator)

    def effect_on(self, indicator: str) -> Effect | None:
        """Return the same effect on another indicator."""
        found = [effect(self.run, item, indicator) for item in self.contrasts]
        return next((item for item in reversed(found) if item is not None), None)

    @cached_property
    def scale(self) -> Scale:
        """Scale of the levels."""
        means = [float(value) for _, values in self.lines.values() for value in values.mean(axis=0)]
        return level_scale(self.run, self.text, self.indicator, means)

    def available(self) -> bool:
        """Tell whether some role has this indicator and an effect can be told."""
        return bool(self.lines) and self.effect is not None

    def finding(self) -> str:
        """Return what the policy, or else AI, does to the indicator at the end of the horizon."""
        assert self.effect is not None
        return finding(self.run, self.text, self.effect)

    def plot(self) -> Json:
        """Return one line and one band a role."""
        traces: list[Json] = []
        for role, (months, values) in self.lines.items():
            x, shown = dates(self.start, months), values * self.scale.factor
            if len(shown) > 1:
                low, high = np.percentile(shown, SPREAD, axis=0)
                traces += band(x, low, high, ROLES[role])
            label = self.text(f"role.{role}")
            hover = f"%{{x|%B %Y}}<br>{label}: %{{y:,.{self.scale.digits}f}}<extra></extra>"
            traces.append(line(x, shown.mean(axis=0), ROLES[role], broken(label, LEGEND), hover))
        unit = {"title": {"text": self.scale.label(self.text)}}
        form = layout(360)
        return {"data": traces, "layout": form | {"showlegend": True, "yaxis": unit, "xaxis": TIME}}

    def table(self) -> Table:
        """Return mean and range of each role by quarter."""
        columns = [self.text(self.period)]
        rows: dict[int, list[Cell]] = {}
        for role, (months, values) in self.lines.items():
            who = self.text(f"role.{role}")
            columns += [who, self.text("table.p10", what=who), self.text("table.p90", what=who)]
            low, high = np.percentile(values, SPREAD, axis=0)
            for index, month in enumerate(months.tolist()):
                row = rows.setdefault(month, [name(self.text.month(self.start, month))])
                data = {"scenario": self.run.scenario, "role": role, **self.traced(month)}
                for stat, numbers in (("mean", values.mean(axis=0)), ("p10", low), ("p90", high)):
                    row.append(level(self.text, self.scale, float(numbers[index]), stat=stat, **data))
        return Table(columns, [rows[month] for month in sorted(rows) if len(rows[month]) == len(columns)])

    def traced(self, month: int) -> dict[str, object]:
        """Return which rows of the run a number of that month is made from."""
        everyone = {"by": "total", "group": "all"}
        return {"indicator": self.indicator, **everyone, "month": month, "window": "quarter"}
