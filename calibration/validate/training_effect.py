"""What a course does to those who take it.

The same people with and without the programme, seed by seed: participants who enrol in its first year,
their employment after the end of the course less what it is in the run without the programme. C22 is of
estimates within a year of the end, in the second year, and later: the model's is the mean over the months.
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
"""Single months shown."""
YEARS = {range(1, 13): 2.0, range(13, 25): 6.6, range(25, 37): 6.7}
"""C22: short (within a year of the end), medium (second year), long run (later), points; recalled."""
LAST = max(months[-1] for months in YEARS)
MONTHS = 90
COLUMNS = (
    Column("after", "months since the course"),
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
    """Effect, employment without the programme (shares) and participants, by month since the course.

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
        {after: _after(when, course + after - 1, treated, works[0]) for after in range(1, LAST + 1)}
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
    """A row for each month shown, and for each year."""
    runs, rows = [one for (one,) in found], []
    for months in (*(range(after, after + 1) for after in AFTER), *YEARS):
        effect = over_seeds([100.0 * _mean(run, months, 0) for run in runs])
        rows.append({
            "after": str(months[0]) if len(months) == 1 else f"{months[0]} to {months[-1]}",
            "effect": effect.mean, "error": effect.error, "published": YEARS.get(months),
            "without": 100.0 * float(np.mean([_mean(run, months, 1) for run in runs])),
            "participants": int(np.mean([run[months[0]][2] for run in runs])),
        })  # fmt: skip
    name = SCENARIO.format(country=asked.country.lower())
    note = f"{name}, {asked.size}; C22 is recalled."
    return Table(asked.country, "Training: employment of participants", rows, [note])


def _mean(run: Followed, months: range, which: int) -> float:
    """Over these months: the effect (0) or employment without (1)."""
    return float(np.mean([run[month][which] for month in months]))


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=follow, table=table)
