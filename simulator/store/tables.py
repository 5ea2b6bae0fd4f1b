"""The long table, the person panel and the flows of runs, and how they are written.

One run gives a `RunOutput`; `tables_of` labels it, `stack` puts many together in one fixed order and
`write_parquet` writes the same bytes for the same content. Text columns are enums whose categories
stand in order of first appearance, so a reader gets age groups and occupations in the model's order.

A run folder's tables described for other programs: `datapackage.json`, a Frictionless data package.

Every column with its type, meaning and unit; the units of results stand in their own column and, by
indicator, under `indicators`. Source: Data Package standard, version 2.0.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from simulator.core.files import write_whole
from simulator.store.manifest import file_hash, plain

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_PARQUET = "application/vnd.apache.parquet"
_RUN = ("scenario", "role", "world", "closure")
_KEYS = {
    "results": (*_RUN, "draw", "replicate", "month", "indicator", "by", "group"),
    "persons": (*_RUN, "replicate", "person_id", "month"),
    "flows": (*_RUN, "replicate", "month", "payer", "payee", "kind"),
}  # fmt: skip
_ABOUT = {
    "results": "Every indicator of every run: totals monthly, breakdowns once a year.",
    "persons": "A sample of persons, the same in every run, asked once a year.",
    "flows": "Who paid whom, by kind, over each year.",
    "effects": "Differences of paired runs at every point of a sweep, with interval and verdict.",
}
_MEANINGS = {
    "scenario": "name of the scenario",
    "role": "policy: with the policies; no_policy: without them; no_ai: without further AI; "
    "cash: the policies' outlay paid to all adults alike",
    "world": "how AI comes, by name",
    "closure": "how the economy closes, by name",
    "draw": "draw of uncertain parameters, 0 where none is uncertain",
    "replicate": "seed: runs of one replicate share all random draws",
    "month": "months since the start of the horizon; month 0 is the opening state",
    "indicator": "what is measured: see indicators",
    "by": "breakdown; total: of everybody",
    "group": "group of the breakdown; all: everybody",
    "unit": "unit of the value",
    "value": "value in the unit of its row",
    "person_id": "person, never used again",
    "status": "what the person does: employed, unemployed …",
    "status_months": "months since that began",
    "occupation": "occupation, or the last one",
    "age_group": "age at that time, in groups of surveys",
    "generation": "age at that time, in three generations; empty below 18",
    "sex": "sex",
    "education": "education at month 0",
    "exposure_quintile": "quintile of exposure to AI at month 0, 5 the most exposed",
    "income_decile": "decile of household income at month 0, 10 the highest",
    "equivalised_income": "disposable income of the household a month, per adult equivalent",
    "displaced_months": "months since the last displacement by AI, -1 where there was none",
    "weight": "people for whom the person stands",
    "payer": "sector that paid",
    "payee": "sector that received",
    "kind": "what was paid",
    "amount": "paid over the year that ends in this month, in the whole country",
    "point": "point of the sweep; its scenario stands in points/",
    "comparison": "policy: with the policies less without them; ai: this world less no further AI",
    "label": "what is measured, in words",
    "without": "level in the runs compared with",
    "difference": "mean over seeds of the paired difference",
    "low": "lower bound of the 95 % interval over seeds",
    "high": "upper bound of the 95 % interval over seeds",
    "seeds": "number of seeds",
    "verdict": "what may be said of the difference",
    "of_gdp": "whether it is a share of GDP",
    "worst": "difference in its least favourable year",
    "worst_year": "that year",
    "whole": "difference over the whole run",
    "lowest": "lowest difference over several closures",
    "highest": "highest difference over several closures",
}
_UNITS = {"month": "months", "equivalised_income": "{currency}/month", "displaced_months": "months",
          "status_months": "months", "weight": "people", "amount": "{currency}"}  # fmt: skip


def write(folder: Path, content: Mapping[str, Any], tables: Sequence[str]) -> None:
    """Describe the parquet tables in a folder, by their names; the same content gives the same bytes."""
    package = {
        "$schema": _PROFILE,
        "name": "-".join(content["scenarios"])[:100].lower().replace("_", "-"),
        "title": content["title"] or ", ".join(content["scenarios"]),
        "description": "Conditional estimates of a simulation, not forecasts. Parameters with their sources "
        "stand in manifest.json.",
        "version": content["versions"]["labour-displacement-simulator"],
        "resources": [_resource(folder / f"{name}.parquet", content) for name in tables],
        "indicators": content["indicators"],
        "horizon": content["horizon"],
    }
    text = json.dumps(plain(package), indent=1, ensure_ascii=False)
    write_whole(folder / NAME, text + "\n")


def _resource(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    key = _KEYS.get(path.stem)
    varied = {name: entry for name, entry in content["parameters"].items() if "sweep" in content}
    return {
        "name": path.stem,
        "path": path.name,
        "type": "table",
        "description": _ABOUT[path.stem],
        "format": "parquet",
        "mediatype": _PARQUET,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
        "schema": {
            "fields": list(_fields(path, content["country"]["currency"], varied)),
            **({"primaryKey": list(key)} if key else {}),
        },
    }


def _fields(path: Path, currency: str, varied: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every column; what a sweep varies is told in the words of its declaration."""
    for name, kind in pl.scan_parquet(path, glob=False).collect_schema().items():
        field = {"name": name, "type": _type(kind), **varied_field(name, varied)}
        if name in _MEANINGS:
            field["description"] = _MEANINGS[name]
        if name in _UNITS:
            field["unit"] = _UNITS[name].format(currency=currency)
        yield field


def varied_field(name: str, varied: Mapping[str, Any]) -> dict[str, Any]:
    """Meaning and unit of a parameter that a sweep varies; nothing of another column."""
    found = varied.get(name)
    return {} if found is None else {"description": found["about"], "unit": found["unit"]}


def _type(kind: Any) -> str:
    if kind.is_integer():
        return "integer"
    return "number" if kind.is_float() else "boolean" if kind == pl.Boolean else "string"


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
