"""New tasks for people: output that AI brings about somewhere, made all over the economy and paid for."""

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of


def spread_new_tasks(economy: Economy) -> None:
    """Let the pool of new tasks follow what is automated, and give it to posts and firms.

    The pool is the labour of new tasks over that of old ones: a share of what is automated in the whole
    economy, with a lag. Posts take part by the tasks that AI leaves to people and helps them with. What new
    tasks make is output: a unit of a firm's output holds as much more of it as its staff does.
    """
    s, firms, posts, occ = economy.aggregates, economy.firms, economy.posts, economy.occupations
    # What public employers are spared goes into more service, but for what a policy cuts.
    left = np.where(firms.public == 1, s.public_savings, 1.0)
    replaced = float(sum_of(firms.automated_heads * left))
    aim = s.reinstatement * replaced / max(replaced + float(sum_of(posts.desired)), 1e-300)
    s.new_tasks += (aim - s.new_tasks) / max(s.reinstatement_lag, 1.0)
    fit = (1.0 - occ.ai_tasks) * (occ.ai_help if occ.ai_help.any() else 1.0)
    mean = float(sum_of(fit * economy.occupation_weight))
    occ.new_tasks[:] = s.new_tasks * fit / max(mean, 1e-300)
    _of_firms(firms.n, posts.active, posts.occupation, posts.requirement, occ.trend_wage, occ.new_tasks,
              POSTS_PER_FIRM, firms.new_tasks)  # fmt: skip


@njit
def _of_firms(firms, active, occupation, requirement, wage, added, width, new_tasks):
    """Output of new tasks over that of old ones in each firm: `added` weighted by cost of old labour."""
    for f in range(firms):
        old = new = 0.0
        for p in range(f * width, f * width + width):
            if active[p]:
                cost = requirement[p] * wage[occupation[p]]
                old += cost
                new += cost * added[occupation[p]]
        new_tasks[f] = new / old if old > 0.0 else 0.0


def labour_of_new_tasks(economy: Economy) -> np.ndarray:
    """Share of each post's labour that does new tasks [posts]."""
    posts = economy.posts
    added = economy.occupations.new_tasks[posts.occupation]
    left = (1.0 - posts.automated) / (1.0 + posts.augmented)
    return np.asarray(added / (left + added))
