"""What a course does to those who take it.

The same people with and without the programme, seed by seed: participants who enrol in its first year,
their employment after the end of the course less what it is in the run without the programme. C22 is of
estimates within a year of the end, in the second year, and later: the model's is the mean over the months.
"""

from collections.abc import Sequence

import numpy as np

from calibration.study import USUAL, Asked, Column, Study, Table, country
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, TRAINING
from simulator.experiment.simulate import prepare
from simulator.findings.intervals import over_seeds
from simulator.scenario import Options, load_scenario

type Followed = dict[int, tuple[float, float, int]]

SCENARIO = "{country}/training_programme"
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


def follow(country: str, base_seed: int, persons: int) -> Followed:
    """Effect, employment without the programme (shares) and participants, by month since the course."""
    options = Options(persons=persons, months=MONTHS, base_seed=base_seed)
    scenario = load_scenario(SCENARIO.format(country=country.lower()), options=options)
    policy = scenario.policies[0]
    start, course = policy.start, int(policy.value("months", policy.start))
    control = prepare(scenario.without_policies(), role="no_policy", replicate=0)
    run = prepare(scenario, role="policy", replicate=0)
    enrolled = np.full(control.persons.n, -1)
    works: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for month in range(1, MONTHS):
        for economy, found in zip((run, control), works, strict=True):
            economy.step()
            found.append(np.isin(economy.persons.status, (EMPLOYED, OWN_ACCOUNT, INFORMAL)))
        if start <= month < start + 12:
            enrolled[(run.persons.status == TRAINING) & (enrolled < 0)] = month
    who = np.flatnonzero(enrolled >= 0)
    followed: Followed = {}
    for after in range(1, LAST + 1):
        places = list(zip(enrolled[who] + course + after - 1, who, strict=True))
        with_it, without = (float(np.mean([one[month][i] for month, i in places])) for one in works)
        followed[after] = with_it - without, without, len(who)
    return followed


def table(asked: Asked, found: Sequence[Followed]) -> Table:
    """A row for each year."""

    def mean(run: Followed, months: range, which: int) -> float:
        return float(np.mean([run[month][which] for month in months]))

    rows = []
    for months, published in YEARS.items():
        effect = over_seeds([100.0 * mean(run, months, 0) for run in found])
        without = 100.0 * float(np.mean([mean(run, months, 1) for run in found]))
        told = {"after": f"{months[0]} to {months[-1]}", "effect": effect.mean, "error": effect.error}
        heads = int(np.mean([run[months[0]][2] for run in found]))
        rows.append(told | {"without": without, "published": published, "participants": heads})
    note = f"{SCENARIO.format(country=asked.country.lower())}, {asked.size}; C22 is recalled."
    return Table(asked.country, "Training: employment of participants", rows, [note])


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=Asked.each, measure=follow, table=table)
