"""What the system and the log say to a user while a verb runs."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from simulator.core.errors import Stopped

_ENDING = ("SIGTERM", "SIGHUP")  # the end of a batch job, the loss of a terminal


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let a signal that asks the process to end do what Ctrl-C does; one that is ignored (nohup) stays so."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    changed = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in changed:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


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
