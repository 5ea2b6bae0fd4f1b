"""Headline rows as a table: what Python, sweeps and exports hand on."""

from collections.abc import Sequence

import polars as pl

from simulator.findings.headline import HeadlineRow

COLUMNS = {
    **dict.fromkeys(("scenario", "comparison", "indicator", "label", "unit"), pl.String),
    **dict.fromkeys(("without", "difference", "low", "high"), pl.Float64),
    "seeds": pl.Int64, "verdict": pl.String, "of_gdp": pl.Boolean, "worst": pl.Float64,
    "worst_year": pl.String, **dict.fromkeys(("whole", "lowest", "highest"), pl.Float64),
}  # fmt: skip


def told(rows: Sequence[HeadlineRow]) -> pl.DataFrame:
    """A row for each comparison and indicator, in the indicator's unit."""
    cells = [
        (row.scenario, row.comparison, row.indicator, row.label, row.unit, row.reference, row.effect.mean,
         row.effect.low, row.effect.high, row.effect.n, str(row.verdict), row.of_gdp,
         row.worst and row.worst.mean, row.worst_year, row.whole and row.whole.mean,
         row.closures and row.closures.low, row.closures and row.closures.high) for row in rows
    ]  # fmt: skip
    return pl.DataFrame(cells, schema=COLUMNS, orient="row")
