"""How many people would gain or lose more than 5 % of their income, beside how many do by chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reports.draw.pieces import (
    FEW,
    TITLE,
    broken,
    legend_below,
    marks,
    on,
    panel_title,
    panels,
    rounded,
    whiskers,
)
from reports.draw.table import Cell, Table, name
from reports.draw.theme import DOWN, UP, Json, layout
from reports.kinds.figure import Figure
from simulator.findings.effects import Contrast
from simulator.findings.results import TOTAL
from simulator.findings.windows import LAST12
from simulator.findings.winners import PARTS, WAYS, Share

BY = "exposure_quintile"


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
            for way in ("gain", "loss"):
                traces.append(self._bars(rows, way) | {"showlegend": axis == ""} | on(axis))
            traces.append(self._chance(rows) | {"showlegend": axis == ""} | on(axis))
            title = self.text(f"panel.{contrast.name}")
            form["annotations"].append(
                panel_title(title, unit, domain[1], [broken(row.label, 22) for row in rows])
            )
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "zeroline": True, **FEW}
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "autorange": "reversed",
                                    "type": "category", "showgrid": False, "dtick": 1}  # fmt: skip
        return {"data": traces, "layout": form}

    def _bars(self, rows: list[Row], way: str) -> Json:
        shares: list[Share] = [getattr(row, way) for row in rows]
        look, shape = (UP, "") if way == "gain" else (DOWN, "/")
        bars: Json = {
            "type": "bar",
            "orientation": "h",
            "name": self.text(f"winners.{way}"),
            "x": rounded([share.gross * 100 for share in shares]),
            "y": [broken(row.label, 22) for row in rows],
            "hovertemplate": f"%{{y}}: {self.text.percent('%{x:.1f}')}<extra></extra>",
            "marker": {"color": look.colour, "pattern": {"shape": shape}},
        }
        half = rounded([(share.high - share.net) * 100 for share in shares])
        if None not in half:
            bars["error_x"] = whiskers(half)
        return bars

    def _chance(self, rows: list[Row]) -> Json:
        named = {"name": self.text("winners.chance"), "y": [broken(row.label, 22) for row in rows]}
        return marks([row.gain.chance * 100 for row in rows]) | named

    def table(self) -> Table:
        """Return gross share, that of chance, and their difference with its interval."""
        heads = ("comparison", "group", "direction", *PARTS)
        rows = []
        for contrast, items in self.rows.items():
            for row in items:
                for way, share in (("gain", row.gain), ("loss", row.loss)):
                    rows.append([
                        name(self.text(f"contrast.{contrast.name}")), name(row.label),
                        name(self.text(f"winners.{way}")), *self._cells(contrast, row.group, way, share),
                    ])  # fmt: skip
        return Table([self.text(f"table.winners.{head}") for head in heads], rows)

    def _cells(self, contrast: Contrast, group: str, way: str, share: Share) -> list[Cell]:
        data = {"indicator": f"share_{way}", "scenario": contrast.scenario, "role": contrast.treated,
                "against": contrast.base, "by": "total" if group == "all" else BY, "group": group,
                "window": LAST12.name, "scale": "100"}  # fmt: skip
        return [
            Cell(self.text.number(value * 100, 1, signed=stat not in PARTS[:2]), value * 100,
                 {**data, "stat": stat})
            for stat in PARTS for value in (getattr(share, stat),)
        ]  # fmt: skip
