"""The law of a country that a scenario may change, and how a change of it is told.

Each change is told from today's law, in one of three ways: a percentage of it (`+10 %`), something added to
it (`+2 points` of a rate, `+100 EUR`, `+1 years`), or what it becomes (`67`, `23 %`). It holds from its date
until the next one. Amounts of money are at month-0 prices, on the level of the country file, and are
indexed as today's are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from simulator.core.param import Kind
from simulator.core.time import month_label
from simulator.scenario.setting import show

type Way = Literal["times", "by", "to"]

TODAY = "today"
"""What is written for the law as it stands today."""
MOST = 5.0
"""How many times today's amount a changed amount of money may be."""


@dataclass(frozen=True)
class Lever:
    """A value of the law that the running model reads.

    `key` is its name in the country file, empty where the file has a table or the model reckons the value: it
    may then only be moved. `bounds` are of the value, without `key` of what is added to it; amounts of money
    have none of their own (see `limits`). `moves` are the items of the budget that it acts on at once;
    `counted`, the indicator of what it adds to one of them, where an exact rule gives that.
    """

    about: str
    key: str
    kind: Kind
    bounds: tuple[float, float]
    moves: tuple[str, ...]
    counted: str = ""
    unit: str = ""

    @property
    def pays_out(self) -> bool:
        """Whether what is counted is paid to people."""
        return self.counted in PAID_OUT


PAID_OUT = ("law_unemployment_benefit", "law_assistance", "law_child_benefit", "law_other_transfers")
"""Indicators of what a changed law adds to benefits."""
_SHARE, _AMOUNT = (0.0, 1.0), (0.0, 0.0)

LAW: Mapping[str, Lever] = {
    "minimum_wage": Lever(
        "Lowest pay of a full-time job; posts that pay less cost more from then on",
        "minimum_wage", "money", _AMOUNT, ("income_tax", "employee_contributions", "employer_contributions")),
    "income_tax": Lever(
        "Rates of all brackets of income tax; what lies below the allowance stays untaxed",
        "", "share", (-0.1, 0.4), ("income_tax",), "law_income_tax", "points"),
    "top_income_tax": Lever(
        "Rate of the highest bracket of income tax", "", "share", (-0.3, 0.4), ("income_tax",),
        "law_income_tax", "points"),
    "income_tax_thresholds": Lever(
        "Incomes from which the brackets of income tax are due", "", "number", (-0.5, 1.0), ("income_tax",),
        "law_income_tax", "%"),
    "employee_contributions": Lever(
        "Contributions that are withheld from wages", "employee_contribution_rate", "share", (0.0, 0.6),
        ("employee_contributions",), "law_employee_contributions"),
    "employer_contributions": Lever(
        "Contributions that employers pay on top of wages", "employer_contribution_rate", "share", (0.0, 0.9),
        ("employer_contributions",), "law_employer_contributions"),
    "own_account_contributions": Lever(
        "Contributions of the self-employed on their income", "own_account_rate", "share", (0.0, 0.6),
        ("employee_contributions",), "law_own_account_contributions"),
    "vat": Lever(
        "Taxes on what is bought, all of them over household consumption before tax", "vat_rate_effective",
        "share", (0.0, 0.8), ("vat",), "law_vat"),
    "corporate_tax": Lever(
        "Tax on profits; profit and capital leave as from a tax raised here alone", "cit_rate", "share",
        (0.0, 0.8), ("corporate_tax",), "law_corporate_tax"),
    "capital_income_tax": Lever(
        "Tax on dividends and interest", "capital_tax_rate", "share", (0.0, 0.6), ("income_tax",),
        "law_capital_income_tax"),
    "ui_replacement": Lever(
        "Unemployment insurance: share of earnings paid first", "ui_replacement", "share", _SHARE,
        ("unemployment_benefit",), "law_unemployment_benefit"),
    "ui_replacement_later": Lever(
        "Unemployment insurance: share of earnings paid later", "ui_replacement_later", "share", _SHARE,
        ("unemployment_benefit",), "law_unemployment_benefit"),
    "benefit_step": Lever(
        "Unemployment insurance: months paid at the first rate", "benefit_step", "months", (0.0, 60.0),
        ("unemployment_benefit",), "law_unemployment_benefit"),
    "ui_cap": Lever(
        "Unemployment insurance: highest benefit", "ui_cap", "money", _AMOUNT, ("unemployment_benefit",),
        "law_unemployment_benefit"),
    "ui_floor": Lever(
        "Unemployment insurance: lowest benefit", "ui_floor", "money", _AMOUNT, ("unemployment_benefit",),
        "law_unemployment_benefit"),
    "ui_months_max": Lever(
        "Unemployment insurance: longest benefit, shorter ones in proportion, of those who lose work then",
        "ui_months_max", "months", (0.0, 60.0), ("unemployment_benefit",)),
    "contribution_limit": Lever(
        "Unemployment insurance: months of contributions that are counted at most", "contribution_limit",
        "months", (1.0, 120.0), ("unemployment_benefit",)),
    "assistance_amount": Lever(
        "Means-tested assistance of a household", "assistance_amount", "money", _AMOUNT, ("assistance",),
        "law_assistance"),
    "assistance_threshold_ratio": Lever(
        "Means up to which assistance is paid, over today's minimum wage", "assistance_threshold_ratio",
        "share", (0.0, 5.0), ("assistance",)),
    "child_benefit": Lever(
        "Amount for each child under 16", "child_benefit", "money", _AMOUNT, ("child_benefit",),
        "law_child_benefit"),
    "other_transfers": Lever(
        "Disability, family and survivors' benefits of each who receives them", "", "number", (-1.0, 2.0),
        ("other_transfers",), "law_other_transfers", "%"),
    "retirement_age": Lever(
        "Age at which people retire", "retirement_age", "number", (55.0, 80.0),
        ("pensions", "income_tax", "employee_contributions", "employer_contributions")),
    "pension_rate": Lever(
        "New pensions over the last wage", "pension_rate", "share", (0.0, 1.2), ("pensions",)),
    "pension_floor_ratio": Lever(
        "Lowest pension, over today's mean pension", "pension_floor_ratio", "share", _SHARE,
        ("pensions",)),
    "pension_wage_link": Lever(
        "How far pensions in payment follow wages rather than prices", "pension_wage_link", "share", _SHARE,
        ("pensions",)),
}  # fmt: skip
"""What a scenario may say under `law`; taxes have the names that `financing` gives them."""


@dataclass(frozen=True)
class Change:
    """One change of a value, told from today's."""

    way: Way
    amount: float

    def of(self, today: float) -> float:
        """The value that today's becomes."""
        return {"times": today * (1.0 + self.amount), "by": today + self.amount, "to": self.amount}[self.way]

    @property
    def is_today(self) -> bool:
        """Whether the law stays as it is."""
        return self.way != "to" and self.amount == 0.0

    def told(self, lever: Lever, unit: str) -> str:
        """The change as it may be written in a scenario file, with its unit."""
        if self.is_today:
            return TODAY
        if not lever.key:
            return f"{100.0 * self.amount:+.10g} {lever.unit}"
        if self.way == "times":
            return f"{100.0 * self.amount:+.10g} %"
        if lever.kind == "share":
            return (
                f"{100.0 * self.amount:+.10g} points" if self.way == "by" else f"{100.0 * self.amount:.10g} %"
            )
        return f"{self.amount:+.10g} {unit}" if self.way == "by" else f"{self.amount:.10g} {unit}"


UNCHANGED = Change("by", 0.0)


@dataclass(frozen=True)
class Clause:
    """What a scenario says of one value: dated changes, each until the next; today's law before the first."""

    name: str
    today: float
    unit: str
    months: tuple[int, ...]
    changes: tuple[Change, ...]

    @property
    def lever(self) -> Lever:
        """The value that it changes."""
        return LAW[self.name]

    def at(self, month: int) -> float:
        """The value in a month (months since the scenario's start); today's until the first change."""
        return self.change(month).of(self.today)

    def change(self, month: int) -> Change:
        """The change in force in a month; none in month 0, which is the opening state."""
        index = bisect_right(self.months, month) - 1
        return self.changes[index] if index >= 0 and month >= 1 else UNCHANGED

    def plain(self, start: str) -> dict[str, Any]:
        """As it is written in a scenario file."""
        told = (change.told(self.lever, self.unit) for change in self.changes)
        return dict(zip((month_label(start, month) for month in self.months), told, strict=True))

    def describe(self, start: str) -> str:
        """In words: `+10 % (1,455.3 EUR/month) from 2027-01`."""
        return ", ".join(f"{told} from {date}" for date, told in self._told(start))

    def steps(self, start: str) -> list[dict[str, Any]]:
        """Each change as plain values: from when, by which way and how much, and what the value becomes."""
        return [
            {"from": month_label(start, month), "way": one.way, "amount": one.amount,
             "becomes": one.of(self.today)}
            for month, one in zip(self.months, self.changes, strict=True)
        ]  # fmt: skip

    def _told(self, start: str) -> Iterator[tuple[str, str]]:
        for month, change in zip(self.months, self.changes, strict=True):
            written = change.told(self.lever, self.unit)
            becomes = value_told(self.lever, change.of(self.today), self.unit)
            same = change.way == "to" or not self.lever.key
            yield month_label(start, month), written if same else f"{written} ({becomes})"


def today_of(country: Any, lever: Lever, given: Mapping[str, float]) -> tuple[float, str]:
    """Today's value of a lever in a country, or what a scenario gives in its place, and its unit.

    Zero where the law is a table or the model reckons the value: what is told is then a change.
    """
    if not lever.key:
        return 0.0, lever.unit
    if lever.key in country.meta:
        cell = country.meta[lever.key]
        return float(cell.value), str(cell.unit)
    if lever.key in country.national:
        cell = country.national[lever.key]
        return float(given.get(lever.key, cell.value)), str(cell.unit)
    from simulator.scenario.file.checks import model_parameters

    declared = model_parameters()[lever.key]
    return float(given.get(lever.key, declared.default)), declared.unit


def value_told(lever: Lever, value: float, unit: str) -> str:
    """A value in words, rates in per cent."""
    return f"{100.0 * value:.4g} %" if lever.kind == "share" else show(value, unit)


def ways(lever: Lever) -> str:
    """How a change of a value may be written, by examples."""
    if not lever.key:
        return "+2 points" if lever.unit == "points" else "+5 %"
    if lever.kind == "share":
        return "+2 points, 25 %"
    if lever.kind == "money":
        return "+10 %, +100 EUR, 1_500 EUR"
    return "+6 months, 12 months" if lever.kind == "months" else "+1 years, 67"


def limits(lever: Lever, today: float, average_wage: float) -> tuple[float, float]:
    """Lowest and highest value that a change may lead to."""
    return (0.0, max(MOST * today, average_wage)) if lever.kind == "money" else lever.bounds
