"""What the workbook of a run shows, each number under the key that page, terminal and Python give it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import openpyxl

from reports.text import Text
from simulator.findings.headline import GETS as LINES
from simulator.findings.workbook import DECILES, GETS, PARAMETERS, RESULTS, WINNERS
from simulator.store import manifest

Key = tuple[str, ...]
Number = tuple[float, float]
Shown = dict[Key, Number]
BOUNDS = {"difference": "Difference", "low": "Lower bound", "high": "Upper bound"}
SHARES = {"gross": "Share", "chance": "By chance alone", "net": "Difference to chance", "low": "Lower bound",
          "high": "Upper bound"}  # fmt: skip
REAL = {"public_balance": "1", **dict.fromkeys(LINES, "1")}
"""What the headline tells at other prices than it is measured at."""
SUMMED = ("displaced",)


def workbook(folder: Path) -> Shown:
    """Every number of the workbook under the keys of the page."""
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    found, horizon = Shown(), manifest.read(folder)["content"]["horizon"]
    start, months = int(horizon["start"][:4]), horizon["months"]
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            found |= dict(_cells(sheet.title, dict(zip(map(str, head), row, strict=True)), start))
    assert months % 12 == 0
    assert months <= 120  # the mean of its years is that of all its months, the last 120
    years: dict[Key, list[Number]] = {}
    for key, value in found.items():
        if key[0] == "level" and key[6] != "year 0":
            years.setdefault((*key[:6], "last120", key[7]), []).append(value)
    ends = {key: tuple(map(mean, zip(*values, strict=True))) for key, values in years.items()}
    return found | {key: (value, slack) for key, (value, slack) in ends.items()}


def windows_beside(indicator: str, worst_year: str | None, start: int) -> dict[str, str]:
    """What the windows beside a headline are called: a year by its place in the run."""
    flow = "_sum" if indicator in SUMMED else ""
    worst = {"least favourable year": f"year{int(worst_year) - start}{flow}"} if worst_year else {}
    return worst | {"whole run": f"whole{flow}"}


def _cells(sheet: str, row: dict[str, Any], start: int) -> Iterator[tuple[Key, Number]]:
    if sheet in (RESULTS, GETS):
        what = ("effect", row["scenario"], row["comparison"], row["indicator"], "total", "all", row["window"])
        measure = "of_gdp" if row["measure"] == "share of GDP" else "difference"
        how = measure, REAL.get(row["indicator"], ""), ""
        values = {(*what, *how, stat): row[head] for stat, head in BOUNDS.items()}
        if measure == "difference":
            values["without", *what[1:]] = row["Without"]
        for name, window in windows_beside(row["indicator"], row["Least favourable year"], start).items():
            stats = {stat: row[f"{head}, {name}"] for stat, head in BOUNDS.items()}
            values |= {(*what[:6], window, *how, stat): value for stat, value in stats.items()}
    elif sheet == DECILES:
        what = ("effect", row["scenario"], row["comparison"], row["indicator"], row["by"], row["group"])
        values = {(*what, row["window"], "difference", "1", "", stat): row[head]
                  for stat, head in BOUNDS.items()}  # fmt: skip
    elif sheet == WINNERS:
        who = ("winners", row["scenario"], row["comparison"], row["by"], row["group"], row["direction"])
        values = {(*who, stat): row[head] for stat, head in SHARES.items()}
    elif sheet == PARAMETERS:
        known = isinstance(row["Value"], int | float)
        values = {("parameter", row["parameter"]): row["Value"]} if known else {}
    elif "year" in row:
        where = (row["indicator"], row["by"], str(row["group"]), f"year {12 * row['year']}", "mean")
        values = {("level", row["scenario"], role, *where): row.get(head) for role, head in _heads().items()}
    else:
        values = {}
    known = {key: value for key, value in values.items() if value is not None}
    yield from ((key, (float(value), abs(value) * 5e-6)) for key, value in known.items())


@cache
def _heads() -> dict[str, str]:
    """How the English workbook heads each role."""
    text = Text("en")
    return {role: text(f"role.{role}") for role in ("no_ai", "no_policy", "policy")}
