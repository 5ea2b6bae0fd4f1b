"""A signal that asks the process to end is never lost and never becomes a traceback."""

import gc
import os
import re
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulator.cli.failure import exit_code_of, stopping_on_signals
from simulator.core.errors import Stopped, signals_held_back
from simulator.experiment.ensemble import RunInterruptedError

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")


class Thing:
    """Something that can be referred to weakly."""


@stopping_on_signals()
def waited(first: Callable[[], object]) -> None:
    first()
    time.sleep(10)


@signals_held_back()
def interrupted(done: list[str]) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.01)
    done.append("whole")


@pytest.mark.parametrize("takers", [0, 1])
def test_what_arrives_while_signals_are_held_back_acts_after(takers: int) -> None:
    """Another thread, such as a library's, may take the signal."""
    done: list[str] = []
    over = threading.Event()
    threads = [threading.Thread(target=over.wait) for _ in range(takers)]
    for thread in threads:
        thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted(done)
    finally:
        over.set()
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_the_end_of_a_job_stops_like_ctrl_c(name: str, code: int) -> None:
    number = getattr(signal, name)
    with pytest.raises(KeyboardInterrupt) as caught:
        waited(lambda: os.kill(os.getpid(), number))
    assert isinstance(caught.value, Stopped)
    assert caught.value.exit_code == code
    assert signal.getsignal(number) == signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_where_python_drops_exceptions_comes_again(number: int) -> None:
    def tidy(gone: object) -> None:
        os.kill(os.getpid(), number)
        time.sleep(0.01)

    things = [Thing()]
    kept = weakref.ref(things[0], tidy)
    with pytest.raises(KeyboardInterrupt):
        waited(things.clear)
    assert kept() is None


def test_a_signal_that_the_user_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping_on_signals():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("is_told_by_us", [False, True])
def test_what_is_cut_short_complains_to_nobody(
    is_told_by_us: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)

    def write() -> None:
        with (tmp_path / "archive.zip").open("wb") as file:
            archive = ZipFile(file, "w")  # its end is written when it is freed: its file is closed by then
            archive.writestr("name", "text")
            kept: list[object] = [archive]
            kept.append(kept)
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)

    def told_by_us() -> None:
        try:
            write()
        except Stopped as error:
            raise RunInterruptedError("interrupted: all is kept", error.exit_code) from error

    assert exit_code_of(told_by_us if is_told_by_us else write) == 143
    gc.collect()
    assert told == []


STUCK = """
from simulator.cli import failure
from simulator.cli.failure import exit_code_of
from simulator.core.compiled import njit

failure.TOLD, failure.PATIENCE = 0.2, float("{patience}")

@njit
def never_ends(x):
    while x > 0.0:
        x += 1.0
    return x

never_ends(-1.0)
print("compiled", flush=True)
raise SystemExit(exit_code_of(lambda: never_ends(1.0)))
"""


@pytest.mark.parametrize(
    ("sent", "patience", "code", "said"),
    [
        ([signal.SIGINT], 1, 130, "Stopping within 1 s.*did not stop within 1 s.*--resume"),
        ([signal.SIGTERM, signal.SIGTERM], 1, 143, "did not stop within 1 s"),
        ([signal.SIGINT, signal.SIGINT], 3600, 130, "twice"),
        ([signal.SIGTERM, signal.SIGINT], 3600, 143, "twice"),
    ],
)
def test_what_does_not_answer_is_ended_with_its_process(
    sent: Sequence[int], patience: int, code: int, said: str, tmp_path: Path
) -> None:
    program = tmp_path / "stuck.py"
    program.write_text(STUCK.format(patience=patience))
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, str(program)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)}, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "compiled\n"
        for number in sent:
            time.sleep(0.3)
            process.send_signal(number)
        try:
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == code, told
    assert re.search(said, told, re.DOTALL)
