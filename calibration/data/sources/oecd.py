"""OECD: marginal and average tax wedges by wage level, part-time work, employment by section."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from calibration.data.codes import SECTOR_OF_SECTION
from calibration.data.sources import extract

WEDGE = "oecd-taxing-wages"
LABOUR = "oecd-labour"
BEFORE_THE_PANDEMIC = 2019


def contribution_rates(data: Path, iso3: str) -> tuple[float, float, float]:
    """Employer and employee contributions and income tax at the average wage, as shares of gross wage."""
    table = pl.read_csv(extract(data, "taxburdenlabor_Table1.csv")).filter(pl.col("ISO3") == iso3)
    row = table.row(0, named=True)
    gross = 100 - row["Employer Payroll Taxes in %"]
    return (
        row["Employer Payroll Taxes in %"] / gross,
        row["Employee Payroll Taxes in %"] / gross,
        row["Income Tax in %"] / gross,
    )


def marginal_income_tax(data: Path, iso3: str, due: Sequence[Sequence[float]] = ()) -> dict[float, float]:
    """Marginal income tax on gross wage by wage level (multiple of the average wage), contributions removed.

    wedge = (tax + employee + employer) / (1 + employer); contributions are flat over 50-150 %, but that above
    ceilings, steps of `due` from the average wage on with less than 1, only that part of them is due.
    """
    employer, employee, _ = contribution_rates(data, iso3)

    def part(level: float) -> float:
        ceilings = [1.0, *(part for wage, part in due if 1.0 <= wage <= level)]
        return min(ceilings[-1], 1.0)

    table = pl.read_csv(extract(data, "oecd_marginal_tax_wedge.csv"), infer_schema_length=0)
    levels = table.filter(pl.col("COU") == iso3).select("% of Total Earnings", "ObsValue").iter_rows()
    rates = {}
    for percent, wedge in levels:
        level = int(percent) / 100
        of_employer, of_employee = part(level) * employer, part(level) * employee
        rates[level] = max(float(wedge) / 100 * (1 + of_employer) - of_employer - of_employee, 0.0)
    return rates


def income_tax_brackets(
    data: Path, iso3: str, without: tuple[float, float] = (0.0, 0.0), due: Sequence[Sequence[float]] = (), *,
    same: float = 0.005,
) -> list[tuple[float, float]]:  # fmt: skip
    """(threshold as multiple of the average wage, marginal rate), lowest first.

    Wage levels between the two of `without` are left out, for what was no lasting part of the tax.

    Neighbouring levels whose rates differ by less than `same` share a bracket. Below half the average wage,
    which the table does not cover, one bracket makes the tax at the average wage the published one.
    """
    first, last = without
    rates = {k: r for k, r in marginal_income_tax(data, iso3, due).items() if not first < k < last}
    levels = sorted(rates)
    brackets = _steps(rates, levels, same)
    published = contribution_rates(data, iso3)[2]
    below = published - tax_at(1.0, brackets)
    first_rate = next(rate for _, rate in brackets if rate > 0)
    if below > 0.002:
        brackets.insert(0, (max(levels[0] - below / first_rate, 0.0), first_rate))
    return [(0.0, 0.0), *(b for b in brackets if b[1] > 0 or b[0] > levels[0])]


def _steps(rates: dict[float, float], levels: list[float], same: float) -> list[tuple[float, float]]:
    """Steps of a rate published as the mean over each hundredth of the average wage.

    A level between two steps mixes both rates: it moves the threshold inside the hundredth and is no step.
    """
    steps = [(levels[0], rates[levels[0]])]
    for position, level in enumerate(levels[1:], start=1):
        following = rates[levels[min(position + 1, len(levels) - 1)]]
        here, before = rates[level], steps[-1][1]
        if abs(here - before) <= same:
            continue
        mixes = min(before, following) < here - same and here + same < max(before, following)
        mix = (following - here) / (following - before) if mixes else 0.0
        width = levels[position] - levels[position - 1]
        steps.append((level + mix * width, following if mixes else here))
    return steps


def tax_at(wage: float, brackets: list[tuple[float, float]]) -> float:
    """Income tax of a wage, both in average wages."""
    ends = [threshold for threshold, _ in brackets[1:]] + [float("inf")]
    return sum(
        rate * max(min(wage, end) - start, 0.0) for (start, rate), end in zip(brackets, ends, strict=True)
    )


def part_time(data: Path, iso3: str) -> tuple[dict[str, float], int]:
    """Part-time share of employment by sex in the latest year that has both."""
    table = pl.read_csv(extract(data, "oecd_labour_minimum_wage_hours.csv"), infer_schema_length=None)
    columns = {"male": "pt_emp_male_te", "female": "pt_emp_fem_te"}
    row = (
        table.filter(pl.col("iso3c") == iso3)
        .drop_nulls(list(columns.values()))
        .sort("year")
        .row(-1, named=True)
    )
    return {sex: row[column] / 100 for sex, column in columns.items()}, int(row["year"])


def employment_by_sector(data: Path, iso3: str) -> dict[str, float]:
    """Thousand employed by group of sections, last year before the pandemic."""
    table = pl.read_csv(extract(data, "oecd_labour_minimum_wage_hours.csv"), infer_schema_length=None)
    own = table.filter((pl.col("iso3c") == iso3) & (pl.col("year") <= BEFORE_THE_PANDEMIC))
    row = own.drop_nulls("empA").sort("year").row(-1, named=True)
    jobs: dict[str, float] = {}
    for section, sector in SECTOR_OF_SECTION.items():
        jobs[sector] = jobs.get(sector, 0.0) + (row[f"emp{section}"] or 0.0)
    return jobs
