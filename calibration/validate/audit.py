"""Whom employers would choose if only the time without work differed: an audit of the model's firms (C15)."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.markets.hiring import scores
from simulator.rules.employer_rank import employer_rank

if TYPE_CHECKING:
    from simulator.core.economy import Economy

CALLBACKS = "callback_ratio_month_8_to_1"
SOON, LATE = 1, 8
"""Months out of work of the two applicants that are compared."""


def callback_ratio(economy: "Economy") -> float:
    """Chance of an offer after eight months over that after one, same openings and rivals; NaN without any.

    In the place of each application of the month stands that of somebody with the usual skill of people in
    work, as it would be after so long; what employers see beyond the record, and skill distance, stay.
    """
    sent = getattr(economy.scratch, "applications", None)
    if sent is None or len(sent.person) == 0:
        return float("nan")
    score = scores(sent, economy.parameters["screening_noise"])
    q, rest = economy.persons, score - economy.persons.standing[sent.person]
    usual = float(q.skill[(q.active == 1) & (q.firm >= 0)].mean())
    rivals = best_rival(sent.opening, score)
    chances = [float((rest + standing(economy, usual, months) > rivals).mean()) for months in (LATE, SOON)]
    return chances[0] / chances[1] if chances[1] > 0.0 else float("nan")


def standing(economy: "Economy", skill: float, months: int) -> float:
    """How employers rank somebody of this skill after so many months without work (score)."""
    p = economy.parameters
    faded = skill * (1.0 - p["skill_decay"]) ** max(0.0, months - p["skill_grace"])
    given = {name: p[name] for name in employer_rank.params}
    given |= {"explained_hiring": 0.0, "job_finding": economy.aggregates.job_finding}
    return float(employer_rank(max(faded, p["skill_floor"]), months, sex=0, age_group=1, **given))


def best_rival(opening: NDArray[np.int32], score: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each application the highest score of the others for its opening; minus infinity without any."""
    order = np.lexsort((-score, opening))
    first = np.ones(len(order), bool)
    first[1:] = opening[order[1:]] != opening[order[:-1]]
    group = np.cumsum(first) - 1
    highest = score[order][first]
    second = np.full(len(highest), -np.inf)
    runner_up = np.flatnonzero(first) + 1
    has = (runner_up < len(order)) & ~np.append(first, True)[np.minimum(runner_up, len(order))]
    second[has] = score[order][runner_up[has]]
    rivals = np.empty(len(order))
    rivals[order] = np.where(first, second[group], highest[group])
    return rivals
