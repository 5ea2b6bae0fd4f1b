"""Single numbers of a country: from its evidence, from extracts, and what follows; its income tax."""

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from calibration.data import surveys
from calibration.data.sources import (
    BURDENS,
    EARNINGS,
    OECD_LABOUR,
    OUTLOOK,
    PENN,
    PERCENT,
    REVENUE,
    WDI,
    WEALTH,
    WEDGES,
    Evidence,
    Series,
    labour_shares,
    part_time,
    revenue,
    wealth,
)
from calibration.data.tabulate import rounded
from simulator.core.errors import InputError, InputErrors

Value = dict[str, Any]
Values = dict[str, Value]
GDP, LABOUR_FORCE, EMPLOYMENT = "share of GDP", "share of labour force", "share of employment"
HALF_TIME = 0.5
"""Hours of the part-timer, in which the model counts (agents.person.HALF_TIME)."""
MONTHS = 12
TREND_YEARS = 10

CELLS: dict[str, tuple[str, int, str, str, float]] = {
    "gini": ("gini_eu_silc", 0, "index 0-1", "share", PERCENT),
    "arop": ("arop", 0, "share of population", "share", PERCENT),
    "informal_share": ("informal_employment_share", 0, EMPLOYMENT, "share", PERCENT),
    "informal_share_female": ("informal_share_f", 0, EMPLOYMENT, "share", PERCENT),
    "informal_share_male": ("informal_share_m", 0, EMPLOYMENT, "share", PERCENT),
    "public_employment_share": ("public_sector_emp_share", 0, EMPLOYMENT, "share", PERCENT),
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
    "almp_spending_share": ("almp_spend", 0, GDP, "share", PERCENT),
    "job_finding_rate": ("job_finding_monthly", 0, "per month", "probability", 1.0),
}
"""Name here → variable of the evidence, which of its numbers, unit, kind, scale."""

SERIES: dict[str, tuple[Series, str, str, str]] = {
    "unemployment_rate": (WDI, "aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "unemployment_rate_male": (WDI, "males_aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "unemployment_rate_female": (WDI, "females_aged_15plus_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "youth_unemployment_rate": (WDI, "aged_15_24_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "prime_unemployment_rate": (WDI, "aged_25_54_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "long_term_unemployment_rate": (WDI, "long_term_unemployment_rate_percent", LABOUR_FORCE, "share"),
    "agriculture_share": (WDI, "agriculture_workers_percent_of_employment", EMPLOYMENT, "share"),
    "own_account_total": (WDI, "self_employed_percent_of_employment", EMPLOYMENT, "share"),
    "investment_share": (WDI, "investments_percent_of_gdp", GDP, "share"),
    "gini_world_bank": (WDI, "inequality_index_gini", "index 0-1", "share"),
    "inflation": (WDI, "inflation_annual_percent", "per year", "growth"),
    "capital_depreciation": (PENN, "delta", "per year", "hazard"),
    "government_consumption_share": (PENN, "csh_g", "share of GDP at PPP", "share"),
    "consumption_share_ppp": (PENN, "csh_c", "share of GDP at PPP", "share"),
    "labour_share_pwt": (PENN, "labsh", GDP, "share"),
    "hours_per_worker": (PENN, "avh", "hours per year", "number"),
    "public_revenue_share": (OUTLOOK, "ggr_ngdp", GDP, "share"),
    "public_spending_share": (OUTLOOK, "ggx_ngdp", GDP, "share"),
    "current_account": (OUTLOOK, "bca_ngdpd", GDP, "share"),
}
"""Name here → series, indicator, unit, kind."""
OPTIONAL = ("labour_share_pwt",)
"""Printed beside what the model uses, and not published for every country."""
TAXES = {"indirect_tax_share": "Total taxes on goods", "income_and_profit_tax_share": "Total taxes on income",
         "social_contributions_share": "Social contributions"}  # fmt: skip


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
    cell = {"value": rounded(number), "unit": unit, "kind": kind}
    cell |= {"year": year, "source": source, "status": status}
    return {**cell, "note": note} if note else cell


def numbers(text: str) -> list[float]:
    """Every number of a cell, in order: '30.6/6.5' gives both, '~.65' a fraction."""
    return [float(found) for found in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", text)]


def from_evidence(cells: Mapping[str, Evidence]) -> Values:
    """Values of a country; a variable that the table lacks, or says in words ("none"), is left out."""
    result: Values = {}
    for name, (variable, position, unit, kind, scale) in CELLS.items():
        cell = cells.get(variable)
        found = numbers(cell.text) if cell else []
        if cell and len(found) > position:
            parts = (part.strip().rstrip(",") for part in (cell.source, cell.provenance, cell.note))
            note, number = "; ".join(filter(None, parts)), found[position] * scale
            result[name] = value(number, unit, kind, cell.year, "evidence", cell.status, note)
    return result


def published(data: Path, iso3: str, without: Container[str] = ()) -> Values:
    """Values read in the extracts; those `without` (which the country's inputs give) are not sought.

    What the model can do without (`OPTIONAL`) is left out where a country has no series; InputErrors name all
    others that it lacks.
    """
    result: Values = {}
    missing: list[InputError] = []
    for name, (series, indicator, unit, kind) in SERIES.items():
        if name in without:
            continue
        try:
            number, year = series.latest(data, iso3, indicator)
        except InputError as error:
            if name not in OPTIONAL:
                remedy = f"{error.message}, or write {name} under values of calibration/inputs/{iso3}.yaml"
                missing.append(InputError(remedy, where=error.where, field=name))
            continue
        result[name] = value(number * series.scale, unit, kind, year, series.source)
    if missing:
        raise InputErrors(missing)
    for name, item in TAXES.items():
        if name not in without:
            number, year = revenue(data, iso3, item)
            result[name] = value(number, GDP, "share", year, REVENUE.source)
    if "labour_share" not in without:
        year, share = list(labour_shares(data, iso3).items())[-1]
        note = "own-account labour included"
        result["labour_share"] = value(share, GDP, "share", year, EARNINGS.source, note=note)
    if "part_time_share_male" not in without:
        shares, year = part_time(data, iso3)
        for sex, number in shares.items():
            result[f"part_time_share_{sex}"] = value(number, EMPLOYMENT, "share", year, OECD_LABOUR.source)
    if iso3 in surveys.PREFIX and "education_employed_low" not in without:
        year = int(surveys.NESTA_YEAR)
        for level, number in surveys.education_of_employed(data, iso3).items():
            name = f"education_employed_{level}"
            result[name] = value(number, EMPLOYMENT, "share", year, surveys.NESTA)
    return result


def flows(data: Path, settings: Mapping[str, Any]) -> Values:
    """Job-finding and vacancy rate: mean of the years that the inputs name; nothing without a survey.

    Separations then follow from unemployment, as in every country.
    """
    if "flows" not in settings:
        return {}
    first, last = settings["flows"]["years"]
    found = surveys.us_flows(data)
    note = f"mean of the months of {first}-{last}; table flows"
    means = {
        name: (fmean(found[name][year] for year in range(first, last + 1)), surveys.FLOW_UNITS[name], kind)
        for name, kind in (("job_finding_rate", "probability"), ("vacancy_rate", "share"))
    }
    return {
        name: value(*mean, f"{first}-{last}", surveys.US_MONTHS.source, "estimated", note)
        for name, mean in means.items()
    }


def household_wealth(data: Path, iso3: str, gdp: float) -> Values:
    """Household deposits, debt and net wealth over GDP (`gdp` in million euro)."""
    held, year = wealth(data, iso3)
    names = {"deposits": "household_deposits", "debt": "household_debt", "net_wealth": "household_net_wealth",
             "business": "household_business_wealth"}  # fmt: skip
    how = "annual GDP", "number", year, WEALTH.source, "estimated", "numerator published, GDP assumed"
    return {name: value(sum(held[key].values()) / gdp, *how) for key, name in names.items()}


def derived(data: Path, iso3: str, known: Values) -> Values:
    """Numbers that follow from the `known` ones; growth of productivity unless it is known."""
    of = {name: cell["value"] for name, cell in known.items()}
    hours = WDI.years(data, iso3, "gdpperworking_hour_us_inflation_adjusted")
    last = max(hours) - 1
    growth = (hours[last] / hours[last - TREND_YEARS]) ** (1 / TREND_YEARS) - 1
    note = (
        f"mean growth of output per hour {last - TREND_YEARS}-{last}; the last year in the file is a forecast"
    )
    mean = value(growth, "per year", "growth", last, WDI.source, "estimated", note)
    net_exports = of["exports_share"] - of["imports_share"]
    consumption = 1 - of["investment_share"] - of["government_consumption_share"] - net_exports
    jobless, indirect = of["unemployment_rate"], of["indirect_tax_share"]
    result = {"productivity_growth": known.get("productivity_growth", mean)}

    def follow(name: str, number: float, unit: str, kind: str, basis: str, note: str) -> None:
        """Add a number that takes its year and source from `basis`."""
        cell = known[basis]
        result[name] = value(number, unit, kind, cell["year"], cell["source"], "estimated", note)

    note = "long-term unemployment over unemployment, both as shares of the labour force"
    share = of["long_term_unemployment_rate"] / jobless
    follow("long_term_unemployment_share", share, "share of unemployed", "share", "unemployment_rate", note)
    note = "two-state steady state of the job-finding prior; flows through inactivity excluded"
    rate = of["job_finding_rate"] * jobless / (1 - jobless)
    follow("separation_rate", rate, "per month", "probability", "unemployment_rate", note)
    note = "one less investment, government consumption and net exports"
    follow("consumption_share", consumption, GDP, "share", "investment_share", note)
    note = "taxes on income and profits less the assumed profit tax"
    taxes = "income_and_profit_tax_share"
    follow("income_tax_share", of[taxes] - of["profit_tax_share"], GDP, "share", taxes, note)
    note = (
        "taxes on goods and services (VAT and excise) over household consumption before tax, as if households"
    )
    note, unit = f"{note} paid all of them", "share of consumption before tax"
    rate = indirect / (consumption - indirect)
    follow("vat_rate_effective", rate, unit, "share", "indirect_tax_share", note)
    return result


def farms(data: Path, iso3: str, known: Values) -> Values:
    """Industry's share of employment, and the share of own-account workers in agriculture.

    The latter is what is left of own-account work without that which is published outside farms.
    """
    industry, year = WDI.latest(data, iso3, "industry_workers_percent_of_employment")
    agriculture, own = (known[name]["value"] for name in ("agriculture_share", "own_account_total"))
    indicator = "salaried_workers_percent_of_non_agricultural_employment"
    salaried = WDI.years(data, iso3, indicator).get(int(known["own_account_total"]["year"]))
    if salaried is None:
        raise ValueError(f"{iso3}: no {indicator} in the year of own-account work")
    elsewhere = (1.0 - agriculture) * (1.0 - salaried * PERCENT)
    share = min(max((own - elsewhere) / agriculture, 0.01), 0.99)
    note = "own-account work less the unsalaried outside agriculture"
    return {
        "industry_share": value(industry * PERCENT, EMPLOYMENT, "share", year, WDI.source),
        "own_account_agriculture": value(
            share, "share of employment in agriculture", "share", year, WDI.source, "estimated", note
        ),
    }


def wage_of_oews(data: Path, known: Values, female_share: float) -> Values:
    """Mean monthly gross wage: OEWS, as if all worked full time, times the mean of full and half hours."""
    halves = (1.0 - female_share) * known["part_time_share_male"]["value"]
    halves += female_share * known["part_time_share_female"]["value"]
    wage = surveys.oews_mean_wage(data) / MONTHS * (1.0 - (1.0 - HALF_TIME) * halves)
    note = "mean annual wage of employees (hourly wage x 2 080) over 12, part-timers counted half"
    year, source = surveys.OEWS_YEAR, surveys.OEWS.source
    return {"average_wage": value(wage, "USD/month", "money", year, source, "estimated", note)}


# ---- income tax --------------------------------------------------------------------------------------

SAME = 0.005
"""Neighbouring wage levels whose marginal rates differ by less share a bracket."""


def income_tax(iso3: str, data: Path, given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schedule as the inputs give it, from law; else fitted to wedges, with the law's tail above them."""
    if "income_tax" in given:
        return [given["income_tax"]]
    tail = given["income_tax_tail"]
    first, last = tail.get("without_levels", (0.0, 0.0))  # what was no lasting part of the tax
    due = given.get("employee_contributions", {}).get("steps", ())
    rates, published = marginal_income_tax(data, iso3, due)
    fitted = brackets({k: r for k, r in rates.items() if not first < k < last}, published)
    steps = [bracket for bracket in fitted if bracket[0] < tail["steps"][0][0]]
    return [{**tail, "status": "estimated", "source": WEDGES.source, "steps": steps}, tail]


def marginal_income_tax(
    data: Path, iso3: str, due: Sequence[Sequence[float]]
) -> tuple[dict[float, float], float]:
    """Marginal income tax on gross wage by wage level, without contributions; the tax at the average wage.

    wedge = (tax + employee + employer) / (1 + employer); contributions are flat over 50-150 %, but that above
    ceilings, steps of `due` from the average wage on with less than 1, only that part of them is due.
    """
    row = BURDENS.table(data, ISO3=iso3).row(0, named=True)
    gross = 100 - row["Employer Payroll Taxes in %"]
    employer, employee, published = (
        row[f"{name} in %"] / gross
        for name in ("Employer Payroll Taxes", "Employee Payroll Taxes", "Income Tax")
    )
    rates = {}
    for percent, wedge in WEDGES.table(data, COU=iso3).select("% of Total Earnings", "ObsValue").iter_rows():
        level = int(percent) / 100
        part = min([1.0, *(part for wage, part in due if 1.0 <= wage <= level)][-1], 1.0)
        of_employer, of_employee = part * employer, part * employee
        rates[level] = max(float(wedge) / 100 * (1 + of_employer) - of_employer - of_employee, 0.0)
    return rates, published


def brackets(rates: Mapping[float, float], published: float) -> list[tuple[float, float]]:
    """(threshold as multiple of the average wage, marginal rate), lowest first, from rates by wage level.

    A level between two steps mixes both rates, as rates are means over a hundredth of the average wage: it
    moves the threshold inside the hundredth and is no step. Below half the average wage, which the table does
    not cover, one bracket makes the tax at the average wage the `published` one.
    """
    levels = sorted(rates)
    steps = [(levels[0], rates[levels[0]])]
    for position, level in enumerate(levels[1:], start=1):
        following = rates[levels[min(position + 1, len(levels) - 1)]]
        here, before = rates[level], steps[-1][1]
        if abs(here - before) <= SAME:
            continue
        mixes = min(before, following) < here - SAME and here + SAME < max(before, following)
        mix = (following - here) / (following - before) if mixes else 0.0
        width = levels[position] - levels[position - 1]
        steps.append((level + mix * width, following if mixes else here))
    below = published - tax_at(1.0, steps)
    first_rate = next(rate for _, rate in steps if rate > 0)
    if below > 0.002:
        steps.insert(0, (max(levels[0] - below / first_rate, 0.0), first_rate))
    return [(0.0, 0.0), *(b for b in steps if b[1] > 0 or b[0] > levels[0])]


def tax_at(wage: float, brackets: Sequence[tuple[float, float]]) -> float:
    """Income tax of a wage, both in average wages."""
    ends = [threshold for threshold, _ in brackets[1:]] + [float("inf")]
    return sum(
        rate * max(min(wage, end) - start, 0.0) for (start, rate), end in zip(brackets, ends, strict=True)
    )
