"""How fast people whom AI displaces work again: who has not worked since, by months since."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pieces import band, line
from reports.draw.table import Cell, Table, name, number_cells
from reports.draw.theme import ROLES, Json, layout
from reports.draw.units import digits_for
from reports.kinds.figure import Figure
from simulator.findings.afterwards import SINCE, WAITING, Afterwards, Shares

SHOWN = ("no_policy", "policy")
PERCENT = 100.0


class DisplacedWaiting(Figure):
    """A survival curve: the share of the displaced who have not worked since, mean over seeds."""

    holds = "curves"
    section = "jobs"
    order = 8

    @cached_property
    def curves(self) -> dict[str, dict[int, Shares]]:
        """Shares by role and months since."""
        found = {}
        for role in SHOWN:
            after = Afterwards(self.run, role)
            curve = {months: after.share(WAITING, months) for months in after.months}
            known = {months: share for months, share in curve.items() if share is not None}
            if known:
                found[role] = known
        return found

    def finding(self) -> str:
        """Return the share that has not worked after a year, or at the latest count, in each role."""
        role = list(self.curves)[-1]
        curve = self.curves[role]
        months = 12 if 12 in curve else max(curve)
        told = {"months": self.text.number(months, 0),
                "share": self.text.number(curve[months][0] * PERCENT, 0)}  # fmt: skip
        base = self.curves.get("no_policy", {}).get(months)
        if role == "policy" and base is not None:
            own = curve[months]
            form = "policy" if own[2] < base[1] or base[2] < own[1] else "alike"
            return self.text.sentence(f"finding.displaced_waiting.{form}", **told,
                                      base=self.text.number(base[0] * PERCENT, 0))  # fmt: skip
        return self.text.sentence("finding.displaced_waiting", **told)

    def plot(self) -> Json:
        """Return one falling line a role with its interval."""
        traces: list[Json] = []
        for role, curve in self.curves.items():
            months = [0, *curve]
            mean, low, high = ([PERCENT, *(share[part] * PERCENT for share in curve.values())]
                               for part in range(3))  # fmt: skip
            traces += band(months, low, high, ROLES[role])
            label = self.text(f"role.{role}")
            hover = f"%{{x}}<br>{label}: %{{y:.0f}} %<extra></extra>"
            traces.append(line(months, mean, ROLES[role], label, hover))
        form = layout(self.text.separators, height=360) | {
            "showlegend": True,
            "yaxis": {"title": {"text": self.text("axis.waiting")}, "range": [0, 102]},
            "xaxis": {"title": {"text": self.text("axis.months_since")}, "dtick": 6, "showgrid": False},
        }
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return share and interval by months since, for each role."""
        heads = [self.text("axis.months_since")]
        rows: dict[int, list[Cell]] = {}
        for role, curve in self.curves.items():
            who = self.text(f"role.{role}")
            heads += [who, self.text("table.low", what=who), self.text("table.high", what=who)]
            digits = digits_for([PERCENT])
            for months, share in curve.items():
                row = rows.setdefault(months, [name(self.text.number(months, 0))])
                data = {"indicator": f"displaced_{WAITING}", "scenario": self.run.scenario, "role": role,
                        "by": SINCE, "group": str(months), "window": "share_of_displaced",
                        "scale": "100"}  # fmt: skip
                row += number_cells(self.text, share, digits, data, factor=PERCENT, signed=False)
        return Table(heads, [row for row in rows.values() if len(row) == len(heads)])
