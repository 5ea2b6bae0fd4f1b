"""Where people whom AI displaced are a year later, under each option."""

from __future__ import annotations

from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import filled, rounded
from reports.draw.table import Cell, Table, bounded, name
from reports.draw.theme import Json
from reports.figures.displaced_paths import LOOKS, WORKING
from reports.kinds.by_option import ByOption
from simulator.findings.afterwards import SINCE, STATES, Afterwards, Shares

AFTER = 12  # months
ROW, LEGEND, PERCENT = 36, 130, 100.0


class DisplacedByOption(ByOption):
    """Shares of the displaced by what they do a year later, the baseline first."""

    holds = "shares"
    section = "jobs"
    order = 3

    @cached_property
    def names(self) -> list[str]:
        """What is shown: the baseline and the options."""
        return [self.run.comparison["baseline"], *self.run.options]

    @cached_property
    def shares(self) -> dict[tuple[str, str], dict[str, Shares]]:
        """Shares by world and option, by state."""
        found = {}
        for view in self.views:
            for option in self.names:
                after = Afterwards(view, view.role_of(option), option)
                shares = {state: after.share(state, AFTER) for state in STATES}
                known = {state: share for state, share in shares.items() if share is not None}
                if len(known) == len(STATES):
                    found[view.world, option] = known
        return found

    def finding(self) -> str:
        """Return the range over options and worlds of the share that works."""
        works = {place: sum(shares[state][0] for state in WORKING) * PERCENT
                 for place, shares in self.shares.items()}  # fmt: skip
        low, high = (pick(works, key=lambda place: works[place]) for pick in (min, max))
        return self.text.sentence(
            "finding.displaced_by_option",
            low=self.text.number(works[low], 0), high=self.text.number(works[high], 0),
            worst=self.option(low[1]), best=self.option(high[1]),
            worst_world=self.world(low[0]), best_world=self.world(high[0]),
        )  # fmt: skip

    def plot(self) -> Json:
        """Return one stacked bar an option, a panel a world."""
        sheets = [
            Bars(self.text("legend.world", world=self.world(view.world)), self.text("axis.displaced_share"),
                 [self._bars(view, state) for state in STATES])
            for view in self.views
        ]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in self.names],
                    mode="stack", row=ROW, legend=LEGEND,
                    numbers={"range": [0, PERCENT], "dtick": 25})  # fmt: skip

    def _bars(self, view: Run, state: str) -> Json:
        values = [
            self.shares.get((view.world, option), {}).get(state, (float("nan"),))[0] for option in self.names
        ]
        label, look = self.text(f"displaced.{state}"), LOOKS[state]
        return {
            "type": "bar", "orientation": "h", "name": label, "legendgroup": state, "width": 0.6,
            "x": rounded([value * PERCENT for value in values]), "y": list(range(len(values))),
            "marker": filled(look), "hovertemplate": f"%{{x:.0f}} %<extra>{label}</extra>",
        }  # fmt: skip

    def table(self) -> Table:
        """Return share and interval by option, world and state."""
        what = self.text("axis.displaced_share")
        heads = [self.text("costs.option"), self.text("table.displaced.state"), *bounded(self.text, what)]
        rows = []
        for (world, option), shares in self.shares.items():
            view = next(one for one in self.views if one.world == world)
            for state, share in shares.items():
                data = {"indicator": f"displaced_{state}", "scenario": option, "role": view.role_of(option),
                        "world": world, "by": SINCE, "group": str(AFTER), "window": "share_of_displaced",
                        "scale": "100"}  # fmt: skip
                cells = [Cell(self.text.number(value * PERCENT, 1), value * PERCENT, {**data, "stat": stat})
                         for stat, value in zip(("mean", "low", "high"), share, strict=True)]  # fmt: skip
                rows.append(
                    [name(self.row_head(view, option)), name(self.text(f"displaced.{state}")), *cells]
                )
        return Table(heads, rows)
