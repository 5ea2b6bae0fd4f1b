"""What stops an experiment before its end, and what is said then: what happened, what is kept, what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.core import files
from simulator.core.errors import ExitCode, SimulatorError, Stopped
from simulator.store.folder import RunFolder


class RunInterruptedError(SimulatorError):
    """The user, or a signal, stopped the experiment; the message says how to go on."""

    def __init__(self, message: str, exit_code: int = ExitCode.INTERRUPTED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class RunStoppedError(SimulatorError):
    """The computer stopped the experiment (disk, memory, permissions); the message says how to go on."""


class WorkerLostError(SimulatorError):
    """A worker process ended in the middle of a run."""


RESUMED = "run the scenario again with --out {out} --resume to go on from there"


@contextmanager
def keeping(folder: RunFolder, total: int | None, again: str = RESUMED) -> Iterator[None]:
    """Keep the finished ones of `total` runs (None: not known) when work on `folder` is stopped; say so.

    `again` tells how to go on, with `{out}` for the folder.

    Raises RunInterruptedError for a signal and RunStoppedError for a fault of the computer; any other error
    passes, with a note about what is kept.
    """
    try:
        yield
    except KeyboardInterrupt as error:
        code = error.exit_code if isinstance(error, Stopped) else ExitCode.INTERRUPTED
        raise RunInterruptedError(f"interrupted: {_kept(folder, total, again)}", code) from error
    except WorkerLostError as error:
        raise RunStoppedError(f"{error}: {_kept(folder, total, again)}") from error
    except Exception as error:
        what = _fault(folder, error)
        kept = _kept(folder, total, again)
        if what is None:
            error.add_note(kept)
            raise
        raise RunStoppedError(f"stopped: {what}. {files.remedy(error)}; {kept}") from error
    finally:
        folder.release()


def _fault(folder: RunFolder, error: Exception) -> str | None:
    if isinstance(error, FileNotFoundError) and not folder.partial.exists():
        return f"{folder.partial} was removed during the run"
    if isinstance(error, OSError) and error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
        return f"{folder.path} was made by something else during the run"
    return files.fault(error)


def _kept(folder: RunFolder, total: int | None, again: str) -> str:
    if not folder.partial.exists() and folder.path.exists():
        return f"all runs had been finished, {folder.path} is complete"
    done = len(folder.stored())
    if done == 0:
        folder.discard_if_empty()
        return "no run had been finished, nothing was kept; run it again"
    return (
        f"{done}{'' if total is None else f' of {total}'} runs are kept in {folder.partial}; "
        + again.format(out=folder.path)
    )
