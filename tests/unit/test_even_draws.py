"""As many people alike draw below a chance as the chance says; who does is their own draw's."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from simulator.agents.person import EMPLOYED, INACTIVE, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.core.streams import stream_key, uniform
from simulator.experiment.simulate import prepare
from simulator.markets import even_draws, labour
from simulator.markets.even_draws import even
from tests.small import small

PEOPLE, MONTHS = 40, 120
CHANCES = (0.004, 0.03, 0.21, 0.985)


def drawn(month: int, people: int = PEOPLE, root: int = 7, cell: int = 0) -> np.ndarray:
    draws, cells = np.empty(people), np.full(people, cell)
    starts = np.array([uniform(stream_key(root, "exits by cell", month), 0)])
    even(np.arange(people), cells, np.zeros(people), 1, starts, stream_key(root, "exits", month), draws)
    return draws


def drawn_for_months(chance: np.ndarray, cell: np.ndarray, months: int, root: int = 7) -> np.ndarray:
    """Draws of months one after another, of one block [months, people]."""
    draws = np.empty((months, len(cell)))
    starts, ids = np.array([uniform(stream_key(root, "exits by cell", 0), 0)]), np.arange(len(cell))
    for month in range(months):
        key = stream_key(root, "exits", month)
        even(ids, cell, chance, int(cell.max()) + 1, starts, key, draws[month])
    return draws


@pytest.mark.parametrize("chance", CHANCES)
def test_as_many_draw_low_as_the_chance_says(chance: float) -> None:
    """In a month and over ten years to one person: drawn one by one they would miss it by twelve."""
    everyone = np.full(PEOPLE, chance)
    counts = np.sum(drawn_for_months(everyone, np.zeros(PEOPLE, int), MONTHS) < chance, axis=1)
    assert np.all(np.abs(counts - everyone.sum()) < 1.0)
    assert np.all(np.abs(np.cumsum(counts - everyone.sum())) <= 1.0)


def test_each_draw_alone_is_uniform_and_takes_no_heed_of_the_month_before() -> None:
    everyone, cell = np.full(PEOPLE, 0.03), np.zeros(PEOPLE, int)
    some = np.array([drawn_for_months(everyone, cell, 2, root)[:, 3] for root in range(2_000)])
    assert stats.kstest(some[:, 0], "uniform").pvalue > 1e-4
    assert stats.kstest(some[:, 1], "uniform").pvalue > 1e-4
    assert abs(np.corrcoef(some.T)[0, 1]) < 4.0 / np.sqrt(len(some))


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_small_cells_are_even_together_where_their_chances_are_known(sign: float) -> None:
    """Twenty cells of three with other chances: of those who leave, or enter, none is missed over all."""
    cell = np.repeat(np.arange(20), 3)
    chance = np.random.default_rng(3).uniform(0.0, 0.3, 20)[cell]
    draws = drawn_for_months(sign * chance, cell, 2_000)
    hit = draws < chance if sign > 0.0 else draws >= 1.0 - chance
    missed = hit.sum(axis=1) - chance.sum()
    assert np.abs(missed).max() < 1.0
    assert np.abs(np.cumsum(missed)).max() <= 1.0
    error = np.sqrt(chance * (1.0 - chance) / 2_000)
    assert np.all(np.abs(hit.mean(axis=0) - chance) < 5.0 * error)  # each as often as her chance says


def test_a_cell_of_one_is_uniform_whatever_the_chances_before_it() -> None:
    """Chances that are off cost evenness: each draw is uniform still."""
    chance, cell = np.array([0.4, 7.3, 0.1]), np.array([0, 0, 1])
    found = [drawn_for_months(chance, cell, 3, root)[2, 2] for root in range(2_000)]
    assert stats.kstest(found, "uniform").pvalue > 1e-4


def test_a_post_waits_for_its_layoff_as_long_as_the_chance_says() -> None:
    """Its cell is empty after the layoff: with starts that move month by month it would wait two thirds."""
    posts, heads, chance = 2_000, 5, 0.04
    waits = np.zeros(posts)
    cell = np.repeat(np.arange(posts), heads)
    people = SimpleNamespace(id=np.arange(posts * heads), columns={"u_layoff": np.empty(posts * heads)})
    economy: Any = SimpleNamespace(persons=people, month=0, root=7, drawn_to={})
    everyone = np.full(posts * heads, chance)
    while np.any(cell >= 0):
        even_draws._draw(economy, "layoff", (cell, everyone), posts, anew=True)
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


def cells_of(economy: Economy) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """What each draw of a month is asked for, and gives: cells, chances and draws, by whom it is among."""
    found = {}

    def note(economy: Economy, purpose: str, people: Any, *parts: Any, **how: Any) -> None:
        draw(economy, purpose, people, *parts, **how)
        found[how.get("among", purpose)] = (*people, economy.persons.columns[f"u_{purpose}"].copy())

    draw = even_draws._draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(even_draws, "_draw", note)
        even_draws.draw_exits(economy)
        even_draws.draw_participation(economy)
        even_draws.draw_own_work(economy)
    return found


@pytest.mark.parametrize("month", [1, -240])
def test_the_months_draws_are_even_in_every_cell(month: int) -> None:
    """What the rules of a month read: in each cell as many draws in each half, in burn-in too."""
    economy = prepare(small(), role="no_policy", replicate=0)
    economy.month = month
    economy.posts.layoff_chance = 0.01
    for purpose, (cell, _, draws) in cells_of(economy).items():
        for one in np.unique(cell[cell >= 0]):
            here = draws[: economy.persons.n][cell == one]
            assert abs(np.sum(here < 0.5) - len(here) / 2) < 1.0, purpose
    before = economy.persons.u_participation.copy()
    economy.step()
    assert np.any(before != economy.persons.u_participation)


def test_as_many_leave_and_enter_as_their_chances_say_of_all_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In two years of an economy: drawn one by one, exits and entries would miss their sums by ten."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q, draw = economy.persons, even_draws._draw
    missed: dict[int, list[float]] = {UNEMPLOYED: [], INACTIVE: []}

    def note(economy: Economy, purpose: str, people: Any, *parts: Any, **how: Any) -> None:
        draw(economy, purpose, people, *parts, **how)
        if purpose == "participation" and "among" not in how:
            cell, chance = people
            for status, found in missed.items():
                here = (cell >= 0) & (q.status == status)
                low = q.u_participation[here] < chance[here]
                high = q.u_participation[here] >= 1.0 + chance[here]
                found.append(float(np.sum(low | (high & (chance[here] < 0.0))) - np.abs(chance[here]).sum()))

    monkeypatch.setattr(even_draws, "_draw", note)
    for _ in range(24):
        economy.step()
    for found in missed.values():
        assert len(found) == 24
        assert np.abs(np.cumsum(found)).max() < 3.0


def test_nobody_leaves_a_job_for_outside_and_enters_in_one_month() -> None:
    """Where three of five who work leave the labour force, and a third of those outside enter it."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q = economy.persons
    q.exit_hazard[:], q.entry_hazard[:] = 0.6, 0.33
    labour.grow_older(economy)
    outside = q.status == INACTIVE
    labour.separate_workers(economy)
    left = (q.status == INACTIVE) & ~outside
    labour.change_participation(economy)
    assert left.sum() > 100
    assert np.all(q.status[left] == INACTIVE)
    assert np.mean(q.status[outside] != INACTIVE) > 0.3


def test_people_alike_are_those_at_risk_of_the_same() -> None:
    """Cells hold one status each, and nobody whom the draw does not concern."""
    economy = prepare(small(), role="no_policy", replicate=0)
    q, cells = economy.persons, cells_of(economy)
    assert np.all((cells["separation"][0] >= 0) == (q.post >= 0))
    leaves = q.u_separation < cells["separation"][1]
    assert np.all((cells["staff"][0] >= 0) == ((q.status == EMPLOYED) & ~leaves))
    for purpose in ("participation", "self_employment"):
        cell = cells[purpose][0]
        assert np.all(cell[q.active == 0] == -1)
        for one in np.unique(cell[cell >= 0]):
            assert len(np.unique(q.status[cell == one])) == 1
            assert len(np.unique(q.sex[cell == one])) == 1
