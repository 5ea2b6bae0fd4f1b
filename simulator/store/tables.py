"""The long table, the person panel and the flows of runs, and how they are written.

One run gives a `RunOutput`; `tables_of` labels it, `stack` puts many together in one fixed order and
`write_parquet` writes the same bytes for the same content. Text columns are enums whose categories
stand in order of first appearance, so a reader gets age groups and occupations in the model's order.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from simulator.core.files import write_whole

ROLES = ("policy", "no_policy", "no_ai", "cash")
TABLES = ("results", "persons", "flows")

RESULT_COLUMNS: dict[str, Any] = {
    "scenario": pl.String,
    "role": pl.String,
    "world": pl.String,
    "closure": pl.String,
    "draw": pl.Int32,
    "replicate": pl.Int32,
    "month": pl.Int16,
    "indicator": pl.String,
    "by": pl.String,
    "group": pl.String,
    "unit": pl.String,
    "value": pl.Float64,
}
PERSON_COLUMNS: dict[str, Any] = {
    "person_id": pl.Int64,
    "month": pl.Int16,
    "status": pl.String,
    "status_months": pl.Int16,
    "occupation": pl.String,
    "age_group": pl.String,
    "generation": pl.String,
    "sex": pl.String,
    "education": pl.String,
    "exposure_quintile": pl.String,
    "income_decile": pl.String,
    "equivalised_income": pl.Float64,
    "displaced_months": pl.Int16,
    "weight": pl.Float64,
}
FLOW_COLUMNS: dict[str, Any] = {
    "month": pl.Int16,
    "payer": pl.String,
    "payee": pl.String,
    "kind": pl.String,
    "amount": pl.Float64,
}
_PLACE = ("scenario", "role", "world", "closure")
_RUNS = {
    "results": [*_PLACE, "draw", "replicate"],
    "persons": [*_PLACE, "replicate"],
    "flows": [*_PLACE, "replicate"],
}
"""Columns that tell runs apart, in the order in which runs stand."""
_ROWS = {
    "results": ["indicator", "by", "group", "month"],
    "persons": ["person_id", "month"],
    "flows": ["month", "payer", "payee", "kind"],
}
"""Columns that tell the rows of a run apart, in the order in which they stand."""
_ROWS_PER_GROUP = 1 << 18


class RunOutput(Protocol):
    """What the model returns for one (scenario, role, replicate): three mappings of columns."""

    @property
    def rows(self) -> Mapping[str, Any]:
        """Month, indicator, by, group, unit, value."""

    @property
    def flows(self) -> Mapping[str, Any]:
        """Month, payer, payee, kind, amount (national currency, totals of a year)."""

    @property
    def persons(self) -> Mapping[str, Any]:
        """The panel, once a year: columns of `PERSON_COLUMNS`."""

    @property
    def seconds(self) -> float:
        """Wall time of the run."""

    @property
    def identity_max(self) -> float:
        """Largest relative residual of an accounting identity."""


@dataclass(frozen=True)
class RunLabel:
    """Which run a row belongs to."""

    scenario: str
    role: str
    world: str
    closure: str
    draw: int
    replicate: int


def tables_of(output: RunOutput, label: RunLabel) -> dict[str, pl.DataFrame]:
    """Label one run's output: the tables `results`, `persons` and `flows`, text as enums."""
    names = {"scenario": label.scenario, "role": label.role, "world": label.world, "closure": label.closure}
    seed = {"replicate": label.replicate}
    return {
        "results": _labelled(output.rows, RESULT_COLUMNS, names | {"draw": label.draw} | seed),
        "persons": _labelled(output.persons, _with_label(PERSON_COLUMNS), names | seed),
        "flows": _labelled(output.flows, _with_label(FLOW_COLUMNS), names | seed),
    }


def stack(name: str, parts: Sequence[pl.DataFrame], order: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Put labelled tables of kind `name` together, sorted by their key.

    `order` fixes the categories of a column (roles, scenarios, indicators); others stand in order of
    first appearance over `parts`, whose order must not depend on which run finished first.
    Raises ValueError when two rows share a key: the model wrote an indicator twice.
    """
    schema: dict[Any, Any] = dict(parts[0].schema)
    for column, dtype in schema.items():
        if isinstance(dtype, pl.Enum):
            schema[column] = pl.Enum(
                _union([order.get(column, ()), *(_categories(part, column) for part in parts)])
            )
    # Run by run: to sort the whole would take several times its memory.
    runs: dict[tuple[Any, ...], pl.DataFrame] = {}
    for part in parts:
        run = part.cast(schema).sort(_ROWS[name])
        label = run.select(pl.col(_RUNS[name]).to_physical()).row(0)
        twice = run if label in runs else run.filter(run.select(_ROWS[name]).is_duplicated())
        if len(twice):
            raise ValueError(f"{name}: two rows with the same key, first {twice.row(0, named=True)}")
        runs[label] = run
    return pl.concat([runs[label] for label in sorted(runs)])


def write_parquet(table: pl.DataFrame, path: Path) -> None:
    """Write `table` so that the same content gives the same bytes; whole or not at all.

    Raises OSError, as any file does: Polars itself would hide what the disk said in an error of its own.
    """
    write_whole(path, parquet(table))


def parquet(table: pl.DataFrame) -> bytes:
    """The bytes of a parquet file that holds `table`."""
    buffer = io.BytesIO()
    table.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=3, statistics=True, row_group_size=_ROWS_PER_GROUP
    )
    return buffer.getvalue()


def _with_label(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(_PLACE, pl.String), "replicate": pl.Int32, **columns}


def _labelled(
    source: Mapping[str, Any], columns: Mapping[str, Any], label: Mapping[str, Any]
) -> pl.DataFrame:
    """Columns of `source` beside the constant columns of `label`, in the order and types of `columns`."""
    given = [pl.Series(name, source[name]).cast(columns[name]) for name in columns if name not in label]
    constant = [pl.lit(value, dtype=columns[name]).alias(name) for name, value in label.items()]
    table = pl.DataFrame(given).with_columns(constant).select(list(columns))
    text = [name for name, dtype in columns.items() if dtype == pl.String]
    return table.with_columns(
        table[name].cast(pl.Enum(table[name].unique(maintain_order=True).drop_nulls())) for name in text
    )


def _categories(part: pl.DataFrame, column: str) -> Sequence[str]:
    dtype = part.schema[column]
    if not isinstance(dtype, pl.Enum):
        raise TypeError(f"{column} is {dtype}, not an enum: the part was not made by `tables_of`")
    return dtype.categories.to_list()


def _union(lists: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(value for values in lists for value in values))
