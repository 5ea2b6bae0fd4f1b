"""What `sim run` prints: the headline of a run, a table a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cli.terminal.balanced import print_balance
from simulator.cli.terminal.console import print_table
from simulator.cli.terminal.people import print_tenths, print_winners
from simulator.cli.terminal.reading import print_between, print_ranges, print_reading
from simulator.findings.deciles import LEFT
from simulator.findings.headline import HeadlineRow
from simulator.findings.path import Course
from simulator.findings.shown import BILLION_A_YEAR, PERCENT, shown, shown_as, shown_beside, signed

if TYPE_CHECKING:
    from simulator.experiment.conduct import Summary

_COMPARISONS = {
    "policy": "What the policy does (with it − without it, same world)",
    "ai": "What AI does (this world without the policy − no further AI)",
}
_GETS = {
    "policy": "Who gets what the policy adds to national income",
    "ai": "Who gets what AI adds to national income",
}
_YEARS = {"policy": "What the policy does, by year of the run", "ai": "What AI does, by year of the run"}
HEADS = (
    "outcome",
    "without",
    "difference",
    "95 % interval",
    "verdict",
    "least favourable\nyear",
    "whole run",
)
_GETS_HEADS = ("receiver", "without", "difference", "95 % interval", "% of GDP", "95 % interval")


def print_headline(summary: Summary) -> None:
    """Print what balances the budget and the outcomes of every comparison."""
    gets = [one.row for one in summary.gets]
    if summary.balance is not None:
        print_balance(summary.balance)
    for comparison, title in _COMPARISONS.items():
        rows = [row for row in summary.headline if row.comparison == comparison]
        if rows:
            lines = ((*shown(row), *shown_beside(row)) for row in rows)
            print_table(HEADS, lines, title, whole=(1, 2, 3, 5, 6))
            print_ranges(rows)
            print_between(rows)
        for contrast, course in summary.paths:
            if contrast.comparison == comparison:
                _print_course(course, _YEARS[comparison])
    for comparison, title in _GETS.items():
        rows = [row for row in gets if row.comparison == comparison]
        if rows:
            money = rows[0].unit.partition("/")[0]
            print_table(_GETS_HEADS, _gets(rows), f"{title} (billion {money} a year)", whole=range(1, 6))
        print_tenths([one for one in summary.people.tenths if one.contrast.comparison == comparison])
        print_winners([one for one in summary.people.winners if one.contrast.comparison == comparison])
    judged = [(row.effect, row.verdict) for row in summary.headline]
    judged += [(one, one.verdict) for one in summary.people.tenths if one.indicator == LEFT]
    print_reading(summary.plan.window, summary.plan.base.months, summary.drawn, judged)


def _print_course(course: Course, title: str) -> None:
    """Print a line an outcome, a column a year: mean and half of the 95 % interval."""
    from simulator.indicators import metadata

    names = {entry["name"]: entry["label"] for entry in metadata()}
    years = [one.window.year for one in max(course.values(), key=len)]
    lines = []
    for followed, effects in course.items():
        factor = 1.0 if followed.relative or followed.indicator == "policy_rate" else PERCENT
        unit = "%" if followed.relative else "% of GDP" if followed.of_gdp else "points"
        told = {
            one.window.year: f"{signed(one.mean * factor, 2)} ±{one.half * factor:.2f}" for one in effects
        }
        lines.append([f"{names[followed.indicator]} ({unit})", *(told.get(year, "") for year in years)])
    print_table(["outcome", *(f"year {(year or 0) + 1}" for year in years)], lines, title,
                whole=range(1, len(years) + 1))  # fmt: skip


def _gets(rows: Sequence[HeadlineRow]) -> list[list[str]]:
    """A line a receiver, in money and as a share of GDP: all in one unit, so that they are seen to add up."""
    found: dict[str, list[str]] = {}
    for row in rows:
        factor, digits = (PERCENT, 2) if row.of_gdp else (BILLION_A_YEAR, 1)
        line = found.setdefault(row.indicator, [row.label, f"{row.reference * factor:,.{digits}f}"])
        line += shown_as(row.effect, factor, digits)
    return list(found.values())
