"""What other models, experts and evaluations say of the same questions beside ours; AI's published level.

Tables that ship beside the runs: others' exercises and held-out tests, each with its day and code.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache

from reports.data.run import Run
from reports.draw.table import Cell, Table
from reports.draw.units import digits_for
from reports.story.sentences import country_within, world_name
from reports.text import Text, month_date, published_level, share_of
from simulator.core.shipped import package_folder
from simulator.findings.official import level_of, published

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


TESTS = {
    "training_programme": ("V13", "V14", "V15"),
    "training_account": ("V14",),
    "employer_training": ("V14",),
    "hiring_subsidy": ("V15",),
    "job_retention": ("V16",),
    "unemployment_insurance": ("V08",),
    "automation_levy": ("V05",),
    "job_guarantee": ("V18",),
}
"""Held-out tests of what an instrument does."""
ALWAYS = ("V21", "V09")
"""Held-out tests of what AI does to beginners, and of what losing a job costs."""
VERDICTS = ("inside", "range touches", "near", "same sign, other size", "outside")
LANGUAGE = "en"  # in which these tables are published


@dataclass(frozen=True)
class Others:
    """A sentence that counts, the rows that concern the run, and when and on which code they were made."""

    told: str
    table: Table
    dated: str


def models(run: Run, text: Text) -> Others | None:
    """Return the exercises of others in this country and these worlds; None where there is none."""
    table_made, rows = benchmarks()
    here, worlds = str(run.content["country"]["iso3"]), {one.world for one in run.worlds}
    mine = [row for row in rows if here in row["countries"].split() and row["world"] in worlds]
    if not mine or not is_ai(run, text):
        return None
    counts = Counter(row["verdict"] for row in mine)
    parts = [text(f"others.count.{_key(one)}", count=text.number(counts[one], 0))
             for one in VERDICTS if counts[one]]  # fmt: skip
    told = text("others.models", country=country_within(run, text), parts=text("brief.items").join(parts))
    columns = ("whose", "outcome", "year", "published", "ours", "verdict")
    heads = [text(f"table.others.{one}") for one in columns]
    return Others(told, Table(heads, [exercise(text, row) for row in mine]), _dated(run, text, table_made))


def exercise(text: Text, row: dict[str, str]) -> list[Cell]:
    """Return one outcome of an exercise: what its authors published, a value or a band, and ours."""
    digits = max(0, digits_for([float(row[key]) for key in ("published", "ours") if row[key]]))
    unit = _said(text, "unit", row["unit"])
    about = ", ".join([world_name(text, row["world"]), *([row["case"]] if row["case"] else [])])
    band = text("others.band", low=_number(text, row["band"].split(" to ")[0], digits),
                high=_number(text, row["band"].split(" to ")[1], digits)) if row["band"] else ""  # fmt: skip
    around = text("others.band", low=_number(text, row["least"], digits),
                  high=_number(text, row["most"], digits))  # fmt: skip
    return [
        Cell(f"{row['benchmark']} {row['author']}", head=True, lang=_lang(text)),
        Cell(f"{_said(text, 'outcome', row['outcome'])} ({unit})", about=about),
        Cell(row["year"]),
        Cell(f"{_number(text, row['published'], digits)} {band}" if row["published"] else band),
        Cell(f"{_number(text, row['ours'], digits)} {around}"),
        Cell(text(f"others.verdict.{_key(row['verdict'])}")),
    ]


def evaluations_passed(run: Run, text: Text) -> dict[str, int] | None:
    """Return how many held-out tests pass, how many did at first, of how many; None where none is of AI."""
    rows = held_out(SEEN)
    if not rows or not is_ai(run, text):
        return None
    (now, of), (first, _) = passed(rows), passed(held_out(FIRST))
    return {"passed": now, "of": of, "first": first}


def evaluations(run: Run, text: Text) -> Others | None:
    """Return the held-out tests that concern what the run asks; None where none ship."""
    rows = held_out(SEEN)
    counts = evaluations_passed(run, text)
    if counts is None:
        return None
    wanted = _wanted(run)
    mine = [row for row in rows if row["test"] in wanted and not row["statistic"].startswith(PLACEBO)]
    told = text("others.tests", **{key: text.number(count, 0) for key, count in counts.items()})
    heads = [text(f"table.others.{one}") for one in ("test", "statistic", "published", "ours", "verdict")]
    return Others(told, Table(heads, [_test(text, row) for row in mine]), _dated(run, text, made(rows)))


def _wanted(run: Run) -> set[str]:
    """Return the held-out tests of what a run asks."""
    return {test for one in run.instruments for test in TESTS.get(one, ())} | set(ALWAYS)


def _test(text: Text, row: dict[str, str]) -> list[Cell]:
    known = [float(row[key]) for key in ("published", "simulated", "from", "to") if row[key]]
    digits = max(0, digits_for(known))
    low, high = (_number(text, row[end], digits) for end in ("from", "to"))
    around = text("others.band", low=low, high=high)
    return [
        Cell(f"{row['test']} {row['name']}", head=True, lang=_lang(text)),
        Cell(f"{row['statistic']} ({row['unit']})", lang=_lang(text)),
        Cell(_number(text, row["published"], digits) if row["published"] else text("number.missing")),
        Cell(f"{_number(text, row['simulated'], digits)} {around}"),
        Cell(text(f"others.{row['verdict'].lower()}")),
    ]


def is_ai(run: Run, text: Text) -> bool:
    """Tell whether the run is about AI, as these tables are; another technology has words of its own."""
    return not text.has(f"technology.{run.technology}")


def _dated(run: Run, text: Text, table: Made) -> str:
    """Return day and code of a table, and that its code is older than the run's where it is another one."""
    told = text("others.made", date=text.day(table.date), code=table.code)
    same = table.is_of(str(run.content.get("code_hash", "")))
    return told if same else f"{told} {text('others.older')}"


def _number(text: Text, value: str, digits: int) -> str:
    return text.number(float(value), digits)


def _said(text: Text, what: str, words: str) -> str:
    return text.either(f"others.{what}.{_key(words)}", words)


def _key(words: str) -> str:
    """Return words as they stand in the name of a message."""
    return "".join(one if one.isalnum() else "_" for one in words.lower().replace("%", "percent")).strip("_")


def _lang(text: Text) -> str:
    return "" if text.lang == LANGUAGE else LANGUAGE


def levels_beside(run: Run, text: Text) -> list[str]:
    """Return a sentence for each published share that the run has one beside; none of other technologies."""
    told, start = [], str(run.content["horizon"]["start"])
    for one in published() if is_ai(run, text) else ():
        if (own := level_of(run, one)) is not None:
            month = text.month(start, own[0]) if "-" in one.when else month_date(start, own[0]).year
            row = published_level(text, one)
            told.append(text.sentence("ai_level.beside", row=row, ours=share_of(text, own[1]), month=month))
    return told
