"""What each part of a training programme does to jobs, prices and the budget: one part is added at a time.

First people are kept from searching by a course that gives them nothing (lock-in), then employers rank who
has finished higher (matching), then courses teach (skill), stipends are paid and courses bought (spending),
and in the end income tax rises (tax). Each row is paired with the run without the programme, each step with
the row before, on the same seeds; means of the last five of fifteen years, and of the first two of the
programme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import REPLAYED, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import ENDS
from simulator.findings.estimates import over_seeds

MONTHS, LAST = 181, slice(-60, None)
START, FIRST = 24, slice(25, 49)
WORLD = "moderate"
THOUSAND, POINTS, BILLION_A_YEAR = 1e-3, 100.0, 12e-9
INSTRUMENT = "training_programme"
EMPTY = {"certificate": 0.0, "learnt": 0.0, "stipend": 0.0, "stipend_floor": 0.0, "course_cost": 0.0}
"""A course that ranks nobody higher, teaches nothing, pays nothing beyond benefits and costs nothing."""
COLUMNS = (
    Column("closure", "closure"),
    Column("part", "part"),
    Column("jobs", "jobs so far, thousand", "+.0f"),
    Column("jobs_error", "s.e.", ".0f"),
    Column("step", "this part, thousand", "+.0f"),
    Column("step_error", "s.e.", ".0f"),
    Column("first", "jobs so far, first two years", "+.0f"),
    Column("unemployment", "unemployment, points", "+.2f"),
    Column("real_gdp", "real GDP, %", "+.2f"),
    Column("real_wage", "real wage, %", "+.2f"),
    Column("balance", "public balance, billion a year", "+.1f"),
)


@dataclass(frozen=True)
class Part:
    """What is added: values that the scenario sets and the row before had not, or a change of the law."""

    name: str
    restored: tuple[str, ...] = ()
    law: Mapping[str, Any] = field(default_factory=dict)


PARTS = (
    Part("lock-in: places, and nothing else"),
    Part("matching: employers rank who has finished", ("certificate",)),
    Part("skill: courses teach", ("learnt",)),
    Part("spending: stipends and courses", ("stipend", "stipend_floor", "course_cost")),
    Part("tax: half a point on every bracket", law={"income_tax": {"2027-01": "+0.5 points"}}),
)


def calls(asked: Asked) -> list[tuple[Run]]:
    """The run without the programme, then each part on top of those before, by closure and base seed."""
    programme = shipped_programme(asked.country)
    found = []
    for closure in ENDS:
        for place in range(len(PARTS) + 1):
            added = PARTS[:place]
            kept = {name for part in added for name in part.restored}
            empty = {name: value for name, value in EMPTY.items() if name not in kept}
            law = {name: change for part in added for name, change in part.law.items()}
            policies = [{INSTRUMENT: {**programme, **empty}}] if added else []
            found += [
                (Run(asked.country, seed, asked.persons, MONTHS, WORLD, closure,
                     frozen_demography=False, taxes=REPLAYED, policies=policies, law=law,
                     label=(closure, place)),)
                for seed in asked.base_seeds
            ]  # fmt: skip
    return found


def shipped_programme(iso3: str) -> dict[str, Any]:
    """The shipped programme as a scenario writes it."""
    from simulator.scenario.load import load_scenario

    scenario = load_scenario(f"{iso3.lower()}/{INSTRUMENT}")
    (policy,) = (one for one in scenario.policies if one.name == INSTRUMENT)
    return policy.plain(scenario.start)


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each closure and part."""
    by_label: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_label.setdefault(one.run.label, []).append(one)
    rows = []
    for closure in ENDS:
        runs = [by_label[closure, place] for place in range(len(PARTS) + 1)]
        for place, part in enumerate(PARTS, start=1):
            told = {"closure": closure, "part": part.name}
            rows.append(told | _row(runs[0], runs[place - 1], runs[place]))
    notes = [
        f"World {WORLD}, {asked.size}; means of the last 60 of {MONTHS - 1} months. Whoever is on a course "
        "keeps the benefit, which the stipend tops up. A course is for an occupation with openings, whatever "
        "it teaches.",
    ]
    return Table(asked.country, "Training by parts", rows, notes)


def _row(without: Sequence[Measured], before: Sequence[Measured], now: Sequence[Measured]) -> dict[str, Any]:
    def gaps(name: str, less: Sequence[Measured], when: slice = LAST) -> list[float]:
        found = ([float(one.totals[name][when].mean()) for one in runs] for runs in (now, less))
        return [one - other for one, other in zip(*found, strict=True)]

    def mean(name: str, factor: float) -> float:
        return factor * float(np.mean(gaps(name, without)))

    def percent(name: str) -> float:
        level = float(np.mean([one.totals[name][LAST].mean() for one in without]))
        return mean(name, POINTS) / level

    found = (gaps("employed", less) for less in (without, before))
    jobs, step = (over_seeds([THOUSAND * gap for gap in one]) for one in found)
    return {
        "jobs": jobs.mean, "jobs_error": jobs.error, "step": step.mean, "step_error": step.error,
        "first": THOUSAND * float(np.mean(gaps("employed", without, FIRST))),
        "unemployment": mean("unemployment_rate", POINTS),
        "real_gdp": percent("real_gdp"),
        "real_wage": percent("real_wage"),
        "balance": mean("public_balance", BILLION_A_YEAR),
    }  # fmt: skip


STUDY = Study(
    of=country("ESP"), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
