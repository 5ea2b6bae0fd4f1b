"""What `--full` prints of findings: outcomes of a run and of options, people, a balanced budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from math import isfinite
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, print_table
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Effect
from simulator.findings.headline import (
    BILLION_A_YEAR,
    PERCENT,
    HeadlineRow,
    in_words,
    shown,
    shown_as,
    shown_beside,
    shown_range,
    signed,
)
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import NOT_JUDGED, Verdict, is_held_back
from simulator.findings.windows import window_named
from simulator.findings.winners import ADDED, LEFT, TAKEN

if TYPE_CHECKING:
    from simulator.experiment.conduct import Summary
    from simulator.experiment.solve import Balance
    from simulator.findings.options import ComparedRow
    from simulator.scenario import Scenario


_EFFECT = ("difference", "95 % interval")
HEADS = ("outcome", "without", *_EFFECT, "verdict", "least favourable\nyear", "whole run")
_GETS_HEADS = ("receiver", "without", *_EFFECT, "% of GDP", "95 % interval")
_MOVED = ("market income", "pensions, benefits,\npolicies", "less taxes")
_PEOPLE_HEADS = ("tenth", "without", *_MOVED, "left", "95 % interval", "verdict")
_CLOSURE_HEADS = ("outcome", "first closure", "lowest", "highest")
_ABOUT = {
    "policy": (
        "What the policy does (with it − without it, same world)",
        "Who gets what the policy adds to national income",
        "What the policy does to incomes",
    ),
    "ai": (
        "What AI does (this world without the policy − no further AI)",
        "Who gets what AI adds to national income",
        "What AI does to incomes",
    ),
}
"""Titles by comparison: of its outcomes, who gets it, what it does to incomes."""


def print_headline(summary: Summary) -> None:
    """Print what balances the budget of a run, and the outcomes of every comparison."""
    if summary.balance is not None:
        for line in balance_told(summary.balance):
            console.print(line)
    for comparison, (outcomes, who_gets, incomes) in _ABOUT.items():
        if rows := [row for row in summary.headline if row.comparison == comparison]:
            lines = ((*shown(row), *shown_beside(row)) for row in rows)
            print_table(HEADS, lines, outcomes, whole=(1, 2, 3, 5, 6))
            _print_ranges(rows)
        if gets := [one.row for one in summary.gets if one.row.comparison == comparison]:
            money = gets[0].unit.partition("/")[0]
            print_table(_GETS_HEADS, _gets(gets), f"{who_gets} (billion {money} a year)", whole=range(1, 6))
        tenths = [one for one in summary.tenths if one.contrast.comparison == comparison]
        _print_tenths(tenths, incomes)
    judged = [(row.effect, row.verdict) for row in summary.headline]
    judged += [(one, one.verdict) for one in summary.tenths if one.indicator == LEFT]
    print_reading(summary.plan.window, summary.plan.base, summary.drawn, judged)


def _print_ranges(rows: Sequence[HeadlineRow]) -> None:
    """Print the lowest and highest mean over the closures, where there are several."""
    lines = [line for row in rows if (line := shown_range(row)) is not None]
    if lines:
        count = next(row.closures.count for row in rows if row.closures is not None)
        title = f"Means under {count} closures, each by itself: no interval, and never pooled"
        print_table(_CLOSURE_HEADS, lines, title, whole=range(1, 4))


def _gets(rows: Sequence[HeadlineRow]) -> list[list[str]]:
    """A line a receiver, in money and as a share of GDP: all in one unit, so that they are seen to add up."""
    found: dict[str, list[str]] = {}
    for row in rows:
        factor, digits = (PERCENT, 2) if row.of_gdp else (BILLION_A_YEAR, 1)
        line = found.setdefault(row.indicator, [row.label, f"{row.reference * factor:,.{digits}f}"])
        line += shown_as(row.effect, factor, digits)
    return list(found.values())


def _print_tenths(found: Sequence[Effect], title: str) -> None:
    """Print what each tenth gets from the market and the state, pays, and is left with: parts add up."""
    groups: dict[str, dict[str, Effect]] = {}
    for one in found:
        groups.setdefault(one.group, {})[one.indicator] = one
    lines = []
    market, *state = ADDED
    for group, parts in groups.items():
        left = parts[LEFT]
        paid = sum(parts[line].mean for line in state)
        moved = [signed(value, 1) for value in (parts[market].mean, paid, parts[TAKEN].mean)]
        name = "came later" if group == "entrant" else group
        lines.append([name, f"{left.base:,.1f}", *moved, *shown_as(left, 1.0, 1), in_words(left.verdict)])
    if lines:
        title += ", by tenth of month 0 (a month and adult, first-year prices)"
        print_table(_PEOPLE_HEADS, lines, title, whole=range(len(_PEOPLE_HEADS)))


_OUTCOME, _OPTION = 42, 26  # characters that the first two columns and an option need


def print_comparison(summary: Summary) -> None:
    """Print the outcomes of every option in every place."""
    from simulator.experiment.plan import OWN_WORLD

    plan = summary.plan
    if plan.variants:
        console.print("Variants: each as it stands, less the baseline as it stands, on the same seeds.")
    for name, balance in summary.balances.items():
        console.print(f"{name}: {' '.join(balance_told(balance))}")
    for place in plan.places:
        rows = [one for one in summary.rows if one.place == place and one.row.comparison == "policy"]
        closed = f", closure {place.closed.label}" if len(plan.closures) > 1 else ""
        world = "each in its own world" if place.world == OWN_WORLD else f"World {place.world}"
        # As many options as have room beside one another: a number that is cut is another one.
        for options in batched(plan.compared, max((console.width - _OUTCOME) // _OPTION, 1)):
            columns = ("outcome", f"in {plan.baseline}", *options)
            title = f"{world}{closed}: against {plan.baseline}"
            print_table(columns, _lines(rows, options), title, whole=range(1, len(columns)))
        for option in plan.compared:
            own = [one.row for one in rows if one.row.scenario == option]
            if any(row.closures for row in own):
                console.print(f"{option}:")
                _print_ranges(own)
    console.print(f"{plan.seeds} seeds.", soft_wrap=True)
    judged = [(one.row.effect, one.row.verdict) for one in summary.rows]
    print_reading(plan.window, plan.base, summary.drawn, judged)


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
    return f"{mean}\n{interval}\n{words}{share}\nleast favourable year\n{worst}\nwhole run {whole}"


CHOSEN = (
    "The number of seeds was chosen by the width of the interval, which makes intervals a little too narrow."
)


def how_sure(summary: Summary) -> str:
    """Whether the asked precision was reached."""
    plan = summary.plan
    if plan.precision is None:
        return ""
    of_policies = (one.row for one in summary.rows if one.row.comparison == "policy")
    widest = max(row.effect.half for row in of_policies if row.indicator == "employed")
    reached = "reached" if widest <= plan.precision else "NOT reached within --max-seeds"
    chosen = f" {CHOSEN}" if plan.seeds < (plan.max_seeds or 0) else ""
    known = f"{widest:,.0f}" if isfinite(widest) else "unknown"
    return f"Precision of ± {plan.precision:,.0f} persons {reached}: the widest is ± {known}.{chosen}"


_VOLUMES = "growth of volumes"
_ERODED = {"prices": "higher prices", "growth": _VOLUMES, "both": f"{_VOLUMES} and higher prices"}
_MOVES = {"primary": "primary balances", "interest": "interest", "growth": _VOLUMES, "prices": "prices"}


def balance_told(balance: Balance) -> Iterator[str]:
    """All that is told of a balanced budget: its page has the bill line by line."""
    yield from told(balance)
    bill = balance.bill
    parts = f"gross outlay {bill.outlay:.2%}, own levies {bill.levies:.2%}, feedback {bill.feedback:+.2%}"
    yield f"Of a year's GDP, over the run, discounted: {parts}; net need {bill.lines['need']:.2%}."
    yield from weighed(balance)
    yield from debt_told(balance)


def told(balance: Balance) -> list[str]:
    """The solved rate and how nearly it balances."""
    low, high = balance.bounds
    short = "short of" if balance.gap >= 0.0 else "above"
    goal = (
        f"the primary balances of the run, discounted, {abs(balance.gap):.2%} of a year's GDP {short} those "
        "without the policies"
    )
    evaluated = f"{len(balance.evaluations)} rates tried between {low:+.4g} and {high:+.4g}"
    if balance.balances:
        spread = "" if balance.uncertainty is None else f" ± {balance.uncertainty:.6f}"
        first = f"Balanced by {balance.by}: {balance.rate:+.6f}{spread} ({balance.unit}; {balance.about})."
        untold = [] if balance.is_told else ["THE RATE IS NOT TOLD: none would fit as well; run more seeds."]
        return [first, *untold, f"It leaves {goal}; {evaluated}."]
    first = f"DOES NOT BALANCE by {balance.by}: the nearest is {balance.rate:+.6f} ({balance.unit})."
    what = "the state borrows it" if balance.gap > 0.0 else "the tax brings in too much"
    return [first, f"It leaves {goal}, more than {balance.tolerance:.1%}: {what}; {evaluated}."]


def weighed(balance: Balance) -> Iterator[str]:
    """What the rate is beside today's, and beside the highest known: whether the tax can pay at all."""
    known, weight = balance.yardstick, balance.weight
    parts = f"{weight.without:.1%} of GDP over the run without it, {weight.paid:.1%} with it"
    if known is None:
        yield f"{balance.by}: {parts}."
        return
    then = known.today + balance.rate
    yield f"{balance.by}: {known.what} {known.today:.1%} today, {then:.1%} with it; {parts}."
    if balance.is_unheard_of:
        yield (
            f"NO COUNTRY IS KNOWN TO HAVE SO MUCH: the highest is {known.highest:.1%} ({known.where}; "
            f"{known.source}). {balance.by} alone does not pay for this: the rate tells how large the "
            "policies are, and is no proposal. Try another tax, a levy beside it, or less of the policies "
            "(sim size)."
        )


def debt_told(balance: Balance) -> Iterator[str]:
    """What moved the debt ratio, and whether prices and growth alone lower it."""
    debt = balance.debt
    moves = ", ".join(f"{_MOVES[name]} {100.0 * by:+.2f}" for name, by in debt.moves.items())
    yield f"Debt over GDP in the last month {100.0 * debt.total:+.2f} points, policies less none: {moves}."
    if balance.erosion:
        yield (
            f"It falls by {_ERODED[balance.erosion]} alone: the state saves no more than without the "
            "policies, and a debt that weighs less pays for nothing."
        )


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
_MONEY = (
    "Money at first-year prices, by the run's own consumer price level (VAT included); % of GDP without the "
    "change, in the same months."
)
_DRAWN_FROM = {
    "posterior": "the posterior",
    "ranges": "the range thought possible",
    "search": "sets that fit as well",
}


def print_reading(
    window: str, base: Scenario, drawn: Mapping[str, Any], judged: Sequence[tuple[Interval, str]]
) -> None:
    """Say what the columns hold, of runs as long as those of `base`, and what was `drawn` (manifest).

    `judged`: each effect that is told, with its verdict.
    """
    over = window_named(window).words(base.start, base.months - 1)
    single = any(verdict == Verdict.SINGLE for _, verdict in judged)
    seeds = "one seed: an interval needs two" if single else "95 % interval over seeds"
    console.print(f"{over[:1].upper()}{over[1:]}, or the sum over the run where a row says so; {seeds}.")
    if "draws" in drawn:
        console.print(
            f"The first of {drawn['states']} initial populations has the parameters that ship, each other "
            f"one a draw of {len(drawn['parameters'])} of them from {_DRAWN_FROM[drawn['kind']]}."
        )
    if "priors" in drawn:
        console.print(
            f"Each seed but the first draws {len(drawn['priors'])} uncertain numbers from priors: "
            "the interval is of the mean over these economies."
        )
    if not drawn:
        console.print("Parameters of the model are the same in every run.")
    no_year = "No year of the run is whole: none is the least favourable."
    console.print(_LEAST if base.months >= MONTHS_PER_YEAR else no_year)
    console.print(_MONEY)
    if any(verdict in NOT_JUDGED for _, verdict in judged):
        console.print(_NOT_JUDGED)
    if any(is_held_back(*one) for one in judged):
        console.print(_HELD_BACK)
    console.print("Conditional estimates, not forecasts.")
