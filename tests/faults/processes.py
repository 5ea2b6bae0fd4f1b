"""Real `sim run` processes that tests kill, starve and shut out."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.store import manifest

ROOT = Path(__file__).resolve().parents[2]
SAME = (*manifest.HASHED_FILES, "tables.xlsx")
SIZES = ("--persons", "1000", "--months", "12", "--seeds", "2")
KILLS = int(os.environ.get("FAULTS_KILLS", "3"))
LONG = KILLS > 3  # `make faults`
TASKS = 4  # two roles of a scenario without policy, two seeds


@dataclass
class Sim:
    """One `sim run` in a session of its own, so that nothing but its own processes is ever killed."""

    out: Path
    options: tuple[str, ...] = ("--jobs", "2")
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None  # runs in the child before it becomes `sim`
    verb: tuple[str, ...] = ("run", "esp/no_policy")

    def __enter__(self) -> "Sim":
        program = "from simulator.cli.app import main; main()"
        command = [sys.executable, "-c", program, *self.verb, *SIZES, *self.options]
        self.process = subprocess.Popen(
            [*command, "--out", str(self.out)], cwd=ROOT, env=os.environ | self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=self.before,
        )  # fmt: skip
        return self

    def __exit__(self, *error: object) -> None:
        self.signal(signal.SIGKILL, everybody=True)
        self.process.communicate()

    @property
    def partial(self) -> Path:
        return self.out.with_name(self.out.name + ".partial")

    def signal(self, number: int, *, everybody: bool = False) -> None:
        """Signal the first process, or all of the session as a terminal does."""
        try:
            if everybody:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass

    def end(self) -> tuple[int, str]:
        """Exit code (negative: the signal that killed it) and what it said on standard error."""
        _, said = self.process.communicate(timeout=300)
        return self.process.returncode, said

    def steps(self) -> int:
        """How far it has come: the folder, each stored run, the tables, the spreadsheet, the manifest."""
        if self.out.exists():
            return TASKS + 5
        files = ("", "results.parquet", "tables.xlsx", "manifest.json")
        return len(self.stored()) + sum((self.partial / name).exists() for name in files)

    def stored(self) -> set[str]:
        seeds = self.partial / "seeds"
        return {entry.name for entry in seeds.glob("*") if entry.suffix != ".writing"}

    def reach(self, steps: int) -> None:
        """Wait until it has come so far, or has ended."""
        wait_for(lambda: self.steps() >= steps or self.process.poll() is not None)

    def workers(self) -> list[int]:
        """Process ids of its workers (Linux)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [pid for pid in map(int, children) if b"LokyProcess" in _command_of(pid)]

    def is_gone(self) -> bool:
        """Whether no process of the session is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


def run(out: Path, *options: str, **settings: Any) -> tuple[int, str]:
    """Exit code and standard error of a `sim run` that is left alone."""
    with Sim(out, options or ("--jobs", "2"), **settings) as sim:
        return sim.end()


def wait_for(condition: Callable[[], bool], seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def assert_same(out: Path, reference: Path) -> None:
    """A finished folder: nothing beside it, the same files as the undisturbed run's, the same bytes."""
    assert not out.with_name(out.name + ".partial").exists()
    assert {entry.name for entry in out.iterdir()} == {entry.name for entry in reference.iterdir()}
    assert_complete(out, reference)


def assert_complete(out: Path, reference: Path) -> None:
    assert not manifest.verify(out)
    for name in SAME:
        assert (out / name).read_bytes() == (reference / name).read_bytes(), name
    assert (out / "report.html").read_bytes().rstrip().endswith(b"</html>")


def obey_permissions() -> None:
    """Give up root's right to write everywhere: nothing happens to others, who never had it."""
    drop_capability = 24  # PR_CAPBSET_DROP, for the program that is started next
    for capability in range(64):
        ctypes.CDLL(None).prctl(drop_capability, capability, 0, 0, 0)


def _command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
