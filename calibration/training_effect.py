"""What a course does to those who take it: `python -m calibration.training_effect ESP`.

The same people with and without the programme, seed by seed: participants who enrol in its first year,
their employment after the end of the course less what it is in the run without the programme (C22).
"""

from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from calibration.result_table import Column, options, publish
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, TRAINING

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


def follow(scenario_name: str, seed: int, persons: int) -> dict[int, tuple[float, float, int]]:
    """Effect, employment without the programme (shares) and participants, by months since the course."""
    import simulator.schedule  # noqa: F401  (the rules must be known before policies are read)
    from simulator.scenario import Options, load_scenario
    from simulator.simulate import prepare

    scenario = load_scenario(scenario_name, options=Options(persons=persons, months=MONTHS))
    scenario = replace(scenario, base_seed=seed)
    policy = scenario.policies[0]
    start, course = policy.start, int(policy.value("months", policy.start))
    pair = [
        prepare(scenario, role="policy", replicate=0),
        prepare(scenario.without_policies(), role="no_policy", replicate=0),
    ]
    enrolled = np.full(pair[0].persons.n, -1)
    works: list[list[np.ndarray]] = [[], []]
    for month in range(1, MONTHS):
        for k, economy in enumerate(pair):
            economy.step()
            works[k].append(np.isin(economy.persons.status, (EMPLOYED, OWN_ACCOUNT, INFORMAL)))
        new = (pair[0].persons.status == TRAINING) & (enrolled < 0)
        if start <= month < start + 12:
            enrolled[new] = month
    rows = np.flatnonzero(enrolled >= 0)
    found = {}
    for after in AFTER:
        when = enrolled[rows] + course + after - 1
        treated, control = (np.mean([run[m][i] for m, i in zip(when, rows, strict=True)]) for run in works)
        found[after] = (float(treated - control), float(control), len(rows))
    return found


@click.command(help=__doc__)
@options
def main(country: str, seeds: int, base_seed: int, persons: int, jobs: int, out: Path) -> None:
    """Command line."""
    from joblib import Parallel, delayed

    name = SCENARIO.format(country=country.lower())
    runs = Parallel(n_jobs=jobs)(delayed(follow)(name, base_seed + k, persons) for k in range(seeds))
    rows = [
        {
            "after": after,
            "effect": 100.0 * float(np.mean([run[after][0] for run in runs])),
            "error": 100.0 * float(np.std([run[after][0] for run in runs], ddof=1)) / seeds**0.5,
            "without": 100.0 * float(np.mean([run[after][1] for run in runs])),
            "published": PUBLISHED[after],
            "participants": int(np.mean([run[after][2] for run in runs])),
        }
        for after in AFTER
    ]
    notes = [f"{name}, {seeds} base seeds from {base_seed}, {persons} persons; C22 is recalled."]
    publish(f"training_effect_{country}", "Training: employment of participants", COLUMNS, rows, notes, out)


if __name__ == "__main__":
    main()
