"""What is measured: declared in `indicators.csv`, a line each, and measured a family a file.

A line holds name, label, unit (may hold `{currency}`), good direction, least difference that counts as an
effect in Spain, what else is to be said, yearly breakdowns, and whether it is money that grows with wages.
Employed people and the employment rate count from the same number of people.
"""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors
from simulator.kit.instrument import titled
from simulator.policies import discover

if TYPE_CHECKING:
    from simulator.scenario.country.profile import Country

NONE: Mapping[str, Any] = MappingProxyType({})
MONEY = "{currency}/month"
GDP, WAGE, ADULTS = 1_640_385.0, 2_710.205, 42_375_725.0
"""Spain: million EUR a year, EUR a month, persons of 16 and over; thresholds are declared for these.

The wage is `average_wage`, on which the model's pay and incomes stand, not the survey's.
"""
FUND = "what earmarked levies have put into its fund less what it has spent, at the end of the month"
ADULT_AGE, YEAR = 16, 2025
DIGITS = 2


@dataclass(frozen=True)
class Indicator:
    """One measured quantity, as the head of this file has it."""

    name: str
    label: str
    unit: str
    better: str = "none"
    smallest_relevant: float = 0.0
    about: str = ""
    by: tuple[str, ...] = ()
    per_head: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return {k: v for k, v in asdict(self).items() if k != "per_head"} | {"by": list(self.by)}


@cache
def declared() -> Mapping[str, list[Indicator]]:
    """Indicators of the table, by family, in its order."""
    found: dict[str, list[Indicator]] = {}
    with Path(__file__).with_name("indicators.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            own = row | {"by": tuple(row["by"].split()), "per_head": row["per_head"] == "yes"}
            own["smallest_relevant"] = float(row["smallest_relevant"])
            found.setdefault(own.pop("family"), []).append(Indicator(**own))
    return found


def all_indicators(
    own: Mapping[str, Any] = NONE, measured: Mapping[str, str] = NONE
) -> tuple[Indicator, ...]:
    """Every indicator, in the order of the results; `own`: instruments of a scenario's own.

    Of each instrument what it spends, administration included, and what it raises, whom it reaches and what
    its fund holds. Last those that a scenario measures itself, with what is said of each; InputErrors where
    one has the name of another.
    """
    known = _shipped(own)
    names = [one.name for one in known]
    if taken := [name for name in measured if name in names]:
        told = "is the name of an indicator that ships; give yours another"
        raise InputErrors(InputError(told, field=f"indicators.{name}") for name in taken)
    return (*known, *(Indicator(name, titled(name), "own", about=about) for name, about in measured.items()))


def _shipped(own: Mapping[str, Any]) -> tuple[Indicator, ...]:
    table, kinds = declared(), {**discover(), **own}
    raised = [name for name, kind in kinds.items() if kind.raises]
    before = [one for family in list(table)[: list(table).index("spending")] for one in table[family]]
    return (
        *before,
        *(Indicator(f"revenue_{name}", titled(name), MONEY, "none", 5e7) for name in raised),
        *table["spending"],
        *(
            Indicator(f"spending_{name}", titled(name) + " (spending)" * (name in raised), MONEY, "none", 5e7)
            for name in kinds
        ),
        *table["budget"],
        *(
            Indicator(f"recipients_{name}", f"{titled(name)}: recipients", kind.reaches, "none", 2e4, about)
            for name, kind in kinds.items()
            if kind.reaches
            for about in (f"{kind.reaches} whom it paid or served in the month",)
        ),
        *(
            Indicator(f"fund_balance_{name}", f"{titled(name)}: fund", "{currency}", "none", 5e7, FUND)
            for name, kind in kinds.items()
            if is_with_fund(kind)
        ),
        *table["law"],
    )


@cache
def is_with_fund(kind: Any) -> bool:
    """Whether a levy may be earmarked for an instrument of this kind: it pays or serves somebody."""
    return bool(kind.fundable and kind.reaches)


def metadata(
    country: "Country | None" = None, own: Mapping[str, Any] = NONE, measured: Mapping[str, str] = NONE
) -> list[dict[str, Any]]:
    """Metadata of every indicator as plain values, units and relevant effects in those of a country.

    `own`: instruments of a scenario's own, each with budget items; `measured`: its own indicators. Without a
    country money is in "currency" and the relevant effects are Spain's.
    """
    currency = country.currency if country else "currency"
    found = []
    for one in all_indicators(own, measured):
        entry = one.as_dict() | {"unit": one.unit.replace("{currency}", currency)}
        if country:
            entry["smallest_relevant"] = smallest_relevant(one, country)
        found.append(entry)
    return found


def smallest_relevant(indicator: Indicator, country: "Country") -> float:
    """Least difference that counts, in the indicator's unit, to two significant digits.

    Persons go with the adult population, amounts per head with the mean wage, other amounts with GDP;
    shares and ratios are the same everywhere.
    """
    if indicator.unit.startswith("persons"):
        ratio = float(country.population[country.population_years.index(YEAR), ADULT_AGE:].sum()) / ADULTS
    elif "{currency}" not in indicator.unit:
        return indicator.smallest_relevant
    elif indicator.per_head:
        ratio = country.values["average_wage"] / WAGE
    else:
        ratio = country.values["gdp_nominal"] / GDP
    return float(f"{indicator.smallest_relevant * ratio:.{DIGITS}g}")
