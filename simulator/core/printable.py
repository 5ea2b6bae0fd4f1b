"""Text without what steers a terminal or a reader's eye, and tables of text of which no word is cut."""

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

NARROW = 60
"""Characters of a line below which a table is printed as a list."""
EASY = 20
"""Characters of a column that is still easy to read; below it numbers are folded first."""

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
    least, widths = (
        [max(len(part) for cell in column for line in cell.split("\n") for part in line.split(sep))
         for column in columns]
        for sep in (" ", "\n")
    )  # fmt: skip
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
        cells = [[part for line in cell.split("\n") for part in _folded(line, widths[place]) or [""]]
                 for place, cell in enumerate(row)]  # fmt: skip
        for line in range(max(map(len, cells))):
            parts = (cell[line] if line < len(cell) else "" for cell in cells)
            shown = (part.rjust(widths[place]) if place in right else part.ljust(widths[place])
                     for place, part in enumerate(parts))  # fmt: skip
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
