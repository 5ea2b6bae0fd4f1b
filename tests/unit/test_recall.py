"""Recall: some of the laid-off go back to their post, others of the month look for another."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets.separations import forget_posts
from simulator.rules.worker_search import worker_search
from tests.small import give_parameters, small


@pytest.fixture
def economy() -> Economy:
    """Spain without AI, of which nobody waits yet."""
    made = prepare(small("none", persons=4000), role="no_policy", replicate=0)
    made.persons.recall_post = -1
    return made


def test_nobody_is_called_back_where_no_layoff_is_for_a_time(economy: Economy) -> None:
    give_parameters(economy, recall_share=0.0)
    for _ in range(12):
        economy.step()
        assert economy.count["recalls"] == 0.0
    assert (economy.persons.recall_post == -1).all()


def test_who_is_called_back_has_the_post_the_pay_and_the_tenure_of_before(economy: Economy) -> None:
    give_parameters(economy, recall_share=1.0)
    q, seen = economy.persons, 0
    for _ in range(24):
        waiting, post, wage, tenure = (q.status == UNEMPLOYED) & (q.recall_post >= 0), q.recall_post.copy(), (
            q.last_wage.copy()), q.recall_tenure.copy()  # fmt: skip
        economy.step()
        back = waiting & (q.status == EMPLOYED) & (q.post == post) & (q.tenure == tenure) & (tenure > 0)
        assert back.sum() <= economy.count["recalls"] <= economy.count["hires"]
        assert (q.wage[back] >= wage[back]).all()
        seen += int(back.sum())
    assert seen > 0
    assert (q.months_out[q.recall_post >= 0] <= economy.parameters["recall_months"] + 1).all()


def test_who_waits_looks_less(economy: Economy) -> None:
    q = economy.persons
    economy.step()
    worker_search.run(economy)
    seeker = np.flatnonzero((q.status == UNEMPLOYED) & (q.recall_post < 0) & (q.effort > 0.0))[0]
    effort = q.effort[seeker]
    q.recall_post[seeker] = 0
    worker_search.run(economy)
    assert q.effort[seeker] == pytest.approx(effort * economy.parameters["recall_search"])


def test_nobody_waits_for_a_firm_that_closed(economy: Economy) -> None:
    q, lost = economy.persons, np.zeros(economy.posts.n, np.bool_)
    q.recall_post[:2], lost[7] = (7, 8), True
    forget_posts(q, lost)
    assert list(q.recall_post[:2]) == [-1, 8]
