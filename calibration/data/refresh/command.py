"""Read the agencies' series anew by SDMX and show what changed.

Tables are written with --write only; the profile is then made from them by the study `build` or edited by
hand. Values of the profile that the OECD publishes are shown and not written, for they are taken over in
`calibration/inputs`. Series that no agency publishes by SDMX in the detail of our tables are left alone
(DATA.md).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import click

from calibration.data.refresh.change import Change
from calibration.data.refresh.oecd import PROFILE, profile_values
from calibration.data.refresh.series import SERIES
from calibration.data.sources.sdmx_series import Fetch, fetch, incomplete
from calibration.data.tabulate import Register, Row, merge
from calibration.study.declaration import Asked, Job, country
from simulator.core.errors import InputError

TABLES = Path(__file__).parents[2] / "tables"


@dataclass(frozen=True)
class Refresh:
    """What a refresh found: what changed, and how many numbers were found again, by table."""

    changes: tuple[Change, ...]
    found: dict[str, int]
    written: bool


def refresh(iso3: str, *, write: bool = False, tables: Path = TABLES, fetch: Fetch = fetch) -> Refresh:
    """Compare a country's tables with what the agencies publish now; with `write`, take that over.

    Everything is read before anything is written. Raises InputError for a country without tables, without
    the extra, and when a service does not answer.
    """
    register, rewritten, changes, found = Register(tables / "sources.csv"), {}, list[Change](), {}
    for name, series in SERIES.items():
        rows = _rows(tables / f"{name}.csv", iso3)
        try:
            new, changed, found[name] = series(rows, iso3, fetch)
        except KeyError as error:
            raise incomplete(f"{name}.csv", f"it has no {error}") from error
        changes += changed
        if changed:
            rewritten[name] = [{**row, "licence": register.licence(row["source"])} for row in new]
    try:
        changed, found[PROFILE] = profile_values(iso3, fetch)
    except KeyError as error:
        raise incomplete("the profile", f"it has no {error}") from error
    changes += changed
    if write:
        for name, rows in rewritten.items():
            merge(tables / f"{name}.csv", rows, iso3)
    return Refresh(tuple(changes), found, write)


def told(iso3: str, result: Refresh) -> list[str]:
    """What a refresh found, one line a change."""
    lines = [
        f"{one.table}: {one.key}: {one.old:.6g} ({one.old_year}) → {one.new:.6g} ({one.new_year}), "
        f"{one.source}"
        for one in result.changes
    ]
    for table, count in result.found.items():
        changed = sum(one.table == table for one in result.changes)
        name = table if table == PROFILE else f"{table}.csv"
        lines.append(
            f"{name}, {iso3}: {count} numbers read anew, {changed} changed"
            if count
            else f"{name}, {iso3}: no series by SDMX covers it, left as it is"
        )
    of_profile = sum(one.table == PROFILE for one in result.changes)
    if of_profile:
        lines.append(f"The profile is not written: take its values over in calibration/inputs/{iso3}.yaml.")
    if len(result.changes) > of_profile:
        end = "Tables were written." if result.written else "Nothing was written; --write takes this over."
        lines.append(end)
    return lines


def _rows(path: Path, iso3: str) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = sorted({row["iso3"] for row in rows})
    if iso3 not in known:
        raise InputError(f'{path.name} has no rows of "{iso3}"; countries: {", ".join(known)}')
    return [row for row in rows if row["iso3"] == iso3]


def run(asked: Asked) -> None:
    """Show what changed."""
    click.echo("\n".join(told(asked.country, refresh(asked.country, write=asked.more["write"]))))


WRITE = click.Option(["--write"], is_flag=True, help="write the new numbers into calibration/tables")
STUDY = Job(of=country(), options=(WRITE,), out=None, does=run)
