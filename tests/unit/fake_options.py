"""Options for tests of comparisons, by a stand-in whose instruments differ in size."""

import dataclasses
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from simulator.core.closure import CLOSURES
from simulator.experiment.conduct import Summary
from simulator.experiment.conduct import conduct as compare
from simulator.experiment.plan import Place, Plan, comparison_of
from simulator.scenario import Constant, PolicySetting
from simulator.store import manifest
from tests.experiment import no_workbook
from tests.fake_run import FakeModel
from tests.unit import fake_model
from tests.unit.fake_model import FakeOutput, FakeScenario, fake_scenario

MODERATE = Place("moderate", CLOSURES["as_they_are"])
TABLES = manifest.TABLE_FILES
TRAINING, LEVY = fake_model.POLICIES


def option(name: str, *policies: PolicySetting, **changes: Any) -> FakeScenario:
    return fake_scenario(
        **{"name": name, "months": 24, "seeds": 3, "policies": policies, "financing": "deficit", **changes}
    )


def half_and_double(scenario: FakeScenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """As the fake model, but the effect of training on employment is so many times as large."""
    output = fake_model.simulate(scenario, role=role, replicate=replicate)
    still = "no_policy" if role == "policy" else role
    without = fake_model.simulate(scenario.without_policies(), role=still, replicate=replicate)
    size = sum(
        {"training_programme": 1.0, "levy": 0.5, "income": 3.0}.get(p.name, 0.0) for p in scenario.policies
    )
    value = without.rows["value"] + size * (output.rows["value"] - without.rows["value"])
    return dataclasses.replace(output, rows={**output.rows, "value": value})


MODEL = FakeModel(half_and_double)
OPTIONS = (option("training", TRAINING), option("income", PolicySetting("income", {"amount": Constant(1.0)})))


def run(out: Path, comparison: Plan | None = None, *, workbook: bool = False, **options: Any) -> Summary:
    """Compare with the stand-in, with a workbook if it is asked for."""
    how = {"model": MODEL, **options}
    with nullcontext() if workbook else no_workbook():
        return compare(comparison or comparison_of(OPTIONS), out=out, **how)
