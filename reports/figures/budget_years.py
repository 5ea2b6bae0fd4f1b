"""What happens to the public balance in each year: at constant prices, in the table in % of GDP as well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.draw.pieces import filled, panel_title, panels, rounded, whiskers
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import CONTRASTS, Json, layout
from reports.draw.units import Scale, effect_scale
from reports.kinds import BUDGET
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from reports.story.sentences import year_name
from simulator.findings.costs import BALANCE
from simulator.findings.differing import differing
from simulator.findings.effects import Contrast, Effect, by_year

PANEL = 240  # pixels


class BudgetYears(Figure):
    """Paired difference in the public balance, a bar a year, a panel a comparison."""

    holds = "years"
    section = "budget"
    order = 3
    rests_on = BUDGET

    @cached_property
    def years(self) -> Mapping[Contrast, list[Effect]]:
        """Effects of each whole year, by comparison."""
        found = {contrast: by_year(self.run, contrast, BALANCE) for contrast in self.contrasts}
        return {contrast: own for contrast, own in found.items() if own}

    def scale(self, contrast: Contrast) -> Scale:
        """Return the scale of one panel: AI may move the balance far more than a policy."""
        return effect_scale(self.run, self.text, *self.years[contrast])

    def finding(self) -> str:
        """Return the worst and the best year of the last comparison for the balance."""
        contrast, own = list(self.years.items())[-1]
        shown = self.scale(contrast)
        worst, best = (pick(differing(own), key=lambda one: one.mean) for pick in (min, max))
        return self.text.sentence(
            f"finding.budget_years.{contrast.name}", unit=shown.label(self.text),
            low=shown.show(self.text, worst.mean, signed=True), low_year=self._year(worst),
            high=shown.show(self.text, best.mean, signed=True), high_year=self._year(best),
        )  # fmt: skip

    def _year(self, one: Effect) -> str:
        return year_name(self.run, self.text, one.window)

    def values(self) -> dict[str, object]:
        """Return the unit for the subtitle."""
        return {"unit": self.scale(list(self.years)[-1]).label(self.text)}

    def plot(self) -> Json:
        """Return one panel a comparison, one bar a year with its interval."""
        height = PANEL * len(self.years)
        form = layout(self.text.separators, height=height) | {"annotations": [], "bargap": 0.3}
        traces = []
        for (contrast, own), (axis, domain) in zip(
            self.years.items(), panels(len(self.years), height), strict=True
        ):
            scale = self.scale(contrast)
            bars: Json = {
                "type": "bar", "x": [self._year(one) for one in own],
                "y": rounded([one.mean * scale.factor for one in own]),
                "marker": filled(CONTRASTS[contrast.name]), "xaxis": f"x{axis}", "yaxis": f"y{axis}",
                "hovertemplate": f"%{{x}}<br>%{{y:+,.{scale.digits}f}}<extra></extra>",
            }  # fmt: skip
            if all(one.n > 1 for one in own):
                bars["error_y"] = whiskers([(one.high - one.mean) * scale.factor for one in own])
            traces.append(bars)
            title = self.text(f"panel.{contrast.name}")
            form["annotations"].append(panel_title(title, scale.label(self.text), domain[1]))
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "type": "category", "nticks": 6, "tickangle": 0,
                                    "showgrid": False}  # fmt: skip
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True, "nticks": 5}
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return each year of each comparison: in money and in % of GDP, with intervals."""
        heads = [self.text("table.budget.comparison"), self.text("table.year")]
        money = effect_scale(self.run, self.text, *(one for own in self.years.values() for one in own))
        for what in (money.label(self.text), self.text("unit.percent_gdp")):
            heads += bounded(self.text, what)
        rows: list[list[Cell]] = []
        for contrast, own in self.years.items():
            shares = {one.window: one for one in by_year(self.run, contrast, BALANCE, of_gdp=True)}
            of_gdp = effect_scale(self.run, self.text, *shares.values())
            compared = name(self.text(f"contrast.{contrast.name}"))
            rows += [[compared, name(self._year(one)), *effect_cells(self.text, money, one),
                      *effect_cells(self.text, of_gdp, shares.get(one.window))] for one in own]  # fmt: skip
        return Table(heads, rows)


class BudgetYearsByOption(ByOption):
    """Paired difference in the public balance: a row a year, a column an option."""

    holds = "years"
    section = "budget"
    order = 3
    rests_on = BUDGET

    def _years(self, *, of_gdp: bool) -> Mapping[Place, dict[str, Effect]]:
        """Effects of each whole year by world and option."""
        return {
            (view.world, contrast.scenario): {
                year_name(self.run, self.text, one.window): one
                for one in by_year(view, contrast, BALANCE, of_gdp=of_gdp)
            }
            for view in self.views for contrast in self.contrasts_in(view)
        }  # fmt: skip

    @cached_property
    def years(self) -> Mapping[Place, dict[str, Effect]]:
        """The same in money, where there are years."""
        return {place: own for place, own in self._years(of_gdp=False).items() if own}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        return effect_scale(
            self.run, self.text, *(one for own in self.years.values() for one in own.values())
        )

    def finding(self) -> str:
        """Return the worst and the best year of any option."""
        every = [(place, year, one) for place, own in self.years.items()
                 for year, one in own.items() if one in differing(list(own.values()))]  # fmt: skip
        worst, best = (pick(every, key=lambda item: item[2].mean) for pick in (min, max))
        told = {"unit": self.scale.label(self.text)}
        for which, ((_, option), year, one) in (("low", worst), ("high", best)):
            told |= {which: self.scale.show(self.text, one.mean, signed=True), f"{which}_year": year,
                     f"{which}_option": self.option(option)}  # fmt: skip
        return self.text.sentence("finding.budget_years_by_option", **told)

    def plot(self) -> Json:
        """Return a table of tinted cells, a panel a world."""
        years = list(dict.fromkeys(year for own in self.years.values() for year in own))
        return self.tinted(
            years, lambda world, year, option: self.years.get((world, option), {}).get(year), self.scale
        )

    def table(self) -> Table:
        """Return each year of each option and world: in money and in % of GDP, with intervals."""
        shares = self._years(of_gdp=True)
        of_gdp = effect_scale(self.run, self.text, *(one for own in shares.values() for one in own.values()))
        heads = [self.text("costs.option"), self.text("table.year")]
        for what in (self.scale.label(self.text), self.text("unit.percent_gdp")):
            heads += bounded(self.text, what)
        rows = [
            [self.row_head(world, option), name(year),
             *effect_cells(self.text, self.scale, one),
             *effect_cells(self.text, of_gdp, shares[world, option].get(year))]
            for (world, option), own in self.years.items() for year, one in own.items()
        ]  # fmt: skip
        return Table(heads, rows)
