"""From an exception or a signal to a message and an exit code; a traceback goes to a file."""

from __future__ import annotations

import gc
import logging
import os
import shlex
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType

import click

from simulator.core import files
from simulator.core.errors import ExitCode, IdentityError, InputErrors, SimulatorError, Stopped, printable

# The end of a batch job, the loss of a terminal.
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_AGAIN = 0.05  # seconds
TOLD = 2.0
"""Seconds after which somebody who asked to stop is told what is going on."""
PATIENCE = 10.0
"""Seconds in which what runs must have stopped by itself; then the process is ended."""
WRITING = 120.0
"""The same after Ctrl-C where some seeds are done, whose folder and report are written first."""
SEEDS_DONE = threading.Event()
"""Set by a verb once there is something to write."""
_KEPT = "Finished runs are kept; the same command with --out and --resume goes on from there."


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let a signal that asks the process to end do what Ctrl-C does; one that is ignored (nohup) stays so.

    What does not answer, such as a rule whose loop never ends, is ended with its process.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    changed = [number for number in _ENDING if signal.getsignal(number) == signal.SIG_DFL]
    for number in changed:
        signal.signal(number, _stop)
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    before = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    ours: list[int] = []  # signals that are ours, not another request
    listening = threading.Thread(target=_listen, args=(ear, ours), daemon=True)
    listening.start()
    hook, sys.unraisablehook = sys.unraisablehook, partial(_not_lost, ours)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        signal.set_wakeup_fd(before)
        mouth.close()
        listening.join()
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def ignore_signals() -> None:
    """Nothing is left to stop: an interpreter that is closing down would only print a traceback."""
    for number in (signal.SIGINT, *_ENDING):
        signal.signal(number, signal.SIG_IGN)


def let_go(stopped: BaseException) -> None:
    """Free now what a signal cut short; its complaints, such as of a closed file, are for nobody."""
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        error: BaseException | None = stopped
        while error is not None:
            traceback.clear_frames(error.__traceback__)
            error = error.__cause__ or error.__context__
        gc.collect()
    finally:
        sys.unraisablehook = before


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def _not_lost(ours: list[int], unraisable: sys.UnraisableHookArgs) -> None:
    """Send a signal again that came while Python was tidying up, where it drops every exception."""
    stop = unraisable.exc_value
    if not isinstance(stop, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    number = stop.number if isinstance(stop, Stopped) else signal.SIGINT
    ours.append(number)
    threading.Timer(_AGAIN, os.kill, (os.getpid(), number)).start()


def _listen(ear: socket.socket, ours: list[int]) -> None:
    """End the process when it has not stopped in time, or when Ctrl-C comes a second time.

    It hears of signals while a compiled loop keeps the first thread from looking at them.
    """
    if hasattr(signal, "pthread_sigmask"):  # the first thread takes them, and may hold them back
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, *_ENDING])
    with ear:
        number = _heard(ear, ours, {signal.SIGINT, *_ENDING}, None)
        if not number:
            return
        asked = time.monotonic()
        limit = WRITING if number == signal.SIGINT and SEEDS_DONE.is_set() else PATIENCE
        # A job scheduler may repeat its signal by itself; Ctrl-C is pressed by somebody.
        again = _heard(ear, ours, {signal.SIGINT}, asked + TOLD)
        if again is None:
            _write(f"Stopping within {limit:.0f} s; Ctrl-C once more ends at once.")
            again = _heard(ear, ours, {signal.SIGINT}, asked + limit)
        if again == 0:
            return
        why = "Interrupted twice" if again else f"Ended, as it did not stop within {limit:.0f} s"
        _write(f"{why}. {_KEPT}")
        os._exit(ExitCode.INTERRUPTED if number == signal.SIGINT else 128 + number)


def _heard(ear: socket.socket, ours: list[int], wanted: set[int], until: float | None) -> int | None:
    """Number of the next signal among `wanted`; 0 when all is over, None when it is time."""
    while True:
        ear.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
        try:
            heard = ear.recv(1)
        except TimeoutError:
            return None
        if not heard:
            return 0
        if heard[0] in ours:
            ours.remove(heard[0])
        elif heard[0] in wanted:
            return heard[0]


def _write(text: str) -> None:
    """Write to standard error whatever the first thread is doing with it."""
    shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar hides the cursor
    with suppress(OSError):
        os.write(2, f"{shown}\n{text}\n".encode())


class _Teller(logging.Handler):
    """Tells the user meanwhile what the package logs as a warning."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print it beside the progress bar."""
        _say(f"Note: {record.getMessage()}")


def exit_code_of(verb: Callable[[], object]) -> int:
    """Run `verb`; report what it raises on standard error and return the exit code."""
    teller, package = _Teller(logging.WARNING), logging.getLogger("simulator")
    package.addHandler(teller)
    try:
        with stopping_on_signals():
            result = verb()
        return result if isinstance(result, int) else ExitCode.OK
    except click.ClickException as error:
        error.show()
        return ExitCode.INPUT
    except (KeyboardInterrupt, click.Abort) as stop:
        _say("Interrupted.")
        let_go(stop)
        signalled = stop.__cause__ if isinstance(stop, click.Abort) else stop  # click wraps what it catches
        return signalled.exit_code if isinstance(signalled, Stopped) else ExitCode.INTERRUPTED
    except InputErrors as errors:
        for one in errors.errors:
            _say(str(one))
        count = len(errors.errors)
        _say(f"{count} error{'s' if count > 1 else ''}; nothing was run.")
        return errors.exit_code
    except SimulatorError as error:
        _say(str(error))
        if isinstance(error.__cause__, KeyboardInterrupt):
            let_go(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (less, head) has gone: nothing more to say, even at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        return _unexpected(error)
    finally:
        package.removeHandler(teller)


@contextmanager
def going_on(*command: str, resuming: Sequence[str] = ("--resume",)) -> Iterator[None]:
    """Have an IdentityError tell how to see it again: what is finished is kept, so that it comes at once."""
    try:
        yield
    except IdentityError as error:
        error.command = shlex.join([*command, *resuming])
        raise


def _unexpected(error: Exception) -> int:
    if what := files.fault(error):
        _say(f"Stopped: {what}. {files.remedy(error)} and try again.")
        return ExitCode.IDENTITY
    _say(f"Internal error: {type(error).__name__}: {error}")
    for note in getattr(error, "__notes__", ()):
        _say(note)
    _say(f"This is a fault of the simulator, not of your input. Details: {_write_log()}")
    return ExitCode.IDENTITY


def _say(message: str) -> None:
    click.echo(printable(message), err=True)


def _write_log() -> Path:
    import platformdirs

    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for folder in (platformdirs.user_log_path("labour-displacement-simulator"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(traceback.format_exc(), encoding="utf-8")
        except OSError:
            continue
        return path
    return Path("(no folder for the log can be written)")
