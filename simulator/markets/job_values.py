"""What a job is worth to a person beyond its pay: the way there, colleagues, the work itself."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.streams import chance, key_n, normal, normal_quantile, stream_key

if TYPE_CHECKING:
    from simulator.core.economy import Economy

Rows = NDArray[np.integer]
PARTS = 256
"""Equal parts of the draw that decides a value, within which a bound of it is known."""


class Jobs(NamedTuple):
    """Jobs that people may value: the key of their draws (by job), the spread of values, their bounds."""

    key: NDArray[np.uint64]
    spread: float
    most: NDArray[np.float64]
    """What no value exceeds, by part of the draw."""


@njit
def job_value(jobs, job, id):
    """Factor on pay by which a person (id) values a job.

    Log-normal with median 1, `spread` the standard deviation of the logarithm (Hall and Mueller 2018). In a
    run a person values a job alike whenever she looks at it.
    """
    return np.exp(jobs.spread * normal(jobs.key[job], id))


@njit
def most_of_value(jobs, job, id):
    """What `job_value` does not exceed: reckoned for many looks that are then not worth it."""
    return jobs.most[min(int(chance(jobs.key[job], id) * PARTS), PARTS - 1)]


@njit
def _keys(key, number):
    keys = np.empty(len(number), np.uint64)
    for a in range(len(number)):
        keys[a] = key_n(key, number[a])
    return keys


@njit
def _bounds(spread):
    most = np.full(PARTS, np.inf)
    for part in range(PARTS - 1):
        most[part] = np.exp(spread * normal_quantile((part + 1) / PARTS)) * (1.0 + 1e-9)
    return most


@njit
def _values(jobs, people):
    values = np.empty(len(people))
    for a in range(len(people)):
        values[a] = job_value(jobs, a, people[a])
    return values


def jobs_of(economy: "Economy", posts: Rows) -> Jobs:
    """Jobs in posts (rows), one each; a new firm's are not the closed one's."""
    firms = economy.firms.id[economy.posts.firm[posts]]
    number = firms * POSTS_PER_FIRM + posts % POSTS_PER_FIRM
    key = stream_key(economy.root, "job_value", 0)  # the same in all months
    spread = economy.parameters["job_value_spread"]
    return Jobs(np.asarray(_keys(key, number)), spread, np.asarray(_bounds(spread)))


def values_of(economy: "Economy", people: Rows, posts: Rows) -> NDArray[np.float64]:
    """What posts are worth to people (rows of both) over their pay."""
    return np.asarray(_values(jobs_of(economy, posts), economy.persons.id[people]))


def value_jobs(economy: "Economy", employed: Rows) -> None:
    """Set what their jobs are worth to employees (rows)."""
    q = economy.persons
    q.job_value[employed] = values_of(economy, employed, q.post[employed])
