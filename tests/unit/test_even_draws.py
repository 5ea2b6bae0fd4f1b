"""As many people alike draw below a chance as the chance says; who does is their own draw's."""

import numpy as np
import pytest
from scipy import stats

from simulator.core.streams import stream_key, uniform
from simulator.experiment.simulate import prepare
from simulator.markets import even_draws
from simulator.markets.even_draws import even
from tests.small import small

PEOPLE, MONTHS = 40, 120
CHANCES = (0.004, 0.03, 0.21, 0.985)


def drawn(month: int, people: int = PEOPLE, root: int = 7, cell: int = 0) -> np.ndarray:
    draws = np.empty(people)
    cells = np.full(people, cell)
    keys = stream_key(root, "exits", month), stream_key(root, "exits by cell", 0)
    even(np.arange(people), cells, cell + 1, *keys, month, draws)
    return draws


@pytest.mark.parametrize("chance", CHANCES)
def test_as_many_draw_low_as_the_chance_says(chance: float) -> None:
    """In a month to one person, over ten years to two: drawn one by one they would miss it by twelve."""
    counts = np.array([np.sum(drawn(month) < chance) for month in range(MONTHS)])
    expected = chance * PEOPLE
    assert np.all(np.abs(counts - expected) < 1.0)
    assert np.all(np.abs(np.cumsum(counts - expected)) < 2.0)


def test_each_draw_alone_is_uniform_and_takes_no_heed_of_the_month_before() -> None:
    some = np.array([[drawn(month, root=root)[3] for month in (5, 6)] for root in range(2_000)])
    assert stats.kstest(some[:, 0], "uniform").pvalue > 1e-4
    assert abs(np.corrcoef(some.T)[0, 1]) < 4.0 / np.sqrt(len(some))


def test_the_order_is_that_of_each_person_s_own_draw() -> None:
    own = np.array([uniform(stream_key(7, "exits", 3), person) for person in range(PEOPLE)])
    np.testing.assert_array_equal(np.argsort(own), np.argsort(drawn(3)))
    np.testing.assert_array_equal(own, drawn(3, cell=-1))  # in no cell: the own draw itself


def test_one_more_person_in_the_cell_moves_few_across_a_chance() -> None:
    """Paired runs stay together: of 40, hardly more than the newcomer's place is taken anew."""
    moved = [
        np.sum((drawn(month) < 0.1) != (drawn(month, PEOPLE + 1)[:PEOPLE] < 0.1)) for month in range(MONTHS)
    ]
    assert np.mean(moved) < 0.3


def test_the_months_exits_are_drawn_evenly() -> None:
    """What the rules of a month read: of those who may leave, as many draws in each half of a cell."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q, years = economy.persons, economy.cell_hazards.shape[1]
    even_draws.draw_exits(economy)
    cells = even_draws.by_age(economy.month, q.active, q.status, q.sex, q.birth_month, years)
    for cell in np.unique(cells[cells >= 0]):
        here = q.u_participation[cells == cell]
        assert abs(np.sum(here < 0.5) - len(here) / 2) < 1.0
    before = q.u_participation.copy()
    economy.step()
    assert np.any(before != q.u_participation)


def test_people_alike_are_those_at_risk_of_the_same() -> None:
    """Cells hold one status each, and nobody whom the draw does not concern."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q = economy.persons
    years = economy.cell_hazards.shape[1]
    ages = even_draws.by_age(economy.month, q.active, q.status, q.sex, q.birth_month, years)
    own = even_draws.by_major_group(q.active, q.status, q.age_group, q.sex, q.occupation, economy.major_group)
    tenures = even_draws.by_tenure(q.post, q.age_group, q.sex, q.tenure)
    assert np.all((tenures >= 0) == (q.post >= 0))
    for cells in (ages, own):
        assert np.all(cells[q.active == 0] == -1)
        for cell in np.unique(cells[cells >= 0]):
            assert len(np.unique(q.status[cells == cell])) == 1
            assert len(np.unique(q.sex[cells == cell])) == 1
