"""Who gains and who loses, person by person: averaged over seeds, net of what a placebo makes of nothing.

A reallocation of jobs turns up winners and losers under any perturbation, even a negligible one. So a
person's income is averaged over seeds first, and the placebo's shares are subtracted from the policy's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from simulator.findings.statistics import Array

THRESHOLD = 0.05
PRICES = "price_level"
GROUPS = ("income_decile", "exposure_quintile", "age_group", "sex", "education")


@dataclass(frozen=True)
class Shares:
    """Shares of people (0-1) whose real income rises or falls by more than 5 %, and the placebo's."""

    scenario: str
    by: str
    group: str
    people: float
    winners: float
    losers: float
    placebo_winners: float
    placebo_losers: float

    @property
    def net_winners(self) -> float:
        """Share of winners beyond the placebo's."""
        return self.winners - self.placebo_winners

    @property
    def net_losers(self) -> float:
        """Share of losers beyond the placebo's."""
        return self.losers - self.placebo_losers


def relative_change(changed: Array, reference: Array) -> Array:
    """Change of each person's mean over seeds, relative to the reference: (persons,) from (seeds, persons).

    NaN for a person absent in any seed of either role, and for one without income in the reference.
    """
    before, after = reference.mean(axis=0), changed.mean(axis=0)
    change: Array = np.full(len(before), np.nan)
    np.divide(after - before, before, out=change, where=before > 0)
    return change


def winners_and_losers(results: pl.DataFrame, persons: pl.DataFrame, scenario: str) -> list[Shares]:
    """Shares for everyone and for each group, in the last year; empty unless policy and placebo were run."""
    roles = ("policy", "no_policy", "placebo")
    last = persons.filter((pl.col("scenario") == scenario) & (pl.col("month") == persons["month"].max()))
    if not set(roles) <= set(last["role"].unique().to_list()):
        return []
    people = last.filter(pl.col("role") == "no_policy").unique("person_id", keep="first", maintain_order=True)
    people = people.sort("person_id")
    income = {role: _real_income(results, last, role, people["person_id"].to_numpy()) for role in roles}
    change = relative_change(income["policy"], income["no_policy"])
    placebo = relative_change(income["placebo"], income["no_policy"])
    weight = people["weight"].to_numpy()
    known = np.isfinite(change) & np.isfinite(placebo)
    rows = [_shares(scenario, "total", "all", change[known], placebo[known], weight[known])]
    for by in GROUPS:
        for group in people[by].drop_nulls().unique().sort():
            who = known & (people[by] == group).fill_null(False).to_numpy()
            if who.any():
                rows.append(_shares(scenario, by, group, change[who], placebo[who], weight[who]))
    return rows


def _shares(scenario: str, by: str, group: str, change: Array, placebo: Array, weight: Array) -> Shares:
    total = float(weight.sum())
    parts: Sequence[float] = [
        float(weight[chosen].sum()) / total
        for chosen in (change > THRESHOLD, change < -THRESHOLD, placebo > THRESHOLD, placebo < -THRESHOLD)
    ]
    return Shares(scenario, by, group, total, *parts)


def _real_income(results: pl.DataFrame, last: pl.DataFrame, role: str, ids: np.ndarray) -> Array:
    """Equivalised income at month-0 prices: (seeds, persons of `ids`, ascending), NaN for the absent."""
    rows = last.filter(pl.col("role") == role)
    table = np.full((rows["replicate"].n_unique(), len(ids)), np.nan)
    for line, (_, part) in enumerate(rows.sort("replicate").group_by("replicate", maintain_order=True)):
        place = np.minimum(np.searchsorted(ids, part["person_id"].to_numpy()), len(ids) - 1)
        present = ids[place] == part["person_id"].to_numpy()
        table[line, place[present]] = part["equivalised_income"].to_numpy()[present]
    prices = results.filter(
        (pl.col("scenario") == last["scenario"][0])
        & (pl.col("role") == role)
        & (pl.col("indicator") == PRICES)
        & (pl.col("by") == "total")
        & (pl.col("month") == last["month"][0])
    ).sort("replicate")
    return np.asarray(table / prices["value"].to_numpy()[:, None])
