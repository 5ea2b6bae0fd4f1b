"""The consoles that verbs print on, and a plain table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_PIPED_WIDTH = 140

# What people wrote is printed as they wrote it: `[/x]` in a title is no markup.
console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)
errors = Console(stderr=True, highlight=False, markup=False)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", *, whole: Iterable[int] = (0,)
) -> None:
    """Print rows of text; a cell is never read as markup, one of the `whole` columns never cut."""
    table = Table(*columns, box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left")
    for column in table.columns:
        column.overflow = "fold"  # a long word goes on in the next line
    for index in whole:  # a name that is cut cannot be looked up, a number that is cut is another one
        table.columns[index].no_wrap = True
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def print_entry(name: str, *facts: str) -> None:
    """A name and what it is, then facts below it; long lines are folded under themselves."""
    for indent, text in ((2, name), *((6, fact) for fact in facts if fact)):
        console.print(Padding(Text(text), (0, 0, 0, indent), expand=False))
