"""A mix of policies at a stated net cost: the scale, its bounds, what is scaled, resuming."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.core.errors import InputError, InputErrors
from simulator.experiment.ensemble import RunInterruptedError
from simulator.experiment.solve import TOLERANCE, Goal, Sized, size
from simulator.policies import discover
from simulator.scenario import Constant, Distribution, PolicySetting, Ramp, Steps, load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.library import family
from simulator.scenario.scaling import last_limit, limit_of, scaled, sizes, within_tested
from tests.fake_run import FakeModel
from tests.unit import fake_model
from tests.unit.fake_model import FakeOutput, fake_scenario

INSTRUMENTS = discover()
LEVY, PLACE, SEED = 0.001, 0.0006, 0.0001
"""Shares of GDP: what the levy brings, what a place per 1,000 costs, by how much seeds differ."""


def spends(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """Places cost a little less than in proportion, a levy of fixed size pays for some of it."""
    output = fake_model.simulate(scenario, role=role, replicate=replicate)
    values, names = output.rows["value"], np.asarray(output.rows["indicator"])
    cost = 0.0
    if role == "policy":
        values_of = {policy.name: policy for policy in scenario.policies}
        places = values_of["training_programme"].value("places_per_1000", 30)
        cost = PLACE * places * (1.0 - 0.005 * places) - LEVY + SEED * (replicate - 1)
    values[names == "primary_balance"] = -cost * values[names == "gdp"]
    return dataclasses.replace(output, rows={**output.rows, "value": values})


def mix(**changes: Any) -> Any:
    policies = (
        PolicySetting("training_programme", _all("training_programme", places_per_1000=4.0), start=24),
        PolicySetting("automation_levy", _all("automation_levy", rate=0.03), start=24),
    )
    return fake_scenario(
        **{"seeds": 3, "months": 36, "policies": policies, "financing": "deficit", **changes}
    )


def _all(name: str, **written: float) -> dict[str, Any]:
    declared = INSTRUMENTS[name].declared()
    return {key: Constant(written.get(key, one.default)) for key, one in declared.items()}


OUTLAY = {"is_outlay": True}


def solved(out: Path, asked: float, scenario: Any = None, **options: Any) -> Sized:
    scenario = scenario or mix()
    model = FakeModel(options.pop("simulate", spends))
    goal = Goal(asked, **options.pop("goal", {"is_outlay": False}))
    return size(scenario, sizes(scenario, INSTRUMENTS), goal, out=out, model=model, **options)


@pytest.mark.parametrize("asked", [0.003, 0.0008, -0.0004])
def test_the_mix_costs_what_was_asked(asked: float, tmp_path: Path) -> None:
    found = solved(tmp_path / "sized.yaml", asked)
    assert found.cost == pytest.approx(asked, abs=TOLERANCE)
    places = found.scenario.policies[0].value("places_per_1000", 30)
    assert places == pytest.approx(4.0 * found.scale)
    assert PLACE * places * (1.0 - 0.005 * places) - LEVY == pytest.approx(asked, abs=TOLERANCE)
    assert found.scenario.policies[1].value("rate", 30) == 0.03  # the levy is not scaled
    assert found.uncertainty is not None
    assert 0.0 < found.uncertainty < 0.2
    assert list(tmp_path.iterdir()) == []  # the runs are gone


def test_what_no_scale_reaches_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"no scale from 0 to 20 costs 5.000% of GDP; the nearest is 20, which"
    ):
        solved(tmp_path / "sized.yaml", 0.05)
    with pytest.raises(InputError, match=r"training_programme.places_per_1000 has reached its bound"):
        solved(tmp_path / "sized.yaml", 0.05)
    with pytest.raises(InputError, match=r"costs -1.000% of GDP; the nearest is 0, which costs -0.100%"):
        solved(tmp_path / "sized.yaml", -0.01)
    assert list(tmp_path.iterdir()) == []


def pays(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """Places cost so much of GDP from month 24 on, at the prices of month 0, whatever the levy brings."""
    output = spends(scenario, role=role, replicate=replicate)
    values, names = output.rows["value"].copy(), np.asarray(output.rows["indicator"])
    month = np.asarray(output.rows["month"])
    if role == "policy":
        places = scenario.policies[0].value("places_per_1000", 30)
        first = values[(names == "gdp") & (month > 0) & (month <= 12)].mean()
        spent = names == "spending_training_programme"
        prices = dict(zip(month[names == "price_level"], values[names == "price_level"], strict=True))
        values[spent] = [PLACE * places * first * prices[one] if one >= 24 else 0.0 for one in month[spent]]
    return dataclasses.replace(output, rows={**output.rows, "value": values})


def test_the_mix_pays_out_what_was_asked_in_the_years_in_which_it_acts(tmp_path: Path) -> None:
    found = solved(tmp_path / "sized.yaml", 0.008, simulate=pays, goal=OUTLAY)
    assert found.cost == pytest.approx(0.008, abs=TOLERANCE)
    assert PLACE * 4.0 * found.scale == pytest.approx(0.008, rel=0.03)


def test_no_mix_is_sized_beyond_what_was_tried(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"training_programme.places_per_1000 was tried no larger anywhere"):
        solved(tmp_path / "sized.yaml", 0.03, simulate=pays, goal=OUTLAY)
    found = solved(tmp_path / "sized.yaml", 0.03, simulate=pays, goal={**OUTLAY, "or_most": True})
    assert found.cost < found.goal.asked - TOLERANCE
    assert found.scenario.policies[0].value("places_per_1000", 30) == 25.0  # Sweden's


def test_a_parameter_stays_at_the_largest_size_that_was_tried_while_others_grow() -> None:
    """Spain's insurance: 0.2 on the law's 0.7 is Denmark's 0.9; six months may become seventeen."""
    spain = load_scenario(family("esp/compensate", "borrowing", factor=1.0))
    names = [f"unemployment_insurance.{one}" for one in ("rate", "months")]
    bounded = within_tested(sizes(spain, INSTRUMENTS, names), load_country("ESP"))
    limit, last = last_limit(bounded)
    assert (limit, last.parameter) == (pytest.approx(17 / 6), "months")
    policies = {one.name: one for one in scaled(spain, bounded, limit).policies}
    insurance = policies["unemployment_insurance"]
    assert insurance.value("rate", 30) == pytest.approx(0.2)
    assert insurance.value("months", 30) == pytest.approx(17.0)


def test_an_interrupted_search_goes_on(tmp_path: Path) -> None:
    calls: list[str] = []

    def stops(scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
        calls.append(scenario.name)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return spends(scenario, role=role, replicate=replicate)

    with pytest.raises(RunInterruptedError, match="7 runs are kept"):
        solved(tmp_path / "sized.yaml", 0.003, simulate=stops)
    with pytest.raises(InputError, match=r"size.net_cost was 0.003, is 0.002"):
        solved(tmp_path / "sized.yaml", 0.002, resume=True)
    before = len(calls)
    resumed = solved(tmp_path / "sized.yaml", 0.003, resume=True, simulate=stops)
    assert resumed == solved(tmp_path / "whole.yaml", 0.003)
    assert len(calls) - before == 3 * (2 + len(resumed.evaluations)) - 7


def test_one_factor_scales_what_decides_the_size() -> None:
    for name in ("adapt@gainers", "compensate@all_firms", "share@ai_tax", "mix@windfall"):
        scenario = load_scenario(f"esp/{name}")
        chosen = sizes(scenario, INSTRUMENTS)
        assert not {one.instrument for one in chosen} & {
            "automation_levy",
            "payroll_training_levy",
            "windfall_tax",
            "ai_services_tax",
        }
        half = scaled(scenario, chosen, 0.5)
        for before, after in zip(scenario.policies, half.policies, strict=True):
            changed = {key for key in before.values if before.values[key] != after.values[key]}
            assert changed == {one.parameter for one in chosen if one.instrument == before.name}
        assert scaled(scenario, chosen, 1.0).policies == scenario.policies
        for one in chosen:
            low, high = one.declared.bounds
            assert low <= one.setting.scaled(limit_of(chosen)[0]).extremes()[1] <= high


@pytest.mark.parametrize(
    ("setting", "twice"),
    [
        (Constant(0.1), Constant(0.2)),
        (Steps((24, 36), (1.0, 2.0)), Steps((24, 36), (2.0, 4.0))),
        (Ramp(24, 36, 0.0, 0.25), Ramp(24, 36, 0.0, 0.5)),
        (Distribution(1.0, 2.0, 4.0), Distribution(2.0, 4.0, 8.0)),
    ],
)
def test_every_kind_of_value_is_scaled(setting: Any, twice: Any) -> None:
    assert setting.scaled(2.0) == twice
    assert twice.extremes() == tuple(2.0 * end for end in setting.extremes())


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (["trainin_programme"], 'no policy of mix_gainers; .* Did you mean "training_programme"'),
        (["basic_income.taxed"], '"taxed" of basic_income cannot be scaled; allowed: amount, child_amount'),
        (["basic_income.amuont"], 'Did you mean "amount"'),
    ],
)
def test_what_cannot_be_scaled_is_said(chosen: list[str], message: str) -> None:
    with pytest.raises(InputErrors, match=message):
        sizes(load_scenario("esp/mix@gainers"), INSTRUMENTS, chosen)


def test_parts_of_a_mix_are_chosen() -> None:
    mixed = load_scenario("esp/mix@ai_tax")
    found = sizes(mixed, INSTRUMENTS, ["training_programme", "in_work_credit.rate"])
    assert [one.name for one in found] == [
        "training_programme.places_per_1000", "in_work_credit.rate",
    ]  # fmt: skip
