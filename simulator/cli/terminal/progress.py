"""How far a verb is, on a terminal; nothing when standard error is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from simulator.cli.terminal.console import errors

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Progress as Callback


@contextmanager
def progress_bar(title: str) -> Iterator[Callback]:
    """A bar with time left on standard error, drawn only on a terminal."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[left]}", markup=False), console=errors, transient=True) as bar:
        task = bar.add_task(title[:60], total=None, left="preparing")

        def advance(done: int, total: int, seconds_left: float) -> None:
            bar.update(task, completed=done, total=total, left=f"{duration(seconds_left)} left")

        yield advance


def duration(seconds: float) -> str:
    """Seconds as `45 s`, `12 min` or `3.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
