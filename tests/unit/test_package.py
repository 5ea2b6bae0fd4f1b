"""The wheel: four packages with all their data files in one folder of ours, and what makes it importable."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "labour_displacement"
PACKAGES = ("simulator", "scenarios", "calibration", "reports")
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as hatchling builds it, in this environment, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return zipfile.ZipFile(folder / built.stdout.split()[-1])


def source_files() -> set[str]:
    """Every file of the four packages, as the wheel should name it."""
    found = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_exactly_the_four_packages(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    metadata = {top for top in tops if top.endswith(".dist-info")}
    assert tops - metadata == {FOLDER, f"{FOLDER}.pth"}
    assert wheel.read(f"{FOLDER}.pth").decode().split() == [FOLDER]
    assert {name.split("/")[1] for name in wheel.namelist() if name.startswith(f"{FOLDER}/")} == set(PACKAGES)
    assert len(metadata) == 1


def test_no_file_of_a_package_is_left_behind(wheel: zipfile.ZipFile) -> None:
    # Equality both ways: a data folder that .gitignore happens to match would vanish in silence.
    inside = {name.removeprefix(f"{FOLDER}/") for name in wheel.namelist() if name.startswith(f"{FOLDER}/")}
    assert inside == source_files()


def test_the_wheel_declares_its_command_and_carries_its_licence(wheel: zipfile.ZipFile) -> None:
    read = {
        name.rsplit(".dist-info/", 1)[1]: wheel.read(name).decode()
        for name in wheel.namelist()
        if ".dist-info/" in name
    }
    assert "sim = simulator.cli.app:main" in read["entry_points.txt"]
    assert read["licenses/LICENSE"] == (ROOT / "LICENSE").read_text()
    assert "License-Expression: Apache-2.0" in read["METADATA"]


def test_it_says_who_made_it_what_it_is_and_that_it_is_typed(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    told = wheel.read(name).decode()
    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert f"Version: {cited['version']}\n" in told
    assert f"License-Expression: {cited['license']}\n" in told
    assert cited["authors"] == [{"name": "The labour displacement simulator's authors"}]
    assert f"Author: {cited['authors'][0]['name']}\n" in told
    assert "Classifier: Typing :: Typed" in told
    assert {f"{FOLDER}/{package}/py.typed" for package in PACKAGES} <= set(wheel.namelist())


def test_every_module_can_be_imported() -> None:
    """What a version of Python took away, or warns of in the text of a file, is found without running it."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.stem != "__main__"
    ]
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    ran = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-c", script, *names],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert len(names) > 300


def test_the_installed_package_works_outside_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    wheel.extractall(installed)
    stranger = installed / "calibration"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("raise ImportError('another calibration')")
    script = (
        "import site, sys; sys.path[:0] = [sys.argv[1]]; site.addsitedir(sys.argv.pop(1)); "
        "sys.path.insert(1, sys.path.pop()); import simulator; print(simulator.__file__); "
        "import contextlib; from simulator.cli.app import main; sys.argv = ['sim', 'list', 'scenarios']\n"
        "with contextlib.suppress(SystemExit): main()\n"
        "import calibration; print(calibration.__file__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(installed)], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    where, *listed, data = ran.stdout.splitlines()
    assert Path(where).is_relative_to(installed / FOLDER)
    assert Path(data).is_relative_to(installed / FOLDER)
    assert "training_programme" in "\n".join(listed)
