"""A firm begins to use AI in the occupation where it pays off most, and extends it to others later."""

from typing import Any

import numpy as np
import pytest

from simulator.core.errors import InputError
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.rules.firm_adopt_ai import firm_adopt_ai
from simulator.rules.post_adopt_ai import post_adopt_ai
from simulator.start.adopters import adoption_probability, check_decisions, occupations_with_ai
from tests.small import policy, small

LAW = {"adoption_horizon": 36.0, "adoption_dispersion": 0.5, "integration_fixed": 0.5, "pay_cut": 0.0}
POST: dict[str, float] = {
    "ai_used": 0, "ai_saving": 1000.0, "desired": 4.0, "occupation_wage": 2500.0, "firm_premium": 0.0,
    "firm_base_wages": 40_000.0, "firm_adopted": 0, "firm_reluctance": 0.5, "firm_integration_cost": 1.5,
    "firm_integration_help": 0.0, "firm_saving_tax_rate": 0.0,
}  # fmt: skip


def uses(**changes: float) -> int:
    return int(post_adopt_ai.python(**POST | changes, **LAW)[0])


def most_reluctant(**changes: float) -> float:
    """The reluctance up to which the occupation begins to use AI."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2.0
        low, high = (middle, high) if uses(firm_reluctance=middle, **changes) else (low, middle)
    return low


def test_it_is_used_where_it_saves_more_and_stays_used() -> None:
    assert most_reluctant(ai_saving=600.0) < most_reluctant(ai_saving=1000.0)
    assert uses(ai_saving=0.0) == uses(firm_reluctance=1.0) == 0
    assert uses(ai_used=1, ai_saving=-5.0) == 1


def test_an_even_payback_is_a_coin_toss() -> None:
    # The first occupation bears half of 1.5 months of the firm's wages and half of 1.5 of its own.
    cost = 1.5 * (0.5 * 40_000.0 + 0.5 * 10_000.0)
    assert most_reluctant(ai_saving=cost / 36.0) == pytest.approx(0.5, abs=1e-6)


def test_the_fixed_part_is_paid_once() -> None:
    alone = most_reluctant(ai_saving=300.0)
    assert alone < most_reluctant(ai_saving=300.0, firm_adopted=1)
    even = 1.5 * 0.5 * 10_000.0 / 36.0
    assert most_reluctant(ai_saving=even, firm_adopted=1) == pytest.approx(0.5, abs=1e-6)
    assert most_reluctant(ai_saving=300.0, firm_base_wages=20_000.0) > alone


def test_help_brings_it_in_and_a_tax_on_its_saving_keeps_it_out() -> None:
    usual = most_reluctant(ai_saving=600.0)
    assert most_reluctant(ai_saving=600.0, firm_integration_help=0.2) > usual
    assert most_reluctant(ai_saving=600.0, firm_saving_tax_rate=0.2) < usual


def test_a_firm_decides_in_one_month_of_twelve_and_never_in_a_frozen_world() -> None:
    draws = np.linspace(0.0, 1.0, 12_001)[:-1]
    law = {"adoption_decisions": 1.0 / 12.0, "adoption_speed": 1.0}
    decide = [firm_adopt_ai.python(u, 1.0, **law) < 1.0 for u in draws]
    assert np.mean(decide) == pytest.approx(1.0 / 12.0, abs=1e-3)
    assert firm_adopt_ai.python(1e-9, 1.0, adoption_decisions=1.0 / 12.0, adoption_speed=0.0) >= 1.0


def test_firms_that_decide_too_seldom_for_what_is_observed_are_refused() -> None:
    check_decisions(0.58, 48, 0.02)
    check_decisions(0.0, 0, 0.02)
    with pytest.raises(InputError, match=r"decisions: 0\.01 is too small for 58% .* allowed: 0\.018 to 1"):
        check_decisions(0.58, 48, 0.01)


def test_the_law_before_month_0_has_the_expected_share_of_adopters() -> None:
    """False-alarm rate 6e-5: four standard errors of a share of independent firms."""
    rng, count = np.random.default_rng(3), 4000
    first = rng.normal(-1.5, 1.0, (count, 8))
    law = (np.linspace(-1.5, 0.0, 48), 1.0 / 12.0, 0.5)
    used = occupations_with_ai(first, first + 1.0, rng.random((48, count)), law)
    expected = adoption_probability(first.max(axis=1), *law)
    error = np.sqrt((expected * (1.0 - expected)).sum()) / count
    assert abs(used.any(axis=1).mean() - expected.mean()) < 4.0 * error
    best = first.argmax(axis=1)[used.any(axis=1)]
    assert used[used.any(axis=1), best].all()


def after(months: int, **scenario: Any) -> tuple[Economy, Economy]:
    """Month 0 and some months on."""
    opening, later = (prepare(small(persons=2000, **scenario), role="policy", replicate=0) for _ in range(2))
    for _ in range(months):
        later.step()
    return opening, later


def test_firms_with_ai_extend_it_to_more_of_their_occupations() -> None:
    opening, later = after(35, world="rapid")
    for economy in (opening, later):
        posts, firms = economy.posts, economy.firms
        assert (firms.adopted == np.bincount(posts.firm, posts.ai_used, minlength=firms.n).astype(bool)).all()
        assert (posts.automated[posts.ai_used == 0] == 0.0).all()
    stayed = (opening.firms.generation == later.firms.generation)[opening.posts.firm]
    users = stayed & (opening.firms.adopted[opening.posts.firm] == 1) & (opening.posts.active == 1)
    shares = [one.posts.ai_used[users].mean() for one in (opening, later)]  # those that begin use it in few
    assert 0.0 < shares[0] < shares[1] < 1.0
    assert (later.posts.ai_used >= opening.posts.ai_used)[stayed].all()


def test_a_tax_on_savings_and_help_with_integration_move_the_number_of_occupations() -> None:
    counts = [
        after(23, world="rapid", policies=policies)[1].posts.ai_used.sum()
        for policies in ((policy("automation_levy", rate_on_saved=0.5),), (),
                         (policy("public_ai", integration=0.9, subsidy=0.9),))
    ]  # fmt: skip
    assert counts[0] < counts[1] < counts[2]
