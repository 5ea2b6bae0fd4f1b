"""What `sim compare` prints: outcomes in rows, options in columns, a table a world and closure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from math import isfinite
from typing import TYPE_CHECKING

from simulator.cli.terminal.balanced import debt_told, summed, told, weighed
from simulator.cli.terminal.console import console, print_table
from simulator.cli.terminal.people import print_options
from simulator.cli.terminal.reading import print_ranges, print_reading
from simulator.findings.shown import shown, shown_beside, shown_between

CHOSEN = (
    "The number of seeds was chosen by the width of the interval, which makes intervals a little too narrow."
)
_OUTCOME, _OPTION = 42, 26  # characters that the first two columns and an option need

if TYPE_CHECKING:
    from simulator.experiment.conduct import Summary
    from simulator.findings.options import ComparedRow


def print_comparison(summary: Summary) -> None:
    """Print the tables of every place."""
    from simulator.experiment.plan import OWN_WORLD

    plan = summary.plan
    if plan.variants:
        console.print("Variants: each as it stands, less the baseline as it stands, on the same seeds.")
    for name, balance in summary.balances.items():
        lines = (*told(balance), summed(balance), *weighed(balance), *debt_told(balance))
        console.print(f"{name}: {' '.join(lines)}")
    for place in plan.places:
        rows = [one for one in summary.rows if one.place == place and one.row.comparison == "policy"]
        closed = f", closure {place.closed.label}" if len(plan.closures) > 1 else ""
        world = "each in its own world" if place.world == OWN_WORLD else f"World {place.world}"
        title = f"{world}{closed}: against {plan.baseline}"
        for options in batched(plan.compared, _abreast()):
            columns = ("outcome", f"in {plan.baseline}", *options)
            print_table(columns, _lines(rows, options), title, whole=range(1, len(columns)))
        for option in plan.compared:
            own = [one.row for one in rows if one.row.scenario == option]
            if any(row.closures for row in own):
                console.print(f"{option}:")
                print_ranges(own)
        names = {plan.named(option, place): option for option in plan.compared}
        print_options(summary.people.tenths, summary.people.winners, names)
    console.print(f"{plan.seeds} seeds.", soft_wrap=True)
    judged = [(one.row.effect, one.row.verdict) for one in summary.rows]
    print_reading(plan.window, plan.base.months, summary.drawn, judged)


def _abreast() -> int:
    """How many options have room beside one another: a number that is cut is another one."""
    return max((console.width - _OUTCOME) // _OPTION, 1)


def _lines(rows: Sequence[ComparedRow], options: Sequence[str]) -> list[list[str]]:
    lines = []
    for outcome in dict.fromkeys((one.row.indicator, one.row.of_gdp) for one in rows):
        found = {one.row.scenario: one for one in rows if (one.row.indicator, one.row.of_gdp) == outcome}
        label, level, *_ = shown(found[options[0]].row)
        lines.append([label, level, *(_cell(found[name]) for name in options)])
    return lines


def _cell(one: ComparedRow) -> str:
    _, _, mean, interval, words = shown(one.row)
    share = "" if one.share is None else f"\n{one.share:.0%} of seeds better"
    worst, whole = shown_beside(one.row)
    between = shown_between(one.row)
    populations = f"\none population {between[2]} to {between[3]}" if between else ""
    beside = f"least favourable year\n{worst}\nwhole run {whole}"
    return f"{mean}\n{interval}{populations}\n{words}{share}\n{beside}"


def how_sure(summary: Summary) -> str:
    """Whether the asked precision was reached."""
    plan = summary.plan
    if plan.precision is None:
        return ""
    halves = [one.row.effect.half for one in summary.rows
              if one.row.indicator == "employed" and one.row.comparison == "policy"]  # fmt: skip
    widest = max(halves)
    reached = "reached" if widest <= plan.precision else "NOT reached within --max-seeds"
    chosen = f" {CHOSEN}" if plan.seeds < (plan.max_seeds or 0) else ""
    known = f"{widest:,.0f}" if isfinite(widest) else "unknown"
    return f"Precision of ± {plan.precision:,.0f} persons {reached}: the widest is ± {known}.{chosen}"
