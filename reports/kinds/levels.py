"""A kind of figure: the level of one indicator over time, one line a role with the range of its seeds.

A kind of figure: the paired difference in one indicator over time, a panel for each comparison.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from reports.draw.pieces import LEGEND, YEARS, band, broken, dates, line, panel_title, panels
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import CONTRASTS, ROLES, Json, layout
from reports.draw.units import Scale, level_scale, scale
from reports.kinds.figure import Course, Figure, by_quarter, difference
from reports.story.sentences import finding
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, quarters

PANEL = 290  # pixels


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

    def what(self, contrast: Contrast) -> str:
        """Return the name of a comparison in the table."""
        return self.text(f"contrast.{contrast.name}")

    def plot(self) -> Json:
        """Return one panel a comparison."""
        places = panels(len(self.lines), PANEL * len(self.lines))
        form = layout(self.text.separators, height=PANEL * len(self.lines)) | {"annotations": []}
        traces: list[Json] = []
        for contrast, (axis, domain) in zip(self.lines, places, strict=True):
            months, *parts = self.lines[contrast]
            mean, low, high = (part * self.scale(contrast).factor for part in parts)
            x, look = dates(self.start, months), CONTRASTS[contrast.name]
            title = self.text(f"panel.{contrast.name}")
            hover = f"%{{x|%B %Y}}<br>%{{y:+,.{self.scale(contrast).digits}f}}<extra></extra>"
            traces += [*band(x, low, high, look, axis=axis), line(x, mean, look, title, hover, axis=axis)]
            form["annotations"].append(panel_title(title, self.scale(contrast).label(self.text), domain[1]))
            form[f"xaxis{axis}"] = {**YEARS, "nticks": 6, "anchor": f"y{axis}"}
            form[f"yaxis{axis}"] = {
                "domain": domain,
                "anchor": f"x{axis}",
                "zeroline": True,
                "rangemode": "tozero",
            }
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and interval of each comparison by quarter."""
        return by_quarter(self.text, self.start, (
            (self.what(contrast), self.scale(contrast), self.effect(contrast), months, parts)
            for contrast, (months, *parts) in self.lines.items()
        ))  # fmt: skip


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
        form = layout(self.text.separators, height=360) | {
            "showlegend": True,
            "hovermode": "closest",
            "yaxis": {"title": {"text": self.scale.label(self.text)}},
            "xaxis": {**YEARS, "nticks": 6},
        }
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and range of each role by quarter."""
        columns = [self.text(self.period)]
        rows: dict[int, list[Cell]] = {}
        for role, (months, values) in self.lines.items():
            who = self.text(f"role.{role}")
            columns += [who, *([self.text("table.p10", what=who), self.text("table.p90", what=who)])]
            low, high = np.percentile(values, SPREAD, axis=0)
            for index, month in enumerate(months.tolist()):
                row = rows.setdefault(month, [name(self.text.month(self.start, month))])
                for stat, numbers in (("mean", values.mean(axis=0)), ("p10", low), ("p90", high)):
                    row.append(self._cell(float(numbers[index]), role, month, stat))
        return Table(columns, [rows[month] for month in sorted(rows) if len(rows[month]) == len(columns)])

    def traced(self, month: int) -> dict[str, object]:
        """Return which rows of the run a number of that month is made from."""
        everyone = {"by": "total", "group": "all"}
        return {"indicator": self.indicator, **everyone, "month": month, "window": "quarter"}

    def _cell(self, value: float, role: str, month: int, stat: str) -> Cell:
        return level(self.text, self.scale, value, scenario=self.run.scenario, role=role, stat=stat,
                     **self.traced(month))  # fmt: skip
