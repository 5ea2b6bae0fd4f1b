"""What is measured: one family a file, each with its metadata and its formulas."""

from typing import Any

from simulator.indicators import budget, displacement, households, labour, macro
from simulator.indicators.indicator import Indicator


def all_indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the results."""
    return (
        *labour.INDICATORS,
        *displacement.INDICATORS,
        *macro.INDICATORS,
        *households.INDICATORS,
        *budget.indicators(),
    )


def metadata(currency: str = "EUR") -> list[dict[str, Any]]:
    """Metadata of every indicator as plain values, units in the given currency."""
    return [
        indicator.as_dict() | {"unit": indicator.unit.replace("{currency}", currency)}
        for indicator in all_indicators()
    ]
