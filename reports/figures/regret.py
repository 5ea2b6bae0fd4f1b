"""How far each option falls short of the best one, in every world and closure."""

from __future__ import annotations

from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Sheet, grid
from reports.draw.table import Cell, Table, name
from reports.draw.theme import ORANGE, Json
from reports.draw.units import Scale, scale
from reports.kinds.by_option import ByOption
from reports.story.sentences import closure_name
from simulator.findings.options import DECISIVE, rivals, shortfalls

Setting = tuple[str, str]  # world, closure


class Regret(ByOption):
    """Shortfall of the mean against the best option's, for jobs and for the public balance."""

    holds = "shortfalls"
    section = "sure"
    order = 2

    @cached_property
    def settings(self) -> list[Run]:
        """Worlds and closures in which there is something to compare."""
        return [view for view in self.run.settings
                if any(len(shortfalls(view, one)) > 1 for one in DECISIVE)]  # fmt: skip

    @cached_property
    def shortfalls(self) -> dict[str, dict[Setting, dict[str, float]]]:
        """Shortfalls by indicator, world and closure, and option."""
        found = {
            one: {(view.world, view.closure): shortfalls(view, one) for view in self.settings}
            for one in DECISIVE
        }
        return {one: cells for one, cells in found.items() if any(len(own) > 1 for own in cells.values())}

    def scale(self, indicator: str) -> Scale:
        """Return the scale of one panel."""
        values = [value for cells in self.shortfalls[indicator].values() for value in cells.values()]
        return scale(self.run, self.text, indicator, values, difference=True)

    def finding(self) -> str:
        """Return which option is best for jobs everywhere, or falls least short at worst."""
        indicator, cells = next(iter(self.shortfalls.items()))
        worst = {one: max(own[one] for own in cells.values()) for one in rivals(self.run)
                 if all(one in own for own in cells.values())}  # fmt: skip
        least = min(worst, key=lambda one: worst[one])
        told = {"option": self.option(least), "unit": self.scale(indicator).label(self.text, worst[least]),
                "size": self.scale(indicator).show(self.text, worst[least])}  # fmt: skip
        if max(worst.values()) == 0:
            form = "equal"
        elif worst[least] > 0:
            form = "differs"
        else:
            form = "one" if len(cells) == 1 else "same"
        return self.text.sentence(f"finding.regret.{indicator}.{form}", **told)

    def setting(self, view: Run) -> str:
        """Return the name of a column: the world, with the closure where there are several."""
        if len(self.run.closures) == 1:
            return self.world(view.world)
        closure = closure_name(self.text, view.closure)
        return self.text("regret.setting", world=self.world(view.world), closure=closure)

    def plot(self) -> Json:
        """Return two tables of tinted cells, rows options, columns worlds and closures."""
        names = rivals(self.run)
        sheets = []
        for indicator, cells in self.shortfalls.items():
            shown = self.scale(indicator)
            rows = [[own.get(one, float("nan")) * shown.factor for own in cells.values()] for one in names]
            words = [["0 ★" if own.get(one) == 0 else shown.show(self.text, own[one]) if one in own else ""
                      for own in cells.values()] for one in names]  # fmt: skip
            sheets.append(Sheet(self.label(indicator), shown.label(self.text), rows, words))
        heads = [self.setting(view) for view in self.settings]
        return grid(self.text.separators, sheets, [self.option(one) for one in names], heads, ORANGE)

    def table(self) -> Table:
        """Return the shortfall by outcome, option, world and closure."""
        heads = [self.text(f"table.regret.{head}") for head in ("outcome", "option")]
        heads += [self.setting(view) for view in self.settings]
        rows = []
        for indicator, cells in self.shortfalls.items():
            shown = self.scale(indicator)
            what = self.text("table.tornado.measure", what=self.label(indicator), unit=shown.label(self.text))
            for one in rivals(self.run):
                row = [name(what), name(self.option(one))]
                for (world, closure), own in cells.items():
                    data = {"regret": indicator, "scenario": one, "world": world, "closure": closure,
                            "scale": f"{shown.factor:.10g}"}  # fmt: skip
                    row.append(Cell(shown.show(self.text, own[one]), own[one] * shown.factor, data)
                               if one in own else Cell(self.text("number.missing")))  # fmt: skip
                rows.append(row)
        return Table(heads, rows)
