"""Where people go whom AI displaces: six months and two years later."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, Node, bars, flows
from reports.draw.pieces import bar, filled
from reports.draw.table import Table, bounded, level, name, number_cells
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json
from reports.draw.units import Scale, level_scale
from reports.kinds.by_option import ByOption
from reports.kinds.figure import Figure
from reports.story.sentences import counted
from simulator.findings.afterwards import BEFORE, EARLY, LATE, SINCE, STATES, Afterwards, Shares
from simulator.findings.windows import CUMULATED, windowed

LOOKS = dict(zip(STATES, (BLUE, GREEN, SERIES[5], PURPLE, ORANGE, GREY), strict=True))
WORKING = ("employee", "own_account", "public_job")


class DisplacedPaths(Figure):
    """A Sankey diagram of everyone displaced, in the run with AI; with the policy where there is one."""

    holds = "paths"
    section = "jobs"
    order = 7

    @cached_property
    def role(self) -> str:
        """The role drawn: the world with AI, with the policy if there is one."""
        return "policy" if self.run.has("policy") else "no_policy"

    @cached_property
    def paths(self) -> Mapping[tuple[str, str], float]:
        """Persons by state six months after and two years after, where there are any."""
        found = Afterwards(self.run, self.role).paths()
        return {way: persons for way, persons in found.items() if persons > 0}

    @cached_property
    def scale(self) -> Scale:
        """Scale of the flows."""
        return level_scale(self.run, self.text, f"displaced_{STATES[0]}", [sum(self.paths.values())])

    def finding(self) -> str:
        """Return how many work two years later, and how many still look or have left."""
        total = sum(self.paths.values())
        share = {group: sum(size for (_, late), size in self.paths.items() if late in states) / total * 100
                 for group, states in (("works", WORKING), ("seeks", ("unemployed", "training")),
                                       ("left", ("outside",)))}  # fmt: skip
        told = {key: self.text.number(value, 0) for key, value in share.items()}
        return self.text.sentence(
            "finding.displaced_paths", count=counted(self.text, self.scale, total), **told
        )

    def values(self) -> dict[str, object]:
        """Return unit and role."""
        return {"unit": self.scale.label(self.text), "role": self.text(f"role.{self.role}"),
                "followed": self.scale.show(self.text, sum(self.paths.values())),
                "whole": self._whole()}  # fmt: skip

    def _whole(self) -> str:
        """Return how many layoffs AI causes over the whole run in the role drawn."""
        found = self.run.series("displaced", self.role)
        return self.text("number.missing") if found is None else self.scale.show(
            self.text, float(windowed(found, CUMULATED).mean())
        )  # fmt: skip

    def plot(self) -> Json:
        """Return three columns: displaced, six months after, two years after."""
        early = [state for state in STATES if any(way[0] == state for way in self.paths)]
        late = [state for state in STATES if any(way[1] == state for way in self.paths)]
        nodes = ["", *(f"e {state}" for state in early), *(f"l {state}" for state in late)]
        first = {state: sum(size for way, size in self.paths.items() if way[0] == state) for state in early}
        ways = [(0, nodes.index(f"e {state}"), size, state) for state, size in first.items()]
        ways += [(nodes.index(f"e {one}"), nodes.index(f"l {other}"), size, other)
                 for (one, other), size in self.paths.items()]  # fmt: skip
        drawn = [Node(self.text("displaced.all"), GREY)]
        drawn += [Node(self.text(f"displaced.{state}"), LOOKS[state]) for state in (*early, *late)]
        links = [(source, target, size * self.scale.factor, LOOKS[state])
                 for source, target, size, state in ways]  # fmt: skip
        return flows(self.text.separators, drawn, links, digits=self.scale.digits, height=460)

    def table(self) -> Table:
        """Return persons by state six months after (rows) and two years after (columns)."""
        heads = [self.text("table.displaced.early", months=self.text.number(EARLY, 0))]
        heads += [self.text("table.displaced.late", months=self.text.number(LATE, 0),
                            state=self.text(f"displaced.{state}")) for state in STATES]  # fmt: skip
        paths = Afterwards(self.run, self.role).paths()
        rows = []
        for early in STATES:
            cells = [
                level(self.text, self.scale, paths[early, late], indicator=f"displaced_{late}",
                      role=self.role, scenario=self.run.scenario, by=BEFORE, group=early, window="summed",
                      stat="mean")
                for late in STATES if (early, late) in paths
            ]  # fmt: skip
            rows.append([name(self.text(f"displaced.{early}")), *cells])
        return Table(heads, rows)


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
        unit = self.text("axis.displaced_share")
        sheets = [Bars(self.panel(view.world), unit, [self._bars(view, state) for state in STATES])
                  for view in self.views]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in self.names],
                    mode="stack", row=ROW, legend=LEGEND,
                    numbers={"range": [0, PERCENT], "dtick": 25})  # fmt: skip

    def _bars(self, view: Run, state: str) -> Json:
        values = [
            self.shares.get((view.world, option), {}).get(state, (float("nan"),))[0] for option in self.names
        ]
        label = self.text(f"displaced.{state}")
        return bar(label, [value * PERCENT for value in values], range(len(values)), filled(LOOKS[state]),
                   f"%{{x:.0f}} %<extra>{label}</extra>", legendgroup=state, width=0.6)  # fmt: skip

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
                cells = number_cells(self.text, share, 1, data, factor=PERCENT, signed=False)
                rows.append([self.row_head(world, option), name(self.text(f"displaced.{state}")), *cells])
        return Table(heads, rows)
