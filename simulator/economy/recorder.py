"""What one run gives: the long table, yearly flows, a panel of persons, lives, example households."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, INACTIVE, RETIRED, STATUS_NAMES
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.economy.schedule import benefits
from simulator.indicators import budget, incomes, metadata, output, people
from simulator.indicators.incomes import EXAMPLE
from simulator.markets.households import guarantee_income
from simulator.markets.sums import measure_households
from simulator.policies import act
from simulator.rules.worker_earn import worker_earn
from simulator.rules.worker_income import worker_income
from simulator.rules.worker_income_tax import worker_income_tax
from simulator.store.tables import RunOutput

FOLLOWED = 20_000
"""Persons (rows) of whom a diary is kept: some 30 bytes a month each."""


@dataclass
class Diary:
    """Who was what in each month; copied from the columns, so that it stays when they go on."""

    months: list[int] = field(default_factory=list)
    pages: list[dict[str, NDArray[np.generic]]] = field(default_factory=list)

    def write(self, economy: Economy) -> None:
        """Note this month."""
        q = economy.persons
        kept = slice(0, FOLLOWED)
        names = ("id", "active", "status", "occupation", "wage", "disposable_income", "firm")
        self.months.append(economy.month)
        self.pages.append({name: getattr(q, name)[kept].copy() for name in names})

    def life(self, person: int, occupations: tuple[str, ...]) -> pl.DataFrame:
        """A person's months: status, occupation (ISCO-08), employer's row, wage and income (money/month).

        Months before somebody came of age or arrived, and after death, have no row; InputError when there
        is none at all.
        """
        rows = []
        for month, page in zip(self.months, self.pages, strict=True):
            for row in np.flatnonzero((page["id"] == person) & (page["active"] == 1)):
                at = {name: column[row].item() for name, column in page.items()}
                status = STATUS_NAMES[at["status"]]
                firm = at["firm"] if at["firm"] >= 0 else None
                wage = at["wage"] if firm is not None else None
                kind = occupations[at["occupation"]]
                rows.append((month, status, kind, firm, wage, at["disposable_income"]))
        if not rows:
            known = self.pages[-1]["id"][self.pages[-1]["active"] == 1]
            told = f"no person {person} was there; allowed: an id such as {known[0]}, up to {known.max()}"
            raise InputError(told, field="person")
        heads = {
            "month": pl.Int32,
            "status": pl.String,
            "occupation": pl.String,
            "employer": pl.Int64,
            "wage": pl.Float64,
            "disposable_income": pl.Float64,
        }
        return pl.DataFrame(rows, schema=heads, orient="row")


LOW, AVERAGE, AGE, OLD = 0.67, 1.0, 40, 70
"""Pay over the average wage, as the OECD's Taxing Wages has it; years."""
AT_HOME = 0.999
"""Take-up of a spouse at home: what everybody gets, not assistance for jobseekers, whose limit is near."""
MONTHS = 3
"""Months until means tests know the household's own income."""
STEPS = (
    worker_earn.run,
    guarantee_income,
    benefits.run,
    act("transfers"),
    worker_income_tax.run,
    worker_income.run,
    measure_households,
)
"""What pays and taxes people in a month, in the order of the schedule."""


@dataclass(frozen=True)
class Home:
    """Adults by status and pay (of the average wage), and children."""

    adults: tuple[tuple[int, float], ...]
    children: int = 0


HOMES = {
    "single_low": Home(((EMPLOYED, LOW),)),
    "single_average": Home(((EMPLOYED, AVERAGE),)),
    "couple_one_earner": Home(((EMPLOYED, AVERAGE), (INACTIVE, 0.0)), 2),
    "couple_two_earners": Home(((EMPLOYED, AVERAGE), (EMPLOYED, LOW)), 2),
    "lone_parent": Home(((EMPLOYED, LOW),), 2),
    "pensioner": Home(((RETIRED, 0.0),)),
}


def measure(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Their net income (currency/month); spoils the economy, whose run must be over.

    They take the places of other people and claim all that they may but what is chosen by lot: assistance
    for a spouse at home, and transfers for disability and survivors. Pay is the average wage of month 0 on
    its trend, at the prices of the month, so that it buys the same in every run; none is below the minimum
    wage. The pensioner has the mean pension.
    """
    q, homes, s, first = economy.persons, economy.households, economy.aggregates, economy.opening_levels
    pay = first["wages"] * s.trend_productivity * charged_price(s) / first["prices"]
    retired = (q.status == RETIRED) & (q.active == 1)
    pension = float(q.pension[retired].mean()) if retired.any() else 0.0
    q.household[q.household < len(HOMES)] = len(HOMES)
    row = 0
    for place, home in enumerate(HOMES.values()):
        homes.adults[place], homes.children[place] = len(home.adults), home.children
        for status, share in home.adults:
            for name, column in q.agent_class.columns.items():
                if column.unit == "money/month":
                    getattr(q, name)[row] = 0.0
            q.active[row], q.household[row], q.status[row], q.age_group[row] = 1, place, status, 1
            q.birth_month[row] = economy.month - 12 * AGE
            q.wage[row], q.hours[row], q.usual_hours[row] = max(share * pay, s.minimum_wage), 1.0, 1.0
            q.short_time[row], q.entitled[row], q.benefit_months_left[row] = 0.0, 0, 0
            q.takeup[row] = AT_HOME if status == INACTIVE else 0.0
            q.displaced_month[row] = q.left_month[row] = -1
            if status == RETIRED:
                q.birth_month[row], q.age_group[row] = economy.month - 12 * OLD, 3
                q.pension[row] = pension / s.pension_index**MONTHS
            row += 1
    for _ in range(MONTHS):
        for step in STEPS:
            step(economy)
    net = np.bincount(q.household[:row], q.disposable_income[:row], len(HOMES))
    return {("example_income", EXAMPLE, name): float(one) for name, one in zip(HOMES, net, strict=True)}


PANEL = 4000
GROUPS = ("age_group", "generation", "sex", "education", "exposure_quintile", "income_decile")
"""Groups of which the panel tells each person's."""


@dataclass
class Recorder:
    """Records months; `output` turns them into columns."""

    economy: Economy
    totals: list[dict[str, float]] = field(default_factory=list)
    parts: list[tuple[int, dict[tuple[str, str, str], float]]] = field(default_factory=list)
    flows: dict[tuple[int, str, str, str], float] = field(default_factory=dict)
    panel: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.displacement, self.aftermath = people.Displacement(self.economy), people.Aftermath(self.economy)
        self.incomes = incomes.IncomeParts()
        self.first = self.economy.month
        count = self.economy.population
        self.sample = np.unique(np.linspace(0, count - 1, min(PANEL, count)).astype(np.int64))

    def record(self) -> None:
        """Take this month's totals; in January of each year the breakdowns and the panel."""
        e = self.economy
        self.aftermath.count(e)
        self.totals.append(
            people.labour(e) | self.displacement.measure(e) | output.measure(e) | output.monetary(e)
            | incomes.national(e) | incomes.households(e)
            | self.incomes.count(e) | budget.measure(e) | budget.changed_law(e)
        )  # fmt: skip
        year = 12 * (e.month // 12) + 11  # named by its last month
        for payer, payee, kind, amount in e.ledger.matrix():
            key = (year, payer, payee, kind)
            self.flows[key] = self.flows.get(key, 0.0) + amount * e.weight
        if e.month % 12 == 0:
            parts = incomes.by_group(e) | people.by_sex(e) | output.by_major_group(e)
            self.parts.append((e.month, parts | self.aftermath.measure(e) | self.incomes.measure()))
            self._record_panel()

    def _record_panel(self) -> None:
        e, q = self.economy, self.economy.persons
        rows = self.sample[q.active[self.sample] == 1]
        codes = incomes.codes(e)
        since = np.where(q.displaced_month[rows] >= 0, e.month - q.displaced_month[rows], -1)
        self.panel.append(
            {
                "person_id": q.id[rows].copy(),
                "month": np.full(len(rows), e.month, np.int16),
                "status": np.asarray(STATUS_NAMES, dtype=object)[q.status[rows]],
                "status_months": q.months_in_status[rows].astype(np.int16),
                "occupation": np.asarray(e.country.occupations, dtype=object)[q.occupation[rows]],
                **{by: np.asarray(codes[by][1], dtype=object)[codes[by][0][rows]] for by in GROUPS},
                "equivalised_income": e.households.equivalised_income[q.household[rows]],
                "displaced_months": since.astype(np.int16),
                "weight": np.full(len(rows), e.weight * e.population / len(self.sample)),
            }
        )

    def output(self, seconds: float) -> RunOutput:
        """Return the columns; the run is over."""
        self.parts.append((self.economy.month, measure(self.economy)))
        units = {m["name"]: m["unit"] for m in metadata(self.economy.country, self.economy.own_instruments)}
        months = np.arange(self.first, self.first + len(self.totals))
        names = list(self.totals[0])
        parts = [(month, *key, value) for month, values in self.parts for key, value in values.items()]
        indicator = np.asarray(names, dtype=object).repeat(len(months))
        rows = {
            "month": np.concatenate([np.tile(months, len(names)), [p[0] for p in parts]]).astype(np.int16),
            "indicator": np.concatenate([indicator, np.asarray([p[1] for p in parts], dtype=object)]),
            "by": np.asarray(["total"] * len(indicator) + [p[2] for p in parts], dtype=object),
            "group": np.asarray(["all"] * len(indicator) + [p[3] for p in parts], dtype=object),
            "value": np.concatenate(
                [np.array([[t[name] for t in self.totals] for name in names]).ravel(), [p[4] for p in parts]]
            ),
        }
        rows["unit"] = np.asarray([units[name] for name in rows["indicator"]], dtype=object)
        keys = sorted(self.flows)
        flows = {
            "month": np.array([k[0] for k in keys], dtype=np.int16),
            "payer": [k[1] for k in keys],
            "payee": [k[2] for k in keys],
            "kind": [k[3] for k in keys],
            "amount": np.array([self.flows[k] for k in keys]),
        }
        columns = self.panel[0].keys()
        persons = {name: np.concatenate([p[name] for p in self.panel]) for name in columns}
        return RunOutput(rows, flows, persons, seconds, self.economy.checker.worst)
