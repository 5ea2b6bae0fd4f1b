"""The files of a run folder beside its tables: every scenario with its rules, and one workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from simulator.experiment.content import FOLDER
from simulator.experiment.places import Surroundings
from simulator.experiment.plan import Plan
from simulator.experiment.solve.balance import Balance
from simulator.findings import costing, winners
from simulator.findings.effects import PATH_NEEDED, Contrast, Course, Effect, paths
from simulator.findings.headline import GETS_NEEDED, NEEDED, gets_rows, headline, over_closures
from simulator.findings.lives import Panel
from simulator.findings.options import ComparedRow, at_places
from simulator.findings.results import DEFLATOR, Results, is_at, totals_of
from simulator.findings.winners import Cell, Winners
from simulator.findings.workbook import Words, write_spreadsheet
from simulator.scenario.file.dump import resolved_yaml
from simulator.store import folder

type Balances = Mapping[tuple[str, Surroundings], Balance]


@dataclass(frozen=True)
class People:
    """Incomes by tenth, and who gains or loses; scenarios bear their place where there are several."""

    tenths: Sequence[Effect]
    winners: Sequence[Cell]


def in_first_place(results: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Rows of the first world under the first closure, of variants those of the base: none is ever pooled."""
    if len(plan.places) > 1:
        first = plan.places[0]
        results = results.filter(is_at(first.world, first.closed.label))
    return results.filter(pl.col("scenario").cast(pl.String) == plan.base.name) if plan.variants else results


def write_scenarios(partial: Path, asked: Plan, solved: Plan) -> list[str]:
    """Write every scenario, resolved, and its rule files; returns the places of the scenarios in the folder.

    That of a run under one closure holds the rate at which its budget balances, others what was asked for.
    """
    home = partial if asked.is_run else partial / FOLDER
    home.mkdir(exist_ok=True)
    for scenario in asked.scenarios:
        folder.write(scenario, home)
    if asked.is_run:
        solution = solved.placed(solved.base, solved.places[0])
        named = {"scenario.yaml": solution if asked.is_one_run else asked.base}
    else:
        named = {f"{FOLDER}/{one.name}.yaml": one for one in asked.scenarios}
    for name, scenario in named.items():
        (partial / name).write_text(resolved_yaml(scenario), encoding="utf-8")
    return list(named)


def rows_of_plan(
    plan: Plan, results: pl.DataFrame, content: Mapping[str, Any], balances: Balances
) -> list[ComparedRow]:
    """What the terminal and the workbook tell of each place; of a run its headline, balance last."""
    balance = balances.get((plan.base.name, plan.places[0])) if plan.is_run else None
    is_balanced = balance.balances if balance else None
    found = {
        place: headline(here, is_balanced)
        for place, here in _found(plan, totals_of(results, NEEDED), content)
    }
    first = plan.closures[0]
    for place in [one for one in found if one.closed == first]:
        mine = {one.closed.label: rows for one, rows in found.items() if one.world == place.world}
        found[place] = over_closures(mine)
    told = found if not plan.is_run else {plan.places[0]: found[plan.places[0]]}
    return [ComparedRow(place, row) for place, rows in told.items() for row in rows]


def _found(
    plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]
) -> Iterator[tuple[Surroundings, Results]]:
    """Yield each place with what was found there."""
    if not plan.is_run:
        yield from at_places(results, plan.places, {**content, "comparison": plan.plain()})
        return
    for place in plan.places:
        yield place, Results(results, content, closure=place.closed.label if len(plan.places) > 1 else "")


def gets_of_plan(plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]) -> list[ComparedRow]:
    """Who gets it, of each place; of a run where it is told."""
    found = _found(plan, totals_of(results, GETS_NEEDED), content)
    places = islice(found, 1) if plan.is_run else found
    return [ComparedRow(place, row) for place, here in places for row in gets_rows(here)]


def paths_of_plan(
    plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]
) -> list[tuple[Contrast, Course]]:
    """Effects in some years of a run, where it is told; none of a comparison."""
    found = _found(plan, totals_of(results, PATH_NEEDED), content) if plan.is_run else iter(())
    return [one for _, here in islice(found, 1) for one in paths(here)]


def write_workbook(
    partial: Path,
    plan: Plan,
    results: pl.DataFrame,
    rows: Sequence[ComparedRow],
    gets: Sequence[ComparedRow],
    people: People,
    content: Mapping[str, Any],
    words: Words,
) -> None:
    """The workbook; a scenario is named with its world and closure where there are several."""
    names = [str(one["name"]) for one in content["indicators"]]
    places = _found(plan, totals_of(results, costing.needed(names)), content)
    costed = [replace(one, contrast=_named(plan, one.contrast, place))
              for place, here in (islice(places, 1) if plan.is_run else places)
              for one in costing.costings(here)]  # fmt: skip
    told, shared = (
        [replace(one.row, scenario=plan.named(one.row.scenario, one.place)) for one in each]
        for each in (rows, gets)
    )
    table = _told_apart(results, plan)
    write_spreadsheet(
        partial / "tables.xlsx", table, told, costed, shared, people.tenths, people.winners, content, words
    )


def people_of_plan(
    plan: Plan, results: pl.DataFrame, persons: pl.DataFrame, content: Mapping[str, Any]
) -> People:
    """What it does to people, of each place; of a run where it is told."""
    parts = results.filter(pl.col("indicator").cast(pl.String).is_in(winners.NEEDED))
    prices = totals_of(results, [DEFLATOR])
    return People(list(_deciles(plan, parts, content)), list(_winners(plan, prices, persons, content)))


def _deciles(plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]) -> Iterator[Effect]:
    found = _found(plan, results, content)
    for place, here in islice(found, 1) if plan.is_run else found:
        for one in winners.effects(here):
            yield replace(one, contrast=_named(plan, one.contrast, place))


def _named(plan: Plan, contrast: Contrast, place: Surroundings) -> Contrast:
    return replace(contrast, scenario=plan.named(contrast.scenario, place))


def _winners(
    plan: Plan, prices: pl.DataFrame, persons: pl.DataFrame, content: Mapping[str, Any]
) -> Iterator[Cell]:
    found = _found(plan, prices, content)
    for place, here in islice(found, 1) if plan.is_run else found:
        for cell in Winners(Panel(here, persons.filter(here.here))).cells():
            yield replace(cell, contrast=_named(plan, cell.contrast, place))


def _told_apart(results: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Results whose scenarios bear the name of what there are several of."""
    counts = {"world": len(plan.worlds), "closure": len(plan.closures)}
    several = [name for name, count in counts.items() if count > 1]
    if not several:
        return results
    where = pl.concat_str([pl.col(name).cast(pl.String) for name in several], separator=", ")
    return results.with_columns(scenario=pl.format("{} [{}]", pl.col("scenario").cast(pl.String), where))
