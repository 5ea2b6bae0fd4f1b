"""Same scenario and seed: the same numbers again, in another process and whatever the number of jobs."""

from pathlib import Path

import pytest

from tests import experiment
from tests.small import different, policy, ran, small

HASHED = ("results.parquet", "persons.parquet", "flows.parquet", "scenario.yaml")


def test_a_run_can_be_repeated_and_replicates_differ() -> None:
    scenario = small("rapid", (policy("training_programme", places_per_1000=8.0),))
    first, again, other = ran(scenario), ran(scenario), ran(scenario, replicate=1)
    assert not different(first, again)
    assert len(different(first, other)) > 50


def test_another_base_seed_is_another_economy() -> None:
    assert len(different(ran(small()), ran(small(base_seed=7)))) > 50


def test_one_job_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    scenario = small("rapid", (policy("training_programme", places_per_1000=8.0),), name="jobs")
    one, two = (experiment.run(scenario, out=tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2))
    for name in HASHED:
        assert (one.path / name).read_bytes() == (two.path / name).read_bytes(), name
    assert one.run_id == two.run_id


@pytest.mark.parametrize("role", ["no_policy", "no_ai"])
def test_the_opening_state_read_from_disk_is_the_one_that_was_made(
    role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.start import opening

    stored = ran(small(), role)
    monkeypatch.setattr(opening, "folder", lambda: tmp_path)
    assert not different(stored, ran(small(), role))  # made anew
    assert list(tmp_path.rglob("*.npz"))
    assert not different(stored, ran(small(), role))  # read back
