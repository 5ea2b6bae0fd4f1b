"""The parts of the page that a comparison has: sentences by option, a scorecard a world, what differs."""

from __future__ import annotations

from dataclasses import dataclass

from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.story.answer import Sentence, of_chance, sentence_on
from reports.story.scorecard import Row, heads, scorecard
from reports.story.sentences import country_name, noun, option, span, world_name
from reports.story.tally import tally
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, contrasts, effect, options
from simulator.findings.leading import foremost
from simulator.findings.verdicts import Verdict

TOLD = ("employed", "public_balance")


@dataclass(frozen=True)
class Card:
    """The scorecard of one world."""

    suffix: str
    title: str
    heads: list[str]
    rows: list[tuple[str, list[Row]]]
    against: str


@dataclass(frozen=True)
class Comparison:
    """What the page tells of a comparison beside what it tells of any run."""

    cards: list[Card]
    each: list[tuple[str, list[Sentence]]]
    worlds: str
    runs: str


def comparison(run: Run, text: Text) -> Comparison:
    """Return the parts of the page; every world is read by itself."""
    worlds, runs = run.comparison["worlds"], run.worlds
    count = len(run.comparison["options"]) + 1
    return Comparison(
        cards=[_card(one, text, place) for place, one in enumerate(runs)],
        each=[(_world(one, text), option_sentences(one, text)) for one in runs],
        worlds=", ".join(_world(one, text) for one in runs),
        runs=_runs(run, text, count, len(worlds)),
    )  # fmt: skip


def _runs(run: Run, text: Text, count: int, worlds: int) -> str:
    seeds, persons = text.plural("count.seeds", run.seeds), text.number(run.content["persons"], 0)
    if run.is_of_variants:
        roles = text.plural("count.roles", len(run.content["roles"]))
        options = text.plural("count.variants", count)
        return text("banner.runs.variants", seeds=seeds, options=options, roles=roles, persons=persons)
    return text("banner.runs.comparison", seeds=seeds, options=text.plural("count.options", count),
                worlds=text.plural("count.worlds", worlds), persons=persons)  # fmt: skip


def comparison_title(run: Run, text: Text) -> str:
    """Return the title of the page: how many options, in which country."""
    return text.plural("comparison.title", len(run.options), country=country_name(run, text),
                       against=option(run, text, run.comparison["baseline"]))  # fmt: skip


def option_sentences(run: Run, text: Text) -> list[Sentence]:
    """Return what each option does to jobs and to the public budget in one world."""
    wanted = [(item, what) for item in options(run) for what in TOLD]
    made = [sentence_on(run, text, contrast, indicator) for contrast, indicator in wanted]
    return [sentence for sentence in made if sentence is not None]


def answers(run: Run, text: Text) -> list[tuple[str, list[Sentence]]]:
    """Return what AI does to jobs in each world, what options do to jobs, and to the budget."""
    names = [_world(one, text) if len(run.worlds) > 1 else "" for one in run.worlds]
    first, *others = [_answer(one, text) for one in run.worlds]
    return list(zip(names, (of_chance(run, text, first), *others), strict=True))


def _answer(run: Run, text: Text) -> list[Sentence]:
    ai = [sentence_on(run, text, item, TOLD[0]) for item in contrasts(run) if item.name == "ai"]
    found = options(run)
    if len(found) == 1:
        told = [sentence_on(run, text, found[0], what) for what in TOLD]
    else:
        told = [_tally(run, text, found, what) for what in TOLD]
    return [sentence for sentence in (*ai, *told) if sentence is not None]


def _tally(run: Run, text: Text, found: tuple[Contrast, ...], indicator: str) -> Sentence | None:
    """Return how many options are clearly better or worse, and the one with the best mean."""
    effects = [item for one in found if (item := effect(run, one, indicator)) is not None]
    if not effects:
        return None
    best = foremost(run, effects)
    shown = effect_scale(run, text, best)
    better, worse = (_count(effects, one) for one in (Verdict.BETTER, Verdict.WORSE))
    counted = tally(text, indicator, better, worse, len(effects))
    words = text.sentence(
        f"answer.tally{'.single' if best.n < 2 else ''}", tally=counted, what=noun(run, text, indicator),
        option=option(run, text, best.contrast.scenario), unit=shown.label(text, best.mean),
        mean=shown.show(text, best.mean, signed=True), low=shown.show(text, best.low, signed=True),
        high=shown.show(text, best.high, signed=True), when=span(run, text, best.window),
    )  # fmt: skip
    return Sentence(words, "", "", "")


def _count(effects: list[Effect], verdict: Verdict) -> int:
    return sum(item.seen is verdict for item in effects)


def _world(run: Run, text: Text) -> str:
    return world_name(text, run.world)


def _card(run: Run, text: Text, place: int) -> Card:
    world = _world(run, text)
    against = option(run, text, run.comparison["baseline"])
    return Card(
        suffix=f"-{place + 1}" if place else "",
        title=text("scorecard.title", world=world, against=against),
        heads=heads(run, text),
        rows=scorecard(run, text),
        against=against,
    )
