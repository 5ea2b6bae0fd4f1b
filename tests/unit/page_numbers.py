"""The numbers of a page and, worked out anew from the run's files alone, what they must be.

Nothing of `reports` is used here: what a cell's data attributes name is looked up and reckoned again.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy import stats

from tests.unit.report_page import unfolded

Data = dict[str, str]
Table = np.ndarray  # seeds × months


class Numbers(HTMLParser):
    """Every element with a `data-value`, with what cell, row, column and list share; and its table's id."""

    def __init__(self, page: Path, only: str = "") -> None:
        """`only`: those that bear this attribute; else those that are no row of findings.parquet."""
        super().__init__()
        self.only = only
        self.found: list[tuple[str, Data]] = []
        self.table, self.column = "", 0
        self.heads: list[Data] = []
        self.row: Data = {}
        self.cell: Data = {}
        self.lists: list[Data] = []  # of the divisions that are open, what each says for all in it
        self.feed(unfolded(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        data = {key.removeprefix("data-"): value for key, value in given.items() if key.startswith("data-")}
        if tag == "table":
            self.table, self.heads, self.row = given.get("id") or given.get("class", ""), [], {}
        elif tag == "tr":
            self.row, self.column = data, 0
        elif tag in ("th", "td"):
            if given.get("scope") == "col":
                self.heads.append(data)
            head = self.heads[self.column] if self.column < len(self.heads) else {}
            self.cell = head | self.row | data
            self._keep(self.cell)
            self.column += 1
        elif tag == "div":
            self.lists.append((self.lists[-1] if self.lists else {}) | (data if given.get("role") else {}))
        elif "value" in data:
            self._keep((self.lists[-1] if self.lists else {}) | self.cell | data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.cell = {}
        elif tag == "div":
            self.lists.pop()

    def _keep(self, data: Data) -> None:
        if "value" in data and (self.only in data if self.only else "finding" not in data):
            self.found.append((self.table, data))


class Files:
    """A run folder, looked up by what a cell says of itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
        self.content: dict[str, Any] = self.manifest["content"]
        texts = pl.selectors.enum().cast(pl.String)
        self.results, self.persons, self.flows = (
            pl.read_parquet(folder / f"{name}.parquet").with_columns(texts)
            for name in ("results", "persons", "flows")
        )
        self.of_indicator = self.results.partition_by("indicator", as_dict=True)
        self.table = cache(self._table)

    def _table(
        self, indicator: str, role: str, scenario: str, world: str, closure: str, by: str, group: str
    ) -> tuple[Table, np.ndarray]:
        rows = self.of_indicator.get((indicator,), self.results.clear()).filter(
            (pl.col("role") == role) & (pl.col("scenario") == scenario)
            & (pl.col("by") == by) & (pl.col("group") == group)
        )  # fmt: skip
        if world and role != "no_ai":
            rows = rows.filter(pl.col("world") == world)
        if closures := self.content.get("comparison", self.content).get("closures"):
            rows = rows.filter(pl.col("closure") == (closure or closures[0]["label"]))
        rows = rows.sort("draw", "replicate", "month")
        months = rows["month"].unique().sort().to_numpy()
        values = rows["value"].to_numpy().reshape(-1, len(months)) if len(months) else np.zeros((0, 0))
        return values, months

    def series(self, data: Data, *, base: bool = False) -> tuple[Table, np.ndarray]:
        """Values (seeds × months) and months of what a cell is about, or of what it is compared with."""
        role = data["against"] if base else data["role"]
        scenario = data.get("against-scenario") or data["scenario"] if base else data["scenario"]
        by, group = data.get("by", "total"), data.get("group", "all")

        def of(one: str) -> tuple[Table, np.ndarray]:
            found = [self.table(part, role, scenario, data.get("world", ""), data.get("closure", ""), by, one)
                     for part in data["indicator"].split(" + ")]  # fmt: skip
            return np.sum([values for values, _ in found], axis=0), found[0][1]

        if " − " in data["indicator"]:  # what a changed law adds is taken off
            (upper, months), *lower = (self.series({**data, "indicator": part}, base=base)
                                       for part in data["indicator"].split(" − "))  # fmt: skip
            return upper - np.sum([values for values, _ in lower], axis=0), months
        if " − " not in group:
            return of(group)
        (upper, months), (lower, _) = map(of, group.split(" − "))
        return upper - lower, months

    def by_seed(self, data: Data, *, base: bool = False) -> np.ndarray:
        """One number a seed: the window of a cell."""
        values, months = self.series(data, base=base)
        if not len(values):  # an item that a role does not have is zero in that role
            values = np.zeros_like(self.series(data, base=not base)[0])
            months = self.series(data, base=not base)[1]
        if data.get("real"):
            prices, every = self.series({**data, "indicator": "price_level", "by": "total", "group": "all"},
                                        base=base)  # fmt: skip
            spent = 12 if len(months) > 1 and months[-1] - months[-2] == 12 else 1
            level = [prices[:, (every > month - spent) & (every <= month)].mean(axis=1) for month in months]
            values = values / np.stack(level, axis=1)
        return _window(values, months, data)

    def output(self, data: Data) -> np.ndarray:
        """GDP by seed in the months of a cell, at the prices of month 0, of what it is compared with."""
        volume = data["indicator"] == "real_gdp"
        one = {"indicator": data["indicator"] if volume else "gdp", "real": "" if volume else "1"}
        return self.by_seed({**data, **one, "by": "total", "group": "all"}, base="against" in data)

    def difference(self, data: Data) -> np.ndarray:
        """The paired difference by seed, in % where it is told so."""
        ours, theirs = self.by_seed(data), self.by_seed(data, base=True)
        if data.get("measure") == "relative":
            return (ours / theirs - 1) * 100
        if data.get("measure") == "of_gdp":
            return float(data.get("sign", "1")) * (ours - theirs) / self.output(data)
        return float(data.get("sign", "1")) * (ours - theirs)


def _window(values: Table, months: np.ndarray, data: Data) -> np.ndarray:
    inside = months > 0
    window = data["window"]
    if year := re.fullmatch(r"year(\d+)(_sum)?", window):
        chosen = values[:, inside & (months // 12 == int(year[1]))]
        return chosen.sum(axis=1) if year[2] else chosen.mean(axis=1)
    match window:
        case "last12" | "last60" | "last120":
            return values[:, inside & (months > months[-1] - int(window[4:]))].mean(axis=1)
        case "whole":
            return values[:, inside].mean(axis=1)
        case "whole_sum":
            return values[:, inside].sum(axis=1)
        case "quarter":
            at = int(np.flatnonzero(months == int(data["month"]))[0])
            return values[:, at - 2 : at + 1].mean(axis=1)
        case "year":
            return values[:, months == int(data["month"])][:, 0]
        case "summed":
            return values.sum(axis=1)
    raise ValueError(data["window"])


def statistic(sample: np.ndarray, stat: str) -> float:
    """Mean, bound of the 95 % t-interval, or percentile of a sample of seeds."""
    if stat in ("p10", "p90"):
        return float(np.percentile(sample, int(stat[1:])))
    mean, n = float(sample.mean()), len(sample)
    if stat == "mean":
        return mean
    half = float(stats.t.ppf(0.975, n - 1) * sample.std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan
    return mean - half if stat == "low" else mean + half


def numbers(page: Path) -> Iterator[tuple[str, Data]]:
    """Yield every number of a page: the id of its table, and its data attributes."""
    yield from Numbers(page).found
