"""Debt, deficit and pensions without policy beside official projections, and what moves debt.

No policy, with the population projection on, in a world without further AI and in `moderate`: debt at the
end of a year, deficit and pensions of it, in % of that year's GDP. Some official numbers are of other
definitions (their table says which) and start elsewhere: changes since 2025 stand beside levels.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.agents.person import OWN_ACCOUNT
from simulator.findings.debt import PARTS, debt_changes
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

PUBLISHED = Path(__file__).with_name("published.csv")
START, WORLDS, PERCENT = 2025, ("none", "moderate"), 100.0
YEARS = (2025, 2027, 2029, 2030, 2034, 2035, 2039, 2040)
MONTHS = 12 * (YEARS[-1] - START + 1) + 1
OFFICIAL = ("debt", "deficit", "pensions")
COLUMNS = (
    Column("country", "country"),
    Column("world", "world"),
    Column("year", "year"),
    Column("debt", "debt", ".1f"),
    Column("error", "s.e.", ".1f"),
    Column("official_debt", "official", ".1f"),
    Column("change", "since '25", "+.1f"),
    Column("official_change", "official", "+.1f"),
    Column("deficit", "deficit", ".1f"),
    Column("official_deficit", "official", ".1f"),
    Column("pensions", "pensions", ".1f"),
    Column("official_pensions", "official", ".1f"),
    *(Column(part, part, "+.1f") for part in PARTS),
    Column("dearer", "pensions +", "+.1f"),
    Column("tax_path", "tax path", "+.1f"),
    Column("rate", "r", ".2f"),
    Column("nominal", "g", ".2f"),
)


def tax_path(economy: "Economy") -> dict[str, float]:
    """Revenue of the shift of income tax that answers debt (currency/month)."""
    q = economy.persons
    base = q.earnings + q.pension + q.benefit + q.sales_income * (q.status == OWN_ACCOUNT)
    return {"tax_path": economy.weight * economy.aggregates.tax_shift * float(base.sum())}


def of_year(totals: Mapping[str, Any], name: str, year: int) -> float:
    """A flow over GDP of the same year (%)."""
    months = slice(max(1, 12 * (year - START)), 12 * (year - START + 1))
    return PERCENT * float(totals[name][months].sum() / totals["gdp"][months].sum())


def measured(run: Measured, year: int) -> dict[str, float]:
    """Debt, deficit, pensions of a year, and what moved debt since the end of the first year (% of GDP)."""
    totals, first, last = run.totals, 11, 12 * (year - START) + 11
    row = {"debt": PERCENT * float(totals["debt_ratio"][last]),
           "deficit": -of_year(totals, "public_balance", year),
           "pensions": of_year(totals, "spending_pensions", year)}  # fmt: skip
    if year == START:
        return row
    parts = debt_changes(totals, first, last)
    row |= {part: PERCENT * parts[part] for part in PARTS}
    row["change"] = row["debt"] - PERCENT * float(totals["debt_ratio"][first])
    since = range(START + 1, year + 1)
    pensions = of_year(totals, "spending_pensions", START)
    row["dearer"] = sum(of_year(totals, "spending_pensions", one) - pensions for one in since)
    row["tax_path"] = -sum(of_year(totals, "tax_path", one) for one in since)
    debts = totals["debt_ratio"][first:last] * totals["gdp"][first:last] * 12.0
    interest = float(totals["spending_interest"][first + 1 : last + 1].sum())
    row["rate"] = PERCENT * 12.0 * interest / float(debts.sum())
    ends = (totals["gdp"][slice(1, first + 1)].mean(), totals["gdp"][slice(last - 11, last + 1)].mean())
    row["nominal"] = PERCENT * float(np.log(ends[1] / ends[0])) / (year - START - 1.0 / 24.0)
    return row


def published() -> dict[tuple[str, str, int], float]:
    """Official value by country, variable and year."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return {(row["iso3"], row["variable"], int(row["year"])): float(row["value"])
                for row in csv.DictReader(file)}  # fmt: skip


def rows_of(iso3: str, world: str, runs: Sequence[Measured]) -> list[dict[str, Any]]:
    """A row for each year that somebody projects, and a few more."""
    official, rows = published(), list[dict[str, Any]]()
    for year in YEARS:
        theirs = {name: official[iso3, name, year] for name in OFFICIAL if (iso3, name, year) in official}
        if not theirs and year not in (2030, 2035, 2039):
            continue
        found = [measured(run, year) for run in runs]
        row: dict[str, Any] = {"country": iso3, "world": world, "year": year}
        row |= {name: float(np.mean([one[name] for one in found])) for name in found[0]}
        row["error"] = over_seeds([one["debt"] for one in found]).error
        row |= {f"official_{name}": value for name, value in theirs.items()}
        if "debt" in theirs and year > START:
            row["official_change"] = theirs["debt"] - official[iso3, "debt", START]
        rows.append(row)
    return rows


def calls(asked: Asked) -> list[tuple[Run]]:
    """Each country and world, a run a base seed."""
    return [
        (Run(iso3, seed, asked.persons, MONTHS, world, frozen_demography=False, 
             measure=tax_path),)
        for iso3 in asked.countries for world in WORLDS for seed in asked.base_seeds
    ]  # fmt: skip


def table(asked: Asked, runs: Sequence[Measured]) -> Table:
    """All countries under one another."""
    by: dict[tuple[str, str], list[Measured]] = {}
    for one in runs:
        by.setdefault((one.run.iso3, one.run.world), []).append(one)
    rows = [row for (iso3, world), own in by.items() for row in rows_of(iso3, world, own)]
    notes = [
        f"% of GDP; model: {asked.size}. primary to other: what moved debt since the end of 2025; of the "
        "primary deficit, pensions above those of 2025 (pensions +) and what the tax path that answers debt "
        "takes off. r, g: interest over debt and growth of GDP, % a year.",
        "Population: World Population Prospects of the United Nations in all of them; official projections "
        "use those of Eurostat and of their own country's agencies.",
        f"Official: documents, addresses and how they were read in {PUBLISHED.parent.name}/{PUBLISHED.name}.",
    ]
    names = ", ".join(load_country(iso3).name() for iso3 in asked.countries)
    title = f"Debt without policy beside official projections: {names}"
    return Table("_".join(asked.countries), title, rows, notes)


STUDY = Study(
    of=countries(("ESP", "FRA", "DEU", "ITA", "USA")), size={**USUAL, "seeds": 3}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
