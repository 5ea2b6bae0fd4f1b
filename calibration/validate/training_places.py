"""Whether a training place gains less when there are more of them.

The training programme at one, two and four times its places, on the same people, luck and jobs: what a
participant gains over nothing, month by month after the course. More graduates compete for the same openings.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
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


def calls(asked: Asked) -> list[tuple[list["Scenario"], int]]:
    """All numbers of places, in each replicate of one base seed."""
    scenarios = enlarged(asked.country, asked.base_seed, asked.persons)
    return [(scenarios, replicate) for replicate in range(asked.seeds)]


def table(asked: Asked, found: Sequence[list[Followed]]) -> Table:
    """A row for each number of places."""
    policies = [one.policies[0] for one in enlarged(asked.country, asked.base_seed, asked.persons)]
    places = [one.value("places_per_1000", one.start) for one in policies]
    name = SCENARIO.format(country=asked.country.lower())
    notes = [
        f"{name}, {asked.seeds} seeds of base seed {asked.base_seed}, {asked.persons} persons.",
        f"The gain is the mean of {', '.join(map(str, AFTER[1:]))} months after the course.",
    ]
    return Table(
        asked.country, "Training: gain per place as places are doubled", rows_of(places, found), notes
    )


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=follow, table=table)
