"""What the README and CONTRIBUTING promise: the example is a valid scenario, the commands are there."""

import re
import tomllib
from pathlib import Path

import pytest

from simulator.cli.app import sim
from simulator.scenario import load_scenario

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


def test_what_pytest_leaves_out_is_run_by_make_check_and_by_ci() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    apart = {name for name in options["ini_options"]["norecursedirs"] if name.startswith("tests/")}
    made = re.findall(r"^(check-[a-z]+):.*\n\tuv run pytest -n auto (.+)$", MAKEFILE, re.MULTILINE)
    assert {name for _, names in made for name in names.split()} == apart | {"-m", "slow"}
    (all_of_it,) = re.findall(r"^check: (.*)  ##", MAKEFILE, re.MULTILINE)
    assert {name for name, _ in made} | {"test"} <= set(all_of_it.split())
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    (folders,) = re.findall(r"pytest -q -n auto (tests/.+)\n", ci)
    assert set(folders.split()) == apart
    assert "pytest -n auto tests ||" in ci  # a path brings in what is slow


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
