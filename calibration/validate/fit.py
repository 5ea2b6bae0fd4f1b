"""Calibration targets, data and model: month 0 and ten years on, without AI.

Ten years on is told twice: with the population projection, whose ageing moves the country on purpose, and
with the age structure frozen, where anything that moves is the model's own doing.

How work moves with output over the cycle, by one method in data of a country and in the model.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import RESULTS, Column, Table, read_csv
from calibration.validate.backtest.data import read
from calibration.validate.watch import (
    FROM_JOBS,
    KNOWN_FROM,
    MOBILITY,
    SPAN,
    Watch,
    controllers,
    employer_moves,
)
from simulator.core.errors import InputError
from simulator.findings.intervals import mean_interval
from simulator.findings.official import ADOPTION_MONTHS, OPENING_MONTHS, USES, fit_row, simulated
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from calibration.study.runs import Array


SMOOTHING = 100.0
"""Hodrick-Prescott penalty for yearly series."""
YEARS = (2000, 2019)
"""Before the pandemic, in which governments kept jobs whose work stood still."""
RELATIONS = {
    "okun_coefficient": ("unemployment_rate", "real_gdp"),
    "employment": ("employed", "real_gdp"),
    "own_account": ("own_account", "real_gdp"),
    "participation": ("participation_rate_15_64", "unemployment_rate"),
}
"""What is regressed on what; rates in points, all else in logs."""


def cycle(series: "Array", smoothing: float = SMOOTHING) -> "Array":
    """Deviation from the Hodrick-Prescott trend [n]."""
    n = len(series)
    second = np.diff(np.eye(n), 2, axis=0)
    return np.asarray(series - np.linalg.solve(np.eye(n) + smoothing * second.T @ second, series))


def regress(y: "Array", x: "Array") -> tuple[float, float]:
    """Least-squares slope and squared correlation of two series, means removed."""
    a, b = y - y.mean(), x - x.mean()
    covariance = float((a * b).sum())
    return covariance / float((b * b).sum()), covariance**2 / float((a * a).sum() * (b * b).sum())


def slope(name: str, series: Mapping[str, "Array"]) -> tuple[float, float]:
    """Slope and squared correlation of the yearly cycles of a relation; yearly series by name [years]."""
    y, x = (series[one] if "rate" in one else np.log(series[one]) for one in RELATIONS[name])
    return regress(cycle(y), cycle(x))


def observed(iso3: str) -> dict[str, float]:
    """Slopes in the data of a country, output and work per head; {} without a yearly table."""
    try:
        data = read(iso3)
    except InputError:
        return {}
    years = range(YEARS[0], YEARS[1] + 1)
    rate, takes_part, alone, output = (
        np.array([data.value(name, year) for year in years])
        for name in (
            "unemployment_rate",
            "participation_rate_15_64",
            "own_account_total",
            "real_gdp_per_head",
        )
    )
    employed = takes_part * (1.0 - rate)
    series = {
        "unemployment_rate": rate, "participation_rate_15_64": takes_part, "employed": employed,
        "own_account": alone * employed, "real_gdp": output,
    }  # fmt: skip
    return {name: slope(name, series)[0] for name in RELATIONS}


WHERE = Path(__file__).with_name("apart.csv")
"""Target and group → study, the column of its table, and the values that pick the row."""


@dataclass(frozen=True)
class Apart:
    """A figure of another study's table, and that study with the code it ran on."""

    value: float
    made_by: str


def measured_apart(iso3: str, results: Path = RESULTS) -> dict[tuple[str, str], Apart]:
    """Figures of a country by target and group, of all studies that have a table for it."""
    found = {}
    for line in csv.DictReader(WHERE.read_text(encoding="utf-8").splitlines()):
        path = results / f"{line['study']}_{iso3}.csv"
        wanted = dict(pair.split("=") for pair in line["rows"].split(";"))
        for row in read_csv(path):
            if all(row[key] == value for key, value in wanted.items()) and row[line["column"]]:
                value = float(row[line["column"]]) * float(line["scale"])
                made_by = f"{line['study']} (code {code_of(path)})"
                found[line["target"], line["group"]] = Apart(value, made_by)
    return found


def code_of(path: Path) -> str:
    """Hash of the sources that a table names in its head."""
    named = re.search(r"^# version: .*code (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return named[1] if named else "unknown"


LATER = 120
WARNING = 2.0
"""A miss by less than this many tolerances is a warning."""
PROJECTED, FROZEN, ADOPTING = "projected", "frozen", "adopting"
WORDS = {"met": "PASS", "missed": "FAIL", "not judged": "–", "not measured": "–"}
COLUMNS = (
    Column("id", "id"),
    Column("target", "target"),
    Column("use", "use"),
    Column("provenance", "data from"),
    Column("value", "data", ".4f"),
    Column("low", "asked from", ".4f"),
    Column("high", "to", ".4f"),
    Column("month_0", "month 0", ".4f"),
    Column("first_year", "first year", ".4f"),
    Column("interval", "95 %"),
    Column("verdict", "verdict"),
    Column("projected", "ten years on", ".4f"),
    Column("frozen", "…, ages frozen", ".4f"),
    Column("later_verdict", "verdict"),
    Column("identifies", "identifies"),
    Column("why", "why missed"),
)
IDENTIFIED, MISSES = (Path(__file__).parent / name for name in ("identified_by.csv", "misses.csv"))
UNEXPLAINED = "not explained yet"


def rows_of(measured: Sequence[Measured]) -> pl.DataFrame:
    """Totals and breakdowns of runs as the long table of results, each kind of run in `kind`."""
    columns = ("kind", "seed", "role", "month", "indicator", "by", "group", "value")
    return pl.DataFrame(list(_long(measured)), columns, orient="row")


def _long(measured: Sequence[Measured]) -> Iterator[tuple[Any, ...]]:
    for one in measured:
        (kind,), seed = one.run.label, one.run.seed
        role = "no_policy" if kind == ADOPTING else "no_ai"
        for name, series in one.totals.items():
            first = KNOWN_FROM.get(name, 0)
            yield from (
                (kind, seed, role, month, name, "total", "all", float(v))
                for month, v in enumerate(series[first:], first)
            )
        for (month, *key), value in one.parts.items():
            yield (kind, seed, role, month, *key, float(value))


def verdict(row: Mapping[str, Any]) -> str:
    """PASS, WARN, FAIL for what was read in its source, a dash otherwise or where nothing was measured."""
    word = WORDS[row["verdict"]]
    if word == "FAIL":
        outside = max(row["low"] - row["simulated"], row["simulated"] - row["high"])
        return "WARN" if outside < (WARNING - 1.0) * row["tolerance"] else "FAIL"
    return word


def rows_for(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """A row for each target of the country."""
    month, kind = pl.col("month"), pl.col("kind")
    start = kind.is_in([PROJECTED, ADOPTING])
    later = month.is_between(LATER, LATER + OPENING_MONTHS - 1)
    opening = month < OPENING_MONTHS
    a_year = pl.col("indicator").is_in([MOBILITY, FROM_JOBS]) & (month == SPAN)
    windows = {
        "month_0": results.filter(start & (month == 0)),
        "first_year": results.filter(start & (opening | a_year)),
        "projected": results.filter((kind == PROJECTED) & later),
        "frozen": results.filter((kind == FROZEN) & later),
    }
    identified = {line["id"]: line["parameters"] for line in _lines(IDENTIFIED)}
    by_seed = windows["first_year"].partition_by("seed")
    found = []
    for target in targets:
        values = {name: simulated(target, window) for name, window in windows.items()}
        row = fit_row(target, values["first_year"])
        after = fit_row(target, values["frozen"])
        found.append({**row, **values, "verdict": verdict(row), "later_verdict": verdict(after),
                      "interval": interval([simulated(target, one) for one in by_seed]),
                      "identifies": identified[target["id"]]})  # fmt: skip
    return found


def add_measured_apart(
    rows: Sequence[dict[str, Any]], targets: Sequence[Mapping[str, Any]], iso3: str, results: Path = RESULTS
) -> Iterator[str]:
    """Fill in what other studies measured, and yield those studies with the code they ran on."""
    found = measured_apart(iso3, results)
    for row, target in zip(rows, targets, strict=True):
        apart = found.get((target["target"], target["group"]))
        if row["first_year"] is None and apart is not None:
            row |= {"first_year": apart.value, "verdict": verdict(fit_row(target, apart.value))}
            yield apart.made_by


def interval(values: Sequence[float | None]) -> str:
    """95 % of the mean over seeds, as people read it; a dash where it was not measured or nothing varies."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or len(set(known)) == 1:
        return "–"
    found = mean_interval(np.asarray(known))
    return f"{found.low:.4f} to {found.high:.4f}"


def is_outside(row: Mapping[str, Any]) -> bool:
    """Whether what was found, if anything was, is outside what is asked."""
    found = row["first_year"]
    return found not in (None, "") and not float(row["low"]) <= float(found) <= float(row["high"])


def explained(rows: Sequence[dict[str, Any]], country: str) -> None:
    """Say of each miss why it is one, judged or not: of the country where the list has it, else of any."""
    why = {(line["country"], line["id"]): line["why"] for line in _lines(MISSES)}
    for row in rows:
        if is_outside(row) or {"WARN", "FAIL"} & {row["verdict"], row["later_verdict"]}:
            row["why"] = why.get((country, row["id"]), why.get(("", row["id"]), UNEXPLAINED))


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def notes(rows: Sequence[Mapping[str, Any]], asked: Asked) -> list[str]:
    """What the columns mean, and the count of verdicts by use."""
    lines = [
        f"World none, no policy, closure of the baseline; mean of {asked.size}, each seed "
        "with its own burn-in. Adoption: world moderate.",
        f"First year: mean of months 0-11 (breakdowns: month 0; adoption: months 0-{ADOPTION_MONTHS - 1}). "
        "Ten years on: mean of months 120-131. 95 %: of the first year's mean, by Student's t over seeds.",
        "Judged: only targets read in their source. WARN: missed by less than one tolerance. A dash: not "
        "judged, or not measured here (C17, C31: by no study now; C28 by year: study adoption_eu27).",
        "C21: of those in work now and twelve months before; first year: months 0 and 12; C34: months 1 to "
        "12. S01: the profile's vacancy rate, which no row of the evidence asks for.",
    ]
    for use, meaning in USES.items():
        own = [row["verdict"] for row in rows if row["use"] == use]
        count = ", ".join(f"{own.count(word)} {word}" for word in ("PASS", "WARN", "FAIL"))
        lines.append(f"{use}: {meaning} ({count}).")
    return lines


def seen(results: pl.DataFrame) -> list[str]:
    """What else the runs tell: moves between employers, controllers that stand on a bound."""
    month, kind = pl.col("month"), pl.col("kind")
    windows = {
        "in the first year": (kind == PROJECTED) & (month < OPENING_MONTHS),
        "ten years on with ages frozen": (kind == FROZEN) & (month >= LATER),
    }
    told = (f"{employer_moves(results.filter(own))} {when}" for when, own in windows.items())
    return [
        f"Employees with another employer than a month before: {', '.join(told)}; no statistic was read.",
        controllers(results.filter((kind == PROJECTED) & (month == 0))),
    ]


def calls(asked: Asked) -> list[tuple[Run]]:
    """Three kinds of run of each base seed."""
    months = LATER + OPENING_MONTHS
    kinds = ((PROJECTED, months, "none"), (FROZEN, months, "none"), (ADOPTING, ADOPTION_MONTHS, "moderate"))
    return [
        (Run(asked.country, seed, asked.persons, span, world, frozen_demography=kind == FROZEN,
             measure=Watch(), label=(kind,)),)
        for seed in asked.base_seeds
        for kind, span, world in kinds
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each target of the country, and what else the runs tell."""
    profile, results = load_country(asked.country), rows_of(measured)
    rows = rows_for(profile.targets, results)
    studies = ", ".join(dict.fromkeys(add_measured_apart(rows, profile.targets, asked.country)))
    rows.sort(key=lambda row: row["id"])
    explained(rows, asked.country)
    title = f"Fit, {profile.name()}: calibration targets, month 0 and ten years on without AI"
    return Table(
        asked.country,
        title,
        rows,
        [*notes(rows, asked), f"Measured apart, first year: {studies or 'nothing'}.", *seen(results)],
    )


STUDY = Study(
    of=country("ESP"), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
