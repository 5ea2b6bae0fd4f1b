"""How far a verb is, on a terminal; nothing when standard error is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column

from simulator.cli.terminal.console import errors

LOADING = "Loading the model"


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal what is being done while nothing can be counted, such as loading the model."""
    with errors.status(f"{what} …") if errors.is_terminal else nullcontext():
        yield


class Bar:
    """A bar that is told how many runs are done, and what is done beside them."""

    def __init__(self, bar: Progress, title: str, expected: float | None) -> None:
        self._bar = bar
        left = "" if expected is None else f", about {duration(expected)}"
        self._task = bar.add_task(title, total=None, left=f"preparing{left}")

    def __call__(self, done: int, total: int, seconds_left: float) -> None:
        """Show that `done` of `total` runs are done."""
        left = f"{duration(seconds_left)} left" if done < total else "tables"
        self._bar.update(self._task, completed=done, total=total, left=left)

    def say(self, what: str) -> None:
        """Show what is being done after the runs."""
        self._bar.update(self._task, left=what)


@contextmanager
def progress_bar(title: str, expected: float | None = None) -> Iterator[Bar]:
    """A bar with time left on standard error, drawn only on a terminal; first the `expected` seconds."""
    name, left = (TextColumn(text, markup=False, table_column=Column(overflow="fold"))
                  for text in ("{task.description}", "{task.fields[left]}"))  # fmt: skip
    columns = (name, BarColumn(10), MofNCompleteColumn(), TimeElapsedColumn(), left)
    with Progress(*columns, console=errors, transient=True) as bar:
        yield Bar(bar, title, expected)


def duration(seconds: float) -> str:
    """Seconds as `45 s`, `12 min` or `3.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
