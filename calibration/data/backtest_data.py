"""Data of the back-test, as tables/backtest.csv.

What it is given and what it is judged by. Rows of the opening year are what a profile of that year would
hold; the others are yearly series. `--data` names the folder of the agencies' raw extracts.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from calibration import inputs
from calibration.data import labour_rates
from calibration.data.build import HERE
from calibration.data.sources import bls, extract, gapminder, ilo, oews, us_flows
from calibration.data.tabulate import Register, Row, merge, rounded, stamp
from calibration.study.declaration import Asked, Job, country, extracts

OPENING = 2015
FIRST, LAST = 2000, 2024
PERCENT = 100.0
SERIES = {
    "unemployment_rate": ("aged_15plus_unemployment_rate_percent", "share of labour force", PERCENT),
    "participation_rate_15_64": (
        "aged_15_64_labour_force_participation_rate_percent", "share of population", PERCENT),
    "long_term_unemployment_rate": ("long_term_unemployment_rate_percent", "share of labour force", PERCENT),
    "own_account_total": ("self_employed_percent_of_employment", "share of employment", PERCENT),
    "real_gdp_per_head": ("gdppercapita_us_inflation_adjusted", "constant USD a year", 1.0),
    "output_per_hour": ("gdpperworking_hour_us_inflation_adjusted", "constant USD", 1.0),
}  # fmt: skip
"""Variable → series of the compilation, unit, divisor."""
FLOWS = ("job_finding_rate", "vacancy_rate")
LONG_TERM = 12
"""Months after which unemployment is long-term."""
GAP_SOURCE = "imf-weo-2015"
"""What was known of the opening year in its spring, projections included."""
NODES, NODES_YEAR = "us_occupational_mobility_nodes.csv", 2018
"""Employees by broad SOC 2010 code; the file names no year: 144.7 million employees are those of May 2018."""


def rows(data: Path, iso3: str, register: Register) -> Iterator[Row]:
    """Rows of a country: variable, group, value, and where the value is from."""

    def row(variable: str, group: str, value: float, unit: str, year: int, status: str, source: str) -> Row:
        key = {"iso3": iso3, "variable": variable, "group": group, "value": rounded(value)}
        return stamp(key, register, unit=unit, year=year, status=status, source=source)

    for name, (series, unit, divisor) in SERIES.items():
        for year in range(FIRST, LAST + 1):
            found = gapminder.at(data, iso3, series, year)
            if found is not None:
                yield row(name, "all", found / divisor, unit, year, "observed", gapminder.SOURCE)
    for year, share in ilo.labour_shares(data, iso3).items():
        yield row("labour_share", "all", share, "share of GDP", year, "observed", ilo.EARNINGS)
    for year, gap in inputs.output_gaps(iso3).items():
        yield row("output_gap", "all", gap, "share of potential GDP", year, "estimated", GAP_SOURCE)
    settings = inputs.read(iso3)
    if "flows" in settings:
        yearly = us_flows.yearly(data)
        for name in FLOWS:
            yield row(name, "all", yearly[name][OPENING], us_flows.UNITS[name], OPENING, "estimated",
                      us_flows.SOURCE)  # fmt: skip
    else:
        yield row("job_finding_rate", "all", job_finding(data, iso3), "per month", OPENING, "estimated",
                  gapminder.SOURCE)  # fmt: skip
    rates = labour_rates.rows(data, iso3, register, OPENING)
    for cell in rates:
        yield row(f"{cell['variable']}_by_age", f"{cell['age_group']} {cell['sex']}", cell["value"],
                  cell["unit"], OPENING, cell["status"], cell["source"])  # fmt: skip
    force = sum(labour_rates.labour_force(rates, data, iso3).values())
    yield row("labour_force", "all", force, "persons", OPENING, "estimated", gapminder.SOURCE)
    if settings["jobs"] != "oews":
        return  # no occupations of two years
    for year, shares in employees_by_major_group(data).items():
        source = bls.SOURCE if year == oews.YEAR else "cps-asec-mobility"
        for group, share in shares.items():
            yield row("employee_share", group, share, "share of employees", year, "estimated", source)


def job_finding(data: Path, iso3: str) -> float:
    """The profile's rate, moved as the hazard that leaves as many unemployed for long has moved since."""
    from simulator.scenario.country.profile import load_country

    now = load_country(iso3).values
    long_term, unemployed = (
        gapminder.at(data, iso3, SERIES[name][0], OPENING) or 0.0
        for name in ("long_term_unemployment_rate", "unemployment_rate")
    )
    then, today = (
        1.0 - share ** (1.0 / LONG_TERM)
        for share in (long_term / unemployed, now["long_term_unemployment_share"])
    )
    return float(now["job_finding_rate"] * then / today)


def employees_by_major_group(data: Path) -> dict[int, dict[str, float]]:
    """Share of employees by ISCO major group in both years, detailed codes weighted alike in both.

    A broad SOC 2010 code is split by the employees that the detailed codes which became of it have now, so
    that the two years differ by employment, not by the crosswalk.
    """
    table = pl.read_csv(extract(data, oews.NATIONAL), infer_schema_length=None)
    detailed = table.filter(pl.col("display_level") == 3).select("soc", "employment").drop_nulls()
    now = {str(soc): float(employed) for soc, employed in detailed.iter_rows()}
    crosswalk = oews.Crosswalk(bls.isco_of_soc2018(data))
    became = _soc2018_of_soc2010(data)
    nodes = pl.read_csv(extract(data, NODES)).select("OCC_CODE", "TOT_EMP").drop_nulls()

    def of_broad(soc: str) -> dict[str, float]:
        old = oews.neighbours(soc.rstrip("0X"), became) if soc not in became else [soc]
        new = {code: now.get(code, 0.0) for one in old for code in became[one]}
        if sum(new.values()) <= 0.0:
            return crosswalk.occupation_shares(soc)
        return _mixed(new, crosswalk.occupation_shares)

    before = {str(soc): float(employed) for soc, employed in nodes.iter_rows()}
    return {NODES_YEAR: _major(_mixed(before, of_broad)),
            oews.YEAR: _major(_mixed(now, crosswalk.occupation_shares))}  # fmt: skip


def _mixed(weight: dict[str, float], shares_of: Callable[[str], dict[str, float]]) -> dict[str, float]:
    """Shares in the 40 occupations of a mix of codes; those without any are left out."""
    total: dict[str, float] = {}
    for code, number in weight.items():
        for occupation, share in shares_of(code).items():
            total[occupation] = total.get(occupation, 0.0) + number * share
    everyone = sum(total.values())
    return {occupation: number / everyone for occupation, number in total.items()}


def _major(shares: dict[str, float]) -> dict[str, float]:
    return {str(g): sum(v for k, v in shares.items() if k[0] == str(g)) for g in range(1, 10)}


def _soc2018_of_soc2010(data: Path) -> dict[str, list[str]]:
    crosswalk = json.loads(extract(data, "soc2010_to_soc2018.json").read_text())
    return {old: [new] for old, new in crosswalk["one_to_one"].items()} | dict(crosswalk["ambiguous"])


def run(asked: Asked) -> None:
    """Put the country's rows into the table."""
    register = Register(HERE / "tables" / "sources.csv")
    found = list(rows(asked.more["data"], asked.country, register))
    merge(HERE / "tables" / "backtest.csv", found, asked.country)


STUDY = Job(of=country(), options=(extracts(),), out=None, does=run)
