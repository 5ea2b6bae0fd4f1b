"""The country without AI or policy beside official projections: how far each is off, of what is allowed."""

from functools import cached_property
from math import nan

from reports.draw.pieces import ZERO, broken, dots, names_of_rows, row_pixels
from reports.draw.table import Cell, Table, name
from reports.draw.theme import BLUE, GREY, ORANGE, Json, layout
from reports.kinds.figure import Figure
from simulator.findings.intervals import Array, Interval
from simulator.findings.official import BASE, JUDGED, Row, official, ours

WITHIN, ROW, AROUND = 1.0, 34, 90
"""The bound, of which differences are shares; pixels of a row, and of what is round them."""
Line = tuple[Row, Array]


class Official(Figure):
    """Judged rows as dots; those of the base year in the table alone."""

    holds = "judged"
    section, order = "sure", 20

    @cached_property
    def lines(self) -> list[Line]:
        """Official rows and our values by seed; none for a run that starts in another year."""
        if not self.start.startswith(str(BASE)):
            return []

        def monthly(indicator: str) -> Array | None:
            found = self.run.series(indicator, "no_ai")
            return None if found is None or found.months[0] != 0 else found.values

        country = str(self.run.content["country"]["iso3"])
        rows = ((row, ours(row, monthly, BASE)) for row in official(country))
        return [(row, values) for row, values in rows if values is not None]

    @cached_property
    def judged(self) -> list[Line]:
        """Rows that are no inputs."""
        return [(row, values) for row, values in self.lines if row.use == JUDGED]

    def _called(self, row: Row) -> str:
        return self.text("official.row", what=self.text(f"official.{row.indicator}"), year=row.year)

    def finding(self) -> str:
        """Return how many official values are met."""
        met = sum(row.is_met(float(values.mean())) for row, values in self.judged)
        return self.text.sentence("finding.official", met=met, all=len(self.judged))

    def plot(self) -> Json:
        """Return a dot a row: our value less the official one, over what is allowed."""
        labels = [broken(self._called(row), 30) for row, _ in self.judged]
        off = [(float(values.mean()) - row.value) / row.allowed for row, values in self.judged]
        traces = []
        for look, is_met in ((BLUE, True), (ORANGE, False)):
            rows = [row for row, one in enumerate(off) if (abs(one) <= WITHIN) == is_met]
            found = [Interval(off[row], nan, nan, 1) for row in rows]
            traces += [dots(rows, found, 1.0, look, "%{x:+.1f}<extra></extra>")] if rows else []
        height = row_pixels(labels, ROW) * len(labels) + AROUND
        edge = {"type": "line", "yref": "paper", "y0": 0, "y1": 1}
        edge |= {"line": {"color": GREY.colour, "width": 1, "dash": "dot"}}
        form = layout(height) | {
            "shapes": [edge | {"x0": x, "x1": x} for x in (-WITHIN, WITHIN)],
            "xaxis": {"title": {"text": self.text("official.axis")}, **ZERO},
            "yaxis": names_of_rows(labels),
        }
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return official value, ours, difference, what is allowed, and whose it is."""
        heads = ("what", "unit", "official", "ours", "difference", "allowed", "source")
        rows = []
        for row, values in self.lines:
            mean = float(values.mean())
            allowed = row.allowed if row.use == JUDGED else nan
            shown = [Cell(self.text.number(value, 2)) for value in (row.value, mean, allowed)]
            shown.insert(2, Cell(self.text.number(mean - row.value, 2, signed=True)))
            source = Cell(f"{row.source}: {row.definition}", lang="en")
            unit = Cell(self.text(f"official.unit.{row.indicator}"))
            rows.append([name(self._called(row)), unit, *shown, source])
        return Table([self.text(f"table.official.{head}") for head in heads], rows)
