"""Two runs at once into one folder: the second is sent away, a dead one's folder is taken over."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.core.errors import InputError
from simulator.store import folder as run_lock
from tests.faults.processes import ROOT, Sim, assert_same, run, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no lock there")


@pytest.mark.slow
def test_the_second_run_is_sent_away_and_the_first_goes_on(tmp_path: Path, reference: Path) -> None:
    with Sim(tmp_path / "run") as sim:
        lock = sim.partial / run_lock.LOCK
        wait_for(lambda: lock.exists() and bool(lock.read_text()))  # held, not only its folder made
        sim.signal(signal.SIGSTOP, everybody=True)  # or it is done before the second has begun
        for options in ((), ("--resume",)):
            code, said = run(sim.out, *options)
            assert code == 2
            assert f"process {sim.process.pid} on " in said
            assert "another folder with --out" in said
        sim.signal(signal.SIGCONT, everybody=True)
        code, said = sim.end()
    assert code == 0, said
    assert_same(sim.out, reference)


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, signal, sys; from simulator.store import folder as run_lock\n"
        "held = run_lock.take(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT) as process:
        assert process.wait(60) == -signal.SIGKILL
    assert f"process {process.pid} on " in (tmp_path / run_lock.LOCK).read_text()
    with run_lock.take(tmp_path):
        assert f"process {os.getpid()} on " in (tmp_path / run_lock.LOCK).read_text()
        with pytest.raises(InputError, match="another run is at work"):
            run_lock.take(tmp_path)
