"""Disability, family and survivors' benefits: who leaves the labour force is not granted one for it."""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE
from simulator.experiment.simulate import prepare
from simulator.flows.income import PRIME, choose_recipients, may_receive
from tests.small import small


def test_as_many_receive_them_when_people_give_up_and_the_longest_out_come_first() -> None:
    economy = prepare(small(), role="no_ai", replicate=0)
    economy.step()
    q = economy.persons
    before = q.entitled.sum()
    assert before > 0
    assert (q.status[q.entitled == 1] == INACTIVE).all()
    gives_up = np.flatnonzero((q.status == EMPLOYED) & (q.age_group == PRIME))[::2]
    q.status[gives_up], q.months_in_status[gives_up] = INACTIVE, 0
    choose_recipients(economy)
    assert abs(q.entitled.sum() - before) <= 2
    assert q.entitled[gives_up].sum() <= 2  # a place that age left free


def test_a_place_that_is_left_goes_to_somebody_else() -> None:
    economy = prepare(small(), role="no_ai", replicate=0)
    economy.step()
    q = economy.persons
    waits = np.flatnonzero((q.status == EMPLOYED) & (q.age_group == PRIME) & (q.takeup > 0.9))
    q.status[waits], q.months_in_status[waits] = INACTIVE, 1
    choose_recipients(economy)
    before = q.entitled.copy()
    returns = np.flatnonzero((before == 1) & (q.age_group == PRIME))[:3]
    q.status[returns] = EMPLOYED
    choose_recipients(economy)
    assert not q.entitled[returns].any()
    follow = (q.entitled == 1) & (before == 0)
    assert follow.sum() == len(returns) == 3
    others = may_receive(economy) & (q.age_group == PRIME) & (q.entitled == 0)
    assert others[waits].any()
    assert q.months_in_status[follow].min() >= q.months_in_status[others].max()
