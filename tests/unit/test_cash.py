"""The run in cash: what a policy pays out goes to all adults alike, month by month, paid for the same way."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import simulator as ls
from simulator.agents.person import UNEMPLOYED
from simulator.core.economy import OUTLAY
from simulator.experiment.plan import Place, Stack, comparison_of, run_of
from simulator.experiment.simulate import prepare
from simulator.experiment.tasks import scenario_of
from simulator.findings.effects import Effect, cash_contrasts, effect
from simulator.findings.results import Results
from simulator.scenario import Scenario
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from tests import experiment
from tests.small import changing, policy, ran, series, small, typical

TRAINING = typical("training_programme", start=3, administration=0.1)
LEVY = policy("automation_levy", rate_on_saved=0.2, start=2, earmark="training_programme")
MIXED = changing(
    {"child_benefit": "+50 %", "vat": "+1 points"}, policies=(TRAINING, LEVY), seeds=1
).with_world("rapid")
"""Places with their administration, a levy, and a law that pays more and takes more."""
ITEMS = ("spending_training_programme", "law_child_benefit")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _run(MIXED, tmp_path_factory.mktemp("cash") / "run", cash=True)


def _run(scenario: Scenario, out: Path, **how: Any) -> Path:
    return experiment.run(scenario, out=out, **how).path


def _found(folder: Path) -> Results:
    return Results(pl.read_parquet(folder / "results.parquet"), manifest.read(folder)["content"])


def _values(results: Results, indicator: str, role: str) -> Any:
    found = results.series(indicator, role)
    assert found is not None
    return found.values


def test_it_pays_out_what_the_policy_does_in_every_month(made: Path) -> None:
    results = _found(made)
    policies = sum(_values(results, item, "policy") for item in ITEMS)
    paid = _values(results, "spending_basic_income", "cash")
    assert paid == pytest.approx(policies, rel=1e-12)
    assert np.all(paid[:, 1:] > 0.0)
    assert all(np.any(_values(results, item, "policy") > 0.0) for item in ITEMS)
    assert not any(_values(results, item, "cash").any() for item in ITEMS)
    assert manifest.read(made)["run"]["identity_max"] < 1e-9  # the books of every month close


def test_it_is_paid_for_the_same_way(made: Path) -> None:
    results = _found(made)
    for item in ("revenue_automation_levy", "law_vat"):
        with_it, alike = (_values(results, item, role)[:, -12:] for role in ("policy", "cash"))
        assert alike == pytest.approx(with_it, rel=0.1)
        assert np.all(alike > 0.0)


def test_every_adult_is_paid_the_same_and_keeps_it_in_work() -> None:
    outlay = {OUTLAY: np.linspace(0.0, 1e9, MIXED.months)}
    economy = prepare(scenario_of(MIXED, "cash"), role="cash", replicate=0, spent=outlay)
    q = economy.persons
    for month in range(1, 4):
        economy.step()
        adults = q.active == 1
        share = outlay[OUTLAY][month] / economy.weight / np.count_nonzero(adults)
        assert q.unearned[adults] == pytest.approx(share, rel=1e-12)
        assert not q.unearned[~adults].any()
        assert not q.stipend[q.status == UNEMPLOYED].any()


def test_the_outlay_of_a_basic_income_paid_in_cash_is_that_basic_income() -> None:
    scenario = small("moderate", (typical("basic_income", start=2),), months=12)
    whole = ran(scenario)
    alike = ran(scenario_of(scenario, "cash"), "cash", spent={OUTLAY: series(whole, "spending_basic_income")})
    for indicator in ("employed", "spending_basic_income", "real_gdp", "public_balance"):
        assert series(alike, indicator) == pytest.approx(series(whole, indicator), rel=1e-9)


def test_no_other_run_is_moved_by_it(made: Path, tmp_path: Path) -> None:
    alone = _run(MIXED, tmp_path / "alone")
    for name in ("results", "persons", "flows"):
        with_it, without = (
            pl.read_parquet(folder / f"{name}.parquet").with_columns(pl.col(pl.Enum).cast(pl.String))
            for folder in (made, alone)
        )
        assert with_it.filter(pl.col("role") != "cash").equals(without)
        assert "cash" in with_it["role"]
    assert cash_contrasts(_found(alone)) == ()


def test_what_a_policy_does_is_what_its_money_does_and_what_is_beyond(made: Path) -> None:
    run = ls.load(made)
    assert isinstance(run, ls.Run)
    for outcome in ("employed", "public_balance"):
        whole, cash, beyond = (run.effect(outcome, name) for name in ("policy", "cash", "beyond"))
        assert whole.mean == pytest.approx(cash.mean + beyond.mean, rel=1e-9)
    (_, row) = cash_contrasts(run.results())
    assert isinstance(effect(run.results(), row, "employed"), Effect)


def test_nothing_is_told_where_nothing_was_paid_out(tmp_path: Path) -> None:
    """A rule for employers costs the state nothing: that is known from results, not from its name."""
    scenario = small("rapid", (typical("human_oversight"),), seeds=1, months=6)
    results = _found(_run(scenario, tmp_path / "run", cash=True))
    assert results.has("cash")
    assert cash_contrasts(results) == ()


def _named(name: str, *policies: Any, **changes: Any) -> Scenario:
    return replace(small("moderate", policies), name=name, **changes)


COURSES, INCOME, TAX = (
    _named("courses", TRAINING),
    _named("income", typical("basic_income")),
    _named("tax", policy("automation_levy", rate_on_saved=0.2)),
)


def test_a_run_has_it_where_its_policy_may_pay_out_and_is_no_cash() -> None:
    def has_it(scenario: Scenario, **how: Any) -> bool:
        return any(task.role == "cash" for task in run_of(scenario, **{"cash": True, **how}).tasks())

    assert has_it(COURSES)
    assert has_it(_named("both", TRAINING, typical("basic_income")))
    assert has_it(_named("law", law=changing({"assistance_amount": "+10 %"}).law))
    assert not has_it(COURSES, cash=False)
    assert not any(map(has_it, (INCOME, TAX, small(), _named("law", law=changing({"vat": "+1 points"}).law))))


def test_a_comparison_has_it_of_its_first_option_unless_one_is_cash() -> None:
    other = _named("account", typical("training_account"))

    def of(*options: Scenario, **how: Any) -> str | None:
        plan = replace(comparison_of(options, cash=True), **how)
        found = {task.scenario.name for task in plan.tasks() if task.role == "cash"}
        assert found == ({plan.in_cash.name} if plan.in_cash else set())
        return plan.in_cash.name if plan.in_cash else None

    assert of(COURSES, other) == "courses"
    assert of(other, COURSES) == "account"
    assert of(TAX, other, small()) == "account"
    assert of(COURSES, INCOME) is None
    assert of(COURSES, INCOME, other, stack=Stack(("courses", "account"), ())) == "account"
    assert of(COURSES, replace(other, parameters={"bond_rate": 0.03})) == "account"


def test_a_balanced_budget_keeps_the_rate_that_was_solved() -> None:
    for by, levies in (("income_tax", ()), ("automation_levy.rate_on_saved", (LEVY,))):
        balanced = _named("balanced", TRAINING, *levies, financing=Balancing(by))
        plan = run_of(balanced, cash=True)
        plan = replace(plan, rates={("balanced", Place.of(balanced)): 0.01})
        (first, *_) = [task for task in plan.tasks() if task.role == "cash"]
        assert first.scenario.financing == Balancing(by, 0.01)
        assert first.leans_on["spent"].scenario.financing == Balancing(by, 0.01)
        assert [one.name for one in first.scenario.policies] == [
            *(one.name for one in levies),
            "basic_income",
        ]
    in_cash = scenario_of(replace(MIXED, financing="earmarked"), "cash")
    assert set(in_cash.law) == {"vat"}
    assert [(one.name, one.earmark) for one in in_cash.policies] == [
        ("automation_levy", None),
        ("basic_income", None),
    ]
