"""Which items of public revenue and spending make up what each option does to the public balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import FEW, broken, filled, rounded
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import SERIES, Json
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds import BUDGET
from reports.kinds.by_option import ByOption, Place
from reports.story.sentences import label
from simulator.findings.budget import families
from simulator.findings.effects import Effect, effect
from simulator.findings.series import ITEMS

ROW, LEGEND = 40, 190  # pixels


class BudgetItemsByOption(ByOption):
    """Stacked parts of the difference in the public balance: right of zero what improves it."""

    holds = "items"
    section = "budget"
    order = 1
    rests_on = BUDGET

    @cached_property
    def items(self) -> dict[Place, dict[str, Effect]]:
        """Effects on each item, signed as they move the balance, by world and option."""
        found: dict[Place, dict[str, Effect]] = {}
        for view in self.views:
            for contrast in self.contrasts_in(view):
                effects = {item: effect(view, contrast, item, sign=1.0 if item.startswith(ITEMS[0]) else -1.0)
                           for item in view.indicators if item.startswith(ITEMS)}  # fmt: skip
                moved = {
                    item: one for item, one in effects.items() if one is not None and (one.mean or one.base)
                }
                if moved:
                    found[view.world, contrast.scenario] = moved
        return found

    @cached_property
    def scale(self) -> Scale:
        """One scale for all items."""
        every = (one for effects in self.items.values() for one in effects.values())
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return the item that moves most, of those that an option clearly moves."""
        every = [(place, one) for place, effects in self.items.items() for one in effects.values()]
        if all(one.mean == 0 for _, one in every):
            return self.text.sentence("finding.budget.zero")
        clear = [pair for pair in every if pair[1].excludes_zero() or pair[1].n < 2]
        if not clear:
            return self.text.sentence("finding.budget.unclear")
        (world, option), one = max(clear, key=lambda pair: abs(pair[1].mean))
        form = "single" if one.n < 2 else "most"
        return self.text.sentence(
            f"finding.budget_items_by_option.{form}", item=label(self.run, self.text, one.indicator),
            option=self.option(option), world=self.world(world), unit=self.scale.label(self.text, one.mean),
            size=fitted(self.scale, one).show(self.text, one.mean, signed=True),
        )  # fmt: skip

    def values(self) -> dict[str, object]:
        """Return unit, baseline and worlds."""
        return {**super().values(), "unit": self.scale.label(self.text)}

    def plot(self) -> Json:
        """Return one stacked bar an option, a panel a world."""
        options = [one for one in self.run.options if any(one == own for _, own in self.items)]
        sheets = [
            Bars(self.text("legend.world", world=self.world(view.world)), self.scale.label(self.text),
                 self._bars(view, options))
            for view in self.views
        ]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in options],
                    mode="relative", row=ROW, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _bars(self, view: Run, options: list[str]) -> list[Json]:
        found = []
        every = dict.fromkeys(item for effects in self.items.values() for item in effects)
        for (family, own), look in zip(families(every).items(), SERIES, strict=False):
            sums = [self._sum(self.items.get((view.world, option), {}), own) for option in options]
            title = broken(self.text(f"budget.family.{family}"), 34)
            found.append({
                "type": "bar", "orientation": "h", "name": title, "legendgroup": family, "width": 0.6,
                "x": rounded(sums), "y": list(range(len(options))), "marker": filled(look),
                "hovertemplate": f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>",
            })  # fmt: skip
        return found

    def _sum(self, effects: Mapping[str, Effect], own: Sequence[str]) -> float:
        """Return what a family of items moves the balance by."""
        return sum(effects[item].mean for item in own if item in effects) * self.scale.factor

    def table(self) -> Table:
        """Return every item of each option and world with its interval, signed as it moves the balance."""
        what = self.text("figure.budget_items_by_option.measure", unit=self.scale.label(self.text))
        heads = [self.text("costs.option"), self.text("table.budget.item"), *bounded(self.text, what)]
        views = {view.world: view for view in self.views}
        rows = []
        for (world, option), effects in self.items.items():
            for item in sorted(effects, key=lambda one: -abs(effects[one].mean)):
                heading = (self.row_head(views[world], option), label(self.run, self.text, item))
                rows.append([*map(name, heading), *effect_cells(self.text, self.scale, effects[item])])
        return Table(heads, rows)
