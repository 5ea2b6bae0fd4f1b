"""The first screen: question, answer, price, the same money as cash, chart, numbers, what is sure.

What a policy is: its instruments with what sets their size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.brief.answer import answer, cash, price, sure
from reports.brief.chart import Chart, chart, strip
from reports.brief.numbers import OUTCOMES as TILES
from reports.brief.numbers import Number, asked_of, numbers
from reports.brief.table import OUTCOMES, Outcomes, outcome_tables
from reports.data.run import Run
from reports.draw.table import in_common
from reports.story.limits import covered
from reports.story.sentences import SYMBOLS, country_name, option, relevant_text, run_told, span, titled
from reports.story.settings import declaration_of, instrument_name, unit_of
from reports.text import Text
from simulator.findings.effects import Effect, effect, options
from simulator.findings.results import first_year
from simulator.findings.verdicts import NOT_JUDGED, Verdict, is_held_back

SIZE = ("places_per_1000", "amount", "rate", "share", "months", "stipend", "start")
"""Parameters that say how large an instrument is, and from when; message `brief.size.<name>` tells each."""
PERCENT = 100
DIGITS = 4  # of a size that is no whole number
POINTS = "points of the rate, as a share"
Instruments = dict[str, Mapping[str, Any]]


def contents(run: Run, text: Text) -> str:
    """Return the instruments of a run with their sizes; of options what all titles share: who pays."""
    if run.comparison:
        first, *others = ([*titled(run, text, one).split(", ")[1:]] for one in run.options)
        return text.sentence_of(", ".join(part for part in first if all(part in own for own in others)))
    return _all_sized(run, text, run.scenario)


def _all_sized(run: Run, text: Text, scenario: str) -> str:
    return text("brief.items").join(_sized(run, text, *own) for own in instruments(run, scenario).items())


def instruments(run: Run, scenario: str) -> Instruments:
    """Return the instruments of a scenario, each with its values."""
    policies = run.content.get("scenarios", {}).get(scenario, {}).get("policies", [])
    return {name: values for item in policies for name, values in item.items()}


def _sized(run: Run, text: Text, name: str, values: Mapping[str, Any]) -> str:
    sizes = [_size(run, text, name, key, values[key]) for key in SIZE if values.get(key)]
    known = ", ".join(one for one in sizes if one)
    called = instrument_name(run, text, name)
    return text("brief.sized", instrument=called, sizes=known) if known else called


def _size(run: Run, text: Text, instrument: str, key: str, value: object) -> str:
    """Return one size in words; empty for what is no number and no month, such as a schedule."""
    if key == "start":
        return text("brief.size.start", value=text.month(str(value), 0))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    names = [*run.options, run.scenario]  # a point of an atlas is a run of its own, of one option
    unit = str(declaration_of(run, f"{instrument}.{key}", names).get("unit", ""))
    bare = text.significant(value, max(DIGITS, len(f"{abs(value):.0f}")))
    if unit.startswith("share"):
        number = text.percent(text.significant(value * PERCENT, 3))
    elif unit == POINTS:
        number = f"{text.significant(value * PERCENT, 3)} {text.plural('unit.pp', value * PERCENT)}"
    else:
        number = f"{bare} {unit_of(run, text, unit)}".strip()
    return text(f"brief.size.{key}", value=number, number=bare)


@dataclass(frozen=True)
class Brief:
    """What stands on the first screen and in the PDF of one page, in one language.

    A run has four numbers, a comparison a table a world, and `strip`: jobs under every closure and in every
    world that was run. `sure` and `note` are sentences.
    """

    kicker: str
    title: str
    question: str
    contents: str
    answer: str
    price: str
    cash: str
    sure: list[str]
    chart: Chart | None
    strip: Chart | None
    numbers: list[Number]
    outcomes: list[Outcomes]
    legend: str
    options: list[tuple[str, str]]
    quick: str
    note: list[str]

    @property
    def shared(self) -> dict[str, str]:
        """What the four numbers are traced by alike: it is written once, around them."""
        return in_common([cell.data for one in self.numbers for cell in one.cells])


def brief(run: Run, text: Text) -> Brief:
    """Return the brief of a run or a comparison."""
    quick = text("banner.quick", persons=text.number(run.content["persons"], 0))
    return Brief(
        kicker=text("banner.kicker", country=country_name(run, text)),
        title=title(run, text),
        question=_question(run, text),
        contents=contents(run, text),
        answer=answer(run, text),
        price=price(run, text),
        cash=cash(run, text),
        sure=sure(run, text),
        chart=chart(run, text),
        strip=strip(run, text),
        numbers=[] if run.comparison else numbers(run, text),
        outcomes=outcome_tables(run, text),
        legend=_legend(run, text),
        options=_options(run, text),
        quick=quick if run.content.get("quick") else "",
        note=_note(run, text),
    )


def title(run: Run, text: Text) -> str:
    """Return the title of the page."""
    if run.comparison:
        return text.plural("comparison.title", len(run.options), country=country_name(run, text),
                           against=option(run, text, run.comparison["baseline"]))  # fmt: skip
    return text.declared(scenario_text(run, "title")) or run.scenario


def _question(run: Run, text: Text) -> str:
    if run.comparison:
        return text("brief.question.options")
    return text.declared(scenario_text(run, "question"))


def scenario_text(run: Run, key: str) -> str:
    """Return title or question as the manifest holds it, for the scenario shown."""
    own = run.content.get("scenarios", {}).get(run.scenario, {})
    return str(run.content.get(key) or own.get(key) or "")


def _note(run: Run, text: Text) -> list[str]:
    """Return over which months numbers are told, by which rule they are judged, and which run this is."""
    judged = _verdicts(run)
    single = Verdict.SINGLE in judged
    first = next(_judged(run), None)
    counts = _counting(run, text, first) if first is not None else {}
    return [
        text("brief.note" if run.comparison else "brief.when", when=span(run, text, run.window),
             year=first_year(run.content)),
        *([text("brief.rule", **counts)] if judged and not single else []),
        *([text("verdict.many")] if any(is_held_back(one, one.verdict) for one in _judged(run)) else []),
        *([text("brief.rule.not_judged")] if judged & set(NOT_JUDGED) else []),
        *([covered(run, text)] if run.seeds > 1 else []),
        run_told(run, text),
        text("brief.note.persons", count=text.significant(run.content["country"]["weight"], 2)),
    ]  # fmt: skip


def _options(run: Run, text: Text) -> list[tuple[str, str]]:
    """Return the instruments of each option of a comparison, with their sizes."""
    return [(option(run, text, one), _all_sized(run, text, one)) for one in run.options if run.comparison]


def _legend(run: Run, text: Text) -> str:
    """Return what the symbols of a comparison's table say."""
    judged = _verdicts(run) if run.comparison else set()
    return ", ".join(f"{SYMBOLS[one]} {text(f'verdict.{one}')}" for one in SYMBOLS if one in judged)


def _counting(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    """Return how large a change of jobs counts, and which share of the employed that is."""
    share = jobs.relevant / jobs.base * 100 if jobs.base else 0.0
    return {"jobs": relevant_text(run, text, jobs), "share": text.number(share, 1)}


def _judged(run: Run) -> Iterator[Effect]:
    """Give the effects that the brief tells, jobs first."""
    for view in run.worlds:
        asked = options(view) if run.comparison else [one for one in (asked_of(view),) if one is not None]
        told = OUTCOMES if run.comparison else TILES
        yield from (item for name in told for one in asked if (item := effect(view, one, name)) is not None)


def _verdicts(run: Run) -> set[Verdict]:
    return {item.verdict for item in _judged(run)}
