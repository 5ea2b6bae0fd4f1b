"""Tables that studies print and that are committed: CSV for machines, Markdown to read."""

import csv
import math
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import click

from simulator.core.errors import InputError, laid_out
from simulator.store.manifest import code_hash

RESULTS = Path(__file__).parents[1] / "results"
WRITTEN = ("results", "validate/experiments/frozen.csv")
"""What studies write, below the folder of calibration."""
CODE = code_hash()
"""Of the sources as they were when the command began."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: key of the rows, heading, how its numbers are written."""

    key: str
    heading: str
    form: str = ""

    def text(self, row: Row) -> str:
        """The cell as people read it; an en dash where there is nothing."""
        value = row.get(self.key)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return "–"
        return format(value, self.form) if self.form else str(value)


class Table(NamedTuple):
    """What a study found; `of` stands in the names of its files, after that of the study."""

    of: str
    title: str
    rows: Sequence[Row]
    notes: Sequence[str]


def publish(study: str, table: Table, columns: Sequence[Column], out: Path, command: str) -> None:
    """Print a table and write it to `out`."""
    print_table(table.title, columns, table.rows, table.notes)
    write(study, table, columns, out, command)


def write(study: str, table: Table, columns: Sequence[Column], out: Path, command: str) -> None:
    """Write a table to `out` as CSV and Markdown, with date, version and command."""
    name = f"{study}_{table.of}" if table.of else study
    made = made_by(command)
    write_csv(out / f"{name}.csv", [column.key for column in columns], table.rows, made)
    text = markdown(table.title, columns, table.rows, [*table.notes, ""], made)
    (out / f"{name}.md").write_text(text, encoding="utf-8")
    click.echo(f"written: {name}.csv and {name}.md in {out.name}/")


def write_csv(path: Path, keys: Sequence[str], rows: Sequence[Row], made: Mapping[str, str]) -> None:
    """Write rows under a head of `# name: value` lines, in a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {key}: {value}\n" for key, value in made.items())
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(keys)
        writer.writerows([plain(row.get(key)) for key in keys] for row in rows)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows that `write_csv` wrote, without their head; none when there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("# ")))


def made_by(command: str) -> dict[str, str]:
    """Date, version and command of a table made by this process."""
    version = f"{_commit() or 'no commit'}, code {CODE[:12]}"
    if code_hash() != CODE:
        version += ", sources changed during the run"
    today = time.strftime("%Y-%m-%d", time.gmtime())
    return {"date": today, "version": version, "command": command}


def check_committed(what: str) -> None:
    """InputError where the sources are no commit's: what ships must name code that can be found again."""
    name = _commit()
    if not name or name.endswith("-dirty"):
        raise InputError(f"{what} ship, and the sources are {name or 'of no commit'}; commit them, run again")


@cache
def _commit() -> str:
    """The commit that the sources are of, `-dirty` where they were changed since; empty where git knows none.

    What studies write is no source. It is asked once, before what this process writes changes the answer.
    """
    sources = ["simulator", "calibration", "scenarios", *(f":!calibration/{one}" for one in WRITTEN)]
    try:
        commit, changed = (
            subprocess.run(
                ["git", *words], cwd=RESULTS.parents[1], capture_output=True, text=True, check=False
            )
            for words in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--", *sources])
        )
    except OSError:
        return ""
    name = commit.stdout.strip()
    return f"{name}-dirty" if name and changed.stdout else name


def plain(value: Any) -> Any:
    """A cell as it is written: six digits, nothing for what is not known."""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.6g}"
    return "" if value is None else value


def markdown(
    title: str, columns: Sequence[Column], rows: Sequence[Row], notes: Sequence[str], made: Mapping[str, str]
) -> str:
    """The table as people read it."""
    heads = [column.heading for column in columns]
    lines = [f"# {title}", "", *(f"- {key}: `{value}`" for key, value in made.items()), ""]
    lines += ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(column.text(row) for column in columns) + " |" for row in rows]
    return "\n".join([*lines, "", *notes]).rstrip() + "\n"


def print_table(title: str, columns: Sequence[Column], rows: Sequence[Row], notes: Sequence[str]) -> None:
    """Print a table and its notes."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 210
    numbers = [place for place, column in enumerate(columns) if column.form]
    cells = ([column.text(row) for column in columns] for row in rows)
    heads = [column.heading for column in columns]
    click.echo(f"\n{title}")
    for line in laid_out(heads, cells, width, whole=[0, 1, *numbers], right=numbers):
        click.echo(line)
    for note in ("", *notes):
        click.echo("\n".join(textwrap.wrap(note, width)))
