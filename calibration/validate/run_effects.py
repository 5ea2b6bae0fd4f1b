"""What a finished run found, as a table of results: every outcome of its headline.

RUN is the folder of a run. The table bears the day, the code and the command of the run itself.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from calibration.study.declaration import Asked, Job, folder
from calibration.study.table import Column, markdown, print_table, write_csv
from simulator.core.errors import InputError
from simulator.findings.headline import NEEDED, headline
from simulator.findings.results import Results, totals_of
from simulator.findings.shown import shown, shown_beside
from simulator.store import manifest

AGAINST = {"policy": "policy", "ai": "AI"}
COLUMNS = (
    Column("of", "what"),
    Column("outcome", "outcome"),
    Column("without", "without"),
    Column("difference", "difference"),
    Column("interval", "95 % interval"),
    Column("verdict", "verdict"),
    Column("worst", "least favourable year"),
    Column("whole", "whole run"),
)


def rows_of(run: Path) -> list[dict[str, str]]:
    """A row for each comparison and outcome, as the terminal shows it."""
    content = manifest.read(run)["content"]
    if "comparison" in content or "sweep" in content:
        raise InputError(f"{run} is not the folder of a run: sim run writes one", field="RUN")
    results = totals_of(pl.read_parquet(run / "results.parquet", glob=False), NEEDED)
    found = []
    for row in headline(Results(results, content)):
        outcome, without, difference, interval, verdict = shown(row)
        worst, whole = shown_beside(row)
        found.append({"of": AGAINST.get(row.comparison, row.comparison), "outcome": outcome,
                      "without": without, "difference": difference, "interval": interval,
                      "verdict": verdict, "worst": worst, "whole": whole})  # fmt: skip
    return found


def write_found(
    asked: Asked, about: tuple[str, str], columns: Sequence[Column], rows: list[dict[str, Any]],
    note: str = "",
) -> None:  # fmt: skip
    """Print a table of what a finished folder holds and write it; `about`: its name and title."""
    document = manifest.read(Path(asked.more["folder"]))
    (name, title), content, how = about, document["content"], document["run"]
    made = {
        "date": str(how["started"])[:10],
        "version": f"code {content['code_hash'][:12]}",
        "command": f"uv run {how['command']}",
    }
    size = f"{content['seeds']} seeds, {content['persons']:,} persons, {content['horizon']['months']} months."
    notes = [" ".join(filter(None, (size, note)))]
    print_table(title, columns, rows, notes)
    stem = asked.out / f"{asked.study}_{name}"
    write_csv(stem.with_suffix(".csv"), [column.key for column in columns], rows, made)
    stem.with_suffix(".md").write_text(markdown(title, columns, rows, notes, made), encoding="utf-8")


def run(asked: Asked) -> None:
    """Print the table and write it beside those of studies."""
    path = Path(asked.more["folder"])
    rows, content = rows_of(path), manifest.read(path)["content"]
    (name,) = content["scenarios"]
    title = f"What the run of {name} found, {content['country']['name']}"
    write_found(asked, (name, title), COLUMNS, rows)


STUDY = Job(of=folder("RUN"), does=run)
