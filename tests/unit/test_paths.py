"""Runs of a seed go in order: what was recorded without AI, and without policy, is handed on."""

import copy
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from calibration.study.runs import Measured, Run, in_order
from simulator.core.closure import CLOSURES
from simulator.core.economy import PATHS, Paths
from simulator.economy.recorder import Recorder
from simulator.experiment import sweeping as shared
from simulator.experiment.conduct import conduct as compare
from simulator.experiment.ensemble import RunInterruptedError
from simulator.experiment.inputs import Model, Reusable
from simulator.experiment.plan import Plan, comparison_of, run_of
from simulator.experiment.simulate import prepare
from simulator.experiment.sweeping import axes_of, design_of, sweep
from simulator.scenario import Options
from tests import experiment
from tests.experiment import no_workbook
from tests.fake_run import FakeModel
from tests.small import small, typical
from tests.unit import fake_budget, fake_model
from tests.unit.fake_budget import balanced_scenario
from tests.unit.fake_model import FakeOutput, fake_scenario
from tests.unit.fake_options import OPTIONS, TABLES, TRAINING, option

LABELS = "scenario", "role", "world", "closure", "replicate"
USUAL = CLOSURES["as_they_are"]


def answering(
    scenario: Any,
    *,
    role: str,
    replicate: int,
    twin: Paths | None,
    plain: Paths | None,
    spent: Paths | None,
    keep: Any = (),
) -> Any:
    """A model in which all that is handed to a run moves what it gives."""
    output = fake_model.simulate(scenario, role=role, replicate=replicate)
    assert (twin is None, plain is None) == (role == "no_ai", role in ("no_ai", "no_policy"))
    assert (spent is None) == (role != "cash")
    weights = zip((twin, plain, spent), (1e-4, 1e-5, 1e-6), strict=True)
    moved = sum(weight * np.mean(path["net_prices"]) for path, weight in weights if path is not None)
    return replace(output, rows={**output.rows, "value": output.rows["value"] * (1.0 + moved)})


class Watching(FakeModel):
    """Notes what each run is handed; stops before run number `count` + 1."""

    def __init__(self, model: Any = answering, count: int = 10_000) -> None:
        self.handed: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.model, self.count = model, count
        super().__init__(self._simulate)

    def _simulate(self, scenario: Any, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
        if len(self.handed) == self.count:
            raise KeyboardInterrupt
        rate = getattr(scenario.financing, "rate", None)
        key = scenario.name, role, scenario.world_name, scenario.closure.label, replicate, rate
        assert key not in self.handed  # once each
        self.handed[key] = handed
        return self.model(scenario, role=role, replicate=replicate, **handed)


def made(plan: Plan, out: Path, **how: Any) -> Path:
    with no_workbook():
        return compare(plan, out=out, **{"model": FakeModel(answering), **how}).path


def recorded(folder: Path) -> dict[tuple[Any, ...], Paths]:
    """What the folder holds by scenario, role, world, closure and replicate."""
    table = pl.read_parquet(folder / "results.parquet").with_columns(pl.col(pl.Enum).cast(pl.String))
    totals = table.filter(pl.col("indicator").is_in(PATHS), by="total").sort("month")
    return {
        (name, role, world, closure, replicate): {
            str(one): part.filter(indicator=one)["value"].to_numpy() for one in PATHS
        }
        for (name, role, world, closure, replicate), part in totals.group_by(LABELS)
    }


def same(one: Paths | None, other: Paths) -> bool:
    return one is not None and all(np.array_equal(one[name], other[name]) for name in PATHS)


def check(folder: Path, model: Watching, shared_name: str | None = None) -> None:
    """Every run was handed what the folder holds of those that it leans on."""
    kept = recorded(folder)
    for (name, role, world, closure, replicate, _), handed in model.handed.items():
        base = shared_name or name
        without = kept[base, "no_ai", "none", closure, replicate]
        assert handed["twin"] is None if role == "no_ai" else same(handed["twin"], without)
        if role in ("policy", "cash"):
            assert same(handed["plain"], kept[base, "no_policy", world, closure, replicate])
        else:
            assert handed["plain"] is None
        if role == "cash":
            assert same(handed["spent"], kept[name, "policy", world, closure, replicate])
        else:
            assert handed["spent"] is None


def test_each_run_is_handed_what_those_before_it_recorded(tmp_path: Path) -> None:
    model, seen = Watching(), list[tuple[int, int]]()
    folder = made(run_of(fake_scenario(months=24, seeds=2), cash=True), tmp_path / "run", model=model,
                  progress=lambda done, total, left: seen.append((done, total)))  # fmt: skip
    check(folder, model)
    roles = [role for _, role, *_ in model.handed]
    assert roles == ["no_ai", "no_policy", "policy", "cash"] * 2
    assert seen == [(done, 8) for done in range(1, 9)]


def test_options_share_them_in_each_place_and_variants_have_their_own(tmp_path: Path) -> None:
    model = Watching()
    how: Any = {"worlds": ["moderate", "rapid"], "closures": [USUAL, CLOSURES["nobody_reacts"]]}
    options = [option("training", TRAINING), option("account", typical("training_account"))]
    plan = comparison_of(options, cash=True, **how)
    check(made(plan, tmp_path / "options", model=model), model, "no_policy")
    assert len(model.handed) == 3 * (2 + 4 + 3 * 4)  # without AI once a closure, one option in cash
    model = Watching()
    variants = [option("ours", TRAINING), option("theirs", TRAINING, parameters={"bond_rate": 0.03})]
    check(made(comparison_of(variants, cash=True), tmp_path / "variants", model=model), model)
    assert len(model.handed) == 3 * (2 * 3 + 1)


@pytest.mark.slow
def test_the_bytes_hang_neither_on_jobs_nor_on_stops_nor_on_reuse(tmp_path: Path) -> None:
    options = [option("training", TRAINING), option("account", typical("training_account"))]
    plan = comparison_of(options, cash=True)
    whole = made(plan, tmp_path / "whole")
    folders = [made(plan, tmp_path / "two", jobs=2)]
    for count in (1, 4, 8):
        with pytest.raises(RunInterruptedError):
            made(plan, tmp_path / str(count), model=Watching(count=count))
        model = Watching()
        folders.append(made(plan, tmp_path / str(count), model=model, resume=True))
        assert len(model.handed) == 15 - count
    for cash in (True, False):
        alone = experiment.run(
            options[0], out=tmp_path / f"alone{cash}", cash=cash, model=FakeModel(answering)
        ).path
        model, again = Watching(), tmp_path / f"reused{cash}"
        folders.append(made(plan, again, model=model, reused=[Reusable(alone, options[0])]))
        computed = {(name, role) for name, role, *_ in model.handed}
        assert computed == {("account", "policy")} | (set() if cash else {("training", "cash")})
    for folder in folders:
        assert [(folder / name).read_bytes() for name in TABLES] == [
            (whole / name).read_bytes() for name in TABLES
        ]


def test_seeds_that_are_added_are_handed_theirs(tmp_path: Path) -> None:
    model = Watching()
    with patch("simulator.experiment.conduct.FEWEST", 3):
        plan = replace(comparison_of(OPTIONS[:1]), precision=1.0, max_seeds=5)
        check(made(plan, tmp_path / "run", model=model), model, "no_policy")
    assert max(replicate for *_, replicate, _ in model.handed) == 4


def test_every_rate_that_is_tried_is_handed_the_same(tmp_path: Path) -> None:
    model = Watching(lambda scenario, **run: fake_budget.simulate(scenario, **run))
    check(made(run_of(balanced_scenario()), tmp_path / "run", model=model), model)
    assert len({key for key in model.handed if key[1] == "policy"}) > len(
        {key for key in model.handed if key[1] == "no_policy"}
    )


def test_points_of_a_sweep_are_handed_what_is_kept_of_other_sweeps(tmp_path: Path) -> None:
    def swept(name: str, rates: list[Any], cache: str) -> tuple[pl.DataFrame, int]:
        options = Options(persons=1_000, months=24, seeds=2)
        axes = axes_of({"automation_levy.rate": rates})
        design = design_of("esp/levy_pays_training", axes, latin=None, options=options, window="last12")
        with patch.object(shared, "cache_folder", lambda: tmp_path / cache):
            found = sweep(design, tmp_path / name, model=FakeModel(answering))
        return found.effects.filter(pl.col("automation_levy.rate") == 0.2).drop("point"), found.runs

    first, runs = swept("first", [0.0, 0.2], "one")
    assert runs == 2 * (1 + 1 + 2)
    again, runs = swept("again", [0.2, 0.3], "one")
    assert runs == 2
    fresh, _ = swept("fresh", [0.2, 0.3], "other")
    assert first.equals(again)
    assert first.equals(fresh)


def test_an_economy_alone_answers_to_its_opening_and_one_beside_a_twin_to_that() -> None:
    scenario = small("moderate")
    economy = prepare(scenario, role="no_policy", replicate=0)
    recorder = Recorder(economy)
    recorder.record()
    assert (economy.twin, economy.plain) == (None, None)
    for name in PATHS:
        assert economy.path(name) == recorder.totals[0][name]
        assert len(economy.reference[name]) == scenario.months
    economy.month = 7
    assert economy.path("usual_output") == economy.reference["usual_output"][7]
    economy.month = 1_000
    assert economy.path("usual_output") == economy.reference["usual_output"][-1]
    assert np.std(economy.reference["usual_output"]) > 0.0
    twin = {name: np.arange(24.0) for name in PATHS}
    beside = prepare(scenario, role="policy", replicate=0, twin=twin, plain=economy.reference)
    beside.month = 5
    for one in (beside, copy.deepcopy(beside), pickle.loads(pickle.dumps(beside))):
        assert one.path("net_prices") == 5.0
        assert same(one.twin, twin)
        assert same(one.plain, economy.reference)
        assert all(len(path) == 0 for path in one.reference.values())  # nobody reads it beside a twin


def test_the_model_takes_what_a_run_of_it_recorded(tmp_path: Path) -> None:
    handed: dict[str, Any] = {}

    class Noting(Model):
        def simulate(self, scenario: Any, **run: Any) -> Any:
            handed[run["role"]] = run
            return super().simulate(scenario, **run)

    scenario = small("moderate", (typical("basic_income"),), seeds=1)
    folder = experiment.run(scenario, out=tmp_path / "run", model=Noting()).path
    kept = {role: paths for (_, role, *_), paths in recorded(folder).items()}
    assert same(handed["policy"]["twin"], kept["no_ai"])
    assert same(handed["no_policy"]["twin"], kept["no_ai"])
    assert same(handed["policy"]["plain"], kept["no_policy"])
    assert not same(kept["no_policy"], kept["no_ai"])


def hook(economy: Any) -> None:
    """Of a run of a study."""


def test_runs_of_a_study_come_after_their_twins_which_are_computed_once() -> None:
    def level(run: Run) -> float:
        return len(run.world) + 10.0 * bool(run.policies_of) + 100.0 * bool(run.before)

    made: list[Run] = []

    def over(calls: Sequence[tuple[Run]]) -> list[Measured]:
        made.extend(run for (run,) in calls)
        return [Measured(run, {name: np.array([level(run)]) for name in PATHS}, {}) for (run,) in calls]

    none = Run("ESP", 1, 1000, 12, measure=hook_measure, label=("none",))
    rapid = replace(none, world="rapid", label=("rapid",))
    policy = replace(rapid, policies_of="esp/training_programme", measure=None)
    shocked = replace(none, before=hook)
    runs = [policy, rapid, none, shocked, replace(rapid, seed=2)]
    found = in_order([(run,) for run in runs], over)
    assert [one.run for one in found] == runs
    assert len(made) == len(runs) + 1  # the twin of the other seed
    twins = [None if one.run.twin is None else one.run.twin["usual_output"][0] for one in found]
    assert twins == [4.0, 4.0, None, 4.0, 4.0]
    plain = [None if one.run.plain is None else one.run.plain["usual_output"][0] for one in found]
    assert plain == [5.0, None, None, None, None]


def hook_measure(economy: Any) -> dict[str, float]:
    """What a study reads besides."""
    return {}
