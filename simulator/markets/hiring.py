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
def hire(
    taken, offers, openings, status, months_in_status, firm, post, wage, last_wage, tenure, months_out,
    occupation, skill, certificate, training_target, digital, distance, loss, floor, training_left, stipend,
    post_occupation, post_firm, post_heads, post_target, post_quits, post_pending, firm_heads, moves, counts,
):  # fmt: skip
    """Carry out the hires; counts = (hires, from another job, posts that AI has taken and movers free)."""
    for j in range(len(taken)):
        i = taken[j]
        if i < 0:
            continue
        p = openings[j]
        if status[i] == EMPLOYED:
            counts[2] += abolished(post[i], post_heads, post_target, post_pending)
            post_heads[post[i]] -= 1
            post_quits[post[i]] += 1
            firm_heads[firm[i]] -= 1
            last_wage[i] = wage[i]
            counts[1] += 1.0
        else:
            moves[status[i], EMPLOYED] += 1
            months_in_status[i] = 0
        counts[0] += 1.0
        to = post_occupation[p]
        gap = gap_to(to, occupation[i], training_target[i], certificate[i], digital[i], distance)
        skill[i] = max(floor, skill[i] * (1.0 - loss * gap))
        occupation[i] = to
        status[i] = EMPLOYED
        firm[i] = post_firm[p]
        post[i] = p
        wage[i] = offers[j]
        tenure[i] = 0
        months_out[i] = 0
        training_left[i] = 0
        stipend[i] = 0.0
        post_heads[p] += 1
        firm_heads[post_firm[p]] += 1
