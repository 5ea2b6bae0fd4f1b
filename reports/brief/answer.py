"""The answer in one sentence that can be quoted: jobs, what of AI's loss they make up for, and the cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import floor, log10

from reports.brief.amounts import amount, people
from reports.brief.numbers import asked_of
from reports.data.run import Run
from reports.draw.units import Scale, effect_scale
from reports.story.sentences import country_name, option, outcome, world_name, years
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Effect, contrasts, effect, options
from simulator.findings.verdicts import Verdict

POVERTY = "arop"
FORMS = {"same": "none"}
DIGITS = 2  # that a number in a sentence keeps at least
SMALL, SINGLE = "small_", "single_"


def answer(run: Run, text: Text) -> str:
    """Return what a journalist may quote; true for any result."""
    told = _of_options(run, text) if run.comparison else _of_run(run, text)
    return told[:1].upper() + told[1:]


def _of_run(run: Run, text: Text) -> str:
    asked = asked_of(run)
    jobs = effect(run, asked, JOBS) if asked else None
    if asked is None or jobs is None:
        return text("answer.nothing")
    parts = [_jobs(run, text, jobs)]
    ai = next((one for one in contrasts(run) if asked.name == "policy" and one.name == "ai"), None)
    loss = effect(run, ai, JOBS) if ai else None
    if loss is not None and loss.verdict is Verdict.WORSE:
        parts.append(_made_up(run, text, jobs, loss))
    told = text("brief.answer.and").join(parts)
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
        "count": people(run, text, jobs, abs(jobs.mean)),
        "country": country_name(run, text),
        "world": world_name(text, run.world),
        "years": years(run, text, jobs.window),
    }


def _made_up(run: Run, text: Text, jobs: Effect, loss: Effect) -> str:
    """Return which part of the jobs that AI costs a policy makes up for, or only how many those are."""
    lost = people(run, text, loss, -loss.mean)
    if jobs.verdict is not Verdict.BETTER:
        return text("brief.answer.loss", lost=lost)
    return text("brief.answer.offset", lost=lost, share=text.number(-jobs.mean / loss.mean * 100, 0))


def _cost(run: Run, text: Text, balance: Effect) -> str:
    """Return what happens to the public balance."""
    form = outcome(balance).removeprefix(SMALL).removeprefix(SINGLE)
    size = amount(text, _rounded(run, text, balance), abs(balance.mean), signed=False)
    return text(f"brief.answer.balance.{FORMS.get(form, form)}", size=size)


def _rounded(run: Run, text: Text, item: Effect) -> Scale:
    """Return a scale that a sentence bears: a digit less than a table has, and no year of prices."""
    shown = replace(effect_scale(run, text, item), year="")
    size = abs(item.mean * shown.factor)
    significant = shown.digits - shown.zeros + floor(log10(size)) + 1 if size else 0
    if significant <= DIGITS:
        return shown
    return replace(shown, digits=max(0, shown.digits - 1), zeros=shown.zeros + (shown.digits == 0))


def _of_options(run: Run, text: Text) -> str:
    """Return which options do best and worst for jobs and poverty, at what cost, and where it turns."""
    first, *others = run.worlds
    found = _effects(first, JOBS)
    if not found:
        return text("answer.nothing")
    parts = [_best_for_jobs(first, text, found), *_poverty(first, text)]
    if _end(found, Verdict.BETTER) is None:
        parts += _costs(first, text)
    told = text("brief.answer.told", told=text("brief.items").join(parts))
    if not others:
        return told
    world = text("brief.answer.in_world", world=world_name(text, first.world), told=told)
    turns = [_turn(one, text, found) for one in others]
    return " ".join([world, *(turn[:1].upper() + turn[1:] for turn in turns)])


def _effects(run: Run, indicator: str) -> dict[str, Effect]:
    items = {one.scenario: effect(run, one, indicator) for one in options(run)}
    return {name: item for name, item in items.items() if item is not None}


def _end(found: Mapping[str, Effect], verdict: Verdict) -> Effect | None:
    """Return the best of those that are better, or the worst of those that are worse; None without any."""
    clear = [item for item in found.values() if item.verdict is verdict]
    return max(clear, key=lambda item: abs(item.mean), default=None)


def _best_for_jobs(run: Run, text: Text, found: Mapping[str, Effect]) -> str:
    best, worst = (_end(found, verdict) for verdict in (Verdict.BETTER, Verdict.WORSE))
    some = next(iter(found.values()))
    common = {"country": country_name(run, text), "years": years(run, text, some.window),
              "against": option(run, text, run.comparison["baseline"])}  # fmt: skip
    if some.n < 2:
        top = max(found.values(), key=lambda item: item.mean)
        return text("brief.answer.options.single", **_of(run, text, top), **common)
    if best is None and worst is None:
        return text("brief.answer.options.none", **common)
    if best is None:
        assert worst is not None
        return text("brief.answer.options.worst", **_of(run, text, worst), **common)
    told = text("brief.answer.options.best", **_of(run, text, best), **common)
    if worst is None:
        return told
    return text("brief.items").join([told, text("brief.answer.options.least", **_of(run, text, worst))])


def _of(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    """Return an option's name, how many jobs, and what the public balance does there."""
    balance = effect(run, jobs.contrast, BALANCE)
    cost = ""
    if balance is not None:
        shown = _rounded(run, text, balance)
        cost = text("brief.answer.options.balance", mean=amount(text, shown, balance.mean))
    return {
        "option": option(run, text, jobs.contrast.scenario),
        "count": people(run, text, jobs, abs(jobs.mean)),
        "mean": amount(text, effect_scale(run, text, jobs), jobs.mean),
        "cost": cost,
    }


def _poverty(run: Run, text: Text) -> list[str]:
    found = _effects(run, POVERTY)
    if not found or next(iter(found.values())).n < 2:
        return []
    best, worst = (_end(found, verdict) for verdict in (Verdict.BETTER, Verdict.WORSE))
    told = best or worst
    if told is None:
        return [text("brief.answer.poverty.none")]
    return [text(f"brief.answer.poverty.{'best' if best else 'worst'}",
                 option=option(run, text, told.contrast.scenario),
                 mean=amount(text, effect_scale(run, text, told), abs(told.mean), signed=False))]  # fmt: skip


def _costs(run: Run, text: Text) -> list[str]:
    """Return between what the options change the public balance."""
    found = list(_effects(run, BALANCE).values())
    if not found:
        return []
    shown = _rounded(run, text, max(found, key=lambda item: abs(item.mean)))
    ends = [pick(item.mean for item in found) for pick in (min, max)]
    low, high = (shown.show(text, one, signed=True) for one in ends)
    return [text("brief.answer.options.cost", low=low, high=high, unit=shown.label(text, ends[1]))]


def _turn(run: Run, text: Text, first: Mapping[str, Effect]) -> str:
    """Return what is otherwise for jobs in another world: the best option, or the sign of some."""
    found, world = _effects(run, JOBS), world_name(text, run.world)
    turned = [option(run, text, name) for name, item in found.items() if _turns(first.get(name), item)]
    if turned:
        return text("brief.answer.world.turns", world=world, options=text("brief.list").join(turned))
    before, best = _end(first, Verdict.BETTER), _end(found, Verdict.BETTER)
    if best is None:
        return text("brief.answer.world.none" if before else "brief.answer.world.alike", world=world)
    if before is not None and before.contrast.scenario == best.contrast.scenario:
        return text("brief.answer.world.same", world=world, **_of(run, text, best))
    return text("brief.answer.world.best", world=world, **_of(run, text, best))


def _turns(one: Effect | None, other: Effect) -> bool:
    return one is not None and {one.verdict, other.verdict} == {Verdict.BETTER, Verdict.WORSE}
