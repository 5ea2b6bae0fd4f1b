"""How often each option ranks first, second, … over the seeds, a panel a world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from reports.draw.pictures import Sheet, grid
from reports.draw.table import Cell, Table
from reports.draw.theme import BLUE, Json
from reports.kinds.by_option import ByOption
from simulator.findings.intervals import Array
from simulator.findings.options import ends, ranks, rivals

PERCENT = 100.0


class Ranking(ByOption):
    """Share of seeds by rank; the highest value of the indicator is first."""

    kind = "ranking"
    section = "sure"
    indicator: ClassVar[str]

    @cached_property
    def shares(self) -> dict[str, Mapping[str, Array]]:
        """Shares of seeds by rank, by world and option."""
        found = {view.world: ends(view, self.indicator) for view in self.views}
        return {world: ranks(levels) for world, levels in found.items() if len(levels) > 1}

    def available(self) -> bool:
        """Tell whether the run holds the indicator for two options at least, on several seeds."""
        return bool(self.shares) and self.run.seeds > 1

    def finding(self) -> str:
        """Return which option is most often first, and in what share of seeds, by world."""
        firsts = {one: [shares[one][0] for shares in self.shares.values()] for one in rivals(self.run)
                  if all(one in shares for shares in self.shares.values())}  # fmt: skip
        top = max(firsts, key=lambda one: sum(firsts[one]))
        told = {"option": self.option(top), "low": self.text.number(min(firsts[top]) * PERCENT, 0),
                "high": self.text.number(max(firsts[top]) * PERCENT, 0)}  # fmt: skip
        form = "one" if len(self.shares) == 1 else "several"
        return self.text.sentence(f"finding.ranking.{self.indicator}.{form}", **told)

    def plot(self) -> Json:
        """Return a table of tinted cells, rows options, columns ranks."""
        names = rivals(self.run)
        sheets = []
        for world, shares in self.shares.items():
            rows = [list(shares[one] * PERCENT) if one in shares else [] for one in names]
            words = [[self.text.number(value, 0) if value else "" for value in row] for row in rows]
            sheets.append(Sheet(self.panel(world), self.text("axis.ranking"), rows, words))
        heads = [self.text("axis.rank", rank=self.text.number(place + 1, 0)) for place in range(len(names))]
        return grid(self.text.separators, sheets, [self.option(one) for one in names], heads, BLUE)

    def table(self) -> Table:
        """Return the share of seeds by world, option and rank."""
        names = rivals(self.run)
        heads = [self.text("costs.option")]
        heads += [self.text("table.rank", rank=self.text.number(place + 1, 0)) for place in range(len(names))]
        rows = []
        for world, shares in self.shares.items():
            for one, values in shares.items():
                data = {"rank-of": self.indicator, "scenario": one, "world": world, "scale": "100"}
                cells = [Cell(self.text.number(value * PERCENT, 0), float(value) * PERCENT,
                              {**data, "rank": str(place + 1)})
                         for place, value in enumerate(values)]  # fmt: skip
                rows.append([self.row_head(world, one), *cells])
        return Table(heads, [row for row in rows if len(row) == len(heads)])


class RankJobs(Ranking):
    """In jobs."""

    order = 3
    indicator = "employed"


class RankBalance(Ranking):
    """In the public balance."""

    order = 4
    indicator = "public_balance"
