"""What page, workbook, terminal and Python show of one run, each number under one key, in its own unit.

A number is (value, slack): half of the last digit that is shown. Nothing here judges; the page is read by its
data attributes, the workbook by its cells, the terminal by its printed words.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from simulator.store import manifest
from tests.unit.page_numbers import Data, numbers

Key = tuple[str, ...]
Number = tuple[float, float]
Shown = dict[Key, Number]
STATS = {"mean": "difference", "low": "low", "high": "high"}
PAGE_ONLY = ("payer", "person", "regret", "rank-of", "tornado", "cost", "interaction", "target", "spread")
FACTORS = {"%": 100.0, "0-100": 100.0, "thousand": 1e-3, "billion": 12e-9}


class Place:
    """How the workbook calls a scenario in one world and closure: with those of which there are several."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        comparison = content.get("comparison", {})
        self.worlds = comparison.get("worlds", [])
        self.closures = [one["label"] for one in comparison.get("closures", [])]

    def named(self, data: Data, *, world: str = "") -> str:
        several = [world or data["world"]] if len(self.worlds) > 1 else []
        several += [data.get("closure") or self.closures[0]] if len(self.closures) > 1 else []
        return f"{data['scenario']} [{', '.join(several)}]" if several else data["scenario"]


def rounded(value: float) -> Number:
    """A number that is written with ten significant digits."""
    return value, abs(value) * 5e-10


def page(folder: Path) -> Shown:
    """Every number of the page that is a level, an effect, a share of winners, or a parameter."""
    place, found = Place(manifest.read(folder)["content"]), Shown()
    for _, data in numbers(folder / "report.html"):
        key = _key(place, data)
        if key is None:
            continue
        value = rounded(float(data["value"]) / float(data.get("scale", "1")))
        assert key not in found or abs(found[key][0] - value[0]) <= value[1] + found[key][1], (key, data)
        found[key] = value
        if key[0] == "level" and data["role"] == "no_ai" and "month" not in data:
            found["without", place.named(data), "ai", *key[3:7]] = value
    return found


def _key(place: Place, data: Data) -> Key | None:
    part = data.get("by", "total"), data.get("group", "all")
    asked = "ai" if data.get("against") == "no_ai" else "policy"
    if "parameter" in data:
        return ("parameter", data["parameter"])
    if any(name in data for name in PAGE_ONLY) or data.get("window") in ("summed", "share_of_displaced"):
        return None
    way = data.get("panel") or data["indicator"]
    if way in ("share_gain", "share_loss"):
        return ("winners", place.named(data), asked, *part, way.removeprefix("share_"), data["stat"])
    window = data["window"] + (f" {data['month']}" if "month" in data else "")
    if "against" not in data:
        world = "none" if data["role"] == "no_ai" else ""
        name = place.named(data, world=world)
        return ("level", name, data["role"], data["indicator"], *part, window, data["stat"])
    how = (data.get("measure", "share of GDP"), data.get("real", ""), data.get("sign", ""))
    stat = STATS.get(data["stat"], data["stat"])
    return ("effect", place.named(data), asked, data["indicator"], *part, window, *how, stat)


def workbook(folder: Path) -> Shown:
    """Every number of the workbook under the keys of the page."""
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    found = Shown()
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            found |= dict(_cells(sheet.title, dict(zip(map(str, head), row, strict=True))))
    months = manifest.read(folder)["content"]["horizon"]["months"]
    assert months % 12 == 0  # the last year is the last twelve months
    ends = {key: value for key, value in found.items() if key[0] == "level" and key[6] == f"year {months}"}
    return found | {(*key[:6], "last12", key[7]): value for key, value in ends.items()}


def _cells(sheet: str, row: dict[str, Any]) -> Iterator[tuple[Key, Number]]:
    if sheet == "headline":
        what = ("effect", row["scenario"], row["comparison"], row["indicator"], "total", "all", row["window"])
        values = {(*what, "difference", "", "", stat): row[stat] for stat in STATS.values()}
        values["without", *what[1:]] = row["without"]
    elif sheet == "winners":
        who = ("winners", row["scenario"], row["comparison"], row["by"], row["group"], row["direction"])
        values = {(*who, stat): row[stat] for stat in ("gross", "chance", "net", "low", "high")}
    elif sheet == "sources":
        known = isinstance(row["value"], int | float)
        values = {("parameter", row["parameter"]): row["value"]} if known else {}
    elif sheet in ("jobs", "budget", "distribution", "economy", "groups"):
        where = (row["indicator"], row["by"], str(row["group"]), f"year {12 * row['year']}", "mean")
        roles = ("no_ai", "no_policy", "policy", "placebo")
        values = {("level", row["scenario"], role, *where): row.get(role) for role in roles}
    else:
        values = {}
    known = {key: value for key, value in values.items() if value is not None}
    yield from ((key, (float(value), abs(value) * 1e-15)) for key, value in known.items())


def terminal(printed: str, folder: Path, scenario: str) -> Shown:
    """The tables that `sim run` prints of one scenario."""
    found, asked, lines = Shown(), "", _Labels(folder)
    for line in printed.splitlines():
        if line.startswith("What "):
            asked = "policy" if line.startswith("What the policy") else "ai"
        label, *texts = _fields(line)
        if asked and "(" in label and len(texts) == 4:
            level, mean, interval, _ = texts
            found |= lines.numbers(label, (scenario, asked), level, (mean, *interval.strip("[]").split(", ")))
    return found


def terminal_of_options(printed: str, folder: Path) -> Shown:
    """The tables that `sim compare` prints, a world each: under a row of means one of intervals."""
    found, world, labels = Shown(), "", _Labels(folder)
    options: list[str] = []
    row: list[str] = []
    for line in printed.splitlines():
        if line.startswith("World "):
            world = line.removeprefix("World ").partition(":")[0]
        fields = _fields(line)
        if fields[0] == "outcome":
            options = fields[2:]
        elif "[" in line and row:
            for option, mean, interval in zip(options, row[2:], re.findall(r"\[(.*?)\]", line), strict=True):
                name = f"{option} [{world}]", "policy"
                found |= labels.numbers(row[0], name, row[1], (mean, *interval.split(", ")))
        row = fields if "(" in fields[0] and len(fields) == 2 + len(options) else []
    return found


def _fields(line: str) -> list[str]:
    return re.split(r"\s{2,}", line.strip())


class _Labels:
    """Labels that lead to indicators, and units to the factor that a printed number was multiplied by."""

    def __init__(self, folder: Path) -> None:
        entries = manifest.read(folder)["content"]["indicators"]
        self.names = {entry["label"]: entry["name"] for entry in entries}

    def numbers(self, told: str, who: tuple[str, str], level: str, effect: tuple[str, ...]) -> Shown:
        label, _, unit = told.partition(" (")
        indicator = self.names[label.removesuffix(", whole run")]
        what = (*who, indicator, "total", "all", "cumulated" if label.endswith(", whole run") else "last12")
        factor = next((factor for start, factor in FACTORS.items() if unit.startswith(start)), 1.0)
        keys = (("effect", *what, "difference", "", "", stat) for stat in STATS.values())
        texts = {("without", *what): level, **dict(zip(keys, effect, strict=True))}
        return {key: (float(text.replace(",", "")) / factor, _half_digit(text) / factor)
                for key, text in texts.items()}  # fmt: skip


def _half_digit(text: str) -> float:
    return 0.5 * 10.0 ** -len(text.partition(".")[2])
