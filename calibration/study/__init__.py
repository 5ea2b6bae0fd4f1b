"""Studies: what runs the model for calibration and writes a table, declared once and run by one command line.

`python -m calibration.study --help` lists them all. A study is declared as the constant `STUDY` of a module,
whose docstring says in its first line what it asks: for whom and how large it runs, what it runs, and the
table it makes of that; `calibration.study.__main__` lists the modules. Tables are printed and committed: CSV
for machines, Markdown to read.
"""

import csv
import math
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import click

from calibration.study import runs
from calibration.study.runs import Call, Run, in_order, over
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
    head = [f"# {title}", "", *(f"- {key}: `{value}`" for key, value in made.items()), ""]
    cells = [[column.text(row) for column in columns] for row in rows]
    lines = [*head, *piped([column.heading for column in columns], cells), "", *notes]
    return "\n".join(lines).rstrip() + "\n"


def piped(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table in Markdown."""
    head, *rows = (f"| {' | '.join(row)} |" for row in (heads, *cells))
    return [head, "|" + "---|" * len(heads), *rows]


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


USUAL = {"seeds": 10, "base_seed": 9001, "persons": 20_000, "jobs": 2}
"""Defaults of the options for size that most studies have."""


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; `more` holds a study's own options.

    `command` repeats it: tables name it.
    """

    study: str
    countries: tuple[str, ...] = ()
    seeds: int = 1
    base_seed: int = 0
    persons: int = 0
    jobs: int = 1
    out: Path = RESULTS
    command: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The country, of a study of one."""
        return self.countries[0]

    @property
    def base_seeds(self) -> range:
        """Each with a burn-in of its own."""
        return range(self.base_seed, self.base_seed + self.seeds)

    @property
    def size(self) -> str:
        """Seeds and persons in words, for notes."""
        return f"{self.seeds} base seeds from {self.base_seed}, {self.persons} persons"

    def each(self) -> list[Call]:
        """Country, base seed and persons of every run."""
        return [(country, seed, self.persons) for country in self.countries for seed in self.base_seeds]

    def runs(self, months: int, **changes: Any) -> list[Run]:
        """A run of each base seed of each country; `changes` are its other fields."""
        return [Run(iso3, seed, persons, months, **changes) for iso3, seed, persons in self.each()]


def country(default: str | None = None) -> click.Argument:
    """One country by its code."""
    return _of("COUNTRY", default)


def countries(default: Sequence[str] | None = None) -> click.Argument:
    """Some countries by their codes."""
    return _of("COUNTRY...", default, nargs=-1)


def _of(metavar: str, default: Any, **how: Any) -> click.Argument:
    if default is None:
        return click.Argument(["countries"], required=True, metavar=metavar, **how)
    return click.Argument(["countries"], default=default, metavar=f"[{metavar}]", **how)


def option(name: str, about: str, kind: Any = str, default: Any = "") -> click.Option:
    """A study's own option; what it is without is shown where that says something."""
    shown = default not in ("", None)
    return click.Option([f"--{name}"], type=kind, default=default, show_default=shown, help=about)


def extracts(*, required: bool = True) -> click.Option:
    """The folder of the agencies' raw extracts; `more["data"]`."""
    kind = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.Option(["--data"], type=kind, required=required, help="folder of raw extracts")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """For whom, options of size and their defaults, own options; `out`: None where it cannot be chosen."""

    of: click.Argument
    size: Mapping[str, int] = field(default_factory=dict)
    options: tuple[click.Option, ...] = ()
    out: Path | None = RESULTS


@dataclass(frozen=True, kw_only=True)
class Job(Declared):
    """Work that makes no table of this kind: it writes data, or keeps a record of its own."""

    does: Callable[[Asked], None]


@dataclass(frozen=True, kw_only=True)
class Study[Found](Declared):
    """Calls of `measure`, most often one a base seed, and the `table` made of what they give.

    Without `measure` they are runs of the model; those of one opening state share month 0.
    """

    columns: Sequence[Column]
    calls: Callable[[Asked], Sequence[Call | Run]]
    measure: Callable[..., Found] | None = None
    table: Callable[[Asked, Sequence[Found]], Table]

    def computed(self, asked: Asked) -> Table:
        """Run all; return the table."""
        measure = self.measure or runs.measure_run
        calls = [(one,) if isinstance(one, Run) else one for one in self.calls(asked)]
        found = in_order(calls, lambda some: over(measure, some, asked.jobs))
        return self.table(asked, found)

    def does(self, asked: Asked) -> None:
        """Run all, print the table and write it."""
        publish(asked.study, self.computed(asked), self.columns, asked.out, asked.command)
