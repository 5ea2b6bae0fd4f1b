"""Who gets it, in euros: what people of each decile have from the market and the state, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from reports.draw.pieces import (
    bar,
    broken,
    dots,
    filled,
    legend_below,
    on,
    panel_of_rows,
    panel_title,
    panels,
)
from reports.draw.table import Cell, Table, effect_cells, level, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.figure import Figure
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.deciles import ADDED, DECILE, LEFT, LINES, TAKEN, by_decile
from simulator.findings.effects import Contrast, Effect, effect

LOOKS = dict(zip((*ADDED, TAKEN), (BLUE, GREY, GREEN, PURPLE, ORANGE), strict=True))
OF_ALL = SERIES[8]
ENDS = ("1", "10")
ROW = 25  # pixels of a decile
Deciles = Mapping[str, Mapping[str, Effect]]


class IncomeParts(Figure):
    """Changes by decile, stacked, with what is left as a dot; in the table the levels beside them."""

    holds = "deciles"
    section = "people"
    order = 0
    rests_on = ("gini_world_bank", "household_deposits")

    @cached_property
    def deciles(self) -> dict[Contrast, Deciles]:
        """Effects by decile and line of each comparison."""
        found = {contrast: by_decile(self.run, contrast) for contrast in self.contrasts}
        return {contrast: groups for contrast, groups in found.items() if groups.keys() >= {*ENDS}}

    @cached_property
    def scale(self) -> Scale:
        """Money by the year, one scale for all."""
        every = [item for groups in self.deciles.values() for lines in groups.values()
                 for item in lines.values()]  # fmt: skip
        monthly = effect_scale(self.run, self.text, *every)
        return replace(monthly, factor=float(MONTHS_PER_YEAR), unit="money_year", digits=0, most=0)

    def values(self) -> dict[str, object]:
        """Return the unit, and the month whose incomes make the deciles."""
        return {**super().values(), "opening": self.text.month(self.start, 0)}

    def finding(self) -> str:
        """Return what is left to the poorest and the richest decile of the last comparison."""
        contrast, groups = list(self.deciles.items())[-1]
        poorest, richest = (groups[one][LEFT] for one in ENDS)
        ends = {"poor": poorest, "rich": richest}
        told = {key: fitted(self.scale, one).show(self.text, one.mean, signed=True)
                for key, one in ends.items()}  # fmt: skip
        told |= {"unit": self.scale.label(self.text, richest.mean)}
        told_apart = sum(one.excludes_zero() for one in ends.values())
        form = "single" if poorest.n < 2 else ("neither", "unclear", "clear")[told_apart]
        return self.text.sentence(f"finding.income_parts.{contrast.name}.{form}", **told)

    def plot(self) -> Json:
        """Return bars of what is added and taken, and a dot with its interval for what is left."""
        count = max(len(groups) for groups in self.deciles.values())
        height = (96 + ROW * count) * len(self.deciles) + 90
        form = layout(self.text.separators, height=height) | {
            "barmode": "relative", "bargap": 0.3, "showlegend": True, "annotations": [],
            "legend": legend_below(height),
        }  # fmt: skip
        traces: list[Json] = []
        named: set[str] = set()
        for (contrast, groups), (axis, domain) in zip(
            self.deciles.items(), panels(len(self.deciles), height), strict=True
        ):
            rows = [broken(self.group(DECILE, group), 24) for group in groups]
            parts = [line for line in LOOKS if any(lines[line].mean for lines in groups.values())]
            for line in parts:
                traces.append(self._bars(line, groups, rows) | on(axis) | {"showlegend": line not in named})
                named.add(line)
            traces.append(self._left(groups, rows, axis) | {"showlegend": axis == ""})
            title = panel_title(self.text(f"panel.{contrast.name}"), "", domain[1], rows)
            panel_of_rows(form, axis, domain, title)
        return {"data": traces, "layout": form}

    def _bars(self, line: str, groups: Deciles, rows: list[str]) -> Json:
        sign = -1.0 if line == TAKEN else 1.0
        mean = [sign * lines[line].mean * self.scale.factor for lines in groups.values()]
        return bar(self.text(f"income_parts.{line}"), mean, rows, filled(LOOKS[line]),
                   "%{y}: %{x:+,.0f}<extra></extra>", legendgroup=line)  # fmt: skip

    def _left(self, groups: Deciles, rows: list[str], axis: str) -> Json:
        shown = [lines[LEFT] for lines in groups.values()]
        mean, low, high = ([getattr(item, part) * self.scale.factor for item in shown]
                           for part in ("mean", "low", "high"))  # fmt: skip
        drawn = dots(mean, rows, low, high, OF_ALL, "%{y}: %{x:+,.0f}<extra></extra>",
                     name=self.text(f"income_parts.{LEFT}"), axis=axis)  # fmt: skip
        drawn["marker"] |= {"size": 11, "line": {"color": "white", "width": 1}}
        return drawn | {"legendgroup": LEFT}

    def table(self) -> Table:
        """Return each part of each decile: its level without, and what changes, with its interval."""
        what = self.scale.label(self.text)
        heads = [self.text("table.budget.comparison"), self.text("table.group"),
                 self.text("table.income_parts.part"), self.text("table.income_parts.without", what=what),
                 self.text("table.income_parts.change", what=what), self.text("table.low", what=what),
                 self.text("table.high", what=what), self.text("table.income_parts.relative")]  # fmt: skip
        rows: list[list[Cell]] = []
        for contrast, groups in self.deciles.items():
            compared = name(self.text(f"contrast.{contrast.name}"))
            for group, lines in groups.items():
                here = name(self.group(DECILE, group))
                rows += [[compared, here, name(self.text(f"income_parts.{line}")), self._without(lines[line]),
                          *effect_cells(self.text, self.scale, lines[line]), self._relative(lines[line])]
                         for line in LINES]  # fmt: skip
        return Table(heads, rows)

    def _relative(self, item: Effect) -> Cell:
        """Return the change of what is left in % of it; its parts are not told so."""
        share = item.indicator == LEFT and effect(self.run, item.contrast, LEFT, item.window, by=item.by,
                                                  group=item.group, relative=True)  # fmt: skip
        if not share:
            return Cell(self.text("number.missing"))
        return effect_cells(self.text, effect_scale(self.run, self.text, share), share)[0]

    def _without(self, item: Effect) -> Cell:
        contrast = item.contrast
        return level(self.text, self.scale, item.base, indicator=item.indicator, role=contrast.base,
                     scenario=contrast.scenario, by=item.by, group=item.group, window=item.window.name,
                     stat="mean", real="1")  # fmt: skip
