"""One task computed: what comes of it is the same bytes wherever it is run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulator.experiment.tasks import Task
from simulator.store.seeds import encoded
from simulator.store.tables import RunOutput, tables_of

Simulate = Callable[..., RunOutput]


@dataclass(frozen=True)
class Computed:
    """One run as a worker without our disk sends it: the bytes that are stored, and what is noted."""

    key: str
    tables: Mapping[str, bytes]
    note: Mapping[str, float]


def compute(task: Task, simulate: Simulate) -> Computed:
    """Run one task; wherever it is run, these are the bytes that are stored."""
    output = simulate(
        task.scenario, role=task.role, replicate=task.replicate, twin=task.twin, plain=task.plain
    )
    note = {"seconds": output.seconds, "identity_max": output.identity_max}
    return Computed(task.key, encoded(tables_of(output, task.label)), note)
