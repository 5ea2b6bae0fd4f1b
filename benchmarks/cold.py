"""A cold start: `python -m benchmarks.cold` prints what `sim run` imports, and what that and compiling take.

In processes of their own, with no code compiled and no opening state on disk; seconds are of processor.
`--write` stores what was compiled as the list of `simulator.experiment.precompile`.
"""

import contextlib
import csv
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from typing import Any

from benchmarks.run import SCENARIO, measure

RUN = ("run", SCENARIO, "--no-cash", "--seeds", "1", "--jobs", "1", "--persons", "1500", "--months", "36")
ROOMS = ("simulator", "reports", "calibration", "scenarios")


def seconds(code: str) -> float:
    """What a fresh interpreter takes to run some code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run() -> dict[str, Any]:
    """Modules of ours that `sim run` imports in this process, seconds that Numba compiles, and what."""
    from numba.core import event

    from simulator.cli.app import main
    from simulator.experiment.precompile import written

    spent: Counter[str] = Counter()
    compiled: list[tuple[str, str]] = []
    begun: list[float] = []

    class Listener(event.Listener):
        """Adds the time of outermost compilations to the function that they compile."""

        def on_start(self, event: event.Event) -> None:
            begun.append(time.thread_time())

        def on_end(self, event: event.Event) -> None:
            took = time.thread_time() - begun.pop()
            if not begun:
                function = event.data["dispatcher"].py_func
                rules = sys.modules[function.__module__].__doc__ if function.__name__ == "loop" else None
                name = rules or f"{function.__module__}.{function.__name__}"
                compiled.append((name, "" if rules else written(event.data["args"])))
                spent[f"{function.__module__.rpartition('.')[2][-60:]}.{function.__name__}"] += took

    quiet = contextlib.redirect_stdout(io.StringIO())
    listened = event.install_listener("numba:compile", Listener())
    with tempfile.TemporaryDirectory() as folder, quiet, listened, contextlib.suppress(SystemExit):
        main([*RUN, "--out", f"{folder}/run"])
    modules = sorted(name for name in sys.modules if name.partition(".")[0] in ROOMS)
    took = {"compiling": sum(spent.values()), "slowest": spent.most_common(5)}
    return {"modules": modules, "compiled": compiled, **took}


def started() -> dict[str, Any]:
    """What `run` finds with nothing compiled, and seconds of `sim --help` and of the imports of `sim run`."""
    with tempfile.TemporaryDirectory() as cache:
        found = measure("cold", "run", cache=cache)
    helped = seconds("from simulator.cli.app import main; main(['--help'])")
    return found | {"help": helped, "imports": seconds(f"import {', '.join(found['modules'])}")}


if __name__ == "__main__":
    cold = started()
    if "--write" in sys.argv:
        from simulator.experiment.precompile import LIST

        with LIST.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("function", "types"), *cold["compiled"]])
    print(f"{len(cold['modules'])} modules of ours are imported by sim run, in {cold['imports']:.1f} s")
    slowest = ", ".join(f"{name} {took:.1f} s" for name, took in cold["slowest"])
    print(f"{cold['compiling']:.1f} s of compiling (slowest: {slowest})")
