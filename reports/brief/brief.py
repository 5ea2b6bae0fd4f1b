"""The brief as a whole: from the question to what the Declaration asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.brief.answer import answer
from reports.brief.caveats import caveats, quick
from reports.brief.chart import Chart, chart
from reports.brief.contents import contents
from reports.brief.demand import demand
from reports.brief.numbers import OUTCOMES, Number, asked_of, numbers
from reports.brief.sides import Sides, by_option, money_unit, sides
from reports.brief.sure import sure
from reports.brief.tables import Outcomes, outcome_tables
from reports.data.participants import laid_off, participants
from reports.data.run import Run
from reports.draw.table import Table, in_common
from reports.story.comparison import comparison_title
from reports.story.scorecard import answered, answers, clauses
from reports.story.sentences import (
    SYMBOLS,
    country_name,
    option,
    relevant_text,
    run_told,
    span,
    world_name,
)
from reports.text import Text
from simulator.findings.effects import Effect, effect, options
from simulator.findings.money import first_year
from simulator.findings.verdicts import NOT_JUDGED, Verdict, is_held_back


def reached(run: Run, text: Text) -> Iterator[str]:
    """Give it of the policy of a run, where enough people in courses are traced."""
    asked = None if run.comparison else asked_of(run)
    item = effect(run, asked, "in_training") if asked else None
    if item is None or item.mean <= 0 or not item.excludes_zero():
        return
    if participants(run, item.contrast):
        yield text("brief.reached", share=laid_off(run, text, item.contrast))


PAGE, BARE, LETTER, ROW, NAMED, BREAKS = 835, 906, 0.147, 24, 0.5, 0.5
"""Of a printed page: its height, that of a brief without its sentences (chart, numbers, titles), what each
letter, each row and each letter of a row's name adds at full size (pixels), and how letters fill an area."""


@dataclass(frozen=True)
class Brief:
    """What stands on one page, in one language. A comparison has tables where a run has numbers and sides."""

    kicker: str
    title: str
    question: str
    contents: list[str]
    answer: str
    demand: list[str]
    chart: Chart | None
    numbers: list[Number]
    outcomes: list[Outcomes]
    sides: Sides
    paid: Table
    paid_title: str
    sure: list[str]
    caveats: list[str]
    declaration: list[str]
    quick: str
    note: list[str] = field(default_factory=list)

    @property
    def fit(self) -> float:
        """By how much it is made smaller so that it fits a printed page; half is the least.

        Fitted to how high pages of runs and comparisons are in three languages, printed by a browser.
        """
        rows = [row for one in (*(told.table for told in self.outcomes), self.paid) for row in one.rows]
        lines = [self.question, self.answer, *self.contents, *self.demand, *self.sides.gains,
                 *self.sides.pays, *self.sure, *self.caveats, *self.declaration, *self.note]  # fmt: skip
        lines += [beside for one in self.numbers for beside in (one.told, *one.beside)]
        height = BARE + LETTER * sum(map(len, lines)) + sum(ROW + NAMED * len(row[0].text) for row in rows)
        return float(max(0.5, min(1.0, round((PAGE / height) ** BREAKS, 2))))

    @property
    def shared(self) -> dict[str, str]:
        """What the four numbers are traced by alike: it is written once, around them."""
        return in_common([cell.data for one in self.numbers for cell in one.cells])


def brief(run: Run, text: Text) -> Brief:
    """Return the brief of a run or a comparison."""
    asked = None if run.comparison else asked_of(run)
    return Brief(
        kicker=text("banner.kicker", country=country_name(run, text)),
        title=title(run, text),
        question=_question(run, text),
        contents=contents(run, text),
        answer=answer(run, text),
        demand=[*reached(run, text), *demand(run, text)],
        chart=chart(run, text),
        numbers=[] if run.comparison else numbers(run, text),
        outcomes=outcome_tables(run, text, OUTCOMES) if run.comparison else [],
        sides=sides(run, text, asked) if asked else Sides([], []),
        paid=by_option(run, text) if run.comparison else Table([], []),
        paid_title=_paid_title(run, text) if run.comparison else "",
        sure=sure(run, text),
        caveats=caveats(run, text),
        declaration=_declaration(run, text),
        quick=quick(run, text),
        note=_note(run, text),
    )  # fmt: skip


def title(run: Run, text: Text) -> str:
    """Return the title of the page."""
    if run.comparison:
        return comparison_title(run, text)
    return text.declared(scenario_text(run, "title")) or run.scenario


def _question(run: Run, text: Text) -> str:
    if run.comparison:
        return text("brief.question.options")
    return text.declared(scenario_text(run, "question"))


def scenario_text(run: Run, key: str) -> str:
    """Return title or question as the manifest holds it, for the scenario shown."""
    own = run.content.get("scenarios", {}).get(run.scenario, {})
    return str(run.content.get(key) or own.get(key) or "")


def _paid_title(run: Run, text: Text) -> str:
    told = text("brief.paid.title", unit=money_unit(run, text))
    several = len(run.worlds) > 1
    return text("brief.paid.world", title=told, world=world_name(text, run.world)) if several else told


def _declaration(run: Run, text: Text) -> list[str]:
    """Return which clauses the run answers; of a comparison, which each option does."""
    if "families" not in run.content:
        return []
    if not run.comparison:
        return answers(run, text, run.scenario) or [text("declaration.none")]
    found = {one: answered(run, one) for one in run.options}
    told = [
        text("declaration.option", option=option(run, text, one), clauses=clauses(text, asked))
        for one, asked in found.items() if asked
    ]  # fmt: skip
    return told or [text("declaration.none")]


def _note(run: Run, text: Text) -> list[str]:
    """Return over which months numbers are told, by which rule they are judged, and which run this is."""
    judged = _verdicts(run)
    single = Verdict.SINGLE in judged
    first = next(_judged(run), None)
    counts = _counting(run, text, first) if first is not None else {}
    legend = ", ".join(f"{SYMBOLS[one]} {text(f'verdict.{one}')}" for one in SYMBOLS if one in judged)
    return [
        text("brief.note" if run.comparison else "brief.when", when=span(run, text, run.window),
             year=first_year(run.content)),
        *([text("brief.rule", **counts)] if judged and not single else []),
        *([text("verdict.many")] if any(is_held_back(one, one.verdict) for one in _judged(run)) else []),
        *([text("brief.rule.not_judged")] if judged & set(NOT_JUDGED) else []),
        *([text("brief.legend", legend=legend)] if run.comparison and judged else []),
        run_told(run, text),
        text("brief.note.persons", count=text.significant(run.content["country"]["weight"], 2)),
    ]  # fmt: skip


def _counting(run: Run, text: Text, jobs: Effect) -> dict[str, str]:
    """Return how large a change of jobs counts, and which share of the employed that is."""
    share = jobs.relevant / jobs.base * 100 if jobs.base else 0.0
    return {"jobs": relevant_text(run, text, jobs), "share": text.number(share, 1)}


def _judged(run: Run) -> Iterator[Effect]:
    """Give the effects that the brief tells, jobs first."""
    for view in run.worlds:
        asked = options(view) if run.comparison else [one for one in (asked_of(view),) if one is not None]
        yield from (item for name in OUTCOMES for one in asked
                    if (item := effect(view, one, name)) is not None)  # fmt: skip


def _verdicts(run: Run) -> set[Verdict]:
    return {item.verdict for item in _judged(run)}
