"""As many people alike draw below a chance as the chance says; who does is their own draw's."""

from types import SimpleNamespace
from typing import Any

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


def test_a_cell_of_one_is_uniform_over_roots_and_starts_apart_from_others() -> None:
    alone = np.array([[drawn(5, 1, root, cell)[0] for cell in (0, 1)] for root in range(2_000)])
    assert stats.kstest(alone[:, 0], "uniform").pvalue > 1e-4
    assert abs(np.corrcoef(alone.T)[0, 1]) < 4.0 / np.sqrt(len(alone))


def test_a_post_waits_for_its_layoff_as_long_as_the_chance_says() -> None:
    """Its cell is empty after the layoff: with starts that move month by month it would wait two thirds."""
    posts, heads, chance = 2_000, 5, 0.04
    waits = np.zeros(posts)
    cell = np.repeat(np.arange(posts), heads)
    people = SimpleNamespace(id=np.arange(posts * heads), columns={"u_layoff": np.empty(posts * heads)})
    economy: Any = SimpleNamespace(persons=people, month=0, root=7)
    while np.any(cell >= 0):
        even_draws._draw(economy, "layoff", cell, posts, start_of=economy.month)
        economy.month += 1
        hit = np.unique(cell[(cell >= 0) & (people.columns["u_layoff"] < chance)])
        waits[hit] = economy.month
        cell = np.where(np.isin(cell, hit), -1, cell)
    expected = 1.0 / (heads * chance)
    assert waits.mean() == pytest.approx(expected, abs=4.0 * expected / np.sqrt(posts))


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


def test_the_months_draws_are_even_in_every_cell() -> None:
    """What the rules of a month read: in each cell as many draws in each half."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q, years = economy.persons, economy.cell_hazards.shape[1]
    economy.posts.layoff_chance = 0.01
    cells = {
        "participation": even_draws.by_age(0, q.active, q.status, q.sex, q.birth_month, years),
        "separation": even_draws.by_tenure(q.post, q.age_group, q.sex, q.tenure),
        "layoff": even_draws.by_post(q.post, economy.posts.layoff_chance),
        "self_employment": even_draws.by_major_group(
            q.active, q.status, q.age_group, q.sex, q.occupation, economy.major_group
        ),
    }
    even_draws.draw_exits(economy)
    even_draws.draw_own_work(economy)
    starts = {}
    for purpose, cell in cells.items():
        draws = getattr(q, f"u_{purpose}")
        for one in np.unique(cell[cell >= 0]):
            here = draws[cell == one]
            assert abs(np.sum(here < 0.5) - len(here) / 2) < 1.0, purpose
            starts[purpose, one] = here.min() * len(here)
    assert len(np.unique(np.round(list(starts.values()), 9))) == len(starts)  # each has its own
    before = q.u_participation.copy()
    economy.step()
    assert np.any(before != q.u_participation)


def test_in_burn_in_people_are_as_old_as_in_month_0() -> None:
    economy = prepare(small(), role="no_policy", replicate=0)
    q, years = economy.persons, economy.cell_hazards.shape[1]
    cell = even_draws.by_age(0, q.active, q.status, q.sex, q.birth_month, years)
    economy.month = -240
    even_draws.draw_exits(economy)
    for one in np.unique(cell[cell >= 0]):
        here = q.u_participation[cell == one]
        assert abs(np.sum(here < 0.5) - len(here) / 2) < 1.0


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
