"""What a job is worth beyond its pay: who takes it, who keeps it, and when it is valued anew."""

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED
from simulator.economy import schedule
from simulator.experiment.simulate import prepare
from simulator.markets import labour
from simulator.markets.hiring import agree
from simulator.markets.matching import values_of
from tests.small import give_parameters, small
from tests.unit.test_filling_posts import economy_before, sent


def test_people_take_what_is_worth_most_to_them_at_the_pay_it_offers() -> None:
    paid_more = sent([0, 0], [0, 1], [1.0, 1.0], [100.0, 90.0])
    taken, agreed = agree(paid_more._replace(worth=np.array([100.0, 120.0])), 0.0, 1, 2, 1)
    assert (taken.tolist(), agreed.tolist()) == ([-1, 0], [0.0, 90.0])


def test_a_job_worth_more_than_its_pay_is_taken_and_kept_for_less() -> None:
    economy = economy_before(labour.search_and_match)
    q = economy.persons
    labour.search_and_match(economy)
    applications = economy.scratch.applications
    asked = q.reservation_wage[applications.person]
    assert (applications.worth > asked).all()
    assert 0.02 < (applications.pay <= asked).mean() < 0.6  # some pay less, and are worth it
    hired = (q.status == EMPLOYED) & (q.tenure == 0)
    staff = (q.status == EMPLOYED) & (q.tenure > 0)
    assert np.median(q.job_value[hired]) > 1.0  # who may choose takes what suits
    asked_by_staff = q.wage * q.job_value
    schedule.search_behaviour.run(economy)
    calm = staff & (q.job_risk == 0.0)
    gain = economy.parameters["switching_gain"]
    assert q.reservation_wage[calm] == pytest.approx((1.0 + gain) * asked_by_staff[calm])


def test_a_job_is_valued_as_when_it_was_looked_at_in_every_month_and_run() -> None:
    economy = economy_before(labour.search_and_match, persons=3000)
    q = economy.persons
    labour.search_and_match(economy)
    joined = np.flatnonzero((q.status == EMPLOYED) & (q.tenure == 0))
    assert len(joined) > 10
    values = values_of(economy, joined, q.post[joined])
    assert q.job_value[joined] == pytest.approx(values)
    economy.month += 7
    assert values_of(economy, joined, q.post[joined]) == pytest.approx(values)
    other = prepare(small("none", persons=3000), role="no_policy", replicate=0)
    assert values_of(other, joined, q.post[joined]) == pytest.approx(values)
    economy.firms.id[q.firm[joined]] += economy.firms.capacity  # other firms in their place
    assert abs(np.corrcoef(values_of(economy, joined, q.post[joined]), values)[0, 1]) < 0.5


def test_without_other_worth_pay_alone_counts() -> None:
    economy = economy_before(labour.search_and_match)
    give_parameters(economy, job_value_spread=0.0)
    labour.search_and_match(economy)
    applications = economy.scratch.applications
    assert applications.worth == pytest.approx(applications.pay)
