"""How many people would gain or lose more than 5 % of their income under each option, beside chance."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pictures import Bars, bars
from reports.draw.pieces import FEW, marks, rounded, whiskers
from reports.draw.table import Cell, Table, name
from reports.draw.theme import DOWN, UP, Json, Look
from reports.kinds.by_option import ByOption, Place
from reports.story.tally import tally
from simulator.findings.results import TOTAL
from simulator.findings.winners import PARTS, WAYS, Share

LOOKS: tuple[tuple[Look, str], ...] = ((UP, ""), (DOWN, "/"))  # of those who gain and those who lose
ROW, LEGEND = 46, 80  # pixels


class WinnersByOption(ByOption):
    """Shares of people ±5 % of each option in each world."""

    holds = "places"
    section = "people"
    order = 7

    @cached_property
    def shares(self) -> dict[tuple[str, str, str], Share]:
        """Shares by world, option and direction."""
        found = {}
        for view in self.views:
            winners = view.winners
            for contrast in self.contrasts_in(view) if winners.panel.groups(TOTAL[0]) else ():
                for way in WAYS:
                    share = winners.share(contrast, way)
                    if share is not None:
                        found[view.world, contrast.scenario, way] = share
        return found

    @cached_property
    def places(self) -> list[Place]:
        """Worlds and options with shares."""
        return list(dict.fromkeys((world, option) for world, option, _ in self.shares))

    def values(self) -> dict[str, object]:
        """Return month of the last count, baseline and worlds."""
        return {**super().values(), "when": self.text.month(self.start, self.run.last_panel)}

    def finding(self) -> str:
        """Return under how many options winners, and losers, are clearly more than by chance."""
        if self.run.seeds < 3:  # two seeds less one know no chance
            return self.text.sentence("finding.winners_by_option.single")
        gain, loss = (self._clear(way) for way in WAYS)
        counted = tally(self.text, "winners", gain, loss, len(self.run.options))
        words = self.text("tally.worlds", tally=counted) if len(self.views) > 1 else counted
        return words[:1].upper() + words[1:]

    def _clear(self, way: str) -> int:
        """Return how many options have clearly more winners, or losers, than chance makes, in every world."""
        options = {option for _, option in self.places}
        found = {one: [share for (_, own, how), share in self.shares.items() if (own, how) == (one, way)]
                 for one in options}  # fmt: skip
        return sum(all(share.is_clear for share in shares) for shares in found.values())

    def plot(self) -> Json:
        """Return two bars an option, winners above losers, with the mark of chance, a panel a world."""
        options = list(dict.fromkeys(option for _, option in self.places))
        known = {world for world, _ in self.places}
        sheets = [
            Bars(self.text("legend.world", world=self.world(view.world)), self.text("unit.percent_people"),
                 [self._bars([self.shares[view.world, option, way] for option in options], way, look, pattern)
                  for way, (look, pattern) in zip(WAYS, LOOKS, strict=True)]
                 + [self._chance([self.shares[view.world, option, WAYS[0]] for option in options])])
            for view in self.views if view.world in known
        ]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in options], mode="group",
                    row=ROW, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _bars(self, shares: list[Share], way: str, look: Look, pattern: str) -> Json:
        made: Json = {
            "type": "bar", "orientation": "h", "name": self.text(f"winners.{way}"),
            "x": rounded([share.gross * 100 for share in shares]), "y": list(range(len(shares))),
            "hovertemplate": "%{x:.1f} %<extra></extra>",
            "marker": {"color": look.colour, "pattern": {"shape": pattern}},
        }  # fmt: skip
        half = rounded([(share.high - share.net) * 100 for share in shares])
        if None not in half:
            made["error_x"] = whiskers(half)
        return made

    def _chance(self, shares: list[Share]) -> Json:
        named = {"name": self.text("winners.chance"), "y": list(range(len(shares)))}
        return marks([share.chance * 100 for share in shares]) | named

    def table(self) -> Table:
        """Return gross share, that of chance, and their difference with its interval."""
        heads = [self.text("costs.option")]
        heads += [self.text(f"table.winners.{head}")
                  for head in ("direction", *PARTS)]  # fmt: skip
        views = {view.world: view for view in self.views}
        rows = []
        for (world, option, way), share in self.shares.items():
            view = views[world]
            contrast = next(one for one in self.contrasts_in(view) if one.scenario == option)
            data = {"panel": f"share_{way}", "scenario": option, "role": contrast.treated, "world": world,
                    "against": contrast.base, "against-scenario": contrast.against,
                    "scale": "100"}  # fmt: skip
            cells = [Cell(self.text.number(value * 100, 1, signed=stat not in PARTS[:2]), value * 100,
                          {**data, "stat": stat})
                     for stat in PARTS for value in (getattr(share, stat),)]  # fmt: skip
            rows.append([name(self.row_head(view, option)), name(self.text(f"winners.{way}")), *cells])
        return Table(heads, rows)
