"""Who pays: by borrowing, by the rule for the budget, from funds, or by one addition to a tax that balances.

`financing: {balanced: income_tax}` names what is raised; the run solves by how much. A resolved scenario
holds the solved `rate` beside it, and is run again with that rate instead of solving anew.

What a tax is today, and the highest that a country is known to have: beside a rate that a run solved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import Param, Parameters, param
from simulator.scenario.country.profile import Country
from simulator.scenario.file.reading import KeyPath, Refused, read_number
from simulator.scenario.file.wording import none_of, shown


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


RULE = "rule"
"""The income tax keeps the country's rule for its budget, in every run of the scenario."""
PLAIN = ("deficit", RULE, "earmarked")
_KEYS = ("balanced", "rate")
_BOUNDS = "keeps the rate as a whole between 0 and 1 in every country profile"


class TaxAdditions(Parameters):
    """A constant addition to the rate of a tax, from the first policy's start on; the run solves it."""

    income_tax = param(
        0.0, unit="share of income in every bracket", bounds=(-0.1, 0.4), kind="share",
        about="added to the rate of every income-tax bracket; what lies below the allowance stays untaxed",
        source=_BOUNDS, status="assumed",
    )  # fmt: skip
    employee_contributions = param(
        0.0, unit="share of gross wages", bounds=(-0.05, 0.4), kind="share",
        about="added to the contribution that is withheld from wages", source=_BOUNDS, status="assumed",
    )  # fmt: skip
    employer_contributions = param(
        0.0, unit="share of gross wages", bounds=(-0.05, 0.6), kind="share",
        about="added to what employers pay on top of wages", source=_BOUNDS, status="assumed",
    )  # fmt: skip
    vat = param(
        0.0, unit="share of the price before tax", bounds=(-0.05, 0.5), kind="share",
        about="added to the effective rate of value added tax", source=_BOUNDS, status="assumed",
    )  # fmt: skip
    corporate_tax = param(
        0.0, unit="share of taxable profit", bounds=(-0.1, 0.6), kind="share",
        about="added to the statutory rate; profit and capital leave as from a tax raised here alone",
        source=_BOUNDS, status="assumed",
    )  # fmt: skip


@dataclass(frozen=True)
class Balancing:
    """`{balanced: by}`: a tax of the state or `instrument.parameter`; `rate` is what is added, once known."""

    by: str
    rate: float | None = None

    @property
    def instrument(self) -> str:
        """The instrument whose parameter is raised; empty for a tax of the state."""
        return self.by.rpartition(".")[0]

    @property
    def parameter(self) -> str:
        """The tax, or the parameter of the instrument."""
        return self.by.rpartition(".")[2]

    def plain(self) -> dict[str, Any]:
        """As it is written in a scenario file."""
        return {"balanced": self.by} | ({} if self.rate is None else {"rate": self.rate})


type Financing = str | Balancing


def targets(instruments: Mapping[str, Any]) -> dict[str, Param]:
    """What can balance a budget, with its declaration: taxes, and rates of what raises revenue."""
    levies = {
        f"{name}.{key}": declared
        for name, kind in instruments.items()
        if getattr(kind, "family", "") == "contribute"
        for key, declared in getattr(kind, "own", kind.declared)().items()
        if declared.default == 0.0 and declared.kind != "flag"
    }
    return {**TaxAdditions.declared(), **levies}


def read_financing(raw: Any, instruments: Mapping[str, Any]) -> Financing:
    """What a scenario file says under `financing`; Refused lists all that is wrong in it."""
    if isinstance(raw, dict):
        return _read_balancing(raw, targets(instruments))
    if raw in PLAIN:
        return str(raw)
    words = f"{', '.join(PLAIN)}, {{balanced: income_tax}}"
    hint = suggestion(raw, (*PLAIN, "balanced")) if isinstance(raw, str) else ""
    raise Refused(((), f"{shown(raw)} is no financing; allowed: {words}.{hint}"))


def _read_balancing(raw: Mapping[str, Any], known: Mapping[str, Param]) -> Balancing:
    problems: list[tuple[KeyPath, str]] = [
        ((key,), f"unknown key; allowed: {', '.join(_KEYS)}.{suggestion(str(key), _KEYS)}")
        for key in raw
        if key not in _KEYS
    ]
    by, rate = raw.get("balanced"), raw.get("rate")
    if "balanced" not in raw:
        problems.append(((), "balanced is missing; write it as in {balanced: income_tax}"))
    elif not isinstance(by, str) or by not in known:
        problems.append((("balanced",), none_of(by, "tax or levy", known)))
    elif rate is not None:
        try:
            rate = read_number(rate, _addition(by, known[by]))
        except Refused as refused:
            problems += [(("rate",), message) for _, message in refused.problems]
    if problems:
        raise Refused(*problems)
    return Balancing(str(by), rate)


def _addition(by: str, declared: Param) -> Param:
    """The declaration of an addition: to a parameter of an instrument, it may also lower it."""
    low, high = declared.bounds
    return replace(declared, bounds=(low - high, high - low), default=0.0) if "." in by else declared


def tax_additions(financing: Financing) -> dict[str, float]:
    """What is added to each tax of the state."""
    if isinstance(financing, Balancing) and financing.rate and not financing.instrument:
        return {financing.by: financing.rate}
    return {}
