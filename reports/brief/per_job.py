"""What a job costs a year: net, with purchases and without, over the run, and before anything comes back."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from reports.brief.amounts import brief_scale
from reports.data.run import Run
from reports.story.sentences import years
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.costs import BALANCE, WITH_PURCHASES, Cost, cost_of
from simulator.findings.effects import Contrast
from simulator.findings.payers import Payers
from simulator.findings.windows import WHOLE

LEAST_DIGITS = 3  # thousands


def per_job(run: Run, text: Text, asked: Contrast, found: Payers) -> Iterator[str]:
    """Give what a job costs a year, on the jobs and the balance of the headline, or that it is not known.

    Where the policy moves what the state buys to support demand, it tells the cost with that as well; and in
    the end the outlay over jobs, before taxes and other spending answer.
    """
    balance = found.balance
    cost, whole = (cost_of(run, asked, one) for one in (BALANCE, WITH_PURCHASES))
    if cost is None or balance.n < 2 or cost.loses_jobs or cost.money <= 0:
        return
    if not isfinite(cost.ratio.high):
        yield text("brief.pays.job.unknown")
        return
    money = text.currency(brief_scale(run, text, balance).currency)
    if whole is None or whole.money == cost.money:
        told = text("brief.pays.job", **_bounds(text, cost), **money)
    else:
        told = text("brief.pays.job.without", **_bounds(text, cost), **money)
        form = "" if isfinite(whole.ratio.high) else ".unknown"
        told = text(f"brief.pays.job.with{form}", told=told, **_bounds(text, whole))
    told = _over_the_run(run, text, asked, told)
    gross = MONTHS_PER_YEAR * found.outlay / cost.years
    yield text("brief.pays.job.gross", told=told, gross=text.number(gross, -LEAST_DIGITS),
               years=years(run, text, balance.window))  # fmt: skip


def _over_the_run(run: Run, text: Text, asked: Contrast, told: str) -> str:
    """Add what a job costs on average over the whole run, where that is known and the run is longer."""
    costs, headline = ([cost_of(run, asked, one, window) for one in (BALANCE, WITH_PURCHASES)]
                       for window in (WHOLE, None))  # fmt: skip
    known = [one for one in costs if one is not None and isfinite(one.ratio.high) and not one.loses_jobs]
    if len(known) < len(costs) or costs == headline:
        return told
    mean, whole = (text.number(one.ratio.mean, -LEAST_DIGITS) for one in known)
    form = "" if whole == mean else ".both"
    every = years(run, text, WHOLE)
    return text(f"brief.pays.job.over{form}", told=told, mean=mean, whole=whole, years=every)


def _bounds(text: Text, cost: Cost) -> dict[str, str]:
    """Return what a job costs with its interval, in thousands."""
    ratio = cost.ratio
    return {name: text.number(one, -LEAST_DIGITS)
            for name, one in (("mean", ratio.mean), ("low", ratio.low), ("high", ratio.high))}  # fmt: skip
