"""Where the runs of a verb are computed: in local processes, or on a cluster that was checked first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.scenario import Scenario

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Workers


@contextmanager
def workers_of(cluster: str | None, jobs: int, scenarios: Sequence[Scenario]) -> Iterator[Workers]:
    """The cluster at an address, connected and checked before anything is written; else local processes."""
    if cluster is None:
        yield jobs
        return
    if jobs != 1:
        raise InputError("is for local processes; on a cluster its workers are used", field="--jobs")
    from simulator.experiment.cluster.client import connected

    with connected(cluster, {scenario.country for scenario in scenarios}) as connection:
        yield connection
