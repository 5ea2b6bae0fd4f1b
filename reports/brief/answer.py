"""The answer in one sentence that can be quoted: jobs, what of AI's loss they make up for, and the cost."""

from __future__ import annotations

from math import isfinite

from reports.brief.amounts import amount, people, rounded
from reports.brief.answer_options import of_options
from reports.brief.numbers import ai_alone, asked_of
from reports.data.run import Run
from reports.story.sentences import country_within, option, outcome, verdict_word, world_name, years
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS, made_up
from simulator.findings.effects import Effect, effect
from simulator.findings.headline import beside
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import Verdict

FORMS = {"same": "none"}
SMALL, SINGLE = "small_", "single_"
PARTS = {"all": 1.0, "most": 0.5, "part": 0.1, "hardly": 0.0}
"""How the part of a loss that is made up for is called, each with the least that it is."""


def answer(run: Run, text: Text) -> str:
    """Return what a journalist may quote; true for any result."""
    told = of_options(run, text) if run.comparison else _of_run(run, text)
    return told[:1].upper() + told[1:]


def _of_run(run: Run, text: Text) -> str:
    asked = asked_of(run)
    jobs = effect(run, asked, JOBS) if asked else None
    if asked is None or jobs is None:
        return text("answer.nothing")
    ai = ai_alone(run, asked)
    loss = effect(run, ai, JOBS) if ai else None
    told = _made_up(run, text, jobs, loss) if loss is not None and loss.verdict is Verdict.WORSE else ""
    told = told or _jobs(run, text, jobs)
    if jobs.beside:
        told = text("brief.answer.beside", told=told, beside=verdict_word(run, text, jobs))
    balance = effect(run, asked, BALANCE)
    return text("brief.answer.told", told=told) if balance is None else text(
        "brief.answer.cost", told=told, cost=_cost(run, text, balance)
    )  # fmt: skip


def _jobs(run: Run, text: Text, jobs: Effect) -> str:
    """Return how many more or fewer would be in work; that a change is small, or of one run alone."""
    form = outcome(jobs)
    plain = form.removeprefix(SMALL).removeprefix(SINGLE)
    told = text(f"brief.answer.{jobs.contrast.name}.{FORMS.get(plain, plain)}", **_values(run, text, jobs))
    for kind in (SMALL, SINGLE):
        if form.startswith(kind):
            told = text(f"brief.answer.{kind.rstrip('_')}", told=told)
    return told


def _values(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    return {
        "option": option(run, text, jobs.contrast.scenario),
        "count": _count(run, text, jobs),
        "country": country_within(run, text),
        "world": world_name(text, run.world),
        "years": years(run, text, jobs.window),
    }


def _count(run: Run, text: Text, jobs: Effect) -> str:
    """Return how many more or fewer, with the interval where that is on one side of zero."""
    mean, *ends = (people(run, text, jobs, one)
                   for one in (abs(jobs.mean), *sorted((abs(jobs.low), abs(jobs.high)))))  # fmt: skip
    if jobs.n < 2 or not jobs.excludes_zero():
        return mean
    return text("brief.ranged", mean=mean, low=ends[0], high=ends[1])


def _made_up(run: Run, text: Text, jobs: Effect, loss: Effect) -> str:
    """Return whether a policy makes up for the jobs that AI costs, and for which part; empty for one seed."""
    form = outcome(jobs).removeprefix(SMALL)
    if form.startswith(SINGLE):
        return ""
    share = made_up(run, jobs.contrast, loss.contrast)
    assert share is not None
    if form == "higher":
        form = next(name for name, least in PARTS.items() if share.mean >= least)
    told = text(f"brief.answer.made.{FORMS.get(form, form)}", lost=people(run, text, loss, -loss.mean),
                share=_share(text, share), **_values(run, text, jobs))  # fmt: skip
    return _over_all(run, text, told, jobs, loss) if form in PARTS else told


def _share(text: Text, share: Interval) -> str:
    """Return a share in per cent, with its interval where that is known."""
    mean, low, high = (100 * one for one in (share.mean, share.low, share.high))
    told = {"share": text.number(mean, 0)}
    if not isfinite(low) or not isfinite(high):
        return text("brief.share", **told)
    return text("brief.share.ranged", low=text.number(low, 0), high=text.number(high, 0), **told)


def _over_all(run: Run, text: Text, told: str, jobs: Effect, loss: Effect) -> str:
    """Add the part of the loss that is made up for over the whole run, where that is longer, with a loss."""
    made, lost = (beside(run, one.contrast, JOBS)[1] for one in (jobs, loss))
    if made is None or lost is None or lost.mean >= 0:
        return told
    every = years(run, text, made.window)
    return told if every == years(run, text, jobs.window) else text(
        "brief.answer.made.whole", told=told, years=every,
        share=text("brief.share", share=text.number(-made.mean / lost.mean * 100, 0)),
    )  # fmt: skip


def _cost(run: Run, text: Text, balance: Effect) -> str:
    """Return what happens to the public balance."""
    form, shown = outcome(balance).removeprefix(SMALL).removeprefix(SINGLE), rounded(run, text, balance)
    size = amount(text, shown, abs(balance.mean), signed=False)
    return text(f"brief.answer.balance.{FORMS.get(form, form)}", size=size)
