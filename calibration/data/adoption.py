"""Firms that use AI, by size and year."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, fsolve
from scipy.special import expit, logit

from calibration.data.occupations import with_odds
from calibration.data.sources import CITED, PERCENT, Evidence
from calibration.data.tabulate import rounded
from calibration.data.values import Values, numbers, value
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
        raise ValueError(
            f"{iso3}: AI adoption needs surveys by size, or shares of firms and of jobs and earlier surveys "
            f"in ai_use.csv; found {found}"
        )
    return _from_totals(data, iso3, found[1] * PERCENT, known)


def borrowed(lender: str, known: Values) -> Values:
    """Sizes and years of a lender, surveyed by size, moved to the country's `ai_adoption_total`.

    Log-odds of every size and year move alike, such that firms with ten persons or more meet the total in the
    last year.
    """
    total: float = known["ai_adoption_total"]["value"]
    theirs = _by_size(read(lender)["values"])
    weight = [known[f"firm_share_{size}"]["value"] / known[f"firm_size_{size}"]["value"] for size in SIZES]
    last = np.array([theirs[_name(size, YEARS[-1])]["value"] for size in SIZES])
    by = brentq(lambda by: np.average(with_odds(last, by), weights=weight) - total, -10.0, 10.0, xtol=1e-12)
    note = f"pattern of {lender} by size and year, moved to {total:.1%} of firms with ten persons or more"
    moved = {"status": "assumed", "borrowed_from": lender, "note": note}
    return {
        name: {**cell, "value": rounded(float(with_odds(cell["value"], by))), **moved}
        for name, cell in theirs.items()
    }


def _by_size(known: Values) -> Values:
    """The surveys by size; 2023, of which only the total is known, by the change of its log-odds."""
    first, second = YEARS[:2]
    result = {_name(size, year): known[_name(size, year)] for size in SIZES for year in YEARS[1:]}
    then, now = (logit(known[f"ai_adoption_total_{year}"]["value"]) for year in (first, second))
    note = f"{second} moved by the change of log-odds of all firms with ten persons or more"
    for size in SIZES:
        cell = result[_name(size, second)]
        earlier = float(with_odds(cell["value"], then - now))
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
        share = expit(line[0] + line[1] * np.log(size))
        means = [np.average(share, weights=weights) for weights in (employed / size, employed)]
        return np.array(means) - (firms, jobs)

    level, slope = fsolve(gaps, np.array([logit(firms), 0.1]))
    years = (*YEARS, *range(YEARS[-1] + 1, int(last) + 1))
    result: Values = {}
    for year, odds in zip(years, _januaries(series, years, _union(data)), strict=True):
        back, now = odds - logit(firms), year == last
        told = f"{firms:.0%} of firms and {jobs:.0%} of jobs in {int(last)}, log-odds linear in log size"
        told += "" if now else "; carried back by the change of all firms"
        for name, persons in zip(SIZES, size[1:], strict=True):
            share = float(expit(level + slope * np.log(persons) + back))
            result[_name(name, year)] = value(share, UNIT, "share", year, "census-btos", "estimated", told)
        told = f"use in {asked}" + ("" if now else "; earlier surveys, asked otherwise, moved to it")
        status = "observed" if now else "estimated"
        every = value(
            float(expit(odds)), "share of firms of any size", "share", year, "census-btos", status, told
        )
        result[f"ai_adoption_all_{year}"] = every
    return result


def _januaries(series: Sequence[tuple[float, float, str]], years: Sequence[int], union: Values) -> Array:
    """Log-odds of all firms in January of the years, in the words of the last survey.

    Earlier words are moved by the change of log-odds from their last survey to the first in the new ones;
    before the first survey by the EU27's change a year.
    """
    *earlier, (last, now, _) = series
    moved = logit(now) - logit(earlier[-1][1])
    when = [year for year, _, _ in earlier] + [last]
    odds = [logit(share) + moved for _, share, _ in earlier[:-1]] + [logit(now)] * 2
    pace = np.diff([logit(union[f"ai_adoption_eu27_{year}"]["value"]) for year in YEARS[:2]])[0]
    found = np.interp(years, when, odds)
    return np.asarray(found + pace * np.minimum(np.asarray(years) - when[0], 0.0))


def _name(size: str, year: int) -> str:
    return f"ai_adoption_{size}_{year}"


def _union(data: Path) -> Values:
    rows = CITED.table(data, country="EU27").select("indicator", "year", "value").iter_rows()
    known = {int(year): float(share) * PERCENT for name, year, share in rows if "10+" in name}
    told = {year: ("observed", "") for year in known}
    known[2022] = math.sqrt(known[2021] * known[2023])
    told[2022] = "estimated", "no survey question in 2022: geometric mean of 2021 and 2023"
    unit, source = "share of firms with 10 persons or more", CITED.source
    return {
        f"ai_adoption_eu27_{year}": value(known[year], unit, "share", year, source, *told[year])
        for year in sorted(known)
    }
