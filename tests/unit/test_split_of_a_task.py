"""A task given to AI is split into fee, work that people keep and saving; fitting it in is paid once."""

from math import log

import numpy as np
import pytest

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.economy.model import Economy
from simulator.economy.technology import advance_technology
from simulator.experiment.simulate import prepare
from simulator.flows.income import buy_integration
from simulator.markets import production
from simulator.rules.firm_expect import firm_expect
from simulator.rules.post_adopt_ai import post_adopt_ai
from simulator.rules.post_automate import post_ai_saving, post_automate
from tests.small import small

LABOUR, GIVEN = 2000.0, 0.2
"""What a full-time post costs, and the part of it that is given to AI."""


def split(fee: float, kept: float) -> tuple[float, float, float]:
    """Labour cost of what people still do, fees and saving (currency a full-time post); tasks are alike."""
    world = {"ai_price": fee * LABOUR, "fee_share": 1.0, "employer_rate": 0.0,
             "augmentation_gain": 0.0, "task_dispersion": 1e-9, "pay_cut": 0.0}  # fmt: skip
    columns = {
        "automated": 0.0, "augmented": 0.0, "desired": 1.0, "occupation_wage": LABOUR, "firm_premium": 0.0,
        "occupation_ai_tasks": GIVEN, "occupation_ai_help": 0.0, "firm_reach": 1.0, "firm_ai_pace": 1.0,
        "ai_used": 1, "firm_levy_rate": 0.0, "firm_saving_levy_rate": 0.0, "firm_payroll_levy_rate": 0.0,
        "firm_output_cut": 0.0, "ai_wait": 0.0, "occupation_ai_kept": kept, "occupation_ai_kept_before": kept,
    }  # fmt: skip
    saving = post_ai_saving.python(*(columns[name] for name in post_ai_saving.reads), **world)
    months = {"roll_out": 1.0, "help_roll_out": 1.0, "planning_horizon": 12.0}
    freed = post_automate.python(*(columns[name] for name in post_automate.reads), **world, **months,
                                 roll_out_on=1.0)[0]  # fmt: skip
    zero = np.zeros(1)
    technique, people = np.ones(1), np.ones(1)
    firms = dict.fromkeys(production.Firms._fields, zero) | {
        "technique": technique, "labour_left": people, "leaner": np.ones(1),
    }  # fmt: skip
    none = np.zeros(POSTS_PER_FIRM)
    posts = dict.fromkeys(production.Posts._fields, none) | {
        "active": (np.arange(POSTS_PER_FIRM) == 0).astype(np.uint8), "occupation": none.astype(np.int32),
        "requirement": none + 1.0, "automated": none + freed,
    }  # fmt: skip
    production.techniques(1, production.Firms(**firms), production.Posts(**posts), np.array([LABOUR]), zero,
                          np.array([fee * LABOUR / (1.0 - kept)]))  # fmt: skip
    assert saving == pytest.approx(LABOUR * (1.0 - technique[0]))  # what a firm expects is what it gets
    assert people[0] == pytest.approx(1.0 - freed)
    return LABOUR * people[0], LABOUR * (technique[0] - people[0]), float(saving)


@pytest.mark.parametrize(("fee", "kept"), [(0.2, 0.53), (0.2, 0.4), (0.05, 0.0), (0.5, 0.2)])
def test_fee_kept_work_and_saving_make_up_what_the_task_cost(fee: float, kept: float) -> None:
    people, fees, saving = split(fee, kept)
    task = GIVEN * LABOUR
    assert people == pytest.approx(LABOUR - task * (1.0 - kept))  # posts shrink by what is not kept
    assert fees == pytest.approx(task * fee)
    assert saving == pytest.approx(task * (1.0 - fee - kept))
    assert people + fees + saving == pytest.approx(LABOUR)


def test_a_task_that_leaves_nothing_to_save_is_not_given_to_ai() -> None:
    assert split(0.5, 0.6) == (LABOUR, 0.0, 0.0)


def opened(world: str = "rapid", **changes: float) -> Economy:
    economy = prepare(small(world), role="no_policy", replicate=0)
    economy.world_parameters = {**economy.world_parameters, **changes}
    return economy


def test_as_less_work_is_kept_posts_with_ai_free_more_people() -> None:
    economy = opened(ai_kept_first=0.5, ai_kept=0.2)
    economy.month = 1
    advance_technology(economy)
    occ = economy.occupations
    for economy.month in range(2, 40):
        before = occ.ai_kept.copy()
        advance_technology(economy)
        assert (occ.ai_kept < before).all()
        assert (occ.ai_kept_before == before).all()
    posts, again = economy.posts, 1.1
    rolled_out = (posts.ai_used == 1) & (posts.active == 1) & (posts.automated > 0.01)
    assert rolled_out.any()
    economy.occupations.ai_tasks[:] = 0.0  # nothing new to take over
    before = posts.automated.copy()
    occ.ai_kept_before = 1.0 - (1.0 - occ.ai_kept) / again
    post_automate.run(economy)
    assert posts.automated[rolled_out] == pytest.approx(again * before[rolled_out])
    assert posts.ai_step[rolled_out] == pytest.approx((again - 1.0) * before[rolled_out])


def test_in_a_frozen_world_nothing_is_freed_again() -> None:
    economy = opened("none")
    economy.month = 7
    kept = economy.occupations.ai_kept.copy()
    advance_technology(economy)
    for now in (economy.occupations.ai_kept, economy.occupations.ai_kept_before):
        assert (now == kept).all()


def test_fitting_ai_in_is_due_once_a_post_and_bought_over_the_roll_out() -> None:
    economy = opened()
    firms, posts = economy.firms, economy.posts
    due, paid = np.zeros(firms.n), np.zeros(firms.n)
    times, at_once = np.zeros(posts.n, dtype=int), np.zeros(firms.n, dtype=bool)
    for _ in range(12):
        economy.step()  # raises when an identity fails
        due += np.bincount(posts.firm, posts.integration_due, minlength=firms.n)
        paid += firms.integration
        times += posts.integration_due > 0.0
        at_once |= np.bincount(posts.firm, posts.integration_due > 0.0, minlength=firms.n) > 1
        assert not (posts.integration_due[posts.ai_used == 0] > 0.0).any()
    same = firms.generation == 0
    assert times[same[posts.firm]].max() == 1
    assert paid[same].sum() > 0.0
    one = same & ~at_once
    np.testing.assert_allclose((paid + firms.integration_left)[one], due[one], rtol=1e-9, atol=1e-6)
    several = same & at_once  # who begins in several occupations at once pays the firm's part once
    assert ((paid + firms.integration_left)[several] <= due[several] * (1.0 + 1e-9)).all()
    posts.integration_due[:] = 0.0
    left, months = firms.integration_left.copy(), economy.parameters["roll_out"]
    bought = []
    for _ in range(600):
        buy_integration(economy)
        bought.append(firms.integration.copy())
    np.testing.assert_allclose(bought[0], left / months)
    np.testing.assert_allclose(np.sum(bought, axis=0), left, rtol=1e-6)


def test_integration_is_bought_from_firms_here_and_abroad_by_who_uses_ai() -> None:
    def month(more: float, public: int) -> tuple[float, float, float]:
        economy = opened()
        economy.step()
        buyers = economy.firms.public == public
        economy.firms.integration_left[np.flatnonzero(buyers)[0]] += more * economy.parameters["roll_out"]
        economy.step()  # raises when an identity fails
        total = economy.ledger.total
        capital = float(economy.firms.capital.sum())
        return total("investment", payee="firms"), total("purchases", payer="state"), capital

    amount = 1_000.0
    for public in (0, 1):
        plain, more = month(0.0, public), month(amount, public)
        invested, purchased = more[0] - plain[0], more[1] - plain[1]
        ours, theirs = (purchased, invested) if public else (invested, purchased)
        assert 0.5 * amount < ours <= amount
        assert theirs == pytest.approx(0.0, abs=0.05 * amount)  # what is bought moves prices a little
        assert more[2] == pytest.approx(plain[2])  # it is no machine


def test_the_rule_names_what_is_due_in_the_month_of_the_decision_alone() -> None:
    law = {"adoption_horizon": 36.0, "adoption_dispersion": 0.5, "integration_fixed": 0.5, "pay_cut": 0.0}
    post = {
        "ai_used": 0, "ai_saving": 5000.0, "desired": 4.0, "occupation_wage": 2500.0, "firm_premium": 0.0,
        "firm_base_wages": 40_000.0, "firm_adopted": 0, "firm_reluctance": 0.1, "firm_integration_cost": 1.5,
        "firm_integration_help": 0.0, "firm_saving_tax_rate": 0.0,
    }  # fmt: skip
    first = 1.5 * (0.5 * 40_000.0 + 0.5 * 10_000.0)
    assert post_adopt_ai.python(**post, **law) == (1, pytest.approx(first))
    assert post_adopt_ai.python(**post | {"firm_adopted": 1}, **law) == (
        1,
        pytest.approx(1.5 * 0.5 * 10_000.0),
    )
    assert post_adopt_ai.python(**post | {"firm_integration_help": 0.2}, **law)[1] == pytest.approx(
        0.8 * first
    )
    assert post_adopt_ai.python(**post | {"ai_used": 1}, **law) == (1, 0.0)
    assert post_adopt_ai.python(**post | {"firm_reluctance": 0.999999}, **law) == (0, 0.0)


@pytest.mark.parametrize(("savings", "heads"), [(0.0, 1.0), (0.5, 0.9**0.5), (1.0, 0.9)])
def test_what_ai_spares_public_employers_is_service_unless_a_policy_cuts_it(
    savings: float, heads: float
) -> None:
    """Heads = service x labour of a unit: AI does a tenth of it."""
    law = {"expectation_speed": 0.3, "potential_growth": 0.0, "public_volume_growth": 0.0}
    service = firm_expect.python(100.0, 0.0, 1, 1.0 / 0.9, **law, public_savings=savings)
    assert 0.9 * service == pytest.approx(100.0 * heads)
    private = [
        firm_expect.python(100.0, 100.0, 0, 1.0 / 0.9, **law, public_savings=one) for one in (0.0, 1.0)
    ]
    assert private == [100.0, 100.0]


def test_public_employers_that_use_ai_keep_their_heads_and_a_policy_cuts_them() -> None:
    def wanted(savings: float) -> tuple[float, float]:
        """Staff that public employers want after a year of AI over that of month 0, and what AI does."""
        economy = opened("transformative")
        posts = economy.posts
        public = (economy.firms.public == 1)[posts.firm] & (posts.active == 1)
        posts.ai_used[public] = 1
        before = float(posts.desired[public].sum())
        economy.aggregates.public_savings = savings
        for _ in range(12):
            economy.step()
        spared = float((posts.requirement * posts.automated)[public].sum() / posts.requirement[public].sum())
        return float(posts.desired[public].sum()) / before, spared

    (kept, spared), (cut, _) = wanted(0.0), wanted(1.0)
    assert spared > 0.01
    assert kept == pytest.approx(1.0, abs=0.02)
    assert log(cut / kept) == pytest.approx(log(1.0 - spared), rel=0.3)
