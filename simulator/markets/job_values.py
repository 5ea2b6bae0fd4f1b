"""What a job is worth to a person beyond its pay: the way there, colleagues, the work itself."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.streams import key_n, normal, stream_key

if TYPE_CHECKING:
    from simulator.core.economy import Economy

Rows = NDArray[np.integer]


@njit
def job_values(people, jobs, spread, key):
    """Factors on pay by which people (ids) value jobs (numbers), one each (float array).

    Log-normal with median 1, `spread` the standard deviation of the logarithm (Hall and Mueller 2018). In a
    run a person values a job alike whenever she looks at it.
    """
    values = np.empty(len(people))
    for a in range(len(people)):
        values[a] = np.exp(spread * normal(key_n(key, jobs[a]), people[a]))
    return values


def values_of(economy: "Economy", people: Rows, posts: Rows) -> NDArray[np.float64]:
    """What posts are worth to people (rows of both) over their pay; a new firm's are not the closed one's."""
    firms = economy.firms.id[economy.posts.firm[posts]]
    jobs = firms * POSTS_PER_FIRM + posts % POSTS_PER_FIRM
    spread = economy.parameters["job_value_spread"]
    key = stream_key(economy.root, "job_value", 0)  # the same in all months
    return np.asarray(job_values(economy.persons.id[people], jobs, spread, key))


def value_jobs(economy: "Economy", employed: Rows) -> None:
    """Set what their jobs are worth to employees (rows)."""
    q = economy.persons
    q.job_value[employed] = values_of(economy, employed, q.post[employed])
