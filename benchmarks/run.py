"""One run of the main example: seconds, peak memory, and how the month's time divides."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

SCENARIO, ROLE = "esp/training_programme", "policy"
SMALL = 2_000, 36
"""Persons and months of a run that loads compiled code."""


def scenario(persons: int, months: int) -> Any:
    """The main example at another size."""
    from simulator.scenario import Options, load_scenario

    return load_scenario(SCENARIO, options=Options(persons=persons, months=months))


def opened(persons: int, months: int) -> Any:
    """The economy of the main example at month 0."""
    from simulator.experiment.simulate import prepare

    return prepare(scenario(persons, months), role=ROLE, replicate=0)


def name_of(step: Callable[..., None]) -> str:
    """A step of the month by the names of its rules, or of its function."""
    rules = getattr(getattr(step, "__self__", None), "rules", None)
    return " + ".join(rule.name for rule in rules) if rules else step.__name__


def timed_steps(economy: Any) -> tuple[dict[str, float], list[Callable[[Any], None]]]:
    """Seconds of processor time by step, filled as the returned steps run."""
    from simulator.economy.schedule import MONTH

    spent: dict[str, float] = defaultdict(float)

    def timed(step: Callable[[Any], None]) -> Callable[[Any], None]:
        name = name_of(step)

        def run(economy: Any) -> None:
            begin = time.thread_time()
            step(economy)
            spent[name] += time.thread_time() - begin

        return run

    return spent, [timed(step) for step in MONTH]


def steps(persons: int, months: int) -> dict[str, float]:
    """Nanoseconds of processor time per person and month, by step of the month and of recording."""
    from simulator.economy import schedule
    from simulator.economy.recorder import Recorder

    whole(*SMALL)
    economy = opened(persons, months)
    recorder = Recorder(economy)
    recorder.record()
    spent, schedule.MONTH = timed_steps(economy)  # type: ignore[assignment]
    for _ in range(months - 1):
        economy.step()
        begin = time.thread_time()
        recorder.record()
        yearly = economy.month % 12 == 0
        spent["record, January" if yearly else "record"] += time.thread_time() - begin
    return {name: seconds / persons / (months - 1) * 1e9 for name, seconds in spent.items()}


def whole(persons: int, months: int) -> dict[str, float]:
    """Seconds and peak megabytes of one run in this process."""
    from simulator.experiment.content import Model

    simulate = Model().simulate
    wanted = scenario(persons, months)
    begin = time.perf_counter()
    simulate(wanted, role=ROLE, replicate=0)
    seconds = time.perf_counter() - begin
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": megabytes, "nanoseconds": seconds / persons / months * 1e9}


def warm(persons: int, months: int) -> dict[str, float]:
    """The same, with compiled code loaded before the clock starts."""
    whole(*SMALL)
    return whole(persons, months)
