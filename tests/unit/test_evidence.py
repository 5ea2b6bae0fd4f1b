"""One command makes every table anew, goes on where it stopped, and says what failed."""

import csv
from pathlib import Path

import pytest

from calibration.study import read_csv
from calibration.study.__main__ import MODULES, OneStudy, main
from calibration.validate.evidence import LISTED, brought_up, listed, up_to_date
from simulator.store.manifest import code_hash
from tests.cli.calling import words


def commands() -> list[str]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        return [row["command"] for row in csv.DictReader(file)]


def test_every_listed_command_can_be_read() -> None:
    """Each names a study and options that it has; none stands twice."""
    assert len(set(commands())) == len(commands())
    for command in commands():
        name, *rest = command.split()
        assert name in MODULES
        OneStudy(name).make_context(name, rest)


def test_what_ended_on_this_code_is_left_alone_and_a_failure_is_tried_again(tmp_path: Path) -> None:
    record = tmp_path / "evidence.csv"
    wrong, other = "no_such_study", "neither_this"
    (first,) = brought_up([wrong], record, 1)
    assert first[1]["exit"] == 2
    (row,) = read_csv(record)
    assert row["command"] == wrong
    assert f"code {code_hash()[:12]}" in row["version"]
    assert not up_to_date(row)
    good = dict(row, exit="0")
    assert up_to_date(good)
    assert not up_to_date(dict(good, version="no commit, code 000000000000"))
    assert [command for command, _ in brought_up([wrong, other], record, 1)] == [wrong, other]
    assert len(read_csv(record)) == 2


def test_commands_are_chosen_by_country_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(LISTED, ("ESP",), "fit ") == ["fit ESP --seeds 3"]
    assert main(["evidence", "ESP", "--only", "fit ", "--list"]) == 0
    assert "1 are on this code" in words(capsys.readouterr().out)
    assert main(["evidence", "--only", "fitt"]) == 2
    assert "no command of evidence.csv holds 'fitt'" in words(capsys.readouterr().err)
