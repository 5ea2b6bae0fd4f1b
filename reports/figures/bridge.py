"""From posts abolished to net employment: where the posts that AI abolishes go."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from reports.draw import FEW, broken, rounded
from reports.effects import LEVELLED, Contrast, Effect, effect
from reports.figure import Figure
from reports.sentences import numbers, outcome, span
from reports.table import Table, effect_cells, name
from reports.theme import BLUE, GREY, ORANGE, Json, layout
from reports.units import Scale, scale

ABOLISHED = ("attrition", "hiring_forgone", "layoffs")
CREATED = ("new_tasks", "productivity")


class Bridge(Figure):
    """Differences between the runs with and without AI, cumulated, in people."""

    section = "bridge"
    order = 1

    @cached_property
    def contrast(self) -> Contrast | None:
        """AI against no AI, without policy."""
        return next((item for item in self.contrasts if item.name == "ai"), None)

    @cached_property
    def steps(self) -> dict[str, Effect]:
        """Effects by name of the step; the net one is the difference in people in work."""
        if self.contrast is None:
            return {}
        names = {step: f"posts_abolished_{step}" for step in ABOLISHED}
        names |= {step: f"posts_{step}" for step in CREATED}
        found = {step: effect(self.run, self.contrast, item, LEVELLED) for step, item in names.items()}
        found["net"] = effect(self.run, self.contrast, "employed")
        return {step: item for step, item in found.items() if item is not None}

    def available(self) -> bool:
        """Tell whether the run has every step."""
        return len(self.steps) == len(ABOLISHED) + len(CREATED) + 1

    @cached_property
    def heights(self) -> dict[str, float]:
        """Signed height of each bar in people, the residual included."""
        signed = {step: -self.steps[step].mean for step in ABOLISHED}
        signed |= {step: self.steps[step].mean for step in CREATED}
        net = self.steps["net"].mean
        return signed | {"residual": net - sum(signed.values()), "net": net}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all steps."""
        return scale(self.run, "employed", self.heights.values(), difference=True)

    def values(self) -> dict[str, object]:
        """Return unit and window."""
        return {"unit": self.scale.label(self.text), "when": self.finding_values()["when"]}

    def finding_values(self) -> dict[str, str]:
        """Return the numbers that the title tells."""
        abolished = sum(self.steps[step].mean for step in ABOLISHED)
        share = self.steps["layoffs"].mean / abolished * 100 if abolished > 0 else float("nan")
        net = self.steps["net"]
        return numbers(self.run, self.text, net) | {
            "abolished": self.scale.show(self.text, abolished),
            "posts": self.text(f"unit.posts.{self.scale.unit}"),
            "layoffs": self.text.number(share, 0),
            "size": self.scale.show(self.text, abs(net.mean)),
            "unit": self.scale.label(self.text),
            "when": span(self.run, self.text, LEVELLED),
        }

    def finding(self) -> str:
        """Return posts abolished, the part that are layoffs, and what it means for employment."""
        if sum(self.steps[step].mean for step in ABOLISHED) <= 0:
            return self.text.sentence("finding.bridge.nothing", **self.finding_values())
        return self.text.sentence(f"finding.bridge.{outcome(self.steps['net'])}", **self.finding_values())

    def plot(self) -> Json:
        """Return a waterfall from the top, with the net difference as its last bar."""
        rows = [broken(self.text(f"bridge.{step}"), 14) for step in self.heights]
        shown = [value * self.scale.factor for value in self.heights.values()]
        trace = {
            "type": "waterfall",
            "orientation": "h",
            "y": rows,
            "x": shown,
            "measure": ["relative"] * (len(rows) - 1) + ["total"],
            "text": [self.scale.show(self.text, value, signed=True) for value in self.heights.values()],
            "textposition": "auto",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "hoverinfo": "y+text",
            "decreasing": {"marker": {"color": ORANGE.colour}},
            "increasing": {"marker": {"color": BLUE.colour}},
            "totals": {"marker": {"color": GREY.colour}},
            "connector": {"line": {"color": GREY.colour, "width": 1, "dash": "dot"}},
        }
        ends = np.cumsum([0.0, *shown[:-1]])
        margin = 0.36 * (ends.max() - ends.min() or 1.0)  # room for the numbers of short bars
        form = layout(self.text.separators, height=420) | {
            "xaxis": {
                "title": {"text": self.scale.label(self.text)},
                "zeroline": True,
                "range": rounded([ends.min() - margin, ends.max() + margin / 3]),
                **FEW,
            },
            "yaxis": {"autorange": "reversed", "type": "category", "showgrid": False},
        }
        return {"data": [trace], "layout": form}

    def table(self) -> Table:
        """Return each step with its interval; posts abolished are counted as positive numbers here."""
        heads = [self.text("table.step"), self.scale.label(self.text)]
        heads += [self.text("table.low", what=heads[1]), self.text("table.high", what=heads[1])]
        rows = [[name(self.text(f"bridge.table.{step}")), *effect_cells(self.text, self.scale, item)]
                for step, item in self.steps.items()]  # fmt: skip
        return Table(heads, rows)
