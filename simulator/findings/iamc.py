"""Results in the format of the IAMC, which pyam and integrated assessment modellers read.

A row for each scenario, variable and year: model, scenario, region, variable, unit, year, value. A value is
the mean over seeds and over the months of the year; month 0, the opening state, is left out.
Source: pyam documentation, "The IAMC format" (long form: one column of years, one of values).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from simulator.core.time import MONTHS_PER_YEAR

COLUMNS = ("model", "scenario", "region", "variable", "unit", "year", "value")
_MODEL = "Labour displacement simulator"
_PLACE = ("scenario", "role", "world", "closure")
_MEASURED = ("indicator", "by", "group", "unit")


def iamc(results: Path, content: Mapping[str, Any]) -> pl.DataFrame:
    """The long table of a run folder as IAMC data; levels of every run, breakdowns as sub-variables."""
    labels = _variables(content["indicators"])
    first, month = (int(part) for part in str(content["horizon"]["start"]).split("-"))
    text = [pl.col(name).cast(pl.String) for name in (*_PLACE, *_MEASURED)]
    year = (pl.col("month") + month - 1) // MONTHS_PER_YEAR + first
    table = pl.scan_parquet(results, glob=False).filter(pl.col("month") > 0).with_columns(*text, year=year)
    # No more digits than every order of adding up agrees on.
    means = (
        table.group_by(*_PLACE, *_MEASURED, "year").agg(pl.col("value").mean().round_sig_figs(10))
        .filter(pl.col("value").is_finite()).sort(*_PLACE, *_MEASURED, "year").collect()
    )  # fmt: skip
    several = [name for name in _PLACE if name in ("scenario", "role") or means[name].n_unique() > 1]
    label = pl.col("indicator").replace(labels)
    part = pl.when(pl.col("by") == "total").then(pl.lit("")).otherwise(
        "|" + pl.col("by").str.replace_all("_", " ").str.to_titlecase() + "|" + pl.col("group")
    )  # fmt: skip
    version = content["versions"]["labour-displacement-simulator"]
    return means.select(
        model=pl.lit(f"{_MODEL} {version}"),
        scenario=pl.concat_str([pl.col(name) for name in several], separator=", "),
        region=pl.lit(str(content["country"]["name"])),
        variable=label + part,
        unit=pl.col("unit"),
        year=pl.col("year"),
        value=pl.col("value"),
    )


def _variables(indicators: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The variable of each indicator: its label, with its name where two bear the same."""
    labels = [str(one["label"]) for one in indicators]
    return {
        str(one["name"]): label if labels.count(label) == 1 else f"{label} ({one['name']})"
        for one, label in zip(indicators, labels, strict=True)
    }
