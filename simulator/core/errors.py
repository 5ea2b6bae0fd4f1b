"""Errors that end a command, and the exit code each of them stands for."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns to the shell."""

    OK = 0
    IDENTITY = 1
    INPUT = 2
    DIFFERS = 3
    INTERRUPTED = 130


class SimulatorError(Exception):
    """Base of every error that a user is expected to meet."""

    exit_code: int = ExitCode.IDENTITY


class Stopped(KeyboardInterrupt):
    """A signal other than Ctrl-C that asks the process to end: like it, with exit code 128 + its number."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.number = signal_number
        self.exit_code = 128 + signal_number


class InputError(SimulatorError):
    """Something that the user wrote cannot be used.

    Parameters
    ----------
    message
        What is wrong, the allowed values with their unit, and the remedy.
    where
        Place of the fault, "file:line:column", when known.
    field
        Dotted name of the faulty field, when known.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, message: str, *, where: str = "", field: str = "") -> None:
        super().__init__(message, where, field)
        self.message = message
        self.where = where
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return _input_error, (self.message, self.where, self.field)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.field, self.message) if part)


class ExplodedError(InputError):
    """The values that the model was given make it grow without bound: no run, rather than an endless one."""


def _input_error(message: str, where: str, field: str) -> InputError:
    return InputError(message, where=where, field=field)


class InputErrors(InputError):  # noqa: N818 (its name in every other file)
    """All the input errors found in one reading, in the order of the file."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors: Sequence[InputError] = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))

    def __reduce__(self) -> tuple[object, ...]:
        return InputErrors, (self.errors,)


class IdentityError(SimulatorError):
    """An accounting identity does not hold: a fault of the model, never of the user.

    Parameters
    ----------
    identity
        Name of the identity.
    month
        Months since the start.
    seed
        Base seed and replicate, as text.
    detail
        Both sides and by how much they differ.
    command
        The command that reproduces the failure, when known.
    """

    exit_code = ExitCode.IDENTITY

    def __init__(self, identity: str, month: int, seed: object, detail: str, command: str = "") -> None:
        super().__init__(identity, month, seed, detail, command)
        self.identity = identity
        self.month = month
        self.seed = seed
        self.detail = detail
        self.command = command

    def __str__(self) -> str:
        text = f"{self.identity} does not hold in month {self.month} (seed {self.seed}): {self.detail}"
        return f"{text}\nReproduce with: {self.command}" if self.command else text


def suggestion(name: str, candidates: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the closest candidate, or an empty text."""
    close = get_close_matches(name, list(candidates), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
