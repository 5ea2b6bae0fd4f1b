"""Every example of every `--help` runs: the model small; what asks the network or takes hours is stubbed."""

import shlex
import shutil
import webbrowser
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest

import reports
from calibration.estimate import posterior
from calibration.study import runs as study_runs
from calibration.study.runs import Measured
from calibration.validate import benchmarks, heldout
from calibration.validate.experiments import trial
from reports.page import export
from simulator.cli.app import sim as program
from simulator.core.economy import PATHS
from simulator.experiment import timing
from simulator.explore import serve
from simulator.store import manifest
from tests.cli.calling import sim
from tests.cli.test_help import VERBS
from tests.experiment import no_workbook
from tests.unit.test_estimate import SPACE, toy

SIZE = ("--persons", "1000", "--months", "12", "--seeds", "2", "--jobs", "1")
SIZES = {
    "run": SIZE, "compare": SIZE, "sweep": (*SIZE, "--latin", "2"),
    "size": (*SIZE, "--persons", "3000", "--months", "36"),
    "verify": ("--jobs", "1"), "show": ("--seeds", "1", "--jobs", "1"),
    "calibrate": ("--evaluations", "8", "--jobs", "1"), "validate": ("--seeds", "2", "--jobs", "1"),
}  # fmt: skip
"""Options that stand behind an example: of an option that is given twice the last counts."""
COUNTRY = Path(__file__).parents[2] / "calibration/countries/ESP.yaml"
PATIENT = """
extends: esp/no_policy
rules: {worker_reservation_wage: my_rules.py:worker_reservation_wage}
"""
MINE = """
extends: esp/training_programme
policies: [training_programme: {}, basic_income: {amount: 10, start: 2025-02}]
"""


def examples() -> Iterator[str]:
    """Each example of the program and its verbs, as its help prints it."""
    for verb in VERBS:
        command: click.Command = program
        for name in verb:
            assert isinstance(command, click.Group)
            command = command.commands[name]
        context = click.Context(command, info_name="sim", terminal_width=80)
        _, _, printed = command.get_help(context).replace(" \\\n", " ").partition("\n  Example")
        yield from (" ".join(line.split()) for line in printed.splitlines()[1:])


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """What examples name: two finished runs, and a comparison of them."""
    root = tmp_path_factory.mktemp("finished")
    levy, income, options, france = (root / name for name in ("levy", "income", "options", "france"))
    with no_workbook(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timing, "cache_folder", lambda: root)
        patch.setattr(reports, "build", _page)
        assert sim("run", "esp/automation_levy", *SIZE, "--out", str(levy)) == 0
        assert sim("run", "esp/basic_income", *SIZE, "--out", str(income)) == 0
        assert sim("compare", str(levy), str(income), "--jobs", "1", "--out", str(options)) == 0
        assert sim("compare", "fra/basic_income", *SIZE, "--out", str(france)) == 0
    return {"levy": levy, "one": levy, "income": income, "two": income, "options": options,
            "options_esp": options, "options_fra": france}  # fmt: skip


def _page(folder: Path, *_: object, **__: object) -> Path:
    (folder / manifest.REPORT).write_text("<html></html>")
    manifest.record(folder, manifest.REPORT)
    return folder / manifest.REPORT


@pytest.fixture(autouse=True)
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is served, opened or drawn by a browser; estimation and held-out tests run no model."""

    async def images(pictures: list[Any], *_: object) -> list[bytes]:
        return [b"drawn" for _ in pictures]

    def own(country: str | None = None) -> dict[str, Any]:
        return {key: replace(one, run=_findings(key)) for key, one in trials(country).items()}

    trials = heldout.trials
    monkeypatch.setattr(webbrowser, "open", lambda *_: True)
    monkeypatch.setattr(serve, "serve", lambda *_: 0)
    monkeypatch.setattr(serve, "check_installed", lambda: None)
    monkeypatch.setattr(export, "_images", images)
    monkeypatch.setattr(export, "_browser", lambda: "chromium")
    monkeypatch.setattr(posterior, "_work", _moments)
    monkeypatch.setattr(heldout, "trials", own)
    monkeypatch.setattr(
        study_runs, "measure_run", lambda run: Measured(run, dict.fromkeys(PATHS, np.ones(193)), {})
    )
    monkeypatch.setattr(benchmarks, "read", lambda *_: 1.0)
    monkeypatch.setattr(benchmarks, "LAID_OFF", lambda *_: 1.0)


def _moments(_: object, key: object, iso3: str, parameters: Mapping[str, float], *size: int) -> Any:
    return key, toy(iso3, {**SPACE.parameters(SPACE.start, iso3), **parameters}, *size)


def _findings(test: str) -> Any:
    found = {row["statistic"]: (1.0, 1.0) if row["unit"] == "ratio" else 1.0 for row in trial.published(test)}
    return lambda *_: found


def _one(line: str) -> Any:
    is_slow = "--closures all" in line or line.startswith("sim size")
    return pytest.param(line, marks=pytest.mark.slow) if is_slow else line


@pytest.mark.parametrize("line", [*map(_one, examples())])
def test_an_example_of_the_help_runs(
    line: str, apart: Path, finished: Mapping[str, Path], request: pytest.FixtureRequest
) -> None:
    _, *words = shlex.split(line.partition(" > ")[0])  # `>` is the shell's
    out = words[words.index("--out") + 1] if "--out" in words else ""
    for word in words:
        name = word.removeprefix("runs/")
        if name in finished and word not in (name, out):
            shutil.copytree(finished[name], apart / word)
    if "runs/atlas" in words:
        shutil.copytree(finished["options"], apart / "runs/atlas/ESP")
        (apart / "runs/atlas/countries.csv").write_text("country\nESP\n")
    if "XYZ.yaml" in words:
        (apart / "XYZ.yaml").write_text(COUNTRY.read_text(encoding="utf-8").replace("iso3: ESP", "iso3: XYZ"))
        (apart.parent / "tables").mkdir()  # a country's tables lie beside the folder of its file
        for table in (COUNTRY.parents[1] / "tables").glob("*.csv"):
            text = table.read_text(encoding="utf-8").replace("ESP", "XYZ")
            (apart.parent / "tables" / table.name).write_text(text, encoding="utf-8")
    if words[:2] != ["new", "scenario"]:
        assert sim("new", "scenario", "my_question") == 0
        shutil.copy(apart / "my_question.yaml", apart / "my_scenario.yaml")
    (apart / "mine.yaml").write_text(MINE)
    if "patient.yaml" in words:
        assert sim("new", "rule", "my_rules", "--from", "worker_reservation_wage") == 0
        (apart / "patient.yaml").write_text(PATIENT)
    if words[0] not in ("run", "report"):
        request.getfixturevalue("unpaged")
    with no_workbook():
        assert sim(*words, *_small(words)) == 0


def _small(words: list[str]) -> tuple[str, ...]:
    runs = {"show": bool({"B10", "benchmarks"} & set(words)), "verify": "--again" in words}
    size = SIZES.get(words[0], ()) if runs.get(words[0], True) else ()
    if words[0] == "sweep" and "--latin" not in words:
        size = size[:-2]
    size = (*size, "--gross-outlay", "0.2 %") if "--gross-outlay" in words else size  # of so few months
    return (*size, "--max-seeds", "2") if "--precision" in words else size
