"""How many people would gain or lose more than 5 % of their income, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reports.draw.pieces import FEW, TITLE, broken, legend_below, on, panel_title, panels, rounded, whiskers
from reports.draw.table import Cell, Table, name
from reports.draw.theme import DOWN, UP, Json, layout
from reports.kinds.figure import Figure
from simulator.findings.effects import Contrast
from simulator.findings.results import TOTAL
from simulator.findings.windows import LAST12
from simulator.findings.winners import WAYS, Share

BY = "exposure_quintile"


@dataclass(frozen=True)
class Row:
    """Winners and losers among some of the panel."""

    label: str
    group: str
    gain: Share
    loss: Share


class WinnersLosers(Figure):
    """Share of people ±5 %, beyond chance: per-person effects averaged over seeds."""

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

    def available(self) -> bool:
        """Tell whether the panel is there, with two seeds of one opening state."""
        return bool(self.rows)

    def finding(self) -> str:
        """Return the net shares among everyone for the last comparison."""
        contrast = list(self.rows)[-1]
        row = self.rows[contrast][0]
        clear = [way for way, share in (("gain", row.gain), ("loss", row.loss)) if share.is_clear]
        form = "both" if len(clear) == 2 else clear[0] if clear else "unclear"
        gain, loss = (self.text.number(share.net * 100, 1) for share in (row.gain, row.loss))
        return self.text.sentence(f"finding.winners.{contrast.name}.{form}", gain=gain, loss=loss)

    def plot(self) -> Json:
        """Return two bars a row, winners above losers, with their intervals."""
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
            "x": rounded([share.net * 100 for share in shares]),
            "y": [broken(row.label, 22) for row in rows],
            "hovertemplate": f"%{{y}}: {self.text.percent('%{x:.1f}')}<extra></extra>",
            "marker": {"color": look.colour, "pattern": {"shape": shape}},
        }
        half = rounded([(share.high - share.net) * 100 for share in shares])
        if None not in half:
            bars["error_x"] = whiskers(half)
        return bars

    def table(self) -> Table:
        """Return net share with interval, gross share and that of chance."""
        heads = ("comparison", "group", "direction", "net", "net_low", "net_high", "gross", "chance")
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
            Cell(self.text.number(value * 100, 1), value * 100, {**data, "stat": stat})
            for stat, value in vars(share).items()
        ]
