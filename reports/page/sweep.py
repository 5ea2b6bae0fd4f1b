"""The page of a sweep: what is varied, and the effect on each outcome at every point."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from reports.data.run import WORLD, Sweep
from reports.draw.pieces import (
    FEW,
    Panels,
    Sheet,
    band,
    broken,
    dots,
    ends,
    grid,
    legend_below,
    line,
    names_of_rows,
    panel_title,
    panels,
    signed,
)
from reports.draw.table import Cell, Table, bounded, name
from reports.draw.theme import BLUE, SERIES, Json, layout
from reports.draw.units import Scale, scale
from reports.kinds.figure import run_source
from reports.page.assemble import rendered, view, write_page
from reports.page.export import picture
from reports.story.limits import caveats_told
from reports.story.sentences import SYMBOLS, country_name, label, span, world_name
from reports.text import Text, language_name, languages_of
from simulator.core.errors import InputError, suggestion
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import OUTCOMES, Verdict
from simulator.findings.windows import window_of

HEIGHT, PANEL, LEGEND, ROW = 340, 250, 96, 40  # pixels
BOUNDS = ("difference", "low", "high")


class Swept:
    """The effect on an indicator over all points of a sweep: a figure, for the page and for a notebook."""

    def __init__(self, sweep: Sweep, text: Text, comparison: str, indicator: str) -> None:
        self.sweep, self.text = sweep, text
        self.comparison, self.indicator = comparison, indicator
        self.name = f"{comparison}-{indicator}"
        self.rows = sweep.rows(comparison, indicator)
        self.window = window_of(indicator, sweep.window)
        self.has_worlds = WORLD in sweep.axes
        self.numbers = [axis for axis in sweep.axes if axis != WORLD]
        self.is_grid = len(self.numbers) == 2 and not sweep.is_drawn

    @cached_property
    def scale(self) -> Scale:
        """One scale for all points."""
        shown = self.rows.select(BOUNDS).to_numpy().ravel()
        halves = (self.rows["high"] - self.rows["difference"]).to_list()
        how = partial(scale, difference=True, window=self.window, halves=halves)
        return how(self.sweep, self.text, self.indicator, shown)

    @property
    def unit(self) -> str:
        """The unit of display."""
        return self.scale.label(self.text)

    def available(self) -> bool:
        """Tell whether anything differs: an outcome that moves at no point, or at all alike, says nothing."""
        return self.rows["difference"].round_sig_figs(12).n_unique() > 1

    def finding(self) -> str:
        """Return the least and the largest effect, and how many points are told to differ."""
        verdicts, points = Counter(self.rows["verdict"].to_list()), self.text.number(len(self.rows), 0)
        found: list[float] = self.rows["difference"].to_list()
        least, most = (self.scale.show(self.text, end, signed=True) for end in (min(found), max(found)))
        told = []
        for one in (one for one in Verdict if verdicts[one]):
            count, verdict = self.text.number(verdicts[one], 0), self.text(f"verdict.{one}")
            told.append(self.text("sweep.count", count=count, points=points, verdict=verdict))
        ends = {"least": least, "most": most, "unit": self.unit, "verdicts": ", ".join(told)}
        return self.text("sweep.finding", what=label(self.sweep, self.text, self.indicator), **ends)

    def subtitle(self) -> str:
        """Return what is told and when."""
        return self.text(f"sweep.measure.{self.comparison}", when=span(self.sweep, self.text, self.window))

    def note(self) -> str:
        """Return how to read it."""
        told = [f"{self.text.sentence('interval.single')}."] if self.sweep.seeds == 1 else []
        if self.is_grid:
            down, across = self.numbers
            told += [self.text("sweep.cells", down=down, across=across), self.text("sweep.note.cells")]
        beyond_zero = self.rows.filter((pl.col("low") > 0) | (pl.col("high") < 0))
        held_back = [self.text("verdict.many")] if Verdict.UNCLEAR in beyond_zero["verdict"] else []
        return " ".join([*(told or [self.text("sweep.note")]), *held_back])

    def source(self) -> str:
        """Return where the numbers come from."""
        return run_source(self.sweep, self.text)

    def plot(self) -> Json:
        """Return lines along one parameter, cells of two, a panel for each of more or of drawn points."""
        if not self.numbers:
            return self._of_worlds()
        if self.is_grid:
            down, across = ([self._cell(one).text for one in self._values(axis)] for axis in self.numbers)
            return grid(self._sheets(), down, across)
        return self._clouds() if len(self.numbers) > 1 or self.sweep.is_drawn else self._lines()

    def _of_worlds(self) -> Json:
        worlds = [broken(world_name(self.text, world), 26) for world in self.rows[WORLD]]
        across = {"title": {"text": self.unit}, "zeroline": True}
        form = layout(100 + ROW * len(worlds)) | {"xaxis": across, "yaxis": names_of_rows(worlds)}
        hover = signed(self.scale.digits, after=f" {self.unit}")
        drawn = dots(range(len(worlds)), _intervals(self.rows), self.scale.factor, BLUE, hover)
        return {"data": [drawn], "layout": form}

    def _series(self) -> dict[str, pl.DataFrame]:
        """Give the points of each world by its name, in the order of the first parameter."""
        rows = self.rows.sort(self.numbers)
        if not self.has_worlds:
            return {"": rows}
        called = {one: world_name(self.text, one) for one in self.sweep.worlds}
        named = {one: self.text("legend.world", world=told) for one, told in called.items()}
        return {told: rows.filter(pl.col(WORLD) == world) for world, told in named.items()}

    def _lines(self) -> Json:
        """Return a line with its interval for each series, along one parameter."""
        series = self._series()
        height = HEIGHT + (LEGEND if len(series) > 1 else 56)
        form = layout(height) | {
            "showlegend": len(series) > 1,
            "legend": legend_below(HEIGHT, 70),
            "xaxis": {"title": {"text": self._axis(self.numbers[0])}, **FEW},
            "yaxis": {"title": {"text": self.unit}, "zeroline": True, "rangemode": "tozero"},
        }
        traces = []
        for look, (named, rows) in zip(SERIES, series.items(), strict=False):
            x = rows[self.numbers[0]].to_list()
            mean, low, high = ends(_intervals(rows), self.scale.factor)
            hover = f"%{{y:+.{self.scale.digits}f}} {self.unit}<extra>{named}</extra>"
            traces += [*band(x, low, high, look), line(x, mean, look, named, hover)]
        return {"data": traces, "layout": form}

    def _clouds(self) -> Json:
        """Return a panel for each parameter, in which every point stands with its interval."""
        series = self._series()
        height = PANEL * len(self.numbers) + (LEGEND if len(series) > 1 else 56)
        form: Json = {"showlegend": len(series) > 1, "legend": legend_below(height, 70)}
        made = Panels(height, panels(len(self.numbers), height), **form)
        for axis in self.numbers:
            traces = []
            for look, (named, rows) in zip(SERIES, series.items(), strict=False):
                hover = f"%{{y:+.{self.scale.digits}f}} {self.unit}<extra>{named}</extra>"
                at, found = rows[axis].to_list(), _intervals(rows)
                traces.append(dots(at, found, self.scale.factor, look, hover, name=named, axis="y"))
            made.add(traces, panel_title(axis, self.unit), FEW, {"zeroline": True, "nticks": 5})
        return made.drawn()

    def _sheets(self) -> list[Sheet]:
        """Give a panel of cells for each world: the first parameter down, the second across."""
        down, across = self.numbers
        sheets = []
        for named, rows in self._series().items():
            cells = {(row[down], row[across]): row for row in rows.to_dicts()}
            places = [[cells[one, other] for other in self._values(across)] for one in self._values(down)]
            title = named or label(self.sweep, self.text, self.indicator)
            numbers = [[cell["difference"] * self.scale.factor for cell in row] for row in places]
            words = [[self._words(cell) for cell in row] for row in places]
            sheets.append(Sheet(title, self.unit, numbers, words))
        return sheets

    def _words(self, row: dict[str, Any]) -> str:
        return f"{self.scale.show(self.text, row['difference'], signed=True)} {SYMBOLS[row['verdict']]}"

    def _values(self, axis: str) -> list[Any]:
        return sorted(self.rows[axis].unique().to_list())

    def _cell(self, value: float | str) -> Cell:
        """Return a value of what is varied; a date and dated steps as they are written."""
        return Cell(value) if isinstance(value, str) else Cell(self.text.significant(value), value)

    def _axis(self, axis: str) -> str:
        unit = self.text.declared(str(self.sweep.content["parameters"].get(axis, {}).get("unit", "")))
        return f"{axis} ({unit})" if unit else axis

    def table(self) -> Table:
        """Return mean, interval and verdict at every point."""
        columns = [self.text("sweep.point"), *map(self._axis, self.numbers)]
        columns += [self.text.sentence("sweep.world")] if self.has_worlds else []
        columns += bounded(self.text, self.text("sweep.difference", unit=self.unit))
        rows = []
        for row in self.rows.to_dicts():
            cells = [name(row["point"]), *(self._cell(row[axis]) for axis in self.numbers)]
            cells += [Cell(world_name(self.text, row[WORLD]))] if self.has_worlds else []
            for part in BOUNDS:
                shown = self.scale.show(self.text, row[part], signed=True)
                cells.append(Cell(shown, row[part] * self.scale.factor))
            word = f"{SYMBOLS[row['verdict']]} {self.text('verdict.' + row['verdict'])}"
            rows.append([*cells, Cell(word)])
        return Table([*columns, self.text("table.verdict")], rows)


def _intervals(rows: pl.DataFrame) -> list[Interval]:
    return [Interval(mean, low, high, 0) for mean, low, high in rows.select(BOUNDS).iter_rows()]


def build(folder: Path, lang: str = "en") -> Path:
    """Write report.html into the folder of a finished sweep, note its hash and return its path.

    Raises ValueError for a language without a catalogue.
    """
    sweep = Sweep(folder)
    shown = {}
    for one in languages_of(lang):
        text = Text(one, sweep.technology)
        headed = f"{title(sweep, text)} · {country_name(sweep, text)}"
        shown[text] = headed, _body(sweep, text, languages_of(lang))
    return write_page(folder, shown)


def figure_of(folder: Path, indicator: str, comparison: str, lang: str) -> Json:
    """The figure of one outcome, as the page shows it; InputError for what the sweep has not."""
    sweep = Sweep(folder)
    known_of = {"comparison": (comparison, sweep.comparisons), "indicator": (indicator, OUTCOMES)}
    for field, (asked, known) in known_of.items():
        if asked not in known:
            told = f'no {field} "{asked}"; there is {", ".join(known)}.{suggestion(asked, list(known))}'
            raise InputError(told, field=field)
    return picture(Swept(sweep, Text(lang, sweep.technology), comparison, indicator))


def title(sweep: Sweep, text: Text) -> str:
    """Return the title of the page."""
    own = text.declared(str(sweep.content.get("title", ""))) or str(sweep.sweep["base"])
    return text("sweep.title", scenario=own)


def _body(sweep: Sweep, text: Text, choice: Sequence[str]) -> str:
    drawn = []
    for one in sweep.comparisons:
        figures = (Swept(sweep, text, one, indicator) for indicator in OUTCOMES)
        drawn.append((one, [view(figure) for figure in figures if figure.available()]))
    known = {axis: sweep.content["parameters"].get(axis) for axis in sweep.axes}
    meanings = {
        f"{axis} ({text.declared(str(entry['unit']))})": text.declared(str(entry["about"]))
        for axis, entry in known.items()
        if entry is not None
    }
    return rendered(
        "sweep",
        text,
        languages={code: language_name(code) for code in choice},
        content=sweep.content,
        sweep=sweep,
        title=title(sweep, text),
        country=country_name(sweep, text),
        meanings=meanings,
        axes=", ".join(text("sweep.world") if axis == WORLD else axis for axis in sweep.axes),
        points=text.number(len(sweep.content["points"]), 0),
        left_out=caveats_told(sweep.content, sweep.worlds, text),
        sections=drawn,
    )
