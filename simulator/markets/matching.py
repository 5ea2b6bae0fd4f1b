"""The labour market: where seekers look, for which posts they apply, and how suitable they are.

Nothing depends on the order of rows: applications are scored, and each side takes its best (`hiring`).
"""

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit
from simulator.core.streams import normal_n, uniform, uniform_n

Array = NDArray[np.float64]
MOST_ELSEWHERE = 0.5
"""Most of the posts that people look at around the occupation they were trained for."""
OTHER_DRAWS = 1_000_000
"""Number of the draws that decide it: those of places count from zero."""


@njit
def list_openings(posts, deciding, occupation, kinds):
    """Openings to decide on (post rows by occupation) and the first one of each occupation (kinds + 1)."""
    start = np.zeros(kinds + 1, np.int64)
    for p in range(posts):
        start[occupation[p] + 1] += deciding[p]
    for o in range(kinds):
        start[o + 1] += start[o]
    place = start[:-1].copy()
    openings = np.empty(start[-1], np.int32)
    for p in range(posts):
        for _ in range(deciding[p]):
            openings[place[occupation[p]]] = p
            place[occupation[p]] += 1
    return openings, start


def where_to_look(moves: Array, own: float) -> Array:
    """How a seeker weighs occupations (kinds x kinds, rows sum to 1), before openings and wages.

    The network tells how many of all workers move in a year, nearly all of whom change no job: it gives the
    destinations. `own` is the weight of a seeker's own occupation.
    """
    movers = moves - np.diag(np.diag(moves))
    elsewhere = movers / np.maximum(movers.sum(axis=1, keepdims=True), 1e-300)
    return np.ascontiguousarray((1.0 - own) * elsewhere + own * np.eye(len(moves)))


@njit
def directions(mobility, start, rivals, appeal, relative_wage, wage_pull):
    """Cumulative probability that a seeker of occupation o applies in q (kinds x kinds; 0 without openings).

    Proportional to the move's share in the mobility network, to openings per rival, to an occupation's
    appeal, and to wages relative to month 0: the network was observed at the wages of then.
    """
    kinds = len(relative_wage)
    table = np.zeros((kinds, kinds))
    for o in range(kinds):
        total = 0.0
        for q in range(kinds):
            tightness = (start[q + 1] - start[q]) / max(rivals[q], 1.0)
            draw = tightness * appeal[q]
            total += mobility[o, q] * draw * (relative_wage[q] / relative_wage[o]) ** wage_pull
            table[o, q] = total
        if total > 0.0:
            for q in range(kinds):
                table[o, q] /= total
    return table


@njit
def pick(cumulative, u):
    """First position whose cumulative probability exceeds u."""
    low, high = 0, len(cumulative) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > u:
            high = middle
        else:
            low = middle + 1
    return low


@njit
def offered_wage(i, to, gap, wage, premium, ability, skill, loss, rise):
    """Full-time wage offered: going wage x premium x ability x skill left after the move (currency/month)."""
    return wage[to] * (1.0 + premium) * ability[i] * skill[i] * (1.0 - loss * gap) * rise


@njit
def gap_to(to, own, target, certificate, digital, distance):
    """Skill distance to an occupation; a course takes its share off where the one trained for is nearer."""
    gap = distance[own, to]
    if target >= 0:
        gap -= min(1.0, certificate) * max(0.0, gap - distance[target, to])
    return gap * (1.0 - digital)


@njit
def who_looks(n, ids, active, effort, usual, key):
    """Rows of the people who look for a post this month, and how many they look at: `usual` times effort."""
    rows, posts = np.empty(n, np.int64), np.empty(n, np.int64)
    count = 0
    for i in range(n):
        rows[count] = i
        posts[count] = int(usual * effort[i] + uniform(key, ids[i])) if active[i] else 0
        count += posts[count] > 0
    return rows[:count], posts[:count]


@njit
def apply_for_posts(
    ids, occupation, standing, experience, skill, certificate, training_target, post, ability,
    reservation_wage, appeal, digital, wage, post_firm, decisions_in_vain, experience_asked, firm_premium,
    firm_public, table, distance, openings, start, applications, weights, terms, key_place, key_noise,
):  # fmt: skip
    """Return the applications of the month: seeker (place among them), opening, score and pay offered.

    The first twelve arguments and `applications` (posts to look at) are columns of the seekers alone. People
    know the pay of a post they look at, and apply when it exceeds their reservation wage. `digital` skill
    bridges its share of distances and of lacking experience, a course that of the distance to its occupation,
    around which people then look too; `appeal` (score) is for private firms.
    weights = (distance penalty, penalty per month of experience lacking, screening noise, looks by
    certificate);
    terms = (minimum wage, skill lost by a move over a full distance, rise of offers by decisions in vain,
    after and for how many).
    """
    far, beginner, noise, course_looks = weights
    minimum_wage, loss, offer_rise, patience, rise_limit = terms
    most, sent = applications.sum(), 0
    applicant, opening = np.empty(most, np.int32), np.empty(most, np.int32)
    score, pay = np.empty(most), np.empty(most)
    for i in range(len(ids)):
        own, target = occupation[i], training_target[i]
        if table[own, -1] <= 0.0:
            continue
        elsewhere = 0.0
        if target >= 0 and table[target, -1] > 0.0:
            elsewhere = min(MOST_ELSEWHERE, course_looks * certificate[i])
        for k in range(applications[i]):
            other = elsewhere > 0.0 and uniform_n(key_place, ids[i], OTHER_DRAWS + k) < elsewhere
            here = target if other else own
            to = pick(table[here], uniform_n(key_place, ids[i], 2 * k))
            width = start[to + 1] - start[to]
            j = start[to] + int(uniform_n(key_place, ids[i], 2 * k + 1) * width)
            if openings[j] == post[i]:
                continue
            p = openings[j]
            gap = gap_to(to, own, target, certificate[i], digital[i], distance)
            rise = 1.0 + offer_rise * min(max(decisions_in_vain[p] - patience, 0.0), rise_limit)
            offer = offered_wage(i, to, gap, wage, firm_premium[post_firm[p]], ability, skill, loss, rise)
            offer = max(offer, minimum_wage)
            if offer <= reservation_wage[i]:
                continue
            trained = certificate[i] if target == to or target < 0 else 0.0
            lacking = max(0.0, experience_asked[p] - experience[i]) * (1.0 - digital[i])
            value = standing[i] - far * gap - beginner * lacking + trained
            value += noise * normal_n(key_noise, ids[i], k)
            if firm_public[post_firm[p]] == 0:
                value += appeal[i]
            applicant[sent], opening[sent], score[sent], pay[sent] = i, j, value, offer
            sent += 1
    return applicant[:sent], opening[:sent], score[:sent], pay[:sent]
