"""What a job costs a year: net, over the run, and before anything comes back."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from reports.brief.amounts import brief_scale
from reports.data.run import Run
from reports.story.sentences import years
from reports.text import Text
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.costs import Cost, cost_of
from simulator.findings.effects import Contrast
from simulator.findings.payers import Payers
from simulator.findings.windows import WHOLE

LEAST_DIGITS = 3  # thousands


def per_job(run: Run, text: Text, asked: Contrast, found: Payers) -> Iterator[str]:
    """Give what a job costs a year, on the jobs and the balance of the headline, or that it is not known.

    In the end stands the outlay over jobs, before taxes and other spending answer.
    """
    balance = found.balance
    cost = cost_of(run, asked)
    if cost is None or balance.n < 2 or cost.loses_jobs or cost.money <= 0:
        return
    if not isfinite(cost.ratio.high):
        yield text("brief.pays.job.unknown")
        return
    money = text.currency(brief_scale(run, text, balance).currency)
    told = text("brief.pays.job", **_bounds(text, cost), **money)
    told = _over_the_run(run, text, asked, told)
    gross = MONTHS_PER_YEAR * found.outlay / cost.years
    yield text("brief.pays.job.gross", told=told, gross=text.number(gross, -LEAST_DIGITS),
               years=years(run, text, balance.window))  # fmt: skip


def _over_the_run(run: Run, text: Text, asked: Contrast, told: str) -> str:
    """Add what a job costs on average over the whole run, where that is known and the run is longer."""
    cost, headline = (cost_of(run, asked, window) for window in (WHOLE, None))
    if cost is None or not isfinite(cost.ratio.high) or cost.loses_jobs or cost == headline:
        return told
    mean = text.number(cost.ratio.mean, -LEAST_DIGITS)
    return text("brief.pays.job.over", told=told, mean=mean, years=years(run, text, WHOLE))


def _bounds(text: Text, cost: Cost) -> dict[str, str]:
    """Return what a job costs with its interval, in thousands."""
    ratio = cost.ratio
    return {name: text.number(one, -LEAST_DIGITS)
            for name, one in (("mean", ratio.mean), ("low", ratio.low), ("high", ratio.high))}  # fmt: skip
