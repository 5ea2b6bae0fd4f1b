"""Who is hired: firms ask the most suitable applicant, people take the best offer, moves are carried out.

Recall: who was laid off for a time goes back to the same post when its firm looks for people again.
"""

import numpy as np

from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.streams import normal_quantile
from simulator.markets.matching import gap_to
from simulator.markets.separations import abolished


def call_back(economy: Economy) -> None:
    """Fill openings with those whom the post laid off and who still wait, before anyone else is looked for.

    Those of longest tenure come first. They return to their pay, tenure and hours, at no cost of recruiting.
    Whoever has found other work, left the labour force or waited too long has no claim any more.
    """
    q, posts, firms = economy.persons, economy.posts, economy.firms
    waiting = np.flatnonzero(q.recall_post >= 0)
    gone = (q.status[waiting] != UNEMPLOYED) | (q.months_out[waiting] > economy.parameters["recall_months"])
    q.recall_post[waiting[gone]] = -1
    waiting = waiting[~gone]
    waiting = waiting[np.lexsort((q.id[waiting], -q.recall_tenure[waiting], q.recall_post[waiting]))]
    post, openings = q.recall_post[waiting], np.where(posts.active == 1, posts.vacancies, 0)
    called = waiting[np.arange(len(post)) - np.searchsorted(post, post) < openings[post]]
    economy.count["recalls"] = float(len(called))
    if len(called) == 0:
        return
    back = q.recall_post[called]
    economy.moves[UNEMPLOYED, EMPLOYED] += len(called)
    q.status[called], q.months_in_status[called], q.months_out[called] = EMPLOYED, 0, 0
    q.post[called], q.firm[called], q.occupation[called] = back, posts.firm[back], posts.occupation[back]
    q.wage[called], q.tenure[called], q.recall_post[called] = q.last_wage[called], q.recall_tenure[called], -1
    joined = np.bincount(back, minlength=posts.n)
    posts.vacancies -= joined
    posts.heads += joined
    firms.heads += np.bincount(posts.firm[back], minlength=firms.n)


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
def hire(taken, offers, openings, q, posts, firm_heads, move, moves, counts):
    """Carry out the hires; counts = (hires, from another job, posts that AI has taken and movers free).

    move = (skill distance, what skill a full one loses).
    """
    distance, loss = move
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
        q.skill[i] *= 1.0 - loss * gap
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
