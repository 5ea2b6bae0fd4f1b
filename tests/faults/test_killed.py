"""`sim run` killed at random moments, a worker killed: nothing looks finished, nothing finished is lost.

`make faults` kills thirty times instead of three, once by each signal.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.faults.processes import KILLS, TASKS, Sim, assert_complete, assert_same, run, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")]
ENDS = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}
LONGEST_STEP = 0.6  # seconds


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_a_random_moment(number: int, tmp_path: Path, reference: Path) -> None:
    draw = random.Random(f"killed {number}")
    how, everybody = list(ENDS)[number % 3], draw.random() < 0.5
    with Sim(tmp_path / "run", ("--jobs", str(draw.choice([1, 2, 2])))) as sim:
        sim.reach(draw.randrange(TASKS + 6))
        time.sleep(LONGEST_STEP * draw.random())
        stored, was_running = sim.stored(), sim.process.poll() is None
        sim.signal(how, everybody=everybody)
        code, said = sim.end()
        wait_for(sim.is_gone, 20)
        left = sim.stored()
        print(f"{how.name} {'all' if everybody else 'first'} at {len(stored)} stored: exit {code}; {said!r}")

    assert "Traceback" not in said or code == -how  # before `sim` itself has begun
    assert code in ({0, ENDS[how], -how} if was_running else {0})
    if sim.out.exists():
        assert_complete(sim.out, reference)
    else:
        assert code != 0
        assert stored <= left
        assert "--resume" in said or how == signal.SIGKILL or not left
    code, said = run(sim.out, "--resume")
    assert code == 0, said
    assert_same(sim.out, reference)
    if left:
        assert f"{TASKS} runs, {len(left)} of them already stored" in (sim.out / "run.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_a_killed_worker_is_told_and_finished_runs_stay(tmp_path: Path, reference: Path) -> None:
    with Sim(tmp_path / "run") as sim:
        sim.reach(2)
        stored = sim.stored()
        os.kill(sim.workers()[0], signal.SIGKILL)
        code, said = sim.end()
        wait_for(sim.is_gone, 20)
    assert code == 1
    for words in ("a worker process was killed", "memory", f"of {TASKS} runs are kept", "--resume"):
        assert words in said
    assert "Traceback" not in said
    assert not sim.out.exists()
    assert stored
    assert stored <= sim.stored()
    assert run(sim.out, "--resume")[0] == 0
    assert_same(sim.out, reference)
