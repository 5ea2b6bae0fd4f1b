"""New tasks as output, and taxes on work."""

import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED
from simulator.experiment.simulate import prepare
from simulator.markets.labour import plan_costs
from tests.small import SIX_YEARS, changing, small


def after(months: int, world: str = "rapid") -> Any:
    """An economy some months into a world."""
    economy = prepare(small(world, months=SIX_YEARS), role="no_policy", replicate=0)
    for _ in range(months):
        economy.step()
    return economy


@pytest.fixture(scope="module")
def automated() -> Any:
    """Six years of rapid AI."""
    return after(72)


def test_new_tasks_are_spread_over_the_economy_by_what_people_are_left_with(automated: Any) -> None:
    occ, s = automated.occupations, automated.aggregates
    mean = float((occ.new_tasks * automated.occupation_weight).sum())
    assert s.new_tasks > 0.0
    assert mean == pytest.approx(s.new_tasks)
    fit = (1.0 - occ.ai_tasks) * occ.ai_help
    assert (np.argsort(occ.new_tasks, kind="stable") == np.argsort(fit, kind="stable")).all()
    firms = automated.firms
    idle = (firms.automated_heads == 0.0) & (firms.heads > 0)
    assert (firms.new_tasks[idle] > 0.0).any()  # not only where AI took tasks


def test_new_tasks_are_paid_by_customers_not_out_of_profit(automated: Any) -> None:
    """What a unit of all that a firm makes costs is the mean of old and new tasks, weighted by output."""
    firms, posts, occ = automated.firms, automated.posts, automated.occupations
    left = (1.0 - posts.automated) / (1.0 + posts.augmented)
    pay = posts.requirement * occ.trend_wage[posts.occupation] * (posts.active == 1)
    old, new = (np.bincount(posts.firm, pay * one, minlength=firms.n)
                for one in (left, occ.new_tasks[posts.occupation]))  # fmt: skip
    plain = np.bincount(posts.firm, pay, minlength=firms.n)
    labour = (old + new) / np.maximum(plain, 1e-300) / (1.0 + firms.new_tasks)
    some = (plain > 0.0) & (firms.exiting == 0)  # an entrant has just taken the slot, without AI
    assert (labour[some] <= firms.technique[some] + 1e-12).all()  # fees come on top
    assert (firms.technique[some] <= 1.0 + 1e-9).all()


def test_firms_reckon_with_them_in_what_they_charge(automated: Any) -> None:
    """People do new tasks without AI: with more of them a unit costs more where AI had made it cheaper."""
    costs = []
    for new, by_ai in ((1.0, 1.0), (0.0, 1.0), (0.0, 0.0)):
        economy = copy.deepcopy(automated)
        for values, kept in ((economy.occupations.new_tasks, new), (economy.firms.new_tasks, new),
                             (economy.posts.automated, by_ai), (economy.posts.augmented, by_ai)):  # fmt: skip
            values *= kept
        plan_costs(economy)
        costs.append(economy.firms.unit_cost)
    cheaper = (costs[1] < 0.99 * costs[2]) & (automated.firms.exiting == 0)
    assert cheaper.any()
    # A firm whose new tasks fall to its worst paid people can come out a trifle below.
    dearer = costs[0][cheaper] / costs[1][cheaper] - 1.0
    assert dearer.mean() > 0.0
    assert dearer.min() > -1e-4
    assert (dearer > 0.0).mean() > 0.9


def test_a_higher_income_tax_leaves_less_of_a_job_and_people_work_less() -> None:
    laws = ({"income_tax": "+20 points"}, {"income_tax": "-10 points"}, {})
    economies = [prepare(changing(law), role="policy", replicate=0) for law in laws]
    for economy in economies:
        for _ in range(14):
            economy.step()
    higher, lower, same = (one.persons for one in economies)
    works = same.status == EMPLOYED
    assert (same.kept == 1.0).all()
    assert higher.kept[higher.status == EMPLOYED].mean() < 1.0 < lower.kept[lower.status == EMPLOYED].mean()
    assert higher.kept_hours[works].mean() < higher.kept[works].mean()  # a step is taxed at the margin
    kept = [one.aggregates.hours_kept for one in economies]
    assert kept[0] < kept[2] == 1.0 < kept[1]


def test_what_balances_the_budget_counts_among_taxes_on_work() -> None:
    from simulator.scenario.financing import Balancing

    scenario = replace(changing({"minimum_wage": "today"}), financing=Balancing("income_tax", 0.05))
    economy = prepare(scenario, role="policy", replicate=0)
    economy.step()
    paid = economy.persons.status == EMPLOYED
    assert economy.persons.kept[paid].mean() < 1.0
