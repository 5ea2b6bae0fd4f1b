"""The consoles that verbs print on, and a plain table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print rows of text; a cell is never read as markup."""
    table = Table(*columns, box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left")
    table.columns[0].no_wrap = True  # a name that is cut short cannot be looked up
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
