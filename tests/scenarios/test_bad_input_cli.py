"""Bad input at the command line: exit 2, an explanation, no traceback, and not a file more than before."""

import re
from pathlib import Path

import pytest

from simulator.cli import app as cli
from tests.scenarios.test_wrong_files import CASES

VERBS = {
    "run": ("run", "case.yaml", "--allow-code", "--out", "result"),
    "explain": ("explain", "case.yaml"),
    "check": ("check", "case.yaml"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says that must end with 2 and leave every file as it is."""
    before = sorted(Path().rglob("*"))
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    printed = capsys.readouterr()
    assert left.value.code == 2, printed.err
    assert "Traceback" not in printed.err + printed.out
    assert "fault of the simulator" not in printed.err
    assert sorted(Path().rglob("*")) == before
    return printed.err


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES}))
def test_a_wrong_file_is_refused_by_every_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """Every file by the verb that only checks, the first of a kind by those that do more with it."""
    for number, case in enumerate(case for case in CASES if case.kind == kind):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        case.write(folder)
        for verb in VERBS if number == 0 else ("check",):
            told = refused(capsys, *VERBS[verb]).splitlines()
            *errors, count = [line for line in told if line.strip()]
            assert re.fullmatch(r"\d+ errors?; nothing was run\.", count), case.name
            assert int(count.split()[0]) == len(errors), case.name
            assert all(re.match(r"[\w./]+:\d+:\d+: ", line) for line in errors), errors


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--persons abc", "Invalid value for '--persons': 'abc' is not a valid integer"),
        ("--persons 10", "option --persons: population.persons: 10 is out of range; allowed: 1,000 to "),
        ("--seeds 0", "option --seeds: runs.seeds: 0 is out of range; allowed: 1 to 1,000 repetitions"),
        ("--months 1.5", "Invalid value for '--months': '1.5' is not a valid integer"),
        ("--months 601", "option --months: horizon.months: 601 is out of range; allowed: 2 to 600 months"),
        ("--base-seed -1", "option --base-seed: runs.base_seed: -1 is out of range; allowed: 0 to 4,294,"),
        ("--jobs 0", "Invalid value for '--jobs': 0 is not in the range"),
        ("--lang xx", '--lang: no reports in "xx"; allowed: en'),
        ("--out taken", "taken exists; name another folder with --out, or delete it"),
        ("--out .", ". exists; name another folder with --out, or delete it"),
        ("--out taken/..", "exists; name another folder with --out, or delete it"),
        ("--out good.yaml/x", "good.yaml/x cannot be written: Not a directory"),
        ("--resume", "--resume needs --out, the folder of the interrupted run"),
        ("--sede 3", "No such option '--sede'. Did you mean '--seeds'?"),
    ],
)
def test_a_wrong_option_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], options: str, message: str
) -> None:
    (folder / "good.yaml").write_text("country: ESP\n")
    (folder / "taken").mkdir()
    assert message in refused(capsys, "run", "good.yaml", *options.split())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("esp/training_program", 'there is no such file. Did you mean "esp/training_programme"?'),
        ("training_programme", "Name its country, as in alb/training_programme; it ships for ALB, BRA,"),
        ("usa/minimum_wage", "there is no such file. minimum_wage ships for ESP alone."),
        ("spain/adapt", 'there is no such file. Did you mean "esp/adapt"?'),
        ("ESP/adpt", 'there is no such file. Did you mean "esp/adapt"?'),
        ("gbr/adapt", 'No country is called "gbr"; this ships for ALB, BRA, DEU, DNK, ESP, FRA, ITA,'),
        ("goood.yaml", 'goood.yaml: there is no such file. Did you mean "good.yaml"?'),
        ("a_folder", "a_folder: is a folder"),
        ("", '"": there is no such file.'),
        ("x" * 5_000, "cannot be opened: file name too long"),
        ("circle.yaml", "circle.yaml: "),
        ("good.yaml/deeper.yaml", "there is no such file."),
    ],
)
def test_what_is_no_scenario_file_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    (folder / "good.yaml").write_text("country: ESP\n")
    (folder / "a_folder").mkdir()
    (folder / "circle.yaml").symlink_to("circle.yaml")
    for verb in VERBS:
        assert message in refused(capsys, verb, name), verb


def test_of_several_scenarios_none_is_run_when_one_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "good.yaml").write_text("country: ESP\n")
    (folder / "wrong.yaml").write_text("country: ESP\nruns: {seeds: 0}\n")
    told = refused(capsys, "run", "good.yaml", "wrong.yaml", "--out", "result")
    assert "wrong.yaml:2:15: runs.seeds" in told
