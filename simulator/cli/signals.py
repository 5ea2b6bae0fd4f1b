"""What the system and the log say to a user while a verb runs."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from simulator.core.errors import Stopped

# The end of a batch job, the loss of a terminal.
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_AGAIN = 0.05  # seconds


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let a signal that asks the process to end do what Ctrl-C does; one that is ignored (nohup) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    changed = [number for number in _ENDING if signal.getsignal(number) == signal.SIG_DFL]
    for number in changed:
        signal.signal(number, _stop)
    before, sys.unraisablehook = sys.unraisablehook, _not_lost
    try:
        yield
    finally:
        sys.unraisablehook = before
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def ignore_signals() -> None:
    """Nothing is left to stop: an interpreter that is closing down would only print a traceback."""
    for number in (signal.SIGINT, *_ENDING):
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def _not_lost(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a signal again that came while Python was tidying up, where it drops every exception."""
    stop = unraisable.exc_value
    if not isinstance(stop, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    number = stop.number if isinstance(stop, Stopped) else signal.SIGINT
    threading.Timer(_AGAIN, os.kill, (os.getpid(), number)).start()


@contextmanager
def warnings_told(tell: Callable[[str], object]) -> Iterator[None]:
    """Tell the user meanwhile what the package logs as a warning."""
    handler = _Teller(tell)
    package = logging.getLogger("simulator")
    package.addHandler(handler)
    try:
        yield
    finally:
        package.removeHandler(handler)


class _Teller(logging.Handler):
    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(f"Note: {record.getMessage()}")
