"""Who is hired: firms ask the most suitable applicant, people take the best offer, moves are carried out."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.compiled import njit
from simulator.core.streams import normal_quantile
from simulator.markets.matching import gap_to
from simulator.markets.separations import abolished

STEPS = 64
"""Steps of luck whose best is known beforehand."""
ROUNDING = 1e-9
"""More than the errors of a normal quantile, so that the best of a step is."""


@njit
def score(record, impression, appeal, noise):
    """How suitable an applicant is: record, impression (a normal draw) times `noise`, appeal."""
    return record + noise * impression + appeal


@njit
def scores(applications, noise):
    """Scores of all applications (float array)."""
    _, _, _, _, record, luck, appeal = applications
    found = np.empty(len(record))
    for a in range(len(record)):
        found[a] = score(record[a], normal_quantile(luck[a]), appeal[a], noise)
    return found


@njit
def most_suitable(applications, noise, best, taken, hired, tops):
    """Write into `best`, for openings not taken, the application of the most suitable who is left; else -1.

    Quantiles take long: who could not be best with the most luck of the step (`tops`) is not scored.
    """
    person, opening, _, _, record, luck, appeal = applications
    highest = np.full(len(best), -np.inf)
    best[:] = -1
    for a in range(len(person)):
        j = opening[a]
        if taken[j] >= 0 or hired[person[a]]:
            continue
        if score(record[a], tops[int(luck[a] * STEPS)], appeal[a], noise) > highest[j]:
            found = score(record[a], normal_quantile(luck[a]), appeal[a], noise)
            if found > highest[j]:
                best[j] = a
                highest[j] = found


@njit
def agree(applications, noise, persons, openings, rounds):
    """Return per opening who takes it (row, -1 nobody), and at what pay.

    Each firm makes an offer to the most suitable, people take what is worth most to them (of equal ones,
    the one they saw first), and firms that were refused turn to the next of those who are
    left: so often, or until nobody agrees any more.
    """
    person, _, pay, worth, _, _, _ = applications
    taken = np.full(openings, -1, np.int32)
    agreed = np.zeros(openings)
    hired = np.zeros(persons, np.bool_)
    choice = np.full(persons, -1, np.int32)
    best = np.empty(openings, np.int32)
    tops = np.full(STEPS + 1, np.inf)
    for step in range(STEPS - 1):
        tops[step] = normal_quantile((step + 1) / STEPS) + ROUNDING
    for _ in range(rounds):
        most_suitable(applications, noise, best, taken, hired, tops)
        for a in best:
            if a < 0:
                continue
            other = choice[person[a]]
            if other < 0 or worth[a] > worth[other] or (worth[a] == worth[other] and a < other):
                choice[person[a]] = a
        agreements = 0
        for j in range(openings):
            a = best[j]
            if a >= 0 and choice[person[a]] == a:
                taken[j], agreed[j] = person[a], pay[a]
                hired[person[a]] = True
                agreements += 1
        if agreements == 0:
            break
    return taken, agreed


@njit
def hire(taken, offers, openings, q, posts, firm_heads, distance, loss, floor, moves, counts):
    """Carry out the hires; counts = (hires, from another job, posts that AI has taken and movers free)."""
    for j in range(len(taken)):
        i = taken[j]
        if i < 0:
            continue
        p = openings[j]
        if q.status[i] == EMPLOYED:
            counts[2] += abolished(q.post[i], posts)
            posts.heads[q.post[i]] -= 1
            posts.quits[q.post[i]] += 1
            firm_heads[q.firm[i]] -= 1
            q.last_wage[i] = q.wage[i]
            counts[1] += 1.0
        else:
            moves[q.status[i], EMPLOYED] += 1
            q.months_in_status[i] = 0
        counts[0] += 1.0
        to = posts.occupation[p]
        gap = gap_to(to, q.occupation[i], q.training_target[i], q.certificate[i], q.digital[i], distance)
        q.skill[i] = max(floor, q.skill[i] * (1.0 - loss * gap))
        q.occupation[i] = to
        q.status[i] = EMPLOYED
        q.firm[i] = posts.firm[p]
        q.post[i] = p
        q.wage[i] = offers[j]
        q.tenure[i] = 0
        q.months_out[i] = 0
        q.training_left[i] = 0
        q.stipend[i] = 0.0
        posts.heads[p] += 1
        firm_heads[posts.firm[p]] += 1
