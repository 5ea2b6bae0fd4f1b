"""What other models, experts and evaluations say of the same questions beside ours; AI's published level.

Tables that ship beside the runs: others' exercises and held-out tests, each with its day and code.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import inf, nan

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
LONG = 12  # letters of a code's hash in tables
PASS, FAIL, PLACEBO = "PASS", "FAIL", "placebo"
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Made:
    """When and on which code a table was made."""

    date: str
    code: str


@cache
def _codes() -> set[str]:
    """Return the codes of which `make digests` found that they give the same results."""
    path = RESULTS / "codes.csv"
    return set(path.read_text("utf-8").split()[1:]) if path.is_file() else set()


@cache
def benchmarks() -> tuple[Made, Rows]:
    """Return the exercises of others that were posed and have a number; none where none ship."""
    told, rows = _table(BENCHMARKS)
    posed = [row for row in rows if row["verdict"] not in (NOT_POSED, NO_NUMBER)]
    return Made(told.get("date", ""), _code(told.get("version", ""))), posed


def _table(name: str) -> tuple[dict[str, str], Rows]:
    """Return what the first lines of a table say of it, and its rows; nothing where it does not ship."""
    path = RESULTS / f"{name}.csv"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    told = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    return told, list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def held_out(names: tuple[str, ...]) -> Rows:
    """Return the rows of some tables of held-out tests that are judged."""
    return [row for name in names for row in _table(name)[1] if row["verdict"] in (PASS, FAIL)]


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
WORKS = {
    "V05": "Holtmann et al. 2025",
    "V08": "Schmieder, von Wachter, Bender 2012",
    "V09": "Davis, von Wachter 2011",
    "V13": "Hyman 2018",
    "V14": "Katz et al. 2022",
    "V15": "Crépon et al. 2013",
    "V16": "Cahuc, Kramarz, Nevoux 2021",
    "V18": "Muralidharan, Niehaus, Sukhtankar 2023",
    "V21": "Brynjolfsson, Chandar, Chen 2025",
}
"""Who published what a test asks for."""
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
    counted = {f"others.count.{_key(one)}": text.number(counts[one], 0) for one in VERDICTS if counts[one]}
    parts = text("brief.items").join(text(key, count=count) for key, count in counted.items())
    told = text("others.models", country=country_within(run, text), parts=parts)
    columns = ("whose", "outcome", "year", "published", "ours", "verdict")
    heads = [text(f"table.others.{one}") for one in columns]
    return Others(told, Table(heads, [exercise(text, row) for row in mine]), _dated(run, text, table_made))


def exercise(text: Text, row: dict[str, str]) -> list[Cell]:
    """Return one outcome of an exercise: what its authors published, a value or a band, and ours."""
    digits = max(0, digits_for([float(row[key]) for key in ("published", "ours") if row[key]]))
    unit = _said(text, "unit", row["unit"])
    about = ", ".join(one for one in (world_name(text, row["world"]), row["case"]) if one)
    low, _, high = row["band"].partition(" to ")
    band = _band(text, low, high, digits) if low else ""
    published = text.number(float(row["published"]), digits) if row["published"] else ""
    return [
        Cell(f"{row['benchmark']} {row['author']}", head=True, lang=_lang(text)),
        Cell(f"{_said(text, 'outcome', row['outcome'])} ({unit})", about=about),
        Cell(row["year"]),
        Cell(f"{published} {band}" if published else band),
        Cell(f"{text.number(float(row['ours']), digits)} {_band(text, row['least'], row['most'], digits)}"),
        Cell(text(f"others.verdict.{_key(row['verdict'])}")),
    ]


def evaluations_passed(run: Run, text: Text) -> dict[str, int] | None:
    """Return how many held-out tests pass, how many did at first, of how many; None where none is of AI."""
    rows = held_out(SEEN)
    if not rows or not is_ai(run, text):
        return None
    (now, of), (first, _) = passed(rows), passed(held_out(FIRST))
    return {"passed": now, "of": of, "first": first}


def held_out_of(test: str) -> Rows:
    """Return the judged rows of a held-out test, placebos apart."""
    rows = (row for row in held_out(SEEN) if not row["statistic"].startswith(PLACEBO))
    return [row for row in rows if row["test"] == test]


def concerning(run: Run) -> dict[str, Rows]:
    """Return the judged rows of each held-out test that concerns what the run asks, placebos apart."""
    wanted = [*(test for one in run.instruments for test in TESTS.get(one, ())), *ALWAYS]
    found = {test: held_out_of(test) for test in dict.fromkeys(wanted)}
    return {test: own for test, own in found.items() if own}


def errs(rows: Rows) -> str:
    """Return how a test's missed numbers differ from what was published: low, high, both, wide, or met.

    Of a loss, a smaller one is low.
    """
    sides = set[str]()
    for row in rows:
        if row["verdict"] == FAIL:
            sign = -1.0 if float(row["published"] or 0.0) < 0.0 else 1.0
            value = float(row["simulated"]) * sign
            low, high = sorted((float(row["low"] or -inf) * sign, float(row["high"] or inf) * sign))
            sides.add("low" if value < low else "high" if value > high else "wide")
    return {0: "met", 1: next(iter(sides), "met")}.get(len(sides), "both")


def evaluations(run: Run, text: Text) -> Others | None:
    """Return the held-out tests that concern what the run asks; None where none ship."""
    counts = evaluations_passed(run, text)
    if counts is None:
        return None
    mine = [row for own in concerning(run).values() for row in own]
    told = text("others.tests", **{key: text.number(count, 0) for key, count in counts.items()})
    heads = [text(f"table.others.{one}") for one in ("test", "statistic", "published", "ours", "verdict")]
    return Others(
        told, Table(heads, [_test(text, row) for row in mine]), _dated(run, text, made(held_out(SEEN)))
    )


def _test(text: Text, row: dict[str, str]) -> list[Cell]:
    known = [float(row[key]) for key in ("published", "simulated", "from", "to") if row[key]]
    digits = max(0, digits_for(known))
    published = text.number(float(row["published"] or nan), digits)
    simulated = text.number(float(row["simulated"]), digits)
    return [
        Cell(f"{row['test']} {row['name']}", head=True, lang=_lang(text)),
        Cell(f"{row['statistic']} ({row['unit']})", lang=_lang(text)),
        Cell(published),
        Cell(f"{simulated} {_band(text, row['from'], row['to'], digits)}"),
        Cell(text(f"others.{row['verdict'].lower()}")),
    ]


def is_ai(run: Run, text: Text) -> bool:
    """Tell whether the run is about AI, as these tables are; another technology has words of its own."""
    return not text.has(f"technology.{run.technology}")


def _dated(run: Run, text: Text, table: Made) -> str:
    """Return day and code of a table, and that its code is older than the run's where it is another one."""
    told = text("others.made", date=text.day(table.date), code=table.code)
    own = str(run.content.get("code_hash", ""))
    same = bool(table.code) and own.startswith(table.code)
    # Of other code that gives the same results bit for bit it is no older.
    is_older = not same and not {table.code, own[:LONG]} <= _codes()
    return f"{told} {text('others.older')}" if is_older else told


def _band(text: Text, low: str, high: str, digits: int) -> str:
    """Return a range, as it is written in a table, in words."""
    ends = {"low": float(low), "high": float(high)}
    return text("others.band", **{key: text.number(one, digits) for key, one in ends.items()})


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
