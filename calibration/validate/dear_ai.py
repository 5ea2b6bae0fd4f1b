"""How much later AI comes where it is made dearer, and how dearer or cheaper labour moves it.

In the first country named AI costs 10 % more than abroad from month 1 on, fees and integration, nobody
receiving the difference; so it does by a tax on what providers sell, and contributions of employers rise and
fall by a tenth. What is read are differences from the run without, on the same draws. Other countries stand
beside it as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import Channel, throw
from calibration.validate.tax_effects import Probe
from simulator.economy.technology import tasks_worth_automating
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

WORLD, FIRST = "rapid", 2025
YEARS = (2029, 2034, 2039)
MONTHS = 12 * (YEARS[-1] + 1 - FIRST) + 1
DEARER = 0.1
ELASTICITIES = (2.0, 4.0, 7.0, 10.0)
TAX = DEARER / (1.0 + DEARER)
"""Of sales, at which a price with the same margin is a tenth higher."""
AS_SHIPPED = "as shipped"
PERCENT, THOUSAND = 100.0, 1e-3
COLUMNS = (
    Column("country", "country"),
    Column("row", "what"),
    Column("elasticity", "η"),
    *(Column(f"tasks_{year}", f"tasks done by AI {year}", ".2f") for year in YEARS),
    *(
        column
        for year in YEARS
        for column in (Column(f"change_{year}", f"change {year}, %", "+.1f"),
                       Column(f"error_{year}", "s.e.", ".1f"))
    ),
    Column("displaced", "displaced by 2039, thousand", ".0f"),
    *(
        column
        for year in YEARS
        for column in (Column(f"jobs_{year}", f"jobs {year}, thousand", "+.0f"),
                       Column(f"jobs_error_{year}", "s.e.", ".0f"))
    ),
    *(Column(f"worth_{year}", f"frontier worth it {year}, %", ".0f") for year in (FIRST, *YEARS)),
    *(Column(f"firms_{year}", f"firms of 10+ using AI {year}, %", ".0f") for year in (FIRST, *YEARS)),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A row: levers, what firms know of AI's cost, by how much they answer, and employers' contributions."""

    name: str
    elasticity: float | None = None
    levers: Mapping[str, float] = field(default_factory=dict)
    terms: Mapping[str, float] = field(default_factory=dict)
    contributions: float = 1.0
    """Over today's rate."""

    def law(self, iso3: str) -> dict[str, str]:
        """What it changes in a country's law, as a scenario writes it."""
        if self.contributions == 1.0:
            return {}
        rate = self.contributions * load_country(iso3).values["employer_contribution_rate"]
        return {"employer_contributions": f"{PERCENT * rate:.6g} %"}


PLAIN = Cell("as it is")
BOTH = {"levy_rate": DEARER, "integration_help": -DEARER}
TAXED = {"ai_services_tax": TAX, "ai_services_tax_open": TAX}
CELLS = (
    *(Cell("AI 10 % dearer", one, terms=BOTH) for one in ELASTICITIES),
    *(Cell("fees 10 % dearer by a tax on sales", one, levers=TAXED) for one in ELASTICITIES),
    *(Cell(f"employers' contributions {PERCENT * (by - 1.0):+.0f} %", contributions=by) for by in (1.1, 0.9)),
)


def pull(economy: "Economy", cell: Cell) -> None:
    """Hook: from month 1 on firms answer as the cell has it, and AI costs what it says."""
    if cell.elasticity is not None:
        throw(economy, Channel("", {"ai_timing_elasticity": cell.elasticity}))
    if not economy.instruments and (cell.levers or cell.terms):
        economy.instruments.append(Probe(cell.levers, cell.terms))


def read(economy: "Economy") -> dict[str, float]:
    """Of the tasks that AI can do, how many are worth it to a firm that pays mean wages (share)."""
    occ, s = economy.occupations, economy.aggregates
    labour = occ.wage * (1.0 + s.employer_rate)
    worth = tasks_worth_automating(labour, s.ai_price, economy.parameters["task_dispersion"])
    weight = occ.employed * occ.ai_tasks * occ.reach
    return {"worth": float(np.average(worth, weights=weight))}


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every row of the first country and the others as they are, by base seed."""
    first, *others = asked.countries
    rows = [(first, cell) for cell in (PLAIN, *CELLS)] + [(iso3, PLAIN) for iso3 in others]
    return [
        (Run(iso3, seed, asked.persons, MONTHS, WORLD, taxes=CONSTANT, measure=read, law=cell.law(iso3),
             before=partial(pull, cell=cell), label=(iso3, cell.name, cell.elasticity)),)
        for iso3, cell in rows for seed in asked.base_seeds
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each country and cell."""
    rows, plain = [], dict[str, list[Measured]]()
    for label in dict.fromkeys(one.run.label for one in measured):
        runs = [one for one in measured if one.run.label == label]
        rows.append(row(runs, plain.setdefault(label[0], runs)))
    notes = [
        f"World `{WORLD}`; means of the twelve months of the year ({FIRST}: month 0); {asked.size}.",
        "Tasks done by AI in % of all; frontier worth it: of the tasks that AI can do, those that it does "
        "for less than mean labour costs. Displaced: laid off for AI. Nobody receives what AI costs more.",
        f"η: what ships is {shipped_elasticity():g}; contributions are not answered by it.",
    ]
    names = ", ".join(load_country(iso3).name() for iso3 in asked.countries)
    return Table("_".join(asked.countries), f"Dearer AI and dearer labour: {names}", rows, notes)


def row(runs: Sequence[Measured], plain: Sequence[Measured]) -> dict[str, Any]:
    """Levels by year, and differences from the run without."""
    iso3, name, elasticity = runs[0].run.label
    known = f"{elasticity:g}" if elasticity is not None else AS_SHIPPED
    found: dict[str, Any] = {"country": iso3, "row": name, "elasticity": known}
    for year in (FIRST, *YEARS):
        found[f"worth_{year}"] = PERCENT * level(runs, "worth", year)
        found[f"firms_{year}"] = PERCENT * level(runs, "ai_adoption_10plus", year)
    for year in YEARS:
        found[f"tasks_{year}"] = PERCENT * level(runs, "tasks_automated", year)
    found["displaced"] = THOUSAND * float(np.mean([one.totals["displaced"].sum() for one in runs]))
    if runs is plain:
        return found
    pairs = list(zip(runs, plain, strict=True))
    for year in YEARS:
        tasks = [(mean(one, "tasks_automated", year), mean(other, "tasks_automated", year))
                 for one, other in pairs]  # fmt: skip
        done = over_seeds([PERCENT * (one / other - 1.0) for one, other in tasks])
        jobs = over_seeds([
            THOUSAND * (mean(one, "employed", year) - mean(other, "employed", year)) for one, other in pairs
        ])  # fmt: skip
        found |= {f"change_{year}": done.mean, f"error_{year}": done.error,
                  f"jobs_{year}": jobs.mean, f"jobs_error_{year}": jobs.error}  # fmt: skip
    return found


def level(runs: Sequence[Measured], name: str, year: int) -> float:
    """Mean over seeds of a year's mean."""
    return float(np.mean([mean(one, name, year) for one in runs]))


def mean(run: Measured, name: str, year: int) -> float:
    """Of the months of a year; month 0 alone for the year in which the model opens."""
    begins = 12 * (year - FIRST)
    months = slice(begins, begins + 12 if begins else 1)
    return float(run.totals[name][months].mean())


def shipped_elasticity() -> float:
    """What ships."""
    from simulator.rules.firm_ai_pace import firm_ai_pace

    return firm_ai_pace.params["ai_timing_elasticity"].default


STUDY = Study(
    of=countries(("ESP", "DEU", "ALB")), size=USUAL | {"seeds": 3, "base_seed": 9301}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
