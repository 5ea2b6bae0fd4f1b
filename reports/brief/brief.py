"""The first screen: question, answer, price, the same money as cash, chart, numbers, what is sure.

What a policy is: its instruments with what sets their size.

What a comparison is read by: a row an option, six outcomes, coloured where the difference is clear.

The answer for a terminal: its sentences, then six outcomes, in lines of 80 characters.

The brief as a PDF of one page, set without a browser.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from itertools import batched, chain, zip_longest
from textwrap import wrap
from typing import Any

from reports.brief.answer import (
    FOUR,
    Number,
    answer,
    asked_of,
    called,
    cash,
    compared,
    economies,
    numbers,
    price,
    sure,
    told_of,
)
from reports.brief.chart import Chart, chart, strip
from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_data, in_common, name
from reports.draw.units import Scale, effect_scale, fitted
from reports.story.limits import covered
from reports.story.sentences import (
    SYMBOLS,
    country_name,
    option,
    relevant_text,
    run_told,
    span,
    titled,
    world_name,
)
from reports.story.settings import declaration_of, instrument_name, unit_of
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.results import first_year
from simulator.findings.verdicts import NOT_JUDGED, Verdict, is_held_back

OUTCOMES = ("employed", "unemployment_rate", "arop", "real_disposable_income", "real_gdp", "public_balance")
IN_PERCENT = "real_gdp"
"""The one of the six whose difference is told in per cent."""


@dataclass(frozen=True)
class Outcomes:
    """A table, under the name of its world where there are several."""

    title: str
    table: Table


def six(run: Run, contrast: Contrast) -> dict[str, Effect]:
    """Return the six outcomes of one contrast, as far as the run holds them."""
    found = {one: effect(run, contrast, one, relative=one == IN_PERCENT) for one in OUTCOMES}
    return {one: item for one, item in found.items() if item is not None}


def _world(run: Run, text: Text) -> str:
    return text("legend.world", world=world_name(text, run.world))


def _of_world(run: Run, text: Text) -> Table:
    """Return the table of a comparison in one world, rows options."""
    found = {called(run, text, one): six(run, one) for one in compared(run)}
    known = {outcome: [own[outcome] for own in found.values() if outcome in own] for outcome in OUTCOMES}
    shown = {outcome: effect_scale(run, text, *items) for outcome, items in known.items() if items}
    rows = []
    for option_name, own in found.items():
        cells = [cell(text, scale, own.get(outcome)) for outcome, scale in shown.items()]
        rows.append([name(option_name), *cells])
    return Table([text("costs.option"), *(headed(text, *one) for one in shown.items())], rows)


def headed(text: Text, outcome: str, shown: Scale) -> str:
    """Return what an outcome is called in few letters, with its unit."""
    return f"{text.sentence(f'head.noun.{outcome}')} ({replace(shown, year='').short_label(text)})"


def cell(text: Text, shown: Scale, item: Effect | None) -> Cell:
    """Return mean, interval and the symbol of the verdict in one cell."""
    if item is None:
        return Cell(text("number.missing"))
    own = fitted(shown, item)
    told = own.ends(text, item)
    words = text("brief.single" if item.n < 2 else "brief.cell", symbol=SYMBOLS[item.verdict], **told)
    between = text("head.range", **told) if item.n > 1 else ""
    data = effect_data(item) | {"stat": "mean", "scale": f"{shown.factor:.10g}", "verdict": str(item.verdict)}
    return Cell(words, item.mean * shown.factor, data, title=between)


WIDTH, NAME, OPTION = 80, 24, 14
"""Characters of a line, of an outcome's name, of an option's column, in a comparison."""


def lines(run: Run, text: Text) -> list[str]:
    """Return the answer, its price and the same money as cash, six rows, and what is sure."""
    told = [wrap(one, WIDTH) for one in (answer(run, text), price(run, text), cash(run, text))]
    rows = _of_options(run, text) if run.comparison else _of_run(run, text)
    return [*chain(*told), "", *rows, "", *wrap(" ".join(sure(run, text)), WIDTH)]


def _of_run(run: Run, text: Text) -> list[str]:
    """Return a line an outcome: mean, range, verdict, in columns as wide as what stands in them."""
    asked = asked_of(run)
    rows = [_row(run, text, item) for item in six(run, asked).values()] if asked else []
    rooms = [max(map(len, column)) for column in zip(*rows, strict=True)]
    apart = " " * (2 if sum(rooms) + 2 * (len(rooms) - 1) <= WIDTH else 1)
    padded = ([one.ljust(room) for one, room in zip(row, rooms, strict=True)] for row in rows)
    return [apart.join(row).rstrip() for row in padded]


def _row(run: Run, text: Text, item: Effect) -> tuple[str, ...]:
    shown = replace(effect_scale(run, text, item), year="")
    told = shown.ends(text, item)
    mean, between = told["mean"], text("head.range", **told) if item.n > 1 else ""
    size = f"{mean} {shown.short_label(text, item.mean)}"
    return text.sentence(f"head.noun.{item.indicator}"), size, between, text(f"verdict.{item.verdict}")


def _of_options(run: Run, text: Text) -> list[str]:
    """Return for each world the outcomes in lines and the options in columns, as many as have room."""
    told = list[str]()
    room = (WIDTH - NAME) // OPTION
    for view in run.worlds:
        told += [_world(view, text)] if len(run.worlds) > 1 else []
        found = {called(view, text, one): six(view, one) for one in compared(view)}
        for names in batched(found, room):
            heads = zip_longest(*(wrap(one, OPTION - 2) for one in names), fillvalue="")
            told += [" " * NAME + "".join(part.rjust(OPTION) for part in line) for line in heads]
            told += [_across(view, text, one, [found[name].get(one) for name in names]) for one in OUTCOMES]
    return told


def _across(run: Run, text: Text, outcome: str, items: list[Effect | None]) -> str:
    known = [item for item in items if item is not None]
    if not known:
        return ""
    shown, cells = effect_scale(run, text, *known), list[str]()
    for one in items:
        mean = shown.show(text, one.mean, signed=True) if one else text("number.missing")
        cells.append(f"{mean} {SYMBOLS[one.verdict] if one else ''}")
    return f"{headed(text, outcome, shown):<{NAME}.{NAME - 1}}" + "".join(f"{one:>{OPTION}}" for one in cells)


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
    return sized(run, text, run.scenario)


def sized(run: Run, text: Text, scenario: str) -> str:
    """Return the instruments of a scenario with their sizes."""
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
    worlds, judged = (run.worlds, _verdicts(run)) if run.comparison else ((), set())
    own = "" if run.comparison else text.declared(scenario_text(run, "question"))
    return Brief(
        kicker=text("banner.kicker", country=country_name(run, text)),
        title=title(run, text),
        question=text("brief.question.options") if run.comparison else own,
        contents=contents(run, text),
        answer=answer(run, text),
        price=price(run, text),
        cash=cash(run, text),
        sure=sure(run, text),
        chart=chart(run, text),
        strip=strip(run, text),
        numbers=[] if run.comparison else numbers(run, text),
        outcomes=[Outcomes(_world(one, text), _of_world(one, text)) for one in worlds],
        legend=", ".join(f"{SYMBOLS[one]} {text(f'verdict.{one}')}" for one in SYMBOLS if one in judged),
        options=[(option(run, text, one), sized(run, text, one)) for one in run.options],
        quick=quick if run.content.get("quick") else "",
        note=_note(run, text),
    )


def title(run: Run, text: Text) -> str:
    """Return the title of the page."""
    if run.comparison:
        country, against = country_name(run, text), option(run, text, run.comparison["baseline"])
        return text.plural("comparison.title", len(run.options), country=country, against=against)
    return text.declared(scenario_text(run, "title")) or run.scenario


def scenario_text(run: Run, key: str) -> str:
    """Return title or question as the manifest holds it, for the scenario shown."""
    own = run.content.get("scenarios", {}).get(run.scenario, {})
    return str(run.content.get(key) or own.get(key) or "")


def _note(run: Run, text: Text) -> list[str]:
    """Return over which months numbers are told, by which rule they are judged, and which run this is."""
    judged, found = _verdicts(run), list(_judged(run))
    months = {"when": span(run, text, run.window), "year": first_year(run.content)}
    told = [text("brief.note" if run.comparison else "brief.when", **months)]
    if found and Verdict.SINGLE not in judged:
        share = found[0].relevant / found[0].base * 100 if found[0].base else 0.0  # of the employed
        counts = relevant_text(run, text, found[0])
        told.append(text("brief.rule", jobs=counts, share=text.number(share, 1)))
    told += [text("verdict.many")] if any(is_held_back(one, one.verdict) for one in found) else []
    told += [text("brief.rule.not_judged")] if judged & set(NOT_JUDGED) else []
    told += [covered(run, text)] if run.seeds > 1 else []
    told += economies(run, text) if run.comparison else []
    weight = text.significant(run.content["country"]["weight"], 2)
    return [*told, run_told(run, text), text("brief.note.persons", count=weight)]


def _judged(run: Run) -> Iterator[Effect]:
    """Give the effects that the brief tells, jobs first."""
    for view in run.worlds:
        for outcome in OUTCOMES if run.comparison else FOUR:
            found = (effect(view, one, outcome) for one in told_of(view))
            yield from (item for item in found if item is not None)


def _verdicts(run: Run) -> set[Verdict]:
    return {item.verdict for item in _judged(run)}


def pdf(run: Run, text: Text) -> bytes:
    """Return the page; the same bytes for the same run. Fonts are embedded, its words can be selected."""
    import typst

    source = files("reports").joinpath("brief", "brief.typ").read_bytes()
    told = {"brief": json.dumps(_plain(brief(run, text), run, text), ensure_ascii=False)}
    started = str(run.manifest.get("run", {}).get("started", ""))  # the document bears it as its date
    when = int(datetime.fromisoformat(started).timestamp()) if started else 0
    made = typst.compile(source, format="pdf", sys_inputs=told, ignore_system_fonts=True, timestamp=when)
    assert isinstance(made, bytes)
    return made


PLAIN = "kicker title question contents answer sure quick"
"""What the template reads as it stands."""


def _plain(told: Brief, run: Run, text: Text) -> dict[str, Any]:
    """Return what the template reads."""
    same = {name: getattr(told, name) for name in PLAIN.split()}
    return same | {
        "lang": text.lang,
        "author": str(run.content.get("author", "")),
        "price": [one for one in (told.price, told.cash) if one],
        "charts": [vars(one) for one in (told.chart, told.strip) if one],
        "numbers": [{key: said for key, said in vars(one).items() if key != "cells"} for one in told.numbers],
        "tables": [_table(one.title, one.table) for one in told.outcomes],
        "note": [*([f"{told.legend}."] if told.legend else []), *told.note],
    }


def _table(title: str, table: Table) -> dict[str, Any]:
    rows = [[f"{cell.text} {cell.about}".strip() for cell in row] for row in table.rows]
    return {"title": title, "columns": table.columns, "rows": rows}
