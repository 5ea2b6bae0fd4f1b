"""The country without AI or policy beside official values and projections: official, ours, difference.

Which rows are judged, and within what, was written before the first run (`calibration/inputs/official.csv`).
Rows of the base year are inputs, or follow from them: they stand beside, and are counted apart.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from calibration.data.population import INPUT
from calibration.study import USUAL, Asked, Column, Study, Table, countries
from calibration.study.runs import Measured, Run
from simulator.findings.intervals import over_seeds
from simulator.findings.official import BASE, JUDGED, Row, official, ours
from simulator.scenario.country.profile import load_country

COUNTRIES = ("ESP", "DEU", "USA", "FRA", "ITA", "BRA", "TUR", "ZAF", "ALB")
MONTHS = 193
"""To the end of 2040."""
MET, MISSED, OF_BASE = "met", "missed", ", base year"
ASKED = 0.8
"""Part of judged rows that is to lie within its bounds."""
COLUMNS = (
    Column("country", "country"),
    Column("what", "what"),
    Column("year", "year"),
    Column("official", "official", ".2f"),
    Column("ours", "ours", ".2f"),
    Column("error", "s.e.", ".2f"),
    Column("difference", "difference", "+.2f"),
    Column("bound", "within"),
    Column("verdict", "verdict"),
    Column("source", "whose, and of what"),
)


def calls(asked: Asked) -> list[Run]:
    """Each country, a run a base seed."""
    return asked.runs(MONTHS, frozen_demography=False)


def rows_of(iso3: str, runs: Sequence[Measured]) -> list[dict[str, Any]]:
    """A row for each official one that the runs reach."""

    def monthly(name: str) -> Any:
        return np.array([run.totals[name] for run in runs]) if name in runs[0].totals else None

    rows = []
    for row in (*official(iso3), *levels(iso3)):
        values = ours(row, monthly, BASE)
        if values is None:
            continue
        mean = over_seeds(values.tolist())
        verdict = (MET if row.is_met(mean.mean) else MISSED) + ("" if row.use == JUDGED else OF_BASE)
        found: dict[str, Any] = {"official": row.value, "ours": mean.mean, "error": mean.error}
        found |= {"difference": mean.mean - row.value, "bound": row.bound, "verdict": verdict}
        of = {"country": iso3, "what": row.indicator, "year": row.year}
        rows.append(of | found | {"source": f"{row.source}: {row.definition}"})
    return rows


def levels(iso3: str) -> Iterator[Row]:
    """Rows of the base year that the profile holds: GDP, labour's share, hours a worker, labour force."""
    cells = load_country(iso3).meta
    held = (
        ("gdp", "gdp_nominal", 1e-3),
        ("labour_share", "labour_share", 100.0),
        ("hours", "hours_per_worker", 1.0),
    )
    for name, cell, factor in held:
        found = cells[cell]
        yield Row(name, str(BASE), found.value * factor, INPUT, "1%", found.unit, found.source)
    base = {row.indicator: row.value for row in reversed(official(iso3)) if row.year == str(BASE)}
    if {"employment", "unemployment_rate"} <= base.keys():
        force = base["employment"] / (1.0 - base["unemployment_rate"] / 100.0)
        yield Row(
            "labour_force", str(BASE), force, INPUT, "1%", "employment over 1 less the rate", "reckoned"
        )


def counted(rows: Sequence[dict[str, Any]], of: str = "") -> str:
    """How many of the judged rows are met, or of those of the base year."""
    own = [row["verdict"] for row in rows if row["verdict"] in (MET + of, MISSED + of)]
    return f"{own.count(MET + of)} of {len(own)}"


def table(asked: Asked, runs: Sequence[Measured]) -> Table:
    """All countries under one another, then how many rows are met."""
    rows, notes = list[dict[str, Any]](), list[str]()
    for iso3 in asked.countries:
        own = rows_of(iso3, [run for run in runs if run.run.iso3 == iso3])
        notes.append(f"{iso3}: {counted(own)} judged rows met, {counted(own, OF_BASE)} of the base year.")
        rows += own
    every = f"Judged rows met: {counted(rows)} ({ASKED:.0%} asked); base year: {counted(rows, OF_BASE)}."
    how = f"No AI, no policy, no rule for the budget; {asked.size}."
    return Table(
        "_".join(asked.countries), "Baselines beside official projections", rows, [every, how, *notes]
    )


STUDY = Study(of=countries(COUNTRIES), size={**USUAL, "seeds": 3}, columns=COLUMNS, calls=calls, table=table)
