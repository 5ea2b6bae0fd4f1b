"""Options of `sim run`, how it ends, and the command that it remembers."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from simulator.core.shipped import package_folder
from simulator.experiment import conduct
from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.fake_run import FakeModel
from tests.unit import fake_model

SMALL = ("--months", "12", "--seeds", "2")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--seeds", "0"), "option --seeds: runs.seeds: 0 is out of range"),
        (("--seeds", "many"), "Invalid value for '--seeds'"),
        (("--persons", "1e6"), "Invalid value for '--persons'"),
        (("--persons", "3000000"), "option --persons: population.persons: 3,000,000"),
        (("--months", "601"), "option --months: horizon.months: 601 is out of range"),
        (("--base-seed", "-1"), "option --base-seed: runs.base_seed: -1 is out of range"),
        (("--jobs", "0"), "Invalid value for '--jobs'"),
        (("--jobs", "two"), "Invalid value for '--jobs'"),
        (("--lang", "eo"), '--lang: no reports in "eo"; allowed: en'),
        (("--lang", "../en"), '--lang: no reports in "../en"; allowed: en'),
        (("--resume",), "--resume needs --out"),
        (("--out", "taken"), "taken exists"),
        (("--out", "taken", "--resume"), "taken is no run folder"),
        (("--out", "file/run"), "cannot be written"),
        (("--fast",), "No such option"),
    ],
)
def test_a_bad_option_ends_with_2_and_says_why(
    apart: Path, fake: None, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    Path("taken").mkdir()
    Path("file").touch()
    assert sim("run", "esp/no_policy", *arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err + printed.out
    assert {path.name for path in apart.iterdir()} == {"taken", "file"}


def test_every_language_without_a_catalogue_is_refused_with_those_that_exist(
    fake: None, capsys: pytest.CaptureFixture[str]
) -> None:
    there = {path.stem for path in (package_folder("reports") / "text").glob("*.po")}
    for lang in {"en", "fr", "es"} - there:
        assert sim("run", "esp/no_policy", "--lang", lang) == 2
        assert f'no reports in "{lang}"; allowed: {", ".join(sorted(there))}' in capsys.readouterr().err
    for lang in there:
        assert sim("run", "esp/no_policy", *SMALL, "--lang", lang, "--out", lang) == 0
        assert f'lang="{lang}"' in Path(lang, "report.html").read_text()


def test_open_shows_the_report_or_says_where_it_is(
    fake: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or len(opened) == 1)
    for name in ("one", "two"):
        assert sim("run", "esp/no_policy", *SMALL, "--out", name, "--open") == 0
    assert [address.rpartition("/here/")[2] for address in opened] == ["one/report.html", "two/report.html"]
    assert "No browser could be opened; open two/report.html yourself." in words(capsys.readouterr().err)


def test_folders_in_the_way_are_said_before_anything_runs(
    fake: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("both/automation_levy").mkdir(parents=True)
    assert sim("run", "esp/no_policy", "esp/automation_levy", *SMALL, "--out", "both") == 2
    assert "both/automation_levy exists" in capsys.readouterr().err
    assert not Path("both/no_policy").exists()


def test_the_manifest_holds_a_command_that_gives_the_same_run(fake: None) -> None:
    assert sim("run", "esp/no_policy", "esp/automation_levy", *SMALL, "--quick", "--out", "both") == 0
    document = manifest.read(Path("both/automation_levy"))
    command = document["run"]["command"]
    assert command == "sim run esp/automation_levy --quick --months 12 --seeds 2"
    assert sim(*shlex.split(command)[1:], "--out", "again") == 0
    assert manifest.read(Path("again"))["content"] == document["content"]


def test_an_interrupted_run_ends_with_130_and_is_resumed(
    fake: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = iter(range(3))

    def simulate(scenario: Any, **which: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return fake_model.simulate(scenario, **which)

    monkeypatch.setattr(conduct, "Model", lambda: FakeModel(simulate))
    assert sim("run", "esp/no_policy", *SMALL, "--out", "run") == 130
    printed = capsys.readouterr().err
    assert "3 of 4 runs are kept in run.partial" in printed
    assert "--resume" in printed
    assert not Path("run").exists()
    monkeypatch.setattr(conduct, "Model", FakeModel)
    assert sim("run", "esp/no_policy", *SMALL, "--out", "run", "--resume") == 0
    assert sim("verify", "run") == 0


def test_a_series_that_was_interrupted_goes_on_after_what_is_finished(
    fake: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    series = ("run", "esp/no_policy", "esp/automation_levy", *SMALL, "--out", "both")
    left = iter(range(8))

    def simulate(scenario: Any, **which: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return fake_model.simulate(scenario, **which)

    monkeypatch.setattr(conduct, "Model", lambda: FakeModel(simulate))
    assert sim(*series) == 130
    monkeypatch.setattr(conduct, "Model", FakeModel)
    before = Path("both/no_policy/report.html").stat().st_mtime_ns
    assert sim(*series, "--resume", "--base-seed", "7") == 2  # another experiment is not taken for this one
    assert "runs.base_seed was 2025, is 7" in capsys.readouterr().err
    assert sim(*series, "--resume") == 0
    printed = capsys.readouterr().out
    assert "both/no_policy/report.html" in printed
    assert "both/automation_levy/report.html" in printed
    assert Path("both/no_policy/report.html").stat().st_mtime_ns == before
    assert sim("verify", "both/automation_levy") == 0


def test_accounts_that_do_not_close_name_the_command_that_shows_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(conduct, "Model", lambda: FakeModel(fake_model.broken))
    assert sim("run", "esp/no_policy", "--months", "24", "--seeds", "2", "--out", "my run") == 1
    printed = capsys.readouterr().err
    (command,) = re.findall(r"^Reproduce with: (.*)$", printed, re.MULTILINE)
    assert command == "sim run esp/no_policy --months 24 --seeds 2 --out 'my run' --resume"
    assert sim(*shlex.split(command)[1:]) == 1
    assert capsys.readouterr().err == printed
