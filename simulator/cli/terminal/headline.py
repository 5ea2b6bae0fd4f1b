"""What `sim run` prints: the headline of a run, a table a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.terminal.balanced import print_balance
from simulator.cli.terminal.console import console, print_table
from simulator.cli.terminal.reading import print_ranges, print_reading
from simulator.findings.headline import shown, shown_beside

if TYPE_CHECKING:
    from simulator.experiment.run import RunSummary

_COMPARISONS = {
    "policy": "What the policy does (with it − without it, same world)",
    "ai": "What AI does (this world without the policy − no further AI)",
}
_HEADS = ("outcome", "without", "difference", "95 % interval", "verdict", "worst year", "whole run")


def print_headline(summary: RunSummary, *, quick: bool) -> None:
    """Print what balances the budget, the outcomes of every comparison and where the report is."""
    if quick:
        console.print("Quick look: few persons, few seeds. Not for quotation.", style="bold")
    if summary.balance is not None:
        print_balance(summary.balance)
    for comparison, title in _COMPARISONS.items():
        rows = [row for row in summary.rows if row.comparison == comparison]
        if rows:
            lines = ((*shown(row), *shown_beside(row)) for row in rows)
            print_table(_HEADS, lines, title, whole=(1, 2, 3, 5, 6))
            print_ranges(rows)
    print_reading(summary.window, summary.months)
    console.print(f"{summary.seconds:.0f} s. Report: {summary.path / 'report.html'}", soft_wrap=True)
