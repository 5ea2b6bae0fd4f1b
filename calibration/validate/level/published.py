"""What the national accounts publish of a country: tables/accounts.csv, and what follows with its profile."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

import simulator.parameters  # noqa: F401 (declares the parameters that follow)
from calibration.data.build import HERE
from simulator.agents.person import HALF_TIME
from simulator.core.errors import InputError
from simulator.core.param import PARAMS
from simulator.scenario.country.profile import Country

BILLION, PERCENT, MONTHS, THOUSAND = 1e9, 0.01, 12.0, 1e3
PATH = HERE / "tables" / "accounts.csv"


@dataclass(frozen=True)
class Published:
    """GDP of 2024 (currency/year); by name a share of it, as a fraction, and how the number is known."""

    gdp: float
    shares: Mapping[str, float]
    provenance: Mapping[str, str]

    def amount(self, name: str) -> float:
        """A part of GDP (currency/year); NaN where nothing is published."""
        return self.gdp * self.shares.get(name, float("nan"))


@dataclass(frozen=True)
class Work:
    """People at work by kind (persons), hours of employees (full time = 1), and what a month pays."""

    employees: float
    informal: float
    own: float
    hours: float
    pay: float
    """Gross wage of an employee with a contract (currency/month)."""
    informal_pay: float
    own_income: float


def countries() -> tuple[str, ...]:
    """Codes of the countries with published accounts."""
    return tuple(sorted({row["iso3"] for row in _rows()}))


def published(iso3: str) -> Published:
    """Published accounts of a country. Raises InputError where the table holds none."""
    rows = {row["variable"]: row for row in _rows() if row["iso3"] == iso3}
    if not rows:
        raise InputError(
            f"no published national accounts for '{iso3}'; known: {', '.join(countries())}. "
            "Add its GDP and compensation of employees to the evidence and build its profile anew",
            field="country",
        )
    gdp = float(rows.pop("gdp_nominal")["value"]) * BILLION
    shares = {name: float(row["value"]) * PERCENT for name, row in rows.items()}
    return Published(gdp, shares, {name: row["provenance"] for name, row in rows.items()})


def work(country: Country, accounts: Published) -> Work:
    """People of the labour force survey, and the pay with which they earn what the accounts say.

    Compensation of employees covers people without a contract too, at the profile's ratio to a wage and
    without contributions; the rest of the labour share is income of own-account workers and employers.
    """
    v = country.values

    def parameter(name: str) -> float:
        return float(country.parameters({}).get(name, PARAMS[name].default))

    people = float(country.employment.sum()) * THOUSAND
    own = v["own_account_total"] * people
    informal = max(0.0, v["informal_share"] * people - parameter("unregistered_share") * own)
    employees, ratio = people - own - informal, parameter("informal_ratio")
    rate = v["employer_contribution_rate"]
    pay = accounts.amount("compensation_employees") / MONTHS / ((1.0 + rate) * employees + ratio * informal)
    held = country.employment.sum(axis=0)
    women = float(np.average(country.female_share, weights=held))
    part_time = float(np.array([1.0 - women, women]) @ country.part_time_share)
    mixed = v["labour_share"] * accounts.gdp - accounts.amount("compensation_employees")
    return Work(employees, informal, own, 1.0 - (1.0 - HALF_TIME) * part_time, pay, ratio * pay,
                mixed / MONTHS / own)  # fmt: skip


def _rows() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
