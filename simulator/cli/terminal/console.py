"""The consoles that verbs print on, and a plain table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from simulator.core.printable import laid_out

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
