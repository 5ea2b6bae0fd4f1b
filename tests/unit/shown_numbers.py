"""What page, workbook, terminal and Python show of one run, each number under one key, in its own unit.

A number is (value, slack): half of the last digit that is shown. Nothing here judges; the page is read by its
data attributes, the workbook by its cells, the terminal by its printed words.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.store import manifest
from tests.unit.page_numbers import Data, numbers
from tests.unit.shown_workbook import REAL, Key, Number, Shown, windows_beside

STATS = {"mean": "difference", "low": "low", "high": "high"}
PAGE_ONLY = ("payer", "course", "cost", "interaction", "target",
             "spread", "prices", "displaced")  # fmt: skip
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
FACTORS = {"%": 100.0, "0-100": 100.0, "billion": 12e-9}


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
    """Every number of the page that is a level, an effect or a parameter."""
    place, found = Place(manifest.read(folder)["content"]), Shown()
    for _, data in numbers(folder / "report.html"):
        key = _key(place, data)
        if key is None:
            continue
        value = rounded(float(data["value"]) / float(data.get("scale", "1")))
        assert key not in found or abs(found[key][0] - value[0]) <= value[1] + found[key][1], (key, data)
        found[key] = value
        if key[0] == "level" and data["role"] == "no_ai" and "month" not in data and not data.get("measure"):
            found["without", place.named(data), "ai", *key[3:7]] = value
    return found


def _key(place: Place, data: Data) -> Key | None:
    part = data.get("by", "total"), data.get("group", "all")
    asked = "ai" if data.get("against") == "no_ai" else "policy"
    if "parameter" in data:
        return ("parameter", data["parameter"])
    if any(name in data for name in PAGE_ONLY):
        return None
    window = data["window"] + (f" {data['month']}" if "month" in data else "")
    if "against" not in data:
        if data.get("measure") or data.get("real"):  # the workbook's levels are at current prices
            return None
        world = "none" if data["role"] == "no_ai" else ""
        name = place.named(data, world=world)
        return ("level", name, data["role"], data["indicator"], *part, window, data["stat"])
    how = (data["measure"], data.get("real", ""), data.get("sign", ""))
    stat = STATS.get(data["stat"], data["stat"])
    return ("effect", place.named(data), asked, data["indicator"], *part, window, *how, stat)


def terminal(printed: str, folder: Path, scenario: str) -> Shown:
    """The tables that `sim run` prints of one scenario."""
    found, asked, lines = Shown(), "", _Labels(folder)
    for line in printed.splitlines():
        if line.startswith("What "):
            asked = "policy" if line.startswith("What the policy") else "ai"
        label, *texts = _fields(line)
        if line.startswith("Who gets"):
            asked = "policy" if "the policy" in line else "ai"
        if label in lines.names and len(texts) == 5:
            found |= lines.received(label, (scenario, asked), texts)
        if asked and "(" in label and len(texts) == 6:
            level, mean, interval, _, worst, whole = texts
            bounds = interval.strip("[]").split(", ")
            found |= lines.numbers(label, (scenario, asked), level, (mean, *bounds), (worst, whole))
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
            intervals = re.findall(r"\[(.*?)\]", line)
        elif row and re.search(r"\(20\d\d\)", line):
            worst = re.findall(r"\S+ \(20\d\d\)", line)
        elif row and "whole run" in line and "(" not in line:
            whole = re.findall(r"whole run (\S+)", line)
            for option, told, interval, *more in zip(options, row[2:], intervals, worst, whole, strict=True):
                name, bounds = (f"{option} [{world}]", "policy"), interval.split(", ")
                found |= labels.numbers(row[0], name, row[1], (told, *bounds), more)
        if "(" in fields[0] and len(fields) == 2 + len(options):
            row = fields
    return found


def _fields(line: str) -> list[str]:
    return re.split(r"\s{2,}", line.strip())


class _Labels:
    """Labels that lead to indicators, and units to the factor that a printed number was multiplied by."""

    def __init__(self, folder: Path) -> None:
        entries = manifest.read(folder)["content"]["indicators"]
        self.names = {entry["label"]: entry["name"] for entry in entries}
        self.start = int(manifest.read(folder)["content"]["horizon"]["start"][:4])

    def numbers(
        self, told: str, who: tuple[str, str], level: str, effect: Sequence[str], beside: Sequence[str]
    ) -> Shown:
        label, _, unit = told.rpartition(" (")
        indicator = self.names[label.removesuffix(", whole run")]
        part = (*who, indicator, "total", "all")
        window = "whole_sum" if label.endswith(", whole run") else "last120"
        factor = next((factor for start, factor in FACTORS.items() if unit.startswith(start)), 1.0)
        measure = "of_gdp" if unit.startswith("% of GDP") else "difference"
        how = measure, REAL.get(indicator, ""), ""
        texts = {("effect", *part, window, *how, stat): text
                 for stat, text in zip(STATS.values(), effect, strict=True)}  # fmt: skip
        if measure == "difference":
            texts["without", *part, window] = level
        (worst, _, year), whole = beside[0].partition(" ("), beside[1]
        windows = windows_beside(indicator, year.strip(")"), self.start)
        for name, text in (("least favourable year", worst), ("whole run", whole)):
            texts["effect", *part, windows[name], *how, "difference"] = text
        return {key: (float(text.replace(",", "")) / factor, _half_digit(text) / factor)
                for key, text in texts.items()}  # fmt: skip

    def received(self, label: str, who: tuple[str, str], texts: Sequence[str]) -> Shown:
        """A line of who gets it: in billions a year, and in % of GDP."""
        level, mean, interval, share, bounds = texts
        what = (*who, self.names[label], "total", "all", "last120")
        found = {("without", *what): (level, FACTORS["billion"])}
        for measure, factor, means, ends in (
            ("difference", FACTORS["billion"], mean, interval), ("of_gdp", 100.0, share, bounds),
        ):  # fmt: skip
            each = zip(STATS.values(), (means, *ends.strip("[]").split(", ")), strict=True)
            found |= {("effect", *what, measure, "1", "", stat): (text, factor) for stat, text in each}
        return {key: (float(text.replace(",", "")) / factor, _half_digit(text) / factor)
                for key, (text, factor) in found.items()}  # fmt: skip


def _half_digit(text: str) -> float:
    """Half of the last digit that is told: people stand in full numbers that are rounded (98,000)."""
    whole, _, decimals = text.partition(".")
    digits = whole.replace(",", "")
    return 0.5 * 10.0 ** (-len(decimals) if decimals else len(digits) - len(digits.rstrip("0")))
