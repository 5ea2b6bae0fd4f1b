"""Single numbers of a country: from its evidence, from extracts, and what follows; its income tax.

Firms that use AI, by size and year; pay and amounts of money where the national accounts have them.
"""

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, fsolve
from scipy.special import expit, logit

import simulator.parameters  # noqa: F401 (declares the parameters that follow)
from calibration import inputs
from calibration.data import surveys
from calibration.data.occupations import with_odds
from calibration.data.sources import (
    BURDENS,
    CITED,
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
from simulator.core.param import PARAMS

Array = NDArray[np.float64]
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
    annual = float(surveys.OEWS.table(data, soc="00-0000")["annual_mean_wage"][0])  # hourly x 2 080
    wage = annual / MONTHS * (1.0 - (1.0 - HALF_TIME) * halves)
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


# ---- firms that use AI, by size and year -------------------------------------------------------------

SIZES = ("10_49", "50_249", "250")
OF_CLASS = "share of firms of the size class"
YEARS = (2023, 2024, 2025)


def adoption(data: Path, iso3: str, cells: dict[str, Evidence], known: Values) -> Values:
    """`ai_adoption_<size>_<year>` of the country, and EU27 totals where it is surveyed with them.

    The country's inputs hold its surveys by size; without them the evidence cell has two numbers, the share
    of all firms and of firms weighted by employment, and `ai_use.csv` the years before.
    """
    if _of_size(SIZES[0], YEARS[-1]) in known:
        return {**_by_size(known), **_union(data)}
    found = numbers(cells["ai_firms"].text)
    if len(found) < 2 or not inputs.ai_use(iso3):
        raise ValueError(
            f"{iso3}: AI adoption needs surveys by size, or shares of firms and of jobs and earlier surveys "
            f"in ai_use.csv; found {found}"
        )
    return _from_totals(data, iso3, found[1] * PERCENT, known)


def lent_adoption(lender: str, known: Values) -> Values:
    """Sizes and years of a lender, surveyed by size, moved to the country's `ai_adoption_total`.

    Log-odds of every size and year move alike, such that firms with ten persons or more meet the total in the
    last year.
    """
    total: float = known["ai_adoption_total"]["value"]
    theirs = _by_size(inputs.read(lender)["values"])
    weight = [known[f"firm_share_{size}"]["value"] / known[f"firm_size_{size}"]["value"] for size in SIZES]
    last = np.array([theirs[_of_size(size, YEARS[-1])]["value"] for size in SIZES])
    by = brentq(lambda by: np.average(with_odds(last, by), weights=weight) - total, -10.0, 10.0, xtol=1e-12)
    note = f"pattern of {lender} by size and year, moved to {total:.1%} of firms with ten persons or more"
    moved = {"status": "assumed", "borrowed_from": lender, "note": note}
    return {
        name: {**cell, "value": rounded(float(with_odds(cell["value"], by))), **moved}
        for name, cell in theirs.items()
    }


def _by_size(known: Values) -> Values:
    """The surveys by size; 2023, of which only the total is known, by the change of its log-odds."""
    first, second = YEARS[:2]
    result = {_of_size(size, year): known[_of_size(size, year)] for size in SIZES for year in YEARS[1:]}
    then, now = (logit(known[f"ai_adoption_total_{year}"]["value"]) for year in (first, second))
    note = f"{second} moved by the change of log-odds of all firms with ten persons or more"
    for size in SIZES:
        cell = result[_of_size(size, second)]
        earlier = float(with_odds(cell["value"], then - now))
        result[_of_size(size, first)] = value(
            earlier, OF_CLASS, "share", first, cell["source"], "estimated", note
        )
    return result


def _from_totals(data: Path, iso3: str, jobs: float, known: Values) -> Values:
    """Sizes from the shares of firms and of jobs in the last survey: log-odds linear in log size meet both.

    The years before carry every size back by the change of log-odds of all firms.
    """
    series = inputs.ai_use(iso3)
    last, firms, asked = series[-1]
    names = ("0_9", *SIZES)
    size = np.array([known[f"firm_size_{name}"]["value"] for name in names])
    employed = np.array([known[f"firm_share_{name}"]["value"] for name in names])

    def gaps(line: Array) -> Array:
        share = expit(line[0] + line[1] * np.log(size))
        means = [np.average(share, weights=weights) for weights in (employed / size, employed)]
        return np.array(means) - (firms, jobs)

    level, slope = fsolve(gaps, np.array([logit(firms), 0.1]))
    years = (*YEARS, *range(YEARS[-1] + 1, int(last) + 1))
    result: Values = {}
    for year, odds in zip(years, _januaries(series, years, _union(data)), strict=True):
        back, now = odds - logit(firms), year == last
        told = f"{firms:.0%} of firms and {jobs:.0%} of jobs in {int(last)}, log-odds linear in log size"
        told += "" if now else "; carried back by the change of all firms"
        for name, persons in zip(SIZES, size[1:], strict=True):
            share = float(expit(level + slope * np.log(persons) + back))
            result[_of_size(name, year)] = value(
                share, OF_CLASS, "share", year, "census-btos", "estimated", told
            )
        told = f"use in {asked}" + ("" if now else "; earlier surveys, asked otherwise, moved to it")
        status = "observed" if now else "estimated"
        every = value(
            float(expit(odds)), "share of firms of any size", "share", year, "census-btos", status, told
        )
        result[f"ai_adoption_all_{year}"] = every
    return result


def _januaries(series: Sequence[tuple[float, float, str]], years: Sequence[int], union: Values) -> Array:
    """Log-odds of all firms in January of the years, in the words of the last survey.

    Earlier words are moved by the change of log-odds from their last survey to the first in the new ones;
    before the first survey by the EU27's change a year.
    """
    *earlier, (last, now, _) = series
    moved = logit(now) - logit(earlier[-1][1])
    when = [year for year, _, _ in earlier] + [last]
    odds = [logit(share) + moved for _, share, _ in earlier[:-1]] + [logit(now)] * 2
    pace = np.diff([logit(union[f"ai_adoption_eu27_{year}"]["value"]) for year in YEARS[:2]])[0]
    found = np.interp(years, when, odds)
    return np.asarray(found + pace * np.minimum(np.asarray(years) - when[0], 0.0))


def _of_size(size: str, year: int) -> str:
    return f"ai_adoption_{size}_{year}"


def _union(data: Path) -> Values:
    rows = CITED.table(data, country="EU27").select("indicator", "year", "value").iter_rows()
    known = {int(year): float(share) * PERCENT for name, year, share in rows if "10+" in name}
    told = {year: ("observed", "") for year in known}
    known[2022] = math.sqrt(known[2021] * known[2023])
    told[2022] = "estimated", "no survey question in 2022: geometric mean of 2021 and 2023"
    unit, source = "share of firms with 10 persons or more", CITED.source
    return {
        f"ai_adoption_eu27_{year}": value(known[year], unit, "share", year, source, *told[year])
        for year in sorted(known)
    }


# ---- pay and amounts of money on the level of the national accounts ----------------------------------

# A survey's mean wage lacks irregular pay, bonuses and pay in kind, and people who do not answer. It stays
# the source of ratios: what a law fixes keeps its published ratio to pay.

ACCOUNTS, ACCOUNTS_YEAR = "published-accounts", 2024
THOUSAND, BILLION = 1e3, 1e9
LOW = "low"
"""Provenance of what is too uncertain to set anything by."""


@dataclass(frozen=True)
class People:
    """People of month 0, by the rates and populations that the model is told."""

    work: float
    retired: float
    """Of the legal pension age and older."""
    children: float
    """Below 16, the model's children."""


def on_national_accounts(
    known: Values, parameters: Values, accounts: Mapping[str, Evidence], people: People, growth: float
) -> tuple[Values, Values]:
    """Values and parameters such that pay, own-account income and pensions are the accounts'.

    `growth` is real GDP of the base year over that of the accounts: money is of the accounts' prices. Nothing
    changes where the accounts were not found.
    """
    if not accounts:
        return known, parameters
    share = {name: numbers(cell.text)[0] * PERCENT for name, cell in accounts.items()}
    gdp = numbers(accounts["gdp_nominal"].text)[0] * BILLION * growth
    wage, heads = _pay(known, parameters, share["compensation_employees"] * gdp, people.work)
    survey = float(known["average_wage"]["value"])
    factor = wage / survey
    apart = ("gdp_nominal", "average_wage", "exchange_rate")
    amounts = {one: cell for one, cell in known.items() if cell["kind"] == "money" and one not in apart}
    raised = {name: _raised(cell, factor) for name, cell in amounts.items()}
    told = accounts["compensation_employees"]
    note = (
        f"D.11 per employee: compensation of employees, {told.text} % of GDP ({told.provenance}), over "
        f"12 (1 + rate of employers' contributions) {heads / 1e6:.2f} million employees, those without a "
        "contract counted at informal_ratio and without contributions; survey_wage is the survey's"
    )
    unit = known["average_wage"]["unit"]
    raised |= {
        "survey_wage": known["average_wage"],
        "average_wage": value(wage, unit, "money", ACCOUNTS_YEAR, ACCOUNTS, _status(note), note),
        "gdp_nominal": _gdp(known["gdp_nominal"], accounts["gdp_nominal"], growth),
    }
    own = _own_account(known, share["compensation_employees"], gdp, wage, people.work, told.provenance)
    values, parameters = {**known, **raised}, {**parameters, "own_account_ratio": own}
    families, pensions = (accounts.get(name) for name in ("family_benefits_cash", "pensions"))
    if families is not None and LOW not in families.provenance:
        values = _with_families(values, parameters, families, gdp, people.children)
    if pensions is not None and LOW not in pensions.provenance:
        return _with_pensions(values, parameters, pensions, gdp, people.retired)
    return values, parameters


def _parameter(parameters: Values, name: str) -> float:
    return float(parameters[name]["value"]) if name in parameters else float(PARAMS[name].default)


def _pay(known: Values, parameters: Values, compensation: float, work: float) -> tuple[float, float]:
    """Mean monthly gross pay of employees with a contract, and all employees, weighted by what they cost."""
    own = float(known["own_account_total"]["value"])
    informal = float(known["informal_share"]["value"]) - _parameter(parameters, "unregistered_share") * own
    informal = max(informal, 0.0)
    cost = (1.0 + float(known["employer_contribution_rate"]["value"])) * (1.0 - own - informal)
    cost += _parameter(parameters, "informal_ratio") * informal
    return compensation / MONTHS / (cost * work), (1.0 - own) * work


def _status(note: str) -> str:
    """A number made by a formula is estimated, unless somebody's memory is part of it."""
    return "assumed" if "recalled" in note else "estimated"


def _own_account(
    known: Values, compensation: float, gdp: float, wage: float, work: float, provenance: str
) -> Value:
    own = float(known["own_account_total"]["value"]) * work
    mixed = (float(known["labour_share"]["value"]) - compensation) * gdp
    if mixed <= 0.0:
        raise ValueError(
            f"compensation of employees, {compensation:.1%} of GDP, leaves nothing of a labour share of "
            f"{known['labour_share']['value']:.1%} for own-account work: correct one of them"
        )
    note = (
        f"labour share (ILO) less compensation of employees ({provenance}), over own-account workers and "
        "employers and over mean pay"
    )
    return value(mixed / MONTHS / own / wage, "ratio", "number", ACCOUNTS_YEAR, ACCOUNTS, _status(note), note)


def _raised(cell: Value, factor: float) -> Value:
    """An amount at its published ratio to pay; the note keeps what was published."""
    published = f"{cell['value']:g} published, times {factor:.4f}, average_wage over survey_wage"
    note = "; ".join(part for part in (published, str(cell.get("note", ""))) if part)
    status = cell["status"] if cell["status"] == "assumed" else _status(note)
    return {**cell, "value": float(cell["value"]) * factor, "status": status, "note": note}


def _gdp(cell: Value, published: Evidence, growth: float) -> Value:
    """GDP of the base year at the accounts' prices, in the unit of the profile (million)."""
    note = f"{published.source}; {published.provenance}; times {growth:.4f}, real growth to the base year; "
    amount = numbers(published.text)[0] * THOUSAND * growth
    return {**cell, "value": amount, "source": ACCOUNTS, "note": note + "pay and amounts are on its level"}


def _made(before: Value, number: float, note: str) -> Value:
    """A cell with a number that is made from the accounts."""
    return {**before, "value": number, "source": ACCOUNTS, "status": _status(note), "note": note}


def _with_families(
    known: Values, parameters: Values, families: Evidence, gdp: float, children: float
) -> Values:
    """All cash benefits of families, whatever their kind and the child's age, per child below 16.

    Where the amount falls with means, the mean child has what lies half way between the most and the least.
    """
    before = known["child_benefit"]
    kept = 0.5 * (1.0 + _parameter(parameters, "child_benefit_least"))
    note = (
        f"cash benefits of families, {families.text} % of GDP ({families.provenance}), over "
        f"{children / 1e6:.2f} million children below 16, whatever it is, over {kept:g}; {before['note']}"
    )
    mean = numbers(families.text)[0] * PERCENT * gdp / MONTHS / children / kept
    return {**known, "child_benefit": _made(before, mean, note)}


def _with_pensions(
    known: Values, parameters: Values, pensions: Evidence, gdp: float, retired: float
) -> tuple[Values, Values]:
    """The mean pension such that spending is the published; new pensions rise with it, the least does not.

    The model grants pensions from the legal age on: what is paid earlier is paid to those over it.
    """
    spending = numbers(pensions.text)[0] * PERCENT
    mean = spending * gdp / MONTHS / retired
    before = known["average_pension"]
    ratio = mean / float(before["value"])
    note = (
        f"pension spending of {pensions.text} % of GDP ({pensions.provenance}) over {retired / 1e6:.2f} "
        f"million people of the legal age, whenever it is drawn in fact; {before['note']}"
    )
    told = pensions.provenance
    share = value(spending, GDP, "share", pensions.year, ACCOUNTS, pensions.status, told)
    cells = {"average_pension": _made(before, mean, note), "pension_spending_share": share}
    changed = {}
    for name, scale, what in (
        ("pension_rate", ratio, f"raised with the mean pension ({told}), which carries early ones too"),
        ("pension_floor_ratio", 1.0 / ratio, f"at its ratio to pay, over the higher mean pension ({told})"),
    ):
        if name in parameters:
            cell = parameters[name]
            text = f"{cell['value']:g} {what} ({ratio:.3f}); {cell['note']}"
            number = rounded(float(cell["value"]) * scale)
            changed[name] = {**cell, "value": number, "status": _status(text), "note": text}
    return {**known, **cells}, {**parameters, **changed}
