"""V21, the young in occupations most exposed to AI, 2022-25 (Brynjolfsson, Chandar and Chen 2025).

V23, early adopters of AI in Denmark (Humlum and Vestergaard 2025).
"""

from math import log
from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.person import EMPLOYED
from simulator.kit.targeting import exposure_fifths

START = "2023-01"
TO_SEPTEMBER = 32
LATE = 3
"""Months at the end that are looked at."""
YOUNG, OLD = (22, 25), (35, 49)
TOP, BOTTOM = 5, 1
MEASURE = "gpts"
"""Exposure to language models of Eloundou et al. 2024, by which the paper ranks occupations."""


def juniors(seed: int, persons: int) -> Findings:
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
    economy = trial.economy_of(
        "USA", seed, persons, TO_SEPTEMBER + 1, world=world, start=START, exposure=MEASURE
    )
    fifths, q = exposure_fifths(economy.country), economy.persons
    private = economy.firms.public == 0
    seen = []
    for month in range(TO_SEPTEMBER + 1):
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


V21 = trial.designed("V21", juniors)


TO_DECEMBER = 24
SURVEY = 22
"""When people in work are asked whether they use AI: the second of two surveys, November 2024."""
EXPOSED = 4
"""Fifth of exposure from which on occupations are looked at, as the paper looks at eleven exposed ones."""


def adopters(seed: int, persons: int) -> Findings:
    """Adopters less others of the exposed occupations, with further AI less without (%)."""
    with_ai, without = (_follow(seed, persons, world) for world in ("moderate", "none"))
    surveyed = with_ai["exposed"] & with_ai["at_work"] & without["at_work"]
    users, others = surveyed & with_ai["uses"], surveyed & ~with_ai["uses"]

    def gap(late: Any, early: Any) -> float:
        change = [float(late[who].sum() / early[who].sum()) for who in (users, others)]
        return PERCENT * (change[0] - change[1])

    found = {
        f"{name} of adopters, relative": gap(with_ai[name], without[name]) for name in ("earnings", "hours")
    }
    return found | {
        "exposed workers who are adopters": PERCENT * float(users.sum() / surveyed.sum()),
        "placebo: earnings of adopters, same world without further AI": gap(
            without["earnings"], without["before"]
        ),
    }


def _follow(seed: int, persons: int, world: str) -> dict[str, Any]:
    """By row: whose first occupation is exposed; who is in work when surveyed, and uses AI; pay, hours."""
    economy = trial.economy_of("DNK", seed, persons, TO_DECEMBER + 1, world=world, start=START)
    q = economy.persons
    exposed = (q.status == EMPLOYED) & (exposure_fifths(economy.country)[q.occupation] >= EXPOSED)
    found: dict[str, Any] = {"exposed": exposed, "before": LATE * trial.earnings(economy)}
    found |= {"earnings": np.zeros(q.n), "hours": np.zeros(q.n)}
    while economy.month < TO_DECEMBER:
        economy.step()
        at_work = (q.active == 1) & (q.status == EMPLOYED)
        if economy.month == SURVEY:
            uses = at_work & (economy.posts.ai_used[q.post] == 1)
            found |= {"at_work": at_work, "uses": uses}
        if economy.month > TO_DECEMBER - LATE:
            found["earnings"] += trial.earnings(economy)
            found["hours"] += np.where(at_work, q.hours, 0.0)
    return found


V23 = trial.designed("V23", adopters)
