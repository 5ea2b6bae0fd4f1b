"""The country without AI or policy beside official values and projections, targets, and levels of AI.

How well a run meets the country's calibration targets: data, simulation, verdict. A target is judged only
when its value was read in its source; one that the results do not measure is listed all the same, so that a
reader sees what was not looked at. `use` tells what a hit is worth: nothing when the value was given to the
model, little when a controller or a parameter was set by it.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from simulator.core.shipped import package_folder
from simulator.core.time import MONTHS_PER_YEAR, month_index
from simulator.findings.intervals import Array
from simulator.findings.results import Results

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
    **dict.fromkeys(("C05", "C06"), GIVEN),
    **{f"C{number:02}": STEERED for number in (1, 2, 3, 4, 7, 10, 16, 33)},
    "S01": STEERED,
    **{f"C{number:02}": FITTED for number in (8, *range(11, 16), 17, 18, *range(20, 25), 34, 35)},
}
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


Monthly = Callable[[str], Array | None]
"""Values of an indicator by month, month 0 first (seeds x months); none where it was not measured."""
JUDGED = "judged"
RELATIVE = "%"
BASE = 2025
IN_BASE: Mapping[str, str] = {
    "employment": "1%",
    "unemployment_rate": "0.1",
    **dict.fromkeys(("public_balance", "public_debt", "current_account", "pensions"), "0.3"),
}
"""How near values of the base year are to be; those that are inputs are shown and counted apart."""
MILLION, BILLION, PERCENT = 1e6, 1e9, 100.0
FORMULAS: Mapping[str, tuple[tuple[str, ...], Callable[..., Array]]] = {
    "gdp": (("real_gdp",), lambda gdp: MONTHS_PER_YEAR / BILLION * gdp),
    "labour_share": (("labour_share",), lambda share: PERCENT * share),
    "unemployment_rate": (("unemployment_rate",), lambda rate: PERCENT * rate),
    "hours": (("hours_worked", "employed"), lambda hours, work: MONTHS_PER_YEAR * hours / work),
    "employment": (("employed",), lambda work: work / MILLION),
    "labour_force": (("employed", "unemployment_rate"), lambda work, rate: work / (1.0 - rate) / MILLION),
    "public_balance": (("public_balance", "gdp"), lambda balance, gdp: PERCENT * balance / gdp),
    "primary_balance": (
        ("public_balance", "spending_interest", "gdp"),
        lambda balance, interest, gdp: PERCENT * (balance + interest) / gdp,
    ),
    "current_account": (("current_account", "gdp"), lambda account, gdp: PERCENT * account / gdp),
    "pensions": (("spending_pensions", "gdp"), lambda pensions, gdp: PERCENT * pensions / gdp),
}
"""What an official value is of means over a year: of which indicators, and how."""


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
            whose = row["bound"] or IN_BASE[name], row["definition"], row["source"]
            found.append(Row(name, row["year"], float(row["value"]), row["use"], *whose))
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

    def months(name: str, year: int) -> Array | None:
        """Those of a year; none where the run does not hold all."""
        found, first = monthly(name), MONTHS_PER_YEAR * (year - start) + 1
        is_held = found is not None and first >= 1 and found.shape[-1] >= first + MONTHS_PER_YEAR
        return found[..., first : first + MONTHS_PER_YEAR] if found is not None and is_held else None

    def mean(name: str, year: int) -> Array | None:
        found = months(name, year)
        return None if found is None else np.asarray(found.mean(axis=-1))

    if row.indicator == "real_gdp_growth":
        before, after = mean("real_gdp", years[0] - 1), mean("real_gdp", years[-1])
        if before is None or after is None:
            return None
        return np.asarray(PERCENT * ((after / before) ** (1.0 / (years[-1] - years[0] + 1)) - 1.0))
    if row.indicator == "public_debt":  # at the end of the year, of the whole year's GDP
        debt, gdp, output = (
            at(name, years[-1]) for at, name in ((months, "debt_ratio"), (months, "gdp"), (mean, "gdp"))
        )
        if debt is None or gdp is None or output is None:
            return None
        return np.asarray(PERCENT * debt[..., -1] * gdp[..., -1] / output)
    names, formula = FORMULAS[row.indicator]
    parts = [mean(name, years[-1]) for name in names]
    return None if any(part is None for part in parts) else np.asarray(formula(*parts))


SPENT = ("ai_spending", "ai_integration")
"""All kinds of spending on AI: what providers are paid, and what is bought to fit it in."""
MEASURED: Mapping[str, tuple[str, ...]] = {
    "hours_saved_users": ("hours_saved_users",),
    "hours_saved": ("hours_saved",),
    "productivity": ("hours_saved",),
    "ai_spending": (*SPENT, "gdp"),
}
"""The indicators of which each is made."""


@dataclass(frozen=True)
class Published:
    """A published share: of what, of which month or year, of which territory (code of the Unicode CLDR)."""

    what: str
    when: str
    share: float
    place: str
    source: str
    note: str


@cache
def published() -> tuple[Published, ...]:
    """Return what is published of AI's level."""
    path = package_folder("calibration") / "inputs" / "ai_level.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(float(row.pop("published")), row) for row in csv.DictReader(file)]
    return tuple(Published(share=share, **row) for share, row in rows)


def level_of(results: Results, of: Published) -> tuple[int, float] | None:
    """Return the last month and the share of the run without policies, mean over seeds.

    Of a date before the run it is that of month 0; None after its end, or where it was not measured.
    """
    start = str(results.content["horizon"]["start"])
    is_year = "-" not in of.when
    first = month_index(start, f"{of.when}-01" if is_year else of.when)
    last = max(first + (MONTHS_PER_YEAR - 1) * is_year, 0)
    series = [results.series(name, "no_policy") for name in MEASURED[of.what]]
    found = [one for one in series if one is not None]
    if len(found) < len(series) or last > results.last_month:
        return None
    inside = (found[0].months >= max(first, 0)) & (found[0].months <= last)
    means = [float(np.mean(one.values[:, inside])) for one in found]
    if of.what == "ai_spending":
        return last, sum(means[:-1]) / means[-1]
    return last, means[0] / (1.0 - means[0]) if of.what == "productivity" else means[0]
