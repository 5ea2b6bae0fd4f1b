"""The answer in one sentence that can be quoted: jobs, what of AI's loss they make up for, and the cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor, log10

from reports.brief.amounts import amount, brief_scale, people
from reports.brief.numbers import ai_alone, asked_of
from reports.data.run import Run
from reports.draw.units import Scale, effect_scale
from reports.story.fit import missed
from reports.story.sentences import country_within, option, outcome, verdict_word, world_name, years
from reports.text import Text
from simulator.findings.costs import BALANCE, JOBS, WITH_PURCHASES, not_told_apart
from simulator.findings.effects import Effect, effect, options
from simulator.findings.verdicts import Verdict

POVERTY = "arop"
FORMS = {"same": "none"}
DIGITS = 2  # that a number in a sentence keeps at least
NAMED = 2  # options that a sentence names; of more it tells how many
SMALL, SINGLE = "small_", "single_"
PARTS = {"all": 1.0, "most": 0.5, "part": 0.1, "hardly": 0.0}
"""How the part of a loss that is made up for is called, each with the least that it is."""


def answer(run: Run, text: Text) -> str:
    """Return what a journalist may quote; true for any result."""
    told = _of_options(run, text) if run.comparison else _of_run(run, text)
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
    share = -jobs.mean / loss.mean
    if form == "higher":
        form = next(name for name, least in PARTS.items() if share >= least)
    return text(f"brief.answer.made.{FORMS.get(form, form)}", lost=people(run, text, loss, -loss.mean),
                share=text.number(share * 100, 0), **_values(run, text, jobs))  # fmt: skip


def _cost(run: Run, text: Text, balance: Effect) -> str:
    """Return what happens to the public balance; with the purchases too, where these turn what is seen."""
    form, shown = outcome(balance).removeprefix(SMALL).removeprefix(SINGLE), _rounded(run, text, balance)
    size = amount(text, shown, abs(balance.mean), signed=False)
    told = text(f"brief.answer.balance.{FORMS.get(form, form)}", size=size)
    whole = effect(run, balance.contrast, WITH_PURCHASES)
    if whole is None or whole.seen is balance.seen:
        return told
    return text("brief.answer.balance.whole", told=told, size=amount(text, shown, whole.mean))


def _rounded(run: Run, text: Text, item: Effect) -> Scale:
    """Return a scale that a sentence bears: a digit less than a table has, and no year of prices."""
    shown = brief_scale(run, text, item)
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
    clear = [item for item in found.values() if item.seen is verdict]
    return max(clear, key=lambda item: abs(item.mean), default=None)


def _best_for_jobs(run: Run, text: Text, found: Mapping[str, Effect]) -> str:
    best, worst = (_end(found, verdict) for verdict in (Verdict.BETTER, Verdict.WORSE))
    some = next(iter(found.values()))
    common = {"country": country_within(run, text), "years": years(run, text, some.window),
              "against": option(run, text, run.comparison["baseline"])}  # fmt: skip
    if some.n < 2:
        top = max(found.values(), key=lambda item: item.mean)
        return text("brief.answer.options.single", **_of(run, text, top), **common)
    if best is None and worst is None:
        return text("brief.answer.options.none", **common)
    if best is None:
        assert worst is not None
        return text("brief.answer.options.worst", **_of(run, text, worst), **common)
    close = [found[one] for one in not_told_apart(run, JOBS, best.contrast.scenario, _better(found))]
    told = text(f"brief.answer.options.{'first' if close else 'best'}", **_of(run, text, best), **common)
    if close:
        told = text("brief.answer.options.close", told=told, others=", ".join(
            text("brief.answer.options.other", **_of(run, text, one)) for one in close
        ))  # fmt: skip
    if worst is None:
        return told
    least = text("brief.answer.options.least", **_of(run, text, worst, again=True))
    return text("brief.items").join([told, least])


def _better(found: Mapping[str, Effect]) -> list[str]:
    return [name for name, item in found.items() if item.seen is Verdict.BETTER]


def _of(run: Run, text: Text, jobs: Effect, *, again: bool = False) -> dict[str, str]:
    """Return an option's name, how many jobs, and what the balance does there; short where told `again`."""
    balance = effect(run, jobs.contrast, BALANCE)
    cost = ""
    if balance is not None:
        shown = _rounded(run, text, balance)
        whole = effect(run, jobs.contrast, WITH_PURCHASES)
        form = "" if whole is None or whole.mean == balance.mean else ".again" if again else ".whole"
        ends = {"whole": shown.show(text, whole.mean, signed=True)} if whole is not None else {}
        cost = text(f"brief.answer.options.balance{form}", mean=amount(text, shown, balance.mean), **ends)
    return {
        "option": option(run, text, jobs.contrast.scenario),
        "count": people(run, text, jobs, abs(jobs.mean)),
        "mean": amount(text, effect_scale(run, text, jobs), jobs.mean),
        "cost": cost,
    }


def _poverty(run: Run, text: Text) -> list[str]:
    found = _effects(run, POVERTY)
    if not found or next(iter(found.values())).n < 2 or POVERTY in missed(run):
        return []
    best, worst = (_end(found, verdict) for verdict in (Verdict.BETTER, Verdict.WORSE))
    told = best or worst
    if told is None:
        return [text("brief.answer.poverty.none")]
    alone = sum(item.seen is told.seen for item in found.values()) == 1
    return [text(f"brief.answer.poverty.{'best' if best else 'worst'}{'.alone' if alone else ''}",
                 option=option(run, text, told.contrast.scenario),
                 mean=amount(text, brief_scale(run, text, told), abs(told.mean), signed=False))]  # fmt: skip


def _costs(run: Run, text: Text) -> list[str]:
    """Return between what the options worsen or improve the public balance, and where that is not clear."""
    found = _effects(run, BALANCE)
    if not found:
        return []
    return [between(run, text, list(found.values()))]


def between(run: Run, text: Text, found: Sequence[Effect]) -> str:
    """Return by how much the public balance would worsen or improve, by option."""
    shown = _rounded(run, text, max(found, key=lambda item: abs(item.mean)))
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


def _turn(run: Run, text: Text, first: Mapping[str, Effect]) -> str:
    """Return what is otherwise for jobs in another world: the best option, or the sign of some."""
    found, world = _effects(run, JOBS), world_name(text, run.world)
    turned = [option(run, text, name) for name, item in found.items() if _turns(first.get(name), item)]
    if turned:
        return text("brief.answer.world.turns", world=world, options=text("brief.list").join(turned))
    before, best = _end(first, Verdict.BETTER), _end(found, Verdict.BETTER)
    if best is None:
        worse = [_end(one, Verdict.WORSE) for one in (first, found)]
        form = "none" if before else "alike" if any(worse) else "unchanged"
        return text(f"brief.answer.world.{form}", world=world)
    if before is not None and before.contrast.scenario == best.contrast.scenario:
        return text("brief.answer.world.same", world=world, **_of(run, text, best))
    return text("brief.answer.world.best", world=world, **_of(run, text, best))


def _turns(one: Effect | None, other: Effect) -> bool:
    return one is not None and {one.seen, other.seen} == {Verdict.BETTER, Verdict.WORSE}
