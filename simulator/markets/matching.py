"""The labour market: where seekers look, for which posts they apply, and how suitable they are.

Seekers know of each opening what it pays, what it asks for and whose it is, and what they can expect to be
paid. Posts remember how many looked in vain. Nothing depends on the order of rows: applications are scored,
and each side takes its best (`hiring`). Looks pass by one step at a time, all of them: steps that only read
and reckon have nothing to guess, so that the processor works on many looks at once (docs/speed.md).

A job is worth more or less to a person than its pay: the way there, colleagues, the work itself.
"""

from collections import namedtuple
from functools import lru_cache
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.errors import ExplodedError
from simulator.core.maths import power
from simulator.core.streams import chance, key_n, keys_n, normal_quantile, stream_key, uniform

Array = NDArray[np.float64]
Rows = NDArray[np.integer]
PARTS = 4096
"""Equal parts of the draw that decides what a job is worth to somebody: within one it is worth the same."""


class Jobs(NamedTuple):
    """Jobs that people may value: the key of their draws (by job), and what one is worth by part of it."""

    key: NDArray[np.uint64]
    value: NDArray[np.float64]


@njit
def job_value(jobs, job, id):
    """Factor on pay by which a person (id) values a job.

    Log-normal with median 1, `spread` the standard deviation of the logarithm (Hall and Mueller 2018). In a
    run a person values a job alike whenever she looks at it.
    """
    return jobs.value[int(uniform(jobs.key[job], id) * PARTS)]


@njit
def _keys(key, number):
    keys = np.empty(len(number), np.uint64)
    for a in range(len(number)):
        keys[a] = key_n(key, number[a])
    return keys


@lru_cache(64)
def _values_by_part(spread: float) -> NDArray[np.float64]:
    """What a job is worth in the middle of each part of the draw."""
    return np.array([exp(spread * normal_quantile((part + 0.5) / PARTS)) for part in range(PARTS)])


@njit
def _values(jobs, people):
    values = np.empty(len(people))
    for a in range(len(people)):
        values[a] = job_value(jobs, a, people[a])
    return values


def jobs_of(economy: Economy, posts: Rows) -> Jobs:
    """Jobs in posts (rows), one each; a new firm's are not the closed one's."""
    firms = economy.firms.id[economy.posts.firm[posts]]
    number = firms * POSTS_PER_FIRM + posts % POSTS_PER_FIRM
    key = stream_key(economy.root, "job_value", 0)  # the same in all months
    return Jobs(np.asarray(_keys(key, number)), _values_by_part(economy.parameters["job_value_spread"]))


def values_of(economy: Economy, people: Rows, posts: Rows) -> NDArray[np.float64]:
    """What posts are worth to people (rows of both) over their pay."""
    return np.asarray(_values(jobs_of(economy, posts), economy.persons.id[people]))


def value_jobs(economy: Economy, employed: Rows) -> None:
    """Set what their jobs are worth to employees (rows)."""
    q = economy.persons
    q.job_value[employed] = values_of(economy, employed, q.post[employed])


Offers = namedtuple("Offers", "post pay experience private")
"""What is known of each opening: post, pay (going wage x premium, currency/month), months of experience asked
(0 of a beginner), 1 for openings of private firms."""


def offers_of(economy: Economy, openings: Rows) -> Offers:
    """Offers of all openings (rows of posts); the first `entry_deciding` of a post ask for no experience."""
    p, posts, firms = economy.parameters, economy.posts, economy.firms
    firm, first = posts.firm[openings], np.flatnonzero(np.diff(openings, prepend=-1))
    place = np.arange(len(openings)) - np.repeat(first, np.diff(first, append=len(openings)))
    wage = economy.occupations.wage[posts.occupation[openings]]
    experience = np.where(place >= posts.entry_deciding[openings], p["entry_months"], 0.0)
    private = (firms.public[firm] == 0).astype(np.float64)
    return Offers(openings, wage * (1.0 + firms.premium[firm]), experience, private)


MOST_OPENINGS = 10.0
"""Openings a month per person above which demand has exploded: months take ever longer, then overflow."""


def refuse_explosion(economy: Economy) -> None:
    """Raise ExplodedError where firms look for many times the people there are, or the count overflowed."""
    posts = economy.posts
    wanted = int(posts.vacancies.sum(dtype=np.int64, where=posts.active != 0))
    if not 0 <= wanted <= MOST_OPENINGS * economy.population:
        raise ExplodedError(
            f"month {economy.month} (seed {economy.checker.seed}): firms look for {wanted:,} people where "
            f"{economy.population:,} live; at most {MOST_OPENINGS:g} for each. Values so far from those that "
            "ship make demand explode: move them nearer"
        )


def count_seekers(economy: Economy) -> None:
    """Openings by occupation, and how many people look for each opening of the economy."""
    posts, occ = economy.posts, economy.occupations
    refuse_explosion(economy)
    wanted = np.where(posts.active == 1, posts.vacancies, 0)
    occ.openings[:] = np.bincount(posts.occupation, wanted, minlength=len(occ.id))
    economy.aggregates.seekers_per_opening = float(economy.rivals().sum()) / max(float(wanted.sum()), 1.0)


def count_vacancies(left: np.ndarray, wanted: np.ndarray, filled: np.ndarray) -> float:
    """Openings on an average day of a month, as surveys count them; all by post, `left` of the month before.

    Posts fall open all through the month and are filled all through the rest of it: one that is new was open
    for half of the month, for a quarter if it was filled; one left from last month for all or half of it.
    """
    old = np.minimum(wanted, left)
    filled_old = np.minimum(old, filled)
    new, filled_new = wanted - old, filled - filled_old
    return float((old - 0.5 * filled_old + 0.5 * new - 0.25 * filled_new).sum())


def pay_to_expect(table: Array, distance: Array, wage: Array, loss: float, skill_pay: float) -> Array:
    """Mean pay where seekers of an occupation look over its own wage (kinds); NaN where nothing is open.

    `table`: where they look (`matching.directions`). Offers are less by the skill that a move loses.
    """
    looks = table.copy()
    looks[:, 1:] -= table[:, :-1]
    pay = (1.0 - loss * distance) ** skill_pay * wage / wage[:, None]
    return np.where(table[:, -1] > 0.0, (looks * pay).sum(axis=1), np.nan)


MOST_ELSEWHERE = 0.5
"""Most of the posts that people look at around the occupation they were trained for."""
OTHER_DRAWS = 1_000_000
"""Number of the draws that decide it: those of places count from zero."""
FEW = 4
"""Looks of a person that are listed without asking whether there are so many."""


Seekers = namedtuple(
    "Seekers",
    "id occupation training_target certificate digital ability skill reservation_wage post standing "
    "experience hire_appeal",
)
"""Columns of everyone that decide where they apply, and what for."""
Applications = namedtuple("Applications", "person opening pay worth record luck appeal")
"""Who (row) applies for which opening, the pay offered and what it is worth to her (currency/month), her
record on paper (score), how she comes across (draw in (0, 1)), what policies add (score)."""


def list_openings(deciding: Rows, occupation: Rows, kinds: int) -> tuple[Rows, Rows]:
    """Openings to decide on (post rows by occupation) and the first one of each occupation (kinds + 1)."""
    posts = np.flatnonzero(deciding)
    posts = posts[np.argsort(occupation[posts], kind="stable")]
    openings = np.repeat(posts, deciding[posts])
    start = np.searchsorted(occupation[openings], np.arange(kinds + 1))
    return openings.astype(np.int32), start


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
    place = 0
    for q in range(len(cumulative)):  # to compare with all is quicker than to halve: nothing to guess
        place += cumulative[q] <= u
    return min(place, len(cumulative) - 1)


@njit
def gap_left(gap, over, certificate, digital):
    """Skill distance, less what a course bridges where it is nearer (`over`), and digital skill its share."""
    return (gap - min(1.0, certificate) * max(0.0, gap - over)) * (1.0 - digital)


@njit
def gap_to(to, own, target, certificate, digital, distance):
    """Skill distance left to an occupation, from one's own or that of a course (`target`, -1 without)."""
    gap = distance[own, to]
    over = distance[target, to] if target >= 0 else gap
    return gap_left(gap, over, certificate, digital)


@njit
def who_looks(n, ids, active, effort, usual, key):
    """Row of who looks at a post this month, `usual` times effort of them each, and its number from 0."""
    posts = np.empty(n, np.int32)
    for i in range(n):
        posts[i] = active[i] * np.int64(usual * effort[i] + uniform(key, ids[i]))
    most, count = posts.sum() + FEW, 0
    person, number = np.empty(most, np.int32), np.empty(most, np.int32)
    for i in range(n):
        for k in range(FEW):
            person[count + k] = i
            number[count + k] = k
        count += min(posts[i], FEW)
        for k in range(FEW, posts[i]):
            person[count] = i
            number[count] = k
            count += 1
    return person[:count], number[:count]


@njit
def look_at_posts(person, number, seekers, table, start, course_looks, key):
    """For each look that finds an opening: person, number, occupation and opening.

    People look around the occupation of a recent course too, by `course_looks` for its certificate.
    """
    keys = keys_n(key, 2 * (number.max() + 1) if len(number) else 0)
    ids, occupation, target = seekers.id, seekers.occupation, seekers.training_target
    who, which = np.empty_like(person), np.empty_like(person)
    where, opening, count = np.empty_like(person), np.empty_like(person), 0
    for a in range(len(person)):
        i, k = person[a], number[a]
        here, over = occupation[i], target[i]
        found = table[here, -1] > 0.0
        if over >= 0 and table[over, -1] > 0.0:
            elsewhere = min(MOST_ELSEWHERE, course_looks * seekers.certificate[i])
            if elsewhere > 0.0 and uniform(key_n(key, OTHER_DRAWS + k), ids[i]) < elsewhere:
                here = over
        to = pick(table[here], uniform(keys[2 * k], ids[i]))
        width = start[to + 1] - start[to]
        who[count], which[count], where[count] = i, k, to
        opening[count] = start[to] + int(uniform(keys[2 * k + 1], ids[i]) * width)
        count += found
    return who[:count], which[:count], where[:count], opening[:count]


@njit
def worth_applying(looks, jobs, seekers, offers, distance, terms):
    """Looks at posts worth more than the reservation wage that ask for no more experience than there is.

    With their pay, what they are worth (pay x what the job is worth to a person over it) and the skill
    distance to them. `digital` skill bridges its share of experience lacked. Pay: going wage x premium x
    ability x (skill left after the move)^`skill_pay`, at least the minimum wage. terms: minimum wage, skill
    lost by a move over a full distance, `skill_pay`. Most looks fail by bounds that cost less to reckon than
    what they bound: `skill_pay` is at most 1, so that a power lies below its tangent.
    """
    person, _, where, opening = looks
    minimum_wage, loss, skill_pay = terms
    ids, occupation, target, post = seekers.id, seekers.occupation, seekers.training_target, seekers.post
    certificate, digital, ability = seekers.certificate, seekers.digital, seekers.ability
    skill, least, worked = seekers.skill, seekers.reservation_wage, seekers.experience
    many, count = len(person), 0
    likely, gaps = np.empty(many + 1, np.int32), np.empty(many + 1)
    for a in range(many):  # without a branch: most looks fail, and nothing foretells which
        i, j = person[a], opening[a]
        gap = distance[occupation[i], where[a]]  # as `gap_to`, which costs more: it is handed an array
        over = distance[target[i] if target[i] >= 0 else occupation[i], where[a]]
        gap = gap_left(gap, over, certificate[i], digital[i])
        most = offers.pay[j] * ability[i] * (1.0 + skill_pay * ((skill[i] * (1.0 - loss * gap)) - 1.0))
        enough = max(most, minimum_wage) * job_value(jobs, j, ids[i]) > least[i]
        known = worked[i] >= offers.experience[j] * (1.0 - digital[i])
        likely[count], gaps[count] = a, gap
        count += enough & known & (offers.post[j] != post[i])
    chosen, pay, worth, some = np.empty(count, np.int32), np.empty(count), np.empty(count), 0
    for b in range(count):
        a = likely[b]
        i, j = person[a], opening[a]
        left = skill[i] * (1.0 - loss * gaps[b])
        offer = max(offers.pay[j] * ability[i] * power(left, skill_pay), minimum_wage)
        value = offer * job_value(jobs, j, ids[i])
        chosen[some], pay[some], worth[some], gaps[some] = a, offer, value, gaps[b]
        some += value > least[i]
    return chosen[:some], pay[:some], worth[:some], gaps[:some]


@njit
def apply_for_posts(looks, chosen, pay, worth, gaps, seekers, offers, far, key):
    """Applications for the posts that are worth it; `far` is what a full skill distance takes off the record.

    A certificate counts in the occupation of the course; policies' appeal is for private firms.
    """
    keys = keys_n(key, looks[1].max() + 1 if len(looks[1]) else 0)
    ids, target, certificate = seekers.id, seekers.training_target, seekers.certificate
    standing, appeal = seekers.standing, seekers.hire_appeal
    person, opening = np.empty_like(chosen), np.empty_like(chosen)
    record, luck, added = np.empty_like(pay), np.empty_like(pay), np.empty_like(pay)
    for b in range(len(chosen)):
        a = chosen[b]
        i, j, over = looks[0][a], looks[3][a], target[looks[0][a]]
        trained = certificate[i] if over == looks[2][a] or over < 0 else 0.0
        person[b], opening[b] = i, j
        record[b] = standing[i] - far * gaps[b] + trained
        luck[b] = chance(keys[looks[1][a]], ids[i])
        added[b] = appeal[i] * offers.private[j]
    return Applications(person, opening, pay, worth, record, luck, added)
