"""What a tax is today, and the highest that a country is known to have: beside a rate that a run solved."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.country.profile import Country


@dataclass(frozen=True)
class Yardstick:
    """A country's rate of a tax today and the highest one known, shares of the tax's base."""

    what: str
    today: float
    highest: float
    where: str
    source: str


_HIGHEST = {
    "income_tax": (
        "top rate", 0.559, "Denmark, the highest in Europe in 2024",
        "Tax Foundation, Top Personal Income Tax Rates in Europe, 2024",
    ),
    "employee_contributions": (
        "employees' rate", 0.35, "Romania, since 2018",
        "Romania's fiscal code: 25 % for pensions, 10 % for health (recalled)",
    ),
    "employer_contributions": (
        "employers' rate", 0.45, "France, the highest of 38 countries in 2017",
        "Ius Laboris, Social security: comparing rates and types of contributions across the world, 2017",
    ),
    "vat": (
        "standard rate", 0.27, "Hungary, the highest in the European Union since 2012",
        "VATCalc, Hungary raises VAT rate to 27 % January 2012",
    ),
    "corporate_tax": (
        "statutory rate", 0.5, "Comoros, the highest in the world in 2024, and not for every firm",
        "Tax Foundation, Corporate Tax Rates Around the World, 2024",
    ),
}  # fmt: skip
_TODAY = {
    "employee_contributions": "employee_contribution_rate",
    "employer_contributions": "employer_contribution_rate",
    "vat": "vat_rate_standard",
    "corporate_tax": "cit_rate",
}


def yardstick(tax: str, country: Country) -> Yardstick | None:
    """Return that of a tax of the state; None for the levies of instruments, which few countries have."""
    if tax not in _HIGHEST:
        return None
    what, highest, where, source = _HIGHEST[tax]
    if tax == "income_tax":
        today = float(country.income_tax_brackets[-1, 1])
    else:
        today = country.values[_TODAY[tax]]
    return Yardstick(what, today, highest, where, source)
