"""Compact derived tables: every row names its source, licence, year, unit and status."""

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from calibration.study import read_csv
from simulator.core.errors import InputError, suggestion
from simulator.scenario.country.profile import STATUSES

TABLES = Path(__file__).parents[1] / "tables"
TAIL = ("unit", "year", "status", "source", "licence", "borrowed_from")
Row = dict[str, Any]


@cache
def sources() -> dict[str, dict[str, str]]:
    """The table of sources by id: publisher, table, licence."""
    return {row["id"]: row for row in read_csv(TABLES / "sources.csv")}


def citation(source: str) -> str:
    """Publisher and table of a source id."""
    told = _source(source)
    return f"{told['publisher']}: {told['table']}"


def _source(source: str) -> dict[str, str]:
    if source not in sources():
        wrong = f'no source "{source}"; add it, or name one that is there.{suggestion(source, sources())}'
        raise InputError(wrong, where="calibration/tables/sources.csv")
    return sources()[source]


def stamp(
    row: Mapping[str, Any], *, unit: str, year: int | str, status: str, source: str, borrowed_from: str = ""
) -> Row:
    """Add provenance to a row. Raises ValueError for an unknown status, InputError for an unknown source."""
    if status not in STATUSES:
        raise ValueError(f"status '{status}' is none of {', '.join(STATUSES)}")
    licence = _source(source)["licence"]
    return {**row, **dict(zip(TAIL, (unit, year, status, source, licence, borrowed_from), strict=True))}


def merge(path: Path, rows: Iterable[Row], owner: str, column: str = "iso3") -> None:
    """Write `rows` of one owner (country, network) to a table that keeps the rows of the others."""
    new = [{k: f"{v:.7g}" if isinstance(v, float) else str(v) for k, v in row.items()} for row in rows]
    kept = [row for row in read_csv(path) if row[column] != owner]
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(new[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*kept, *new], key=lambda row: row[column]))
    temporary.replace(path)


def rounded(value: float) -> float:
    """Seven significant digits, so that a table is the same on every machine."""
    if not math.isfinite(value):
        raise ValueError(f"a table holds finite numbers only, got {value}")
    return float(f"{value:.7g}")
