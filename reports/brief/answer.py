"""The answer in one sentence that can be quoted: jobs, what of AI's loss they make up for, and the cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite

from reports.brief.amounts import NO_BREAK, amount, brief_scale, people, rounded
from reports.brief.numbers import ai_alone, asked_of
from reports.data.run import Run
from reports.draw.units import Scale, effect_scale
from reports.story.fit import missed
from reports.story.sentences import country_within, option, outcome, verdict_word, world_name, years
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS, made_up
from simulator.findings.effects import Effect, effect, options
from simulator.findings.headline import beside
from simulator.findings.intervals import Interval
from simulator.findings.leading import Leader, foremost, leader
from simulator.findings.verdicts import Verdict

POVERTY = "arop"
NAMED = 2  # options that a sentence names; of more it tells how many


def of_options(run: Run, text: Text) -> str:
    """Return which options do best and worst for jobs and poverty, at what cost, and where it turns."""
    first, *others = run.worlds
    found = _effects(first, JOBS)
    if not found:
        return text("answer.nothing")
    parts = [_best_for_jobs(first, text, found), *_poverty(first, text)]
    if leader(first, found) is None:
        parts += _costs(first, text)
    told = text("brief.answer.told", told=text("brief.items").join(parts))
    if not others:
        return told
    world = text("brief.answer.in_world", world=world_name(text, first.world), told=told)
    turns = [_turn(one, text, first) for one in others]
    return " ".join([world, *(turn[:1].upper() + turn[1:] for turn in turns)])


def _effects(run: Run, indicator: str) -> dict[str, Effect]:
    items = {one.scenario: effect(run, one, indicator) for one in options(run)}
    return {name: item for name, item in items.items() if item is not None}


def _best_for_jobs(run: Run, text: Text, found: Mapping[str, Effect]) -> str:
    best, worst = (leader(run, found, side) for side in (Verdict.BETTER, Verdict.WORSE))
    some = next(iter(found.values()))
    common = {"country": country_within(run, text), "years": years(run, text, some.window),
              "against": option(run, text, run.comparison["baseline"])}  # fmt: skip
    if some.n < 2 and any(item.mean for item in found.values()):
        top = foremost(run, found.values())
        return text("brief.answer.options.single", **_of(run, text, top), **common)
    if best is None and worst is None:
        return text("brief.answer.options.none", **common)
    if best is None:
        assert worst is not None
        top = foremost(run, found.values())
        at_best = text("brief.answer.options.top", option=option(run, text, top.contrast.scenario),
                       mean=people(run, text, top, top.mean, signed=True))  # fmt: skip
        return _jobs_told(run, text, "options.worst", worst, common | {"top": at_best})
    told = _jobs_told(run, text, "options.best", best, common)
    if worst is None:
        return told
    least = _jobs_told(run, text, "options.least", worst, {})
    return text("brief.items").join([told, least])


def _jobs_told(run: Run, text: Text, form: str, one: Leader, more: Mapping[str, str]) -> str:
    """Return who does most for jobs, or least; where others are not told apart, its mean and these."""
    tied = "" if one.is_alone else ".tied"
    told = text(f"brief.answer.{form}{tied}", **_of(run, text, one.effect), **more)
    return _and_close(run, text, told, one, lambda mean: people(run, text, one.effect, mean))


def _and_close(run: Run, text: Text, told: str, one: Leader, shown: Callable[[float], str]) -> str:
    """Add from whom an option is not told apart: a few by name, with their means on its own side of zero."""
    means = {item.contrast.scenario: item.mean for item in one.close}
    if not one.is_clear:
        means[run.comparison["baseline"]] = 0.0
    if not means:
        return told
    if len(means) > NAMED:
        return text("brief.answer.options.close.many", told=told, count=text.number(len(means), 0))
    others = [text("brief.answer.options.other", option=option(run, text, name),
                   count=shown(mean if one.effect.mean > 0 else -mean))
              for name, mean in means.items()]  # fmt: skip
    return text("brief.answer.options.close", told=told, others=", ".join(others))


def _of(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    """Return an option's name, how many jobs, and what the balance does there."""
    balance = effect(run, jobs.contrast, BALANCE)
    cost = ""
    if balance is not None:
        shown = rounded(run, text, balance)
        mean = f"{_mean_or_interval(text, shown, balance)}{NO_BREAK}{shown.label(text, balance.mean)}"
        cost = text("brief.answer.options.balance", mean=mean)
    return {
        "option": option(run, text, jobs.contrast.scenario),
        "count": people(run, text, jobs, abs(jobs.mean)),
        "mean": amount(text, effect_scale(run, text, jobs), jobs.mean),
        "cost": cost,
    }


def _mean_or_interval(text: Text, shown: Scale, item: Effect) -> str:
    """Return a mean, or that it is unclear and its interval: a mean alone would give it a sign. No unit."""
    mean, low, high = (shown.show(text, one, signed=True) for one in (item.mean, item.low, item.high))
    return (
        text("brief.answer.options.unclear", low=low, high=high) if item.verdict is Verdict.UNCLEAR else mean
    )


def _poverty(run: Run, text: Text) -> list[str]:
    found = _effects(run, POVERTY)
    if not found or next(iter(found.values())).n < 2 or POVERTY in missed(run):
        return []
    best, worst = (leader(run, found, side) for side in (Verdict.BETTER, Verdict.WORSE))
    one = best or worst
    if one is None:
        return [text("brief.answer.poverty.none")]
    form, side = ("best", Verdict.BETTER) if best else ("worst", Verdict.WORSE)
    clear = [item for item in found.values() if item.seen is side]
    item = clear[0] if len(clear) == 1 else one.effect
    shown = brief_scale(run, text, item)

    def size(mean: float) -> str:
        return amount(text, shown, mean, signed=False)

    tied = ".alone" if len(clear) == 1 else "" if one.is_alone else ".tied"
    told = text(f"brief.answer.poverty.{form}{tied}", option=option(run, text, item.contrast.scenario),
                mean=size(abs(item.mean)))  # fmt: skip
    return [told if len(clear) == 1 else _and_close(run, text, told, one, size)]


def _costs(run: Run, text: Text) -> list[str]:
    """Return between what the options worsen or improve the public balance, and where that is not clear."""
    found = _effects(run, BALANCE)
    if not found:
        return []
    return [between(run, text, list(found.values()))]


def between(run: Run, text: Text, found: Sequence[Effect]) -> str:
    """Return by how much the public balance would worsen or improve, by option."""
    shown = rounded(run, text, max(found, key=lambda item: abs(item.mean)))
    low, high = (pick(item.mean for item in found) for pick in (min, max))
    form = "worse" if high < 0 else "better" if low > 0 else "both"
    ends = (low, high) if form == "both" else sorted((abs(low), abs(high)))
    sizes = [shown.show(text, one, signed=form == "both") for one in ends]
    told = text(f"brief.answer.options.cost.{form}", low=sizes[0], high=sizes[1],
                unit=shown.label(text, ends[1]))  # fmt: skip
    open_ones = [option(run, text, item.contrast.scenario) for item in found
                 if item.n > 1 and not item.excludes_zero()]  # fmt: skip
    if not open_ones:
        return told
    if len(open_ones) > NAMED:
        return text("brief.answer.options.open.many", told=told, count=text.number(len(open_ones), 0))
    return text("brief.answer.options.open", told=told, options=text("brief.list").join(open_ones))


def _turn(run: Run, text: Text, first: Run) -> str:
    """Return what is otherwise for jobs in another world: the best option, or the sign of some."""
    before, here = (_effects(one, JOBS) for one in (first, run))
    world = world_name(text, run.world)
    turned = [option(run, text, name) for name, item in here.items() if _turns(before.get(name), item)]
    if turned:
        return text("brief.answer.world.turns", world=world, options=text("brief.list").join(turned))
    was, best = leader(first, before), leader(run, here)
    if best is None:
        worse = any(item.seen is Verdict.WORSE for found in (before, here) for item in found.values())
        form = "none" if was else "alike" if worse else "unchanged"
        return text(f"brief.answer.world.{form}", world=world)
    told = _jobs_told(run, text, f"world.{_form(was, best)}", best, {"world": world})
    return text("brief.answer.told", told=told)


def _form(was: Leader | None, best: Leader) -> str:
    """Return whether the same is said of the same option as in the first world."""
    if was is None or was.effect.contrast.scenario != best.effect.contrast.scenario:
        return "best"
    return "best" if best.is_alone and not was.is_alone else "same"


def _turns(one: Effect | None, other: Effect) -> bool:
    return one is not None and {one.seen, other.seen} == {Verdict.BETTER, Verdict.WORSE}


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
