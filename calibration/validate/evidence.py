"""All tables that a release rests on, on this code: those that are on it already are left alone.

`evidence.csv` lists their commands in the order in which they matter; `results/evidence.csv` says of each on
which code it ended, how it ended and what it cost. Stopped, it goes on where it was.
"""

import csv
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from calibration.study.declaration import Asked, Job, countries
from calibration.study.table import RESULTS, Row, read_csv, write_csv
from calibration.validate.results_page import DIGESTS
from simulator.core.errors import InputError
from simulator.core.shipped import package_folder, shipped_folder
from simulator.store.manifest import hash_of, tree_hash

LISTED = Path(__file__).parent / "evidence.csv"
RECORD = RESULTS / "evidence.csv"
KEYS = ("command", "state", "date", "exit", "minutes")
ALONE = ("frozen",)
"""Studies of one process."""
MINUTE = 60.0


def state() -> str:
    """Hash of what can move a table: what scenarios give, by the stored digests; findings and studies; data.

    Data are countries, their tables, worlds and technologies. Code that leaves every digest moves no table.
    """
    root, worlds, findings = (
        package_folder("calibration"),
        shipped_folder(),
        package_folder("simulator") / "findings",
    )
    judged = [file for file in findings.glob("*.py") if not file.stem.startswith("workbook")]
    data = ("countries", "data", "ensembles", "estimate", "study", "tables", "validate")
    kinds = (".py", ".csv", ".yaml")
    own = [file for room in data for file in (root / room).rglob("*")
           if file.suffix in kinds and file.name != "frozen.csv"]  # fmt: skip
    read = [file for room in ("worlds", "technologies") for file in (worlds / room).glob("*.yaml")]
    given = tree_hash(DIGESTS.parent, [DIGESTS])
    return hash_of([given, tree_hash(findings, judged), tree_hash(root, own), tree_hash(worlds, read)])[:12]


def listed(path: Path, named: tuple[str, ...], only: str) -> list[str]:
    """Commands that hold one of the countries, and the text; InputError where none does."""
    with path.open(encoding="utf-8", newline="") as file:
        known = [row["command"] for row in csv.DictReader(file)]
    found = [one for one in known if only in one and (not named or set(named) & set(one.split()))]
    if not found:
        asked = " ".join([*named, only]).strip()
        raise InputError(f"no command of {path.name} holds '{asked}'; without it all are run", field="--only")
    return found


def brought_up(
    commands: list[str], record: Path, jobs: int, minutes: float | None, now: str
) -> Iterator[tuple[str, Row]]:
    """Run what is not on this code, one after another, and keep the record; yields each as it ends.

    None is begun once `minutes` are over.
    """
    known = dict[str, Row]((row["command"], row) for row in read_csv(record))
    began = time.monotonic()
    for command in commands:
        if up_to_date(known.get(command), now):
            continue
        if minutes is not None and time.monotonic() - began >= MINUTE * minutes:
            return
        before = _processor()
        words = shlex.split(command)
        at_once = ["--jobs", str(jobs)] if words[0] not in ALONE else []
        ended = subprocess.run([sys.executable, "-m", "calibration.study", *words, *at_once], check=False)
        known[command] = {
            "command": command, "state": now, "date": time.strftime("%Y-%m-%d", time.gmtime()),
            "exit": ended.returncode, "minutes": round((_processor() - before) / MINUTE, 1),
        }  # fmt: skip
        write_csv(record, KEYS, [known[one] for one in sorted(known)], {})
        yield command, known[command]


def up_to_date(row: Row | None, now: str) -> bool:
    """Whether a command ended well on this code."""
    return row is not None and row["state"] == now and str(row["exit"]) == "0"


def _processor() -> float:
    """Processor seconds of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(asked: Asked) -> None:
    """Say what is missing, and unless only that was asked for, make it."""
    now, known = state(), {row["command"]: row for row in read_csv(RECORD)}
    commands = listed(LISTED, asked.countries, asked.more["only"])
    missing = [one for one in commands if not up_to_date(known.get(one), now)]
    timed = [float(known[one]["minutes"]) for one in missing if one in known]
    click.echo(
        f"{len(commands) - len(missing)} of {len(commands)} are on this code; of the others {len(timed)} "
        f"took {sum(timed):.0f} minutes of processor when they were made last, "
        f"{len(missing) - len(timed)} are not timed"
    )
    if asked.more["list"]:
        click.echo("\n".join(missing))
        return
    for command, row in brought_up(missing, RECORD, asked.jobs, asked.more["minutes"], now):
        click.echo(f"exit {row['exit']}, {row['minutes']} minutes of processor: {command}")


ONLY = click.Option(["--only"], default="", metavar="TEXT", help="commands that hold this")
LIST = click.Option(["--list"], is_flag=True, help="what is not on this code, without running it")
LEAST = click.FloatRange(0.0)
MINUTES = click.Option(["--minutes"], type=LEAST, metavar="N", help="begin none after so many")
STUDY = Job(of=countries(()), size={"jobs": 2}, options=(ONLY, LIST, MINUTES), out=None, does=run)
