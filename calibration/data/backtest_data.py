"""Data of the back-test, as tables/backtest.csv.

What it is given and what it is judged by. Rows of the opening year are what a profile of that year would
hold; the others are yearly series. `--data` names the folder of the agencies' raw extracts.
"""

from collections.abc import Iterator
from pathlib import Path

from calibration import inputs
from calibration.data import population, surveys
from calibration.data.sources import EARNINGS, WDI, Extract, labour_shares
from calibration.data.tabulate import TABLES, Row, merge, rounded, stamp
from calibration.study import Asked, Job, country, extracts

OPENING = 2015
FIRST, LAST = 2000, 2024
PERCENT = 100.0
FORCE, MONEY = "share of labour force", "constant USD"
SERIES = {
    "unemployment_rate": ("aged_15plus_unemployment_rate_percent", FORCE, PERCENT),
    "participation_rate_15_64": (
        "aged_15_64_labour_force_participation_rate_percent", "share of population", PERCENT),
    "long_term_unemployment_rate": ("long_term_unemployment_rate_percent", FORCE, PERCENT),
    "own_account_total": ("self_employed_percent_of_employment", "share of employment", PERCENT),
    "real_gdp_per_head": ("gdppercapita_us_inflation_adjusted", f"{MONEY} a year", 1.0),
    "output_per_hour": ("gdpperworking_hour_us_inflation_adjusted", MONEY, 1.0),
}  # fmt: skip
"""Variable → series of the compilation, unit, divisor."""
FLOWS = ("job_finding_rate", "vacancy_rate")
LONG_TERM = 12
"""Months after which unemployment is long-term."""
GAP_SOURCE = "imf-weo-2015"
"""What was known of the opening year in its spring, projections included."""
NODES, NODES_YEAR = Extract("cps-asec-mobility", "us_occupational_mobility_nodes.csv"), 2018
"""Employees by broad SOC 2010 code; the file names no year: 144.7 million employees are those of May 2018."""


def rows(data: Path, iso3: str) -> Iterator[Row]:
    """Rows of a country: variable, group, value, and where the value is from."""

    def row(
        variable: str,
        number: float,
        unit: str,
        year: int,
        source: str,
        status: str = "observed",
        group: str = "all",
    ) -> Row:
        key = {"iso3": iso3, "variable": variable, "group": group, "value": rounded(number)}
        return stamp(key, unit=unit, year=year, status=status, source=source)

    for name, (series, unit, divisor) in SERIES.items():
        for year, number in WDI.years(data, iso3, series).items():
            if FIRST <= year <= LAST:
                yield row(name, number / divisor, unit, year, WDI.source)
    for year, share in labour_shares(data, iso3).items():
        yield row("labour_share", share, "share of GDP", year, EARNINGS.source)
    for year, gap in inputs.output_gaps(iso3).items():
        yield row("output_gap", gap, "share of potential GDP", year, GAP_SOURCE, "estimated")
    settings = inputs.read(iso3)
    if "flows" in settings:
        yearly = surveys.us_flows(data)
        for name in FLOWS:
            unit, source = surveys.FLOW_UNITS[name], surveys.US_MONTHS.source
            yield row(name, yearly[name][OPENING], unit, OPENING, source, "estimated")
    else:
        finding = job_finding(data, iso3)
        yield row("job_finding_rate", finding, "per month", OPENING, WDI.source, "estimated")
    rates = population.labour_rates(data, iso3, OPENING)
    for cell in rates:
        name, group = f"{cell['variable']}_by_age", f"{cell['age_group']} {cell['sex']}"
        yield row(name, cell["value"], cell["unit"], OPENING, cell["source"], cell["status"], group)
    force = sum(population.labour_force(rates, data, iso3).flat)
    yield row("labour_force", float(force), "persons", OPENING, WDI.source, "estimated")
    if settings["jobs"] != "oews":
        return  # no occupations of two years
    for year, shares in employees_by_major_group(data).items():
        source = surveys.OEWS.source if year == surveys.OEWS_YEAR else NODES.source
        for group, share in shares.items():
            yield row("employee_share", share, "share of employees", year, source, "estimated", group)


def job_finding(data: Path, iso3: str) -> float:
    """The profile's rate, moved as the hazard that leaves as many unemployed for long has moved since."""
    from simulator.scenario.country.profile import load_country

    now = load_country(iso3).values
    long_term, unemployed = (
        WDI.years(data, iso3, SERIES[name][0]).get(OPENING) or 0.0
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
    now = _counts(surveys.OEWS, data, "soc", "employment", display_level=3)
    in_40 = surveys.Crosswalk(surveys.isco_of_soc2018(data)).occupation_shares
    became = surveys.soc2018_of_soc2010(data)

    def of_broad(soc: str) -> dict[str, float]:
        old = surveys.neighbours(soc.rstrip("0X"), became) if soc not in became else [soc]
        new = {code: now.get(code, 0.0) for one in old for code in became[one]}
        return _mixed(new, in_40) if sum(new.values()) > 0.0 else in_40(soc)

    before = _counts(NODES, data, "OCC_CODE", "TOT_EMP")
    mixes = {NODES_YEAR: _mixed(before, of_broad), surveys.OEWS_YEAR: _mixed(now, in_40)}
    return {
        year: {str(g): sum(v for k, v in shares.items() if k[0] == str(g)) for g in range(1, 10)}
        for year, shares in mixes.items()
    }


def _counts(extract: Extract, data: Path, code: str, number: str, **equal: int) -> dict[str, float]:
    found = extract.table(data, **equal).select(code, number).drop_nulls().iter_rows()
    return {str(soc): float(employed) for soc, employed in found}


def _mixed(weight: dict[str, float], shares_of: surveys.Shares) -> dict[str, float]:
    """Shares in the 40 occupations of a mix of codes; those without any are left out."""
    total = surveys.summed(
        (occupation, number * share)
        for code, number in weight.items()
        for occupation, share in shares_of(code).items()
    )
    everyone = sum(total.values())
    return {occupation: number / everyone for occupation, number in total.items()}


def run(asked: Asked) -> None:
    """Put the country's rows into the table."""
    merge(TABLES / "backtest.csv", rows(asked.more["data"], asked.country), asked.country)


STUDY = Job(of=country(), options=(extracts(),), out=None, does=run)
