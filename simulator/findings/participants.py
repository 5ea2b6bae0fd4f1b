"""What a course does to those who take it, and how many of them AI had displaced.

A participant is somebody in a course in a January with the policy who was without work when it began in the
run without it too: the same person, alike in both runs until then, as an evaluation with matched unemployed
has them. Who has found work there since counts: that is what the course costs while it lasts. To ask who is
unemployed there in the same January would leave them out; to ask nothing would compare people who have lost
their job here with some who there have not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, Interval
from simulator.findings.lives import WORKING, Flags, Lives, Role, roles_of

AFTER = (1, 2, 3)
"""Years after the January in which somebody is in a course."""
RECENT = 36
"""Months within which a layoff counts as what led to the course."""
FEWEST = 30


@dataclass(frozen=True)
class After:
    """So many years later: shares at work with and without the policy, their difference, and of how many."""

    years: int
    participants: int
    with_policy: float
    without: float
    change: Interval


def afterwards(lives: Lives, contrast: Contrast) -> list[After]:
    """Return the outcomes after each number of years; empty for fewer participants than are worth showing."""
    treated, base = roles_of(contrast)
    in_course = _enrolled(lives, treated, base)
    found = []
    for years in AFTER:
        who = in_course[:, :-years]
        taken = who & np.isfinite(lives.grid(treated, "status") + lives.grid(base, "status"))[:, years:]
        if int(taken.sum()) < FEWEST:
            continue
        works, worked = (_by_seed(lives, lives.among(role, "status", WORKING)[:, years:], taken)
                         for role in (treated, base))  # fmt: skip
        found.append(After(years, int(taken.sum()), float(np.nanmean(works)), float(np.nanmean(worked)),
                           lives.interval(works - worked)))  # fmt: skip
    return found


def _enrolled(lives: Lives, treated: Role, base: Role) -> Flags:
    """Return lives × Januaries: in a course, and without work in the other run when it began.

    There, whoever is unemployed was so by then if for as long, and whoever is not has since found work or
    given up. A status that began before the course without being unemployment was another one then.
    """
    length, there = (lives.grid(role, "status_months") for role in (treated, base))
    unemployed = lives.among(base, "status", ("unemployed",))
    was = np.where(unemployed, there >= length, there < length)
    return lives.among(treated, "status", ("training",)) & was & np.isfinite(length + there)


def gross(in_courses: float, after: Sequence[After]) -> float:
    """Return how many more of those who sat in a course in one of the last Januaries are at work.

    `in_courses` people sit in one in any January; what they gain so many years later is in `after`.
    """
    return in_courses * sum(one.change.mean for one in after)


def displaced_among(lives: Lives, contrast: Contrast) -> float:
    """Return which share of those in a course in a January AI had displaced within the three years before."""
    treated, _ = roles_of(contrast)
    in_course = lives.among(treated, "status", ("training",))
    since = lives.grid(treated, "displaced_months")
    hit = in_course & (since >= 0) & (since <= RECENT)
    return int(np.sum(hit)) / max(int(np.sum(in_course)), 1)


def _by_seed(lives: Lives, works: Flags, taken: Flags) -> Array:
    """Return the share of Januaries taken, seed by seed, after which the person works; NaN where none is."""
    seeds, place = np.unique(lives.seed, return_inverse=True)
    sums = np.bincount(place, weights=(works & taken).sum(axis=1), minlength=len(seeds))
    counts = np.bincount(place, weights=taken.sum(axis=1), minlength=len(seeds))
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
