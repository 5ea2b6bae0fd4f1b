"""The table of tax effects: its arithmetic, its levers, and that its chance of adoption is the rule's."""

import numpy as np
import pytest

from calibration import tax_effects
from calibration.runs import Measured, Run
from simulator.agents.firm import LEVERS as FIRM_LEVERS
from simulator.flows.indexation import LEVERS
from simulator.rules.firm_adopt_ai import firm_adopt_ai
from simulator.simulate import prepare
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
    for lever in tax_effects.LEVERS:
        assert set(lever.levers) <= set(LEVERS), lever.name
        assert set(lever.terms) <= set(FIRM_LEVERS), lever.name


def test_the_chance_of_adoption_is_the_rule_s() -> None:
    economy = prepare(small("rapid"), role="policy", replicate=0)
    firms, p = economy.firms, economy.parameters
    economy.step()
    firms.integration_help, firms.saving_tax_rate = 0.1, 0.2
    draws = np.linspace(0.0, 1.0, 20_001)[1:-1] * economy.scalars["adoption_speed"] * p["adoption_decisions"]
    waiting = [f for f in range(firms.n) if not (firms.public[f] or firms.adopted[f])
               and firms.ai_saving[f] > 0.0 and firms.base_wages[f] > 0.0][:5]  # fmt: skip
    firms.public = 1
    for f in waiting:
        firms.public[f] = 0
        adopts = [
            firm_adopt_ai.python(
                0, -1, firms.ai_saving[f], firms.base_wages[f], firms.integration_cost[f], 0.1, 0.2, u,
                adoption_decisions=p["adoption_decisions"], adoption_horizon=p["adoption_horizon"],
                adoption_dispersion=p["adoption_dispersion"], month=1,
                adoption_speed=economy.scalars["adoption_speed"],
            )[0] for u in draws
        ]  # fmt: skip
        found = tax_effects.chance_of_adoption(economy)
        assert found == pytest.approx(np.mean(adopts) * draws[-1], abs=1e-5)
        firms.public[f] = 1
