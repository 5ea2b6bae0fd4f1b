"""One run of the main example: seconds, peak memory, how the month's time divides.

Every measurement is called in a process of its own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

SCENARIO, ROLE = "esp/training_programme", "policy"
SMALL = 2_000, 36
"""Persons and months of a run that loads compiled code."""
CALLED = """import importlib, json, sys
module, function, *numbers = sys.argv[1:]
print(json.dumps(getattr(importlib.import_module(module), function)(*map(int, numbers))))"""


def measure(module: str, function: str, *numbers: int, cache: str | None = None) -> dict[str, Any]:
    """What a function of `benchmarks.<module>` finds, called with `numbers` in a process of its own.

    `cache` names a folder for compiled code and opening states, in place of the user's.
    """
    command = [sys.executable, "-c", CALLED, f"benchmarks.{module}", function, *map(str, numbers)]
    return read(command, cache=cache)


def read(command: Sequence[str], *, cache: str | None = None) -> dict[str, Any]:
    """The JSON on the last line of a command's output."""
    environment = os.environ | ({"XDG_CACHE_HOME": cache} if cache else {})
    environment.pop("NUMBA_CACHE_DIR", None)
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def scenario(persons: int, months: int) -> Any:
    """The main example at another size."""
    from simulator.scenario import Options, load_scenario

    return load_scenario(SCENARIO, options=Options(persons=persons, months=months))


def opened(persons: int, months: int) -> Any:
    """The economy of the main example at month 0."""
    from simulator.experiment.simulate import prepare

    return prepare(scenario(persons, months), role=ROLE, replicate=0)


def whole(persons: int, months: int) -> dict[str, float]:
    """Seconds and peak megabytes of one run in this process."""
    from simulator.experiment.inputs import Model

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


def steps(persons: int, months: int) -> dict[str, float]:
    """Nanoseconds of processor time per person and month, by step of the month and of recording."""
    from simulator.economy import schedule
    from simulator.economy.recorder import Recorder

    whole(*SMALL)
    economy = opened(persons, months)
    recorder = Recorder(economy)
    recorder.record()
    spent: dict[str, float] = defaultdict(float)

    def timed(step: Callable[[Any], None]) -> Callable[[Any], None]:
        rules = getattr(getattr(step, "__self__", None), "rules", None)
        name = " + ".join(rule.name for rule in rules) if rules else step.__name__

        def run(economy: Any) -> None:
            begin = time.thread_time()
            step(economy)
            spent[name] += time.thread_time() - begin

        return run

    schedule.MONTH = [timed(step) for step in schedule.MONTH]  # type: ignore[assignment]
    for _ in range(months - 1):
        economy.step()
        begin = time.thread_time()
        recorder.record()
        yearly = economy.month % 12 == 0
        spent["record, January" if yearly else "record"] += time.thread_time() - begin
    return {name: seconds / persons / (months - 1) * 1e9 for name, seconds in spent.items()}
