"""Digests of what scenarios give: `python -m benchmarks.digest` says whether a change moved a result.

Every case runs by the command line, small. A digest stands for one indicator and group of `results.parquet`
(over scenarios, roles, worlds, closures, draws, seeds and months), or for one column of `persons.parquet` and
`flows.parquet`. They are compared with those stored in `digests.csv`: what differs or is gone is a failure
(exit code 1), what is new is listed. `--write` then stores them. Digests hold for one kind of processor and
one set of versions, named in the file's first line: elsewhere, store those of the earlier code first. Codes
of which all cases of one seed gave these digests are named in `calibration/results/codes.csv`, which ships:
tables and runs made on any of them are of today. One seed has what ships, as studies have; draws have a case
of their own, which says nothing of a code.
"""

import argparse
import csv
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from simulator.store import manifest

ROOT = Path(__file__).resolve().parents[1]
STORED = Path(__file__).with_name("digests.csv")
CODES = ROOT / "calibration" / "results" / "codes.csv"
SMALL = "--no-cash --persons 1500 --months 36 --seeds 1"
CASES = {
    "ESP": "run esp/mix@borrowing",
    "USA": "run usa/mix@borrowing",
    "FRA": "run fra/adapt@borrowing",
    "DEU": "run deu/compensate@borrowing",
    "ITA": "run ita/share@borrowing",
    "ALB": "run alb/cash@borrowing",
    "TUR": "run tur/mix@borrowing",
    "BRA": "run bra/basic_income",
    "ZAF": "run zaf/compensate@borrowing",
    "law": "run esp/minimum_wage",
    "robots": "run esp/robots",
    "everything": "run benchmarks/digests/everything.yaml",
    "balanced": "run esp/training_programme@all_firms",
    "own_rule": "run benchmarks/digests/own_rule.yaml --allow-code",
    "comparison": "compare esp/adapt@borrowing esp/training_programme@income_tax --worlds moderate,rapid "
    "--closures as_they_are,nobody_reacts",
    "stack": "compare esp/share@borrowing --stack",
    "drawn": "run esp/training_programme",
}
"""Words of the command line, in front of those of size."""
DRAWN = "drawn"
DRAWS = "--seeds 4"
"""The case whose seeds draw their numbers, and what it adds."""

KEYS = ("scenario", "role", "world", "closure", "draw", "replicate", "month")
ROWS = (*KEYS[:4], "replicate", "month", "person_id", "payer", "payee", "kind")
"""What tells rows of persons and of flows apart."""
GROUPS = ("indicator", "by", "group", "unit")
Digests = dict[tuple[str, ...], tuple[int, str]]
"""Rows and hash of each (case, table, indicator or column, by, group, unit)."""


def digests_of(case: str, folder: Path) -> Digests:
    """Digests of a finished run folder; the order of rows in the files is left out."""
    found: Digests = {}
    results = _texts(pl.read_parquet(folder / "results.parquet")).sort(*GROUPS, *KEYS)
    for place, rows in results.group_by(GROUPS, maintain_order=True):
        found[case, "results", *map(str, place)] = (rows.height, _hash(rows.select(*KEYS, "value")))
    for table in ("persons", "flows"):
        rows = _texts(pl.read_parquet(folder / f"{table}.parquet"))
        rows = rows.sort([name for name in ROWS if name in rows.columns])
        for name in rows.columns:
            found[case, table, name, "", "", ""] = (rows.height, _hash(rows.select(name)))
    return found


def _texts(table: pl.DataFrame) -> pl.DataFrame:
    words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
    return table.with_columns(pl.col(words).cast(pl.String))


def _hash(table: pl.DataFrame) -> str:
    made = hashlib.sha256()
    for column in table.get_columns():
        if column.dtype == pl.String:
            made.update("\0".join(word or "" for word in column.to_list()).encode())
        else:
            made.update(np.ascontiguousarray(column.to_numpy()).tobytes())
    return made.hexdigest()[:12]


def machine() -> str:
    """Processor and versions for which digests hold."""
    found = manifest.versions()
    packages = (f"{name} {found[name]}" for name in ("numpy", "numba", "scipy", "polars"))
    return ", ".join([manifest.machine()["cpu"], f"Python {found['python']}", *packages])


@dataclass(frozen=True)
class Stored:
    """What `digests.csv` and `codes.csv` hold."""

    machine: str = ""
    codes: tuple[str, ...] = ()
    """Hashes of the codes of which every case gave these digests."""
    digests: Digests = field(default_factory=dict)


def read() -> Stored:
    """What is stored; nothing where no digests are."""
    if not STORED.exists():
        return Stored()
    with STORED.open(encoding="utf-8", newline="") as file:
        made = file.readline().removeprefix("# ").strip()
        rows = list(csv.reader(file))[1:]
    codes = tuple(CODES.read_text("utf-8").split()[1:])
    return Stored(made, codes, {tuple(row[:6]): (int(row[6]), row[7]) for row in rows})


def write(stored: Stored) -> None:
    """Store digests with their machine and codes."""
    with STORED.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {stored.machine}\n")
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["case", "table", *GROUPS, "rows", "hash"])
        out.writerows([*key, *value] for key, value in sorted(stored.digests.items()))
    CODES.write_text("\n".join(["code", *stored.codes, ""]), encoding="utf-8")


def run(case: str, folder: Path) -> Path:
    """Run a case by the command line; returns its folder. Raises CalledProcessError."""
    sim = str(Path(sys.executable).with_name("sim"))
    words = f"{sim} {CASES[case]} {SMALL} {DRAWS if case == DRAWN else ''} --jobs 2 --out".split()
    subprocess.run([*words, str(folder / case)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return folder / case


def compared(stored: Digests, found: Digests) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What differs, is gone or is new, by key."""
    for key in sorted(stored.keys() | found.keys()):
        if key not in found:
            yield "gone", key
        elif key not in stored:
            yield "new", key
        elif stored[key] != found[key]:
            yield "differs", key


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digest", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)} (default: all)")
    parser.add_argument("--write", action="store_true", help="store what is found")
    options = parser.parse_args(arguments)
    cases = options.cases or list(CASES)
    unknown = sorted(set(cases) - set(CASES))
    if unknown:
        parser.error(f"no case {', '.join(unknown)}; there are {', '.join(CASES)}")
    found: Digests = {}
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            found |= digests_of(case, run(case, Path(folder)))
            print(f"{case}: {sum(key[0] == case for key in found)} digests", flush=True)
    stored = read()
    if stored.machine not in ("", machine()):
        print(f"made on another machine or versions ({stored.machine}): differences may be its own")
    told = list(compared({key: value for key, value in stored.digests.items() if key[0] in cases}, found))
    for word, key in told:
        print(f"{word}: {' / '.join(part for part in key if part)}")
    counts = {word: sum(one == word for one, _ in told) for word in ("differs", "gone", "new")}
    print(f"{len(found)} digests: {counts['differs']} differ, {counts['gone']} gone, {counts['new']} new")
    faults = [key for word, key in told if word != "new"]
    after = kept(stored, found, moved=any(key[0] != DRAWN for key in faults))
    if options.write or after.digests == stored.digests:
        write(after)
    return int(bool(faults) and not options.write)


def kept(stored: Stored, found: Digests, *, moved: bool) -> Stored:
    """What to store: cases that were not run stay as they are.

    Where something moved no other code is known to give the same; this one is where it ran every case.
    """
    cases = {key[0] for key in found}
    others = {key: value for key, value in stored.digests.items() if key[0] not in cases}
    codes = () if moved else stored.codes
    own = manifest.code_hash()[:12]
    ran_all = cases == set(CASES)
    return Stored(
        machine() if moved else stored.machine or machine(),
        (*codes, own) if ran_all and own not in codes else codes,
        others | found,
    )


if __name__ == "__main__":
    sys.exit(main())
