"""A kind of figure: the paired difference in one indicator over time, a panel an option, a fan a world."""

from __future__ import annotations

from functools import cached_property
from math import floor, isfinite, log10
from typing import ClassVar

from reports.draw.pieces import NAME, YEARS, band, broken, dates, legend_below, line, panel_name, stacked
from reports.draw.table import Table
from reports.draw.theme import Json, layout
from reports.draw.units import Scale, fitted, scale
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Course, by_quarter, difference
from simulator.findings.effects import Effect, effect

PANEL, LINE, LEGEND = 110, 17, 60  # pixels


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
        height = (PANEL + head) * len(self.shown) + LEGEND
        form = layout(self.text.separators, height=height)
        form |= {"showlegend": len(self.views) > 1, "legend": legend_below(height), "annotations": []}
        traces: list[Json] = []
        step = self._step()
        for option, (axis, domain) in zip(self.shown, stacked(len(self.shown), height, head), strict=True):
            for view in self.views:
                if (view.world, option) in self.lines:
                    traces += self._fan(view.world, option, axis, legend=option == self.shown[0])
            form["annotations"].append(panel_name(self.option(option), domain[1]))
            form[f"xaxis{axis}"] = {**YEARS, "nticks": 6, "anchor": f"y{axis}",
                                    "showticklabels": option == self.shown[-1]}  # fmt: skip
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
