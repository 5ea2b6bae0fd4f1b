"""The command line: exit codes, messages without tracebacks, and what `run` hands on."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from simulator.cli import app as cli
from simulator.core.errors import IdentityError


def sim(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """What `simulator.experiment.conduct.conduct` is called with, in place of a real run."""
    made: list[dict[str, Any]] = []

    def run(plan: Any, out: Path, **keywords: Any) -> Any:
        made.append({"scenario": plan.base, "closures": plan.closures, "window": plan.window, "out": out,
                     **keywords})  # fmt: skip
        keywords["progress"](1, 2, 3.0)
        people = SimpleNamespace(tenths=[], winners=[])
        return SimpleNamespace(path=out, plan=plan, headline=[], gets=[], paths=[], seconds=1.0,
                               content={"quick": keywords["quick"]}, balance=None, drawn={},
                               people=people)  # fmt: skip

    monkeypatch.setattr("simulator.experiment.conduct.conduct", run)
    monkeypatch.setattr("reports.answer", lambda folder, lang: [])
    monkeypatch.chdir(tmp_path)
    return made


def test_run_hands_the_scenario_and_the_options_on(
    calls: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        sim("run", "esp/levy_pays_training", "--quick", "--seeds", "4", "--jobs", "2", "--out", "here") == 0
    )
    (call,) = calls
    assert (call["out"], call["jobs"], call["quick"], call["resume"]) == (Path("here"), 2, True, False)
    assert (call["scenario"].persons, call["scenario"].seeds) == (2_000, 4)
    printed = capsys.readouterr().out
    assert "here/report.html" in printed
    assert "Not for quotation" in printed


def test_several_scenarios_get_a_folder_each(calls: list[dict[str, Any]]) -> None:
    assert sim("run", "esp/no_policy", "esp/automation_levy", "--out", "both") == 0
    assert [call["out"] for call in calls] == [Path("both/no_policy"), Path("both/automation_levy")]


def test_a_run_without_out_goes_below_runs(calls: list[dict[str, Any]]) -> None:
    assert sim("run", "baseline") == 0
    assert calls[0]["out"].parts[0] == "runs"
    assert calls[0]["out"].name.startswith("baseline-")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere.yaml"], "nowhere.yaml: there is no such file."),
        (["run", "baseline", "--persons", "10"], "option --persons: population.persons: 10 is out of range"),
        (["run", "baseline", "--resume"], "--resume needs --out"),
        (["run", "baseline", "--lang", "xx"], '--lang: no reports in "xx"; allowed: en'),
        (["run", "baseline", "baseline"], 'two scenarios are called "baseline"'),
        (
            ["show", "training_programm"],
            'nothing is called "training_programm"; see sim list. Did you mean',
        ),
        (["frobnicate"], "No such command 'frobnicate'"),
        (["run"], "Missing argument"),
    ],
)
def test_bad_input_ends_with_2_and_a_message(
    calls: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    assert sim(*arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err + printed.out
    assert calls == []


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (IdentityError("deposits", 7, "2025/3", "1 ≠ 2"), 1, "deposits does not hold in month 7"),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (ZeroDivisionError("by zero"), 1, "This is a fault of the simulator, not of your input. Details:"),
    ],
)
def test_what_a_run_raises_decides_the_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    raised: BaseException,
    code: int,
    message: str,
) -> None:
    def run(*_: Any, **__: Any) -> Any:
        raise raised

    monkeypatch.setattr("simulator.experiment.conduct.conduct", run)
    monkeypatch.setattr("reports.answer", lambda folder, lang: [])
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert sim("run", "baseline", "--out", str(tmp_path / "out")) == code
    printed = capsys.readouterr().err
    assert message in printed
    assert "Traceback" not in printed


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text('country: ESP\n"\\e[31m": 1\n')
    assert sim("check", str(path)) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_validate_tells_the_errors_of_every_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in paths:
        path.write_text("country: ESP\nruns: {seeds: 0}\n")
    assert sim("check", *map(str, paths), "baseline") == 2
    printed = capsys.readouterr().err
    assert f"{paths[0]}:2:15: runs.seeds" in printed
    assert f"{paths[1]}:2:15: runs.seeds" in printed
    assert "2 errors; nothing was run." in printed


def test_scenarios_are_explained_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("explain", "baseline", "esp/levy_pays_training", "usa/basic_income", "--seeds", "2") == 0
    assert capsys.readouterr().out.count("What will be run") == 3


def test_explain_reckons_the_cost_of_training(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("explain", "esp/training_programme") == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "cost, order of magnitude: " in printed
    assert "places (8 per 1,000 of" in printed
    assert "billion EUR a year" in printed


@pytest.mark.parametrize("what", ["countries", "policies", "worlds", "scenarios", "rules", "indicators"])
def test_everything_can_be_listed(capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert sim("list", what) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize(
    "name",
    [
        "ESP",
        "esp",
        "training_programme",
        "moderate",
        "stipend",
        "nobody_reacts",
        "firm_price",
        "price_speed",
        "gini",
    ],
)
def test_everything_can_be_described(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert sim("show", name) == 0
    assert capsys.readouterr().out


def test_the_schema_knows_every_instrument_and_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("show", "schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"extends", "country", "policies", "world"} <= set(schema["properties"])
    assert {"training_programme", "automation_levy"} <= set(schema["$defs"]["Policy"]["properties"])


def test_help_answers_without_loading_the_model() -> None:
    code = (
        "import sys; from simulator.cli.app import main\n"
        "try: main(['--help'])\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "Commands:" in done.stdout
    assert not loaded & {"numba", "numpy", "polars", "plotly", "mesa", "pydantic", "rich"}


def test_a_title_is_printed_as_written_and_what_never_acts_is_told_everywhere(
    calls: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    policy = "policies: [automation_levy: {rate: 0}]\n"
    Path("a.yaml").write_text(f'country: ESP\ntitle: "[/x] [bold]a"\nquestion: "[/y]?"\n{policy}')
    for words in (("explain", "a.yaml"), ("check", "a.yaml"), ("show", "a.yaml", "esp/no_policy"),
                  ("run", "a.yaml", "--out", "here")):  # fmt: skip
        assert sim(*words) == 0, words
        told = capsys.readouterr()
        if words[0] == "explain":
            assert "[/x] [bold]a" in told.out
            assert "[/y]?" in told.out
        if words[0] != "show":
            assert "will never act because rate and rate_on_saved are 0" in told.out + told.err, words
