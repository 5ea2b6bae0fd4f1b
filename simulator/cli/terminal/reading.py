"""What is printed below tables of findings: how to read them, and how they depend on the closure."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.cli.terminal.console import console, print_table
from simulator.findings.headline import HeadlineRow, shown_range
from simulator.findings.windows import window_named

_HEADS = ("outcome", "first closure", "lowest", "highest")


def print_reading(window: str, months: int) -> None:
    """Say what the columns hold, of a run of so many months."""
    told = window_named(window).words(months - 1)
    lines = (
        f"{told[:1].upper()}{told[1:]}, or the sum over the run where a row says so; 95 % interval "
        "over seeds.",
        "Worst year: of those in which anything differs, where the mean difference is worst, or farthest "
        "from zero where no side is good; that it was picked is in no interval.",
        "Money at first-year prices, by the run's own consumer price level (VAT included); % of GDP "
        "without the change, in the same months.",
        "Conditional estimates, not forecasts.",
    )
    for line in lines:
        console.print(line, soft_wrap=True)


def print_ranges(rows: Sequence[HeadlineRow]) -> None:
    """Print the lowest and highest mean over the closures, where there are several."""
    lines = [line for row in rows if (line := shown_range(row)) is not None]
    if lines:
        count = next(row.closures.count for row in rows if row.closures is not None)
        title = f"Means under {count} closures, each by itself: no interval, and never pooled"
        print_table(_HEADS, lines, title, whole=range(1, 4))
