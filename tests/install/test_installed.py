"""The package as a user has it: installed, without the checkout, where only the results can be written."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fake_run import make_fake_run

ROOT = Path(__file__).resolve().parents[2]
# To the superuser nothing is read-only, but to a superuser without capabilities it is.
PLAIN_USER = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """An environment with the package and what it declares, a home, and an unrelated folder to work in."""

    folder: Path

    @property
    def site(self) -> Path:
        (site,) = (self.folder / "environment").glob("**/site-packages")
        return site

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment from the unrelated folder, with no variable of ours."""
        program = next((self.folder / "environment").glob(f"*/{arguments[0]}"))
        user = PLAIN_USER if os.geteuid() == 0 else []
        return subprocess.run(
            [*user, str(program), *arguments[1:]],
            cwd=self.folder / "work",
            env={
                "PATH": os.defpath,
                "HOME": str(self.folder / "home"),
                "TMPDIR": str(self.folder / "temporary"),
                "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),  # an installer may compile, uv does not
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self, name: str) -> set[str]:
        return {str(path) for path in (self.folder / name).rglob("*")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The package and nothing but its dependencies, in folders that nobody can write."""
    made = environment(tmp_path_factory.mktemp("installed"))
    # Folders only: uv may share the files with its cache.
    closed = [made.folder / "home", *(p for p in (made.folder / "environment").rglob("*") if p.is_dir())]
    for path in closed:
        path.chmod(0o555)
    yield made
    for path in closed:
        path.chmod(0o755)


def environment(folder: Path, *parts: str) -> Installed:
    """The package with some of its `parts`, as uv installs it: from its cache, or else from the network."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is missing")
    if os.geteuid() == 0 and not shutil.which(PLAIN_USER[0]):
        pytest.skip("to the superuser nothing is read-only, and setpriv is missing")
    for name in ("home", "temporary", "work"):
        (folder / name).mkdir()
    lock = ["--frozen"] if (ROOT / "uv.lock").is_file() else []
    for where in (["--offline"], []):
        made = subprocess.run(
            [uv, "sync", *where, *lock, "--no-editable", "--no-dev", *parts, "--python", sys.executable],
            cwd=ROOT,
            env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder / "environment")},
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode == 0:
            return Installed(folder)
    if "error sending request" in made.stderr:
        pytest.skip("uv's cache lacks a dependency, and there is no network")
    raise AssertionError(made.stderr)


def test_neither_the_package_nor_the_home_can_be_written(installed: Installed) -> None:
    for path in (installed.site / "labour_displacement" / "simulator" / "x", installed.folder / "home" / "x"):
        done = installed.call("python", "-c", f"open({str(path)!r}, 'w')")
        assert "PermissionError" in done.stderr


def test_what_runs_is_what_was_installed(installed: Installed) -> None:
    code = (
        "import simulator, reports, importlib.util as u, sys; "
        "print(simulator.__file__, reports.__file__, u.find_spec('tests'), u.find_spec('pytest'), *sys.path)"
    )
    done = installed.call("python", "-c", code)
    assert done.returncode == 0, done.stderr
    ours, theirs, tests, pytest_, *path = done.stdout.split()
    assert Path(ours).is_relative_to(installed.site / "labour_displacement")
    assert Path(theirs).is_relative_to(installed.site / "labour_displacement")
    assert (tests, pytest_) == ("None", "None")
    assert str(ROOT) not in path


def test_the_command_lists_what_there_is(installed: Installed) -> None:
    done = installed.call("sim", "list", "scenarios")
    assert done.returncode == 0, done.stderr
    assert "esp/training_programme" in done.stdout


def test_a_scenario_runs_and_is_reported(installed: Installed) -> None:
    package = installed.files("environment")
    sizes = ["--persons", "1000", "--seeds", "1", "--months", "12"]
    done = installed.call("sim", "run", "esp/training_programme", "--quick", *sizes, "--out", "result")
    assert done.returncode == 0, done.stderr
    result = installed.folder / "work" / "result"
    assert json.loads((result / "manifest.json").read_text(encoding="utf-8"))["content"]["persons"] == 1000
    assert "</html>" in (result / "report.html").read_text(encoding="utf-8")[-200:]
    assert [path.name for path in (installed.folder / "work").iterdir()] == ["result"]
    # What was compiled is kept among the temporary files, as there is no other place.
    assert list((installed.folder / "temporary").glob("labour-displacement-simulator-*"))
    assert installed.files("environment") == package
    assert not installed.files("home")


def test_bad_input_is_explained_there_too(installed: Installed) -> None:
    done = installed.call("sim", "run", "esp/training_program")
    assert done.returncode == 2
    assert 'Did you mean "esp/training_programme"?' in done.stderr


def test_all_optional_parts_install_beside_it_and_the_doctor_finds_all_well(tmp_path: Path) -> None:
    # Mesa's own page needs an older ipyvue than the explorer's.
    done = environment(tmp_path, "--all-extras", "--no-extra", "mesa").call("sim", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tables, as installed" in done.stdout
    assert re.findall(r"-simulator\[(\w+)", done.stdout) == ["mesa"]  # what to install


# No model is run: nothing is compiled there yet.
TO_PANDAS = """
import sys
import simulator as ls
table = ls.load(sys.argv[1]).table("employed").to_pandas()
print(type(table).__module__, len(table))
"""
PAGE = """
import mesa
import solara
from mesa.visualization import SolaraViz, make_plot_component
from simulator.experiment.mesa_model import Economy

class Toy(mesa.Model):
    def __init__(self, rng=None):
        super().__init__(rng=rng)
        self.datacollector = mesa.DataCollector({"month": lambda model: model.steps})

assert issubclass(Economy, mesa.Model)
shown, _ = solara.render(SolaraViz(Toy(), components=[make_plot_component("month")]), handle_error=False)
print(type(shown).__module__)
"""


@pytest.mark.parametrize(("extra", "code", "said"), [("pandas", TO_PANDAS, "pandas"), ("mesa", PAGE, "ipy")])
def test_an_extra_brings_all_that_it_is_for(extra: str, code: str, said: str, tmp_path: Path) -> None:
    made = environment(tmp_path, "--extra", extra)
    folder = make_fake_run(tmp_path / "run", months=12, seeds=2)
    done = made.call("python", "-c", code, str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(said)
    found = made.call("sim", "check").stdout
    assert [name for name in ("mesa", "pandas") if f"[{name}]'" not in found] == [extra]
