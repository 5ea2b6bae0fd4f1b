"""`--cluster`: the bytes of local runs from workers without our disk, whatever happens to them."""

import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.faults.clusters import Scheduler, scheduler
from tests.faults.processes import ROOT, TASKS, Sim, assert_same, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")]


def test_a_worker_killed_in_the_middle_of_a_run_changes_no_byte(tmp_path: Path, reference: Path) -> None:
    with scheduler(tmp_path, workers=2) as cluster:
        with Sim(tmp_path / "run", ("--cluster", cluster.address)) as sim:
            sim.reach(2)
            cluster.workers[1].kill()
            code, said = sim.end()
        assert code == 0, said
        assert "Traceback" not in said
    assert_same(sim.out, reference)


def test_ctrl_c_and_resume_are_those_of_local_runs(tmp_path: Path, reference: Path) -> None:
    with scheduler(tmp_path, workers=1) as cluster:
        with Sim(tmp_path / "run", ("--cluster", cluster.address)) as sim:
            sim.reach(3)
            sim.signal(signal.SIGINT)
            code, said = sim.end()
        assert code == 130, said
        assert f"of {TASKS} runs are kept" in said
        assert "Traceback" not in said
        assert not sim.out.exists()
        left = sim.stored()
        assert left
        code, said = run(sim.out, "--resume", "--cluster", cluster.address)
        assert code == 0, said
    assert_same(sim.out, reference)
    assert f"{TASKS} runs, {len(left)} of them already stored" in (sim.out / "run.log").read_text()


@pytest.fixture
def lonely(tmp_path: Path) -> Scheduler:
    with scheduler(tmp_path) as cluster:
        yield cluster


def refused(out: Path, address: str) -> str:
    """What is said when a cluster cannot be used: exit 2, no traceback, nothing written."""
    code, said = run(out, "--cluster", address)
    assert code == 2, said
    assert "Traceback" not in said
    assert not list(out.parent.glob(f"{out.name}*"))
    return said


def test_a_worker_that_is_not_like_us_is_refused(tmp_path: Path, lonely: Scheduler) -> None:
    assert "no scheduler with workers answers" in refused(tmp_path / "run", lonely.address)
    changed = tmp_path / "changed"
    for name in ("simulator", "calibration", "scenarios", "reports"):
        shutil.copytree(ROOT / name, changed / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (changed / "simulator" / "rules" / "__init__.py").open("a") as file:
        file.write("# changed\n")
    lonely.add_worker(package=changed)
    code, said = run(tmp_path / "run", "--cluster", lonely.address)
    assert code == 2, said
    assert "a worker has another code; install there" in said


def test_an_address_where_nobody_answers_is_an_error_of_the_input(tmp_path: Path) -> None:
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        assert f'no scheduler with workers answers at "{address}"' in refused(tmp_path / "run", address)
