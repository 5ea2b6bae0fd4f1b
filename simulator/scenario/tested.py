"""The largest size at which instruments were tried anywhere, by law or study: no mix is sized beyond it."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from simulator.scenario.country.profile import Country
from simulator.scenario.scaling import FARTHEST, Size

TABLE = Path(__file__).with_name("tested_sizes.csv")
SHARE_OF_PAY, WITH_LAW = "of the average wage", "of pay with the law's rate"
"""Units of a largest size other than the parameter's own: the second is of law and addition together."""


def within_tested(sizes: Sequence[Size], country: Country) -> tuple[Size, ...]:
    """The same, each of which grows no further than it was tried anywhere.

    What the table does not list was tried at the scenario's own value, whose source the scenario gives.
    """
    return tuple(replace(size, most=min(size.most, most_tested(size, country))) for size in sizes)


def most_tested(size: Size, country: Country) -> float:
    """The factor up to which a parameter grows in a country."""
    return min(_largest(size, country), size.reach())


def largest_tested(name: str) -> str:
    """The largest size of a parameter in words, with its source, a row of the table."""
    row = _rows()[name]
    unit = "" if row["unit"] == "own" else f" {row['unit']}"
    return f"{row['largest']}{unit} ({row['source']}; {row['status']})"


def last_limit(sizes: Sequence[Size]) -> tuple[float, Size]:
    """The factor at which the last of them stops growing, and which that is."""
    last = max(sizes, key=lambda size: size.most)
    return last.most, last


def _largest(size: Size, country: Country) -> float:
    row = _rows().get(size.name)
    if row is None:
        return 1.0
    unit = country.values["average_wage"] if row["unit"] == SHARE_OF_PAY else 1.0
    law = country.values["ui_replacement"] if row["unit"] == WITH_LAW else 0.0
    _, most = size.setting.extremes()
    return max(1.0, (float(row["largest"]) * unit - law) / most) if most > 0.0 else FARTHEST


@cache
def _rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {f"{row['instrument']}.{row['parameter']}": row for row in csv.DictReader(file)}
