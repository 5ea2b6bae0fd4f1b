"""What is measured: one family a file, each with its metadata and its formulas."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.indicators import (
    aftermath,
    budget,
    displacement,
    households,
    income,
    income_parts,
    labour,
    law,
    macro,
    monetary,
)
from simulator.indicators.indicator import Indicator, smallest_relevant

if TYPE_CHECKING:
    from simulator.core.economy import Economy
    from simulator.scenario.country.profile import Country

NONE: Mapping[str, Any] = MappingProxyType({})


def all_indicators(own: Mapping[str, Any] = NONE) -> tuple[Indicator, ...]:
    """Every indicator, in the order of the results; `own`: instruments of a scenario's own."""
    return (
        *labour.INDICATORS,
        *displacement.INDICATORS,
        *aftermath.INDICATORS,
        *macro.INDICATORS,
        *monetary.INDICATORS,
        *income.INDICATORS,
        *households.INDICATORS,
        *income_parts.INDICATORS,
        *budget.indicators(own),
        *law.INDICATORS,
    )


def measured_for(names: Collection[str]) -> "Callable[[Economy], dict[str, float]]":
    """What measures a month's totals of these names, and others of the same families.

    Of families that need nothing but the month: a KeyError tells where another one is looked for in them.
    """
    families = [one for one in (labour, macro, monetary, income, households, law)
                if any(indicator.name in names for indicator in one.INDICATORS)]  # fmt: skip

    def measure(economy: "Economy") -> dict[str, float]:
        return {name: value for one in families for name, value in one.measure(economy).items()}

    return measure


def metadata(country: "Country | None" = None, own: Mapping[str, Any] = NONE) -> list[dict[str, Any]]:
    """Metadata of every indicator as plain values, units and relevant effects in those of a country.

    `own`: instruments of a scenario's own, each with budget items. Without a country money is in "currency"
    and the relevant effects are Spain's.
    """
    currency = country.currency if country else "currency"
    found = []
    for one in all_indicators(own):
        entry = one.as_dict() | {"unit": one.unit.replace("{currency}", currency)}
        if country:
            entry["smallest_relevant"] = smallest_relevant(one, country)
        found.append(entry)
    return found
