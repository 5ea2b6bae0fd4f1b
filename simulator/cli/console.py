"""The consoles that verbs print on, and a plain table.

Showing a report.

How far a verb is, on a terminal; nothing when standard error is none.

What of a scenario can never act, and what its country's results leave out: said, then it is run.
"""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from simulator.core.closure import caveats
from simulator.core.errors import laid_out
from simulator.scenario import Scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain import warnings
from simulator.scenario.file.code import instruments_of

_PIPED_WIDTH = 140

# What people wrote is printed as they wrote it: `[/x]` in a title is no markup.
console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)
errors = Console(stderr=True, highlight=False, markup=False)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", *, whole: Iterable[int] = (0,)
) -> None:
    """Print rows of text, or a list where the terminal is narrow; the `whole` columns are folded last."""
    if title:
        console.print(Text(f"\n{title}", style="italic"))
    for line in laid_out(columns, rows, console.width, whole=frozenset(whole)):
        console.print(Text(line), soft_wrap=True)
    console.print()


def print_entry(name: str, *facts: str) -> None:
    """A name and what it is, then facts below it; long lines are folded under themselves."""
    for indent, text in ((2, name), *((6, fact) for fact in facts if fact)):
        console.print(Padding(Text(text), (0, 0, 0, indent), expand=False))


def open_in_browser(report: Path) -> None:
    """Open a report, or say where it is when no browser can be opened."""
    if not webbrowser.open(report.resolve().as_uri()):
        errors.print(f"No browser could be opened; open {report} yourself.", soft_wrap=True)


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

    def note(self, line: str) -> None:
        """Write a line above it."""
        self._bar.console.print(line, soft_wrap=True)

    def say(self, what: str) -> None:
        """Show what is being done after the runs."""
        self._bar.update(self._task, left=what)


@contextmanager
def progress_bar(title: str, expected: float | None = None) -> Iterator[Bar]:
    """A bar with time left on standard error, drawn only on a terminal; first the `expected` seconds."""
    told = "{task.description}", "{task.fields[left]}"
    name, left = (TextColumn(one, markup=False, table_column=Column(overflow="fold")) for one in told)
    columns = (name, BarColumn(10), MofNCompleteColumn(), TimeElapsedColumn(), left)
    with Progress(*columns, console=errors, transient=True) as bar:
        yield Bar(bar, title, expected)


def duration(seconds: float) -> str:
    """Seconds as `45 s`, `12 min` or `3.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def warn(scenarios: Iterable[Scenario]) -> None:
    """Print a line for each instrument that can never act, and for what is left out, on the error stream."""
    scenarios = list(scenarios)
    left_out = [line for one in scenarios for line in caveats(one.country, [one.world_name]).values()]
    for line in dict.fromkeys(left_out):
        errors.print(Text(f"WARNING: {line}"), soft_wrap=True)
    for scenario in scenarios:
        for line in warnings(scenario, load_country(scenario.country), instruments_of(scenario)):
            errors.print(Text(f"WARNING: {scenario.name}: {line}"), soft_wrap=True)
