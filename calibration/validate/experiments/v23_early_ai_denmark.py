"""V23, early adopters of AI in Denmark (Humlum and Vestergaard 2025)."""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings, Trial
from simulator.agents.person import EMPLOYED
from simulator.kit.targeting import exposure_fifths

COUNTRY = "DNK"
START = "2023-01"
MONTHS = 24
SURVEY = 22
"""When people in work are asked whether they use AI: the second of two surveys, November 2024."""
LATE = 3
"""Months at the end over which pay and hours are summed."""
EXPOSED = 4
"""Fifth of exposure from which on occupations are looked at, as the paper looks at eleven exposed ones."""
PERCENT = 100.0


def run(seed: int, persons: int) -> Findings:
    """Adopters less others of the exposed occupations, with further AI less without (%)."""
    with_ai, without = (_follow(seed, persons, world) for world in ("moderate", "none"))
    surveyed = with_ai["exposed"] & with_ai["at_work"] & without["at_work"]
    adopters, others = surveyed & with_ai["uses"], surveyed & ~with_ai["uses"]

    def gap(late: Any, early: Any) -> float:
        change = [float(late[who].sum() / early[who].sum()) for who in (adopters, others)]
        return PERCENT * (change[0] - change[1])

    found = {
        f"{name} of adopters, relative": gap(with_ai[name], without[name]) for name in ("earnings", "hours")
    }
    return found | {
        "exposed workers who are adopters": PERCENT * float(adopters.sum() / surveyed.sum()),
        "placebo: earnings of adopters, same world without further AI":
            gap(without["earnings"], without["before"]),
    }  # fmt: skip


def _follow(seed: int, persons: int, world: str) -> dict[str, Any]:
    """By row: whose first occupation is exposed; who is in work when surveyed, and uses AI; pay, hours."""
    economy = trial.economy_of(COUNTRY, seed, persons, MONTHS + 1, world=world, start=START)
    q = economy.persons
    exposed = (q.status == EMPLOYED) & (exposure_fifths(economy.country)[q.occupation] >= EXPOSED)
    found: dict[str, Any] = {"exposed": exposed, "before": LATE * trial.earnings(economy)}
    found |= {"earnings": np.zeros(q.n), "hours": np.zeros(q.n)}
    while economy.month < MONTHS:
        economy.step()
        at_work = (q.active == 1) & (q.status == EMPLOYED)
        if economy.month == SURVEY:
            uses = at_work & (economy.posts.ai_used[q.post] == 1)
            found |= {"at_work": at_work, "uses": uses}
        if economy.month > MONTHS - LATE:
            found["earnings"] += trial.earnings(economy)
            found["hours"] += np.where(at_work, q.hours, 0.0)
    return found


TRIAL = Trial(
    "V23", "early AI, Denmark", COUNTRY,
    "AI as in the world `moderate` from January 2023, when firms used it as borrowed from a survey of that "
    "year, to December 2024",
    "earnings and hours of people in exposed occupations who are in work when surveyed, in November 2024, "
    "and whose post uses AI then, less those of the others surveyed, in a run less its twin in which AI "
    "stands still (%)",
    "a post is a firm's occupation: people do not choose for themselves; Danish adoption is moved from "
    "Spain's pattern; the twin stands for the years before, so that people are asked who work in both",
    run,
)  # fmt: skip
