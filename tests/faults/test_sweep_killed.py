"""`sim sweep` killed in the middle: the same command goes on, and nothing finished is computed again."""

import signal
import sys
from pathlib import Path

import polars as pl
import pytest

from simulator.store import manifest
from tests.faults.clusters import scheduler
from tests.faults.processes import Sim, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")]
VERB = ("sweep", "esp/automation_levy", "--over", "automation_levy.rate=0..0.2",
        "--over", "world.frontier_growth=0.3..0.6", "--latin", "3")  # fmt: skip
RUNS = 14  # with and without the levy at three points, without AI once: two seeds each


def test_a_killed_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    # Runs of earlier sweeps are not computed again: another base seed, another set of runs.
    own = ("--base-seed", str(int.from_bytes(str(tmp_path).encode()) % 10**6))
    with Sim(tmp_path / "sweep", own, verb=VERB) as sim:
        wait_for(lambda: len(sim.stored()) >= 3 or sim.process.poll() is not None)
        sim.signal(signal.SIGKILL, everybody=True)
        code, _ = sim.end()
        left = sim.stored()
    assert code == -signal.SIGKILL
    assert 3 <= len(left) < RUNS
    with Sim(sim.out, own, verb=VERB) as again:
        code, said = again.end()
    assert code == 0, said
    assert f"{RUNS} runs, {len(left)} of them already stored" in (sim.out / "run.log").read_text()
    assert not manifest.verify(sim.out)
    with Sim(tmp_path / "other", own, verb=VERB) as other:
        assert other.end()[0] == 0
    assert manifest.read(other.out)["run"]["runs"] == 0  # all of them are kept
    one, two = (pl.read_parquet(out / "effects.parquet") for out in (sim.out, other.out))
    assert one.equals(two)


def test_workers_of_a_cluster_compute_a_sweep_and_what_they_did_is_kept(tmp_path: Path) -> None:
    own = ("--base-seed", str(int.from_bytes(str(tmp_path).encode()) % 10**6))
    with (
        scheduler(tmp_path, workers=1) as cluster,
        Sim(tmp_path / "there", (*own, "--cluster", cluster.address), verb=VERB) as sim,
    ):
        code, said = sim.end()
    assert code == 0, said
    there = manifest.read(sim.out)
    assert (there["run"]["runs"], there["run"]["jobs"]) == (RUNS, "cluster")
    with Sim(tmp_path / "here", own, verb=VERB) as local:
        assert local.end()[0] == 0
    here = manifest.read(local.out)
    assert here["run"]["runs"] == 0
    assert here["content"]["run_id"] == there["content"]["run_id"]
