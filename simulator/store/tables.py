"""The long table, the person panel and the flows of runs, how they are written and told to other programs.

One run gives a `RunOutput`; `tables_of` labels it, `write_stack` writes many together in one fixed order, the
same bytes for the same content. Text columns are enums whose categories
stand in order of first appearance, so a reader gets age groups and occupations in the model's order.

`datapackage.json` is a Frictionless data package: every column with its type, meaning and unit; the units of
results stand in their own column and, by indicator, under `indicators`. Source: Data Package standard,
version 2.0.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import polars as pl
from polars.io.plugins import register_io_source

from simulator.core.errors import signals_held_back
from simulator.core.files import write_whole
from simulator.store.manifest import file_hash, plain

_PLACE = ("scenario", "role", "world", "closure")


NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENCE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0; statistics that went in keep the licences of their publishers",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}
_PARQUET = "application/vnd.apache.parquet"
_KEYS = {
    "results": (*_PLACE, "draw", "replicate", "month", "indicator", "by", "group"),
    "persons": (*_PLACE, "replicate", "person_id", "month"),
    "flows": (*_PLACE, "replicate", "month", "payer", "payee", "kind"),
    "effects": ("point", "comparison", "indicator", "of_gdp"),
    "paths": ("point", "comparison", "indicator", "of_gdp", "year"),
    "findings": (
        *("country", "point", "scenario", "against", "world", "closure", "contrast", "treated", "base"),
        *("kind", "indicator", "by", "group", "window", "measure"),
    ),
}
_ABOUT = {
    "results": "Every indicator of every run: totals monthly, breakdowns once a year.",
    "persons": "A sample of persons, the same in every run, asked once a year.",
    "flows": "Who paid whom, by kind, over each year.",
    "effects": "Differences of paired runs at every point of a sweep, with interval and verdict.",
    "paths": "The same differences in each year of the runs, with interval.",
    "findings": "Every number that is told: differences, levels, costs, ratios, each with its interval.",
}
with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as _file:
    _COLUMNS = {row["column"]: row for row in csv.DictReader(_file)}
"""Type in Polars, unit and meaning of every column, by name."""


def write(folder: Path, content: Mapping[str, Any], tables: Sequence[str]) -> None:
    """Describe the parquet tables in a folder, by their names; the same content gives the same bytes."""
    observed = {one["source"] for one in content["parameters"].values() if one["status"] == "observed"}
    package = {
        "$schema": _PROFILE,
        "name": "-".join(content["scenarios"])[:100].lower().replace("_", "-"),
        "title": content["title"] or ", ".join(content["scenarios"]),
        "description": "Conditional estimates of a simulation, not forecasts. Parameters with their sources "
        "stand in manifest.json.",
        "version": content["versions"]["labour-displacement-simulator"],
        "licenses": [_LICENCE],
        "sources": [{"title": one} for one in sorted(observed)],
        "resources": [_resource(folder / f"{name}.parquet", content) for name in tables],
        "indicators": content["indicators"],
        "horizon": content["horizon"],
    }
    text = json.dumps(plain(package), indent=1, ensure_ascii=False)
    write_whole(folder / NAME, text + "\n")


def _resource(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
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
            "primaryKey": list(_KEYS[path.stem]),
        },
    }


def _fields(path: Path, currency: str, varied: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every column; what a sweep varies is told in the words of its declaration."""
    for name, kind in pl.scan_parquet(path, glob=False).collect_schema().items():
        if name in _COLUMNS:
            about, unit = _COLUMNS[name]["meaning"], _COLUMNS[name]["unit"].format(currency=currency)
        else:
            own = varied.get(name, {"about": "what is varied, as it is written", "unit": ""})
            about, unit = own["about"], own["unit"]
        yield {"name": name, "type": _type(kind), "description": about} | ({"unit": unit} if unit else {})


def _type(kind: Any) -> str:
    if kind.is_integer():
        return "integer"
    return "number" if kind.is_float() else "boolean" if kind == pl.Boolean else "string"


ROLES = ("policy", "no_policy", "no_ai", "cash")
TABLES = ("results", "persons", "flows")


def _typed(names: str) -> dict[str, Any]:
    return {name: getattr(pl, _COLUMNS[name]["type"]) for name in names.split()}


RESULT_COLUMNS = _typed("scenario role world closure draw replicate month indicator by group unit value")
PERSON_COLUMNS = _typed(
    "person_id month status status_months occupation age_group generation sex education exposure_quintile "
    "income_decile household_id household_adults household_children equivalised_income displaced_months "
    "weight"
)
FLOW_COLUMNS = _typed("month payer payee kind amount")
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


@dataclass
class RunOutput:
    """What the model returns for one (scenario, role, replicate): three mappings of columns.

    `rows`: month, indicator, by, group, unit, value. `flows`: month, payer, payee, kind, amount (national
    currency, totals of a year). `persons`: the panel, once a year, columns of `PERSON_COLUMNS`. Beside them
    wall time, the largest relative residual of an accounting identity, and copies of the run by month, from
    which others go on.
    """

    rows: Mapping[str, Any]
    flows: Mapping[str, Any]
    persons: Mapping[str, Any]
    seconds: float = 0.0
    identity_max: float = 0.0
    kept: Mapping[int, Any] = field(default_factory=dict)


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
    names = vars(label)
    undrawn = {name: value for name, value in names.items() if name != "draw"}
    run = dict.fromkeys(_PLACE, pl.String) | {"replicate": pl.Int32}
    return {
        "results": _labelled(output.rows, RESULT_COLUMNS, names),
        "persons": _labelled(output.persons, {**run, **PERSON_COLUMNS}, undrawn),
        "flows": _labelled(output.flows, {**run, **FLOW_COLUMNS}, undrawn),
    }


def write_stack(
    name: str, parts: Sequence[pl.LazyFrame], order: Mapping[str, Sequence[str]], path: Path
) -> None:
    """Write labelled tables of kind `name` as one, sorted by their key: the same bytes for the same content.

    One run at a time is in memory. `order` fixes the categories of a column (roles, scenarios, indicators);
    others stand in order of first appearance over `parts`, whose order must not depend on which run finished
    first. Raises ValueError when two rows share a key: the model wrote an indicator twice.
    """
    schema = _common([part.collect_schema() for part in parts], order)
    label = [pl.col(column).to_physical() for column in _RUNS[name]]
    runs: dict[tuple[Any, ...], pl.LazyFrame] = {}
    for part in parts:
        first = part.head(1).cast(schema).collect()
        if runs.setdefault(first.select(label).row(0), part) is not part:
            raise _written_twice(name, first)
    as_before = [pl.col(one).eq_missing(pl.col(one).shift()) for one in _ROWS[name]]  # they are sorted
    faults: list[ValueError] = []

    def in_order(*_: object) -> Iterator[pl.DataFrame]:
        for key in sorted(runs):
            run = runs[key].cast(schema).sort(_ROWS[name]).collect()
            twice = run.filter(pl.all_horizontal(as_before))
            if len(twice):
                faults.append(_written_twice(name, twice))
                return
            yield run

    with signals_held_back():  # Polars would turn one into a panic
        written = _encoded(register_io_source(in_order, schema=schema))
    if faults:
        raise faults[0]
    write_whole(path, written)


def _common(schemas: Sequence[pl.Schema], order: Mapping[str, Sequence[str]]) -> pl.Schema:
    """The schema of all: the categories of each text column in their order."""
    found = pl.Schema(schemas[0])
    for column, dtype in schemas[0].items():
        if isinstance(dtype, pl.Enum):
            known = [one for schema in schemas for one in cast(pl.Enum, schema[column]).categories]
            found[column] = pl.Enum(list(dict.fromkeys([*order.get(column, ()), *known])))
    return found


def _written_twice(name: str, rows: pl.DataFrame) -> ValueError:
    return ValueError(f"{name}: two rows with the same key, first {rows.row(0, named=True)}")


def write_parquet(table: pl.DataFrame, path: Path) -> None:
    """Write `table` so that the same content gives the same bytes; whole or not at all.

    Raises OSError, as any file does: Polars itself would hide what the disk said in an error of its own.
    """
    write_whole(path, parquet(table))


def parquet(table: pl.DataFrame) -> bytes:
    """The bytes of a parquet file that holds `table`."""
    return _encoded(table.lazy())


def _encoded(table: pl.LazyFrame) -> bytes:
    buffer = io.BytesIO()
    table.sink_parquet(
        buffer, compression="zstd", compression_level=3, statistics=True, row_group_size=_ROWS_PER_GROUP
    )
    return buffer.getvalue()


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
