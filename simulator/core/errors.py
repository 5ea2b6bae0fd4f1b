"""Errors that end a command, the exit code of each, and text that is safe to print.

Safe text has nothing that steers a terminal or a reader's eye, and its tables cut no word.
"""

import re
import signal
import textwrap
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from difflib import get_close_matches
from enum import IntEnum
from functools import partial
from typing import Any

NARROW = 60
"""Characters of a line below which a table is printed as a list."""
EASY = 20
"""Characters of a column that is still easy to read; below it numbers are folded first."""
STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals that ask a process to end, where the system knows them."""

# Control characters but tab and line break, marks that turn the direction of writing, halves of characters.
_STEERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Text with a sign in place of each character that would steer what shows it."""
    return _STEERS.sub("\ufffd", text)


def printable_in(value: Any) -> Any:
    """A value as JSON knows it, its texts made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(key): printable_in(item) for key, item in value.items()}
    return [printable_in(item) for item in value] if isinstance(value, list) else value


def laid_out(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    width: int,
    *,
    whole: Collection[int] = (),
    right: Collection[int] = (),
) -> Iterator[str]:
    """Lines of a table at most `width` characters wide; of a list, "head: cell", where it has no room.

    Cells are folded between words, those of the `whole` columns last, and never cut; numbers stand `right`.
    """
    table = [list(heads), *map(list, rows)]
    columns = list(zip(*table, strict=True))

    def longest(sep: str) -> list[int]:
        return [max(len(part) for cell in column for part in re.split(sep, cell)) for column in columns]

    least, widths = longest("[ \n]"), longest("\n")
    gap = 2 if sum(least) + 2 * (len(heads) - 1) <= width else 1
    room = width - gap * (len(heads) - 1)
    if width < NARROW or sum(least) > room:
        yield from _listed(table, width)
        return
    foldable = [place for place in range(len(heads)) if place not in whole]
    for own, floor in ((foldable, EASY), (whole, 0), (foldable, 0)):
        while sum(widths) > room and (over := [one for one in own if widths[one] > max(least[one], floor)]):
            widths[max(over, key=widths.__getitem__)] -= 1
    for number, row in enumerate(table):
        cells = [
            [part for line in cell.split("\n") for part in _folded(line, widths[place]) or [""]]
            for place, cell in enumerate(row)
        ]
        for line in range(max(map(len, cells))):
            parts = (cell[line] if line < len(cell) else "" for cell in cells)
            shown = (f"{part:{'>' if k in right else '<'}{widths[k]}}" for k, part in enumerate(parts))
            yield (" " * gap).join(shown).rstrip()
        if number == 0:
            yield "─" * (sum(widths) + gap * (len(heads) - 1))


def _listed(table: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    (_, *heads), *rows = table
    for name, *cells in rows:
        yield from _folded(name.replace("\n", " "), width)
        for head, cell in zip(heads, cells, strict=True):
            if cell:
                told = f"  {head}: {cell}" if head else f"  {cell}"
                yield from _folded(told.replace("\n", "; "), width, indent="    ")


def _folded(line: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


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


@contextmanager
def signals_held_back() -> Iterator[None]:
    """Let no signal interrupt what is done here; one that arrives meanwhile acts after.

    Processes started here inherit the mask. It covers this thread alone, and a library's thread may take
    the signal: so Python only notes what comes.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    came: list[int] = []
    with ExitStack() as after:
        after.callback(_act_on, came)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        after.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        for number in STOPPING:
            if callable(handler := signal.getsignal(number)):
                after.callback(signal.signal, number, handler)
                signal.signal(number, lambda number, _: came.append(number))
        yield


def _act_on(came: Sequence[int]) -> None:
    """Do what was noted; the signal is not sent again, as a second one ends the process at once."""
    for number in came[:1]:
        handler = signal.getsignal(number)
        if callable(handler):
            handler(number, None)


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
        return partial(InputError, where=self.where, field=self.field), (self.message,)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.field, self.message) if part)


class ExplodedError(InputError):
    """The values that the model was given make it grow without bound: no run, rather than an endless one."""


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


def suggestion(name: object, candidates: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the closest candidate, or an empty text."""
    close = get_close_matches(str(name), list(candidates), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
