"""`sim calibrate`, `validate`, `show B10`: wrong input ends with 2 and a remedy; a search goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from calibration.estimate import posterior
from calibration.validate import heldout
from calibration.validate.experiments import trial
from tests.cli.calling import sim, words
from tests.unit.test_estimate import toy
from tests.unit.test_heldout import findings


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("calibrate", "ESX"), "no profile for country 'ESX'. Did you mean \"ESP\"?"),
        (("calibrate", "ESP", "ESP"), "countries: ESP stands twice"),
        (("calibrate", "ESP", "--resume"), "--resume needs --out"),
        (("calibrate", "ESP", "--persons", "10"), "1000<=x<=2000000"),
        (("validate", "ESP"), "ESP; no test can be run on this country"),
        (("validate", "USA", "--test", "V18"), "V18: a test of IND; allowed: V01, V06"),
        (("validate", "USA", "--test", "V99"), "V99: no such test"),
        (("show", "B15"), "B15: no such benchmark; allowed: B01 to B14"),
        (("show", "B10", "--persons", "10"), "1000<=x<=2000000"),
    ],
)
def test_wrong_input_ends_with_two_and_writes_nothing(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim(*arguments) == 2
    assert message in words(capsys.readouterr().err)
    assert not list(Path.cwd().iterdir())


def test_a_search_whose_time_is_over_goes_on_and_writes_all_it_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(posterior, "_work", lambda measure, key, *rest: (key, toy(*rest)))
    out = tmp_path / "search"
    asked = ("calibrate", "ESP", "USA", "--evaluations", "8", "--out", str(out))
    assert sim(*asked, "--budget", "1e-9") == 2
    assert "0 points are known where 4 are needed" in words(capsys.readouterr().err)
    assert sim(*asked) == 2
    assert "holds a search already" in words(capsys.readouterr().err)
    assert sim(*asked, "--resume", "--persons", "7000") == 2
    assert "holds another search (persons differ)" in words(capsys.readouterr().err)
    assert sim(*asked, "--resume") == 0
    assert "copy one to calibration/ensembles/ISO3.csv" in words(capsys.readouterr().out)
    names = {path.name for path in out.iterdir()}
    assert names == {
        "evaluations.jsonl", "ensemble_ESP.csv", "ensemble_USA.csv", "estimate.csv", "estimate.md"
    }  # fmt: skip
    first = {name: (out / name).read_bytes() for name in sorted(names)}
    assert sim(*asked, "--resume") == 0  # all is known: nothing is run, the same is written
    assert {name: (out / name).read_bytes() for name in sorted(names)} == first


def test_validate_prints_published_values_and_whether_parameters_are_as_frozen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {key: replace(one, run=lambda *_: findings(2.0)) for key, one in heldout.trials("USA").items()}
    monkeypatch.setattr(heldout, "trials", lambda country: own)
    absent = {"test": "V99", "quasi-experiment": "a flood", "why": "there is no water"}
    monkeypatch.setattr(trial, "not_run", lambda country: [absent])
    assert sim("validate", "USA", "--test", "V09", "--seeds", "2") == 0
    printed = words(capsys.readouterr().out)
    assert "recession over expansion ratio 2 1.5 to 2.5 2.000" in printed
    assert "V99 not run (a flood): there is no water." in printed
    assert "frozen before the first run" in printed


def test_a_benchmark_that_is_not_posed_says_why_without_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("show", "b04") == 0
    printed = words(capsys.readouterr().out)
    assert "not posed" in printed
    assert "a central bank with a price target is missing" in printed
    assert not list(Path.cwd().iterdir())
