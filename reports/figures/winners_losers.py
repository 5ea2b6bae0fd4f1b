"""How many people would gain or lose more than 5 % of their income, beside how many do by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.draw.pictures import Bars, bars
from reports.draw.pieces import (
    FEW,
    TITLE,
    bar,
    broken,
    legend_below,
    marks,
    on,
    panel_of_rows,
    panel_title,
    panels,
)
from reports.draw.table import Cell, Table, name
from reports.draw.theme import DOWN, UP, Json, layout
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from reports.story.tally import tally
from reports.text import Text
from simulator.findings.effects import Contrast
from simulator.findings.results import TOTAL
from simulator.findings.windows import LAST12
from simulator.findings.winners import PARTS, WAYS, Share

BY = "exposure_quintile"
LOOKS = {"gain": (UP, ""), "loss": (DOWN, "/")}


@dataclass(frozen=True)
class Row:
    """Winners and losers among some of the panel."""

    label: str
    group: str
    gain: Share
    loss: Share

    @property
    def ways(self) -> dict[str, Share]:
        """Both by name."""
        return {"gain": self.gain, "loss": self.loss}


class WinnersLosers(Figure):
    """Share of people ±5 %, beside that of chance: per-person effects averaged over seeds."""

    holds = "rows"
    section = "people"
    order = 6

    def values(self) -> dict[str, object]:
        """Return the month of the last count for the subtitle."""
        return {"when": self.text.month(self.start, self.run.last_panel)}

    @cached_property
    def rows(self) -> dict[Contrast, list[Row]]:
        """Rows of each comparison: everyone first, then each quintile with enough persons."""
        winners = self.run.winners
        everyone, panel = self.text("group.everyone"), winners.panel
        groups = [(TOTAL, everyone) for _ in panel.groups(TOTAL[0])]
        groups += [((BY, item), self.group(BY, item)) for item in panel.groups(BY)]
        found: dict[Contrast, list[Row]] = {}
        for contrast in self.contrasts:
            for part, label in groups:
                gain, loss = (winners.share(contrast, way, *part) for way in WAYS)
                if gain is not None and loss is not None:
                    found.setdefault(contrast, []).append(Row(label, part[1], gain, loss))
        return found

    def finding(self) -> str:
        """Return the shares among everyone for the last comparison, beside that of chance."""
        contrast = list(self.rows)[-1]
        row = self.rows[contrast][0]
        told = {way: self.text.number(share.gross * 100, 1) for way, share in row.ways.items()}
        told |= {f"{way}_beside": self.text(f"winners.{share.standing}") for way, share in row.ways.items()}
        return self.text.sentence(f"finding.winners.{contrast.name}", **told,
                                  chance=self.text.number(row.gain.chance * 100, 1))  # fmt: skip

    def plot(self) -> Json:
        """Return two bars a row, winners above losers, and what chance makes as a mark over both."""
        height = (TITLE + 24) * len(self.rows) + 40 + 46 * sum(len(rows) for rows in self.rows.values())
        form = layout(self.text.separators, height=height) | {
            "barmode": "group", "bargap": 0.3, "showlegend": True, "annotations": [],
            "legend": legend_below(height),
        }  # fmt: skip
        unit = self.text("unit.percent_people")
        traces = []
        for (contrast, rows), (axis, domain) in zip(
            self.rows.items(), panels(len(self.rows), height), strict=True
        ):
            title = self.text(f"panel.{contrast.name}")
            labels = [broken(row.label, 22) for row in rows]
            for way in WAYS:
                shares = [row.ways[way] for row in rows]
                hover = f"%{{y}}: {self.text.percent('%{x:.1f}')}<extra></extra>"
                traces.append(ways_bar(self.text, way, shares, labels, hover))
            traces.append(chance(self.text, [row.gain for row in rows], labels))
            for trace in traces[-3:]:
                trace |= {"showlegend": axis == "", **on(axis)}
            panel_of_rows(form, axis, domain, panel_title(title, unit, domain[1], labels))
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return gross share, that of chance, and their difference with its interval."""
        heads = ("comparison", "group", "direction", *PARTS)
        rows = []
        for contrast, items in self.rows.items():
            for row in items:
                for way, share in row.ways.items():
                    data = {"indicator": f"share_{way}", "scenario": contrast.scenario,
                            "role": contrast.treated, "against": contrast.base, "group": row.group,
                            "by": "total" if row.group == "all" else BY, "window": LAST12.name}  # fmt: skip
                    rows.append([name(self.text(f"contrast.{contrast.name}")), name(row.label),
                                 *cells(self.text, way, share, data)])  # fmt: skip
        return Table([self.text(f"table.winners.{head}") for head in heads], rows)


def ways_bar(text: Text, way: str, shares: Sequence[Share], rows: Sequence[Any], hover: str) -> Json:
    """Return a bar a row: those who gain, or those who lose."""
    look, shape = LOOKS[way]
    return bar(text(f"winners.{way}"), [share.gross * 100 for share in shares], rows,
               {"color": look.colour, "pattern": {"shape": shape}}, hover,
               [(share.high - share.net) * 100 for share in shares])  # fmt: skip


def chance(text: Text, shares: Sequence[Share], rows: Sequence[Any]) -> Json:
    """Return a mark a row over both bars: what chance makes."""
    return marks([share.chance * 100 for share in shares]) | {"name": text("winners.chance"), "y": list(rows)}


def cells(text: Text, way: str, share: Share, data: Mapping[str, str]) -> list[Cell]:
    """Return the direction, the gross share, that of chance, and their difference with its interval."""
    numbers = [(stat, getattr(share, stat) * 100) for stat in PARTS]
    return [name(text(f"winners.{way}")),
            *(Cell(text.number(value, 1, signed=stat not in PARTS[:2]), value,
                   {**data, "scale": "100", "stat": stat}) for stat, value in numbers)]  # fmt: skip


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
        sheets = []
        for world in dict.fromkeys(world for world, _ in self.places):
            shares = {way: [self.shares[world, option, way] for option in options] for way in WAYS}
            rows = range(len(options))
            drawn = [ways_bar(self.text, way, own, rows, "%{x:.1f} %<extra></extra>")
                     for way, own in shares.items()]  # fmt: skip
            drawn.append(chance(self.text, shares[WAYS[0]], rows))
            sheets.append(Bars(self.panel(world), self.text("unit.percent_people"), drawn))
        return bars(self.text.separators, sheets, [self.option(option) for option in options], mode="group",
                    row=ROW, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def table(self) -> Table:
        """Return gross share, that of chance, and their difference with its interval."""
        heads = [self.text("costs.option")]
        heads += [self.text(f"table.winners.{head}")
                  for head in ("direction", *PARTS)]  # fmt: skip
        compared = {one.scenario: one for view in self.views for one in self.contrasts_in(view)}
        rows = []
        for (world, option, way), share in self.shares.items():
            contrast = compared[option]
            data = {"panel": f"share_{way}", "scenario": option, "role": contrast.treated, "world": world,
                    "against": contrast.base, "against-scenario": contrast.against}  # fmt: skip
            rows.append([self.row_head(world, option), *cells(self.text, way, share, data)])
        return Table(heads, rows)
