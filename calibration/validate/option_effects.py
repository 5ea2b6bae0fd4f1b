"""What a finished comparison found: each option against no policy, and one against the other, by closure.

RUN is the folder of a comparison. The table bears the day, the code and the command of the comparison itself.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from calibration.study.declaration import Asked, Job, folder
from calibration.study.table import Column, markdown, print_table, write_csv
from simulator.core.errors import InputError
from simulator.findings.intervals import paired_interval
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results, totals_of
from simulator.findings.rivals import clusters_of, ends, rivals
from simulator.findings.windows import settled, window_named
from simulator.store import manifest

OUTCOMES = {
    "employed": ("employed people, thousand", 1e-3),
    "unemployment_rate": ("unemployment, points", 100.0),
    "arop": ("at risk of poverty, points", 100.0),
    "real_disposable_income": ("real disposable income, a month and adult", 1.0),
    "real_gdp": ("real GDP, billion a year", 12e-9),
    "public_balance": ("public balance, billion a year", 12e-9),
}
"""By indicator: words and unit of what is told, and the factor to it."""
COLUMNS = (
    Column("world", "world"),
    Column("closure", "closure"),
    Column("outcome", "outcome"),
    Column("of", "of"),
    Column("mean", "difference", "+.2f"),
    Column("low", "95 % from", "+.2f"),
    Column("high", "to", "+.2f"),
)
NOTE = "{window}, paired seeds, initial populations as clusters; money at first-year prices."


def rows_of(results: pl.DataFrame, content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a row for each place, outcome and pair: options less no policy, then an option less another."""
    how, totals = content["comparison"], totals_of(results, [*OUTCOMES, DEFLATOR])
    for world in how["worlds"]:
        for closed in how["closures"]:
            here = Results(totals, content, world, closed["label"])
            openings, (base, *others) = clusters_of(here, DEFLATOR), rivals(here)
            for name, (words, factor) in OUTCOMES.items():
                levels = ends(here, name)
                if not levels:
                    continue
                for other, one in (*((base, one) for one in others), *combinations(reversed(others), 2)):
                    found = paired_interval(factor * levels[one], factor * levels[other], openings)
                    yield {
                        "world": world, "closure": closed["label"], "outcome": words,
                        "of": one if other == base else f"{one} less {other}",
                        "mean": found.mean, "low": found.low, "high": found.high,
                    }  # fmt: skip


def run(asked: Asked) -> None:
    """Print the table and write it beside those of studies; InputError where RUN holds no comparison."""
    path = Path(asked.more["folder"])
    document = manifest.read(path)
    content, how = document["content"], document["run"]
    if "comparison" not in content:
        raise InputError(f"{path} is not the folder of a comparison: sim compare writes one", field="RUN")
    rows = list(rows_of(pl.read_parquet(path / "results.parquet", glob=False), content))
    names = [one for one in content["comparison"]["options"] if one != content["comparison"]["base"]]
    title = f"What the comparison of {' and '.join(names)} found, {content['country']['name']}"
    months = content["horizon"]["months"]
    window = settled(window_named(content.get("window"))).words(months - 1)
    size = f"{content['seeds']} seeds, {content['persons']:,} persons, {months} months."
    notes = [f"{size} {NOTE.format(window=window.capitalize())}"]
    made = {
        "date": str(how["started"])[:10],
        "version": f"code {content['code_hash'][:12]}",
        "command": f"uv run {how['command']}",
    }
    print_table(title, COLUMNS, rows, notes)
    stem = asked.out / f"{asked.study}_{'_'.join(names)}"
    write_csv(stem.with_suffix(".csv"), [column.key for column in COLUMNS], rows, made)
    stem.with_suffix(".md").write_text(markdown(title, COLUMNS, rows, notes, made), encoding="utf-8")


STUDY = Job(of=folder("RUN"), does=run)
