"""What a new user waits for: `python -m benchmarks.first_run` clones, runs README's commands, prints a table.

Each in a fresh clone of a commit, packages downloaded, other caches empty: the main command, once more with
caches, with `--quick`, and the tests. Processor seconds are user and system of all processes; memory is the
most that they hold together, shared pages counted once. Beside the main command stands the code of 3675d5b8,
the yardstick, run in the same hour. `--only main,quick` leaves out others, `--no-reference` the yardstick.
"""

import argparse
import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from calibration.study import piped

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = "3675d5b8"
RUN = "uv run --no-sync sim run scenarios/esp/training_programme.yaml"
COMMANDS = {
    "main": RUN,
    "second": RUN,
    "quick": f"{RUN} --quick",
    "tests": "uv run --no-sync pytest -n auto -q",
}
FRESH = ("main", "quick", "tests")
"""Those that find no cache; the second run finds what the first left."""
EARLY = b"After 5 of"
"""How the line of the first look begins."""
SUBREAPER = 36
"""Linux's option by which processes whose parent ended become this one's, so that their time is counted."""


@dataclass
class Took:
    """Seconds by the clock, of processor and until the first look; megabytes; exit code."""

    wall: float
    processor: float
    memory: float
    look: float | None
    code: int


def run(command: str, folder: Path, cache: Path) -> Took:
    """Run a command in a clone, with the caches in a folder."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "UV_CACHE_DIR": _uv_cache()}
    for name in ("NUMBA_CACHE_DIR", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"):
        environment.pop(name, None)
    before, began = _processor(), time.monotonic()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command.split(), cwd=folder, env=environment, **pipes) as process:  # type: ignore[call-overload]
        memory, looks = [0.0], list[float]()
        watch = threading.Thread(target=_watch, args=(process.pid, memory), daemon=True)
        watch.start()
        for line in process.stdout or ():
            if EARLY in line and not looks:
                looks.append(time.monotonic() - began)
        code = process.wait()
    wall = time.monotonic() - began
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return Took(wall, _processor() - before, memory[0] / 1e6, looks[0] if looks else None, code)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _uv_cache() -> str:
    return subprocess.run(["uv", "cache", "dir"], check=True, capture_output=True, text=True).stdout.strip()


def _watch(root: int, most: list[float]) -> None:
    """Keep the most bytes that a process and all below it held together, while it runs."""
    while Path(f"/proc/{root}").exists():
        most[0] = max(most[0], sum(map(_bytes, _tree(root))))
        time.sleep(0.25)


def _tree(root: int) -> Iterator[int]:
    yield root
    with suppress(OSError):
        for thread in Path(f"/proc/{root}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _bytes(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024.0 * float(line.split()[1])
    return 0.0


def measured(commit: str, names: list[str]) -> dict[str, Took]:
    """What each command takes in a fresh clone of a commit."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        clone, cache = Path(place) / "clone", Path(place) / "cache"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        subprocess.run(["git", "checkout", "--quiet", commit], cwd=clone, check=True)
        subprocess.run(["uv", "sync", "--quiet"], cwd=clone, check=True)
        for name in names:
            if name in FRESH:
                cache = cache.with_name(f"cache-{name}")
            found[name] = run(COMMANDS[name], clone, cache)
            print(f"{commit[:8]} {name}: {found[name]}", flush=True)
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_run", description=__doc__)
    parser.add_argument("--only", default=",".join(COMMANDS), help="which commands, by name")
    parser.add_argument("--no-reference", action="store_true", help="leave out the yardstick")
    options = parser.parse_args()
    names = [name for name in COMMANDS if name in options.only.split(",")]
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SUBREAPER, 1)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True)
    now = measured(head.stdout.strip(), names)
    before = {} if options.no_reference else measured(REFERENCE, [name for name in names if name == "main"])
    rows = []
    for name, took in now.items():
        old = before.get(name)
        ratio = (took.processor / old.processor, took.wall / old.wall) if old else None
        rows.append(
            [
                name,
                f"{took.processor:.0f}",
                f"{took.wall:.0f}",
                f"{took.memory:.0f}",
                "–" if took.look is None else f"{took.look:.0f}",
                f"{old.processor:.0f}; {old.wall:.0f}" if old else "–",
                f"{ratio[0]:.2f}; {ratio[1]:.2f}" if ratio else "–",
                f"{took.code}",
            ]
        )
    heads = ("command", "processor s", "wall s", "MB", "first look s", REFERENCE, "ratios", "exit code")
    print("\n".join(piped(heads, rows)))
    print(f"{os.cpu_count()} cores; {time.strftime('%Y-%m-%d', time.gmtime())}, code {head.stdout[:8]}")


if __name__ == "__main__":
    main()
