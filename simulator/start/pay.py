"""Pay in burn-in: the country's mean and its ratios of major groups, whoever has come to work in which."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT
from simulator.core.kernels import sum_where

if TYPE_CHECKING:
    from simulator.core.economy import Economy

STEP = 2.0
MEAN_GAIN = 0.02
"""Share of a gap of mean pay closed a month: slow enough that chance among few people moves little."""
FARTHEST = 1.5
"""Most that the wage of an occupation may move from the profile's, up or down."""


def steer_pay(economy: "Economy", gain: float) -> None:
    """Move occupation wages until employees of major groups earn the country's ratios; the wage bill stays.

    Ability, skill lost on the way and the minimum wage come on top of an occupation's wage, and people move.
    """
    q, occ, country, major = economy.persons, economy.occupations, economy.country, economy.major_group
    staff = q.status == EMPLOYED
    group = major[q.occupation[staff]]
    heads, bill = np.bincount(group, minlength=10), np.bincount(group, q.wage[staff], minlength=10)
    held = country.employment.sum(axis=0)
    weight = np.bincount(major, held, minlength=10)
    aim = np.bincount(major, held * country.relative_wage, minlength=10) / np.maximum(weight, 1e-9)
    known = (heads > 0) & (weight > 0.0)
    pay = np.where(known, bill / np.maximum(heads, 1), 1.0)
    level = float(np.average(pay[known] / aim[known], weights=(weight * aim)[known]))
    move = np.where(known, np.clip(aim * level / pay, 1.0 / STEP, STEP) ** gain, 1.0)
    move *= bill.sum() / float(move @ bill)
    moved = occ.trend_wage * move[major] / country.relative_wage
    middle = float(np.average(moved, weights=held))
    allowed = np.clip(moved, middle / FARTHEST, middle * FARTHEST) * country.relative_wage / occ.trend_wage
    occ.wage *= allowed
    occ.trend_wage *= allowed


def steer_mean_pay(economy: "Economy", gain: float = MEAN_GAIN) -> None:
    """Move all wages alike until employees earn the country's mean, and sales of the others to their ratios.

    Prices follow wages, nothing real does.
    """
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    told = economy.country.values["average_wage"] * s.trend_index
    earnings = sum_where(q.wage * q.hours, q.status, EMPLOYED)
    move = _step(gain, told, earnings / max(np.count_nonzero(q.status == EMPLOYED), 1))
    occ.wage *= move
    occ.trend_wage *= move
    for status, ratio, share in (
        (OWN_ACCOUNT, "own_account_ratio", "own_account_share"),
        (INFORMAL, "informal_ratio", "informal_share"),
    ):
        people, sold = np.count_nonzero(q.status == status), sum_where(q.sales_income, q.status, status)
        if people > 0 and sold > 0.0:
            s.open(**{share: getattr(s, share) * _step(gain, p[ratio] * told, sold / people)})


def _step(gain: float, wanted: float, found: float) -> float:
    return float((wanted / found) ** gain)
