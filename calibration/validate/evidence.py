"""All tables that a release rests on, on this code: those that are on it already are left alone.

`evidence.csv` lists their commands in the order in which they matter, what the fits read ahead of them;
`results/evidence.csv` says of each on which code it ended, how it ended and what it cost. Stopped, it goes on
where it was. A table is on this code while no digest has moved since, as on the page of results.
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
from calibration.study.table import RESULTS, Row, made_by, read_csv, write_csv
from calibration.validate.results_page import is_older
from simulator.core.errors import InputError

LISTED = Path(__file__).parent / "evidence.csv"
RECORD = RESULTS / "evidence.csv"
KEYS = ("command", "version", "date", "exit", "minutes")
MINUTE = 60.0


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
    commands: list[str], record: Path, jobs: int, minutes: float | None
) -> Iterator[tuple[str, Row]]:
    """Run what is not on this code, one after another, and keep the record; yields each as it ends.

    None is begun once `minutes` are over.
    """
    known = dict[str, Row]((row["command"], row) for row in read_csv(record))
    began = time.monotonic()
    for command in commands:
        if up_to_date(known.get(command)):
            continue
        if minutes is not None and time.monotonic() - began >= MINUTE * minutes:
            return
        before, made = _processor(), made_by(command)
        words = [*shlex.split(command), "--jobs", str(jobs)]
        ended = subprocess.run([sys.executable, "-m", "calibration.study", *words], check=False)
        known[command] = {
            "command": command, "version": made["version"], "date": made["date"],
            "exit": ended.returncode, "minutes": round((_processor() - before) / MINUTE, 1),
        }  # fmt: skip
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
    for command, row in brought_up(missing, RECORD, asked.jobs, asked.more["minutes"]):
        click.echo(f"exit {row['exit']}, {row['minutes']} minutes of processor: {command}")


ONLY = click.Option(["--only"], default="", metavar="TEXT", help="commands that hold this")
LIST = click.Option(["--list"], is_flag=True, help="what is not on this code, without running it")
LEAST = click.FloatRange(0.0)
MINUTES = click.Option(["--minutes"], type=LEAST, metavar="N", help="begin none after so many")
STUDY = Job(of=countries(()), size={"jobs": 2}, options=(ONLY, LIST, MINUTES), out=None, does=run)
