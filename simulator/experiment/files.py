"""The files of a comparison's folder: every scenario, and one workbook over all options and places."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from simulator.experiment.plan import Comparison
from simulator.findings.options import ComparedRow, at_places
from simulator.findings.panel import PRICES, Panel
from simulator.findings.results import is_at, totals_of
from simulator.findings.winners import Winners
from simulator.findings.workbook import write_spreadsheet
from simulator.scenario.file.dump import resolved_yaml
from simulator.store import rule_files

FOLDER = "scenarios"


def in_first_place(results: pl.DataFrame, comparison: Comparison) -> pl.DataFrame:
    """Rows of the first world under the first closure: neither is ever pooled."""
    first = comparison.places[0]
    return results.filter(is_at(first.world, first.closed.label))


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
    """The workbook of a run; a scenario is named with its world and closure where there are several."""
    cells = []
    for place, here in at_places(totals_of(results, [PRICES]), comparison):
        for cell in Winners(Panel(here, persons.filter(here.here))).cells():
            named = comparison.named(cell.contrast.scenario, place)
            cells.append(replace(cell, contrast=replace(cell.contrast, scenario=named)))
    told = [replace(one.row, scenario=comparison.named(one.row.scenario, one.place)) for one in rows]
    write_spreadsheet(partial / "tables.xlsx", _told_apart(results, comparison), told, cells, content)


def _told_apart(results: pl.DataFrame, comparison: Comparison) -> pl.DataFrame:
    """Results whose scenarios bear the name of what there are several of."""
    counts = {"world": len(comparison.worlds), "closure": len(comparison.closures)}
    several = [name for name, count in counts.items() if count > 1]
    if not several:
        return results
    where = pl.concat_str([pl.col(name).cast(pl.String) for name in several], separator=", ")
    return results.with_columns(scenario=pl.format("{} [{}]", pl.col("scenario").cast(pl.String), where))
