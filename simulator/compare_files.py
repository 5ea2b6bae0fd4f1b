"""The files of a comparison's folder: every scenario, and one workbook over all options and worlds."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from simulator import rule_files
from simulator.compared import ComparedRow, view
from simulator.comparison import Comparison
from simulator.scenario.dump import resolved_yaml
from simulator.spreadsheet import write_spreadsheet
from simulator.winners import winners_and_losers

FOLDER = "scenarios"


def in_first_world(results: pl.DataFrame, comparison: Comparison) -> pl.DataFrame:
    """Rows of the first world, and those without AI, which are in none: worlds are never pooled."""
    world, role = (pl.col(name).cast(pl.String) for name in ("world", "role"))
    return results.filter((world == comparison.worlds[0]) | (role == "no_ai"))


def write_scenarios(partial: Path, comparison: Comparison) -> list[str]:
    """Write every option and the base, resolved; returns their places in the folder."""
    rule_files.write(comparison.base, partial)
    (partial / FOLDER).mkdir(exist_ok=True)
    files = []
    for scenario in (comparison.base, *comparison.options):
        files.append(f"{FOLDER}/{scenario.name}.yaml")
        (partial / files[-1]).write_text(resolved_yaml(scenario), encoding="utf-8")
    return files


def write_workbook(
    partial: Path,
    comparison: Comparison,
    results: pl.DataFrame,
    persons: pl.DataFrame,
    rows: list[ComparedRow],
    content: Mapping[str, Any],
) -> None:
    """The workbook of a run; a scenario is named with its world where there are several."""
    base, several = comparison.base.name, len(comparison.worlds) > 1
    shares = []
    for world in comparison.worlds:
        for option in comparison.options:
            tables = [view(table, option.name, world, base, base) for table in (results, persons)]
            found = winners_and_losers(tables[0], tables[1], option.name)
            shares += [replace(one, scenario=_named(one.scenario, world, several)) for one in found]
    told = [replace(one.row, scenario=_named(one.row.scenario, one.world, several)) for one in rows]
    if several:
        results = results.with_columns(
            scenario=pl.format("{} [{}]", *(pl.col(name).cast(pl.String) for name in ("scenario", "world")))
        )
    write_spreadsheet(partial / "tables.xlsx", results, told, shares, content)


def _named(name: str, world: str, several: bool) -> str:
    return f"{name} [{world}]" if several else name
