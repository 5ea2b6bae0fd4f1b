"""How much each drawn parameter of a policy moves its effect, the largest first."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pieces import (
    FEW,
    TITLE,
    broken,
    dots,
    legend_below,
    names_of_rows,
    panel_title,
    panels,
    row_pixels,
)
from reports.draw.table import Cell, Table, name
from reports.draw.theme import SERIES, Json, layout
from reports.draw.units import Scale, scale
from reports.kinds.figure import Figure
from reports.story.sentences import noun, world_name
from reports.story.settings import called
from simulator.findings.options import DECISIVE
from simulator.findings.spread import Swing, swings

ROW, LEGEND = 40, 60  # pixels
Line = tuple[str, str]  # scenario, parameter


class Tornado(Figure):
    """Upper half of the draws less lower half, for jobs and for the public balance, a dot a world."""

    compares = None
    holds = "swings"
    section = "sure"
    order = 9

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each scenario that may have drawn parameters."""
        return {one.scenario: label for label, one in self.told_of if one.name != "ai"}

    @cached_property
    def swings(self) -> list[Swing]:
        """What every drawn parameter does, in every world."""
        return [swing for _, one in self.told_of if one.name != "ai"
                for swing in swings(self.run.worlds, one, DECISIVE)]  # fmt: skip

    @cached_property
    def shown(self) -> list[str]:
        """Indicators with swings."""
        return [one for one in DECISIVE if any(swing.indicator == one for swing in self.swings)]

    def lines(self, indicator: str) -> list[Line]:
        """Return the rows of a panel, the parameter that moves most first."""
        size: dict[Line, float] = {}
        for one in (swing for swing in self.swings if swing.indicator == indicator):
            line = one.contrast.scenario, one.parameter
            size[line] = max(size.get(line, 0.0), abs(one.mean))
        return sorted(size, key=lambda line: -size[line])

    def scale(self, indicator: str) -> Scale:
        """Return the scale of one panel."""
        mine = [one for one in self.swings if one.indicator == indicator]
        values = [value for one in mine for value in (one.mean, one.low, one.high)]
        return scale(self.run, self.text, indicator, values,
                     difference=True, halves=[one.high - one.mean for one in mine])  # fmt: skip

    def finding(self) -> str:
        """Return the parameter that clearly moves an effect most, or that none does."""
        clear = [one for one in self.swings if one.low > 0 or one.high < 0]
        jobs = [one for one in clear if one.indicator == DECISIVE[0]] or clear
        if not jobs:
            return self.text.sentence("finding.tornado.unclear")
        top = max(jobs, key=lambda one: abs(one.mean))
        shown = self.scale(top.indicator)
        return self.text.sentence(
            "finding.tornado", parameter=self._called((top.contrast.scenario, top.parameter)),
            what=noun(self.run, self.text, top.indicator), unit=shown.label(self.text, top.mean),
            size=shown.show(self.text, top.mean, signed=True),
        )  # fmt: skip

    def _called(self, line: Line) -> str:
        scenario, parameter = line
        told = called(self.run, self.text, parameter, [scenario])
        if len(self.names) == 1:
            return told
        return self.text("tornado.row", option=self.names[scenario], parameter=told)

    def plot(self) -> Json:
        """Return one panel an outcome, one row a parameter, one dot a world."""
        rows = {one: self.lines(one) for one in self.shown}
        labels = {one: [broken(self._called(line), 26) for line in lines] for one, lines in rows.items()}
        each = row_pixels([one for own in labels.values() for one in own], ROW)
        height = sum(TITLE + 14 + each * len(lines) for lines in rows.values()) + LEGEND
        several = len(self.run.worlds) > 1
        form = layout(self.text.separators, height=height) | {
            "showlegend": several, "annotations": [], "legend": legend_below(height - LEGEND),
        }  # fmt: skip
        traces = []
        places = panels(len(rows), height - LEGEND)
        for (indicator, lines), (axis, domain) in zip(rows.items(), places, strict=True):
            shown = self.scale(indicator)
            for place, view in enumerate(self.run.worlds):
                shift = 0.4 * (place / (len(self.run.worlds) - 1) - 0.5) if several else 0.0
                mine = [one for one in self.swings if (one.indicator, one.world) == (indicator, view.world)]
                y = [lines.index((one.contrast.scenario, one.parameter)) + shift for one in mine]
                mean, low, high = ([getattr(one, part) * shown.factor for one in mine]
                                   for part in ("mean", "low", "high"))  # fmt: skip
                label = self.text("legend.world", world=world_name(self.text, view.world))
                hover = f"%{{x:+,.{shown.digits}f}}<extra>{label}</extra>"
                look = SERIES[place % len(SERIES)]
                shown_ = dots(mean, y, low, high, look, hover, name=label, axis=axis)
                traces.append(shown_ | {"showlegend": axis == ""})
            form["annotations"].append(panel_title(self.label(indicator), shown.label(self.text), domain[1]))
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "zeroline": True, "rangemode": "tozero", **FEW}
            names = names_of_rows(labels[indicator])
            form[f"yaxis{axis}"] = {**names, "domain": domain, "anchor": f"x{axis}"}
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return the swing of every parameter on every outcome in every world."""
        heads = [
            self.text(f"table.tornado.{head}")
            for head in ("parameter", "outcome", "world", "mean", "low", "high")
        ]
        rows = []
        for one in self.swings:
            shown = self.scale(one.indicator)
            contrast = one.contrast
            data = {"tornado": one.parameter, "indicator": one.indicator, "scenario": contrast.scenario,
                    "role": contrast.treated, "against": contrast.base, "world": one.world,
                    "against-scenario": contrast.against, "scale": f"{shown.factor:.10g}"}  # fmt: skip
            parts = (("mean", one.mean), ("low", one.low), ("high", one.high))
            cells = [
                Cell(shown.show(self.text, value, signed=True), value * shown.factor, data | {"stat": stat})
                for stat, value in parts
            ]
            what = self.text(
                "table.tornado.measure", what=self.label(one.indicator), unit=shown.label(self.text)
            )
            world = world_name(self.text, one.world)
            rows.append(
                [name(self._called((contrast.scenario, one.parameter))), name(what), name(world), *cells]
            )
        return Table(heads, rows)
