"""Who gets what each option adds to national income: by receiver, in parts that add up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import FEW, broken, filled, rounded
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import GREY, SERIES, Json
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, Place
from reports.story.sentences import label
from simulator.findings.effects import Contrast, Effect
from simulator.findings.who_gets import EARNED, GNI, who_gets

LOOKS = tuple(look for look in SERIES if look is not GREY)
ROW, LEGEND = 40, 150  # pixels


class WhoGetsByOption(ByOption):
    """Stacked parts of the difference in national income, as it is earned; the table has the rest."""

    holds = "lines"
    section = "income"
    order = 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")

    @cached_property
    def contrasts_of(self) -> dict[Place, tuple[Run, Contrast]]:
        """What is compared, by world and option."""
        return {(view.world, contrast.scenario): (view, contrast)
                for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip

    @cached_property
    def lines(self) -> dict[Place, Mapping[str, Effect]]:
        """Effects by receiver, of each world and option."""
        found = {place: who_gets(*compared) for place, compared in self.contrasts_of.items()}
        return {place: lines for place, lines in found.items() if lines}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        every = (item for lines in self.lines.values() for item in lines.values())
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return how many options would clearly raise national income, and the best mean."""
        whole = {place: lines[GNI] for place, lines in self.lines.items()}
        best = max(whole, key=lambda place: whole[place].mean)
        shown = fitted(self.scale, whole[best]).show(self.text, whole[best].mean, signed=True)
        return self.tally(whole, self.name, shown, self.scale.label(self.text, whole[best].mean), best)

    def values(self) -> dict[str, object]:
        """Return unit, baseline and worlds."""
        return {**super().values(), "unit": self.scale.label(self.text)}

    def plot(self) -> Json:
        """Return one bar an option in each world's panel: a part a receiver, left of zero what is lost."""
        options = [one for one in self.run.options if any(own == one for _, own in self.lines)]
        # The unit stands in the subtitle: over a narrow panel a long one hides its name.
        sheets = [Bars(self.text("legend.world", world=self.world(view.world)), "",
                       [self._bar(view.world, line, place, options) for place, line in enumerate(EARNED)])
                  for view in self.views]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in options],
                    mode="relative", row=ROW, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _bar(self, world: str, line: str, place: int, options: list[str]) -> Json:
        means = [self.lines[world, option][line].mean if (world, option) in self.lines else float("nan")
                 for option in options]  # fmt: skip
        title = broken(label(self.run, self.text, line), 34)
        return {
            "type": "bar", "orientation": "h", "name": title, "legendgroup": line, "width": 0.6,
            "x": rounded([mean * self.scale.factor for mean in means]), "y": list(range(len(options))),
            "marker": filled(LOOKS[place]),
            "hovertemplate": f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>",
        }  # fmt: skip

    def table(self) -> Table:
        """Return every receiver of each option and world: in money and in % of GDP, with intervals."""
        unit, share = self.scale.label(self.text), self.text("unit.percent_gdp")
        heads = [self.text("costs.option"), self.text("table.who_gets.receiver")]
        for what in (unit, share):
            heads += bounded(self.text, what)
        shares = {place: who_gets(*self.contrasts_of[place], of_gdp=True) for place in self.lines}
        every = (item for lines in shares.values() for item in lines.values())
        of_gdp = effect_scale(self.run, self.text, *every)
        rows = []
        for place, lines in self.lines.items():
            head = self.row_head(self.contrasts_of[place][0], place[1])
            rows += [[name(head), name(label(self.run, self.text, line)),
                      *effect_cells(self.text, self.scale, item),
                      *effect_cells(self.text, of_gdp, shares[place].get(line))]
                     for line, item in lines.items()]  # fmt: skip
        return Table(heads, rows)
