"""V21, the young in occupations most exposed to AI, 2022-25 (Brynjolfsson, Chandar and Chen 2025)."""

from math import log

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings, Trial
from simulator.kit.targeting import exposure_fifths

COUNTRY = "USA"
START = "2023-01"
MONTHS = 32
LATE = 3
"""Months at the end whose mean is compared with month 0."""
YOUNG, OLD = (22, 25), (35, 49)
TOP, BOTTOM = 5, 1
MEASURE = "gpts"
"""Exposure to language models of Eloundou et al. 2024, by which the paper ranks occupations."""


def run(seed: int, persons: int) -> Findings:
    """Changes of the most against the least exposed fifth, with further AI less without (log points)."""
    with_ai, without = (_changes(seed, persons, world) for world in ("moderate", "none"))
    young, old, wages = (with_ai[k] - without[k] for k in range(3))
    return {
        "employment of 22-25 in the most exposed fifth, relative": young,
        "the same, ages 35-49": old,
        "wages of 22-25 in the most exposed fifth, relative": wages,
        "placebo: employment of 22-25, same world without further AI": without[0],
    }


def _changes(seed: int, persons: int, world: str) -> tuple[float, float, float]:
    """Employment of young and older, wages of the young: top less bottom fifth, end less start."""
    economy = trial.economy_of(COUNTRY, seed, persons, MONTHS + 1, world=world, start=START, exposure=MEASURE)
    fifths, q = exposure_fifths(economy.country), economy.persons
    private = economy.firms.public == 0
    seen = []
    for month in range(MONTHS + 1):
        if month > 0:
            economy.step()
        age, row = trial.ages(economy), []
        for low, high in (YOUNG, OLD):
            own = (q.active == 1) & trial.staff_of(economy, private) & (age >= low) & (age <= high)
            groups = [own & (fifths[q.occupation] == fifth) for fifth in (TOP, BOTTOM)]
            row += [log(groups[0].sum() / groups[1].sum())]
            row += [log(q.wage[groups[0]].mean() / q.wage[groups[1]].mean())]
        seen.append(row)
    change = np.mean(seen[-LATE:], axis=0) - np.asarray(seen[0])
    return float(change[0]), float(change[2]), float(change[1])


TRIAL = Trial(
    "V21", "early AI: juniors in exposed occupations", COUNTRY,
    "AI as in the world `moderate` from January 2023, when firms used it as surveyed then, to September 2025",
    "employment and wages of private employees by age, most less least exposed fifth of occupations (by "
    "Eloundou et al.), end less start, in a run less its twin in which AI stands still",
    "no firm effects: within-firm and between-firm changes are not told apart; the twin takes out chance; "
    "the measure's rating is by people, the paper's by GPT-4; who is exposed follows that measure, how much "
    "is automated the ILO's, handed on by rank",
    run,
)  # fmt: skip
