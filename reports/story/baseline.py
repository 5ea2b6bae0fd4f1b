"""The run without policy, year by year: levels that show what differences start from."""

from __future__ import annotations

from collections.abc import Sequence

from reports.data.run import Run
from reports.draw.table import Cell, Table, level, name
from reports.draw.units import scale
from reports.story.quoted import is_quoted, unquoted
from reports.story.sentences import label, year_name
from reports.text import Text
from simulator.findings.intervals import Array
from simulator.findings.money import is_deflated, told
from simulator.findings.unjudged import MANAGED
from simulator.findings.windows import Window, windowed, years_in

ROLE = "no_policy"
OF_GDP = "of_gdp"
ROWS = (
    ("population_16plus", ""), ("employed", ""), ("employment_rate", ""), ("unemployment_rate", ""),
    ("real_wage", ""), ("real_disposable_income", ""), ("arop", ""), ("arop_anchored", ""), ("gini", ""),
    ("labour_share", ""), ("real_gdp", ""), ("price_level", ""), ("current_account", OF_GDP),
    ("unmanaged_balance", OF_GDP), (MANAGED, OF_GDP), ("stabilisation_interest", OF_GDP),
    ("public_balance", OF_GDP), ("debt_ratio", ""),
)  # fmt: skip


def baseline(run: Run, text: Text) -> Table:
    """Return a row an indicator, a column a year; an empty table where the run has no role without policy."""
    first = run.series("employed", ROLE)
    if first is None:
        return Table([], [])
    years = list(years_in(first.months))
    heads = [text("scorecard.outcome"), *(year_name(run, text, year) for year in years)]
    rows = [row for indicator, measure in ROWS if (row := _row(run, text, indicator, measure, years))]
    return Table(heads, rows)


def levels(run: Run, indicator: str, measure: str, windows: Sequence[Window]) -> list[Array]:
    """Return the level in each window [seeds], as a share of GDP if so measured; empty if unknown."""
    found, gdp = (told(run, one, ROLE, run.scenario) for one in (indicator, "gdp"))
    if found is None or (measure and gdp is None):
        return []
    values = [windowed(found, one) for one in windows]
    if not measure or gdp is None:
        return values
    return [one / windowed(gdp, window) for one, window in zip(values, windows, strict=True)]


def _row(run: Run, text: Text, indicator: str, measure: str, years: Sequence[Window]) -> list[Cell]:
    values = levels(run, indicator, measure, years)
    if not values:
        return []
    means = [float(one.mean()) for one in values]
    shown = scale(run, text, indicator, means, difference=False, of_gdp=bool(measure), real=True)
    data = {"indicator": indicator, "role": ROLE, "scenario": run.scenario, "by": "total", "group": "all",
            "stat": "mean", "world": run.world, "closure": run.closure}  # fmt: skip
    data |= {"measure": measure} if measure else {}
    data |= {"real": "1"} if is_deflated(run, indicator) else {}
    what = text("baseline.row", what=label(run, text, indicator), unit=shown.label(text))
    cells = [level(text, shown, mean, **data, window=year.name)
             for mean, year in zip(means, years, strict=True)]  # fmt: skip
    return [name(what), *(cell if is_quoted(run, indicator, year.first(run.last_month)) else unquoted(text)
                          for cell, year in zip(cells, years, strict=True))]  # fmt: skip
