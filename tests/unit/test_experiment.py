"""From scenario to run folder: the same bytes whatever the jobs, manifest, draws, roles."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from simulator.core.errors import IdentityError, InputError
from simulator.experiment.conduct import Summary
from simulator.experiment.ensemble import RunInterruptedError
from simulator.experiment.plan import housed_together
from simulator.experiment.tasks import drawn, roles_of, tasks_of
from simulator.scenario import Constant, Distribution, PolicySetting
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel, make_fake_run
from tests.unit import fake_model
from tests.unit.fake_model import fake_scenario

FILES = (*manifest.HASHED_FILES, "tables.xlsx")


def run(out: Path, *, model: FakeModel | None = None, **options: Any) -> Summary:
    scenario = fake_scenario(months=24, seeds=2)
    return experiment.run(scenario, out=out, model=model or FakeModel(), **options)


def test_the_same_bytes_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    one = run(tmp_path / "one", jobs=1, workbook=True)
    two = run(tmp_path / "two", jobs=2, workbook=True)
    for name in FILES:
        assert (one.path / name).read_bytes() == (two.path / name).read_bytes(), name
    assert one.run_id == two.run_id
    content = [manifest.read(each.path)["content"] for each in (one, two)]
    assert content[0] == content[1]


def test_the_folder_holds_what_is_contracted_and_nothing_else(tmp_path: Path) -> None:
    path = make_fake_run(tmp_path / "run", months=24, seeds=2)
    names = {entry.name for entry in path.iterdir()}
    assert names == {*FILES, "findings.parquet", "datapackage.json", "manifest.json", "run.log"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]
    content = manifest.read(path)["content"]
    assert {
        "format", "run_id", "scenario_hash", "code_hash", "data_hash", "parameters", "indicators", "seeds",
        "roles", "country", "world", "closure", "horizon", "persons", "quick", "targets", "versions",
    } <= set(content)  # fmt: skip
    assert {"started", "seconds", "machine", "jobs", "command"} <= set(manifest.read(path)["run"])
    assert [target["verdict"] for target in content["targets"]] == ["met", "met", "met", "not judged"]


def test_verify_finds_what_was_changed(tmp_path: Path) -> None:
    path = run(tmp_path / "run").path
    assert manifest.verify(path) == {}
    (path / "scenario.yaml").write_text("months: 1\n")
    (path / "flows.parquet").unlink()
    (path / "tables.xlsx").write_bytes(b"other numbers")
    document = manifest.read(path)
    document["content"]["persons"] = 7
    (path / "manifest.json").write_text(json.dumps(document))
    assert manifest.verify(path) == {
        "flows.parquet": "is missing",
        "scenario.yaml": "differs from the manifest",
        "tables.xlsx": "differs from the manifest",
        "manifest.json": "was changed after the run",
    }


@pytest.mark.parametrize("content", ["[]", '{"files": []}', "null"])
def test_a_manifest_that_names_no_files_is_an_input_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(f'{{"format": 1, "content": {content}, "run": {{}}}}')
    with pytest.raises(InputError, match="no manifest of a run"):
        manifest.verify(tmp_path)


def test_rule_files_stand_in_the_folder_and_are_hashed(tmp_path: Path) -> None:
    scenario = fake_scenario(
        months=12,
        seeds=1,
        rules={
            "worker_search": "mine.py:f",
            "worker_skill": "../rules/mine.py:f",
            "firm_price": "a b/x.py:g",
        },
        rule_sources={"mine.py": "# one\n", "../rules/mine.py": "# two\n", "a b/x.py": "# three\n"},
    )
    path = experiment.run(scenario, out=tmp_path / "run", model=FakeModel()).path
    files = {place.name: place.read_text() for place in (path / "rules").iterdir()}
    assert files == {"mine.py": "# two\n", "mine_2.py": "# one\n", "a_b_x.py": "# three\n"}
    content = manifest.read(path)["content"]
    assert content["scenarios"][scenario.name]["rules"] == {
        "worker_search": "rules/mine_2.py:f",
        "worker_skill": "rules/mine.py:f",
        "firm_price": "rules/a_b_x.py:g",
    }
    assert set(content["plugins"]) == {f"rules/{name}" for name in files} <= set(content["files"])
    housed = housed_together([scenario])
    assert housed_together(housed) == housed
    (path / "rules" / "mine.py").write_text("# another\n")
    assert manifest.verify(path) == {"rules/mine.py": "differs from the manifest"}


def test_a_manifest_of_another_format_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="format 99"):
        manifest.read(tmp_path)
    with pytest.raises(InputError, match="no run folder"):
        manifest.read(tmp_path / "nowhere")


def test_a_scenario_without_policies_has_no_policy_role() -> None:
    assert roles_of(fake_scenario()) == ("policy", "no_policy", "no_ai")
    assert roles_of(fake_scenario(policies=())) == ("no_policy", "no_ai")
    tasks = {task.role: task.scenario for task in tasks_of(fake_scenario())}
    assert tasks["policy"].policies
    assert not tasks["no_policy"].policies
    assert (tasks["no_ai"].world_name, tasks["no_ai"].policies) == ("none", ())


def test_the_headline_compares_the_policy_and_ai(tmp_path: Path) -> None:
    rows = {(row.comparison, row.indicator): row for row in run(tmp_path / "run").headline}
    policy, ai = rows["policy", "unemployment_rate"], rows["ai", "unemployment_rate"]
    assert policy.effect.mean < 0 < ai.effect.mean
    assert policy.reference == pytest.approx(0.115, abs=0.01)
    assert (ai.effect.n, ai.unit) == (2, "share")
    assert rows["policy", "debt_ratio"].verdict in ("unclear", "no_relevant_difference")


def test_progress_counts_every_run(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    run(tmp_path / "run", progress=lambda done, total, left: seen.append((done, total)))
    assert seen == [(done, 6) for done in range(1, 7)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_accounts_that_do_not_close_stop_the_experiment(jobs: int, tmp_path: Path) -> None:
    with pytest.raises(IdentityError) as caught:
        run(tmp_path / "run", model=FakeModel(fake_model.broken), jobs=jobs)
    assert (caught.value.identity, caught.value.month, caught.value.seed) == (
        "balances sum to zero",
        17,
        "2025/1",
    )
    assert not (tmp_path / "run").exists()


def test_a_draw_depends_on_its_name_and_replicate_only() -> None:
    spread = {"rate": Distribution(0.0, 0.2, 0.5)}
    more = {**spread, "places": Distribution(1.0, 2.0, 3.0)}
    levy, other = (fake_scenario(policies=(PolicySetting("levy", values),)) for values in (spread, more))
    rates = [drawn(levy, replicate).policies[0].values["rate"] for replicate in range(50)]
    assert rates == [drawn(other, replicate).policies[0].values["rate"] for replicate in range(50)]
    values = [rate.value for rate in rates if isinstance(rate, Constant)]
    assert len(set(values)) == 50
    assert all(0 <= value <= 0.5 for value in values)


def test_draws_are_told_apart_in_the_results(tmp_path: Path) -> None:
    policies = (PolicySetting("levy", {"rate": Distribution(0.0, 0.2, 0.5)}),)
    scenario = fake_scenario(months=12, seeds=2, policies=policies)
    path = experiment.run(scenario, out=tmp_path / "run", model=FakeModel()).path
    table = pl.read_parquet(path / "results.parquet")
    assert table.select("draw", "replicate").unique().sort("draw").rows() == [(0, 0), (1, 1)]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    scenario = fake_scenario(name='=HYPERLINK("x")', months=12, seeds=2)
    path = experiment.run(scenario, out=tmp_path / "run", model=FakeModel(), workbook=True).path
    import zipfile

    with zipfile.ZipFile(path / "tables.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert "HYPERLINK" in book.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet for sheet in sheets)


def test_effects_are_told_after_the_first_seeds_with_wider_intervals(tmp_path: Path) -> None:
    looks: dict[int, Any] = {}
    seen: list[tuple[int, int]] = []
    scenario = fake_scenario(months=12, seeds=12)
    found = experiment.run(
        scenario, out=tmp_path / "run", model=FakeModel(), early=looks.__setitem__,
        progress=lambda done, total, left: seen.append((done, total)),
    )  # fmt: skip
    assert seen == [(done, 36) for done in range(1, 37)]
    assert list(looks) == [5]
    first = experiment.run(scenario, out=tmp_path / "five", model=FakeModel(), seeds=5)
    alone = next(row for row in first.headline if row.indicator == "employed" and row.comparison == "policy")
    early = next(one for one in looks[5] if one.contrast.name == "policy")
    assert early.mean == pytest.approx(alone.effect.mean)
    assert early.high - early.low > alone.effect.high - alone.effect.low
    assert found.plan.seeds == 12


def test_stopped_after_the_first_look_a_folder_holds_the_seeds_that_are_done(tmp_path: Path) -> None:
    def stop(seeds: int, effects: Any) -> None:
        raise KeyboardInterrupt

    scenario = fake_scenario(months=12, seeds=12)
    with pytest.raises(RunInterruptedError, match="5 seeds are done"):
        experiment.run(scenario, out=tmp_path / "run", model=FakeModel(), early=stop)
    assert not (tmp_path / "run.partial").exists()
    five = experiment.run(scenario, out=tmp_path / "five", model=FakeModel(), seeds=5)
    assert manifest.read(tmp_path / "run")["content"] == five.content
    stopped, whole = (pl.read_parquet(one / "results.parquet") for one in (tmp_path / "run", five.path))
    assert stopped.equals(whole)
