"""A kind of figure: the level of one indicator over time, one line a role with the range of its seeds."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from reports.draw.pieces import LEGEND, YEARS, band, broken, dates, line
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import ROLES, Json, layout
from reports.draw.units import Scale, level_scale
from reports.kinds.figure import Figure
from reports.story.sentences import finding
from simulator.findings.effects import Effect, effect
from simulator.findings.intervals import Array
from simulator.findings.windows import Months, quarters

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
