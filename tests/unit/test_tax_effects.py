"""The table of tax effects: its arithmetic, its levers, and that its chance of adoption is the rule's."""

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate import tax_effects
from simulator.agents.firm import LEVERS as FIRM_LEVERS
from simulator.core.aggregates import Aggregates
from simulator.experiment.simulate import prepare
from simulator.rules.firm_adopt_ai import firm_adopt_ai
from simulator.rules.post_adopt_ai import post_adopt_ai
from tests.small import small


def answer(totals: dict[str, np.ndarray]) -> Measured:
    return Measured(Run("ESP", 1, 100, 12), totals, {})


def test_the_answer_to_a_lever_is_a_change_a_point_against_the_run_without_it() -> None:
    months = 12 * tax_effects.YEARS[-1] + 1
    plain = {"base": np.full(months, 50.0), "capital": np.arange(float(months))}
    pulled = {"base": np.full(months, 49.0), "capital": 0.9 * np.arange(months)}
    pair = (answer(pulled), answer(plain))
    lever = tax_effects.Lever("a tax", {"base": "-1", "capital": ""}, points=4.0)
    base, capital = tax_effects.rows_of(lever, [pair, pair])
    assert [base[f"year_{year}"] for year in tax_effects.YEARS] == pytest.approx([-0.5] * 3)
    assert capital["year_5"] == pytest.approx(-2.5)
    assert (base["published"], capital["published"], base["unit"]) == ("-1", "–", "% a point")


def test_every_lever_names_what_the_model_has() -> None:
    shifted = {name for name, one in Aggregates.declared().items() if one.owner == "economy.model"}
    for lever in tax_effects.LEVERS:
        assert set(lever.levers) <= shifted, lever.name
        assert set(lever.terms) <= set(FIRM_LEVERS), lever.name


def test_the_chance_of_adoption_is_the_rule_s() -> None:
    economy = prepare(small("rapid"), role="policy", replicate=0)
    firms, posts, p, s = economy.firms, economy.posts, economy.parameters, economy.aggregates
    economy.step()
    firms.integration_help, firms.saving_tax_rate, firms.ai_pace = 0.1, 0.2, 0.8
    speed = {"adoption_decisions": p["adoption_decisions"], "adoption_speed": s.adoption_speed}
    draws = np.linspace(0.0, 1.0, 20_001)[1:-1] * 0.8 * s.adoption_speed * p["adoption_decisions"]
    law = {name: p[name] for name in ("adoption_horizon", "adoption_dispersion", "integration_fixed")}
    saves = np.bincount(posts.firm, posts.active * (posts.ai_saving > 0.0), minlength=firms.n) > 0
    waiting = np.flatnonzero(saves & (firms.public == 0) & (firms.adopted == 0))[:3]
    firms.public = 1
    for f in waiting:
        firms.public[f] = 0
        own = [row for row in range(8 * f, 8 * f + 8) if posts.active[row]]
        begins = [
            any(post_adopt_ai.python(
                0, posts.ai_saving[row], posts.desired[row], economy.occupations.wage[posts.occupation[row]],
                firms.premium[f], firms.base_wages[f], 0, firm_adopt_ai.python(u, 0.8, **speed),
                firms.integration_cost[f], 0.1, 0.2, **law, pay_cut=0.0,
            )[0] for row in own) for u in draws
        ]  # fmt: skip
        found = tax_effects.chance_of_adoption(economy)
        assert found == pytest.approx(np.mean(begins) * draws[-1], abs=1e-5)
        firms.public[f] = 1
