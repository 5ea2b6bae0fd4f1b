"""Pay and amounts of money on the level of the national accounts, where they are published.

A survey's mean wage lacks irregular pay, bonuses and pay in kind, and people who do not answer. It stays the
source of ratios: what a law fixes keeps its published ratio to pay.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import simulator.parameters  # noqa: F401 (declares the parameters that follow)
from calibration.data.sources import PERCENT, Evidence
from calibration.data.tabulate import rounded
from calibration.data.values import GDP, MONTHS, Value, Values, numbers, value
from simulator.core.param import PARAMS

SOURCE, YEAR = "published-accounts", 2024
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
    raised = {name: _raised(cell, factor) for name, cell in known.items() if _follows_pay(name, cell)}
    told = accounts["compensation_employees"]
    note = (
        f"D.11 per employee: compensation of employees, {told.text} % of GDP ({told.provenance}), over "
        f"12 (1 + rate of employers' contributions) {heads / 1e6:.2f} million employees, those without a "
        "contract counted at informal_ratio and without contributions; survey_wage is the survey's"
    )
    unit = known["average_wage"]["unit"]
    raised |= {
        "survey_wage": known["average_wage"],
        "average_wage": value(wage, unit, "money", YEAR, SOURCE, _status(note), note),
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
    return value(mixed / MONTHS / own / wage, "ratio", "number", YEAR, SOURCE, _status(note), note)


def _follows_pay(name: str, cell: Value) -> bool:
    return cell["kind"] == "money" and name not in ("gdp_nominal", "average_wage", "exchange_rate")


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
    return {**cell, "value": amount, "source": SOURCE, "note": note + "pay and amounts are on its level"}


def _made(before: Value, number: float, note: str) -> Value:
    """A cell with a number that is made from the accounts."""
    return {**before, "value": number, "source": SOURCE, "status": _status(note), "note": note}


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
    share = value(spending, GDP, "share", pensions.year, SOURCE, pensions.status, told)
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
