"""From posts abolished to net employment: where the posts that AI abolishes go."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import nan

import numpy as np

from reports.draw.pieces import FEW, broken, rounded
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import BLUE, GREY, ORANGE, Json, layout
from reports.draw.units import Scale, effect_scale
from reports.kinds.figure import Figure
from reports.story.sentences import counted, numbers, outcome, span
from simulator.findings.bridge import ABOLISHED, bridge
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.windows import CUMULATED, levelled

UNEXPLAINED = 0.5
"""From which part of the net effect on the residual is told first, and no step as what moved employment."""


class Bridge(Figure):
    """Differences between the runs with and without AI, cumulated, in people; the policy's in the table."""

    holds = "steps"
    section = "bridge"
    order = 1

    @cached_property
    def bridges(self) -> dict[Contrast, dict[str, Effect]]:
        """Signed effects of each comparison by step, from the first to the net one, which they add up to."""
        found = {contrast: bridge(self.run, contrast) for contrast in self.contrasts}
        return {contrast: steps for contrast, steps in found.items() if steps}

    @cached_property
    def steps(self) -> Mapping[str, Effect]:
        """The steps of AI against no AI, without policy: what is drawn."""
        return next((steps for contrast, steps in self.bridges.items() if contrast.name == "ai"), {})

    @cached_property
    def scale(self) -> Scale:
        """One scale for all steps of all comparisons."""
        every = (item for steps in self.bridges.values() for item in steps.values())
        return effect_scale(self.run, self.text, self.steps["net"], *every)

    def values(self) -> dict[str, object]:
        """Return unit and window."""
        when = span(self.run, self.text, levelled(self.run.window))
        return {"unit": self.scale.label(self.text), "when": when, **self._layoffs()}

    def _layoffs(self) -> dict[str, object]:
        """Return the layoffs drawn, and those of the whole run, which the scorecard counts."""
        whole = effect(self.run, self.steps["net"].contrast, "displaced", CUMULATED)
        shown = {"so_far": self.steps["layoffs"].mean, "whole": whole.mean if whole else nan}
        return {key: self.scale.show(self.text, abs(value)) for key, value in shown.items()}

    def finding(self) -> str:
        """Return posts abolished and what it means for employment, or that the steps do not tell."""
        abolished = -sum(self.steps[step].mean for step in ABOLISHED.values())
        if abolished <= 0:
            return self.text.sentence("finding.bridge.nothing")
        net, rest = self.steps["net"], self.steps["residual"]
        if net.n > 1 and abs(rest.mean) >= UNEXPLAINED * abs(net.mean):
            apart = {"apart": net.mean - rest.mean, "whole": net.mean, "rest": rest.mean}
            return self.text.sentence("finding.bridge.residual", **{
                key: self.scale.show(self.text, value, signed=True) for key, value in apart.items()
            })  # fmt: skip
        told = numbers(self.run, self.text, net) | {
            "abolished": self.scale.show(self.text, abolished),
            "posts": self.text.plural(
                f"unit.posts.{self.scale.unit}", abolished * self.scale.factor, digits=self.scale.digits
            ),
            "layoffs": self.text.number(-self.steps["layoffs"].mean / abolished * 100, 0),
            "count": counted(self.text, self.scale, abs(net.mean)),
        }
        return self.text.sentence(f"finding.bridge.{outcome(net)}", **told)

    def plot(self) -> Json:
        """Return a waterfall from the top, with the net difference as its last bar."""
        # The number stands under the name of its step: beside a short bar it would have no room on a phone.
        rows = [f"{broken(self.text(f'bridge.{step}'), 16)}<br><b>"
                f"{self.scale.show(self.text, item.mean, signed=True)}</b>"
                for step, item in self.steps.items()]  # fmt: skip
        shown = [item.mean * self.scale.factor for item in self.steps.values()]
        ends = np.cumsum([0.0, *shown[:-1]])
        across = float(ends.max() - ends.min()) or 1.0
        trace = {
            "type": "waterfall",
            "orientation": "h",
            "y": rows,
            "x": shown,
            "measure": ["relative"] * (len(rows) - 1) + ["total"],
            "hoverinfo": "y",
            "decreasing": {"marker": {"color": ORANGE.colour}},
            "increasing": {"marker": {"color": BLUE.colour}},
            "totals": {"marker": {"color": GREY.colour}},
            "connector": {"line": {"color": GREY.colour, "width": 1, "dash": "dot"}},
        }
        margin = 0.05 * across
        form = layout(self.text.separators, height=420) | {
            "xaxis": {
                "title": {"text": self.scale.label(self.text)},
                "zeroline": True,
                "range": rounded([ends.min() - margin, ends.max() + margin]),
                **FEW,
                "nticks": 3,
            },
            "yaxis": {"autorange": "reversed", "type": "category", "showgrid": False},
        }
        return {"data": [trace], "layout": form}

    def terms(self) -> list[tuple[str, str]]:
        """Return what each step means."""
        return [(self.text(f"bridge.{step}"), self.text(f"bridge.{step}.means")) for step in self.steps]

    def table(self) -> Table:
        """Return each step of each comparison with its interval, signed as it moves employment."""
        heads = [self.text("table.step")]
        for contrast in self.bridges:
            what = f"{self.text(f'contrast.{contrast.name}')} ({self.scale.label(self.text)})"
            heads += bounded(self.text, what)
        rows = []
        for step in self.steps:
            cells = [name(self.text(f"bridge.{step}"))]
            for steps in self.bridges.values():
                cells += effect_cells(self.text, self.scale, steps[step])
            rows.append(cells)
        return Table(heads, rows)
