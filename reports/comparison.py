"""The parts of the page that a comparison has: sentences by option, a scorecard a world, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.answer import Sentence, option_answer
from reports.effects import contrasts, options
from reports.run import Run
from reports.scorecard import Row, heads, scorecard
from reports.sentences import country_name, option, world_name
from reports.table import Cell, Table, name
from reports.text import Text
from reports.tradeoff import TradeOff, trade_off

ABSENT = "–"


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
    differing: Table
    tradeoffs: list[TradeOff]
    worlds: str
    runs: str


def comparison(run: Run, text: Text) -> Comparison:
    """Return the parts of the page; every world is read by itself."""
    worlds = run.comparison["worlds"]
    runs = [run, *(Run(run.folder, world) for world in worlds[1:])]
    count = len(run.comparison["options"]) + 1
    return Comparison(
        cards=[_card(one, text, place) for place, one in enumerate(runs)],
        differing=differing(run, text),
        tradeoffs=[trade_off(one, text) for one in runs],
        worlds=", ".join(world_name(text, world) for world in worlds),
        runs=text("banner.runs.comparison", seeds=text.plural("count.seeds", run.seeds),
                  options=text.plural("count.options", count),
                  worlds=text.plural("count.worlds", len(worlds)),
                  persons=text.number(run.content["persons"], 0)),
    )  # fmt: skip


def comparison_title(run: Run, text: Text) -> str:
    """Return the title of the page: how many options, in which country."""
    return text.plural("comparison.title", len(run.options), country=country_name(run, text),
                       against=option(run, text, run.comparison["baseline"]))  # fmt: skip


def option_sentences(run: Run, text: Text) -> list[Sentence]:
    """Return what AI does to jobs, then what each option does to jobs and to the public budget."""
    ai = [(item, "employed") for item in contrasts(run) if item.name == "ai"]
    wanted = ai + [(item, what) for item in options(run) for what in ("employed", "public_balance")]
    made = [option_answer(run, text, contrast, indicator) for contrast, indicator in wanted]
    return [sentence for sentence in made if sentence is not None]


def _card(run: Run, text: Text, place: int) -> Card:
    world = world_name(text, run.world)
    against = option(run, text, run.comparison["baseline"])
    return Card(
        suffix=f"-{place + 1}" if place else "",
        title=text("scorecard.title", world=world, against=against),
        heads=heads(run, text),
        rows=scorecard(run, text),
        against=against,
    )


def differing(run: Run, text: Text) -> Table:
    """Return the settings in which the options differ: one row a setting, one column an option."""
    names = [run.comparison["base"], *run.comparison["options"]]
    settings = [_settings(text, run.content["scenarios"][one]) for one in names]
    keys = dict.fromkeys(key for one in settings for key in one)
    rows = []
    for key in keys:
        values = [one.get(key, ABSENT) for one in settings]
        if len(set(values)) > 1:
            rows.append([name(key), *map(Cell, values), Cell(text.declared(_unit(run, key, names)))])
    heads = [text("compared.setting"), *(option(run, text, one) for one in names), text("compared.unit")]
    return Table(heads, rows)


def _settings(text: Text, scenario: dict[str, Any]) -> dict[str, str]:
    """Return what a scenario sets: each parameter of each instrument, and how it is financed."""
    found: dict[str, str] = {}
    for item in scenario["policies"]:
        for instrument, values in item.items():
            told = {key: value for key, value in values.items() if key != "source"}
            found |= {f"{instrument}.{key}": _plain(text, value) for key, value in told.items()}
    return found | {"financing": _plain(text, scenario["financing"])}


def _plain(text: Text, value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(text, inner)}" for key, inner in value.items())
    return text.significant(value) if isinstance(value, float) else str(value)


def _unit(run: Run, key: str, names: list[str]) -> str:
    parameters = run.content.get("parameters", {})
    places = (key, *(f"{one}: {key}" for one in names))
    return next((str(parameters[place]["unit"]) for place in places if place in parameters), "")
