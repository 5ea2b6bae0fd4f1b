"""Openings: how many look for each, how long they stand open, and what posts remember of those in vain."""

import numpy as np

from simulator.core.economy import Economy
from simulator.core.errors import ExplodedError

MOST_OPENINGS = 10.0
"""Openings a month per person above which demand has exploded: months take ever longer, then overflow."""


def refuse_explosion(economy: Economy) -> None:
    """Raise ExplodedError where firms look for many times the people there are, or the count overflowed."""
    posts = economy.posts
    wanted = int(posts.vacancies.sum(dtype=np.int64, where=posts.active != 0))
    if not 0 <= wanted <= MOST_OPENINGS * economy.population:
        raise ExplodedError(
            f"month {economy.month} (seed {economy.checker.seed}): firms look for {wanted:,} people where "
            f"{economy.population:,} live; at most {MOST_OPENINGS:g} for each. Values so far from those that "
            "ship make demand explode: move them nearer"
        )


def count_seekers(economy: Economy) -> None:
    """Openings by occupation, and how many people look for each opening of the economy."""
    posts, occ = economy.posts, economy.occupations
    refuse_explosion(economy)
    wanted = np.where(posts.active == 1, posts.vacancies, 0)
    occ.openings[:] = np.bincount(posts.occupation, wanted, minlength=len(occ.id))
    economy.aggregates.seekers_per_opening = float(economy.rivals().sum()) / max(float(wanted.sum()), 1.0)


def remember_decisions(economy: Economy, wanted: np.ndarray, deciding: np.ndarray, hired: np.ndarray) -> None:
    """Decisions in vain rise where most of the month's were, as far as offers rise; else they fall.

    They fall too while nobody is looked for. A post that is open but on which nothing was decided learns
    nothing. All by post (openings).
    """
    p, posts = economy.parameters, economy.posts
    step = np.where(wanted == 0, -1, np.sign(deciding - 2 * hired))
    most = int(p["offer_patience"] + p["offer_rise_limit"])
    posts.decisions_in_vain[:] = np.minimum(np.maximum(posts.decisions_in_vain + step, 0), most)


def count_vacancies(left: np.ndarray, wanted: np.ndarray, filled: np.ndarray) -> float:
    """Openings on an average day of a month, as surveys count them; all by post, `left` of the month before.

    Posts fall open all through the month and are filled all through the rest of it: one that is new was open
    for half of the month, for a quarter if it was filled; one left from last month for all or half of it.
    """
    old = np.minimum(wanted, left)
    filled_old = np.minimum(old, filled)
    new, filled_new = wanted - old, filled - filled_old
    return float((old - 0.5 * filled_old + 0.5 * new - 0.25 * filled_new).sum())
