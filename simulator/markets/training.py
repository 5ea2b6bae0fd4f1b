"""Training places: who gets one, how the course passes, what it leaves."""

import numpy as np

from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.streams import uniform
from simulator.markets.matching import pick


@njit
def in_course(status, sponsor, own):
    """Who (mask) is in a course of the instrument at position `own` in the scenario."""
    here = np.empty(len(status), np.bool_)
    for i in range(len(status)):
        here[i] = status[i] == TRAINING and sponsor[i] == own
    return here


@njit
def progress(
    n, own, month, status, months_in_status, left, skill, certificate, trained_month, worth, learnt, moves,
):  # fmt: skip
    """One month of the courses of a programme (own: who is in one); returns how many finished.

    Who finishes has a certificate for the occupation trained for beside their own, and has learnt a part of
    what is missing to full skill.
    """
    finished = 0
    for i in range(n):
        if own[i]:
            left[i] -= 1
            if left[i] <= 0:
                status[i] = UNEMPLOYED
                months_in_status[i] = 0
                certificate[i] = worth
                skill[i] += learnt * (1.0 - skill[i])
                trained_month[i] = month
                moves[TRAINING, UNEMPLOYED] += 1
                finished += 1
    return finished


@njit
def queue(n, ids, eligible, status, months_in_status, takeup, wait, key):
    """Seekers who may have a place (rows), and their rank in the queue, the lowest first."""
    rows, rank = np.empty(n, np.int32), np.empty(n)
    seekers = 0
    for i in range(n):
        if eligible[i] and status[i] == UNEMPLOYED and months_in_status[i] >= wait:
            rows[seekers] = i
            rank[seekers] = 0.5 * (takeup[i] + uniform(key, ids[i]))
            seekers += 1
    return rows[:seekers], rank[:seekers]


@njit
def begin(
    rows, ids, status, months_in_status, left, target, certificate, occupation, months, directions, key,
    moves,
):  # fmt: skip
    """Courses of so many months begin, for occupations in which the seekers would look for work."""
    for i in rows:
        status[i] = TRAINING
        months_in_status[i] = 0
        left[i] = months
        moves[UNEMPLOYED, TRAINING] += 1
        row = directions[occupation[i]]
        target[i] = pick(row, uniform(key, ids[i])) if row[-1] > 0.0 else occupation[i]
        certificate[i] = 0.0  # it was for another


@njit
def stipends(n, own, last_wage, hours, benefit, share, least):
    """By person, what tops benefits up to a share of the last earnings, or to `least` (currency/month)."""
    stipend = np.zeros(n)
    for i in range(n):
        if own[i] and share > 0.0:
            stipend[i] = max(0.0, max(share * last_wage[i] * hours[i], least) - benefit[i])
    return stipend


@njit
def take_courses(
    rows, ids, occupation, certificate, target, skill, worth, learnt, directions, key,
):  # fmt: skip
    """Short courses beside work or search: what they teach, and a certificate where openings are.

    Who has a better certificate keeps it, and the occupation that it is for.
    """
    for i in rows:
        skill[i] += learnt * (1.0 - skill[i])
        if certificate[i] >= worth:
            continue
        row = directions[occupation[i]]
        target[i] = pick(row, uniform(key, ids[i])) if row[-1] > 0.0 else occupation[i]
        certificate[i] = worth
