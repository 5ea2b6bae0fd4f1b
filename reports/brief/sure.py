"""How sure: what the intervals cover and what not, the range over closures, the fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.brief.amounts import people
from reports.brief.numbers import asked_of
from reports.data.run import Run
from reports.story.fit import apart, judged, missed_ones
from reports.story.others import evaluations_missed, evaluations_passed
from reports.story.sentences import closure_name, closure_told, option, world_name
from reports.text import Text
from simulator.findings.costs import JOBS
from simulator.findings.effects import Contrast, Effect, effect, options
from simulator.findings.headline import Range, across
from simulator.findings.spread import drawn_names


def sure(run: Run, text: Text) -> list[str]:
    """Return how far the numbers can be trusted, in a few sentences."""
    asked = (_interval, _between, _closures, _fit, _tests)
    return [told for tell in asked for told in tell(run, text)]


def _fit(run: Run, text: Text) -> Iterator[str]:
    """Give how many figures of the country were predicted, how many set and kept, and which are missed."""
    counts = judged(run)
    told = bool(counts.set or counts.free)
    if told:
        numbers = {key: text.number(count, 0) for key, count in counts._asdict().items()}
        every = ".every" if counts.set and counts.kept == counts.set else ""
        none = "none" if counts.free else "left"
        yield text("brief.sure.fit" if counts.predicted else f"brief.sure.fit.{none}{every}", **numbers)
    if missed := missed_ones(run, text):
        alone = "" if told and not counts.free and counts.kept == counts.set else ".alone"
        yield text(f"brief.sure.missed{alone}", names=text("brief.items").join(missed))
    if (beside := apart(run, text)).measured:
        form, names = "" if beside.outside else ".none", text("brief.items").join(beside.outside)
        found = text(f"brief.sure.apart{form}", count=text.number(beside.measured, 0),
                     date=text.day(beside.made.date), names=names)  # fmt: skip
        same = beside.made.is_of(str(run.content.get("code_hash", "")))
        yield found if same else f"{found} {text('others.older')}"


def _tests(run: Run, text: Text) -> Iterator[str]:
    """Give how many evaluations it was not fitted to the model passes, and which of those asked it misses."""
    if told := evaluations_passed(run, text):
        none = "" if told["passed"] else ".none"
        found = text(f"brief.sure.tests{none}", **{key: text.number(one, 0) for key, one in told.items()})
        names = evaluations_missed(run, text)
        yield " ".join(
            [found, *([text("brief.sure.tests.own", names=text("brief.items").join(names))] if names else [])]
        )


def _interval(run: Run, text: Text) -> Iterator[str]:
    if run.seeds < 2:
        yield text("brief.sure.single")
        return
    states = min(int(run.content.get("opening_states", 1)), run.seeds)
    made = text.plural("count.seeds", run.seeds)
    parts = [made if states < 2 else text("brief.sure.states", seeds=made, states=text.number(states, 0))]
    drawn, model = len(drawn_names(run)), run.drawn
    if model:
        kind = text(f"drawn.{model['kind']}")
        parts.append(text.plural("brief.sure.model", len(model["parameters"]), kind=kind))
    if drawn:
        parts.append(text.plural("brief.sure.drawn", drawn))
    yield text("brief.sure.covers", parts=", ".join(parts))
    open_ones = "drawn" if drawn or model else "parameters", "closure", "world"
    left = [text(f"brief.sure.not.{one}") for one in open_ones]
    yield text("brief.sure.not", parts=text("brief.sure.nor").join(left))


def _between(run: Run, text: Text) -> Iterator[str]:
    """Give the range of the effect on jobs over initial populations, of the option whose is widest."""
    items = [item for one in _asked(run) if (item := effect(run, one, JOBS)) is not None and item.between]
    if not items:
        return
    widest = max(items, key=_width)
    low, high = (people(run, text, widest, one, signed=True) for one in widest.between or ())
    several = ".option" if len(items) > 1 else ""
    yield text(f"brief.sure.between{several}", low=low, high=high,
               option=option(run, text, widest.contrast.scenario))  # fmt: skip


def _width(item: Effect) -> float:
    low, high = item.between or (0.0, 0.0)
    return high - low


def _asked(run: Run) -> list[Contrast]:
    """Return what the run or the comparison asks about."""
    return list(options(run)) if run.comparison else [one for one in (asked_of(run),) if one is not None]


def _closures(run: Run, text: Text) -> Iterator[str]:
    """Give the range of the effect on jobs over the closures that were run, of the option whose is widest."""
    if len(run.closures) == 1:
        yield text("brief.sure.one_closure", closure=closure_told(text, run.closure))
        return
    found = {one: means for one in _asked(run) if (means := _means(run, one)) is not None}
    if not found:
        return
    widest = max(found, key=lambda one: found[one].high - found[one].low)
    told, item = found[widest], effect(run, widest, JOBS)
    assert item is not None
    low, high = (people(run, text, item, one, signed=True) for one in (told.low, told.high))
    low_at, high_at = (closure_name(text, one) for one in (told.low_at, told.high_at))
    spread = text("brief.sure.range", low=low, low_at=low_at, high=high, high_at=high_at)
    yield text(f"brief.sure.closures{'.option' if run.comparison else ''}", range=spread,
               count=text.number(told.count, 0), option=option(run, text, widest.scenario),
               world=world_name(text, run.world))  # fmt: skip


def _means(run: Run, asked: Contrast) -> Range | None:
    """Return the range of the mean effect on jobs over closures."""
    found = {one.closure: effect(one, replace(asked, closure=one.closure), JOBS) for one in run.under_all}
    return across({closure: item.mean for closure, item in found.items() if item is not None})
