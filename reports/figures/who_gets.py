"""Who gets what AI or the policy adds to national income: by receiver, in parts that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

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
    sums,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, SERIES, Json, Look, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from simulator.findings.effects import Contrast, Effect
from simulator.findings.headline import ABROAD, AFTER, EARNED, GNI, who_gets

WIDTH, ROW = 26, 42  # characters of a row's name, pixels of a row


class Parts(Figure):
    """Differences that add up to a whole, a panel a comparison; messages start with the figure's name."""

    holds = "lines"
    section = "income"
    ways: ClassVar[Mapping[str, tuple[Sequence[str], Look]]]
    """Lines that stand together, from the top, and how they look; the first are told, `whole` is the sum."""

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Mapping[str, Effect]:
        """Return the effects of one comparison by line; of what is no money none in % of GDP."""
        raise NotImplementedError

    def line(self, name: str) -> str:
        """Return what a line is called."""
        told = f"{self.stem}.line.{name}"
        return self.text(told) if self.text.has(told) else self.label(name)

    @property
    def stem(self) -> str:
        """Return how its messages begin, and those of options."""
        return self.name.removesuffix("_by_option")

    @cached_property
    def lines(self) -> Mapping[Any, Mapping[str, Effect]]:
        """Effects by line of each comparison."""
        found = {contrast: self.lines_of(self.run, contrast) for contrast in self.contrasts}
        return {contrast: lines for contrast, lines in found.items() if lines}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        every = (item for lines in self.lines.values() for item in lines.values())
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return what the last comparison does to the whole, and its parts told apart from zero."""
        contrast, lines = list(self.lines.items())[-1]
        whole = lines[self.ways["whole"][0][0]]
        told = {"size": self.scale.show(self.text, whole.mean, signed=True),
                "unit": self.scale.label(self.text, whole.mean), "parts": self._parts(lines)}  # fmt: skip
        form = "single" if whole.n < 2 else "clear" if whole.excludes_zero() else "unclear"
        return self.text.sentence(f"finding.{self.name}.{contrast.name}.{form}", **told)

    def _parts(self, lines: Mapping[str, Effect]) -> str:
        """Return the first parts whose interval excludes zero; all of them of a single run."""
        first, _ = next(iter(self.ways.values()))
        clear = [
            line for line in first if line in lines and (lines[line].n < 2 or lines[line].excludes_zero())
        ]
        parts = [
            self.text(
                f"{self.name}.part.{line}", size=self.scale.show(self.text, lines[line].mean, signed=True)
            )
            for line in clear
            if round(lines[line].mean * self.scale.factor, self.scale.digits - self.scale.zeros)
        ]
        return ", ".join(parts) or self.text("who_gets.part.none")

    def plot(self) -> Json:
        """Return bars with intervals, in the order of the ways."""
        rows = max(map(len, self.lines.values()))
        height = (TITLE + 24 + ROW * rows) * len(self.lines) + 60
        form = layout(self.text.separators, height=height) | {
            "barmode": "overlay", "bargap": 0.35, "showlegend": True, "annotations": [],
            "legend": legend_below(height),
        }  # fmt: skip
        traces = []
        for (contrast, lines), (axis, domain) in zip(
            self.lines.items(), panels(len(self.lines), height), strict=True
        ):
            shown = [line for own, _ in self.ways.values() for line in own if line in lines]
            labels = {line: broken(self.line(line), WIDTH) for line in shown}
            traces += [
                self._bars(way, lines, labels) | on(axis) | {"showlegend": axis == ""} for way in self.ways
            ]
            # The unit stands in the subtitle: over a narrow panel a long one hides its name.
            title = panel_title(self.text(f"panel.{contrast.name}"), "", domain[1], list(labels.values()))
            panel_of_rows(form, axis, domain, title, list(labels.values()))
        return {"data": traces, "layout": form}

    def _bars(self, way: str, lines: Mapping[str, Effect], labels: Mapping[str, str]) -> Json:
        own, look = self.ways[way]
        shown = {line: lines[line] for line in own if line in lines}
        mean, half = (
            [getattr(item, of) * self.scale.factor for item in shown.values()] for of in ("mean", "half")
        )
        hover = f"%{{y}}: %{{x:+,.{self.scale.digits}f}}<extra></extra>"
        return bar(self.text(f"{self.name}.{way}"), mean, [labels[line] for line in shown], filled(look),
                   hover, half, legendgroup=way)  # fmt: skip

    def table(self) -> Table:
        """Return every line of each comparison, with intervals; of money also in % of GDP."""
        compared = [
            (name(self.text(f"contrast.{one.name}")), lines, self.lines_of(self.run, one, of_gdp=True))
            for one, lines in self.lines.items()
        ]
        return self.listed(self.text("table.budget.comparison"), compared)

    def listed(
        self, head: str, compared: Sequence[tuple[Cell, Mapping[str, Effect], Mapping[str, Effect]]]
    ) -> Table:
        """Return a row a line of each comparison: its name, lines, and the same in % of GDP."""
        every = [item for _, _, shares in compared for item in shares.values()]
        of_gdp = effect_scale(self.run, self.text, *every) if every else None
        heads = [head, self.text(f"table.{self.stem}.receiver")]
        heads += bounded(self.text, self.scale.label(self.text))
        heads += bounded(self.text, self.text("unit.percent_gdp")) if of_gdp else []
        heads.append(self.text("table.who_gets.adds"))
        rows: list[list[Cell]] = []
        for titled, lines, shares in compared:
            for way, (own, _) in self.ways.items():
                rows += [
                    [titled, name(self.line(line)), *effect_cells(self.text, self.scale, lines[line]),
                     *(effect_cells(self.text, of_gdp, shares.get(line)) if of_gdp else []),
                     name(self.text(f"{self.stem}.{way}"))]
                    for line in own if line in lines
                ]  # fmt: skip
        return Table(heads, rows)


class WhoGets(Parts):
    """Differences in national income by receiver."""

    order = 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")
    ways: ClassVar = {"earned": (EARNED, BLUE), "whole": ((GNI,), GREY), "after": (AFTER, GREEN),
                      "abroad": (ABROAD, ORANGE)}  # fmt: skip

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Mapping[str, Effect]:
        """Return the effects by receiver."""
        return who_gets(run, contrast, of_gdp=of_gdp)


LOOKS = tuple(look for look in SERIES if look is not GREY)
BAR, LEGEND = 40, 170  # pixels


class PartsByOption(Parts, ByOption):
    """Stacked parts of the difference of each option; the table has the rest."""

    compares = True

    @cached_property
    def contrasts_of(self) -> dict[Place, tuple[Run, Contrast]]:
        """What is compared, by world and option."""
        return {(view.world, contrast.scenario): (view, contrast)
                for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip

    @cached_property
    def lines(self) -> Mapping[Any, Mapping[str, Effect]]:
        """Effects by line, of each world and option."""
        found = {place: self.lines_of(*compared) for place, compared in self.contrasts_of.items()}
        return {place: lines for place, lines in found.items() if lines}

    def finding(self) -> str:
        """Return how many options would clearly raise the whole, and the best mean."""
        (whole,), _ = self.ways["whole"]
        found = {place: lines[whole] for place, lines in self.lines.items()}
        best = max(found, key=lambda place: found[place].mean)
        shown = fitted(self.scale, found[best]).show(self.text, found[best].mean, signed=True)
        return self.tally(found, whole, shown, self.scale.label(self.text, found[best].mean), best)

    def plot(self) -> Json:
        """Return one bar an option in each world's panel: left of zero what is lost."""
        options = [one for one in self.run.options if any(own == one for _, own in self.lines)]
        first, _ = next(iter(self.ways.values()))
        told = [line for line in first if any(line in lines for lines in self.lines.values())]
        # The unit stands in the subtitle: over a narrow panel a long one hides its name.
        sheets = [Bars(self.panel(view.world), "",
                       [*(self._bar(view.world, line, place, options) for place, line in enumerate(told)),
                        *([self._whole(view.world, options)] if told else [])])
                  for view in self.views]  # fmt: skip
        return bars(self.text.separators, sheets, [self.option(option) for option in options],
                    mode="relative", row=BAR, legend=LEGEND, numbers={"zeroline": True, **FEW})  # fmt: skip

    def _whole(self, world: str, options: list[str]) -> Json:
        """Return a dot an option: what the parts add up to."""
        (whole,), _ = self.ways["whole"]
        shown = {row: self.lines[world, one][whole] for row, one in enumerate(options)
                 if (world, one) in self.lines}  # fmt: skip
        mean, low, high = ([getattr(item, end) * self.scale.factor for item in shown.values()]
                           for end in ("mean", "low", "high"))  # fmt: skip
        hover = f"%{{x:+,.{self.scale.digits}f}}<extra></extra>"
        title = self.text(f"{self.stem}.whole")
        return sums(mean, list(shown), low, high, GREY, hover, name=title) | {"legendgroup": whole}

    def _bar(self, world: str, line: str, place: int, options: list[str]) -> Json:
        found = [self.lines.get((world, option), {}).get(line) for option in options]
        means = [one.mean * self.scale.factor if one else float("nan") for one in found]
        title = broken(self.line(line), 34)
        hover = f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>"
        return bar(title, means, range(len(options)), filled(LOOKS[place]), hover, legendgroup=line,
                   width=0.6)  # fmt: skip

    def table(self) -> Table:
        """Return every line of each option and world, with intervals; of money also in % of GDP."""
        compared = [
            (self.row_head(*place), lines, self.lines_of(*self.contrasts_of[place], of_gdp=True))
            for place, lines in self.lines.items()
        ]
        return self.listed(self.text("costs.option"), compared)


class WhoGetsByOption(PartsByOption, WhoGets):
    """The difference in national income of each option, as it is earned."""
