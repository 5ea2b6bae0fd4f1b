"""Who gets what AI or the policy adds to national income: by receiver, in parts that add up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import (
    FEW,
    TITLE,
    bar,
    broken,
    filled,
    legend_below,
    on,
    panel_of_rows,
    panel_title,
    panels,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, SERIES, Json, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from reports.story.sentences import label
from simulator.findings.effects import Contrast, Effect
from simulator.findings.who_gets import ABROAD, AFTER, EARNED, GNI, who_gets

WAYS = {"earned": (EARNED, BLUE), "whole": ((GNI,), GREY), "after": (AFTER, GREEN),
        "abroad": (ABROAD, ORANGE)}  # fmt: skip
"""Lines that stand together, from the top, and how they look."""
WIDTH, ROW = 26, 42  # characters of a row's name, pixels of a row


class WhoGets(Figure):
    """Differences in national income by receiver, a panel a comparison; in the table also in % of GDP."""

    holds = "lines"
    section = "income"
    order = 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")

    @cached_property
    def lines(self) -> dict[Contrast, Mapping[str, Effect]]:
        """Effects by receiver of each comparison."""
        found = {contrast: who_gets(self.run, contrast) for contrast in self.contrasts}
        return {contrast: lines for contrast, lines in found.items() if lines}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        every = (item for lines in self.lines.values() for item in lines.values())
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return what the last comparison does to national income, and its parts told apart from zero."""
        contrast, lines = list(self.lines.items())[-1]
        whole = lines[GNI]
        told = {"size": self.scale.show(self.text, whole.mean, signed=True),
                "unit": self.scale.label(self.text, whole.mean), "parts": self._parts(lines)}  # fmt: skip
        form = "single" if whole.n < 2 else "clear" if whole.excludes_zero() else "unclear"
        return self.text.sentence(f"finding.who_gets.{contrast.name}.{form}", **told)

    def _parts(self, lines: Mapping[str, Effect]) -> str:
        """Return the parts as earned whose interval excludes zero; all of them of a single run."""
        clear = [line for line in EARNED if lines[line].n < 2 or lines[line].excludes_zero()]
        parts = [
            self.text(f"who_gets.part.{line}", size=self.scale.show(self.text, lines[line].mean, signed=True))
            for line in clear
            if round(lines[line].mean * self.scale.factor, self.scale.digits - self.scale.zeros)
        ]
        return ", ".join(parts) or self.text("who_gets.part.none")

    def plot(self) -> Json:
        """Return bars with intervals: as earned, the whole, after taxes and transfers, abroad."""
        rows = sum(len(lines) for lines, _ in WAYS.values())
        height = (TITLE + 24 + ROW * rows) * len(self.lines) + 60
        form = layout(self.text.separators, height=height) | {
            "barmode": "overlay", "bargap": 0.35, "showlegend": True, "annotations": [],
            "legend": legend_below(height),
        }  # fmt: skip
        traces = []
        for (contrast, lines), (axis, domain) in zip(
            self.lines.items(), panels(len(self.lines), height), strict=True
        ):
            labels = {line: broken(self.label(line), WIDTH) for line in lines}
            traces += [self._bars(way, lines, labels) | on(axis) | {"showlegend": axis == ""} for way in WAYS]
            # The unit stands in the subtitle: over a narrow panel a long one hides its name.
            title = panel_title(self.text(f"panel.{contrast.name}"), "", domain[1], list(labels.values()))
            panel_of_rows(form, axis, domain, title, list(labels.values()))
        return {"data": traces, "layout": form}

    def _bars(self, way: str, lines: Mapping[str, Effect], labels: Mapping[str, str]) -> Json:
        own, look = WAYS[way]
        shown = [lines[line] for line in own]
        mean, half = ([getattr(item, of) * self.scale.factor for item in shown] for of in ("mean", "half"))
        hover = f"%{{y}}: %{{x:+,.{self.scale.digits}f}}<extra></extra>"
        return bar(self.text(f"who_gets.{way}"), mean, [labels[line] for line in own], filled(look), hover,
                   half, legendgroup=way)  # fmt: skip

    def table(self) -> Table:
        """Return every receiver of each comparison: in money and in % of GDP, with intervals."""
        unit, share = self.scale.label(self.text), self.text("unit.percent_gdp")
        heads = [self.text("table.budget.comparison"), self.text("table.who_gets.receiver")]
        for what in (unit, share):
            heads += bounded(self.text, what)
        heads.append(self.text("table.who_gets.adds"))
        rows: list[list[Cell]] = []
        for contrast, lines in self.lines.items():
            shares = who_gets(self.run, contrast, of_gdp=True)
            of_gdp = effect_scale(self.run, self.text, *shares.values())
            compared = name(self.text(f"contrast.{contrast.name}"))
            for way, (own, _) in WAYS.items():
                rows += [[compared, name(self.label(line)), *effect_cells(self.text, self.scale, lines[line]),
                          *effect_cells(self.text, of_gdp, shares.get(line)),
                          name(self.text(f"who_gets.{way}"))] for line in own]  # fmt: skip
        return Table(heads, rows)


LOOKS = tuple(look for look in SERIES if look is not GREY)
BAR, LEGEND = 40, 150  # pixels


class WhoGetsByOption(ByOption):
    """Stacked parts of the difference in national income, as it is earned; the table has the rest."""

    holds = "lines"
    section = "income"
    order = 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")

    @cached_property
    def contrasts_of(self) -> dict[Place, tuple[Run, Contrast]]:
        """What is compared, by world and option."""
        return {(view.world, contrast.scenario): (view, contrast)
                for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip

    @cached_property
    def lines(self) -> dict[Place, Mapping[str, Effect]]:
        """Effects by receiver, of each world and option."""
        found = {place: who_gets(*compared) for place, compared in self.contrasts_of.items()}
        return {place: lines for place, lines in found.items() if lines}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        every = (item for lines in self.lines.values() for item in lines.values())
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return how many options would clearly raise national income, and the best mean."""
        whole = {place: lines[GNI] for place, lines in self.lines.items()}
        best = max(whole, key=lambda place: whole[place].mean)
        shown = fitted(self.scale, whole[best]).show(self.text, whole[best].mean, signed=True)
        return self.tally(whole, self.name, shown, self.scale.label(self.text, whole[best].mean), best)

    def plot(self) -> Json:
        """Return one bar an option in each world's panel: a part a receiver, left of zero what is lost."""
        options = [one for one in self.run.options if any(own == one for _, own in self.lines)]
        # The unit stands in the subtitle: over a narrow panel a long one hides its name.
        sheets = [Bars(self.panel(view.world), "",
                       [self._bar(view.world, line, place, options) for place, line in enumerate(EARNED)])
                  for view in self.views]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in options],
                    mode="relative", row=BAR, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _bar(self, world: str, line: str, place: int, options: list[str]) -> Json:
        means = [self.lines[world, option][line].mean if (world, option) in self.lines else float("nan")
                 for option in options]  # fmt: skip
        title = broken(label(self.run, self.text, line), 34)
        hover = f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>"
        return bar(title, [mean * self.scale.factor for mean in means], range(len(options)),
                   filled(LOOKS[place]), hover, legendgroup=line, width=0.6)  # fmt: skip

    def table(self) -> Table:
        """Return every receiver of each option and world: in money and in % of GDP, with intervals."""
        unit, share = self.scale.label(self.text), self.text("unit.percent_gdp")
        heads = [self.text("costs.option"), self.text("table.who_gets.receiver")]
        for what in (unit, share):
            heads += bounded(self.text, what)
        shares = {place: who_gets(*self.contrasts_of[place], of_gdp=True) for place in self.lines}
        every = (item for lines in shares.values() for item in lines.values())
        of_gdp = effect_scale(self.run, self.text, *every)
        rows = []
        for place, lines in self.lines.items():
            rows += [[self.row_head(*place), name(label(self.run, self.text, line)),
                      *effect_cells(self.text, self.scale, item),
                      *effect_cells(self.text, of_gdp, shares[place].get(line))]
                     for line, item in lines.items()]  # fmt: skip
        return Table(heads, rows)
