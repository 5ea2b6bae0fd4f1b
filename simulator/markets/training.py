"""Training places: who gets one, how the course passes, what it leaves.

Moves within a firm: from posts that AI has abolished to others of the firm that have openings.
"""

from collections import namedtuple
from typing import Any

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.streams import uniform
from simulator.markets.matching import pick, value_jobs

Staff = namedtuple("Staff", "firm post occupation skill digital wage")
"""Columns of everyone who may be moved."""
Posts = namedtuple("Posts", "active occupation heads target vacancies ai_pending rounding")
"""Columns of the posts between which they are."""
Course = namedtuple("Course", "distance loss learnt share price lost_time months employer_rate duty")
"""What a move between occupations takes: skill distance, skill lost and learnt, months, and who pays."""


@njit
def nearest_opening(here, firm, width, posts, own, distance):
    """The firm's post with an opening that is nearest in skill to occupation `own`; -1 without."""
    best = -1
    for p in range(firm * width, firm * width + width):
        if p == here or not posts.active[p] or posts.vacancies[p] <= 0:
            continue
        if best < 0 or distance[own, posts.occupation[p]] < distance[own, posts.occupation[best]]:
            best = p
    return best


@njit
def move_within_firms(rows, worth, q, posts, public, any_surplus, course, width, moved, length):
    """Move people, in the order of `rows`, when the subsidy makes it pay or law asks for it; how many.

    A post with too many people counts once AI has abolished a whole one in it, a part of one rounded as in
    plans; with `any_surplus` wherever AI has taken tasks. A course of months x distance costs its price
    (currency/month) and part of the time at work. The firm bears 1 - `share` of it, and keeps people whose
    keeping is worth more than that but less than the whole: `worth`, in months of pay. The law asks firms to
    offer an opening for which a course of `duty` months does. moved and length: rows and months of course of
    those who move.
    """
    distance, loss, learnt, share, price, lost_time, most, employer_rate, duty = course
    count = 0
    for i in rows:
        p = q.post[i]
        if public[q.firm[i]] or posts.ai_pending[p] <= 0.0 or posts.heads[p] <= posts.target[p]:
            continue
        if not any_surplus and posts.ai_pending[p] + posts.rounding[p] < 1.0:
            continue
        to = nearest_opening(p, q.firm[i], width, posts, q.occupation[i], distance)
        if to < 0:
            continue
        gap = distance[q.occupation[i], posts.occupation[to]] * (1.0 - q.digital[i])
        months = max(1, int(most * gap + 0.5))
        cost = months * (price / q.wage[i] + lost_time * (1.0 + employer_rate))
        if months > duty and not (1.0 - share) * cost < worth[i] <= cost:
            continue
        posts.heads[p] -= 1
        posts.ai_pending[p] -= min(1.0, posts.ai_pending[p])
        posts.heads[to] += 1
        posts.vacancies[to] -= 1
        kept = q.skill[i] * (1.0 - loss * gap)
        q.skill[i] = kept + learnt * (1.0 - kept)
        q.post[i] = to
        q.occupation[i] = posts.occupation[to]
        moved[count] = i
        length[count] = months
        count += 1
    return count


def retrain(
    economy: Economy,
    rows: np.ndarray,
    worth: np.ndarray,
    *,
    months: float,
    learnt: float = 0.0,
    share: float = 0.0,
    price: float = 0.0,
    lost_time: float = 0.0,
    duty: int = 0,
    any_surplus: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Move people as `move_within_firms` has it; rows, and months of course, of those who move."""
    loss, rate = economy.parameters["skill_transfer_loss"], economy.aggregates.employer_rate
    course = Course(economy.distance, loss, learnt, share, price, lost_time, months, rate, duty)
    of = columns(Staff, economy.persons), columns(Posts, economy.posts), economy.firms.public, any_surplus
    moved, length = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    count = move_within_firms(rows, worth, *of, course, POSTS_PER_FIRM, moved, length)
    value_jobs(economy, moved[:count])
    economy.count["retrained"] += float(count)
    return moved[:count], length[:count]


Learners = namedtuple(
    "Learners",
    "id status months_in_status takeup training_left training_target skill certificate occupation",
)
"""Columns of everyone that a course changes, or that say who gets one."""


def in_course(status: np.ndarray, sponsor: np.ndarray, own: int) -> np.ndarray:
    """Who (mask) is in a course of the instrument at position `own` in the scenario."""
    return np.asarray((status == TRAINING) & (sponsor == own))


@njit
def progress(n, own, q, worth, learnt, moves):
    """One month of the courses of a programme (own: who is in one); returns how many finished.

    Who finishes has a certificate for the occupation trained for beside their own, and has learnt a part of
    what is missing to full skill.
    """
    finished = 0
    for i in range(n):
        if own[i]:
            q.training_left[i] -= 1
            if q.training_left[i] <= 0:
                q.status[i] = UNEMPLOYED
                q.months_in_status[i] = 0
                q.certificate[i] = worth
                q.skill[i] += learnt * (1.0 - q.skill[i])
                moves[TRAINING, UNEMPLOYED] += 1
                finished += 1
    return finished


@njit
def queue(n, eligible, q, wait, key):
    """Seekers who may have a place (rows), and their rank in the queue, the lowest first."""
    rows, rank = np.empty(n, np.int32), np.empty(n)
    seekers = 0
    for i in range(n):
        if eligible[i] and q.status[i] == UNEMPLOYED and q.months_in_status[i] >= wait:
            rows[seekers] = i
            rank[seekers] = 0.5 * (q.takeup[i] + uniform(key, q.id[i]))
            seekers += 1
    return rows[:seekers], rank[:seekers]


@njit
def begin(rows, q, months, directions, key, moves):
    """Courses of so many months begin, for occupations in which the seekers would look for work."""
    for i in rows:
        q.status[i] = TRAINING
        q.months_in_status[i] = 0
        q.training_left[i] = months
        moves[UNEMPLOYED, TRAINING] += 1
        row = directions[q.occupation[i]]
        q.training_target[i] = pick(row, uniform(key, q.id[i])) if row[-1] > 0.0 else q.occupation[i]
        q.certificate[i] = 0.0  # it was for another


def stipends(q: Any, own: np.ndarray, share: float, least: float) -> np.ndarray:
    """By person, what tops benefits up to a share of the last earnings, or to `least` (currency/month)."""
    topped = np.maximum(np.maximum(share * q.last_wage * q.hours, least) - q.benefit, 0.0)
    return np.where(own & (share > 0.0), topped, 0.0)


@njit
def take_courses(rows, q, worth, learnt, directions, key):
    """Short courses beside work or search: what they teach, and a certificate where openings are.

    Who has a better certificate keeps it, and the occupation that it is for.
    """
    for i in rows:
        q.skill[i] += learnt * (1.0 - q.skill[i])
        if q.certificate[i] >= worth:
            continue
        row = directions[q.occupation[i]]
        q.training_target[i] = pick(row, uniform(key, q.id[i])) if row[-1] > 0.0 else q.occupation[i]
        q.certificate[i] = worth
