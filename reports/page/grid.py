"""A table as HTML, put together in Python: a page has thousands of cells, a template takes twice as long."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from reports.draw.table import Cell, Table, without

NOTHING: Mapping[str, str] = {}
UNSAFE = re.compile("[&<>'\"]")


def safe(text: str) -> str:
    """Return a text that no browser takes for markup; most need no change, which is soon seen."""
    return str(escape(text)) if UNSAFE.search(text) else text


def attributes(items: Mapping[str, str], given: Mapping[str, str] = NOTHING) -> Markup:
    """Return data-* attributes that trace a number, less those given on what is around."""
    own = without(items, given)
    return Markup("".join(f' data-{key}="{safe(value)}"' for key, value in own.items()))


def grid(table: Table, title: str, name: str = "") -> Markup:
    """Return a table with its title for those who hear it; `name` is what it is linked to by."""
    named = f' id="table-{safe(name)}"' if name else ""
    heads = "".join(map(_column, table.columns, table.column_data, _are_heads(table)))
    rows = "".join(_row(table, line) for line in range(len(table.rows)))
    return Markup(
        f'<table{named}>\n<caption class="hidden">{safe(title)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _are_heads(table: Table) -> list[bool]:
    """Return which columns name rows, as far as the first row tells."""
    return [cell.head for cell in table.rows[0]] if table.rows else [False] * len(table.columns)


def _column(told: str, shared: Mapping[str, str], is_head: bool) -> str:
    kind = ' class="text"' if is_head else ""
    return f'<th scope="col"{kind}{attributes(shared)}>{safe(told)}</th>'


def _row(table: Table, line: int) -> str:
    cells = (_cell(cell, table.attributes(line, place)) for place, cell in enumerate(table.rows[line]))
    return f"<tr{attributes(table.row_data[line])}>{''.join(cells)}</tr>\n"


def _cell(cell: Cell, own: Mapping[str, str]) -> str:
    tag, scope = ("th", ' scope="row"') if cell.head else ("td", "")
    lang = f' lang="{safe(cell.lang)}"' if cell.lang else ""
    about = f"<small>{safe(cell.about)}</small>" if cell.about else ""
    return f"<{tag}{scope}{lang}{attributes(own)}>{safe(cell.text)}{about}</{tag}>"
