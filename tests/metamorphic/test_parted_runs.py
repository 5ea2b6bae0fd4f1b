"""A policy's run that goes on from the one without it is the same bytes as one from month 0."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from simulator.experiment.simulate import simulate
from simulator.experiment.tasks import Computed, Task, compute, paths_of, tasks_of
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.law import LAW
from simulator.scenario.reach import Trigger
from tests.small import policy, small, typical

pytestmark = pytest.mark.slow
MONTHS, BEGIN = 14, 6
STEPS = {"money": "+5 %", "share": "+2 points", "years": "+1 years"}
CHANGED = {name: {"2025-07": STEPS.get(one.kind, "+1 months")} for name, one in LAW.items()}
CHANGED |= {name: {"2025-07": "+5 %"} for name in ("income_tax_thresholds", "other_transfers")}
del CHANGED["retirement_age"]


def everything() -> Scenario:
    file = Path(__file__).parents[2] / "benchmarks" / "digests" / "everything.yaml"
    return load_scenario(file, options=Options(persons=1000, months=MONTHS, seeds=1))


def under_another_law() -> Scenario:
    written = {"country": "ESP", "law": CHANGED, "financing": {"balanced": "vat", "rate": 0.02}}
    return load_scenario(written, options=Options(persons=1000, months=MONTHS, seeds=1))


def computed(tasks: Sequence[Task]) -> tuple[dict[str, Computed], list[str]]:
    """What a bundle of runs gives, by role, and the roles that went on from another run."""
    begun: list[str] = []

    def seen(scenario: Any, *, role: str, **given: Any) -> Any:
        begun.extend([role] if "begun" in given else [])
        return simulate(scenario, role=role, **given)

    return {task.role: one for task, one in zip(tasks, compute(tasks, seen), strict=True)}, begun


@pytest.mark.parametrize("scenario", [everything, under_another_law])
def test_a_run_that_goes_on_from_another_is_the_same_bytes(scenario: Any) -> None:
    order = ("no_ai", "no_policy", "policy", "cash")
    tasks = sorted(tasks_of(scenario(), cash=True), key=lambda task: order.index(task.role))
    assert [task.parts for task in tasks if task.role in ("policy", "cash")] == [BEGIN - 1] * 2
    parted, begun = computed(tasks)
    assert begun == ["policy", "cash"]
    whole, begun = computed([_from_month_0(task, parted) for task in tasks])
    assert not begun
    for role in order:
        assert whole[role].tables == parted[role].tables, role


def _from_month_0(task: Task, found: dict[str, Computed]) -> Task:
    """The task with what the run without the policy hands on, but not the run itself."""
    plain = task.leans_on.get("plain")
    if plain is None:
        return task
    results = pl.read_parquet(io.BytesIO(found["no_policy"].tables["results"]))
    others = {name: other for name, other in task.leans_on.items() if name != "plain"}
    return replace(task, leans_on=others, plain=paths_of(plain, results))


def parts(scenario: Scenario) -> int:
    return next(task.parts for task in tasks_of(scenario) if task.role == "policy")


def test_what_acts_from_month_1_or_looks_at_every_month_begins_in_month_0() -> None:
    late = typical("basic_income", start=BEGIN)
    assert parts(small(policies=(late,))) == BEGIN - 1
    assert parts(small(policies=(late, typical("wealth_tax", start=1)))) == 0
    trigger = Trigger((("unemployment_above", 0.1),))
    assert parts(small(policies=(policy("basic_income", amount=100.0, start=BEGIN, trigger=trigger),))) == 0
    older = load_scenario({"country": "ESP", "law": {"retirement_age": {"2026-01": "+1 years"}}})
    assert parts(replace(small(), law=older.law)) == 0
    assert parts(small(policies=(late,), rules={"firm_price": "price.py:firm_price"})) == 0
    assert parts(small(policies=(late,), indicators={"mine": "mine.py:mine"})) == 0
