"""Firms that use AI, by size and year."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, fsolve

from calibration.data.sources import extract
from calibration.data.sources.evidence import Evidence
from calibration.data.tabulate import rounded
from calibration.data.values import PERCENT, Values, numbers, value
from calibration.inputs import ai_use, read

Array = NDArray[np.float64]
SIZES = ("10_49", "50_249", "250")
YEARS = (2023, 2024, 2025)
UNIT = "share of firms of the size class"


def values(data: Path, iso3: str, cells: dict[str, Evidence], known: Values) -> Values:
    """`ai_adoption_<size>_<year>` of the country, and EU27 totals where it is surveyed with them.

    The country's inputs hold its surveys by size; without them the evidence cell has two numbers, the share
    of all firms and of firms weighted by employment, and `ai_use.csv` the years before.
    """
    if _name(SIZES[0], YEARS[-1]) in known:
        return {**_by_size(known), **_union(data)}
    found = numbers(cells["ai_firms"].text)
    if len(found) < 2 or not ai_use(iso3):
        raise ValueError(f"{iso3}: AI adoption needs surveys by size, or shares of firms and of jobs and "
                         f"earlier surveys in ai_use.csv; found {found}")  # fmt: skip
    return _from_totals(data, iso3, found[1] * PERCENT, known)


def borrowed(lender: str, known: Values) -> Values:
    """Sizes and years of a lender, surveyed by size, moved to the country's `ai_adoption_total`.

    Log-odds of every size and year move alike, such that firms with ten persons or more meet the total in the
    last year.
    """
    total: float = known["ai_adoption_total"]["value"]
    theirs = {name: cell for name, cell in _by_size(read(lender)["values"]).items()}
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


def _by_size(known: Values) -> Values:
    """The surveys by size; 2023, of which only the total is known, by the change of its log-odds."""
    first, second = YEARS[:2]
    result = {_name(size, year): known[_name(size, year)] for size in SIZES for year in YEARS[1:]}
    then, now = (_log_odds(known[f"ai_adoption_total_{year}"]["value"]) for year in (first, second))
    note = f"{second} moved by the change of log-odds of all firms with ten persons or more"
    for size in SIZES:
        cell = result[_name(size, second)]
        earlier = _shift(cell["value"], then - now)
        result[_name(size, first)] = value(earlier, UNIT, "share", first, cell["source"], "estimated", note)
    return result


def _from_totals(data: Path, iso3: str, jobs: float, known: Values) -> Values:
    """Sizes from the shares of firms and of jobs in the last survey: log-odds linear in log size meet both.

    The years before carry every size back by the change of log-odds of all firms.
    """
    series = ai_use(iso3)
    last, firms, asked = series[-1]
    names = ("0_9", *SIZES)
    size = np.array([known[f"firm_size_{name}"]["value"] for name in names])
    employed = np.array([known[f"firm_share_{name}"]["value"] for name in names])

    def gaps(line: Array) -> Array:
        share = 1.0 / (1.0 + np.exp(-(line[0] + line[1] * np.log(size))))
        return np.array([np.average(share, weights=employed / size) - firms,
                         np.average(share, weights=employed) - jobs])  # fmt: skip

    level, slope = fsolve(gaps, np.array([_log_odds(firms), 0.1]))
    years = (*YEARS, *range(YEARS[-1] + 1, int(last) + 1))
    course = _januaries(series, years, _union(data))
    result: Values = {}
    for year, odds in zip(years, course, strict=True):
        back = odds - _log_odds(firms)
        told = f"{firms:.0%} of firms and {jobs:.0%} of jobs in {int(last)}, log-odds linear in log size"
        told += "" if year == last else "; carried back by the change of all firms"
        for name, persons in zip(names[1:], size[1:], strict=True):
            share = _shift(1.0 / (1.0 + math.exp(-(level + slope * math.log(persons)))), back)
            result[_name(name, year)] = value(share, UNIT, "share", year, "census-btos", "estimated", told)
        status = "observed" if year == last else "estimated"
        result[f"ai_adoption_all_{year}"] = value(
            _shift(0.5, odds), "share of firms of any size", "share", year, "census-btos", status,
            f"use in {asked}" + ("" if year == last else "; earlier surveys, asked otherwise, moved to it"),
        )  # fmt: skip
    return result


def _januaries(series: Sequence[tuple[float, float, str]], years: Sequence[int], union: Values) -> Array:
    """Log-odds of all firms in January of the years, in the words of the last survey.

    Earlier words are moved by the change of log-odds from their last survey to the first in the new ones;
    before the first survey by the EU27's change a year.
    """
    *earlier, (last, now, _) = series
    moved = _log_odds(now) - _log_odds(earlier[-1][1])
    when = [year for year, _, _ in earlier] + [last]
    odds = [_log_odds(share) + moved for _, share, _ in earlier[:-1]] + [_log_odds(now)] * 2
    pace = np.diff([_log_odds(union[f"ai_adoption_eu27_{year}"]["value"]) for year in YEARS[:2]])[0]
    found = np.interp(years, when, odds)
    return np.asarray(found + pace * np.minimum(np.asarray(years) - when[0], 0.0))


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


def _rows(data: Path) -> list[dict[str, str]]:
    with extract(data, "cited_published_figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def _shift(share: float, by: float) -> float:
    return float(1 / (1 + math.exp(-(_log_odds(share) + by))))
