"""Who is kept out, and who is laid off, as AI takes tasks of entry posts first.

In each world with the entry tier as it ships; without it (AI takes tasks of all posts alike, and firms fill
posts that it is about to take); with a weaker one; and with firms' plans alone. Differences are from the
world without further AI on the same seeds, means of the last five years of fifteen.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import REPLAYED, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import LAST, MONTHS, NONE, PERCENT, THOUSAND, Channel, last, throw
from simulator.agents.person import EMPLOYED
from simulator.findings.estimates import over_seeds
from simulator.kit.targeting import exposure_fifths
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

WORLDS = ("moderate", "rapid")
AS_SHIPPED = "as shipped"
CHANNELS = (
    Channel(AS_SHIPPED),
    Channel("no entry tier", {"entry_first": 0.0, "planning_horizon": 0.0}),
    Channel("half of the first tasks are beginners'", {"entry_first": 0.5}),
    Channel("planned, tasks of all alike", {"entry_first": 0.0}),
)
AGES = {"young": (22, 25), "older": (35, 49)}
MOST_EXPOSED = 5
COLUMNS = (
    Column("row", "what"),
    Column("tasks", "tasks done by AI, %", ".2f"),
    Column("open", "openings that take beginners, %", ".1f"),
    Column("young", "aged 22-25 in the most exposed fifth, %", "+.1f"),
    Column("young_error", "s.e.", ".1f"),
    Column("older", "aged 35-49 there, %", "+.1f"),
    Column("older_error", "s.e.", ".1f"),
    Column("youth", "unemployment 16-24, points", "+.2f"),
    Column("beginners", "beginners among employees, points", "+.2f"),
    Column("abolished", "posts abolished, thousand", ".0f"),
    Column("forgone", "of these hiring forgone, %", ".0f"),
    Column("layoffs", "laid off for AI, thousand", ".0f"),
    Column("layoffs_error", "s.e.", ".0f"),
    Column("jobs", "jobs, thousand", "+.0f"),
    Column("jobs_error", "s.e.", ".0f"),
)


def observe(economy: "Economy") -> dict[str, float]:
    """Employees of two ages in the most exposed fifth of occupations, and beginners among all (heads)."""
    q = economy.persons
    age = (economy.month - q.birth_month) // 12
    employed = q.status == EMPLOYED
    there = employed & (exposure_fifths(economy.country) == MOST_EXPOSED)[q.occupation]
    found = {name: float((there & (age >= low) & (age <= high)).sum()) for name, (low, high) in AGES.items()}
    new = employed & (q.experience < economy.parameters["entry_months"])
    return found | {"beginners": float(new.sum()) / float(employed.sum())}


def calls(asked: Asked) -> list[tuple[Run]]:
    """Each world with each switch, and the world without further AI, by base seed."""
    cells = [(NONE, CHANNELS[0]), *((world, one) for world in WORLDS for one in CHANNELS)]
    return [
        (Run(asked.country, seed, asked.persons, MONTHS, world, {}, frozen_demography=False, taxes=REPLAYED,
             before=partial(throw, channel=one), measure=observe, label=(world, one.name)),)
        for world, one in cells for seed in asked.base_seeds
    ]  # fmt: skip


def youth_unemployment(run: Measured) -> float:
    """Unemployment rate at 16 to 24, mean of the months of the last five years that are broken down."""
    months = sorted({month for month, *_ in run.parts if month >= MONTHS - LAST})
    return float(np.mean([run.parts[month, "unemployment_rate", "age_group", "16-24"] for month in months]))


def row(name: str, with_it: Sequence[Measured], without: Sequence[Measured]) -> dict[str, Any]:
    """Levels of AI's use, and differences over the seeds."""
    pairs = list(zip(with_it, without, strict=True))
    young, older = (
        over_seeds([PERCENT * (last(one, age) / last(other, age) - 1.0) for one, other in pairs])
        for age in AGES
    )
    jobs = over_seeds([THOUSAND * (last(one, "employed") - last(other, "employed")) for one, other in pairs])
    layoffs = over_seeds([THOUSAND * float(one.totals["displaced"].sum()) for one in with_it])
    abolished = float(np.mean([one.totals["posts_abolished"].sum() for one in with_it]))
    forgone = float(np.mean([one.totals["posts_abolished_hiring_forgone"].sum() for one in with_it]))
    youth = [youth_unemployment(one) - youth_unemployment(other) for one, other in pairs]
    beginners = [last(one, "beginners") - last(other, "beginners") for one, other in pairs]
    return {
        "row": name,
        "tasks": PERCENT * float(np.mean([last(one, "tasks_automated") for one in with_it])),
        "open": PERCENT * float(np.mean([last(one, "openings_for_beginners") for one in with_it])),
        "young": young.mean, "young_error": young.error, "older": older.mean, "older_error": older.error,
        "youth": PERCENT * float(np.mean(youth)),
        "beginners": PERCENT * float(np.mean(beginners)),
        "abolished": THOUSAND * abolished,
        "forgone": PERCENT * forgone / max(abolished, 1e-300),
        "layoffs": layoffs.mean, "layoffs_error": layoffs.error,
        "jobs": jobs.mean, "jobs_error": jobs.error,
    }  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each world and switch."""
    by_label: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_label.setdefault(one.run.label, []).append(one)
    without = by_label.pop((NONE, AS_SHIPPED))
    rows = [row(", ".join(label), runs, without) for label, runs in by_label.items()]
    levels = "Tasks, openings, posts and layoffs are levels of the run named, the others differences"
    notes = [f"{levels}; {asked.size}."]
    return Table(asked.country, f"The entry tier, {load_country(asked.country).name()}", rows, notes)


STUDY = Study(
    of=country("ESP"), size=USUAL | {"seeds": 5, "base_seed": 9301}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
