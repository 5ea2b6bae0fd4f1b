"""Who receives the other transfers, for disability, family and survivors: they follow no labour market."""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import INACTIVE, RETIRED
from simulator.core.economy import Economy

PRIME = 1
"""The age group of 25 to 54; above it people are older."""
Mask = NDArray[np.bool_]


def may_receive(economy: Economy) -> Mask:
    """Who may be a recipient: inactive people of 25 and more with a high take-up, who claim assistance last.

    Who is entitled to the one has no need of the other.
    """
    q = economy.persons
    claims = q.takeup >= 1.0 - economy.parameters["other_takeup"]
    return np.asarray((q.status == INACTIVE) & (q.age_group >= PRIME) & claims)


def choose_recipients(economy: Economy) -> None:
    """Of people of each age as many as in month 0, the longest out of the labour force first (`entitled`).

    Whoever leaves the labour force becomes a recipient only as others stop being one.
    """
    q, s = economy.persons, economy.aggregates
    here, may = (q.active == 1) & (q.status != RETIRED), may_receive(economy)
    prime, older = here & (q.age_group == PRIME), here & (q.age_group > PRIME)
    if economy.month < 1:  # burn-in: what is found becomes the norm
        s.recipients_prime, s.recipients_older = _share(may, prime), _share(may, older)
    q.entitled[:] = 0
    for of_age, share in ((prime, s.recipients_prime), (older, s.recipients_older)):
        rows = np.flatnonzero(may & of_age)
        longest = np.lexsort((q.id[rows], -q.months_in_status[rows]))
        q.entitled[rows[longest[: int(share * np.count_nonzero(of_age) + 0.5)]]] = 1


def _share(may: Mask, people: Mask) -> float:
    return float(np.mean(may[people])) if people.any() else 0.0
