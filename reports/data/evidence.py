"""Tables that ship beside the runs: others' exercises, fits, held-out tests, each with its day and code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from simulator.core.shipped import package_folder

RESULTS = package_folder("calibration") / "results"
BENCHMARKS, FIRST, SEEN = "benchmarks", ("heldout_first", "heldout_second"), ("heldout_seen",)
NOT_POSED, NO_NUMBER = "not posed", "shown"
LONG = 12
"""Letters of a code's hash in tables."""
PASS, FAIL, PLACEBO = "PASS", "FAIL", "placebo"
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Made:
    """When and on which code a table was made."""

    date: str
    code: str

    def is_of(self, code_hash: str) -> bool:
        """Tell whether it is of the code of a run, or of one that gives the same results bit for bit."""
        same = bool(self.code) and code_hash.startswith(self.code)
        return same or {self.code, code_hash[:LONG]} <= _codes()


@cache
def _codes() -> set[str]:
    """Return the codes of which `make digests` found that they give the same results."""
    path = RESULTS / "codes.csv"
    return set(path.read_text("utf-8").split()[1:]) if path.is_file() else set()


@cache
def benchmarks() -> tuple[Made, Rows]:
    """Return the exercises of others that were posed and have a number; none where none ship."""
    table_made, rows = _table(BENCHMARKS)
    return table_made, [row for row in rows if row["verdict"] not in (NOT_POSED, NO_NUMBER)]


@cache
def fit_of(iso3: str) -> tuple[Made, Rows]:
    """Return a country's calibration targets as the study `fit` found them; none where none ship."""
    return _table(f"fit_{iso3}")


def _table(name: str) -> tuple[Made, Rows]:
    """Return the rows of a table, and when and on which code it was made, as its first lines say."""
    path = RESULTS / f"{name}.csv"
    if not path.is_file():
        return Made("", ""), []
    lines = path.read_text("utf-8").splitlines()
    told = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return Made(told.get("date", ""), _code(told.get("version", ""))), list(rows)


@cache
def held_out(names: tuple[str, ...]) -> Rows:
    """Return the rows of some tables of held-out tests that are judged."""
    found: Rows = []
    for name in names:
        path = RESULTS / f"{name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                found += [row for row in csv.DictReader(file) if row["verdict"] in (PASS, FAIL)]
    return found


def made(rows: Rows) -> Made:
    """Return the last day and its code among rows of held-out tests."""
    last = max(rows, key=lambda row: row["date"])
    return Made(last["date"], _code(last["version"]))


def passed(rows: Rows) -> tuple[int, int]:
    """Return how many tests pass with every judged row of theirs, and how many there are."""
    tests = dict.fromkeys(row["test"] for row in rows)
    whole = [test for test in tests if all(row["verdict"] == PASS for row in rows if row["test"] == test)]
    return len(whole), len(tests)


def _code(version: str) -> str:
    """Return the hash of the code of "fa03c6e, code 29c0261609b1"."""
    return version.partition("code ")[2]
