"""Start-up: how long `sim --help`, verbs that run nothing, importing and compiling take."""

from __future__ import annotations

import argparse
import json
import resource
import shlex
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import FunctionType

from simulator.cli.list import KINDS

REPEATS = 3
GENERATED = "simulator_generated_"
HELP = "from simulator.cli.app import main; main(['--help'])"
VERBS = (
    "--help",
    *(f"list {kind}" for kind in KINDS),
    "describe training_programme",
    "describe person",
    "describe ESP",
    "diff esp/no_policy esp/training_programme",
    "explain esp/levy_pays_training",
    "validate-scenario esp/levy_pays_training",
)
IMPORTS = "import simulator.economy.schedule, simulator.economy.recorder, simulator.start.opening"


def seconds(code: str) -> float:
    """Least wall time of a fresh interpreter that runs some code."""
    best = float("inf")
    for _ in range(REPEATS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - begin)
    return best


def processor_seconds(verb: str) -> float:
    """Least processor time, user and system, of `sim` with the words of a verb."""
    best = float("inf")
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [str(Path(sys.executable).with_name("sim")), *shlex.split(verb)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
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


def main() -> None:
    """Command line, for `benchmarks.__main__`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--compiled", nargs=2, type=int, metavar=("PERSONS", "MONTHS"))
    parser.add_argument("--verbs", action="store_true", help="processor seconds of verbs that run nothing")
    options = parser.parse_args()
    if options.verbs:
        for verb in VERBS:
            print(f"{processor_seconds(verb):5.2f}  sim {verb}", flush=True)
    elif options.compiled:
        print(json.dumps(compiled(*options.compiled)))
    else:
        print(json.dumps({"help": seconds(HELP), "imports": seconds(IMPORTS)}))


if __name__ == "__main__":
    main()
