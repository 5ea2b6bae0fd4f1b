"""A kind of figure: the paired difference in one indicator over time, a panel for each comparison."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from reports.draw.pieces import YEARS, band, dates, line, panel_title, panels
from reports.draw.table import Table
from reports.draw.theme import CONTRASTS, Json, layout
from reports.draw.units import Scale, scale
from reports.kinds.figure import Course, Figure, by_quarter, difference
from reports.story.sentences import finding
from simulator.findings.effects import Contrast, Effect, effect

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
