"""What each option does to the public balance in each year: at constant prices, and in % of GDP."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import Json
from reports.draw.units import Scale, effect_scale
from reports.kinds import BUDGET
from reports.kinds.by_option import ByOption, Place
from reports.story.sentences import year_name
from simulator.findings.costs import BALANCE
from simulator.findings.differing import differing
from simulator.findings.effects import Effect, by_year


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

    def values(self) -> dict[str, object]:
        """Return unit, baseline and worlds."""
        return {**super().values(), "unit": self.scale.label(self.text)}

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
        views = {view.world: view for view in self.views}
        rows = [
            [name(self.row_head(views[world], option)), name(year),
             *effect_cells(self.text, self.scale, one),
             *effect_cells(self.text, of_gdp, shares[world, option].get(year))]
            for (world, option), own in self.years.items() for year, one in own.items()
        ]  # fmt: skip
        return Table(heads, rows)
