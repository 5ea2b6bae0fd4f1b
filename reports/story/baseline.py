"""The run without policy, year by year: levels that show what differences start from."""

from __future__ import annotations

from reports.data.run import Run
from reports.draw.table import Cell, Table, level, name
from reports.draw.units import scale
from reports.story.limits import is_quoted, unquoted
from reports.story.sentences import label, year_name
from reports.text import Text
from simulator.findings.money import is_deflated, told
from simulator.findings.windows import windowed, years_in

ROLE = "no_policy"
OF_GDP, RULE = "of_gdp", "tax_of_rule"
ROWS = (
    ("population_16plus", ""), ("employed", ""), ("employment_rate", ""), ("unemployment_rate", ""),
    ("real_wage", ""), ("real_disposable_income", ""), ("arop", ""), ("arop_anchored", ""), ("gini", ""),
    ("labour_share", ""), ("real_gdp", ""), ("price_level", ""), ("current_account", OF_GDP),
    ("public_balance", OF_GDP), ("debt_ratio", ""), (RULE, OF_GDP),
)  # fmt: skip


def baseline(run: Run, text: Text) -> Table:
    """Return a row an indicator, a column a year; none without that role or a whole year."""
    first = run.series("employed", ROLE)
    years = [] if first is None else list(years_in(first.months))
    if not years:
        return Table([], [])
    heads = [text("scorecard.outcome"), *(year_name(run, text, year) for year in years)]
    rows = [row for indicator, measure in ROWS if (row := _row(run, text, indicator, measure))]
    return Table(heads, rows)


def _row(run: Run, text: Text, indicator: str, measure: str) -> list[Cell]:
    found, gdp = (told(run, one, ROLE, run.scenario) for one in (indicator, "gdp"))
    if found is None or (measure and gdp is None):
        return []
    years = list(years_in(found.months))
    values = [windowed(found, year) for year in years]
    if indicator == RULE and not any(one.any() for one in values):
        return []
    if measure and gdp is not None:
        values = [one / windowed(gdp, year) for one, year in zip(values, years, strict=True)]
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
