"""What a change does year by year: pairs of runs on the same seeds, with it over without."""

from collections.abc import Sequence

from calibration.study.runs import Measured
from calibration.study.table import Column
from simulator.findings.intervals import over_seeds

PERCENT = 100.0
Pair = tuple[Measured, Measured]
"""With the change and without."""


def change(pair: Pair, name: str, year: int) -> float:
    """Twelve months that end after `year` years, with over without (per cent)."""
    months = slice(12 * year - 11, 12 * year + 1)
    with_it, without = (float(one.totals[name][months].sum()) for one in pair)
    return PERCENT * (with_it / without - 1.0)


def columns(years: Sequence[int]) -> tuple[Column, ...]:
    """Mean over the seeds and its standard error, year by year."""
    return tuple(
        column
        for year in years
        for column in (Column(f"year_{year}", f"year {year}", "+.2f"), Column(f"error_{year}", "s.e.", ".2f"))
    )


def cells(pairs: Sequence[Pair], name: str, years: Sequence[int], points: float = 1.0) -> dict[str, float]:
    """What stands in those columns, over `points`."""
    found: dict[str, float] = {}
    for year in years:
        estimate = over_seeds([change(pair, name, year) / points for pair in pairs])
        found |= {f"year_{year}": estimate.mean, f"error_{year}": estimate.error}
    return found
