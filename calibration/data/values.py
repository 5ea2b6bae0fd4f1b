"""Single numbers of a country that the extracts hold."""

from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from calibration.data.sources import accounts, ecb, gapminder, ilo, nesta, oecd
from calibration.data.tabulate import rounded

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
    "capital_depreciation": (accounts.penn, "delta", "per year", "hazard", accounts.PWT, 1.0),
    "government_consumption_share": (
        accounts.penn,
        "csh_g",
        "share of GDP at PPP",
        "share",
        accounts.PWT,
        1.0,
    ),
    "consumption_share_ppp": (accounts.penn, "csh_c", "share of GDP at PPP", "share", accounts.PWT, 1.0),
    "labour_share_pwt": (accounts.penn, "labsh", GDP, "share", accounts.PWT, 1.0),
    "hours_per_worker": (accounts.penn, "avh", "hours per year", "number", accounts.PWT, 1.0),
    "public_revenue_share": (accounts.outlook, "ggr_ngdp", GDP, "share", accounts.WEO, PERCENT),
    "public_spending_share": (accounts.outlook, "ggx_ngdp", GDP, "share", accounts.WEO, PERCENT),
    "current_account": (accounts.outlook, "bca_ngdpd", GDP, "share", accounts.WEO, PERCENT),
    "indirect_tax_share": (accounts.revenue, "Total taxes on goods", GDP, "share", accounts.ICTD, 1.0),
    "income_and_profit_tax_share": (
        accounts.revenue,
        "Total taxes on income",
        GDP,
        "share",
        accounts.ICTD,
        1.0,
    ),
    "social_contributions_share": (
        accounts.revenue,
        "Social contributions",
        GDP,
        "share",
        accounts.ICTD,
        1.0,
    ),
}
