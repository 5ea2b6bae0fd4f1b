"""What is measured: one family a file, each with its metadata and its formulas."""

from collections.abc import Mapping
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
)
from simulator.indicators.indicator import Indicator
from simulator.indicators.relevance import smallest_relevant

if TYPE_CHECKING:
    from simulator.scenario.country.profile import Country

NONE: Mapping[str, Any] = MappingProxyType({})


def all_indicators(own: Mapping[str, Any] = NONE) -> tuple[Indicator, ...]:
    """Every indicator, in the order of the results; `own`: instruments of a scenario's own."""
    return (
        *labour.INDICATORS,
        *displacement.INDICATORS,
        *aftermath.INDICATORS,
        *macro.INDICATORS,
        *income.INDICATORS,
        *households.INDICATORS,
        *income_parts.INDICATORS,
        *budget.indicators(own),
        *law.INDICATORS,
    )


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
