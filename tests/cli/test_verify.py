"""`sim verify`, alone and `--again`: 0 when all is as it was computed, 3 with names and causes when not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reports
from simulator.store import manifest
from tests.cli.calling import sim, words

RULE = "worker_reservation_wage"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "run"


@pytest.fixture
def run(apart: Path, fake: None, kept: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run with a rule file of its own, by the stand-in for the model; the same for every test."""
    if not kept.exists():
        make(kept)
    shutil.copytree(kept, "run")
    capsys.readouterr()
    return Path("run")


def make(kept: Path) -> None:
    assert sim("new", "rule", "mine", "--from", RULE) == 0
    Path("mine.yaml").write_text(
        "extends: esp/training_programme\nhorizon: {months: 24}\nruns: {seeds: 2}\n"
        f"rules: {{{RULE}: mine.py:{RULE}}}\n"
    )
    assert sim("run", "mine.yaml", "--allow-code", "--out", str(kept)) == 0
    Path("mine.py").unlink()  # the folder alone must do
    Path("mine.yaml").unlink()


def rewritten(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The manifest as another machine would have written it, consistent in itself."""
    document = manifest.read(folder)
    change(document["content"])
    document["content"]["run_id"] = manifest.run_id(document["content"])
    document.pop("seal")
    (folder / "manifest.json").write_text(json.dumps(document))
    manifest.record(folder, manifest.REPORT)


def test_a_folder_as_it_was_computed(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("verify", "run") == 0
    printed = words(capsys.readouterr().out)
    assert "all hashes agree" in printed
    for name in (*manifest.HASHED_FILES, "tables.xlsx", "rules/mine.py", "report.html"):
        assert name in printed.partition("Not hashed")[0]
    assert "sources and the targets are those" in printed
    assert "Not hashed: run.log." in printed


@pytest.mark.parametrize(
    "name", ["flows.parquet", "tables.xlsx", "rules/mine.py", "scenario.yaml", "report.html"]
)
def test_a_changed_file_is_named(run: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = run / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert sim("verify", "run") == 3
    assert f"{name} differs from the manifest" in capsys.readouterr().err
    path.unlink()
    assert sim("verify", "run") == 3
    printed = capsys.readouterr().err
    assert f"{name} is missing" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--parts",), "--parts: goes with --again"),
        (("--out", "x"), "--out: goes with --again"),
        (
            ("--again", "--parts", "--lang", "fr"),
            "--lang: is for what is written",
        ),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    options: tuple[str, ...], told: str, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("verify", "run", *options) == 2
    assert told in capsys.readouterr().err


def test_what_is_no_run_folder_is_bad_input(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for again in ((), ("--again",)):
        assert sim("verify", "nowhere", *again) == 2
        assert "nowhere is no run folder" in capsys.readouterr().err
    Path("manifest.json").write_text("{")
    assert sim("verify", ".") == 2


def test_a_run_computed_again_is_the_same_bit_for_bit(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("verify", "run", "--again") == 2
    assert "--allow-code" in capsys.readouterr().err
    assert not Path("run-again").exists()
    assert sim("verify", "run", "--allow-code", "--again") == 0
    assert "The same bit for bit" in capsys.readouterr().out
    for name in (*manifest.HASHED_FILES, *manifest.DERIVED_FILES, "rules/mine.py"):
        assert (run / name).read_bytes() == Path("run-again", name).read_bytes(), name
    assert sim("verify", "run-again", "--allow-code", "--lang", "xx", "--again") == 2
    assert 'no reports in "xx"' in capsys.readouterr().err
    assert sim("verify", "run-again", "--allow-code", "--out", "third", "--lang", "fr", "--again") == 0
    assert '<html lang="fr">' in Path("third", "report.html").read_text("utf-8")
    assert sim("verify", "run", "--allow-code", "--again") == 2
    assert "run-again exists" in capsys.readouterr().err


@pytest.mark.usefixtures("unpaged")
def test_lost_results_can_be_computed_again(run: Path) -> None:
    (run / "results.parquet").unlink()
    assert sim("verify", "run", "--allow-code", "--out", "again", "--again") == 0
    assert Path("again/results.parquet").exists()


def test_a_changed_recipe_is_not_run(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = run / "rules/mine.py"
    path.write_text(path.read_text() + "raise SystemExit(99)\n")
    assert sim("verify", "run", "--allow-code", "--out", "again", "--again") == 3
    printed = capsys.readouterr().err
    assert "cannot be run again" in printed
    assert "rules/mine.py differs from the manifest" in printed
    assert not Path("again").exists()


@pytest.mark.usefixtures("unpaged")
def test_one_that_differs_says_in_what(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def older(content: dict[str, Any]) -> None:
        content["versions"]["numpy"] = "1.0"
        content["code_hash"] = content["data_hash"] = "another"
        content["files"]["results.parquet"] = "another"

    rewritten(run, older)
    # The results are not those of the manifest either, which does not keep them from being computed again.
    assert sim("verify", "run", "--allow-code", "--out", "again", "--again") == 3
    printed = capsys.readouterr().err
    for line in ("code: ", "data: ", "versions: numpy was 1.0, is ", "results: results.parquet differs"):
        assert line in printed
    assert "flows.parquet" not in printed


@pytest.mark.usefixtures("unpaged")
def test_other_code_with_the_same_results_is_said_to_be_that(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewritten(run, lambda content: content.update(code_hash="another"))
    assert sim("verify", "run", "--allow-code", "--out", "again", "--again") == 3
    printed = capsys.readouterr().err
    assert "code: the simulator's source files have changed" in printed
    assert "results: the same, bit for bit" in printed


@pytest.mark.usefixtures("unpaged")
def test_a_quick_run_is_repeated_as_one(apart: Path, fake: None) -> None:
    sizes = ("--quick", "--seeds", "2", "--months", "12")
    assert sim("run", "esp/no_policy", *sizes, "--out", "run") == 0
    assert sim("verify", "run", "--again") == 0
    assert manifest.read(Path("run-again"))["content"]["quick"] is True


@pytest.mark.usefixtures("unpaged")
def test_stacked_provisions_computed_again_are_the_same(apart: Path, fake: None) -> None:
    sizes = ("--seeds", "2", "--months", "24")
    assert sim("compare", "esp/share@borrowing", "--stack", *sizes, "--out", "run") == 0
    assert sim("verify", "run", "--again") == 0
    told = Path("run/scenarios/only_basic_income.yaml").read_text("utf-8")
    assert "policies.basic_income.amount" in told
    assert "policies.minimum_income" not in told  # no layer decided what is not there


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda c: c["parameters"]["unemployment_rate"].update(source="x"), "parameters: unemployment_rate"),
        (lambda c: c["parameters"].pop("frontier_growth"), "parameters: frontier_growth"),
        (lambda c: c["targets"][0].update(simulated=0.1), "targets"),
        (lambda c: c["country"].update(vintage="2026"), "country: vintage"),
        (lambda c: c.update(title="Another"), "title"),
    ],
)
def test_a_forged_manifest_is_found_though_its_hashes_agree(
    run: Path, change: Callable[[dict[str, Any]], object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rewritten(run, change)
    assert manifest.verify(run) == {}
    assert sim("verify", "run") == 3
    assert f"manifest.json, {told}: does not follow from" in capsys.readouterr().err


def test_how_the_run_went_is_covered_too(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = manifest.read(run)
    document["run"]["command"] = "sim run something/else"
    (run / "manifest.json").write_text(json.dumps(document))
    assert sim("verify", "run") == 3
    assert 'manifest.json was changed after the run, in its part "run"' in capsys.readouterr().err
    reports.build(run)  # must not hide it
    assert sim("verify", "run") == 3


def test_a_report_drawn_again_in_another_language_is_vouched_for(run: Path) -> None:
    before = manifest.read(run)["content"]
    reports.build(run, "fr")
    assert '<html lang="fr">' in (run / "report.html").read_text("utf-8")
    assert sim("verify", "run") == 0
    assert manifest.read(run)["content"] == before


def test_a_folder_of_an_older_version_is_verified_with_a_note(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = manifest.read(run)
    document.pop("seal")
    document["run"]["files"].pop("report.html")
    document["content"]["code_hash"] = "older"
    document["content"]["run_id"] = manifest.run_id(document["content"])
    (run / "manifest.json").write_text(json.dumps(document))
    assert sim("verify", "run") == 0
    printed = words(capsys.readouterr().out)
    assert "Not hashed: report.html, run.log." in printed
    assert "Not checked: parameters" in printed
    assert "before the manifest covered" in printed
