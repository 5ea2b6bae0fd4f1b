"""The compiled labour market does what the plain-object twin does: exactly, and with draws of its own."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from benchmarks.labour import given, read_by_all
from simulator.core.streams import root_key
from simulator.economy import schedule
from simulator.experiment.simulate import prepare
from simulator.markets import labour
from tests.small import give_parameters, policy, small
from tests.twin.draws import OwnDraws, SharedDraws
from tests.twin.labour import LabourMarket, Post, Worker

SEEDS = 240
CRITICAL = 4.42  # two-sided 1e-5 for each statistic


def before_matching(world: str, months: int) -> Any:
    """An economy in the moment before seekers apply, with more openings and many more seekers than usual.

    An opening more in every second post, and up to one application each: in some draws all openings are
    filled, in most a few are not. With so few that all are always filled, hires would test nothing.
    """
    policies = (
        policy("training_programme", places_per_1000=30.0, months=3.0),
        policy("hiring_subsidy", share=0.5, wait=0.0, take_up=0.5),
        policy("digital_education", places_per_1000=200.0, months=1.0, bridge=0.5),
    )
    scenario = small(world, policies)
    economy = prepare(scenario, role="policy", replicate=0)
    for _ in range(months - 1):
        economy.step()
    economy.month += 1
    for act in schedule.MONTH[: schedule.MONTH.index(labour.search_and_match)]:
        act(economy)
    for column in (economy.posts.vacancies, economy.posts.deciding):
        column[::2] += economy.posts.active[::2]
    economy.persons.effort = np.minimum(20.0 * economy.persons.effort, 1.0)
    return economy


@pytest.mark.parametrize(("world", "months"), [("moderate", 1), ("moderate", 9), ("rapid", 20)])
def test_with_the_same_draws_the_same_people_get_the_same_jobs(world: str, months: int) -> None:
    economy = before_matching(world, months)
    twin = LabourMarket(economy, SharedDraws(economy.root, economy.month))
    heads = economy.posts.heads.copy()
    q, before = economy.persons, economy.persons.post.copy()
    labour.search_and_match(economy)
    twin.step()
    workers = twin.agents_by_type[Worker]
    rows = np.array([worker.row for worker in workers])
    hired = np.array([worker.hired for worker in workers])
    assert hired.sum() == economy.count["hires"] - economy.count["recalls"] > 20
    np.testing.assert_array_equal(rows[hired], np.flatnonzero(q.post != before))
    for name in ("status", "post", "occupation"):
        np.testing.assert_array_equal(
            [getattr(w, name) for w in workers], q.columns[name][rows], err_msg=name
        )
    for name in ("wage", "skill"):
        np.testing.assert_allclose([getattr(w, name) for w in workers], q.columns[name][rows], rtol=1e-13)
    changed = {post.row: post.joined - post.left for post in twin.agents_by_type[Post]}
    np.testing.assert_array_equal(
        [changed.get(row, 0) for row in range(len(heads))], economy.posts.heads - heads
    )


def outcome(
    hired: np.ndarray, status: np.ndarray, wage: np.ndarray, distance: np.ndarray, out: np.ndarray
) -> list[float]:
    """Hires, hires from unemployment, their pay and its spread, distance moved, months out of those hired."""
    pay, moved, waited = wage[hired], distance[hired], out[hired]
    from_unemployment = (hired & (status == 4)).sum()
    return [
        hired.sum(), from_unemployment, pay.mean(), pay.std(), moved.mean(), (moved > 0.0).mean(),
        waited.mean(),
    ]  # fmt: skip


def put_back(economy: Any, state: dict[str, Any]) -> None:
    """Everybody as they were."""
    for kind, columns in state.items():
        for name, column in columns.items():
            economy.sets[kind].columns[name][...] = column


def compiled(economy: Any, state: dict[str, Any], seed: int) -> list[float]:
    put_back(economy, state)
    economy.root = root_key(seed, 1)
    q = economy.persons
    status, before, own, out = (
        q.columns[name].copy() for name in ("status", "post", "occupation", "months_out")
    )
    labour.search_and_match(economy)
    return outcome(q.post != before, status, q.wage, economy.distance[own, q.occupation], out)


def plain(economy: Any, state: dict[str, Any], seed: int) -> list[float]:
    put_back(economy, state)
    twin = LabourMarket(economy, OwnDraws(seed))
    workers = list(twin.agents_by_type[Worker])
    status, out = (np.array([getattr(w, name) for w in workers]) for name in ("status", "months_out"))
    twin.step()
    hired, wage, distance = (
        np.array([getattr(w, n) for w in workers]) for n in ("hired", "wage", "distance_moved")
    )
    return outcome(hired, status, wage, distance, out)


def test_with_draws_of_its_own_the_twin_hires_alike() -> None:
    """Hires, wages and who is hired: means over seeds differ by chance only (false alarm 1e-5 each)."""
    economy = before_matching("moderate", 2)
    state = {name: deepcopy(members.columns) for name, members in economy.sets.items()}
    ours, theirs = (
        np.array([run(economy, state, seed) for seed in range(SEEDS)]) for run in (compiled, plain)
    )
    gap = ours.mean(axis=0) - theirs.mean(axis=0)
    assert theirs[:, 0].std() > 1.0  # hires are not what the openings allow
    error = np.sqrt((ours.var(axis=0, ddof=1) + theirs.var(axis=0, ddof=1)) / SEEDS)
    assert (np.abs(gap) < CRITICAL * error).all(), (gap / error).round(1)
    # A test that cannot fail is none: three tenths more or less of any of the first would be seen.
    assert (CRITICAL * error[:5] < 0.3 * theirs.mean(axis=0)[:5]).all()


@pytest.mark.parametrize(("parameter", "factor"), [("distance_penalty", 0.0), ("screening_noise", 0.0),
                                                   ("applications", 0.4), ("offer_rounds", 0.2)])  # fmt: skip
def test_the_comparison_notices_another_rule(parameter: str, factor: float) -> None:
    """With the same draws and another weight in one of the two, other people are hired."""
    economy = before_matching("moderate", 2)
    twin = LabourMarket(economy, SharedDraws(economy.root, economy.month))
    give_parameters(economy, **{parameter: economy.parameters[parameter] * factor})
    labour.search_and_match(economy)
    twin.step()
    posts = [worker.post for worker in twin.agents_by_type[Worker]]
    rows = [worker.row for worker in twin.agents_by_type[Worker]]
    assert posts != economy.persons.post[rows].tolist()


def test_people_of_the_benchmark_decide_as_the_rules_do() -> None:
    economy = prepare(small("moderate"), role="no_policy", replicate=0)
    economy.step()
    people, rules = economy.persons, schedule.search_behaviour.rules
    active = people.active[: people.n].astype(bool)
    decided = {}
    for rule in rules:
        read = [read_by_all(economy, rule, name) for name in rule.reads]
        keywords = given(rule, economy)
        decided[rule.writes[0]] = [rule.python(*row, **keywords) for row in zip(*read, strict=True)]
        people.columns[rule.writes[0]][: people.n][active] = np.array(decided[rule.writes[0]])[active]
    schedule.search_behaviour.run(economy)
    for name, values in decided.items():
        np.testing.assert_allclose(people.columns[name][: people.n][active], np.array(values)[active])
