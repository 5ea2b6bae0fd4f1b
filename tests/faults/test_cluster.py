"""`--cluster`: the bytes of local runs from workers without our disk, whatever happens to them."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.faults.clusters import Scheduler, scheduler
from tests.faults.processes import LONG, ROOT, TASKS, Sim, assert_same, run, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")]


def has_settled(sim: Sim, seconds: float = 2.0) -> bool:
    """Whether no run was stored for so long: what is left is in the hands of somebody who does nothing."""
    before = sim.stored()
    time.sleep(seconds)
    return sim.stored() == before


def test_a_worker_killed_in_the_middle_of_a_run_changes_no_byte(tmp_path: Path, reference: Path) -> None:
    with scheduler(tmp_path, workers=2) as cluster:
        with Sim(tmp_path / "run", ("--cluster", cluster.address)) as sim:
            sim.reach(2)
            victim = cluster.workers[1]
            os.kill(victim.pid, signal.SIGSTOP)  # so that it has not finished what it has when it is killed
            wait_for(lambda: has_settled(sim), 60)
            assert 0 < len(sim.stored()) < TASKS
            assert sim.process.poll() is None
            victim.kill()
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


@pytest.mark.skipif(not LONG, reason="waits for a connection that has gone: make faults")
def test_a_lost_scheduler_is_told_and_local_processes_go_on(tmp_path: Path, reference: Path) -> None:
    out = tmp_path / "run"
    with scheduler(tmp_path, workers=1) as cluster, Sim(out, ("--cluster", cluster.address)) as sim:
        sim.reach(2)
        cluster.process.kill()
        code, said = sim.end()
    assert code == 1
    assert f"the scheduler at {cluster.address} was lost" in said
    assert f"of {TASKS} runs are kept" in said
    assert "Traceback" not in said
    code, said = run(sim.out, "--resume")
    assert code == 0, said
    assert_same(sim.out, reference)


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


def test_workers_that_are_not_like_us_are_named_before_anything_is_written(
    tmp_path: Path, lonely: Scheduler
) -> None:
    assert f"no worker is connected to {lonely.address}" in refused(tmp_path / "run", lonely.address)
    changed = tmp_path / "changed"
    for name in ("simulator", "calibration", "scenarios", "reports"):
        shutil.copytree(ROOT / name, changed / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (changed / "simulator" / "rules" / "__init__.py").open("a") as file:
        file.write("# changed\n")
    profile = changed / "calibration" / "countries" / "ESP.yaml"
    profile.write_text(profile.read_text() + "# changed\n")
    broken = tmp_path / "broken" / "simulator"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("")
    lonely.add_worker(package=changed)
    lonely.add_worker(package=broken.parent)
    lonely.add_worker("--nthreads", "2")
    wait_for(lambda: (tmp_path / "dask.log").read_text().count("Registered to:") == 3, 60)
    said = refused(tmp_path / "run", lonely.address)
    for words in (
        "the simulator's code is not the same; the data of ESP are not the same", "3 errors", "worker tcp://",
        "the simulator cannot be loaded there", "2 tasks in one process; start it with dask worker",
    ):  # fmt: skip
        assert words in said


def test_an_address_where_nobody_answers_is_an_error_of_the_input(tmp_path: Path) -> None:
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        assert f'no scheduler answers at "{address}"' in refused(tmp_path / "run", address)
