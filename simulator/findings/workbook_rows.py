"""The rows of a workbook: in words, with their codes at the end, by which programs find them."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from simulator.findings.effects import Effect
from simulator.findings.headline import HeadlineRow, Range
from simulator.findings.intervals import Interval
from simulator.findings.money import at_prices
from simulator.findings.winners import Cell
from simulator.findings.words import Words
from simulator.findings.workbook_words import (
    MEASURES,
    WAYS,
    breakdown_name,
    group_name,
    indicator_name,
    period_name,
    scenario_name,
    unit_name,
    verdict_name,
    year_name,
)

LOW, HIGH = "Lower bound", "Upper bound"
HEADLINE = (
    "Scenario", "Comparison", "Indicator", "Unit", "Measure", "Period", "Without", "Difference", LOW, HIGH,
    "Seeds", "Verdict", "Least favourable year", "Difference, least favourable year",
    "Lower bound, least favourable year", "Upper bound, least favourable year", "Difference, whole run",
    "Lower bound, whole run", "Upper bound, whole run",
    "Lowest over closures", "Closure of the lowest", "Highest over closures", "Closure of the highest",
)  # fmt: skip
HEADLINE_CODES = ("scenario", "comparison", "indicator", "unit", "measure", "window", "verdict")
DECILES_HEADS = (
    "Scenario", "Comparison", "Indicator", "Unit", "Group", "Period", "Without", "Difference", LOW, HIGH,
    "Seeds", "Verdict",
)  # fmt: skip
DECILES_CODES = ("scenario", "comparison", "indicator", "unit", "by", "group", "window", "verdict")
WINNERS_HEADS = (
    "Scenario", "Comparison", "People by", "Group", "People", "Direction", "Share", "By chance alone",
    "Difference to chance", LOW, HIGH,
)  # fmt: skip
WINNERS_CODES = ("scenario", "comparison", "by", "group", "direction")
MEANS = ("Scenario", "Indicator", "Unit", "People by", "Group", "Year")
KEYS = ["scenario", "indicator", "unit", "by", "group", "year"]
INDICATOR = KEYS.index("indicator")
"""Place of the indicator in a row of means."""


class Rows:
    """Rows in words, with their codes at the end, where a number's format is found as well."""

    def __init__(self, content: Mapping[str, Any], words: Words) -> None:
        self.content, self.words = content, words
        self.labels = {one["name"]: str(one.get("label", "")) for one in content["indicators"]}
        self.units = {one["name"]: str(one.get("unit", "")) for one in content["indicators"]}
        self.start = str(content["horizon"]["start"])

    def headline(self, row: HeadlineRow) -> tuple[Any, ...]:
        """Return a difference with what stands beside it."""
        effect, words = row.effect, self.words
        measure = MEASURES[row.of_gdp]
        return (
            scenario_name(words, self.content, row.scenario), self._comparison(row.comparison),
            self._indicator(row.indicator), unit_name(words, row.unit), words.declared(measure),
            period_name(words, row.window), row.reference, *_bounds(effect), effect.n,
            verdict_name(words, row.verdict), row.worst_year, *_bounds(row.worst), *_bounds(row.whole),
            *_ends(row.closures),
            row.scenario, row.comparison, row.indicator, row.unit, measure, row.window.name, row.verdict,
        )  # fmt: skip

    def decile(self, found: Effect) -> tuple[Any, ...]:
        """Return the difference in a part of the income of a decile."""
        words, contrast, name = self.words, found.contrast, found.indicator
        unit = at_prices(self.content, self.units[name])
        return (
            scenario_name(words, self.content, contrast.scenario), self._comparison(contrast.comparison),
            self._indicator(name), unit_name(words, unit), group_name(words, found.by, found.group),
            period_name(words, found.window), found.base, *_bounds(found), found.n,
            verdict_name(words, found.verdict),
            contrast.scenario, contrast.comparison, name, unit, found.by, found.group, found.window.name,
            found.verdict,
        )  # fmt: skip

    def means(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the means of a year, one a role."""
        keys, values, words = row[: len(KEYS)], row[len(KEYS) :], self.words
        scenario, indicator, unit, by, group, year = keys
        told = (
            scenario_name(words, self.content, scenario), self._indicator(indicator), unit_name(words, unit),
            breakdown_name(words, by), group_name(words, by, str(group)), year_name(words, self.start, year),
        )  # fmt: skip
        return *told, *values, *keys

    def winners(self, cell: Cell) -> tuple[Any, ...]:
        """Return who gains or loses in a group: gross, by chance, net."""
        contrast, share, words = cell.contrast, cell.share, self.words
        return (
            scenario_name(words, self.content, contrast.scenario), self._comparison(contrast.comparison),
            breakdown_name(words, cell.by), group_name(words, cell.by, cell.group), cell.people,
            words.either(f"winners.{cell.way}", words.declared(WAYS[cell.way])),
            share.gross, share.chance, *map(_known, (share.net, share.low, share.high)),
            contrast.scenario, contrast.comparison, cell.by, cell.group, cell.way,
        )  # fmt: skip

    def _indicator(self, name: str) -> str:
        return indicator_name(self.words, self.labels.get(name, name))

    def _comparison(self, name: str) -> str:
        return self.words.either(f"contrast.{name}", name)


def _bounds(found: Interval | None) -> tuple[float | None, ...]:
    return (None,) * 3 if found is None else (found.mean, _known(found.low), _known(found.high))


def _ends(found: Range | None) -> tuple[Any, ...]:
    return (None,) * 4 if found is None else (found.low, found.low_at, found.high, found.high_at)


def _known(value: float) -> float | None:
    """A bound, or an empty cell where the seeds bear none."""
    return value if isfinite(value) else None
