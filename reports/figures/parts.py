"""What adds up: jobs by employer and as labour force less unemployed, national income by who receives it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from reports.data.run import Run
from reports.draw.pieces import (
    TITLE,
    ZERO,
    Panels,
    bar,
    bars,
    broken,
    legend_below,
    panel_title,
    panels,
    rows_in_order,
    signed,
    sums,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, SERIES, Json, Look
from reports.draw.units import Scale, effect_scale
from reports.kinds.by_option import ByOption
from reports.kinds.figure import Figure
from simulator.findings.effects import EMPLOYED, EMPLOYERS, PEOPLE, Contrast, Effect, jobs_apart
from simulator.findings.headline import ABROAD, AFTER, EARNED, GNI, who_gets

WIDTH, ROW = 26, 42  # characters of a row's name, pixels of a row
LOOKS = tuple(look for look in SERIES if look is not GREY)
BAR, LEGEND = 40, 170  # pixels
type Lines = Mapping[str, Effect]


class Parts(Figure):
    """Differences that add up to a whole, a panel a comparison; messages start with the figure's name."""

    holds = "lines"
    ways: ClassVar[Mapping[str, tuple[Sequence[str], Look]]]
    """Lines that stand together, from the top, and how they look; the first are told, `whole` is the sum."""

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Lines:
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

    @property
    def first(self) -> Sequence[str]:
        """The lines that titles tell."""
        return next(iter(self.ways.values()))[0]

    @property
    def whole(self) -> str:
        """The line that is the sum."""
        return self.ways["whole"][0][0]

    @cached_property
    def lines(self) -> Mapping[Any, Lines]:
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
        whole = lines[self.whole]
        form = "single" if whole.n < 2 else "clear" if whole.excludes_zero() else "unclear"
        told = {"unit": self.scale.label(self.text, whole.mean), "parts": self._parts(lines)}
        size = self.scale.show(self.text, whole.mean, signed=True)
        return self.text.sentence(f"finding.{self.name}.{contrast.name}.{form}", size=size, **told)

    def _parts(self, lines: Lines) -> str:
        """Return the first parts whose interval excludes zero; all of them of a single run."""
        digits, told = self.scale.digits - self.scale.zeros, []
        for line in self.first:
            item = lines.get(line)
            is_told = item and (item.n < 2 or item.excludes_zero())
            if item and is_told and round(item.mean * self.scale.factor, digits):
                size = self.scale.show(self.text, item.mean, signed=True)
                told.append(self.text(f"{self.name}.part.{line}", size=size))
        return ", ".join(told) or self.text("who_gets.part.none")

    def plot(self) -> Json:
        """Return bars with intervals, in the order of the ways."""
        rows = max(map(len, self.lines.values()))
        height = (TITLE + 24 + ROW * rows) * len(self.lines) + 60
        form: Json = {
            "barmode": "overlay",
            "bargap": 0.35,
            "showlegend": True,
            "legend": legend_below(height),
        }
        made = Panels(height, panels(len(self.lines), height), **form)
        for contrast, lines in self.lines.items():
            shown = [line for own, _ in self.ways.values() for line in own if line in lines]
            labels = {line: broken(self.line(line), WIDTH) for line in shown}
            # The unit stands in the subtitle: over a narrow panel a long one hides its name.
            title = panel_title(self.text(f"panel.{contrast.name}"), "", list(labels.values()))
            traces = [self._bars(way, lines, labels) for way in self.ways]
            made.add(traces, title, ZERO, rows_in_order(list(labels.values())))
        return made.drawn()

    def _bars(self, way: str, lines: Lines, labels: Mapping[str, str]) -> Json:
        own, look = self.ways[way]
        shown = {labels[line]: lines[line] for line in own if line in lines}
        mean = [item.mean * self.scale.factor for item in shown.values()]
        half = [item.half * self.scale.factor for item in shown.values()]
        hover = f"%{{y}}: %{{x:+,.{self.scale.digits}f}}<extra></extra>"
        title = self.text(f"{self.name}.{way}")
        return bar(title, mean, list(shown), look, hover, half, legendgroup=way)

    def table(self) -> Table:
        """Return every line of each comparison, with intervals; of money also in % of GDP."""
        heads = [name(self.text(f"contrast.{one.name}")) for one in self.lines]
        of = [(self.run, one) for one in self.lines]
        compared = zip(heads, self.lines.values(), of, strict=True)
        return self.listed(self.text("table.budget.comparison"), compared)

    def listed(self, head: str, compared: Iterable[tuple[Cell, Lines, tuple[Run, Contrast]]]) -> Table:
        """Return a row a line of each comparison: its name, its lines, and the same in % of GDP."""
        known = [(titled, lines, self.lines_of(*of, of_gdp=True)) for titled, lines, of in compared]
        every = [item for _, _, shares in known for item in shares.values()]
        of_gdp = effect_scale(self.run, self.text, *every) if every else None
        heads = [head, self.text(f"table.{self.stem}.receiver")]
        heads += bounded(self.text, self.scale.label(self.text))
        heads += bounded(self.text, self.text("unit.percent_gdp")) if of_gdp else []
        rows: list[list[Cell]] = []
        for titled, lines, shares in known:
            for way, (own, _) in self.ways.items():
                for line in (one for one in own if one in lines):
                    cells = effect_cells(self.text, self.scale, lines[line])
                    cells += effect_cells(self.text, of_gdp, shares.get(line)) if of_gdp else []
                    adds = name(self.text(f"{self.stem}.{way}"))
                    rows.append([titled, name(self.line(line)), *cells, adds])
        return Table([*heads, self.text("table.who_gets.adds")], rows)


class PartsByOption(Parts, ByOption):
    """Stacked parts of the difference of each option; the table has the rest."""

    compares = True

    @cached_property
    def lines(self) -> Mapping[Any, Lines]:
        """Effects by line, of each world and option."""
        return self.each(self.lines_of)

    def finding(self) -> str:
        """Return how many options would clearly raise the whole, and the best mean."""
        found = {place: lines[self.whole] for place, lines in self.lines.items()}
        return self.best(found, self.whole, self.scale)

    def plot(self) -> Json:
        """Return one bar an option in each world's panel: left of zero what is lost, a dot for the sum."""
        options = [one for one in self.run.options if any(own == one for _, own in self.lines)]
        told = [line for line in self.first if any(line in lines for lines in self.lines.values())]
        sheets, factor, digits = [], self.scale.factor, self.scale.digits
        for view in self.run.worlds:
            found = {row: self.lines.get((view.world, one), {}) for row, one in enumerate(options)}
            series = []
            for line, look in zip(told, LOOKS, strict=False):
                items = [lines.get(line) for lines in found.values()]
                means = [one.mean * factor if one else float("nan") for one in items]
                title = broken(self.line(line), 34)
                hover = signed(digits, extra=title)
                series.append(bar(title, means, list(found), look, hover, width=0.6, legendgroup=line))
            known = {row: lines[self.whole] for row, lines in found.items() if lines}
            title = self.text(f"{self.stem}.whole")
            dot = sums([*known], list(known.values()), factor, GREY, signed(digits), name=title)
            drawn = [*series, dot | {"legendgroup": self.whole}] if told else []
            sheets.append((self.panel(view.world), drawn))
        return bars(sheets, [self.option(option) for option in options], BAR, LEGEND)

    def table(self) -> Table:
        """Return every line of each option and world, with intervals; of money also in % of GDP."""
        compared = ((self.row_head(*place), lines, self.places[place]) for place, lines in self.lines.items())
        return self.listed(self.text("costs.option"), compared)


class JobsApart(Parts):
    """Differences in the number of people in work by employer, and as labour force less unemployed."""

    section, order = "jobs", 1
    rests_on = ("unemployment_rate",)
    ways: ClassVar = {
        "employers": (tuple(EMPLOYERS), BLUE),
        "whole": ((EMPLOYED,), GREY),
        "people": (tuple(PEOPLE), GREEN),
    }

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Lines:
        """Return the effects by part."""
        return {} if of_gdp else jobs_apart(run, contrast)


class JobsApartByOption(PartsByOption, JobsApart):
    """The difference in the number of people in work of each option, by employer."""


class WhoGets(Parts):
    """Differences in national income by receiver."""

    section, order = "income", 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")
    ways: ClassVar = {
        "earned": (EARNED, BLUE),
        "whole": ((GNI,), GREY),
        "after": (AFTER, GREEN),
        "abroad": (ABROAD, ORANGE),
    }

    def lines_of(self, run: Run, contrast: Contrast, *, of_gdp: bool = False) -> Lines:
        """Return the effects by receiver."""
        return who_gets(run, contrast, of_gdp=of_gdp)


class WhoGetsByOption(PartsByOption, WhoGets):
    """The difference in national income of each option, as it is earned."""
