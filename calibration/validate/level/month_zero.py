"""The model's accounts of month 0: people, pay, and the parts of GDP and of social spending."""

from typing import TYPE_CHECKING

from calibration.study.runs import Run, opening
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, RETIRED, UNEMPLOYED
from simulator.core.kernels import sum_of, sum_where

if TYPE_CHECKING:
    from simulator.core.economy import Economy

MONTHS = 12.0
OLDER = 2
"""Age group of 55 to 64: the Spanish subsidy of those over 52 is paid whether they search or not."""
TRANSFERS = ("pensions", "unemployment_benefit", "assistance", "child_benefit", "other_transfers")


def month_zero(iso3: str, seed: int, persons: int) -> dict[str, float]:
    """Month 0 of one base seed: persons, and yearly amounts (currency/year)."""
    return measure(opening(Run(iso3, seed, persons, months=1)))


def measure(economy: "Economy") -> dict[str, float]:
    """Persons by what they do and live on, and twelve times the month's flows, nation-wide."""
    q, s, total = economy.persons, economy.aggregates, economy.ledger.total
    people, year = economy.weight, MONTHS * economy.weight
    accounts = economy.accounts_of_month
    capital = float(sum_of(economy.firms.capital)) * s.cpi
    there = q.active == 1
    hours = q.hours[q.status == EMPLOYED]
    amounts = {
        "gdp": accounts["production"],
        "wages": total("wages"),
        "contributions": total("employer_contributions"),
        "informal_income": float(sum_where(q.sales_income, q.status, INFORMAL)),
        "own_income": float(sum_where(q.sales_income, q.status, OWN_ACCOUNT)),
        "product_taxes": total("vat"),
        "surplus": accounts["operating_surplus"] + economy.providers.revenue,
        "capital_consumption": s.depreciation * capital,
        **{name: total(name, payer="state") for name in TRANSFERS},
        "assistance_to_seekers": float(q.assistance[(q.status == UNEMPLOYED) | (q.age_group == OLDER)].sum()),
    }
    heads = {
        "employees": (q.status == EMPLOYED).sum(),
        "informal": (q.status == INFORMAL).sum(),
        "own": (q.status == OWN_ACCOUNT).sum(),
        "unemployed": (q.status == UNEMPLOYED).sum(),
        "retired": ((q.status == RETIRED) & there).sum(),
        "on_insurance": (q.benefit > 0.0).sum(),
        "on_assistance": (q.assistance > 0.0).sum(),
        "on_other_transfers": (q.transfer > 0.0).sum(),
        "children": economy.households.children.sum(),
    }
    return {
        **{name: year * float(value) for name, value in amounts.items()},
        **{name: people * float(value) for name, value in heads.items()},
        "hours": float(hours.mean()),
    }
