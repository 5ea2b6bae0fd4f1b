"""Who gains and who loses, person by person: averaged over the seeds they live in, beyond what chance makes.

Whatever changes who gets which job makes winners and losers out of nothing. What chance makes is measured
on the comparison itself: reversed in half of the seeds, an effect that is the same in all seeds cancels
out, and what is left is luck of the same size. A share is reported beside that, and their difference. The
difference is no number of people: a change that moves everybody moves many over a threshold near which chance
had put them, and so makes winners more and losers fewer than by chance, or the other way round.

Beside them what people of each income decile have, in money: the market's part, the state's, and what is
left. Deciles are those of month 0, by equivalised disposable income; amounts are per adult and add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from simulator.findings.effects import Contrast, Effect, contrasts, effect, policies_first
from simulator.findings.intervals import Array, Openings, clusters, jackknife
from simulator.findings.lives import Panel
from simulator.findings.results import DEFLATOR, TOTAL, Results
from simulator.findings.windows import settled

DECILE = "income_decile"
ADDED = ("market_income", "pensions_received", "benefits_received", "policies_received")
TAKEN, LEFT = "taxes_paid", "net_income"
LINES = (*ADDED, TAKEN, LEFT)
"""In the order in which they are told: what is added, less what is taken, is what is left."""
NEEDED = (*LINES, DEFLATOR)


def effects(results: Results) -> Iterator[Effect]:
    """By decile and line over the run's months, of every comparison, policies before AI: a table's rows.

    A decile of which a line is missing is left out.
    """
    window = settled(results.window)
    for contrast in policies_first(results):
        for group in results.groups(LEFT, DECILE):
            lines = [effect(results, contrast, line, window, by=DECILE, group=group) for line in LINES]
            known = [item for item in lines if item is not None]
            if len(known) == len(LINES):
                yield from known


THRESHOLD = 0.05
GROUPS = ("income_decile", "exposure_quintile", "age_group", "generation", "sex", "education")
WAYS = ("gain", "loss")


@dataclass(frozen=True)
class Share:
    """A share of people (0–1) less what chance makes, its 95 % jackknife interval, and both parts."""

    net: float
    low: float
    high: float
    gross: float
    chance: float

    @property
    def standing(self) -> str:
        """How many there are beside what chance makes: `more` or `fewer`, or the `same` as far as is known.

        Where everybody gains, those whom chance would have made losers are not: losers are then fewer.
        """
        return "more" if self.low > 0 else "fewer" if self.high < 0 else "same"


@dataclass(frozen=True)
class Cell:
    """Who gains or loses (`way`) more than 5 % among some people, in one comparison."""

    contrast: Contrast
    by: str
    group: str
    people: float
    way: str
    share: Share


KNOWN, LUCK = 0, 3
"""Lines of a table of moves, those of `WAYS` between: 0 or 1 for each person, or 0 to 1 by luck.

There in all of some seeds; moved up, and down, by more than 5 %; the share of the reversals that move the
person, halved: up and down are the same.
"""


class Winners:
    """Shares of a panel that gain or lose, by comparison and group."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.share = cache(self._share)
        self._moves = cache(self._moved)

    def _share(self, contrast: Contrast, way: str, by: str = TOTAL[0], group: str = TOTAL[1]) -> Share | None:
        """Return the share of a group that gains (or loses) more than 5 %, net of what reversed seeds give.

        None where a role is missing, or no two seeds begin in the same opening state: then nothing tells
        chance.
        """
        found = self._moves(contrast)
        if found is None:
            return None
        weights = self.panel.weights * self.panel.members(by, group)
        people = found[KNOWN] @ weights
        with np.errstate(invalid="ignore"):  # of nobody: NaN
            gross, chance = (found[line] @ weights / people for line in (1 + WAYS.index(way), LUCK))
        net = gross - chance
        return Share(float(net[0]), *jackknife(float(net[0]), net[1:]), float(gross[0]), float(chance[0]))

    def _moved(self, contrast: Contrast) -> Array | None:
        """Return moves × sets of seeds × people: on all seeds, then without each cluster of them."""
        treated, base = (self.panel.incomes(*role) for role in contrast.roles)
        if treated is None or base is None:
            return None
        openings = self.panel.openings
        everyone = np.flatnonzero([np.sum(openings == one) > 1 for one in openings])
        if not len(everyone):
            return None
        cluster = clusters(len(everyone), self.panel.clusters[everyone])
        without = [everyone[cluster != out] for out in np.unique(cluster)] if len(everyone) > 2 else []
        return np.stack([self._of(treated, base, seeds) for seeds in (everyone, *without)], axis=1)

    def _of(self, treated: Array, base: Array, seeds: Openings) -> Array:
        """Return who moves on some of the seeds: people of each opening state on those that begin in it."""
        found = np.zeros((LUCK + 1, treated.shape[1]))
        for opening in np.unique(self.panel.openings[seeds]):
            rows, here = seeds[self.panel.openings[seeds] == opening], self.panel.lives_in == opening
            found[:, here] = _moves(treated[np.ix_(rows, here)], base[np.ix_(rows, here)])
        return found

    def people(self, contrast: Contrast, by: str, group: str) -> float:
        """Return how many people the known persons of a group stand for, on average of the opening states."""
        found = self._moves(contrast)
        if found is None:
            return 0.0
        known = found[KNOWN, 0] > 0.0
        openings = len(np.unique(self.panel.lives_in[known]))
        return float(self.panel.weights[known & self.panel.members(by, group)].sum()) / max(openings, 1)

    def cells(self) -> Iterator[Cell]:
        """Yield a cell for everyone and each group of persons enough, in every comparison, up and down."""
        for contrast in contrasts(self.panel.results):
            for by in (TOTAL[0], *GROUPS):
                for group in self.panel.groups(by):
                    people = self.people(contrast, by, group)
                    for way in WAYS:
                        share = self.share(contrast, way, by, group)
                        if share is not None:
                            yield Cell(contrast, by, group, people, way, share)


def _moves(treated: Array, base: Array) -> Array:
    """Return who moves by more than 5 % between two tables of seeds × persons, income averaged over seeds."""
    known = np.isfinite(treated).all(axis=0) & np.isfinite(base).all(axis=0)
    change, before = treated[:, known] - base[:, known], base[:, known].mean(axis=0)
    least = THRESHOLD * np.abs(before)
    mean = treated[:, known].mean(axis=0) - before
    found = np.zeros((LUCK + 1, len(known)))
    found[:, known] = np.ones(len(mean)), mean > least, -mean > least, _luck(change, least)
    return found


def _luck(change: Array, least: Array) -> Array:
    """Return how often each person moves when half of the seeds, each half in turn, are compared in reverse.

    Each half and its mirror image count, so up and down are the same. An effect that is the same in all seeds
    cancels out, of an odd number too; what is left varies as the mean over seeds. One seed tells nothing of
    chance: 0.
    """
    n = len(change)
    if n < 2:
        return np.zeros(change.shape[1])
    half = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    turns = np.array([np.roll(half, turn) for turn in range(n)])
    turns = (turns - half.mean()) / np.sqrt(1.0 - half.mean() ** 2)  # of an odd number no half is one
    return np.asarray((np.abs(turns @ change / n) > least).mean(axis=0) / 2.0)
