"""How much AI does and costs at a date, beside what is published of that date."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from simulator.core.shipped import package_folder
from simulator.core.time import MONTHS_PER_YEAR, month_index

if TYPE_CHECKING:
    from simulator.findings.results import Results

SPENT = ("ai_spending", "ai_integration")
"""All kinds of spending on AI: what providers are paid, and what is bought to fit it in."""
MEASURED: Mapping[str, tuple[str, ...]] = {
    "hours_saved_users": ("hours_saved_users",),
    "hours_saved": ("hours_saved",),
    "productivity": ("hours_saved",),
    "ai_spending": SPENT,
}
"""The indicators of which each is made."""


@dataclass(frozen=True)
class Published:
    """A published share: of what, of which month or year, of which territory (code of the Unicode CLDR)."""

    what: str
    when: str
    share: float
    place: str
    source: str
    note: str


@cache
def published() -> tuple[Published, ...]:
    """Return what is published of AI's level."""
    path = package_folder("calibration") / "inputs" / "ai_level.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Published(
                row["what"], row["when"], float(row["published"]), row["place"], row["source"], row["note"]
            )
            for row in csv.DictReader(file)
        )


def ours(results: "Results", of: Published) -> tuple[int, float] | None:
    """Return the last month and the share of the run without policies, mean over seeds.

    Of a date before the run it is that of month 0; None after its end, or where it was not measured.
    """
    start = str(results.content["horizon"]["start"])
    is_year = "-" not in of.when
    first = month_index(start, f"{of.when}-01" if is_year else of.when)
    last = max(first + (MONTHS_PER_YEAR - 1) * is_year, 0)
    names = (*MEASURED[of.what], *(("gdp",) if of.what == "ai_spending" else ()))
    series = [results.series(name, "no_policy") for name in names]
    found = [one for one in series if one is not None]
    if len(found) < len(series) or last > results.last_month:
        return None
    inside = (found[0].months >= max(first, 0)) & (found[0].months <= last)
    means = [float(np.mean(one.values[:, inside])) for one in found]
    if of.what == "ai_spending":
        return last, sum(means[:-1]) / means[-1]
    return last, means[0] / (1.0 - means[0]) if of.what == "productivity" else means[0]
