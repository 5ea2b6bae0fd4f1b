"""What a course does to those who take it.

The same people with and without the programme, seed by seed: participants who enrol in its first year,
their employment after the end of the course less what it is in the run without the programme (C22).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, TRAINING
from simulator.findings.estimates import over_seeds

if TYPE_CHECKING:
    from simulator.scenario import Scenario

type Followed = dict[int, tuple[float, float, int]]

SCENARIO = "{country}/training_programme"
AFTER = (3, 9, 15, 27)
PUBLISHED = {3: 2.0, 9: 2.0, 15: 6.6, 27: 6.7}
"""C22: short (first year), medium (second), long run (later), points; recalled, printed beside."""
MONTHS = 90
COLUMNS = (
    Column("after", "months since the course", "d"),
    Column("effect", "effect, points", "+.1f"),
    Column("error", "s.e. of seeds", ".1f"),
    Column("without", "employed without, %", ".1f"),
    Column("published", "C22, points", "+.1f"),
    Column("participants", "participants a seed", "d"),
)


def at(country: str, base_seed: int, persons: int) -> "Scenario":
    """The programme's scenario, as long as participants are followed."""
    from simulator.scenario import Options, load_scenario

    name = SCENARIO.format(country=country.lower())
    return load_scenario(name, options=Options(persons=persons, months=MONTHS, base_seed=base_seed))


def follow(scenarios: Sequence["Scenario"], replicate: int = 0) -> list[Followed]:
    """Effect, employment without the programme (shares) and participants, by months since the course.

    `scenarios` differ in the programme only: one run without it is the control of all.
    """
    import simulator.economy.schedule  # noqa: F401  (the rules must be known before policies are read)
    from simulator.experiment.simulate import prepare

    policy = scenarios[0].policies[0]
    start, course = policy.start, int(policy.value("months", policy.start))
    control = prepare(scenarios[0].without_policies(), role="no_policy", replicate=replicate)
    runs = [prepare(one, role="policy", replicate=replicate) for one in scenarios]
    enrolled = [np.full(control.persons.n, -1) for _ in runs]
    works: list[list[np.ndarray]] = [[] for _ in (control, *runs)]
    for month in range(1, MONTHS):
        for k, economy in enumerate((control, *runs)):
            economy.step()
            works[k].append(np.isin(economy.persons.status, (EMPLOYED, OWN_ACCOUNT, INFORMAL)))
        for run, when in zip(runs, enrolled, strict=True):
            if start <= month < start + 12:
                when[(run.persons.status == TRAINING) & (when < 0)] = month
    return [
        {after: _after(when, course + after - 1, treated, works[0]) for after in AFTER}
        for when, treated in zip(enrolled, works[1:], strict=True)
    ]


def _after(
    enrolled: np.ndarray, months: int, treated: list[np.ndarray], control: list[np.ndarray]
) -> tuple[float, float, int]:
    """Who enrolled, so many months later: effect, employment without, participants."""
    rows = np.flatnonzero(enrolled >= 0)
    places = list(zip(enrolled[rows] + months, rows, strict=True))
    works, without = (float(np.mean([run[m][i] for m, i in places])) for run in (treated, control))
    return works - without, without, len(rows)


def calls(asked: Asked) -> list[tuple[list["Scenario"]]]:
    """The scenario with each base seed."""
    return [([at(*one)],) for one in asked.each()]


def table(asked: Asked, found: Sequence[list[Followed]]) -> Table:
    """A row for each number of months since the course."""
    runs, rows = [one for (one,) in found], []
    for after in AFTER:
        effect = over_seeds([100.0 * run[after][0] for run in runs])
        rows.append({
            "after": after, "effect": effect.mean, "error": effect.error, "published": PUBLISHED[after],
            "without": 100.0 * float(np.mean([run[after][1] for run in runs])),
            "participants": int(np.mean([run[after][2] for run in runs])),
        })  # fmt: skip
    name = SCENARIO.format(country=asked.country.lower())
    note = f"{name}, {asked.size}; C22 is recalled."
    return Table(asked.country, "Training: employment of participants", rows, [note])


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=follow, table=table)
