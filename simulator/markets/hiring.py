"""Who is hired: firms ask the most suitable applicant, people take the best offer, moves are carried out."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.compiled import njit
from simulator.markets.matching import gap_to


@njit
def agree(applicant, opening, score, pay, seekers, openings, rounds):
    """Return per opening who takes it (place among the seekers, -1 nobody), and at what pay.

    Each firm makes an offer to the most suitable, people take the best-paid of theirs (of equal ones, as at
    the minimum wage, the one they saw first), and firms that were refused turn to the next of those who are
    left: so often, or until nobody agrees any more.
    """
    taken = np.full(openings, -1, np.int32)
    agreed = np.zeros(openings)
    hired = np.zeros(seekers, np.bool_)
    for _ in range(rounds):
        best = np.full(openings, -1, np.int32)
        for a in range(len(applicant)):
            j = opening[a]
            if taken[j] < 0 and not hired[applicant[a]] and (best[j] < 0 or score[a] > score[best[j]]):
                best[j] = a
        choice = np.full(seekers, -1, np.int32)
        for a in best:
            if a < 0:
                continue
            other = choice[applicant[a]]
            if other < 0 or pay[a] > pay[other] or (pay[a] == pay[other] and a < other):
                choice[applicant[a]] = a
        agreements = 0
        for a in choice:
            if a >= 0:
                taken[opening[a]], agreed[opening[a]] = applicant[a], pay[a]
                hired[applicant[a]] = True
                agreements += 1
        if agreements == 0:
            break
    return taken, agreed


@njit
def hire(
    taken, offers, openings, status, months_in_status, firm, post, wage, last_wage, tenure, months_out,
    occupation, skill, certificate, training_target, digital, distance, loss, floor, training_left, stipend,
    post_occupation, post_firm, post_heads, post_quits, firm_heads, moves, counts,
):  # fmt: skip
    """Carry out the hires; counts = (hires, from another job)."""
    for j in range(len(taken)):
        i = taken[j]
        if i < 0:
            continue
        p = openings[j]
        if status[i] == EMPLOYED:
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
