"""The country without AI or policy beside official values and projections, row by row.

How well a run meets the country's calibration targets: data, simulation, verdict.

A target is judged only when its value was read in its source; one that the results do not measure is
listed all the same, so that a reader sees what was not looked at. `use` tells what a hit is worth: nothing
when the value was given to the model, little when a controller or a parameter was set by it.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.core.shipped import package_folder
from simulator.core.time import MONTHS_PER_YEAR

OPENING_MONTHS = 12
ADOPTION_MONTHS = 3
"""The survey of firms asks in the first quarter."""
GIVEN, STEERED, FITTED, FREE = "given", "steered", "fitted", "free"
USES = {
    GIVEN: "an input of the model: no evidence of fit",
    STEERED: "burn-in controllers aim at it: shows that they hold",
    FITTED: "a parameter was set by it",
    FREE: "nothing in the model was set by it",
}
_USE = {
    "C01": STEERED, "C02": STEERED, "C03": STEERED, "C04": STEERED, "C05": GIVEN, "C06": GIVEN,
    "C07": STEERED, "C08": FITTED, "C10": STEERED, "C11": FITTED, "C12": FITTED, "C13": FITTED,
    "C14": FITTED, "C15": FITTED, "C16": STEERED, "C17": FITTED, "C18": FITTED, "C20": FITTED,
    "C21": FITTED, "C22": FITTED, "C23": FITTED, "C24": FITTED, "C33": STEERED,
    "C34": FITTED, "C35": FITTED, "S01": STEERED,
}  # fmt: skip
_FIRM_SIZES = {"10_49": "ai_adoption_small", "50_249": "ai_adoption_medium", "250": "ai_adoption_large"}
_ADOPTION_YEAR = "2025"


def fit(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """One row a target: means over seeds and the first twelve months of the run without AI.

    Adoption is compared in the first quarter of the run without policy, where it goes on.
    """
    opening = results.filter(
        (pl.col("month") < OPENING_MONTHS) & (pl.col("role").is_in(["no_ai", "no_policy"]))
    )
    return [fit_row(target, simulated(target, opening)) for target in targets]


def fit_row(target: Mapping[str, Any], value: float | None) -> dict[str, Any]:
    """A target beside what the model gave for it; `met` is inside the tolerance."""
    low, high = target["tolerance"]
    provenance = target["provenance"].split(":")[0].split(",")[0].strip()
    if value is None:
        verdict = "not measured"
    elif not target["judged"]:
        verdict = "not judged"
    else:
        verdict = "met" if low <= value <= high else "missed"
    everyone = target["by"] == "total" and target["group"] == "all"
    return {
        "id": target["id"],
        "target": target["target"].replace("_", " ") + ("" if everyone else f", {target['group']}"),
        "unit": target["unit"],
        "value": target["value"],
        "tolerance": (high - low) / 2,
        "low": low,
        "high": high,
        "provenance": provenance,
        "source": target["provenance"],
        "use": use_of(target),
        "simulated": value,
        "verdict": verdict,
    }


def use_of(target: Mapping[str, Any]) -> str:
    """What the model was told of a target: given, steered, fitted or free."""
    if target["target"] == "ai_adoption":
        return GIVEN if _adoption_indicator(target) else FREE
    return _USE.get(target["id"], FREE)


def simulated(target: Mapping[str, Any], results: pl.DataFrame) -> float | None:
    """Mean of the target's moment over the seeds and months in `results`; None when nothing measures it."""
    if target["target"] == "ai_adoption":
        indicator = _adoption_indicator(target)
        quarter = results.filter(pl.col("month") < ADOPTION_MONTHS)
        return _simulated_mean(quarter, "no_policy", indicator, "total", "all") if indicator else None
    return _simulated_mean(results, "no_ai", target["target"], target["by"], target["group"])


def _adoption_indicator(target: Mapping[str, Any]) -> str | None:
    size, _, year = target["group"].partition(":")
    known = target["by"] == "firm_size" and year == _ADOPTION_YEAR
    return _FIRM_SIZES.get(size) if known else None


def _simulated_mean(results: pl.DataFrame, role: str, indicator: str, by: str, group: str) -> float | None:
    """Mean over seeds and months in table order; None when the results do not hold it."""
    wanted = {"role": role, "indicator": indicator, "by": by, "group": group}
    values = results.filter(pl.col(name).cast(pl.String) == value for name, value in wanted.items())["value"]
    return float(np.mean(values.to_numpy())) if len(values) else None


Array = NDArray[np.float64]
Monthly = Callable[[str], Array | None]
"""Values of an indicator by month, month 0 first (seeds x months); none where it was not measured."""
JUDGED = "judged"
RELATIVE = "%"
BASE = 2025
IN_BASE: Mapping[str, str] = {
    "employment": "1%", "unemployment_rate": "0.1", "public_balance": "0.3", "public_debt": "0.3",
    "current_account": "0.3", "pensions": "0.3",
}  # fmt: skip
"""How near values of the base year are to be; those that are inputs are shown and counted apart."""
OF_GDP: Mapping[str, tuple[str, ...]] = {
    "public_balance": ("public_balance",),
    "primary_balance": ("public_balance", "spending_interest"),
    "current_account": ("current_account",),
    "pensions": ("spending_pensions",),
}
"""What is a share of GDP: sums of indicators."""
MILLION, BILLION, PERCENT = 1e6, 1e9, 100.0


@dataclass(frozen=True)
class Row:
    """An official value; `bound` is how near ours is to be, with % where it is of the value."""

    indicator: str
    year: str
    value: float
    use: str
    bound: str
    definition: str
    source: str

    @property
    def allowed(self) -> float:
        """By how much ours may differ, in the row's unit."""
        size = float(self.bound.removesuffix(RELATIVE))
        return abs(self.value) * size / PERCENT if self.bound.endswith(RELATIVE) else size

    def is_met(self, ours: float) -> bool:
        """Whether ours lies within the bound."""
        return abs(ours - self.value) <= self.allowed


@cache
def official(iso3: str) -> tuple[Row, ...]:
    """Rows of a country: those that are judged, and those of the base year."""
    path = package_folder("calibration") / "inputs" / "official.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == iso3]
    found, taken = [], set[str]()
    for row in sorted(rows, key=_preferred):
        name, yearly = row["indicator"], not re.search("Q[1-4]", row["definition"])
        of_base = row["year"] == str(BASE) and name in IN_BASE and yearly and name not in taken
        taken |= {name} if of_base else set()
        if row["use"] == JUDGED or of_base:
            bound = row["bound"] or IN_BASE[name]
            value = float(row["value"])
            whose = row["definition"], row["source"]
            found.append(Row(name, row["year"], value, row["use"], bound, *whose))
    return tuple(found)


def _preferred(row: Mapping[str, str]) -> tuple[str, str, bool]:
    """Order of rows: of several of a base year the one that set the profile's value comes first.

    That is the country's own of unemployment and pensions, the IMF's of all else.
    """
    if row["indicator"] in ("unemployment_rate", "pensions"):
        stands_back = "IMF" in row["source"] or "Ageing" in row["source"]
    else:
        stands_back = "IMF" not in row["source"]
    return row["indicator"], row["year"], stands_back


def ours(row: Row, monthly: Monthly, start: int) -> Array | None:
    """Our value by seed in the row's unit; none where the run does not reach the whole of its years.

    `start` is the year of month 1, in which a run begins.
    """
    years = [int(year) for year in re.findall(r"\d{4}", row.year)]
    if row.indicator == "real_gdp_growth":
        ends = [_mean(monthly, "real_gdp", year, start) for year in (years[0] - 1, years[-1])]
        if ends[0] is None or ends[1] is None:
            return None
        span = years[-1] - years[0] + 1
        return np.asarray(PERCENT * ((ends[1] / ends[0]) ** (1.0 / span) - 1.0))
    year = years[-1]
    if row.indicator in OF_GDP:
        gdp = _mean(monthly, "gdp", year, start)
        parts = [_mean(monthly, name, year, start) for name in OF_GDP[row.indicator]]
        known = [part for part in parts if part is not None]
        return None if gdp is None or len(known) < len(parts) else np.asarray(PERCENT * sum(known) / gdp)
    if row.indicator == "public_debt":  # at the end of the year, of the whole year's GDP
        of_month, last, gdp = (at(monthly, name, year, start) for at, name in (
            (_end, "debt_ratio"), (_end, "gdp"), (_mean, "gdp")))  # fmt: skip
        return None if of_month is None or last is None or gdp is None else PERCENT * of_month * last / gdp
    rate, work = (_mean(monthly, name, year, start) for name in ("unemployment_rate", "employed"))
    if row.indicator == "gdp":
        return _times(_mean(monthly, "real_gdp", year, start), MONTHS_PER_YEAR / BILLION)
    if row.indicator == "labour_share":
        return _times(_mean(monthly, "labour_share", year, start), PERCENT)
    if row.indicator == "hours":
        hours = _mean(monthly, "hours_worked", year, start)
        return None if hours is None or work is None else np.asarray(MONTHS_PER_YEAR * hours / work)
    if row.indicator == "unemployment_rate":
        return _times(rate, PERCENT)
    if rate is None or work is None:
        return None
    return np.asarray((work if row.indicator == "employment" else work / (1.0 - rate)) / MILLION)


def _times(values: Array | None, factor: float) -> Array | None:
    return None if values is None else np.asarray(factor * values)


def _months(year: int, start: int) -> slice:
    first = MONTHS_PER_YEAR * (year - start) + 1
    return slice(first, first + MONTHS_PER_YEAR)


def _of(monthly: Monthly, name: str, year: int, start: int) -> Array | None:
    found, months = monthly(name), _months(year, start)
    if found is None or months.start < 1 or found.shape[-1] < months.stop:
        return None
    return found[..., months]


def _mean(monthly: Monthly, name: str, year: int, start: int) -> Array | None:
    found = _of(monthly, name, year, start)
    return None if found is None else np.asarray(found.mean(axis=-1))


def _end(monthly: Monthly, name: str, year: int, start: int) -> Array | None:
    found = _of(monthly, name, year, start)
    return None if found is None else np.asarray(found[..., -1])
