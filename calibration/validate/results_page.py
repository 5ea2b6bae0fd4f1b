"""The page of results: `python -m calibration.validate.results_page docs/results.md`.

Every figure is read from a table in `calibration/results/`, with the command, the day and the code that made
it. A table is marked where the model or its data have changed since.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calibration.study.table import RESULTS, Column, read_csv
from calibration.validate import displacement, headline, shocks
from calibration.validate.fit import is_outside
from calibration.validate.headline import WORLDS
from simulator.core.files import write_whole
from simulator.store.manifest import code_hash

type Text = Mapping[str, str]


def columns(of: Sequence[Column], keys: str) -> tuple[Column, ...]:
    """Some columns of a study's table, by their keys."""
    return tuple(next(column for column in of if column.key == key) for key in keys.split())


@dataclass(frozen=True)
class Quoted:
    """Rows of a table in `results/` that stand on the page, `pick` says which."""

    question: str
    table: str
    columns: tuple[Column, ...]
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Counted:
    """How often each verdict stands in the tables of a study, a row for each table or value of `by`."""

    question: str
    study: str
    verdict: str
    head: str
    by: str = ""
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Outside:
    """Targets of the fits that are not met, a row for each: in which countries, and why."""

    question: str
    note: str = ""


QUOTED: tuple[Quoted | Counted | Outside, ...] = (
    Quoted(
        "What AI does in Spain, by world and closure",
        "headline_ESP",
        columns(headline.COLUMNS, "row abolished layoffs jobs jobs_error unemployment real_gdp labour_share"),
        lambda row: row["row"].split(", ")[0] in WORLDS and row["row"].count(", ") == 1,
        "Each world less no further AI, means of the last five of fifteen years.",
    ),
    *(
        Quoted(
            f"How the labour market moves with the cycle, {name}",
            f"shocks_{code}",
            columns(shocks.COLUMNS, "relation method target range estimate error"),
            lambda row: bool(row["target"]) or row["relation"].startswith("heads"),
        )
        for code, name in (("ESP", "Spain"), ("USA", "United States"))
    ),
    Quoted(
        "What losing a job costs, United States",
        "displacement_USA",
        columns(displacement.COLUMNS, "figure unit model error published range"),
        lambda row: bool(row["published"]),
    ),
    Quoted(
        "Which numbers the headlines hang on, Spain",
        "sensitivity_ESP_sobol",
        (
            Column("rank", "rank", ".0f"),
            Column("parameter", "number"),
            Column("status", "status"),
            Column("share", "share, mean of headlines, %", ".0f"),
            Column("jobs_moderate", "jobs, `moderate`", ".2f"),
            Column("jobs_rapid", "jobs, `rapid`", ".2f"),
            Column("gdp", "GDP", ".2f"),
            Column("labour_share", "labour share", ".2f"),
            Column("balance", "public balance", ".2f"),
        ),
        lambda row: float(row["share"]) >= 1.0,
        note="Total shares of the variance when the first thirty numbers lie anywhere from half to twice "
        "what ships; numbers with a share below 1 % stand in the whole table alone. Of what training "
        "does to jobs nothing is foretold. The closure is not varied.",
    ),
    Counted(
        "How many calibration targets are met", "fit", "verdict", "country", 
        pick=lambda row: row["verdict"] != "",
        note="Month 0 and the first year. PASS: within the tolerance. Targets that are inputs or steered are "
        "no evidence of fit.",
    ),
    Outside(
        "Calibration targets that are not met, judged or not",
        note="Of the first year, or of the study that measures it; what is recalled is not judged, and "
        "stands here all the same. Country: found, for what is asked. "
        "“One change at a time” was run on earlier code.",
    ),
    Counted(
        "Whether the economy stands still without AI", "stationarity", "verdict", "country",
        note="Twenty years without AI or policy: ten measures a country.",
    ),
    Counted(
        "Held-out tests, on the code of their first run", "heldout_first", "verdict", "test", by="test",
        note="Later tests: [second table](../calibration/results/heldout_second.md); run again after the "
        "model was changed: [seen](../calibration/results/heldout_seen.md).",
    ),
    Counted(
        "What others say of the same questions", "benchmarks", "verdict", "benchmark", by="benchmark",
        note="[How to read it](benchmarks.md).",
    ),
)  # fmt: skip


HEAD = """\
# Results

Made by `make docs` from the tables in `calibration/results/`; edit those, not this page. Each block names the
command that made it, the day and the code. **Older code** means that results have moved since, as
`make digests` tells: the numbers may be others today, and the command makes them anew.
"""
OLDER = "**Older code.**"
CODES = RESULTS / "codes.csv"
"""Hashes of codes that give the same results as this one, bit for bit, as `make digests` found."""


def page() -> str:
    """The whole page in Markdown."""
    parts = [HEAD, "## Figures\n"]
    for one in QUOTED:
        if isinstance(one, Outside):
            parts.append(_outside(one))
        else:
            parts.append(_quoted(one) if isinstance(one, Quoted) else _counted(one))
    return "\n".join([*parts, _all()])


def _quoted(one: Quoted) -> str:
    rows = [dict(row) for row in read_csv(RESULTS / f"{one.table}.csv") if one.pick(row)]
    cells = [[_cell(column, row) for column in one.columns] for row in rows]
    lines = [f"### {one.question}", "", *([one.note, ""] if one.note else [])]
    lines += [*_table([column.heading for column in one.columns], cells), "", _made(one.table), ""]
    return "\n".join(lines)


def _counted(one: Counted) -> str:
    tables = _of(one.study)
    found: dict[str, Counter[str]] = {}
    for name in tables:
        for row in read_csv(RESULTS / f"{name}.csv"):
            if one.pick(row):
                key = row[one.by] if one.by else _link(name, name.removeprefix(f"{one.study}_"))
                found.setdefault(key, Counter())[row[one.verdict]] += 1
    verdicts = sorted({verdict for counts in found.values() for verdict in counts}, key=_rank)
    cells = [[key, *(str(counts[verdict] or "") for verdict in verdicts)] for key, counts in found.items()]
    together = ["together", *(str(sum(counts[verdict] for counts in found.values())) for verdict in verdicts)]
    heads = [one.head, *("not judged" if verdict in ("–", "") else verdict for verdict in verdicts)]
    if not one.by:
        heads.append("made")
        cells = [[*cell, _stamp(name)] for cell, name in zip(cells, tables, strict=True)]
        together.append("")
    lines = [f"### {one.question}", "", one.note, "", *_table(heads, [*cells, together]), ""]
    return "\n".join([*lines, *([_made(one.study), ""] if one.by else [])])


def _outside(one: Outside) -> str:
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
    heads = ["id", "target", "where", "why"]
    return "\n".join([f"### {one.question}", "", one.note, "", *_table(heads, cells), ""])


def _rank(verdict: str) -> tuple[bool, str]:
    return verdict in ("–", ""), verdict.lower()


def _all() -> str:
    cells = []
    for path in sorted(RESULTS.glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        made = made_of(path.with_suffix(".csv"))
        command = f"`{made['command']}`" if "command" in made else "one for each test, in the table"
        cells.append([_link(path.stem, title), _stamp(path.stem), command])
    return "\n".join(["## All tables", "", *_table(["table", "made", "command"], cells), ""])


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


def _table(heads: Iterable[str], cells: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(heads)
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in cells:
        yield "| " + " | ".join(row) + " |"


def _of(study: str) -> list[str]:
    """Tables of a study: its own, or one a country."""
    own = RESULTS / f"{study}.csv"
    return [study] if own.exists() else sorted(path.stem for path in RESULTS.glob(f"{study}_???.csv"))


def _link(table: str, text: str) -> str:
    return f"[{text}](../calibration/results/{table}.md)"


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), page())
