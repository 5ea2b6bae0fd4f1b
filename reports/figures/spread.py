"""Where the spread of an effect comes from, a stacked bar an effect."""

from dataclasses import dataclass
from functools import cached_property

from reports.draw.pieces import bar, broken, legend_below, names_of_rows, row_pixels
from reports.draw.table import Cell, Table, name
from reports.draw.theme import BLUE, GREY, ORANGE, PURPLE, SERIES, Json, layout
from reports.kinds.figure import Figure
from simulator.findings.effects import Contrast
from simulator.findings.options import DECISIVE
from simulator.findings.spread import SOURCES, by_setting, kernels_of, spread
from simulator.findings.spread import Spread as Shares

LOOKS = dict(zip(SOURCES, (GREY, *SERIES[5:9], BLUE, ORANGE, PURPLE), strict=True))
ROW, LEGEND, PERCENT = 40, 150, 100.0


@dataclass(frozen=True)
class Row:
    """The spread of one effect."""

    label: str
    option: str
    contrast: Contrast
    indicator: str
    spread: Shares


class Spread(Figure):
    """Shares of the variance of an effect over all runs, for jobs and for the public balance."""

    compares = None
    section, order = "sure", 1

    @cached_property
    def rows(self) -> list[Row]:
        """One row an effect and indicator."""
        found = []
        for indicator in DECISIVE:
            for label, contrast in self.told_of:
                cells = by_setting(self.run.settings, contrast, indicator)
                if cells is not None:
                    alike = kernels_of(self.run, contrast, cells[1])
                    title = self.text("spread.row", option=label, outcome=self.label(indicator))
                    found.append(Row(title, label, contrast, indicator, spread(cells[0], alike)))
        return found

    def available(self) -> bool:
        """Tell whether more than the seed varies: one source alone makes all of the spread."""
        return len(self.varied) > 1

    @cached_property
    def varied(self) -> list[str]:
        """Sources that any effect has."""
        return [one for one in SOURCES if any(one in row.spread.shares for row in self.rows)]

    def finding(self) -> str:
        """Return what makes most of the spread of the effects on jobs; of each, where they differ."""
        jobs = [row for row in self.rows if row.indicator == DECISIVE[0]] or [self.rows[0]]
        if all(row.spread.variance == 0 for row in jobs):
            return self.text.sentence("finding.spread.none")
        tops = [max(row.spread.shares, key=lambda source: row.spread.shares[source]) for row in jobs]
        if len(set(tops)) > 1:
            told = (
                self.text(
                    "finding.spread.part",
                    effect=row.option,
                    source=self._called(top),
                    share=self.text.number(row.spread.shares[top] * PERCENT, 0),
                )
                for row, top in zip(jobs, tops, strict=True)
            )
            return self.text.sentence("finding.spread.several", parts=", ".join(told))
        top = tops[0]
        shares = sorted(row.spread.shares[top] * PERCENT for row in jobs)
        low, high = (self.text.number(one, 0) for one in (shares[0], shares[-1]))
        span = low if low == high else self.text("finding.spread.span", low=low, high=high)
        return self.text.sentence(f"finding.spread.{top}", share=span)

    def _called(self, source: str) -> str:
        return self.text(f"spread.{source}")

    def note(self) -> str:
        """Return how to read it, and what did not vary in this run."""
        told = self.text("figure.spread.note", **self.placeholders())
        fixed = [self._called(one) for one in SOURCES[:-1] if one not in self.varied]
        return f"{told} {self.text('figure.spread.fixed', what=', '.join(fixed))}" if fixed else told

    def plot(self) -> Json:
        """Return one stacked bar an effect."""
        labels = [broken(row.label, 26) for row in self.rows]
        height = row_pixels(labels, ROW) * len(self.rows) + LEGEND
        form = layout(height) | {
            "barmode": "stack",
            "showlegend": True,
            "legend": legend_below(height, 86, traceorder="normal"),
            "xaxis": {"range": [0, PERCENT], "dtick": 25, "title": {"text": self.text("axis.spread")}},
            "yaxis": names_of_rows(labels),
        }
        traces = []
        for source in self.varied:
            label, hover = self._called(source), f"%{{x:.0f}} %<extra>{self._called(source)}</extra>"
            shares = [row.spread.shares.get(source, 0.0) * PERCENT for row in self.rows]
            traces.append(bar(label, shares, range(len(shares)), LOOKS[source], hover, width=0.6))
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return the shares of every effect; a source that did not vary is said so."""
        rows = []
        for row in self.rows:
            contrast = row.contrast
            data = {"spread": row.indicator, "scenario": contrast.scenario, "role": contrast.treated}
            data |= {"against": contrast.base, "against-scenario": contrast.against}
            cells = [name(row.label)]
            for one in SOURCES:
                share = row.spread.shares.get(one, float("nan")) * PERCENT
                known = Cell(self.text.number(share, 0), share, {**data, "source": one})
                cells.append(known if one in row.spread.shares else Cell(self.text("spread.fixed")))
            rows.append(cells)
        return Table([self.text("table.spread.effect"), *map(self._called, SOURCES)], rows)
