"""Firms that use AI, by size and year."""

import csv
import math
from pathlib import Path

from calibration.codes import COUNTRY_NAMES
from calibration.evidence_values import numbers
from calibration.sources import extract
from calibration.sources.evidence import Evidence
from calibration.values import PERCENT, Values, value

SIZES = ("10_49", "50_249", "250")
UNIT = "share of firms of the size class"


def values(data: Path, iso3: str, cells: dict[str, Evidence]) -> Values:
    """`ai_adoption_<size>_<year>` of the country, 2023-2025, and EU27 totals `ai_adoption_eu27_<year>`.

    The evidence cell lists the last year by size; the cited figures give the year before; the first year
    continues the logistic through both (same change of log-odds), status estimated.
    """
    result: Values = {}
    last = dict(zip(SIZES, numbers(cells["ai_firms"].text)[-3:], strict=True))
    before = _cited(data, COUNTRY_NAMES[iso3])
    for size in SIZES:
        now, then = last[size] * PERCENT, before[size] * PERCENT
        earlier = _shift(then, _log_odds(then) - _log_odds(now))
        result[f"ai_adoption_{size}_2023"] = value(
            earlier,
            UNIT,
            "share",
            2023,
            "ine-ict",
            "estimated",
            "logistic through 2024 and 2025 carried back",
        )
        result[f"ai_adoption_{size}_2024"] = value(
            then, UNIT, "share", 2024, "ine-ict", note="year of the table is inferred"
        )
        result[f"ai_adoption_{size}_2025"] = value(now, UNIT, "share", 2025, "ine-ict")
    return {**result, **_union(data)}


def _union(data: Path) -> Values:
    rows = [r for r in _rows(data) if r["country"] == "EU27" and "10+" in r["indicator"]]
    known = {int(r["year"]): float(r["value"]) * PERCENT for r in rows}
    unit = "share of firms with 10 persons or more"
    result = {
        f"ai_adoption_eu27_{year}": value(number, unit, "share", year, "eurostat-ai")
        for year, number in sorted(known.items())
    }
    middle = math.sqrt(known[2021] * known[2023])
    note = "no survey question in 2022: geometric mean of 2021 and 2023"
    result["ai_adoption_eu27_2022"] = value(middle, unit, "share", 2022, "eurostat-ai", "estimated", note)
    return dict(sorted(result.items()))


def _cited(data: Path, country: str) -> dict[str, float]:
    labels = {"10-49": "10_49", "50-249": "50_249", "250+": "250"}
    return {
        size: float(row["value"])
        for row in _rows(data)
        for label, size in labels.items()
        if row["country"] == country and row["topic"] == "AI adoption" and label in row["indicator"]
    }


def _rows(data: Path) -> list[dict[str, str]]:
    with extract(data, "cited_published_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def _shift(share: float, by: float) -> float:
    return 1 / (1 + math.exp(-(_log_odds(share) + by)))
