"""All tables that a release rests on, on this code: those that are on it already are left alone.

`evidence.csv` lists their commands in the order in which they matter, what the fits read ahead of them;
`results/evidence.csv` says of each on which code it ended, how it ended and what it cost. Stopped, it goes on
where it was. A table is on this code while no digest has moved since.

`python -m calibration.validate.evidence docs/results.md` writes the page that shows them. Every figure is
read from a table in `calibration/results/`, with the command, the day and the code that made it. A table is
marked where the model or its data have changed since.
"""

import re
import resource
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import click

from calibration.study import RESULTS, Asked, Column, Job, Row, countries, made_by, piped, read_csv, write_csv
from calibration.validate import displacement, economies, headline, shocks
from calibration.validate.fit import is_outside
from calibration.validate.headline import WORLDS
from simulator.core.errors import InputError
from simulator.core.files import write_whole
from simulator.store.manifest import code_hash

LISTED = Path(__file__).parent / "evidence.csv"
RECORD = RESULTS / "evidence.csv"
KEYS = ("command", "version", "date", "exit", "minutes")
MINUTE = 60.0


def listed(path: Path, named: tuple[str, ...], only: str) -> list[str]:
    """Commands that hold one of the countries, and the text; InputError where none does."""
    known = [row["command"] for row in read_csv(path)]
    found = [one for one in known if only in one and (not named or set(named) & set(one.split()))]
    if not found:
        asked = " ".join([*named, only]).strip()
        raise InputError(f"no command of {path.name} holds '{asked}'; without it all are run", field="--only")
    return found


def brought_up(commands: list[str], record: Path, jobs: int) -> Iterator[tuple[str, Row]]:
    """Run what is not on this code, one after another, and keep the record; yields each as it ends."""
    known = dict[str, Row]((row["command"], row) for row in read_csv(record))
    for command in commands:
        if up_to_date(known.get(command)):
            continue
        before, made = _processor(), made_by(command)
        words = [*shlex.split(command), "--jobs", str(jobs)]
        ended = subprocess.run([sys.executable, "-m", "calibration.study", *words], check=False)
        spent = round((_processor() - before) / MINUTE, 1)
        known[command] = made | {"command": command, "exit": ended.returncode, "minutes": spent}
        write_csv(record, KEYS, [known[one] for one in sorted(known)], {})
        yield command, known[command]


def up_to_date(row: Row | None) -> bool:
    """Whether a command ended well on this code."""
    return row is not None and str(row["exit"]) == "0" and not is_older(str(row["version"]))


def _processor() -> float:
    """Processor seconds of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(asked: Asked) -> None:
    """Say what is missing, and unless only that was asked for, make it."""
    known = {row["command"]: row for row in read_csv(RECORD)}
    commands = listed(LISTED, asked.countries, asked.more["only"])
    missing = [one for one in commands if not up_to_date(known.get(one))]
    timed = [float(known[one]["minutes"]) for one in missing if one in known]
    click.echo(
        f"{len(commands) - len(missing)} of {len(commands)} are on this code; of the others {len(timed)} "
        f"took {sum(timed):.0f} minutes of processor when they were made last, "
        f"{len(missing) - len(timed)} are not timed"
    )
    if asked.more["list"]:
        click.echo("\n".join(missing))
        return
    for command, row in brought_up(missing, RECORD, asked.jobs):
        click.echo(f"exit {row['exit']}, {row['minutes']} minutes of processor: {command}")


type Text = Mapping[str, str]


def columns(of: Sequence[Column], keys: str) -> tuple[Column, ...]:
    """Some columns of a study's table, by their keys."""
    return tuple(next(column for column in of if column.key == key) for key in keys.split())


HEAD = """\
# Results

Made by `make docs` from the tables in `calibration/results/`; edit those, not this page. Each block names the
command that made it, the day and the code. **Older code** means that results have moved since, as
`make digests` tells: the numbers may be others today, and the command makes them anew.

## Figures
"""
OLDER = "**Older code.**"
CODES = RESULTS / "codes.csv"
"""Hashes of codes that give the same results as this one, bit for bit, as `make digests` found."""


def page() -> str:
    """The whole page in Markdown."""
    cycle = columns(shocks.COLUMNS, "relation method target range estimate error")
    parts = [
        HEAD,
        excerpt(
            "What AI does in Spain, by world and closure",
            "headline_ESP",
            columns(
                headline.COLUMNS, "row abolished layoffs jobs jobs_error unemployment real_gdp labour_share"
            ),
            lambda row: row["row"].split(", ")[0] in WORLDS and row["row"].count(", ") == 1,
            "Each world less no further AI, means of the last five of fifteen years.",
        ),
        *(
            excerpt(
                f"How the labour market moves with the cycle, {name}",
                f"shocks_{code}",
                cycle,
                lambda row: bool(row["target"]),
            )
            for code, name in (("ESP", "Spain"), ("DEU", "Germany"), ("USA", "United States"))
        ),
        excerpt(
            "What losing a job costs, United States",
            "displacement_USA",
            columns(displacement.COLUMNS, "figure unit model error published range"),
            lambda row: bool(row["published"]),
        ),
        excerpt(
            "In how many economies the main job's effects hold, Spain",
            "economies_ESP",
            economies.COLUMNS,
            lambda row: True,
            "[Which numbers move jobs](../calibration/results/economies_ESP_numbers.md).",
        ),
        counted(
            "How many calibration targets are met",
            "fit",
            "country",
            "Month 0 and the first year. PASS: within the tolerance. Targets that are inputs or steered are "
            "no evidence of fit.",
        ),
        outside(),
        counted(
            "Whether the economy stands still without AI",
            "stationarity",
            "country",
            "Twenty years without AI or policy: ten measures a country.",
        ),
        counted(
            "Held-out tests, on the code of their first run",
            "heldout_first",
            "test",
            "Later tests: [second table](../calibration/results/heldout_second.md); run again after the "
            "model was changed: [seen](../calibration/results/heldout_seen.md).",
        ),
        counted(
            "What others say of the same questions",
            "benchmarks",
            "benchmark",
            "[How to read it](benchmarks.md).",
        ),
    ]
    return "\n".join([*parts, _all()])


def excerpt(
    question: str, table: str, columns: Sequence[Column], pick: Callable[[Text], bool], note: str = ""
) -> str:
    """Rows of a table in `results/` that stand on the page."""
    rows = [dict(row) for row in read_csv(RESULTS / f"{table}.csv") if pick(row)]
    cells = [[_cell(column, row) for column in columns] for row in rows]
    lines = [f"### {question}", "", *([note, ""] if note else [])]
    lines += [*piped([column.heading for column in columns], cells), "", _made(table), ""]
    return "\n".join(lines)


def counted(question: str, study: str, by: str, note: str) -> str:
    """How often each verdict stands in the tables of a study, a row for each country or value of `by`."""
    tables, countries = _of(study), by == "country"
    found: dict[str, Counter[str]] = {}
    for name in tables:
        for row in read_csv(RESULTS / f"{name}.csv"):
            key = _link(name, name.removeprefix(f"{study}_")) if countries else row[by]
            found.setdefault(key, Counter())[row["verdict"]] += 1
    verdicts = sorted(
        {verdict for counts in found.values() for verdict in counts},
        key=lambda one: (one in ("–", ""), one.lower()),
    )
    cells = [[key, *(str(counts[verdict] or "") for verdict in verdicts)] for key, counts in found.items()]
    together = ["together", *(str(sum(counts[verdict] for counts in found.values())) for verdict in verdicts)]
    heads = [by, *("not judged" if verdict in ("–", "") else verdict for verdict in verdicts)]
    if countries:
        heads.append("made")
        cells = [[*cell, _stamp(name)] for cell, name in zip(cells, tables, strict=True)]
        together.append("")
    lines = [f"### {question}", "", note, "", *piped(heads, [*cells, together]), ""]
    return "\n".join([*lines, *([] if countries else [_made(study), ""])])


def outside() -> str:
    """Targets of the fits that are not met, a row for each: in which countries, and why."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for name in _of("fit"):
        for row in filter(is_outside, read_csv(RESULTS / f"{name}.csv")):
            of, _, group = row["target"].partition(", ")
            told = "{} {:.3g} for {:.3g} to {:.3g}".format(
                " ".join(filter(None, (name.removeprefix("fit_"), group))),
                *(float(row[key]) for key in ("first_year", "low", "high")),
            )
            found.setdefault((row["id"], of, row["why"]), []).append(f"{told}, {row['provenance']}")
    cells = [[key, of, "; ".join(told), why] for (key, of, why), told in sorted(found.items())]
    note = (
        "Of the first year, or of the study that measures it; what is recalled is not judged, and stands "
        "here all the same. Country: found, for what is asked. “One change at a time” was run on earlier "
        "code."
    )
    lines = ["### Calibration targets that are not met, judged or not", "", note, ""]
    return "\n".join([*lines, *piped(["id", "target", "where", "why"], cells), ""])


def _all() -> str:
    cells = []
    for path in sorted(RESULTS.glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        made = made_of(path.with_suffix(".csv"))
        command = f"`{made['command']}`" if "command" in made else "one for each test, in the table"
        cells.append([_link(path.stem, title), _stamp(path.stem), command])
    return "\n".join(["## All tables", "", *piped(["table", "made", "command"], cells), ""])


def made_of(path: Path) -> dict[str, str]:
    """Date, version and command in the head of a table; of a table with a row a test, its latest row's."""
    made: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            if not line.startswith("# "):
                break
            key, _, value = line.removeprefix("# ").partition(": ")
            made[key] = value.strip()
    rows = read_csv(path)
    if not made and rows and {"date", "version"} <= rows[0].keys():
        latest = max(rows, key=lambda row: row["date"])
        return {key: latest[key] for key in ("date", "version")}
    return made


def _made(table: str) -> str:
    made = made_of(RESULTS / f"{table}.csv")
    command = f"`{made['command']}`" if "command" in made else "commands in the table"
    return f"{_link(table, 'Whole table')}; {command}; {_stamp(table)}"


def _stamp(table: str) -> str:
    made = made_of(RESULTS / f"{table}.csv")
    if not made:
        return f"day and code unknown. {OLDER}"
    mark = f". {OLDER}" if is_older(made["version"]) else "."
    return f"{made['date']}, {made['version']}{mark}"


def is_older(version: str) -> bool:
    """Whether results have moved since a table was made, by the hash of its code.

    The hash changes with each line of code; no result moved since where the table's is one of those of which
    today's digests are known. A code that is not told counts as older.
    """
    code = re.search(r"code ([0-9a-f]{6,})", version)
    return code is None or not any(known.startswith(code[1]) for known in (code_hash(), *_codes_of_today()))


@cache
def _codes_of_today() -> tuple[str, ...]:
    return tuple(row["code"] for row in read_csv(CODES))


def _cell(column: Column, row: Mapping[str, str]) -> str:
    value = row.get(column.key, "")
    if not value:
        return "–"
    return format(float(value), column.form) if column.form else value.replace("|", "\\|")


def _of(study: str) -> list[str]:
    """Tables of a study: its own, or one a country."""
    own = RESULTS / f"{study}.csv"
    return [study] if own.exists() else sorted(path.stem for path in RESULTS.glob(f"{study}_???.csv"))


def _link(table: str, text: str) -> str:
    return f"[{text}](../calibration/results/{table}.md)"


ONLY = click.Option(["--only"], default="", metavar="TEXT", help="commands that hold this")
LIST = click.Option(["--list"], is_flag=True, help="what is not on this code, without running it")
STUDY = Job(of=countries(()), size={"jobs": 2}, options=(ONLY, LIST), out=None, does=run)

if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), page())
