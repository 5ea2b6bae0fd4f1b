"""Compact derived tables: every row names its source, licence, year, unit and status."""

import csv
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

STATUSES = ("observed", "estimated", "calibrated", "assumed")
TAIL = ("unit", "year", "status", "source", "licence", "borrowed_from")
Row = dict[str, Any]


class Register:
    """The table of sources: licence and citation of every source id."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            self._rows = {row["id"]: row for row in csv.DictReader(file)}

    def licence(self, source: str) -> str:
        """Licence of a source id; KeyError when the register lacks it."""
        return self._rows[source]["licence"]

    def citation(self, source: str) -> str:
        """Publisher and table of a source id."""
        row = self._rows[source]
        return f"{row['publisher']}: {row['table']}"


def stamp(
    row: Mapping[str, Any],
    register: Register,
    *,
    unit: str,
    year: int | str,
    status: str,
    source: str,
    borrowed_from: str = "",
) -> Row:
    """Add provenance to a row. Raises ValueError for an unknown status, KeyError for an unknown source."""
    if status not in STATUSES:
        raise ValueError(f"status '{status}' is none of {', '.join(STATUSES)}")
    licence = register.licence(source)
    return {**row, **dict(zip(TAIL, (unit, year, status, source, licence, borrowed_from), strict=True))}


def merge(path: Path, rows: Iterable[Row], owner: str, column: str = "iso3") -> None:
    """Write `rows` of one owner (country, network) to a table that keeps the rows of the others."""
    new = [{k: _text(v) for k, v in row.items()} for row in rows]
    kept: list[dict[str, str]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row[column] != owner]
    header = list(new[0])
    ordered = sorted([*kept, *new], key=lambda row: row[column])
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    temporary.replace(path)


def rounded(value: float) -> float:
    """Seven significant digits, so that a table is the same on every machine."""
    if not math.isfinite(value):
        raise ValueError(f"a table holds finite numbers only, got {value}")
    return float(f"{value:.7g}")


def _text(value: Any) -> str:
    return f"{value:.7g}" if isinstance(value, float) else str(value)
