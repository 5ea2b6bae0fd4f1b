"""Firms that use AI, by size and year."""

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, fsolve

from calibration.codes import COUNTRY_NAMES
from calibration.evidence_values import numbers
from calibration.sources import extract
from calibration.sources.evidence import Evidence
from calibration.values import PERCENT, Value, Values, value

Array = NDArray[np.float64]
SIZES = ("10_49", "50_249", "250")
YEARS = (2023, 2024, 2025)
UNIT = "share of firms of the size class"
TOTAL = "ai_firms_share"
"""Share of firms with 10 persons or more that use AI, where a country's inputs give it."""


def values(data: Path, iso3: str, cells: dict[str, Evidence], known: Values) -> Values:
    """`ai_adoption_<size>_<year>` of the country, 2023-2025, and EU27 totals where it is surveyed with them.

    An evidence cell that lists sizes is a survey by size, one with two numbers the share of all firms and of
    firms weighted by employment, one number the share of firms with 10 persons or more. An input named
    `TOTAL` stands before the cell, for countries whose cell is empty or vague.
    """
    if TOTAL in known:
        return _from_total(data, known[TOTAL], known)
    cell = cells["ai_firms"]
    found = numbers(cell.text)
    if len(found) > len(SIZES):
        return {**_by_size(data, iso3, found[-3:]), **_union(data)}
    if len(found) == 1:
        status = "estimated" if cell.status == "observed" else cell.status
        firms = value(found[0] * PERCENT, UNIT, "share", cell.year, "evidence", status, cell.provenance)
        return _from_total(data, firms, known)
    return _from_totals(data, found[0] * PERCENT, found[1] * PERCENT, known)


def _by_size(data: Path, iso3: str, cell: list[float]) -> Values:
    """Last year from the evidence cell, the year before from the cited figures.

    The first year continues the logistic through both (same change of log-odds), status estimated.
    """
    result: Values = {}
    last = dict(zip(SIZES, cell, strict=True))
    before = _cited(data, COUNTRY_NAMES[iso3])
    for size in SIZES:
        now, then = last[size] * PERCENT, before[size] * PERCENT
        earlier = _shift(then, _log_odds(then) - _log_odds(now))
        note = "logistic through 2024 and 2025 carried back"
        result[_name(size, 2023)] = value(earlier, UNIT, "share", 2023, "ine-ict", "estimated", note)
        inferred = "year of the table is inferred"
        result[_name(size, 2024)] = value(then, UNIT, "share", 2024, "ine-ict", note=inferred)
        result[_name(size, 2025)] = value(now, UNIT, "share", 2025, "ine-ict")
    return result


def _from_totals(data: Path, firms: float, jobs: float, known: Values) -> Values:
    """Sizes from the share of firms and of jobs: log-odds linear in log size meet both.

    The years before carry the country back by the change of log-odds of the EU27.
    """
    names = ("0_9", *SIZES)
    size = np.array([known[f"firm_size_{name}"]["value"] for name in names])
    employed = np.array([known[f"firm_share_{name}"]["value"] for name in names])

    def gaps(line: Array) -> Array:
        share = 1.0 / (1.0 + np.exp(-(line[0] + line[1] * np.log(size))))
        return np.array([np.average(share, weights=employed / size) - firms,
                         np.average(share, weights=employed) - jobs])  # fmt: skip

    start = np.array([_log_odds(firms), 0.1])
    level, slope = fsolve(gaps, start)
    result: Values = {}
    for name, persons in zip(names[1:], size[1:], strict=True):
        for year in YEARS:
            then = 1.0 / (1.0 + math.exp(-(level + slope * math.log(persons))))
            share = _shift(then, _union_change(data, year))
            note = f"{firms:.0%} of firms and {jobs:.0%} of jobs, log-odds linear in log size"
            note += "" if year == YEARS[-1] else "; carried back by the EU27's change"
            result[_name(name, year)] = value(share, UNIT, "share", year, "census-btos", "estimated", note)
    return result


def _from_total(data: Path, total: Value, known: Values) -> Values:
    """Sizes from the share of all firms with 10 persons or more.

    Log-odds rise with log size as they do between all and large firms of the EU27, on this country's sizes of
    firms; the years before carry the country back by the change of log-odds of the EU27.
    """
    union = [r for r in _rows(data) if r["country"] == "EU27" and r["year"] == str(YEARS[-1])]
    every, large = (
        next(float(r["value"]) * PERCENT for r in union if r["indicator"].startswith(start))
        for start in ("enterprises 10+", "large enterprises")
    )
    size = np.array([known[f"firm_size_{name}"]["value"] for name in SIZES])
    firms = np.array([known[f"firm_share_{name}"]["value"] for name in SIZES]) / size
    distance = np.log(size[-1] / size)

    def shares(top: float, slope: float) -> Array:
        return np.asarray(1.0 / (1.0 + np.exp(slope * distance - top)))

    def mean(top: float, slope: float) -> float:
        return float(np.average(shares(top, slope), weights=firms))

    slope = brentq(lambda x: mean(_log_odds(large), x) - every, 0.0, 5.0)
    top = brentq(lambda x: mean(x, slope) - total["value"], -20.0, 20.0)
    result: Values = {}
    for name, share in zip(SIZES, shares(top, slope), strict=True):
        for year in YEARS:
            note = f"{total['value']:.0%} of firms with 10 persons or more ({total['note']}); EU27's sizes"
            note += "" if year == YEARS[-1] else "; carried back by the EU27's change"
            then = _shift(share, _union_change(data, year))
            result[_name(name, year)] = {
                **value(then, UNIT, "share", year, total["source"], total["status"], note),
                "borrowed_from": "EU27",
            }
    return result


def _union_change(data: Path, year: int) -> float:
    """Log-odds of the EU27 in a year less those in the last."""
    union = _union(data)
    then, now = (union[f"ai_adoption_eu27_{y}"]["value"] for y in (year, YEARS[-1]))
    return _log_odds(then) - _log_odds(now)


def _name(size: str, year: int) -> str:
    return f"ai_adoption_{size}_{year}"


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
