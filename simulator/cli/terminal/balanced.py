"""What `sim run` prints of a budget that was to balance: rate, bill, what it means, what moves the debt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.cli.terminal.console import console, print_table

if TYPE_CHECKING:
    from simulator.experiment.solve.balance import Balance

_HEADS = ("what the policies cost, and who pays", "billion", "% of a year's GDP", "billion a year")
_LINES = {
    "outlay": "outlay of the policies",
    "levies": "their own levies",
    "taxes": "back through other taxes",
    "contributions": "back through contributions",
    "benefits": "other benefits and pensions",
    "other": "the state's own pay and purchases",
    "need": "= net need",
    "raised": "what {by} brings in",
    "lost": "what {by} costs elsewhere",
    "left": "= left to borrow",
}
_ERODED = {
    "prices": "higher prices",
    "growth": "growth of volumes",
    "both": "growth of volumes and higher prices",
}
_LAW = (
    "What the changed law adds to taxes and benefits by itself counts as own levies and outlay; what it does "
    "to pensions and pay stands in their lines."
)
_MOVES = {
    "primary": "primary balances",
    "interest": "interest",
    "growth": "growth of volumes",
    "prices": "prices",
}


def print_balance(balance: Balance) -> None:
    """Print all that is to be told of it."""
    for line in told(balance):
        console.print(line)
    console.print(summed(balance))
    how = f"{balance.weight.currency} at month 0, discounted at {balance.weight.interest:.2%} a year"
    print_table(_HEADS, bill_rows(balance), f"Whole run, policies less none: {how}", whole=range(1, 4))
    if balance.changes_law:
        console.print(_LAW)
    for line in (*weighed(balance), *debt_told(balance)):
        console.print(line)


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


def summed(balance: Balance) -> str:
    """The bill in a sentence."""
    bill = balance.bill
    parts = f"gross outlay {bill.outlay:.2%}, own levies {bill.levies:.2%}, feedback {bill.feedback:+.2%}"
    return f"Of a year's GDP, over the run, discounted: {parts}; net need {bill.lines['need']:.2%}."


def bill_rows(balance: Balance) -> Iterator[tuple[str, str, str, str]]:
    """The bill line by line: what is needed, what the tax brings, what is left."""
    weight = balance.weight
    for name, share in balance.bill.lines.items():
        money = share * weight.year_of_gdp / 1e9
        words = _LINES[name].format(by=balance.by)
        yield words, _signed(money), _signed(share, "%"), _signed(money / weight.years)


def _signed(value: float, unit: str = "") -> str:
    """A number with its sign, none where it rounds to zero."""
    text = f"{value:+,.2{unit or 'f'}}"
    return text if text.strip("+-0.%") else text[1:]


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
