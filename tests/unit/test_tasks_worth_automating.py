"""Tasks of an occupation differ in what AI costs: the dearer AI is, the fewer of them a firm automates."""

import numpy as np
import pytest

from simulator.core.maths import worth_automating
from simulator.experiment.simulate import prepare
from simulator.rules.post_automate import post_ai_saving, post_automate
from tests.small import policy, small

POST = {
    "automated": 0.0, "augmented": 0.0, "desired": 10.0, "occupation_wage": 2000.0,
    "occupation_ai_tasks": 0.2, "occupation_ai_help": 0.0, "firm_premium": 0.1, "firm_reach": 1.0,
    "firm_ai_pace": 1.0, "ai_used": 1,
    "firm_levy_rate": 0.0, "firm_saving_levy_rate": 0.0, "firm_payroll_levy_rate": 0.0,
    "firm_output_cut": 0.0, "ai_wait": 0.0, "occupation_ai_kept": 0.0, "occupation_ai_kept_before": 0.0,
}  # fmt: skip
WORLD = {
    "ai_price": 1000.0, "fee_share": 1.0, "employer_rate": 0.3, "augmentation_gain": 0.0,
    "task_dispersion": 0.7, "pay_cut": 0.0,
}  # fmt: skip
LABOUR = 2000.0 * 1.1 * 1.3


def step(**changes: float) -> float:
    """Tasks newly automated in a month if the roll-out took one month."""
    post = {name: changes.get(name, POST[name]) for name in post_automate.reads}
    world = {name: changes.get(name, value) for name, value in WORLD.items()}
    months = {"roll_out": 1.0, "help_roll_out": 1.0}
    return float(post_automate.python(**post, **world, **months, roll_out_on=1.0)[2])


def saving(**changes: float) -> float:
    """What using the whole frontier would save a month."""
    post = {name: changes.get(name, POST[name]) for name in post_ai_saving.reads}
    return float(post_ai_saving.python(**post, **{n: changes.get(n, v) for n, v in WORLD.items()}))


def test_the_share_worth_automating_falls_from_all_to_nothing_as_ai_gets_dearer() -> None:
    shares = [worth_automating(100.0, fee, 0.7) for fee in (0.0, 1.0, 10.0, 30.0, 60.0, 90.0, 100.0, 150.0)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[-2], shares[-1]) == (1.0, 0.0, 0.0)
    alike = [worth_automating(100.0, fee, 0.01) for fee in (50.0, 99.0 / np.exp(0.04), 101.0)]
    assert alike == pytest.approx([1.0, 1.0, 0.0], abs=1e-4)  # tasks that cost the same: all or none
    median = 100.0 * np.exp(-0.7 * 0.6744897501960817)
    assert worth_automating(100.0, median, 0.7) == pytest.approx(0.5)


def test_a_firm_that_uses_ai_automates_less_where_ai_is_dearer_or_labour_cheaper() -> None:
    assert step(ai_price=1500.0) < step(ai_price=1100.0) < step()
    assert step(firm_levy_rate=0.1) == pytest.approx(step(ai_price=1100.0))
    assert step(firm_levy_rate=0.1, fee_share=0.0) == step()  # a machine pays no levy on fees
    assert step(firm_saving_levy_rate=0.1) < step()
    assert step(firm_payroll_levy_rate=0.1) > step()
    assert (
        step(ai_price=LABOUR) == step(ai_used=0) == step(occupation_ai_kept=0.7) == step(ai_wait=1.0) == 0.0
    )
    assert step(occupation_ai_kept=0.4) < 0.6 * step()  # fewer tasks are worth it, and part of them stays
    assert step(automated=0.5) == 0.0  # what is automated stays so
    assert step(firm_ai_pace=0.5) == pytest.approx(0.5 * step())
    assert step(firm_ai_pace=3.0) == step()  # not beyond the gap: here the roll-out takes a month


@pytest.mark.parametrize(
    "changes", [{}, {"ai_price": 2000.0}, {"firm_levy_rate": 0.5}, {"firm_output_cut": 0.1}]
)
def test_what_a_firm_expects_is_what_it_does(changes: dict[str, float]) -> None:
    v = POST | WORLD | changes
    fee = v["ai_price"] * (1.0 + v["firm_levy_rate"]) * (1.0 - v["firm_output_cut"])
    assert saving(**changes) == pytest.approx(10.0 * step(**changes) * (LABOUR - fee))
    assert saving(**changes) > 0.0


def test_a_levy_on_fees_lowers_what_adopting_firms_automate() -> None:
    done = []
    for policies in ((), (policy("automation_levy", rate=0.1),)):
        economy = prepare(small("moderate", policies, persons=2000), role="policy", replicate=0)
        posts = economy.posts
        early = (posts.ai_used == 1) & (posts.active == 1)  # used AI before there was a levy
        before = posts.automated.copy()
        for _ in range(12):
            economy.step()
        same = early & (economy.firms.generation[posts.firm] == 0)
        done.append(float((posts.automated - before)[same].sum()))
    assert 0.5 * done[0] < done[1] < 0.97 * done[0]


def test_the_compiled_rules_are_the_plain_ones() -> None:
    economy = prepare(small("rapid", (policy("automation_levy", rate=0.1),)), role="policy", replicate=0)
    for _ in range(6):
        economy.step()
    posts = economy.posts
    for rule in (post_ai_saving, post_automate):
        start = {name: getattr(posts, name).copy() for name in rule.writes}
        found = []
        for run in (rule.run, rule.run_python):
            for name, values in start.items():
                getattr(posts, name)[:] = values
            run(economy)
            found.append([getattr(posts, name).copy() for name in rule.writes])
        for compiled, plain in zip(*found, strict=True):
            np.testing.assert_allclose(compiled, plain, rtol=1e-12)
        assert any((values != start[name]).any() for name, values in zip(rule.writes, found[0], strict=True))
