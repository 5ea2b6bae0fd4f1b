"""The effect over time: in some years on jobs, prices, trade and budget; by quarter on jobs, by option."""

from functools import cached_property

from reports.draw.pieces import Panels, legend_below, panel_title, panels, rounded, whiskers
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import CONTRASTS, Json
from reports.draw.units import Scale, effect_scale
from reports.kinds.figure import Figure
from reports.kinds.levels import OptionFans
from reports.story.sentences import year_name
from simulator.findings.effects import FOLLOWED, Contrast, Course, Effect, Followed, nonzero_years, path

PANEL = 190  # pixels
JOBS = FOLLOWED[0]


class Path(Figure):
    """Paired differences as means of some years: a panel an outcome, a mark a comparison."""

    holds = "courses"
    section, order = "jobs", 0

    @cached_property
    def courses(self) -> dict[Contrast, Course]:
        """Effects by comparison and outcome."""
        found = {contrast: path(self.run, contrast) for contrast in self.contrasts}
        return {contrast: course for contrast, course in found.items() if len(course.get(JOBS, ())) > 1}

    def scale(self, followed: Followed) -> Scale:
        """Return the scale of one outcome, for all comparisons."""
        effects = [one for course in self.courses.values() for one in course.get(followed, ())]
        return effect_scale(self.run, self.text, *effects)

    def finding(self) -> str:
        """Return the effect on jobs of the last comparison in its first and last year, and which is clear."""
        contrast, course = list(self.courses.items())[-1]
        shown, effects = self.scale(JOBS), nonzero_years(course[JOBS])
        told, ends = {"unit": shown.label(self.text)}, {"first": effects[0], "last": effects[-1]}
        for end, one in ends.items():
            told |= {end: shown.show(self.text, one.mean, signed=True), f"{end}_year": self._year(one)}
        found = self.text.sentence(f"finding.path.{contrast.name}", **told)
        clear = [self._year(one) for one in ends.values() if one.n < 2 or one.excludes_zero()]
        form = ("neither", "only", "")[len(clear)]
        return found + (self.text(f"finding.path.{form}", which="".join(clear)) if form else "")

    def _year(self, one: Effect) -> str:
        return year_name(self.run, self.text, one.window)

    def _place(self, one: Effect) -> int:
        """Return where a year stands: as far from the others as it is in time."""
        return one.window.year or 0

    def plot(self) -> Json:
        """Return one panel an outcome, one mark with its interval a comparison and year."""
        drawn = [one for one in FOLLOWED[:4] if any(one in course for course in self.courses.values())]
        height = PANEL * len(drawn)
        places = panels(len(drawn), height)
        made = Panels(height, places, showlegend=True, legend=legend_below(height))
        first = next(effects for course in self.courses.values() for effects in course.values())
        years: Json = {"showgrid": False, "zeroline": False, "tickangle": 0}
        years |= {"tickvals": [*map(self._place, first)], "ticktext": [*map(self._year, first)]}
        for followed in drawn:
            shown = self.scale(followed)
            marks = [self._marks(one, own.get(followed, []), shown) for one, own in self.courses.items()]
            title = panel_title(self.label(followed.indicator), shown.label(self.text))
            made.add(marks, title, years, {"zeroline": True, "nticks": 5})
        return made.drawn()

    def _marks(self, contrast: Contrast, effects: list[Effect], shown: Scale) -> Json:
        look, label = CONTRASTS[contrast.name], self.text(f"panel.{contrast.name}")
        marks: Json = {"type": "scatter", "mode": "lines+markers", "x": [*map(self._place, effects)]}
        marks |= {"y": rounded([one.mean * shown.factor for one in effects]), "name": label}
        marks |= {"hovertemplate": f"{label}: %{{y:+,.{shown.digits}f}}<extra></extra>"}
        marks |= {"line": {"color": look.colour, "dash": look.dash}, "legendgroup": contrast.name}
        marks["marker"] = {"symbol": look.symbol, "size": 7}
        if all(one.n > 1 for one in effects):
            marks["error_y"] = whiskers([one.half * shown.factor for one in effects])
        return marks

    def table(self) -> Table:
        """Return each year of each outcome and comparison, with its interval."""
        names = ("table.budget.comparison", "table.path.outcome", "table.year")
        rows: list[list[Cell]] = []
        for contrast, course in self.courses.items():
            for followed, effects in course.items():
                shown = effect_scale(self.run, self.text, *effects)
                told = f"{self.label(followed.indicator)} ({shown.label(self.text)})"
                head = [name(self.text(f"contrast.{contrast.name}")), name(told)]
                for one in effects:
                    rows.append([*head, name(self._year(one)), *effect_cells(self.text, shown, one)])
        return Table([*map(self.text, names), *bounded(self.text, self.text("table.path.effect"))], rows)


class JobsByOption(OptionFans):
    """Paired difference in the number of people in work, by option and world."""

    section, order = "jobs", 1
    rests_on = ("unemployment_rate",)
    indicator = "employed"
