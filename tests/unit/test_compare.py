"""Comparisons: shared runs once, the same seeds, any baseline, same bytes, clear errors, reuse of runs."""

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import simulator as ls
from reports.data.run import Run
from simulator.core.closure import CLOSURES
from simulator.core.errors import ExitCode, InputError, InputErrors
from simulator.experiment.conduct import Summary
from simulator.experiment.ensemble import RunInterruptedError
from simulator.experiment.inputs import Reusable, read_given
from simulator.experiment.plan import check_worlds, comparison_of
from simulator.findings.headline import HeadlineRow
from simulator.findings.options import ComparedRow
from simulator.findings.results import is_at
from simulator.scenario import Options
from simulator.store import manifest
from tests import experiment
from tests.cli.calling import sim
from tests.fake_run import FakeModel
from tests.unit.fake_model import FakeScenario
from tests.unit.fake_options import LEVY, MODEL, MODERATE, OPTIONS, TABLES, option, run


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """The two options beside one another, and nothing else asked for."""
    return run(tmp_path_factory.mktemp("compare") / "both")


def test_shared_runs_are_run_once(tmp_path: Path) -> None:
    comparison = comparison_of(OPTIONS, worlds=["moderate", "rapid"])
    tasks = [(task.scenario.name, task.role, task.scenario.world_name) for task in comparison.tasks()]
    assert len(tasks) == len(set(task.key for task in comparison.tasks())) == 3 * 7
    assert set(tasks) == {
        *(("no_policy", "no_policy", world) for world in ("moderate", "rapid")),
        *((name, "policy", world) for name in ("training", "income") for world in ("moderate", "rapid")),
        ("no_policy", "no_ai", "none"),
    }


def test_an_option_is_what_a_run_of_its_own_is(both: Summary, tmp_path: Path) -> None:
    alone = experiment.run(OPTIONS[1], out=tmp_path / "alone", model=MODEL)
    shown = [one.row for one in both.rows if one.row.scenario == "income"]
    own = [row for row in alone.headline if row.comparison == "policy"]
    assert shown == own
    ai = [one.row for one in both.rows if one.row.comparison == "ai"]
    assert [row.effect for row in ai] == [row.effect for row in alone.headline if row.comparison == "ai"]
    for name in TABLES:
        table, other = (pl.read_parquet(made.path / name) for made in (both, alone))
        words = [column for column, kind in other.schema.items() if isinstance(kind, pl.Enum)]
        mine, ours = (one.with_columns(pl.col(words).cast(pl.String)) for one in (table, other))
        mine = mine.filter(
            is_at(MODERATE.world, MODERATE.closed.label) & pl.col("scenario").is_in(["income", "no_policy"])
        ).with_columns(scenario=pl.lit("income"))
        assert mine.select(ours.columns).sort(ours.columns).equals(ours.sort(ours.columns)), name


def test_the_baseline_is_chosen(both: Summary, tmp_path: Path) -> None:
    def told(rows: Sequence[ComparedRow]) -> dict[tuple[str, str], HeadlineRow]:
        chosen = [one.row for one in rows if one.row.comparison != "ai" and not one.row.of_gdp]
        return {(row.scenario, row.indicator): row for row in chosen}

    plain = told(both.rows)
    against = run(tmp_path / "b", comparison_of(OPTIONS, baseline="training"))
    rows = told(against.rows)
    assert {name for name, _ in rows} == {"no_policy", "income"}
    for indicator in ("employed", "public_balance", "gini"):
        training, income = (plain[name, indicator].effect.mean for name in ("training", "income"))
        assert rows["income", indicator].effect.mean == pytest.approx(income - training)
        assert rows["no_policy", indicator].effect.mean == pytest.approx(-training)
    assert manifest.read(tmp_path / "b")["content"]["comparison"]["baseline"] == "training"


def test_a_scenario_without_policies_is_the_base() -> None:
    comparison = comparison_of([*OPTIONS, option("as_it_is")])
    assert (comparison.base.name, comparison.baseline) == ("as_it_is", "as_it_is")
    assert comparison.compared == ("training", "income")


@pytest.mark.parametrize(
    ("scenarios", "message"),
    [
        (
            [OPTIONS[0], option("b", LEVY, persons=10_000, country="USA")],
            "country: is ESP in .*persons: is 20000",
        ),
        ([OPTIONS[0], option("b", LEVY, seeds=4)], "all with --seeds"),
        ([option("b"), option("c")], "both have no policies"),
        ([option("b")], "nothing to compare"),
        ([option("no_policy", LEVY)], "another"),
    ],
)
def test_what_cannot_be_compared_is_one_clear_error(scenarios: list[FakeScenario], message: str) -> None:
    with pytest.raises(InputErrors, match=f"(?s){message}"):
        comparison_of(scenarios)


def test_an_unknown_baseline_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r'allowed: no_policy, training, income. Did you mean "training"'):
        comparison_of(OPTIONS, baseline="trainin")


def test_the_same_bytes_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    comparison = comparison_of(OPTIONS, worlds=["moderate", "rapid"])
    model = FakeModel()  # a worker process must be able to import it
    one, two = (run(tmp_path / str(jobs), comparison, workbook=True, model=model, jobs=jobs)
                for jobs in (1, 2))  # fmt: skip
    files = [path.relative_to(one.path) for path in sorted(one.path.rglob("*")) if path.name != "run.log"]
    assert {str(file) for file in files} >= {"scenarios/training.yaml", "scenarios/no_policy.yaml", *TABLES}
    for file in files:
        if file.suffix in (".parquet", ".yaml", ".xlsx"):
            assert (one.path / file).read_bytes() == (two.path / file).read_bytes(), file
    assert one.run_id == two.run_id
    assert manifest.verify(one.path) == {}


def test_an_interrupted_comparison_goes_on(both: Summary, tmp_path: Path) -> None:
    def stop(done: int, total: int, left: float) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="5 runs are kept"):
        run(tmp_path / "out", progress=stop)
    seen: list[int] = []
    resumed = run(tmp_path / "out", resume=True, progress=lambda done, total, left: seen.append(total))
    assert seen[-1] == 12 - 5
    assert resumed.run_id == both.run_id
    assert run(tmp_path / "out", resume=True).rows == resumed.rows
    with pytest.raises(InputError, match="baseline was 'no_policy', is 'income'"):
        run(tmp_path / "out", comparison_of(OPTIONS, baseline="income"), resume=True)


def test_worlds_are_never_pooled(both: Summary, tmp_path: Path) -> None:
    worlds = run(tmp_path / "worlds", comparison_of(OPTIONS, worlds=["moderate", "rapid"]))
    rapid = run(tmp_path / "rapid", comparison_of(OPTIONS, worlds=["rapid"]))
    assert [one for one in worlds.rows if one.place.world == "rapid"] == rapid.rows
    assert [one for one in worlds.rows if one.place.world == "moderate"] == both.rows


def test_closures_are_never_pooled(tmp_path: Path) -> None:
    closures = [CLOSURES["as_they_are"], CLOSURES["rate_at_floor"]]
    both = run(tmp_path / "both", comparison_of(OPTIONS, closures=closures))
    for one in closures:
        alone = run(tmp_path / one.name, comparison_of(OPTIONS, closures=[one]))
        here = [row for row in both.rows if row.place.closed == one]
        assert [replace(row, row=replace(row.row, closures=None)) for row in here] == alone.rows
    ai = {row.place.closed.name: row.row.effect.mean for row in both.rows
          if row.row.comparison == "ai" and row.row.indicator == "employed"}  # fmt: skip
    assert ai["rate_at_floor"] == pytest.approx(
        0.4 * ai["as_they_are"], rel=0.2
    )  # each against no AI under it
    assert len(both.plan.tasks()) == 3 * 2 * 4
    told = manifest.read(both.path)["content"]["comparison"]["closures"]
    table = pl.read_parquet(both.path / "results.parquet")
    assert [one["label"] for one in told] == table["closure"].unique(maintain_order=True).to_list()
    assert told[1]["base"] == "rate_at_floor"
    shown = Run(both.path)
    for part in (shown.results, shown.flows):
        assert part["closure"].unique().to_list() == [closures[0].label]


def test_a_finished_run_is_reused_under_its_own_closure_only(tmp_path: Path) -> None:
    folder = experiment.run(OPTIONS[0], out=tmp_path / "run", model=MODEL).path
    seen: list[int] = []
    comparison = comparison_of(OPTIONS[:1], closures=[CLOSURES["nobody_reacts"], CLOSURES["as_they_are"]])
    reused = run(
        tmp_path / "reused", comparison, reused=[Reusable(folder, OPTIONS[0])],
        progress=lambda done, total, left: seen.append(total),
    )  # fmt: skip
    assert seen[-1] == 3 * 3  # the closure that the folder has not
    assert reused.run_id == run(tmp_path / "fresh", comparison).run_id


@pytest.mark.parametrize("twice", ["foreseen,foreseen", "foreseen,as_they_are, foreseen"])
def test_what_is_named_twice_is_refused_before_anything_is_computed(twice: str, tmp_path: Path) -> None:
    """One of two that bear the same label would stand for both in every table."""
    for verb in ("run", "compare"):
        told = (verb, "esp/training_programme", "--closures", twice, "--out", str(tmp_path / verb))
        assert sim(*told, "--quick") == ExitCode.INPUT
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match='"moderate" is named 2 times'):
        check_worlds(["moderate", "rapid", "moderate"])
    with pytest.raises(InputError, match="is named 2 times"):
        ls.run("esp/training_programme", closures=twice.split(","))


def test_a_run_folder_given_twice_is_refused(tmp_path: Path) -> None:
    folder = experiment.run(OPTIONS[0], out=tmp_path / "run", model=MODEL).path
    with pytest.raises(InputError, match="is given twice"):
        read_given([folder, f"{folder}/"], Options())


def test_finished_runs_are_reused(both: Summary, tmp_path: Path) -> None:
    folder = experiment.run(OPTIONS[0], out=tmp_path / "run", model=MODEL).path
    seen: list[int] = []
    reused = run(
        tmp_path / "reused", reused=[Reusable(folder, OPTIONS[0])],
        progress=lambda done, total, left: seen.append(total),
    )  # fmt: skip
    assert seen[-1] == 3  # the other option only
    assert reused.run_id == both.run_id
    changed = dataclasses.replace(OPTIONS[0], persons=10_000)
    with pytest.raises(InputError, match=r"population was .* to run it again"):
        run(tmp_path / "x", comparison_of([changed]), reused=[Reusable(folder, changed)])
    (folder / "flows.parquet").write_bytes(b"")
    with pytest.raises(InputError, match=r"flows.parquet differs.*scenario.yaml instead to run it again"):
        read_given([folder], Options())
