"""How often people lose work and find it, by exposure of their occupation to AI: from the panel's Januaries.

It tells why an effect on employment falls on one group: those who look for work often meet a change in
openings more often than those who stay where they are, whatever AI can do of the work of either.
"""

from dataclasses import dataclass

import numpy as np

from simulator.findings.lives import WORKING, Flags, Lives, Role
from simulator.findings.windows import settled

EXPOSURE = "exposure_quintile"
FEWEST = 30


@dataclass(frozen=True)
class Turnover:
    """Of those in work, the share unemployed a year later; of the unemployed, the share then in work."""

    lost: float
    found: float


def turnover(lives: Lives, role: Role, group: str) -> Turnover | None:
    """Return both in a role, over the run's months; groups are those of the run without policy in month 0.

    None for fewer people unemployed than are worth showing.
    """
    members = lives.among(lives.base, EXPOSURE, (group,))[:, 0]
    inside = settled(lives.results.window).inside(lives.months) & (lives.months > 0)
    works = lives.among(role, "status", WORKING)
    seeks = lives.among(role, "status", ("unemployed",))
    before = members[:, None] & inside[None, :-1]
    after = np.isfinite(lives.grid(role, "status"))[:, 1:]

    def share(of: Flags, then: Flags) -> float:
        here = of[:, :-1] & before & after
        return int(np.sum(here & then[:, 1:])) / max(int(np.sum(here)), 1)

    if int(np.sum(seeks[:, :-1] & before & after)) < FEWEST:
        return None
    return Turnover(share(works, seeks), share(seeks, works))
