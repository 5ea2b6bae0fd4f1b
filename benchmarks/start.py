"""Start-up: how long `sim --help`, importing and compiling take."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from types import FunctionType

REPEATS = 3
GENERATED = "simulator_generated_"
HELP = "from simulator.cli.app import main; main(['--help'])"
IMPORTS = "import simulator.economy.schedule, simulator.economy.recorder, simulator.start.opening"


def seconds(code: str) -> float:
    """Least wall time of a fresh interpreter that runs some code."""
    best = float("inf")
    for _ in range(REPEATS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - begin)
    return best


def name_of(function: FunctionType) -> str:
    """A compiled function by its name, the loop of a rule by the rules in it."""
    module = function.__module__
    if module.startswith(GENERATED):
        return module.removeprefix(GENERATED).rpartition("_")[0]
    return f"{module.rpartition('.')[2]}.{function.__name__}"


def compiled(persons: int, months: int) -> dict[str, float]:
    """Seconds that Numba compiles in this process, by function; needs an empty cache folder."""
    from numba.core import event

    from benchmarks.run import whole

    spent: Counter[str] = Counter()
    begun: list[float] = []

    class Listener(event.Listener):
        """Adds the time of outermost compilations to the function that they compile."""

        def on_start(self, event: event.Event) -> None:
            begun.append(time.thread_time())

        def on_end(self, event: event.Event) -> None:
            took = time.thread_time() - begun.pop()
            if not begun:
                function = event.data["dispatcher"].py_func
                spent[name_of(function)] += took

    with event.install_listener("numba:compile", Listener()):
        whole(persons, months)
    return {"all": sum(spent.values()), **dict(spent.most_common(5))}


def loading() -> dict[str, float]:
    """Seconds of `sim --help`, and of importing the model."""
    return {"help": seconds(HELP), "imports": seconds(IMPORTS)}
