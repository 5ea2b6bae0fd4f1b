"""A run folder's tables described for other programs: `datapackage.json`, a Frictionless data package.

Every column with its type, meaning and unit; the units of results stand in their own column and, by
indicator, under `indicators`. Source: Data Package standard, version 2.0.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

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
