"""Single numbers of a country that the extracts hold.

Income tax of a country: from law, or fitted to published wedges with the law's tail above them.

National and public accounts: Penn World Table 10, IMF World Economic Outlook, ICTD revenue.

Country values taken from the evidence table, with its provenance kept.
"""

import re
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from calibration.data.codes import COUNTRY_NAMES
from calibration.data.sources import ecb, extract, gapminder, ilo, nesta, oecd
from calibration.data.sources.evidence import Evidence
from calibration.data.tabulate import rounded


def parts(iso3: str, data: Path, given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schedule as the inputs give it, from law; else fitted to wedges, with the law's tail above them."""
    if "income_tax" in given:
        return [given["income_tax"]]
    tail = given["income_tax_tail"]
    passing = tuple(tail.get("without_levels", (0.0, 0.0)))
    due = given.get("employee_contributions", {}).get("steps", ())
    fitted = [b for b in oecd.income_tax_brackets(data, iso3, passing, due) if b[0] < tail["steps"][0][0]]
    return [{**tail, "status": "estimated", "source": oecd.WEDGE, "steps": fitted}, tail]


PWT = "pwt-10"
WEO = "imf-weo-2019"
ICTD = "ictd-grd"
ICTD_NAMES = {**COUNTRY_NAMES, "TUR": "Turkey"}


def penn(data: Path, iso3: str, indicator: str) -> tuple[float, int]:
    """Latest value of a Penn World Table series and its year."""
    return _last(pl.read_csv(extract(data, "pwt_10_national_accounts.csv")), iso3, indicator)


def outlook(data: Path, iso3: str, indicator: str) -> tuple[float, int]:
    """Latest actual of a World Economic Outlook series and its year."""
    return _last(pl.read_csv(extract(data, "imf_weo_2019_fiscal_accounts_2008_2018.csv")), iso3, indicator)


def revenue(data: Path, iso3: str, item: str) -> tuple[float, int]:
    """Revenue of general government as a share of GDP; `item` starts the column's title."""
    table = pl.read_csv(extract(data, "ictd_government_revenue_2021.csv")).filter(
        pl.col("Entity") == ICTD_NAMES[iso3]
    )
    column = next(c for c in table.columns if c.startswith(item))
    row = table.drop_nulls(column).sort("Year").row(-1, named=True)
    return row[column] / 100, int(row["Year"])


def _last(table: pl.DataFrame, iso3: str, indicator: str) -> tuple[float, int]:
    rows = table.filter((pl.col("country") == iso3) & (pl.col("indicator") == indicator)).drop_nulls("value")
    if rows.is_empty():
        raise ValueError(f"{iso3}: no value of {indicator}")
    row = rows.sort("year").row(-1, named=True)
    return float(row["value"]), int(row["year"])


Value = dict[str, Any]
Values = dict[str, Value]
PERCENT = 0.01
GDP, LABOUR_FORCE, EMPLOYMENT = "share of GDP", "share of labour force", "share of employment"


def value(
    number: float,
    unit: str,
    kind: str,
    year: int | str,
    source: str,
    status: str = "observed",
    note: str = "",
) -> Value:
    """One value with its provenance."""
    cell = {
        "value": rounded(number),
        "unit": unit,
        "kind": kind,
        "year": year,
        "source": source,
        "status": status,
    }
    return {**cell, "note": note} if note else cell


def published(data: Path, iso3: str, without: Container[str] = ()) -> Values:
    """Values read in the extracts; those `without` (which the country's inputs give) are not sought.

    What the model can do without (`OPTIONAL`) is left out where a country has no series.
    """
    result: Values = {}
    for name, (indicator, unit, kind) in GAPMINDER.items():
        if name in without:
            continue
        number, year = gapminder.latest(data, iso3, indicator)
        result[name] = value(number * PERCENT, unit, kind, year, gapminder.SOURCE)
    for name, (reader, key, unit, kind, source, scale) in ACCOUNTS.items():
        if name in without:
            continue
        try:
            number, year = reader(data, iso3, key)
        except ValueError:
            if name not in OPTIONAL:
                raise
            continue
        result[name] = value(number * scale, unit, kind, year, source)
    if "labour_share" not in without:
        share, year = ilo.labour_share(data, iso3)
        note = "own-account labour included"
        result["labour_share"] = value(share, GDP, "share", year, ilo.EARNINGS, note=note)
    if "part_time_share_male" not in without:
        shares, year = oecd.part_time(data, iso3)
        for sex, number in shares.items():
            result[f"part_time_share_{sex}"] = value(number, EMPLOYMENT, "share", year, oecd.LABOUR)
    if iso3 in nesta.PREFIX and "education_employed_low" not in without:
        for level, number in nesta.education_of_employed(data, iso3).items():
            name = f"education_employed_{level}"
            result[name] = value(number, EMPLOYMENT, "share", int(nesta.YEAR), nesta.SOURCE)
    return result


def household_wealth(data: Path, iso3: str, gdp: float) -> Values:
    """Household deposits, debt and net wealth over GDP (`gdp` in million euro)."""
    held, year = ecb.wealth(data, iso3)
    names = {"deposits": "household_deposits", "debt": "household_debt", "net_wealth": "household_net_wealth",
             "business": "household_business_wealth"}  # fmt: skip
    note = "numerator published, GDP assumed"
    totals = {name: sum(held[key].values()) / gdp for key, name in names.items()}
    return {
        name: value(total, "annual GDP", "number", year, ecb.SOURCE, "estimated", note)
        for name, total in totals.items()
    }


GAPMINDER: dict[str, tuple[str, str, str]] = {
    "unemployment_rate": ("aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "unemployment_rate_male": ("males_aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "unemployment_rate_female": ("females_aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "youth_unemployment_rate": ("aged_15_24_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "prime_unemployment_rate": ("aged_25_54_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "long_term_unemployment_rate": ("long_term_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "agriculture_share": ("agriculture_workers_percent_of_employment", EMPLOYMENT, "share"),
    "own_account_total": ("self_employed_percent_of_employment", EMPLOYMENT, "share"),
    "investment_share": ("investments_percent_of_gdp", GDP, "share"),
    "gini_world_bank": ("inequality_index_gini", "index 0-1", "share"),
    "inflation": ("inflation_annual_percent", "per year", "growth"),
}

OPTIONAL = ("labour_share_pwt",)
"""Printed beside what the model uses, and not published for every country."""

Reader = Callable[[Path, str, str], tuple[float, int]]
ACCOUNTS: dict[str, tuple[Reader, str, str, str, str, float]] = {
    "capital_depreciation": (penn, "delta", "per year", "hazard", PWT, 1.0),
    "government_consumption_share": (
        penn,
        "csh_g",
        "share of GDP at PPP",
        "share",
        PWT,
        1.0,
    ),
    "consumption_share_ppp": (penn, "csh_c", "share of GDP at PPP", "share", PWT, 1.0),
    "labour_share_pwt": (penn, "labsh", GDP, "share", PWT, 1.0),
    "hours_per_worker": (penn, "avh", "hours per year", "number", PWT, 1.0),
    "public_revenue_share": (outlook, "ggr_ngdp", GDP, "share", WEO, PERCENT),
    "public_spending_share": (outlook, "ggx_ngdp", GDP, "share", WEO, PERCENT),
    "current_account": (outlook, "bca_ngdpd", GDP, "share", WEO, PERCENT),
    "indirect_tax_share": (revenue, "Total taxes on goods", GDP, "share", ICTD, 1.0),
    "income_and_profit_tax_share": (
        revenue,
        "Total taxes on income",
        GDP,
        "share",
        ICTD,
        1.0,
    ),
    "social_contributions_share": (
        revenue,
        "Social contributions",
        GDP,
        "share",
        ICTD,
        1.0,
    ),
}


CELLS: dict[str, tuple[str, int, str, str, float]] = {
    "gini": ("gini_eu_silc", 0, "index 0-1", "share", PERCENT),
    "arop": ("arop", 0, "share of population", "share", PERCENT),
    "informal_share": ("informal_employment_share", 0, "share of employment", "share", PERCENT),
    "informal_share_female": ("informal_share_f", 0, "share of employment", "share", PERCENT),
    "informal_share_male": ("informal_share_m", 0, "share of employment", "share", PERCENT),
    "public_employment_share": ("public_sector_emp_share", 0, "share of employment", "share", PERCENT),
    "participation_rate_15_64": ("lfpr_15_64", 0, "share of population 15-64", "share", PERCENT),
    "participation_rate_15_64_female": ("lfpr_15_64_f", 0, "share of population 15-64", "share", PERCENT),
    "participation_rate_15_64_male": ("lfpr_15_64_m", 0, "share of population 15-64", "share", PERCENT),
    "net_replacement_initial": ("nrr_initial_single_AW", 0, "share of net wage", "share", PERCENT),
    "ui_coverage": ("ui_coverage_of_unemployed", 0, "share of unemployed", "share", PERCENT),
    "minimum_to_median_wage": ("min_to_median_wage", 0, "ratio", "share", 1.0),
    "cit_rate": ("cit_rate", 0, "share of profit", "share", PERCENT),
    "vat_rate_standard": ("vat_standard", 0, "share of price before tax", "share", PERCENT),
    "tax_wedge": ("tax_wedge_single_AW", 0, "share of labour cost", "share", PERCENT),
    "employer_contribution_rate": ("ssc_employer_employee", 0, "share of gross wage", "share", PERCENT),
    "employee_contribution_rate": ("ssc_employer_employee", 1, "share of gross wage", "share", PERCENT),
    "public_debt": ("gov_debt", 0, "annual GDP", "number", PERCENT),
    "almp_spending_share": ("almp_spend", 0, "share of GDP", "share", PERCENT),
    "job_finding_rate": ("job_finding_monthly", 0, "per month", "probability", 1.0),
}
"""Name here → variable there, which of its numbers, unit, kind, scale."""


def from_evidence(cells: dict[str, Evidence]) -> Values:
    """Values of a country; a variable that the table lacks, or says in words ("none"), is left out."""
    return {
        name: value(
            numbers(cells[variable].text)[position] * scale,
            unit,
            kind,
            cells[variable].year,
            "evidence",
            cells[variable].status,
            note=_note(cells[variable]),
        )
        for name, (variable, position, unit, kind, scale) in CELLS.items()
        if variable in cells and len(numbers(cells[variable].text)) > position
    }


def numbers(text: str) -> list[float]:
    """Every number of a cell, in order: '30.6/6.5' gives both, '~.65' a fraction."""
    return [float(found) for found in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", text)]


def _note(cell: Evidence) -> str:
    parts = (cell.source, cell.provenance, cell.note)
    return "; ".join(part.strip().rstrip(",") for part in parts if part.strip())
