"""What higher benefits do to time without work.

A random half of people get insurance benefits that are a tenth higher, within the law's floor and cap, from
their next claim on; in a second run on the same draws it is the other half. The elasticity is what the same
claimants have more of months without work, in logarithms, over what they have more of benefits (C17, A09).
"""

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
from calibration.validate.experiments import claims, people
from simulator.core.maths import insurance_benefit
from simulator.findings.estimates import over_seeds

if TYPE_CHECKING:
    from simulator.core.economy import Economy

HIGHER = 1.1
MOVED, STAYED = 1.05, 1.001
"""A rise at or above the first counts as one; below the second floor or cap leave the benefit as it is."""
PUBLISHED = 0.5
"""C17 (A09: Schmieder and von Wachter 2016, elasticity of time without work), recalled, medium."""
YEAR = 12
REPLICATES = 6
"""Draws of the years after month 0 from each base seed: cheap beside its burn-in."""
COLUMNS = (
    Column("claims", "claims"),
    Column("claimants", "claimants a seed", "d"),
    Column("usual", "months without work", ".2f"),
    Column("effect", "months more", "+.3f"),
    Column("effect_error", "s.e. of seeds", ".3f"),
    Column("rise", "benefit, %", "+.1f"),
    Column("elasticity", "elasticity", "+.2f"),
    Column("error", "s.e. of seeds", ".2f"),
    Column("published", "C17", ".2f"),
)
Claims = dict[str, people.Array]
"""Of one seed's claimants: months `without` work and `benefit` with and without the rise [2, n], what the
rise would be as a `ratio`, `later` the same at the law's later rate, and `months` of entitlement [n]."""


class Higher(claims.Watched):
    """New claims of a keyed half of people are reckoned on a base that is a tenth higher.

    `benefit`, `ratio` and `months` tell what the first month of a followed claim pays, what the rise does or
    would do to it (`later`: at the later rate), and how long the claim is; `half` who is treated in the first
    run, by row.
    """

    def open(self, economy: "Economy") -> None:
        """Nobody has claimed yet."""
        super().open(economy)
        self.benefit, self.ratio, self.later, self.months = (np.zeros(economy.persons.n) for _ in range(4))

    def treat(self, economy: "Economy", new: people.Mask, first: people.Mask) -> None:
        """Raise the base of the claims that are treated, and note all."""
        q = economy.persons
        names = ("benefit_replacement", "benefit_replacement_later", "benefit_floor", "benefit_cap")
        law = [economy.scalar(name) for name in names]
        self.half = people.draw(economy, "higher benefits", q.id) < 0.5
        treated = self.half == self.side
        for i in np.flatnonzero(first):
            (usual, higher), (then, higher_then) = (
                [insurance_benefit(x * q.benefit_base[i], paid, 1, *law) for x in (1.0, HIGHER)]
                for paid in (0, 1)
            )
            self.benefit[i] = higher if treated[i] else usual
            self.ratio[i], self.later[i] = higher / usual, higher_then / then
            self.months[i] = q.benefit_months_left[i]
        q.benefit_base[new & treated] *= HIGHER


def follow(country: str, seed: int, persons: int, **changes: Any) -> Claims:
    """Who claims in the same month of both runs, in all replicates; `changes` are fields of the scenario."""
    found = [_replicate(country, seed, persons, replicate=k, **changes) for k in range(REPLICATES)]
    return {name: np.concatenate([one[name] for one in found], axis=-1) for name in found[0]}


def _replicate(country: str, seed: int, persons: int, **changes: Any) -> Claims:
    (one, first), (other, second) = (
        claims.follow(Higher, country, seed, persons, side=side, **changes) for side in (True, False)
    )
    rows = np.flatnonzero((one.began == other.began) & (one.began > 0))

    def twice(a: people.Array, b: people.Array) -> people.Array:
        return np.stack([np.where(one.half, a, b), np.where(one.half, b, a)])[:, rows]

    return {
        "without": twice(first, second),
        "benefit": twice(one.benefit, other.benefit),
        "ratio": twice(one.ratio, other.ratio),
        "later": twice(one.later, other.later),
        "months": one.months[rows],
    }


def groups(found: Claims) -> dict[str, people.Mask]:
    """Claimants by what the rise does to their benefit and by the length of the claim."""
    low, high = found["ratio"].min(axis=0), np.maximum(found["ratio"], found["later"]).max(axis=0)
    moved, short = low >= MOVED, found["months"] < YEAR
    return {
        "benefit rises": moved,
        "of these, less than a year": moved & short,
        "of these, a year or more": moved & ~short,
        "at floor or cap (placebo)": high < STAYED,
    }


def elasticity(found: Claims, who: people.Mask) -> float:
    """Log change of mean months without work over that of the mean benefit."""
    work, benefit = (found[name][:, who].mean(axis=1) for name in ("without", "benefit"))
    return log(work[0] / work[1]) / log(benefit[0] / benefit[1])


def row_of(name: str, runs: Sequence[Claims]) -> dict[str, Any]:
    """What the seeds say of a group; no elasticity where benefits stay, nothing where a seed has nobody."""
    who = [groups(run)[name] for run in runs]
    row: dict[str, Any] = {"claims": name, "claimants": int(np.mean([mask.sum() for mask in who]))}
    if not all(mask.any() for mask in who):
        return row
    work, benefit = (
        np.array([run[kind][:, mask].mean(axis=1) for run, mask in zip(runs, who, strict=True)])
        for kind in ("without", "benefit")
    )
    effect = over_seeds(list(work[:, 0] - work[:, 1]))
    row |= {"usual": float(work[:, 1].mean()), "effect": effect.mean, "effect_error": effect.error,
            "rise": 100.0 * float((benefit[:, 0] / benefit[:, 1]).mean() - 1.0)}  # fmt: skip
    if "placebo" not in name:
        found = over_seeds([elasticity(run, mask) for run, mask in zip(runs, who, strict=True)])
        row |= {"elasticity": found.mean, "error": found.error, "published": PUBLISHED}
    return row


def table(asked: Asked, found: Sequence[Claims]) -> Table:
    """A row for each group of claimants."""
    notes = [
        f"{asked.country}, {asked.size}, {REPLICATES} replicates of each seed, world none, projection on. "
        "Each claimant has the rise in one of two runs on the same draws. First claims of "
        f"{claims.CLAIMS} months, followed for {claims.FOLLOWED}: longer spells count as this.",
        "C17 is recalled, 0.3 to 0.8; benefits of claimants at floor or cap, at the later rate too, stay.",
    ]
    rows = [row_of(name, found) for name in groups(found[0])]
    return Table(asked.country, "Benefits a tenth higher: months without work", rows, notes)


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=Asked.each, measure=follow, table=table)
