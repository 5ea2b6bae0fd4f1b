"""Firms that use AI, by size and year."""

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, fsolve

from calibration.data.codes import COUNTRY_NAMES
from calibration.data.evidence_values import numbers
from calibration.data.sources import extract
from calibration.data.sources.evidence import Evidence
from calibration.data.tabulate import rounded
from calibration.data.values import PERCENT, Values, value

Array = NDArray[np.float64]
SIZES = ("10_49", "50_249", "250")
YEARS = (2023, 2024, 2025)
UNIT = "share of firms of the size class"


def values(data: Path, iso3: str, cells: dict[str, Evidence], known: Values) -> Values:
    """`ai_adoption_<size>_<year>` of the country, 2023-2025, and EU27 totals where it is surveyed with them.

    An evidence cell that lists sizes is a survey by size, one with two numbers the share of all firms and of
    firms weighted by employment.
    """
    found = numbers(cells["ai_firms"].text)
    if len(found) < 2:
        raise ValueError(f"{iso3}: AI adoption needs shares by size, or of firms and of jobs; found {found}")
    if len(found) > len(SIZES):
        return {**_by_size(data, iso3, found[-3:]), **_union(data)}
    return _from_totals(data, found[0] * PERCENT, found[1] * PERCENT, known)


def borrowed(data: Path, lender: str, cells: dict[str, Evidence], known: Values) -> Values:
    """Sizes and years of a lender, whose evidence `cells` are, moved to the country's `ai_adoption_total`.

    Log-odds of every size and year move alike, such that firms with ten persons or more meet the total in the
    last year.
    """
    total: float = known["ai_adoption_total"]["value"]
    theirs = {name: cell for name, cell in values(data, lender, cells, {}).items() if "eu27" not in name}
    weight = [known[f"firm_share_{size}"]["value"] / known[f"firm_size_{size}"]["value"] for size in SIZES]
    last = np.array([theirs[_name(size, YEARS[-1])]["value"] for size in SIZES])

    def gap(by: float) -> float:
        return float(np.average([_shift(share, by) for share in last], weights=weight)) - total

    by = float(brentq(gap, -10.0, 10.0, xtol=1e-12))
    note = f"pattern of {lender} by size and year, moved to {total:.1%} of firms with ten persons or more"
    return {
        name: {**cell, "value": rounded(_shift(cell["value"], by)), "status": "assumed",
               "borrowed_from": lender, "note": note}
        for name, cell in theirs.items()
    }  # fmt: skip


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
    union = {year: _union(data)[f"ai_adoption_eu27_{year}"]["value"] for year in YEARS}
    result: Values = {}
    for name, persons in zip(names[1:], size[1:], strict=True):
        for year in YEARS:
            back = _log_odds(union[year]) - _log_odds(union[YEARS[-1]])
            share = _shift(1.0 / (1.0 + math.exp(-(level + slope * math.log(persons)))), back)
            note = f"{firms:.0%} of firms and {jobs:.0%} of jobs, log-odds linear in log size"
            note += "" if year == YEARS[-1] else "; carried back by the EU27's change"
            result[_name(name, year)] = value(share, UNIT, "share", year, "census-btos", "estimated", note)
    return result


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
    return float(1 / (1 + math.exp(-(_log_odds(share) + by))))
