"""What a higher minimum wage does to jobs, pay and prices, by closure.

The law changes for good in month 1 of a world without AI, on the people and draws of a run under today's
law; the age structure is frozen and tax rates do not answer debt. A raise of a tenth should hardly move
employment, one to three times today's should lower it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.over_years import PERCENT, Pair, change
from simulator.agents.person import EMPLOYED
from simulator.findings.estimates import over_seeds

if TYPE_CHECKING:
    from simulator.core.economy import Economy

RAISES = ("+10 %", "+200 %")
STABILISATION = (0.0, 0.3)
YEARS = (1, 3, 5)
ANSWERS = {
    "employees": "employees", "mean_wage": "mean wage", "price_level": "prices", "real_gdp": "real GDP",
}  # fmt: skip
COLUMNS = (
    Column("country", "country"),
    Column("raise", "minimum wage"),
    Column("stabilisation", "S", ".1f"),
    Column("at_floor", "paid the minimum, %", ".1f"),
    *(
        column
        for year in YEARS
        for column in (
            Column(f"employed_{year}", f"employed, year {year}, %", "+.2f"),
            Column(f"error_{year}", "s.e.", ".2f"),
        )
    ),
    *(Column(name, f"{words}, year {YEARS[-1]}, %", "+.2f") for name, words in ANSWERS.items()),
)


def read(economy: "Economy") -> dict[str, float]:
    """Employees, and the share of them who are paid the minimum wage."""
    q, s = economy.persons, economy.aggregates
    employees = (q.status == EMPLOYED) & (q.active == 1)
    lowest = q.wage[employees] <= s.minimum_wage * (1.0 + 1e-9)
    return {"employees": float(np.count_nonzero(employees)), "at_floor": float(lowest.mean())}


def row(key: tuple[str, str, float], pairs: Sequence[Pair]) -> dict[str, Any]:
    """Answers to one raise under one closure, means over the seeds."""
    found: dict[str, Any] = dict(zip(("country", "raise", "stabilisation"), key, strict=True))
    for year in YEARS:
        estimate = over_seeds([change(pair, "employed", year) for pair in pairs])
        found |= {f"employed_{year}": estimate.mean, f"error_{year}": estimate.error}
    found |= {name: float(np.mean([change(pair, name, YEARS[-1]) for pair in pairs])) for name in ANSWERS}
    found["at_floor"] = PERCENT * float(np.mean([raised.totals["at_floor"][12] for raised, _ in pairs]))
    return found


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every country, closure and base seed under today's law, then with each raise."""
    return [
        (Run(iso3, seed, asked.persons, 12 * YEARS[-1] + 1, closure={"stabilisation": strength},
             taxes=CONSTANT, measure=read, law={"minimum_wage": how} if how else {},
             label=(iso3, how, strength)),)
        for iso3 in asked.countries
        for strength in STABILISATION
        for how in ("", *RAISES)
        for seed in asked.base_seeds
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each country, raise and closure."""
    by_label: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_label.setdefault(one.run.label, []).append(one)
    rows = [
        row((iso3, how, strength), list(zip(found, by_label[iso3, "", strength], strict=True)))
        for (iso3, how, strength), found in by_label.items()
        if how
    ]
    notes = [
        f"Change against the same seeds under today's law, {asked.size}; means of the twelve months up to "
        "the end of the year. Paid the minimum: of employees, after a year.",
        "Asked for: +10 % moves employment by at most 0.2 %; three times as much (+200 %) lowers it.",
    ]
    return Table("_".join(asked.countries), "A higher minimum wage, by closure", rows, notes)


STUDY = Study(
    of=countries(("ESP", "USA")), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
