"""Who enters the labour force has looked for work before, and may come with a job."""

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, OWN_ACCOUNT, UNEMPLOYED
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.markets.labour import choose_first_occupation
from tests.small import give_parameters, small

MONTHS = 12


def spain() -> Economy:
    return prepare(small("none", persons=4000), role="no_policy", replicate=0)


def entries(search: float) -> tuple[int, int]:
    """People who came from outside the labour force straight to a job, and to unemployment, in a year."""
    economy = spain()
    give_parameters(economy, search_before_entry=search)
    straight = looking = 0
    for _ in range(MONTHS):
        economy.step()
        straight += int(economy.moves[INACTIVE, EMPLOYED])
        looking += int(economy.moves[INACTIVE, UNEMPLOYED])
    return straight, looking


def test_the_longer_people_look_before_they_enter_the_more_come_straight_to_work() -> None:
    shares = [straight / (straight + looking) for straight, looking in map(entries, (1.0, 6.0, 24.0))]
    assert 0.0 < shares[0] < shares[1] < shares[2] < 1.0


def test_who_enters_with_a_job_is_counted_as_one_move_from_outside() -> None:
    economy = spain()
    q = economy.persons
    for _ in range(MONTHS):
        outside = (q.active == 0) | (q.status == INACTIVE)
        economy.step()
        for status in (EMPLOYED, OWN_ACCOUNT):
            came = outside & (q.active == 1) & (q.status == status)
            assert int(economy.moves[INACTIVE, status]) == int(np.count_nonzero(came))
        assert (economy.moves >= 0).all()


def test_who_arrives_has_not_looked_here_before() -> None:
    """The longer others look before they enter, the more of them come straight to work; arrivals do not."""
    shares = {search: straight_of(search) for search in (1.0, 24.0)}
    arrived, others = zip(shares[1.0], shares[24.0], strict=True)
    assert others[1] > 2.0 * others[0]
    assert arrived[1] < others[1] / 2.0
    assert arrived[0] < 0.2


def straight_of(search: float) -> tuple[float, float]:
    """Shares at work a month after entry of those who arrive in that month, and of others who enter."""
    found = np.zeros((2, 2))
    for replicate in range(4):
        economy = prepare(small("none", persons=8000), role="no_policy", replicate=replicate)
        give_parameters(economy, search_before_entry=search)
        q = economy.persons
        for _ in range(MONTHS):
            outside = (q.active == 0) | (q.status == INACTIVE)
            economy.step()
            entered = outside & (q.active == 1) & np.isin(q.status, (EMPLOYED, UNEMPLOYED))
            kinds = q.arrival_month == economy.month, q.arrival_month != economy.month
            found += [
                [np.sum(entered & kind & (q.status == EMPLOYED)), np.sum(entered & kind)] for kind in kinds
            ]
    arrived, others = found[:, 0] / found[:, 1]
    return float(arrived), float(others)


def test_beginners_choose_the_occupation_that_draws_more() -> None:
    found = []
    for appeal in (1.0, 3.0):
        economy = spain()
        q, occupation = economy.persons, 10
        before = q.status.copy()
        begin = np.flatnonzero((q.active == 1) & (before == INACTIVE))
        q.status[begin], q.last_wage[begin] = UNEMPLOYED, 0.0
        economy.occupations.appeal[occupation] *= appeal
        choose_first_occupation(economy, before, begin)
        found.append(int((q.occupation[begin] == occupation).sum()))
    assert 0 < found[0] < 0.6 * found[1]
