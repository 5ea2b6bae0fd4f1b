"""Every notebook runs from its first cell to its last, in an empty folder, and prints what it promises."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.experiment.sweeping import design_of, read_axes
from simulator.scenario import Options

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "docs/notebooks"
PROMISED = {
    "one_month": "found work:",
    "one_life": "persons were displaced",
    "one_rule": "unemployment_rate:",
    "one_policy": "employment:",
    "chance_and_effect": "twin: 0.0",
    "who_pays": "debt_ratio:",
}


def test_each_is_listed_and_in_cells() -> None:
    listed = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    files = {path.stem: path.read_text(encoding="utf-8") for path in NOTEBOOKS.glob("*.py")}
    assert files.keys() == PROMISED.keys()
    for name, text in files.items():
        assert f"({name}.py)" in listed
        assert text.startswith("# %% [markdown]\n# # ")
        assert text.count("\n# %%\n") >= 3


def test_sweeps_of_the_exercises_are_such_as_can_be_run() -> None:
    text = " ".join((NOTEBOOKS / "exercises.md").read_text(encoding="utf-8").split())
    asked = re.findall(r"`sim sweep (\S+) --over (\S+) ", text)
    assert len(asked) == 2
    for scenario, over in asked:
        axes = read_axes([over])
        design = design_of(scenario, axes, latin=None, options=Options(), window="last120")
        assert len(design.points) == len(axes[0].values)


@pytest.mark.parametrize("name", PROMISED)
def test_it_runs(name: str, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(NOTEBOOKS / f"{name}.py")], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}, timeout=600, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert PROMISED[name] in told.stdout
