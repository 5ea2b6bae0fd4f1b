"""A signal that asks the process to end is never lost and never becomes a traceback."""

import os
import signal
import time
import weakref
from collections.abc import Callable

import pytest

from simulator.cli.signals import stopping_on_signals
from simulator.core.errors import Stopped

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")


class Thing:
    """Something that can be referred to weakly."""


@stopping_on_signals()
def waited(first: Callable[[], object]) -> None:
    first()
    time.sleep(10)


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
