"""All numbers of an atlas as one table: a row a point and outcome, unrounded, in names that programs read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from reports.brief.between import BETWEEN
from reports.page.atlas.points import Atlas, Point, persons_of
from simulator.findings.effects import Effect

POINTS = "points.csv"
COLUMNS = (
    "country", "option", "world", "closure", "outcome", "unit", "mean", "low", "high", "without", "verdict",
    "window", "seeds", "persons", "run_id", "code_hash",
)  # fmt: skip


def table(atlas: Atlas) -> str:
    """Return the table as CSV."""
    out = StringIO()
    made = csv.writer(out, lineterminator="\n")
    made.writerow(COLUMNS)
    for point in atlas.points.values():
        for outcome, item in zip(BETWEEN, point.effects, strict=True):
            if item is not None:
                made.writerow(_row(point, outcome, item))
    return out.getvalue()


def _row(point: Point, outcome: str, item: Effect) -> Iterator[object]:
    content = point.run.content
    unit = str(point.run.metadata[outcome]["unit"])
    yield from point.key
    yield outcome
    yield "% of the level without" if item.relative else "share of GDP" if item.of_gdp else unit
    yield from (f"{number:.6g}" for number in (item.mean, item.low, item.high, item.base))
    yield str(item.verdict)
    yield item.window.name
    yield from (point.run.seeds, persons_of(point.run), content["run_id"], content["code_hash"])
