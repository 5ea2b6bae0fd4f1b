"""Groups of similar people: what AI and a policy do to the incomes of people of one kind of work and one age.

People are those who were employees in month 0. They are told apart by occupation and age of that month, and
by whether AI displaced them in the run without policy. Every difference is of the same people. A policy
changes who is displaced, so that its effect is told of whole groups alone: those who were displaced without
it would fare better with it by the choice of them.

How often people lose work and find it, by exposure of their occupation to AI: from the panel's Januaries.

It tells why an effect on employment falls on one group: those who look for work often meet a change in
openings more often than those who stay where they are, whatever AI can do of the work of either.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, Interval
from simulator.findings.lives import WORKING, Flags, Lives, Role, roles_of
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


FAMILIES = {"1-3": "123", "4-5": "45", "6-9": "6789"}
"""ISCO-08 major groups that stand together: first digits of an occupation."""
AGES = ("16-24", "25-54", "55-64")
EVERY, HIT, SPARED = "every", "hit", "spared"
FATES = (EVERY, HIT, SPARED)
ALL = "all"
"""Lives without which a group is not shown."""


@dataclass(frozen=True)
class Kind:
    """Some of the people: by occupation, age, and what happened to them."""

    family: str = ALL
    age: str = ALL
    fate: str = EVERY


@dataclass(frozen=True)
class Told:
    """Of one kind of people: how many lives, income without (currency/month), what a comparison changes."""

    lives: int
    without: float
    change: Interval
    relative: Interval  # in %


def kinds() -> list[Kind]:
    """Return every kind in the order in which they are told."""
    return [Kind(family, age, fate) for family in (*FAMILIES, ALL) for age in (*AGES, ALL) for fate in FATES]


class Similar:
    """The lives of a run by kind."""

    def __init__(self, lives: Lives) -> None:
        """Of lives; who somebody is, is told in the run without policy."""
        base, first = lives.base, (slice(None), slice(0, 1))
        self.lives = lives
        self._works = lives.among(base, "status", ("employed",))[first][:, 0]
        self._ages = {age: lives.among(base, "age_group", (age,))[first][:, 0] for age in AGES}
        words = lives.words("occupation")
        self._families = {
            family: lives.among(base, "occupation", [one for one in words if one[:1] in digits])[first][:, 0]
            for family, digits in FAMILIES.items()
        }
        self._hit = (lives.grid(base, "displaced_months") >= 0).any(axis=1)
        self._levels, self.told = cache(self._level), cache(self._told)

    def members(self, kind: Kind) -> Flags:
        """Return which lives are of a kind."""
        found = self._works.copy()
        if kind.family != ALL:
            found &= self._families[kind.family]
        if kind.age != ALL:
            found &= self._ages[kind.age]
        return found if kind.fate == EVERY else found & (self._hit if kind.fate == HIT else ~self._hit)

    def share_hit(self, kind: Kind) -> float:
        """Return which share of a whole group AI displaced in the run without policy."""
        every = self.members(replace(kind, fate=EVERY))
        return int(np.sum(every & self._hit)) / max(int(np.sum(every)), 1)

    def _told(self, contrast: Contrast, kind: Kind, year: int | None = None) -> Told | None:
        """Return what a comparison changes for a kind of people: over the run's months, or in one January.

        None for fewer lives than are worth showing, and of a policy for a part of a group.
        """
        if contrast.comparison == "policy" and kind.fate != EVERY:
            return None
        treated, base = (self._levels(role, year) for role in roles_of(contrast))
        both = self.members(kind) & np.isfinite(treated) & np.isfinite(base)
        if int(both.sum()) < FEWEST:
            return None
        lives = self.lives
        levels = [lives.by_seed(values, both) for values in (treated, base)]
        change, without = levels[0] - levels[1], float(np.nanmean(levels[1]))
        relative = change / without * 100 if without else np.full(len(change), np.nan)
        return Told(int(both.sum()), without, lives.interval(change), lives.interval(relative))

    def _level(self, role: Role, year: int | None) -> Array:
        """Return the mean of each life's answers over the run's months, or in one January (by its place)."""
        incomes, months = self.lives.incomes(role), self.lives.months
        if year is not None:
            return np.asarray(incomes[:, year])
        inside = incomes[:, settled(self.lives.results.window).inside(months) & (months > 0)]
        counts = np.isfinite(inside).sum(axis=1)
        return np.where(counts > 0, np.nansum(inside, axis=1) / np.maximum(counts, 1), np.nan)
