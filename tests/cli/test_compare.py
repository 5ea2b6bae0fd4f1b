"""`sim compare`: many options in one folder, from files and from finished runs; wrong input in one error."""

import re
from pathlib import Path

import pytest

from simulator.cli.headline import CHOSEN
from simulator.experiment.plan import comparison_of
from simulator.scenario import load_scenario
from simulator.scenario.scenario import resolved_yaml
from simulator.store import manifest
from tests.cli.calling import sim, words

SMALL = ("--persons", "1000", "--months", "24", "--seeds", "2")
PAIR = ("esp/automation_levy", "esp/training_programme")


def test_options_stand_beside_one_another(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("compare", *PAIR, *SMALL, "--worlds", "moderate,rapid", "--full", "--out", "both") == 0
    printed = words(capsys.readouterr().out)
    for told in ("World moderate: against no_policy", "World rapid", "automation_levy", "% of seeds better"):
        assert told in printed
    content = manifest.read(Path("both"))["content"]
    assert list(content["scenarios"]) == ["automation_levy", "no_policy", "training_programme"]
    assert content["comparison"]["worlds"] == ["moderate", "rapid"]
    assert {path.stem for path in Path("both/scenarios").iterdir()} == set(content["scenarios"])
    report = Path("both/report.html").read_text()
    assert len(report.encode()) < 7e6
    assert sim("verify", "both") == 0
    assert sim("verify", "both", "--again") == 0
    assert "The same bit for bit" in words(capsys.readouterr().out)


@pytest.mark.usefixtures("unpaged")
def test_closures_are_compared(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--worlds", "moderate,rapid", "--closures", "as_they_are,foreseen")
    assert sim("compare", *PAIR, *SMALL, *asked, "--full", "--out", "both") == 0
    printed = words(capsys.readouterr().out)
    for world in ("moderate", "rapid"):
        for closure in ("as_they_are", "foreseen"):
            assert f"World {world}, closure {closure}: against no_policy" in printed
    assert sim("verify", "both") == 0
    assert sim("verify", "both", "--again") == 0
    assert "The same bit for bit" in words(capsys.readouterr().out)


@pytest.mark.usefixtures("unpaged")
def test_finished_runs_are_compared(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    for name in PAIR:
        assert sim("run", name, *SMALL, "--out", Path(name).name) == 0
    assert sim("compare", *(Path(name).name for name in PAIR), "--out", "both") == 0
    assert sim("compare", *PAIR, *SMALL, "--out", "fresh") == 0
    ids = [manifest.read(Path(name))["content"]["run_id"] for name in ("both", "fresh")]
    assert ids[0] == ids[1]
    capsys.readouterr()
    assert sim("compare", *(Path(name).name for name in PAIR), "--persons", "2000", "--out", "x") == 2
    told = words(capsys.readouterr().err)
    assert "cannot be reused: population was" in told
    assert "to run it again" in told
    assert not Path("x").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*PAIR, "--baseline", "automation_lev"), 'Did you mean "automation_levy"?'),
        ((*PAIR, "--worlds", "moderate,fast"), 'no world "fast"; allowed: slow, moderate, rapid'),
        ((*PAIR, "--closures", "0.3/0.5"), '--closures: numbers of a closure are gone ("0.3/0.5")'),
        ((*PAIR, "--closures", "forseen"), '--closures: no closure "forseen"'),
        ((*PAIR, "--stack"), "--stack: takes one scenario file"),
        (("esp/automation_levy", "--stack"), "needs a scenario of two provisions"),
        (("esp/no_policy",), "nothing to compare"),
        ((*PAIR, "--resume"), "--resume needs --out"),
        ((*PAIR, "--lang", "xx"), "no reports in"),
        (("folder",), "is a folder, but not that of one run"),
    ],
)
def test_wrong_input_ends_with_two(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("folder").mkdir()
    assert sim("compare", *arguments) == 2
    assert message in words(capsys.readouterr().err)
    assert [path.name for path in Path().iterdir()] == ["folder"]


@pytest.mark.usefixtures("unpaged")
def test_a_folder_of_several_is_no_scenario(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("compare", *PAIR, *SMALL, "--out", "both") == 0
    for verb in (("show", "both", "esp/no_policy"), ("compare", "both")):
        capsys.readouterr()
        assert sim(*verb) == 2


@pytest.mark.usefixtures("unpaged")
def test_most_seeds_are_never_exceeded(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("compare", *PAIR, *SMALL[:-2])  # of 12 seeds, as shipped
    assert sim(*asked, "--precision", "1", "--max-seeds", "4", "--out", "four") == 0
    assert manifest.read(Path("four"))["content"]["seeds"] == 4
    assert sim(*asked, "--precision", "1", "--max-seeds", "4", "--seeds", "5", "--out", "x") == 2
    assert "--max-seeds: 4 is below --seeds 5" in words(capsys.readouterr().err)
    assert sim(*asked, "--max-seeds", "4", "--out", "x") == 2
    assert "goes with --precision" in words(capsys.readouterr().err)
    assert not list(Path.cwd().glob("x*"))


@pytest.mark.slow
@pytest.mark.usefixtures("unpaged")
def test_a_precision_adds_seeds(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        sim("compare", *PAIR, *SMALL, "--precision", "1", "--max-seeds", "5", "--full", "--out", "out") == 0
    )
    capped = words(capsys.readouterr().out)
    assert "NOT reached within --max-seeds" in capped
    assert CHOSEN not in capped
    assert manifest.read(Path("out"))["content"]["seeds"] == 5
    assert sim("compare", *PAIR, *SMALL, "--precision", "1e12", "--full", "--out", "wide") == 0
    assert f"reached: the widest is ± 0. {CHOSEN}" in re.sub(
        r"± [\d,]+", "± 0", words(capsys.readouterr().out)
    )
    assert manifest.read(Path("wide"))["content"]["seeds"] == 30
    assert sim("verify", "out", "--again") == 0


@pytest.mark.slow
@pytest.mark.usefixtures("unpaged")
def test_the_model_itself_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ("--persons", "1000", "--months", "12", "--seeds", "2")
    assert sim("compare", *PAIR, *small, "--out", "real") == 0
    assert sim("run", PAIR[1], *small, "--out", "alone") == 0
    assert sim("compare", PAIR[0], "alone", *small, "--out", "mixed") == 0
    ids = [manifest.read(Path(name))["content"]["run_id"] for name in ("real", "mixed")]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("name", ["levy_pays_training", "training_programme@income_tax", "basic_income"])
def test_a_made_base_reads_back_as_it_was_written(name: str) -> None:
    base = comparison_of([load_scenario(f"esp/{name}")]).base
    Path("no_policy.yaml").write_text(resolved_yaml(base))
    assert resolved_yaml(load_scenario("no_policy.yaml")) == resolved_yaml(base)
