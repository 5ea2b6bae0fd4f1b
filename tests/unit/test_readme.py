"""What the README and CONTRIBUTING promise: the example is a valid scenario, the commands are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.cli.app import sim
from simulator.scenario import load_scenario
from tests.cli.page_blocks import follow

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_example_is_a_valid_scenario(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    scenario = load_scenario(path)
    assert [policy.name for policy in scenario.policies] == ["training_programme", "automation_levy"]


def test_the_verbs_are_those_of_the_command_line() -> None:
    assert set(re.findall(r"`sim ([a-z][a-z-]*)", README)) == set(sim.commands)


@pytest.mark.slow
def test_the_tour_can_be_followed(tmp_path: Path) -> None:
    (tour,) = re.findall(r"^## Five minutes\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    folder = tmp_path / "work"
    folder.mkdir()
    (printed,) = follow(tour, folder, {"PYTHONPATH": str(ROOT)})
    assert {path.name for path in (folder / "runs").iterdir()} == {"first", "mine"}
    for shown in ("automation_levy", "places_per_1000", "cost, order of magnitude", "Unemployment rate"):
        assert shown in printed
    assert "all hashes agree" in printed


@pytest.mark.slow
def test_the_start_of_the_site_can_be_followed(tmp_path: Path) -> None:
    printed = follow(
        (ROOT / "docs/index.md").read_text(encoding="utf-8"), tmp_path, {"PYTHONPATH": str(ROOT)}
    )
    assert "What the policy does" in printed[0]
    assert (tmp_path / "runs/first/report.html").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_scenarios_that_a_page_names_exist(page: str) -> None:
    named = set(re.findall(r"\bscenarios/[\w/]+\.yaml", PAGES[page]))
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_a_page_names_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", PAGES[page])) <= targets


@pytest.mark.parametrize("module", re.findall(r"python -m ([\w.]+)", MAKEFILE))
def test_modules_that_make_runs_exist(module: str) -> None:
    path = ROOT.joinpath(*module.split("."))
    assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()
