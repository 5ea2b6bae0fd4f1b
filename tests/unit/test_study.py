"""The one command line of studies, and its one pool: all are listed, wrong input ends with 2 and a remedy."""

import ast
import errno
from importlib import import_module
from pathlib import Path

import pytest

from calibration.study import RESULTS, Declared, Study
from calibration.study.__main__ import MODULES, OneStudy, about, main, told
from calibration.study.runs import Run, completed, over
from tests.cli.calling import words

ROOT = RESULTS.parent


def test_help_lists_every_study_with_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = words(capsys.readouterr().out)
    for name in MODULES:
        assert f"{name} {about(name)}" in printed


def test_every_declared_study_is_listed() -> None:
    declaring = {
        "calibration." + ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in ROOT.rglob("*.py")
        if any(isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "STUDY"
               for node in ast.parse(path.read_text(encoding="utf-8")).body)
    }  # fmt: skip
    assert declaring == set(MODULES.values())


@pytest.mark.parametrize("name", MODULES)
def test_a_study_is_declared_whole_and_tells_its_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = import_module(MODULES[name]).STUDY
    assert isinstance(declared, Declared)
    assert main([name, "--help"]) == 0
    printed = words(capsys.readouterr().out)
    assert about(name) in printed
    assert all(f"--{option.replace('_', '-')} N" in printed for option in declared.size)
    if isinstance(declared, Study):
        keys = [column.key for column in declared.columns]
        assert len(keys) == len(set(keys))
        assert "--out" in printed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["fitt", "ESP"], "no study 'fitt'. Did you mean \"fit\"?"),
        (["fit", "ESX", "--seeds", "1"], "no profile for country 'ESX'. Did you mean \"ESP\"?"),
        (["fit", "ESP", "--persons", "10"], "1000<=x<=2000000"),
        (["fit", "ESP", "--seeds", "0"], "1<=x<=1000"),
        (["posterior", "ESP", "esp"], "ESP stands twice"),
        (["backtest", "ALB", "--seeds", "1"], "of ALB in tables/backtest.csv"),
        (["heldout", "ESP"], "no test can be run on this country"),
        (["build", "ESP", "--data", "nowhere"], "--data"),
        (["build"], "COUNTRY"),
    ],
)
def test_wrong_input_ends_with_two_and_one_clear_error(
    asked: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, *(["--out", str(tmp_path)] if asked[0] in ("fit", "backtest") else [])]) == 2
    printed = words(capsys.readouterr().err)
    assert said in printed
    assert "Traceback" not in printed
    assert not list(tmp_path.iterdir())


def test_a_command_is_told_without_folders_of_this_machine() -> None:
    given = ["ESP", "--seeds", "3", "--out", "a folder", "--work=another", "--test", "V 1"]
    assert told("fit", given) == "uv run python -m calibration.study fit ESP --seeds 3 --test 'V 1'"


def test_a_study_keeps_its_name_whatever_its_file() -> None:
    assert OneStudy("backtest").name == "backtest"
    assert OneStudy("heldout").get_short_help_str(200).startswith("Held-out tests of a country")


def test_the_pool_keeps_the_order_of_its_calls_on_any_number_of_processes() -> None:
    calls = [(k, 3) for k in range(7)]
    expected = [divmod(*call) for call in calls]
    assert over(divmod, calls, 1) == expected
    assert over(divmod, calls, 2) == expected
    assert sorted(completed(divmod, iter(calls), 2)) == expected
    assert over(divmod, [], 2) == []


def test_one_run_with_each_opening_goes_first() -> None:
    made: list[tuple[int, int]] = []
    calls = [(Run("ESP", seed, 1000, months),) for seed in (1, 2) for months in (3, 4)]
    found = over(lambda run: made.append((run.seed, run.months)) or run.seed, calls, 1)
    assert made == [(1, 3), (2, 3), (1, 4), (2, 4)]
    assert found == [1, 1, 2, 2]


def test_calls_are_taken_as_processes_are_free_so_that_a_deadline_holds() -> None:
    asked: list[int] = []
    results = completed(divmod, ((asked.append(k) or k, 3) for k in range(5)), 1)
    assert next(results) == (0, 0)
    assert asked == [0]


def test_who_shows_progress_is_told_of_every_call(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []
    over(divmod, [(k, 3) for k in range(4)], 1, told=lambda done, left: seen.append(done))
    assert seen == [1, 2, 3, 4]
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "results/fit_ESP.csv")

    monkeypatch.setattr(OneStudy, "invoke", full)
    assert main(["fit", "ESP"]) == 1
    assert "the disk is full (results/fit_ESP.csv). Make room" in capsys.readouterr().err
