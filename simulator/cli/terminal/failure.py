"""From an exception to a message and an exit code; a traceback goes to a file, never to the user."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from simulator.cli.terminal.signals import let_go, stopping_on_signals, warnings_told
from simulator.core import environment
from simulator.core.errors import ExitCode, IdentityError, InputErrors, SimulatorError, Stopped
from simulator.core.printable import printable


def exit_code_of(verb: Callable[[], object]) -> int:
    """Run `verb`; report what it raises on standard error and return the exit code."""
    try:
        with stopping_on_signals(), warnings_told(_say):
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


@contextmanager
def going_on(*command: str, resuming: Sequence[str] = ("--resume",)) -> Iterator[None]:
    """Have an IdentityError tell how to see it again: what is finished is kept, so that it comes at once."""
    try:
        yield
    except IdentityError as error:
        error.command = shlex.join([*command, *resuming])
        raise


def _unexpected(error: Exception) -> int:
    if what := environment.fault(error):
        _say(f"Stopped: {what}. {environment.remedy(error)} and try again.")
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
