"""How a workbook calls scenarios, indicators, units, groups and periods, in the language of the run."""

from collections.abc import Mapping
from typing import Any

from simulator.findings.verdicts import IN_WORDS
from simulator.findings.windows import Window
from simulator.findings.words import Words

OPENING, EVERYBODY, AT_PRICES = "opening state", "everybody", "at prices of"
PERIODS = {
    "last60": "mean of the last 60 months",
    "last12": "mean of the last 12 months",
    "whole": "mean of the whole run",
    "worst": "mean of the least favourable year",
    "whole_sum": "sum over the run",
}
MEASURES = {False: "difference", True: "share of GDP"}
BREAKDOWNS = {
    "total": EVERYBODY,
    "income_decile": "income decile",
    "exposure_quintile": "fifth by exposure to AI",
    "age_group": "age",
    "generation": "generation",
    "sex": "sex",
    "education": "education",
    "occupation": "occupation",
    "firm_size": "size of firm",
    "months_since_displacement": "months since the layoff by AI",
    "six_months_after": "status six months after the layoff by AI",
    "example_household": "example household",
    "at_layoff": "fifth of exposure and age at the layoff by AI",
    "one_year_after": "fifth of exposure and age, a year after the layoff by AI",
    "three_years_after": "fifth of exposure and age, three years after the layoff by AI",
    "five_years_after": "fifth of exposure and age, five years after the layoff by AI",
}
PARTS = {
    "outlay": "Gross outlay", "levies": "Levies", "taxes": "Taxes", "contributions": "Contributions",
    "benefits": "Benefits", "other": "Public wages and purchases", "interest": "Interest",
    "net": "Change of the public balance",
}  # fmt: skip
PRICES = {"real": "at prices of the first year", "nominal": "at current prices", "of_gdp": "share of GDP"}
WAYS = {"gain": "gain more than 5 %", "loss": "lose more than 5 %"}
BALANCE = {"balances": "balanced", "does_not_balance": "not balanced"}


def scenario_name(words: Words, content: Mapping[str, Any], named: str) -> str:
    """Return the title of a scenario, with its world and closure where its name holds them."""
    name, opening, place = named.partition(" [")
    title = str(content["scenarios"].get(name, {}).get("title") or name)
    places = ", ".join(words.either(f"world.{one}", one) for one in place.removesuffix("]").split(", "))
    return words.declared(title) + (f" [{places}]" if opening else "")


def indicator_name(words: Words, label: str) -> str:
    """Return what an indicator is called, on a page and in a workbook: its own title in their language."""
    return words.renamed(words.declared(label))


def unit_name(words: Words, unit: str) -> str:
    """Return a unit; the year of its prices stands apart ("EUR/month at prices of 2025")."""
    money, of, rest = unit.partition(" of 2")
    if not of or not rest[:3].isdigit():
        return words.declared(unit)
    return f"{words.declared(money + rest[3:])} {words.declared(AT_PRICES)} 2{rest[:3]}"


def group_name(words: Words, by: str, group: str) -> str:
    """Return a group of a breakdown, everybody where there is none."""
    if by == "total":
        return words.either("group.everyone", words.declared(EVERYBODY))
    return words.either(f"group.{by}.{group}", group)


def breakdown_name(words: Words, by: str) -> str:
    """Return by what people are told apart."""
    return words.declared(BREAKDOWNS.get(by, by))


def period_name(words: Words, window: Window) -> str:
    """Return the stretch of time over which a difference is told."""
    return words.declared(PERIODS.get(window.name, window.name))


def year_name(words: Words, start: str, year: int) -> int | str:
    """Return a year of the run as the calendar has it, or from which month on; 0 is the opening state."""
    if year == 0:
        return words.declared(OPENING)
    first, month = (int(part) for part in start.split("-")[:2])
    return first + year - 1 if month == 1 else f"{first + year - 1}-{month:02d}"


def verdict_name(words: Words, verdict: str) -> str:
    """Return a verdict, as the page has it."""
    told = words.declared(BALANCE.get(verdict, IN_WORDS.get(verdict, verdict)))
    return words.either(f"verdict.{verdict}", told)
