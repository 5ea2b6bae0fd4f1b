"""Whether a place gains less when there are more of them: `python -m calibration.validate.training_places ESP`.

The training programme at one, two and four times its places, on the same people, luck and jobs: what a
participant gains over nothing, month by month after the course. More graduates compete for the same openings.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from calibration.validate.result_table import Column, options, publish
from calibration.validate.training_effect import AFTER, SCENARIO, Followed, at, follow
from simulator.findings.intervals import mean_interval, paired_interval
from simulator.policies import discover

if TYPE_CHECKING:
    from simulator.scenario import Scenario

FACTORS = (1.0, 2.0, 4.0)
LOCKED_IN = AFTER[0]
"""Months after the course that still bear the lock-in; the gain is the mean of the later ones."""
PLACES = "training_programme.places_per_1000"
COLUMNS = (
    Column("places", "places per 1,000", "g"),
    Column("participants", "participants a seed", "d"),
    *(Column(f"after_{after}", f"{after} months after, points", "+.1f") for after in AFTER),
    Column("gain", "gain per place, points", "+.2f"),
    Column("error", "± (95 %)", ".2f"),
    Column("less", "less than at one time", "+.2f"),
    Column("less_error", "± (95 %), paired", ".2f"),
)


def enlarged(country: str, base_seed: int, persons: int) -> list["Scenario"]:
    """The scenario with so many times its places."""
    from simulator.scenario.scaling import scaled, sizes

    scenario = at(country, base_seed, persons)
    chosen = sizes(scenario, discover(), [PLACES])
    return [scaled(scenario, chosen, factor) for factor in FACTORS]


def gain(followed: Followed) -> float:
    """What a participant gains once the lock-in is over, in points of employment."""
    return 100.0 * float(np.mean([followed[after][0] for after in AFTER if after > LOCKED_IN]))


def rows_of(places: Sequence[float], runs: Sequence[Sequence[Followed]]) -> list[dict[str, float]]:
    """A row for each number of places; `runs` are seeds × places."""
    gains = np.array([[gain(one) for one in run] for run in runs])
    rows = []
    for k, count in enumerate(places):
        effect, less = mean_interval(gains[:, k]), paired_interval(gains[:, 0], gains[:, k])
        followed = [run[k] for run in runs]
        rows.append({
            "places": count,
            "participants": int(np.mean([one[LOCKED_IN][2] for one in followed])),
            **{f"after_{after}": 100.0 * np.mean([one[after][0] for one in followed]) for after in AFTER},
            "gain": effect.mean,
            "error": effect.high - effect.mean,
            **({"less": less.mean, "less_error": less.high - less.mean} if k else {}),
        })  # fmt: skip
    return rows


@click.command(help=__doc__)
@options
def main(country: str, seeds: int, base_seed: int, persons: int, jobs: int, out: Path) -> None:
    """Command line."""
    from joblib import Parallel, delayed

    scenarios = enlarged(country, base_seed, persons)
    runs = Parallel(n_jobs=jobs)(delayed(follow)(scenarios, replicate) for replicate in range(seeds))
    places = [one.policies[0].value("places_per_1000", one.policies[0].start) for one in scenarios]
    name = SCENARIO.format(country=country.lower())
    notes = [
        f"{name}, {seeds} seeds of base seed {base_seed}, {persons} persons.",
        f"The gain is the mean of {', '.join(map(str, AFTER[1:]))} months after the course.",
    ]
    title = "Training: gain per place as places are doubled"
    publish(f"training_places_{country}", title, COLUMNS, rows_of(places, runs), notes, out)


if __name__ == "__main__":
    main()
