"""A run folder that lost or changed a file, and places where nothing can be written: one clear error."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import reports
from simulator.core.errors import printable
from simulator.store import manifest
from tests.cli.calling import sim

VERBS = {
    "verify": ("verify", "run"),
    "again": ("verify", "run", "--again", "--out", "again"),
    "figures": ("report", "run", "--as", "png", "--out", "figures"),
    "brief": ("report", "run", "--as", "brief", "--out", "brief.pdf"),
    "csv": ("report", "run", "--as", "csv", "--out", "results.csv"),
    "compare": ("compare", "run", "esp/automation_levy", "--out", "again"),
    "show": ("show", "run", "esp/basic_income"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def run(apart: Path, fake: None, kept: Path) -> Path:
    """A finished run of the stand-in for the model, the same for every test."""
    if not (kept / "run").exists():
        sizes = ("--seeds", "2", "--months", "24")
        assert sim("run", "esp/basic_income", *sizes, "--out", str(kept / "run")) == 0
    shutil.copytree(kept / "run", "run")
    return Path("run")


def lost(name: str) -> Callable[[Path], object]:
    return lambda run: (run / name).unlink()


def cut(name: str) -> Callable[[Path], object]:
    return lambda run: (run / name).write_bytes((run / name).read_bytes()[:300])


def emptied(name: str) -> Callable[[Path], object]:
    return lambda run: (run / name).write_bytes(b"")


def without(*keys: str) -> Callable[[Path], object]:
    """A manifest that lacks an entry, consistent in itself."""

    def change(run: Path) -> None:
        document = json.loads((run / "manifest.json").read_text("utf-8"))
        inner = document
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]
        document["content"]["run_id"] = manifest.run_id(document["content"])
        document.pop("seal", None)
        (run / "manifest.json").write_text(json.dumps(document))

    return change


DAMAGES = {
    "results lost": lost("results.parquet"),
    "results cut": cut("results.parquet"),
    "results emptied": emptied("results.parquet"),
    "persons lost": lost("persons.parquet"),
    "persons cut": cut("persons.parquet"),
    "flows lost": lost("flows.parquet"),
    "scenario lost": lost("scenario.yaml"),
    "scenario cut": cut("scenario.yaml"),
    "manifest lost": lost("manifest.json"),
    "manifest cut": cut("manifest.json"),
    "manifest emptied": emptied("manifest.json"),
    "no content": without("content", "scenarios"),
    "no indicators": without("content", "indicators"),
    "no country": without("content", "country"),
    "no parameters": without("content", "parameters"),
}


@pytest.mark.usefixtures("unpaged")
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_damaged_folder_is_told(
    run: Path, verb: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES[damage](run)
    code = sim(*VERBS[verb])
    said = capsys.readouterr().err
    assert "Internal error" not in said, (code, said)
    assert "Traceback" not in said
    assert code in (0, 2, 3), said
    assert (code == 0) == (not said.strip())


@pytest.mark.parametrize(
    ("out", "told"),
    [("n" * 300, "at most 200 bytes a name"), ("a\0b", "NUL"), ("caf\udce9", "no UTF-8 text")],
)
@pytest.mark.parametrize("verb", ["run", "verify", "compare", "report"])
def test_a_name_that_no_system_takes_is_refused_before_anything_is_written(
    apart: Path, verb: str, out: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim(verb, "esp/basic_income", "--out", out) == 2
    assert told in capsys.readouterr().err
    assert not list(apart.iterdir())


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "0"])
def test_a_precision_is_a_finite_number_above_zero(
    apart: Path, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("compare", "esp/basic_income", f"--precision={value}", "--out", "run") == 2
    assert "--precision" in capsys.readouterr().err
    assert sim("calibrate", "ESP", f"--budget={value}", "--out", "run") == 2
    assert not list(apart.iterdir())


@pytest.mark.usefixtures("unpaged")
def test_a_title_is_printed_as_it_was_written(
    apart: Path, fake: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, title in enumerate(("[/x] taken", "[bold]bold[/bold]")):
        text = f"title: '{title}'\nextends: esp/basic_income\nhorizon: {{months: 24}}\nruns: {{seeds: 2}}\n"
        Path(f"titled{number}.yaml").write_text(text)
        assert sim("run", f"titled{number}.yaml", "--out", f"run{number}") == 0
    assert sim("compare", "run0", "run1", "--out", "both") == 0
    assert sim("verify", "run0") == 0
    assert sim("verify", "run0", "--again", "--out", "[/x]") == 0
    assert "[/x]/report.html" in capsys.readouterr().out


def test_a_months_bound_is_told(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("run", "esp/basic_income", "--months", "1", "--out", "run") == 2
    assert "2 to 600 months" in capsys.readouterr().err
    assert not list(apart.iterdir())


def test_what_steers_a_reader_does_not_reach_the_page(run: Path) -> None:
    path = run / "manifest.json"
    document = json.loads(path.read_text("utf-8"))
    document["content"]["title"] = "red \x1b[31m and \u202ebackwards, 25\u202f% of 2\u00a0000 caf\u00e9s"
    path.write_text(json.dumps(document))
    page = reports.build(run).read_text("utf-8")
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "red \ufffd[31m and \ufffdbackwards, 25\u202f% of 2\u00a0000 caf\u00e9s" in page


def test_printable_leaves_words_as_they_are() -> None:
    words = "l\u2019\u00c9tat, 25\u202f%, \u0646\u0635, \u0928\u092e\u0938\u094d\u0924\u0947\ntwo\tlines"
    assert printable(words) == words
    assert printable("a\x00b\x7fc\u200bd\udce9") == "a\ufffdb\ufffdc\ufffdd\ufffd"
