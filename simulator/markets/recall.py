"""Recall: who was laid off for a time goes back to the same post when its firm looks for people again."""

from typing import Any

import numpy as np

from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.core.economy import Economy


def call_back(economy: Economy) -> None:
    """Fill openings with those whom the post laid off and who still wait, before anyone else is looked for.

    Those of longest tenure come first. They return to their pay, tenure and hours, at no cost of recruiting.
    Whoever has found other work, left the labour force or waited too long has no claim any more.
    """
    q, posts, firms = economy.persons, economy.posts, economy.firms
    waiting = np.flatnonzero(q.recall_post >= 0)
    gone = (q.status[waiting] != UNEMPLOYED) | (q.months_out[waiting] > economy.parameters["recall_months"])
    q.recall_post[waiting[gone]] = -1
    called = first_of(q, waiting[~gone], np.where(posts.active == 1, posts.vacancies, 0))
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


def first_of(q: Any, waiting: np.ndarray, openings: np.ndarray) -> np.ndarray:
    """As many of those who wait (rows) as their post has openings, by tenure, then by number."""
    ordered = waiting[np.lexsort((q.id[waiting], -q.recall_tenure[waiting], q.recall_post[waiting]))]
    post = q.recall_post[ordered]
    return np.asarray(ordered[np.arange(len(post)) - np.searchsorted(post, post) < openings[post]])


def forget_posts(q: Any, lost: np.ndarray) -> None:
    """Nobody is called back to posts of firms that close (`lost`: mask by post)."""
    waiting = np.flatnonzero(q.recall_post >= 0)
    q.recall_post[waiting[lost[q.recall_post[waiting]]]] = -1
