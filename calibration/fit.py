"""Calibration targets, data and model: month 0 and ten years on, without AI: `python -m calibration.fit ESP`.

Ten years on is told twice: with the population projection, whose ageing moves the country on purpose, and
with the age structure frozen, where anything that moves is the model's own doing.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import polars as pl

from calibration.result_table import Column, options, publish
from calibration.runs import FEEDBACK, REPLAYED, Measured, Run, measure_all
from simulator.fit import ADOPTION_MONTHS, OPENING_MONTHS, USES, fit_row, simulated

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
    Column("tolerance", "tolerance", ".4f"),
    Column("month_0", "month 0", ".4f"),
    Column("first_year", "first year", ".4f"),
    Column("verdict", "verdict"),
    Column("projected", "ten years on", ".4f"),
    Column("frozen", "…, ages frozen", ".4f"),
    Column("later_verdict", "verdict"),
)


def rows_of(measured: Sequence[Measured]) -> pl.DataFrame:
    """Totals and breakdowns of runs as the long table of results, each kind of run in `kind`."""
    columns = ("kind", "role", "month", "indicator", "by", "group", "value")
    return pl.DataFrame(list(_long(measured)), columns, orient="row")


def _long(measured: Sequence[Measured]) -> Iterator[tuple[Any, ...]]:
    for one in measured:
        (kind,) = one.run.label
        role = "no_policy" if kind == ADOPTING else "no_ai"
        for name, series in one.totals.items():
            yield from ((kind, role, month, name, "total", "all", float(v)) for month, v in enumerate(series))
        for (month, *key), value in one.parts.items():
            yield (kind, role, month, *key, float(value))


def verdict(row: Mapping[str, Any]) -> str:
    """PASS, WARN, FAIL for what was read in its source, a dash otherwise or where nothing was measured."""
    word = WORDS[row["verdict"]]
    if word == "FAIL":
        outside = max(row["low"] - row["simulated"], row["simulated"] - row["high"])
        return "WARN" if outside < (WARNING - 1.0) * row["tolerance"] else "FAIL"
    return word


def table(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """A row for each target of the country."""
    month, kind = pl.col("month"), pl.col("kind")
    start = kind.is_in([PROJECTED, ADOPTING])
    later = month.is_between(LATER, LATER + OPENING_MONTHS - 1)
    windows = {
        "month_0": results.filter(start & (month == 0)),
        "first_year": results.filter(start & (month < OPENING_MONTHS)),
        "projected": results.filter((kind == PROJECTED) & later),
        "frozen": results.filter((kind == FROZEN) & later),
    }
    found = []
    for target in targets:
        values = {name: simulated(target, window) for name, window in windows.items()}
        row = fit_row(target, values["first_year"])
        after = fit_row(target, values["frozen"])
        found.append({**row, **values, "verdict": verdict(row), "later_verdict": verdict(after)})
    return found


def notes(rows: Sequence[Mapping[str, Any]], seeds: int, base_seed: int, persons: int) -> list[str]:
    """What the columns mean, and the count of verdicts by use."""
    lines = [
        f"World none, no policy, closure of the baseline; mean of {seeds} base seeds from {base_seed}, each "
        f"with its own burn-in; {persons} persons. Adoption: world moderate.",
        f"First year: mean of months 0-11 (breakdowns: month 0; adoption: months 0-{ADOPTION_MONTHS - 1}). "
        "Ten years on: mean of months 120-131.",
        "Judged: only targets read in their source. WARN: missed by less than one tolerance. A dash: not "
        "judged, or not measured here (C11-C14: calibration.shocks; C28 by year: calibration.adoption_eu27).",
    ]
    for use, meaning in USES.items():
        own = [row["verdict"] for row in rows if row["use"] == use]
        count = ", ".join(f"{own.count(word)} {word}" for word in ("PASS", "WARN", "FAIL"))
        lines.append(f"{use}: {meaning} ({count}).")
    return lines


@click.command(help=__doc__)
@options
def main(country: str, seeds: int, base_seed: int, persons: int, jobs: int, out: Path) -> None:
    """Command line."""
    from simulator.scenario.country import load_country

    months = LATER + OPENING_MONTHS
    kinds = ((PROJECTED, months, "none"), (FROZEN, months, "none"), (ADOPTING, ADOPTION_MONTHS, "moderate"))
    runs = [
        Run(country, seed, persons, span, world, frozen_demography=kind == FROZEN,
            taxes=FEEDBACK if kind == FROZEN else REPLAYED, label=(kind,))
        for seed in range(base_seed, base_seed + seeds)
        for kind, span, world in kinds
    ]  # fmt: skip
    profile = load_country(country)
    rows = table(profile.targets, rows_of(measure_all(runs, jobs)))
    rows.sort(key=lambda row: row["id"])
    title = f"Fit, {profile.name()}: calibration targets, month 0 and ten years on without AI"
    publish(f"fit_{country}", title, COLUMNS, rows, notes(rows, seeds, base_seed, persons), out)


if __name__ == "__main__":
    main()
