"""What is printed below tables of findings: how to read them, what was drawn, what differs by closure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.cli.terminal.console import console, print_table
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.headline import HeadlineRow
from simulator.findings.intervals import Interval
from simulator.findings.shown import shown_between, shown_range
from simulator.findings.verdicts import NOT_JUDGED, Verdict, is_held_back
from simulator.findings.windows import window_named

_NOT_JUDGED = (
    "Not judged: better while more people are in courses; unemployment that is lower while fewer people "
    "work. What would be left otherwise is not known."
)
_LEAST = (
    "Least favourable year: of those in which anything differs, where the mean difference is worst, or "
    "farthest from zero where no side is good; that it was picked is in no interval."
)
_HELD_BACK = (
    "Unclear though the interval excludes zero: many outcomes are judged at once. The bar is then higher "
    "than that of the 95 % interval shown."
)
_HEADS = ("outcome", "first closure", "lowest", "highest")
_BETWEEN = ("outcome", "mean", "lowest", "highest", "chance alone")
_KINDS = {
    "posterior": "the posterior", "ranges": "the range thought possible", "search": "sets that fit as well",
}  # fmt: skip
"""Where draws of parameters come from, in words."""


def print_reading(
    window: str, months: int, drawn: Mapping[str, Any], judged: Sequence[tuple[Interval, str]]
) -> None:
    """Say what the columns hold, of a run of so many months, and what was `drawn` (manifest).

    `judged`: each effect that is told, with its verdict.
    """
    told = window_named(window).words(months - 1)
    single = any(verdict == Verdict.SINGLE for _, verdict in judged)
    over = "one seed: an interval needs two" if single else "95 % interval over seeds"
    lines = (
        f"{told[:1].upper()}{told[1:]}, or the sum over the run where a row says so; {over}.",
        _LEAST if months >= MONTHS_PER_YEAR else "No year of the run is whole: none is the least favourable.",
        "Money at first-year prices, by the run's own consumer price level (VAT included); % of GDP "
        "without the change, in the same months.",
        *([_NOT_JUDGED] if any(verdict in NOT_JUDGED for _, verdict in judged) else []),
        *([_HELD_BACK] if any(is_held_back(*one) for one in judged) else []),
        "Conditional estimates, not forecasts.",
    )
    for line in (*lines[:1], *_drawn(drawn), *lines[1:]):
        console.print(line)


def _drawn(drawn: Mapping[str, Any]) -> list[str]:
    """Which parameters differ between initial populations, and what the interval then is of."""
    if not drawn:
        return ["Parameters of the model are the same in every run."]
    return [
        f"The first of {drawn['states']} initial populations has the parameters that ship, each other one a "
        f"draw of {len(drawn['parameters'])} of them from {_KINDS[drawn['kind']]}: the interval is of the "
        "mean over these."
    ]


def print_between(rows: Sequence[HeadlineRow]) -> None:
    """Print the lowest and highest mean of an initial population, where these draw parameters."""
    lines = [line for row in rows if (line := shown_between(row)) is not None]
    if lines:
        title = (
            "Means of one initial population each: no interval; 95 % by chance alone on the same populations"
        )
        print_table(_BETWEEN, lines, title, whole=range(1, 5))


def print_ranges(rows: Sequence[HeadlineRow]) -> None:
    """Print the lowest and highest mean over the closures, where there are several."""
    lines = [line for row in rows if (line := shown_range(row)) is not None]
    if lines:
        count = next(row.closures.count for row in rows if row.closures is not None)
        title = f"Means under {count} closures, each by itself: no interval, and never pooled"
        print_table(_HEADS, lines, title, whole=range(1, 4))
