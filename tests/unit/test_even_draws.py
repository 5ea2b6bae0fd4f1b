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
from simulator.rules.worker_participate import worker_participate
from simulator.rules.worker_self_employ import worker_self_employ
from simulator.rules.worker_separate import worker_separate
from simulator.scenario import Scenario
from tests.small import changing, policy, small

PEOPLE, MONTHS = 40, 120
CHANCES = (0.004, 0.03, 0.21, 0.985)


def drawn(month: int, people: int = PEOPLE, chance: float = 0.1) -> np.ndarray:
    draws, start = np.empty(people), np.array([uniform(stream_key(7, "exits by cell", month), 0)])
    everyone, key = np.full(people, chance), stream_key(7, "exits", month)
    rows = np.arange(people)
    even(rows, rows, np.zeros(people, int), everyone, 1, start, key, draws)
    return draws


def drawn_for_months(chance: np.ndarray, cell: np.ndarray, months: int, root: int = 7) -> np.ndarray:
    """Draws of months one after another, of one block [months, people]."""
    draws = np.empty((months, len(cell)))
    starts, ids = np.array([uniform(stream_key(root, "exits by cell", 0), 0)]), np.arange(len(cell))
    for month in range(months):
        key = stream_key(root, "exits", month)
        even(ids, ids, cell, chance, int(cell.max()) + 1, starts, key, draws[month])
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


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("times", [0.6, 0.9, 1.1, 2.0])
def test_a_chance_that_a_policy_moves_is_met_by_as_many_as_it_says(times: float, sign: float) -> None:
    """Chances differ in a cell and the rule's are not those given: each is low as often as it says."""
    chance, months = np.random.default_rng(5).uniform(0.02, 0.2, PEOPLE), 20_000
    draws = drawn_for_months(sign * chance, np.zeros(PEOPLE, int), months)
    ruled = times * chance
    low = (draws < ruled) if sign > 0.0 else (draws >= 1.0 - ruled)
    assert low.mean() == pytest.approx(ruled.mean(), rel=0.015)


@pytest.mark.parametrize("people", [5, PEOPLE])
def test_each_is_low_as_often_as_her_own_chance_says(people: int) -> None:
    """Where the highest chance in a cell is several times the lowest, in a post of five too."""
    chance, months = np.linspace(0.1, 0.5, people), 20_000
    low = drawn_for_months(chance, np.zeros(people, int), months) < chance
    error = np.sqrt(chance * (1.0 - chance) / months)
    assert np.all(np.abs(low.mean(axis=0) - chance) < 5.0 * error)


def test_who_is_sure_to_be_low_counts_as_one() -> None:
    """A post that loses nearly all: of its newest the chance is above 1, and the others' is what it is."""
    chance = np.array([1.3, 1.1, 0.4, 0.4, 0.4])
    low = drawn_for_months(chance, np.zeros(5, int), 4_000) < chance
    assert np.all(low[:, :2])
    assert low[:, 2:].sum() == pytest.approx(1.2 * len(low), abs=1.0)


def test_a_post_waits_for_its_layoff_as_long_as_the_chance_says() -> None:
    """Its cell is empty after the layoff: with starts that move month by month it would wait two thirds."""
    posts, heads, chance = 2_000, 5, 0.04
    waits = np.zeros(posts)
    cell = np.repeat(np.arange(posts), heads)
    people = SimpleNamespace(id=np.arange(posts * heads), columns={"u_layoff": np.empty(posts * heads)})
    economy: Any = SimpleNamespace(persons=people, month=0, root=7, drawn_to={})
    everyone = np.full(posts * heads, chance)
    while np.any(cell >= 0):
        even_draws._draw(economy, "layoff", (people.id, cell, everyone), posts, anew=True)
        economy.month += 1
        hit = np.unique(cell[(cell >= 0) & (people.columns["u_layoff"] < chance)])
        waits[hit] = economy.month
        cell = np.where(np.isin(cell, hit), -1, cell)
    expected = 1.0 / (heads * chance)
    assert waits.mean() == pytest.approx(expected, abs=4.0 * expected / np.sqrt(posts))


def test_all_but_those_nearest_to_their_chance_keep_their_own_draw() -> None:
    own = np.array([uniform(stream_key(7, "exits", 3), person) for person in range(PEOPLE)])
    for chance in (0.1, 0.3, 0.9):
        found = drawn(3, chance=chance)
        moved = found != own
        assert moved.any()
        assert moved.sum() == abs(np.sum(own < chance) - np.sum(found < chance))
        assert np.all((found[moved] < chance) != (own[moved] < chance))
        nearest = np.argsort(np.abs(np.log(own / (1.0 - own)) - np.log(chance / (1.0 - chance))))
        side = own < chance if np.sum(own < chance) > np.sum(found < chance) else own >= chance
        assert set(np.flatnonzero(moved)) == set([i for i in nearest if side[i]][: moved.sum()])


def test_one_more_person_at_risk_moves_hardly_anybody_else() -> None:
    """Paired runs stay together: beside the newcomer herself one person in ten months, of forty who leave."""
    moved = [np.sum((drawn(month, 400) < 0.1) != (drawn(month, 401)[:400] < 0.1)) for month in range(MONTHS)]
    assert np.mean(moved) < 0.3


def of_everyone(people: Any, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Cells and chances by row of everyone, -1 and 0 of those whose draw is their own."""
    (rows, cells, chances), cell, chance = people, np.full(n, -1), np.zeros(n)
    cell[rows], chance[rows] = cells, chances
    return cell, chance


def cells_of(economy: Economy) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """What each draw of a month is asked for, and gives: cells, chances and draws, by whom it is among."""
    found = {}

    def note(economy: Economy, purpose: str, people: Any, *parts: Any, **how: Any) -> None:
        draw(economy, purpose, people, *parts, **how)
        draws = economy.persons.columns[f"u_{purpose}"].copy()
        found[how.get("among", purpose)] = (*of_everyone(people, len(draws)), draws)

    draw = even_draws._draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(even_draws, "_draw", note)
        even_draws.draw_exits(economy)
        even_draws.draw_participation(economy)
        even_draws.draw_own_work(economy)
    return found


@pytest.mark.parametrize("month", [1, -240])
def test_the_months_draws_are_even_in_every_cell(month: int) -> None:
    """What the rules of a month read: in each cell as many are low (or high) as expected, in burn-in too."""
    economy = prepare(small(), role="no_policy", replicate=0)
    economy.month = month
    economy.posts.layoff_chance = 0.01
    for purpose, (cell, chance, draws) in cells_of(economy).items():
        low = np.where(chance >= 0.0, draws < chance, draws > 1.0 + chance)
        for one in np.unique(cell[cell >= 0]):
            here = cell == one
            assert abs(low[here].sum() - np.abs(chance[here]).sum()) < 1.0, purpose
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
            cell, chance = of_everyone(people, q.n)
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
            assert len(np.unique(q.age_group[cell == one])) == 1


@pytest.mark.parametrize(
    ("scenario", "role"),
    [
        (small(), "no_policy"),
        (small(policies=(policy("basic_income", amount=300.0),)), "policy"),
        (changing({"income_tax": "+5 points"}), "policy"),
    ],
    ids=["plain", "income", "tax"],
)
def test_rules_over_whom_they_can_change_do_what_they_do_over_everybody(
    scenario: Scenario, role: Any
) -> None:
    economy = prepare(scenario, role=role, replicate=0)
    moved = dict.fromkeys(("separate", "participate", "self_employ"), 0)
    for _ in range(6):
        economy.step()
        q = economy.persons
        for name, draw, rule, column in (
            ("separate", even_draws.draw_exits, worker_separate, q.leaving),
            ("participate", even_draws.draw_participation, worker_participate, q.status),
            ("self_employ", even_draws.draw_own_work, worker_self_employ, q.status),
        ):
            before, among = column.copy(), draw(economy)
            rule.run(economy, among)
            found = column.copy()
            column[:] = before
            rule.run(economy)
            assert np.array_equal(found, column), name
            moved[name] += int(np.sum(found != before))
            column[:] = before
            if role == "no_policy":
                assert among.mean() < 0.25
    assert min(moved.values()) > 0
