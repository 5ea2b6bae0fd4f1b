"""How pay of full-time employees is spread at month 0, and how many stand at the minimum wage, beside data.

What a higher minimum wage does depends on how many it reaches.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.agents.person import EMPLOYED, HALF_TIME

if TYPE_CHECKING:
    from simulator.core.economy import Economy

PUBLISHED = Path(__file__).with_name("pay.csv")
NEAR = 1.05
"""Who is paid up to so many minimum wages stands at it."""
MEASURES = {
    "d9_d5": "ninth decile over median",
    "d5_d1": "median over first decile",
    "mean_median": "mean over median",
    "minimum_median": "minimum wage over median",
    "at_minimum": "share within 5 % of the minimum wage",
    "gini": "Gini of disposable income, all persons",
}
COLUMNS = (
    Column("country", "country"),
    Column("measure", "measure"),
    Column("model", "model", ".3f"),
    Column("published", "published", ".2f"),
    Column("provenance", "provenance"),
)


def spread(economy: "Economy") -> dict[str, float]:
    """Measures of the contract wages of full-time employees this month."""
    q, least = economy.persons, economy.aggregates.minimum_wage
    wage = q.wage[(q.status == EMPLOYED) & (q.active == 1) & (q.hours > HALF_TIME)]
    first, middle, ninth = np.quantile(wage, (0.1, 0.5, 0.9))
    return {
        "d9_d5": ninth / middle, "d5_d1": middle / first, "mean_median": float(wage.mean()) / middle,
        "minimum_median": least / middle, "at_minimum": float((wage <= NEAR * least).mean()),
    }  # fmt: skip


def calls(asked: Asked) -> list[tuple[Run]]:
    """A month for every country and base seed."""
    return [
        (Run(iso3, seed, asked.persons, 2, measure=spread, label=(iso3,)),)
        for iso3 in asked.countries for seed in asked.base_seeds
    ]  # fmt: skip


def published() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What was read or recalled, by country and measure."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["measure"]): row for row in csv.DictReader(file)}


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each country and measure: month 1, mean of the seeds."""
    data, rows = published(), list[dict[str, Any]]()
    for iso3 in asked.countries:
        own = [one for one in measured if one.run.iso3 == iso3]
        for name, words in MEASURES.items():
            line = data.get((iso3, name))
            rows.append({
                "country": iso3, "measure": words,
                "model": float(np.mean([one.totals[name][1] for one in own])),
                "published": float(line["value"]) if line else None,
                "provenance": line["provenance"] if line else None,
            })  # fmt: skip
    return Table("", "Pay at month 0", rows, [f"Month 1 without AI; {asked.size}."])


STUDY = Study(
    of=countries(("ESP", "USA", "FRA", "DEU", "TUR")), size=USUAL | {"seeds": 3}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
