"""What each world does in a country, beside what its authors say follows.

A world is recognised by the tasks that AI does and the posts that go; the rest is printed beside what those
say who had a world of that size in mind. Each row is paired with the world without further AI on the same
seeds. Wide worlds lie far outside of anything that the model was tested on: their rows show whether it stays
sane there.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import (
    LAST,
    NO_STABILISER,
    NONE,
    PERCENT,
    WORLDS,
    Cell,
    key_of,
    last,
    run_of,
)
from simulator.scenario.shipped_worlds import load_world

YEARS = 10
COLUMNS = (
    Column("country", "country"),
    Column("world", "world"),
    Column("strength", "S", "g"),
    Column("tasks", "tasks done by AI, %", ".1f"),
    Column("posts", "posts abolished, % of employees", ".1f"),
    Column("layoffs", "laid off for AI, %", ".1f"),
    Column("jobs", "employment, %", "+.1f"),
    Column("growth", "GDP growth to year 10, points a year", "+.2f"),
    Column("labour_share", "labour share, points", "+.1f"),
    Column("real_wage", "real wage, %", "+.1f"),
    Column("prices", "consumer prices, %", "+.1f"),
    Column("ai_spending", "spending on AI, % of GDP", ".2f"),
    Column("stabilisation", "stabilisation, % of GDP", "+.1f"),
    Column("says", "what its authors say"),
)


def cells() -> list[Cell]:
    """Every world under the shipped closure and without the stabiliser, and what they are compared with."""
    return [Cell("", world, closure) for closure in ({}, NO_STABILISER) for world in (NONE, *WORLDS)]


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every world, closure and base seed of each country."""
    return [
        (run_of(cell, replace(asked, countries=(iso3,)), seed),)
        for iso3 in asked.countries for cell in cells() for seed in asked.base_seeds
    ]  # fmt: skip


def row(with_ai: Sequence[Measured], without: Sequence[Measured]) -> dict[str, Any]:
    """One world in one country: levels of what AI does, differences of what follows."""
    pairs = list(zip(with_ai, without, strict=True))

    def ratio(name: str) -> float:
        return PERCENT * float(np.mean([last(one, name) / last(other, name) - 1.0 for one, other in pairs]))

    def staff(run: Measured) -> float:
        return float(run.totals["employees"][0])

    def growth(run: Measured) -> float:
        year = [run.totals["real_gdp"][k : k + 12].sum() for k in (0, 12 * YEARS)]
        return float(np.log(year[1] / year[0])) / YEARS

    def level(name: str, over: str) -> float:
        return PERCENT * float(np.mean([last(one, name) / last(one, over) for one in with_ai]))

    def gone(name: str) -> float:
        return PERCENT * float(np.mean([one.totals[name].sum() / staff(one) for one in with_ai]))

    return {
        "tasks": PERCENT * float(np.mean([last(one, "tasks_automated") for one in with_ai])),
        "posts": gone("posts_abolished"),
        "layoffs": gone("displaced"),
        "jobs": ratio("employed"),
        "growth": PERCENT * float(np.mean([growth(one) - growth(other) for one, other in pairs])),
        "labour_share": PERCENT * float(
            np.mean([last(one, "labour_share") - last(other, "labour_share") for one, other in pairs])
        ),
        "real_wage": ratio("real_wage"),
        "prices": ratio("price_level"),
        "ai_spending": level("ai_spending", "gdp"),
        "stabilisation": level("spending_stabilisation", "gdp"),
    }  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each country, closure and world."""
    by_key: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_key.setdefault((one.run.iso3, *one.run.label), []).append(one)
    rows = [
        {"country": iso3, "world": cell.world, "strength": cell.closure.get("stabilisation", 0.3),
         "says": " | ".join(load_world(cell.world).recognised)}
        | row(by_key[iso3, *key_of(cell)], by_key[iso3, *key_of(cell.base())])
        for iso3 in asked.countries for cell in cells() if cell.world != NONE
    ]  # fmt: skip
    notes = [
        f"Means of the last {LAST} months of fifteen years; posts and layoffs are summed over the run, over "
        f"employees of month 0; {asked.size}. Tasks, posts, layoffs, spending on AI and stabilisation are "
        "levels, the others differences from the world without further AI under the same closure.",
        "Nothing is fitted to what the authors say. Workers displaced, in their words, are posts abolished: "
        "most of these are not filled again, and nobody is laid off. Missing here: tasks that become more "
        "productive because others are automated, and new firms.",
    ]
    return Table("_".join(asked.countries), "Worlds, and what their authors say", rows, notes)


STUDY = Study(
    of=countries(("ESP", "USA", "BRA")), size=USUAL | {"seeds": 2, "base_seed": 9301}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
