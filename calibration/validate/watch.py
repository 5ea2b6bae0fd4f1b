"""Seen of a run beyond its indicators: moves, call-backs, last pay of the unemployed, level, controllers."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, UNEMPLOYED, WORKING
from simulator.markets.hiring import scores
from simulator.rules.employer_rank import employer_rank
from simulator.start.burn_in import BOUNDS
from simulator.start.hazards import ASKED

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def starts(economy: "Economy") -> tuple[int, int]:
    """Of this month's starts on own account, those who leave a job for it, and all."""
    moved = economy.moves[:, OWN_ACCOUNT]
    return int(moved[EMPLOYED]), int(moved.sum())


def share_from_jobs(months: Collection[tuple[int, int]]) -> float:
    """C34: of those who start on own account the share who leave a job, over some months; NaN without any."""
    left, all_of = (sum(month[k] for month in months) for k in (0, 1))
    return left / all_of if all_of else float("nan")


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


Codes = NDArray[np.int32]
MOBILITY, EMPLOYERS = "occupational_mobility_1digit", "other_employer"
LEVEL, MILLION = "gdp_over_published", 1e6
LAST_PAY, LONG_LAST_PAY = "last_wage_of_unemployed", "last_wage_of_long_unemployed"
LONG = 9
"""Months without work after which last pay is looked at again (C35)."""
FROM_JOBS = "own_account_from_jobs"
SPAN = 12
"""Months between the two looks at who works where."""
KNOWN_FROM = {MOBILITY: SPAN, EMPLOYERS: 1, CALLBACKS: 1, FROM_JOBS: SPAN}
"""First month in which a series says anything."""
NOWHERE = -1
NEAR = 1.05
"""What is frozen is a mean of months: so close to a bound, most of them stood on it."""


@dataclass
class Watch:
    """A `measure` of a run: who has moved to another group or employer, the level, burn-in's controllers.

    Of those in work now and twelve months before, of employees now and a month before; NaN until then. People
    are matched by id, not by row.
    """

    groups: deque[Codes] = field(default_factory=lambda: deque(maxlen=SPAN))
    employers: deque[Codes] = field(default_factory=lambda: deque(maxlen=1))
    entrants: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=SPAN))

    def __call__(self, economy: "Economy") -> dict[str, float]:
        """Look at one month; month 0 begins anew."""
        if economy.month == 0:
            self.groups.clear()
            self.employers.clear()
            self.entrants.clear()
        else:
            self.entrants.append(starts(economy))
        q = economy.persons
        groups = by_id(economy, WORKING, economy.major_group[q.occupation])
        moved = {
            MOBILITY: _moved(self.groups, groups),
            EMPLOYERS: _moved(self.employers, by_id(economy, (EMPLOYED,), q.firm)),
            CALLBACKS: callback_ratio(economy),
            LEVEL: gdp_over_published(economy),
            LAST_PAY: last_pay(economy),
            LONG_LAST_PAY: last_pay(economy, LONG),
            FROM_JOBS: share_from_jobs(self.entrants),
        }
        return moved | {name: economy.controllers.at(name) for name in BOUNDS}


def last_pay(economy: "Economy", months: int = 0) -> float:
    """Last full-time wage of the unemployed of so many months over the mean of employees (C35).

    Of jobs that ended not long ago, carried to now at the trend of pay.
    """
    q = economy.persons
    there = q.active == 1
    looks = there & (q.status == UNEMPLOYED) & had_a_job(economy) & (q.months_out >= months)
    mean = float(q.wage[there & (q.status == EMPLOYED)].mean())
    now = q.last_wage[looks] * (1.0 + economy.aggregates.trend_growth) ** q.months_out[looks]
    return float(now.mean()) / mean if looks.any() else float("nan")


def had_a_job(economy: "Economy") -> NDArray[np.bool_]:
    """Whose last job ended within the three years for which surveys ask, and who has not worked since.

    Time out of work stands still on own account, so that after it more months have gone by than it counts.
    """
    q = economy.persons
    ended = economy.month - q.left_month == q.months_out
    return np.asarray(ended & (q.months_out < ASKED) & (q.last_wage > 0.0))


def gdp_over_published(economy: "Economy") -> float:
    """GDP of a year at month-0 prices and productivity over the profile's, which is published."""
    s, published = economy.aggregates, economy.country.values["gdp_nominal"] * MILLION
    made = 12.0 * economy.accounts_of_month["production"] * economy.weight
    return float(made / (s.cpi * s.vat_on_prices * s.trend_productivity * published))


def by_id(economy: "Economy", statuses: tuple[int, ...], codes: NDArray[np.integer[Any]]) -> Codes:
    """Codes of persons of some statuses, by id [largest id + 1]; `NOWHERE` for others."""
    q = economy.persons
    there = (q.active == 1) & np.isin(q.status, statuses)
    found = np.full(int(q.id.max()) + 1, NOWHERE, np.int32)
    found[q.id[there]] = codes[there]
    return found


def _moved(past: deque[Codes], now: Codes) -> float:
    """Share whose code differs from the oldest kept, of those who were there both times; keeps `now`."""
    full = len(past) == past.maxlen
    before = past[0] if full else now[:0]
    past.append(now)
    known = min(len(before), len(now))  # ids beyond were not there the first time
    then, since = before[:known], now[:known]
    both = (then != NOWHERE) & (since != NOWHERE)
    return float((then[both] != since[both]).mean()) if both.any() else float("nan")


def controllers(opening: pl.DataFrame) -> str:
    """Where burn-in left what it steers, over seeds, and what of it stands on a bound; `opening`: month 0."""
    told = []
    for name, (least, most) in BOUNDS.items():
        values = opening.filter(pl.col("indicator") == name)["value"].to_numpy()
        on = int(((values >= most / NEAR) | (values <= least * NEAR)).sum())
        bound = f", ON A BOUND in {on} of {len(values)} burn-ins: its target may be out of reach"
        told.append(f"{name} {values.mean():.2f} ({least:g} to {most:g}){bound if on else ''}")
    return f"Controllers of burn-in: {'; '.join(told)}."


def employer_moves(months: pl.DataFrame) -> str:
    """Employees who are with another employer than a month before, and those who left for another job."""
    mean = {
        name: float(months.filter(pl.col("indicator") == name)["value"].to_numpy().mean())
        for name in (EMPLOYERS, "quits", "employees")
    }
    share, quits = mean[EMPLOYERS], mean["quits"] / mean["employees"]
    return f"{100 * share:.2f} % ({100 * quits:.2f} % from job to job)"
