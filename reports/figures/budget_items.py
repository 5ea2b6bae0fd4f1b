"""Which items of public revenue and spending move, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import (
    FEW,
    TITLE,
    bar,
    broken,
    filled,
    legend_below,
    on,
    panel_of_rows,
    panel_title,
    panels,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, effect_data, name
from reports.draw.theme import DOWN, SERIES, UP, Json, layout
from reports.draw.units import Scale, digits_for, effect_scale, fitted
from reports.kinds import BUDGET
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from reports.story.sentences import label, numbers
from simulator.findings.budget import families
from simulator.findings.costs import BALANCE
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.series import ITEMS

MOST = 8  # items drawn in a panel; the table has all of them


class BudgetItems(Figure):
    """Differences in revenue and spending by item, a year, at first-year prices."""

    holds = "items"
    section = "budget"
    order = 1
    rests_on = BUDGET

    @cached_property
    def items(self) -> dict[Contrast, list[Effect]]:
        """Effects on each item, the largest first."""
        found = {}
        for contrast in self.contrasts:
            effects = [effect(self.run, contrast, item) for item in self.run.indicators
                       if item.startswith(ITEMS)]  # fmt: skip
            known = [item for item in effects if item is not None]
            # Instruments that the scenario does not have are zero in every run: they say nothing here.
            moved = [item for item in known if item.mean or item.base] or known
            if moved:
                found[contrast] = sorted(moved, key=lambda item: -abs(item.mean))
        return found

    def scale(self, contrast: Contrast) -> Scale:
        """Return one scale for all items of a comparison."""
        return effect_scale(self.run, self.text, *self.items[contrast])

    def finding(self) -> str:
        """Return the item that the last comparison moves most, of those that it clearly moves."""
        contrast, items = list(self.items.items())[-1]
        if items[0].mean == 0:
            return self.text.sentence("finding.budget.zero")
        clear = next((item for item in items if item.excludes_zero() or item.n < 2), None)
        if clear is None:
            return self.text.sentence("finding.budget.unclear")
        told = numbers(self.run, self.text, clear) | {"item": self.label(clear.indicator)}
        return self.text.sentence(f"finding.budget.{contrast.name}", **told)

    def plot(self) -> Json:
        """Return horizontal bars with intervals: plain for revenue, hatched for spending."""
        shown = {contrast: items[:MOST] for contrast, items in self.items.items()}
        height = (TITLE + 24) * len(shown) + 40 + 32 * sum(len(items) for items in shown.values())
        form = layout(self.text.separators, height=height) | {
            "annotations": [], "showlegend": True, "barmode": "overlay", "legend": legend_below(height),
        }  # fmt: skip
        traces = []
        for (contrast, items), (axis, domain) in zip(shown.items(), panels(len(shown), height), strict=True):
            scale = self.scale(contrast)
            for prefix, look, pattern in (("revenue_", UP, ""), ("spending_", DOWN, "/")):
                part = [item for item in items if item.indicator.startswith(prefix)]
                mean, half = ([getattr(item, of) * scale.factor for item in part] for of in ("mean", "half"))
                rows = [broken(self.label(item.indicator), 22) for item in part]
                marker = {"color": look.colour, "pattern": {"shape": pattern}}
                hover = f"%{{y}}: %{{x:+,.{scale.digits}f}}<extra></extra>"
                traces.append(bar(self.text(f"budget.{prefix}"), mean, rows, marker, hover, half,
                                  showlegend=axis == "", **on(axis)))  # fmt: skip
            title = self.text(f"panel.{contrast.name}")
            order = [broken(self.label(item.indicator), 22) for item in items]
            over = panel_title(title, scale.label(self.text), domain[1], order)
            panel_of_rows(form, axis, domain, over, order)
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return every item of each comparison: mean, interval, share of GDP."""
        columns = ["comparison", "item", "mean", "low", "high", "unit", "gdp"]
        rows = []
        for contrast, items in self.items.items():
            scale = self.scale(contrast)
            for item in items:
                rows.append([
                    name(self.text(f"contrast.{contrast.name}")), name(self.label(item.indicator)),
                    *effect_cells(self.text, scale, item), Cell(scale.label(self.text)),
                    self._share_of_gdp(contrast, item),
                ])  # fmt: skip
            rows += self._sum(contrast, scale)
        return Table([self.text(f"table.budget.{head}") for head in columns], rows)

    def _sum(self, contrast: Contrast, scale: Scale) -> list[list[Cell]]:
        """Return what the items add up to."""
        item = effect(self.run, contrast, BALANCE)
        return [] if item is None else [
            [name(self.text(f"contrast.{contrast.name}")), name(self.text("budget.sum")),
             *effect_cells(self.text, scale, item), Cell(scale.label(self.text)),
             self._share_of_gdp(contrast, item)]
        ]  # fmt: skip

    def _share_of_gdp(self, contrast: Contrast, item: Effect) -> Cell:
        found = effect(self.run, contrast, item.indicator, item.window, of_gdp=True)
        if found is None:
            return Cell(self.text("number.missing"))
        share = found.mean * 100
        data = effect_data(found) | {"stat": "mean", "scale": "100"}
        return Cell(self.text.number(share, max(2, digits_for([share], 2)), signed=True), share, data)


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

    def plot(self) -> Json:
        """Return one stacked bar an option, a panel a world."""
        options = [one for one in self.run.options if any(one == own for _, own in self.items)]
        unit = self.scale.label(self.text)
        sheets = [Bars(self.panel(view.world), unit, self._bars(view, options)) for view in self.views]
        return bars(self.text.separators, sheets, [self.option(option) for option in options],
                    mode="relative", row=ROW, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _bars(self, view: Run, options: list[str]) -> list[Json]:
        found = []
        every = dict.fromkeys(item for effects in self.items.values() for item in effects)
        for (family, own), look in zip(families(every).items(), SERIES, strict=False):
            sums = [self._sum(self.items.get((view.world, option), {}), own) for option in options]
            title = broken(self.text(f"budget.family.{family}"), 34)
            hover = f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>"
            found.append(bar(title, sums, range(len(options)), filled(look), hover, legendgroup=family,
                             width=0.6))  # fmt: skip
        return found

    def _sum(self, effects: Mapping[str, Effect], own: Sequence[str]) -> float:
        """Return what a family of items moves the balance by."""
        return sum(effects[item].mean for item in own if item in effects) * self.scale.factor

    def table(self) -> Table:
        """Return every item of each option and world with its interval, signed as it moves the balance."""
        what = self.text("figure.budget_items_by_option.measure", unit=self.scale.label(self.text))
        heads = [self.text("costs.option"), self.text("table.budget.item"), *bounded(self.text, what)]
        rows = []
        for (world, option), effects in self.items.items():
            for item in sorted(effects, key=lambda one: -abs(effects[one].mean)):
                rows.append([self.row_head(world, option), name(label(self.run, self.text, item)),
                             *effect_cells(self.text, self.scale, effects[item])])  # fmt: skip
        return Table(heads, rows)
