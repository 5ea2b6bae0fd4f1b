"""What is printed of people: what each tenth by income has more or less, and how many gain or lose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.cli.terminal.console import console, print_table
from simulator.findings.deciles import ADDED, LEFT, TAKEN
from simulator.findings.effects import Effect
from simulator.findings.results import TOTAL
from simulator.findings.shown import in_words, shown_as, signed
from simulator.findings.winners import Cell, Share

_TITLES = {
    "policy": "What the policy does to incomes, by tenth of month 0 (a month and adult, first-year prices)",
    "ai": "What AI does to incomes, by tenth of month 0 (a month and adult, first-year prices)",
}
_MARKET, *_STATE = ADDED
_HEADS = (
    "tenth", "without", "market income", "pensions, benefits,\npolicies", "less taxes", "left",
    "95 % interval", "verdict",
)  # fmt: skip
_ENDS = ("1", "10")
_OPTIONS = (
    "option", "poorest tenth, a\nmonth and adult", "richest tenth, a\nmonth and adult",
    "gain more than 5 %\n(by chance alone)", "lose more than 5 %\n(by chance alone)",
)  # fmt: skip
_JOINED = {"entrant": "came later"}
_WAYS = {"gain": "gain", "loss": "lose"}


def print_tenths(found: Sequence[Effect]) -> None:
    """Print what each tenth gets from the market and the state, pays, and is left with: parts add up."""
    groups: dict[str, dict[str, Effect]] = {}
    for one in found:
        groups.setdefault(one.group, {})[one.indicator] = one
    if groups:
        title = _TITLES[found[0].contrast.comparison]
        lines = [_line(group, parts) for group, parts in groups.items()]
        print_table(_HEADS, lines, title, whole=range(len(_HEADS)))


def _line(group: str, parts: dict[str, Effect]) -> list[str]:
    left = parts[LEFT]
    mean, interval = shown_as(left, 1.0, 1)
    state = sum(parts[line].mean for line in _STATE)
    moved = [signed(value, 1) for value in (parts[_MARKET].mean, state, parts[TAKEN].mean)]
    return [_JOINED.get(group, group), f"{left.base:,.1f}", *moved, mean, interval, in_words(left.verdict)]


def print_options(tenths: Iterable[Effect], winners: Iterable[Cell], names: Mapping[str, str]) -> None:
    """Print what options leave the poorest and the richest tenth, and how many gain or lose.

    `names`: options under what findings call them.
    """
    left = {(one.contrast.scenario, one.group): one for one in tenths
            if one.indicator == LEFT and one.contrast.comparison == "policy"}  # fmt: skip
    shares = {(one.contrast.scenario, one.way): one.share for one in winners
              if (one.by, one.group) == TOTAL and one.contrast.comparison == "policy"}  # fmt: skip
    lines = []
    for named, option in names.items():
        ends = [found for end in _ENDS if (found := left.get((named, end))) is not None]
        if len(ends) == len(_ENDS):
            moved = (shares.get((named, way)) for way in _WAYS)
            lines.append([option, *("\n".join(shown_as(end, 1.0, 1)) for end in ends), *map(_share, moved)])
    if lines:
        print_table(_OPTIONS, lines, "Who gains and who loses", whole=range(len(_OPTIONS)))


def _share(share: Share | None) -> str:
    return "" if share is None else f"{share.gross:.1%} ({share.chance:.1%})"


def print_winners(found: Iterable[Cell]) -> None:
    """Print the shares of people who gain or lose, beside what chance alone makes."""
    told = {one.way: one.share for one in found if (one.by, one.group) == TOTAL}
    for way, share in told.items():
        console.print(
            f"{share.gross:.1%} of people {_WAYS[way]} more than 5 % of their income; by chance alone "
            f"{share.chance:.1%} would."
        )
