"""The effect in some years of the run: on jobs, prices, the bank's rate, trade and the budget."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pieces import legend_below, panel_title, panels, rounded, whiskers
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import CONTRASTS, Json, layout
from reports.draw.units import Scale, effect_scale
from reports.kinds.figure import Figure
from reports.story.sentences import year_name
from simulator.findings.effects import FOLLOWED, Contrast, Course, Effect, Followed, differing, path

PANEL = 190  # pixels
DRAWN = FOLLOWED[:4]
JOBS = FOLLOWED[0]


class Path(Figure):
    """Paired differences as means of some years: a panel an outcome, a mark a comparison."""

    holds = "courses"
    section = "jobs"
    order = 0

    @cached_property
    def courses(self) -> dict[Contrast, Course]:
        """Effects by comparison and outcome."""
        found = {contrast: path(self.run, contrast) for contrast in self.contrasts}
        return {contrast: course for contrast, course in found.items() if len(course.get(JOBS, ())) > 1}

    @cached_property
    def drawn(self) -> list[Followed]:
        """What the run holds of the outcomes that are drawn."""
        return [one for one in DRAWN if any(one in course for course in self.courses.values())]

    def scale(self, followed: Followed) -> Scale:
        """Return the scale of one outcome, for all comparisons."""
        effects = [one for course in self.courses.values() for one in course.get(followed, ())]
        return effect_scale(self.run, self.text, *effects)

    def finding(self) -> str:
        """Return the effect on jobs of the last comparison in its first and last year."""
        contrast, course = list(self.courses.items())[-1]
        shown, effects = self.scale(JOBS), differing(course[JOBS])
        first, last = effects[0], effects[-1]
        return self.text.sentence(
            f"finding.path.{contrast.name}", unit=shown.label(self.text),
            first=shown.show(self.text, first.mean, signed=True), first_year=self._year(first),
            last=shown.show(self.text, last.mean, signed=True), last_year=self._year(last),
        )  # fmt: skip

    def _year(self, one: Effect) -> str:
        return year_name(self.run, self.text, one.window)

    def _place(self, one: Effect) -> int:
        """Return where a year stands: as far from the others as it is in time."""
        return one.window.year or 0

    def plot(self) -> Json:
        """Return one panel an outcome, one mark with its interval a comparison and year."""
        height = PANEL * len(self.drawn)
        form = layout(self.text.separators, height=height) | {
            "annotations": [],
            "showlegend": True,
            "legend": legend_below(height),
        }
        traces: list[Json] = []
        for followed, (axis, domain) in zip(self.drawn, panels(len(self.drawn), height), strict=True):
            shown = self.scale(followed)
            for contrast, course in self.courses.items():
                traces.append(self._marks(contrast, course.get(followed, []), shown, axis))
            title = self.label(followed.indicator)
            form["annotations"].append(panel_title(title, shown.label(self.text), domain[1]))
            told = [effects for course in self.courses.values() for effects in course.values()]
            form[f"xaxis{axis}"] = {
                "anchor": f"y{axis}", "showgrid": False, "zeroline": False, "tickangle": 0,
                "tickvals": [self._place(one) for one in told[0]],
                "ticktext": [self._year(one) for one in told[0]],
            }  # fmt: skip
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True, "nticks": 5}
        return {"data": traces, "layout": form}

    def _marks(self, contrast: Contrast, effects: list[Effect], shown: Scale, axis: str) -> Json:
        look, label = CONTRASTS[contrast.name], self.text(f"panel.{contrast.name}")
        hover = f"{label}: %{{y:+,.{shown.digits}f}}<extra></extra>"
        marks: Json = {
            "type": "scatter", "mode": "lines+markers", "name": label, "legendgroup": contrast.name,
            "showlegend": not axis, "x": [self._place(one) for one in effects],
            "y": rounded([one.mean * shown.factor for one in effects]), "hovertemplate": hover,
            "line": {"color": look.colour, "dash": look.dash}, "marker": {"symbol": look.symbol, "size": 7},
            "xaxis": f"x{axis}", "yaxis": f"y{axis}",
        }  # fmt: skip
        if all(one.n > 1 for one in effects):
            marks["error_y"] = whiskers([one.half * shown.factor for one in effects])
        return marks

    def table(self) -> Table:
        """Return each year of each outcome and comparison, with its interval."""
        heads = [
            self.text("table.budget.comparison"),
            self.text("table.path.outcome"),
            self.text("table.year"),
        ]
        what = self.text("table.path.effect")
        heads += bounded(self.text, what)
        rows: list[list[Cell]] = []
        for contrast, course in self.courses.items():
            for followed, effects in course.items():
                shown = effect_scale(self.run, self.text, *effects)
                told = f"{self.label(followed.indicator)} ({shown.label(self.text)})"
                rows += [[name(self.text(f"contrast.{contrast.name}")), name(told), name(self._year(one)),
                          *effect_cells(self.text, shown, one)] for one in effects]  # fmt: skip
        return Table(heads, rows)
