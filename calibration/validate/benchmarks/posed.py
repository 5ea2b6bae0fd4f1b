"""How each benchmark is posed to the model: the runs it needs, and what is read from them at its own date.

A case is what acts beside AI and the closure. Every run is paired with one on the same draws: with the same
case in the world without further AI, or, where the case is a policy, with the same world without the policy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.runs import REPLAYED, Measured, Run
from calibration.validate.displaced_coverage import HIT, chosen
from calibration.validate.experiments import people
from calibration.validate.headline import NONE, Channel, throw
from calibration.validate.tax_effects import Probe
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.money import DEFLATOR

if TYPE_CHECKING:
    from simulator.core.economy import Economy

FIRST, LAST = 2025, 2035
MONTHS = MONTHS_PER_YEAR * (LAST + 1 - FIRST)
PERCENT, BILLION = 100.0, 1e-9
STRENGTHS = (0.3, 0.0)
"""Strength of the stabiliser: as shipped, and without it."""
FEDERAL = ("income_tax", "employee_contributions", "employer_contributions", "corporate_tax")
"""Revenue of the whole state of the kinds that are federal in the United States for the most part."""
SUB_MAJOR = {"ICT professionals": 25, "business professionals": 24, "clerks": 41, "customer service": 42,
             "numerical clerks": 43}  # fmt: skip
"""ISCO-08 sub-major groups as the Irish study names them (24: business and administration)."""


@dataclass(frozen=True)
class Case:
    """What acts beside AI; a policy or a law is compared with the same world without it."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    policies: tuple[Mapping[str, Any], ...] = ()
    law: Mapping[str, Any] = field(default_factory=dict)
    displaces: bool = False

    @property
    def is_policy(self) -> bool:
        """Whether it is compared with the same world without it."""
        return bool(self.policies or self.law or self.displaces)


def policy(name: str, **values: float) -> Case:
    """An instrument from January 2027 on."""
    return Case(policies=({name: {**values, "start": "2027-01"}},))


AS_SHIPPED, LAYOFFS = "", "layoffs"
CASES: Mapping[str, Case] = {
    AS_SHIPPED: Case(),
    "AI sold at home": Case({"ai_domestic_share": 1.0}),
    "AI sold abroad": Case({"ai_domestic_share": 0.15}),
    "digital tax 10 %": policy("ai_services_tax", rate=0.10),
    "robot tax 15 %": policy("automation_levy", rate_on_saved=0.15),
    "basic income, VAT +15": Case(
        policies=({"basic_income": {"amount": 1000.0, "start": "2026-01"}},),
        law={"vat": {"2026-01": "+15 points"}},
    ),
    LAYOFFS: Case(displaces=True),
    "automation tax": policy("automation_levy", rate=0.25),
    "basic income": policy("basic_income", amount=100.0),
    "capital tax": policy("profit_tax", rate=0.05),
    "upskilling": policy("training_programme", places_per_1000=8.0),
    "equity": policy("social_dividend", purchase=0.01),
}  # fmt: skip
OPTIONS = ("automation tax", "basic income", "capital tax", "upskilling", "equity")
"""What the theory compares, each at a size of its own: nothing says at which they are equal."""


@dataclass(frozen=True)
class Cell:
    """Which runs an outcome is read from."""

    iso3: str
    world: str
    case: str = AS_SHIPPED

    def base(self) -> "Cell":
        """What it is paired with."""
        return replace(self, case=AS_SHIPPED) if CASES[self.case].is_policy else Cell(self.iso3, NONE)


Key = tuple[Cell, float, int]
"""A run: its cell, strength of the stabiliser, base seed."""
NOBODY = np.zeros(0, np.bool_)


class Followed(Probe):
    """Households of those who are chosen to lose their job: they are the same whether they do or not."""

    def __init__(self) -> None:
        super().__init__({}, {})
        self.homes: people.Mask = NOBODY

    def choose(self, economy: "Economy", *, displace: bool) -> None:
        """Choose them, and lay them off if asked to."""
        who = chosen(economy)
        members = np.bincount(economy.persons.household[who], minlength=economy.households.n)
        self.homes = np.asarray(members > 0)
        if displace:
            people.lay_off(economy, who)


def begin(economy: "Economy", case: str) -> None:
    """Hook: parameters change in month 1, jobs are lost after a year."""
    throw(economy, Channel(case, CASES[case].parameters))
    if economy.month == 0:
        economy.instruments.append(Followed())
    if economy.month == HIT:
        followed = next(one for one in economy.instruments if isinstance(one, Followed))
        followed.choose(economy, displace=CASES[case].displaces)


def observe(economy: "Economy") -> dict[str, float]:
    """What indicators leave out: work done by AI by group, taxes on AI's rents, incomes of the followed."""
    q, posts, w = economy.persons, economy.posts, economy.weight
    found = {"rents_tax": economy.ledger.total("corporate_tax", payer="providers", payee="state") * w}
    group = economy.occupations.code[posts.occupation]
    without = posts.desired / np.maximum(1.0 - posts.automated, 1e-6)
    for name, code in SUB_MAJOR.items():
        own = group == code
        found[name] = 1.0 - float(posts.desired[own].sum()) / max(float(without[own].sum()), 1e-9)
    homes = next((one.homes for one in economy.instruments if isinstance(one, Followed)), NOBODY)
    there = (q.active == 1) & homes[q.household] if len(homes) else np.zeros(q.n, np.bool_)
    market = q.earnings + q.sales_income + q.capital_income
    for name, income in (("market", market), ("disposable", q.disposable_income)):
        found[name] = float(income[there].sum()) / economy.aggregates.cpi
    return found


def run_of(cell: Cell, strength: float, seed: int, persons: int) -> Run:
    """The run of a cell, a closure and a base seed."""
    case = CASES[cell.case]
    return Run(
        cell.iso3, seed, persons, MONTHS, cell.world, {"stabilisation": strength}, frozen_demography=False,
        taxes=REPLAYED, before=partial(begin, case=cell.case), measure=observe, law=case.law,
        policies=case.policies, label=(cell, strength, seed),
    )  # fmt: skip


def months_of(year: int) -> slice:
    """Months of a year; those of the first without month 0, which is the opening state."""
    begins = MONTHS_PER_YEAR * (year - FIRST)
    return slice(max(begins, 1), begins + MONTHS_PER_YEAR)


def mean(run: Measured, name: str, year: int) -> float:
    """Mean of a year."""
    return float(run.totals[name][months_of(year)].mean())


def real(run: Measured, names: Sequence[str], months: slice) -> float:
    """Sum of amounts at consumer prices of month 0."""
    return float(sum((run.totals[name] / run.totals[DEFLATOR])[months].sum() for name in names))


Read = Callable[[Measured, Measured, int], float]


def difference(name: str, factor: float = PERCENT) -> Read:
    """In a year, from the run that it is paired with (points)."""
    return lambda one, other, year: factor * (mean(one, name, year) - mean(other, name, year))


def ratio(name: str) -> Read:
    """In a year, over the run that it is paired with (%)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) / mean(other, name, year) - 1.0)


def change(name: str) -> Read:
    """Since the first year, in the run itself (points)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) - mean(one, name, FIRST))


def level(name: str) -> Read:
    """Of a year, in the run itself (%)."""
    return lambda one, other, year: PERCENT * mean(one, name, year)


def gone(name: str) -> Read:
    """People or posts from the first year to the end of this, over employees of month 0 (%)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        until = months_of(year).stop
        return PERCENT * float(one.totals[name][:until].sum() / one.totals["employees"][0])

    return read


def over_gdp(name: str, sign: float = 1.0) -> Read:
    """A flow of a year less that of the paired run, over GDP of the paired run (%, real)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        months = months_of(year)
        more = real(one, [name], months) - real(other, [name], months)
        return sign * PERCENT * more / real(other, ["gdp"], months)

    return read


def growth(one: Measured, other: Measured, year: int) -> float:
    """Growth of real GDP a year since the first year (%)."""
    rise = np.log(mean(one, "real_gdp", year) / mean(one, "real_gdp", FIRST))
    return PERCENT * float(rise) / (year - FIRST)


def revenue(one: Measured, other: Measured, year: int) -> float:
    """All public revenue from the first year to the end of this, over the paired run (%, in money)."""
    until = months_of(year).stop
    taken = [float(run.totals["public_revenue"][1:until].sum()) for run in (one, other)]
    return PERCENT * (taken[0] / taken[1] - 1.0)


def real_revenue(one: Measured, other: Measured, year: int) -> float:
    """The same at consumer prices of month 0."""
    months = slice(1, months_of(year).stop)
    return PERCENT * (real(one, ["public_revenue"], months) / real(other, ["public_revenue"], months) - 1.0)


def federal(one: Measured, other: Measured, year: int) -> float:
    """Revenue of the federal kinds, more than in the paired run (billions at prices of month 0)."""
    kinds = [f"revenue_{kind}" for kind in FEDERAL]
    return BILLION * (real(one, kinds, months_of(year)) - real(other, kinds, months_of(year)))


def worst_unemployment(one: Measured, other: Measured, year: int) -> float:
    """Largest difference of a year's unemployment up to this year (points)."""
    read = difference("unemployment_rate")
    return max(read(one, other, each) for each in range(FIRST, year + 1))


def absorbed(one: Measured, other: Measured, year: int) -> float:
    """Of the income lost on the market in the year after the layoffs, what households do not lose (%)."""
    months = slice(HIT + 1, HIT + 1 + MONTHS_PER_YEAR)
    lost = [float((other.totals[name] - one.totals[name])[months].sum()) for name in ("disposable", "market")]
    return PERCENT * (1.0 - lost[0] / lost[1])


READ: Mapping[str, Read] = {
    "GDP growth": growth,
    "labour share": change("labour_share"),
    "participation": change("participation_rate"),
    "participation, difference": difference("participation_rate"),
    "federal revenue": federal,
    "Gini": difference("gini", 1.0),
    "Gini, points": difference("gini"),
    "posts abolished": gone("posts_abolished"),
    "tax revenue over ten years, in money": revenue,
    "tax revenue over ten years, at prices of 2025": real_revenue,
    "real disposable income": ratio("real_disposable_income"),
    "exchequer cost": over_gdp("unmanaged_balance", -1.0),
    "poverty, line moves": difference("arop"),
    "employment": ratio("employed"),
    "unemployment in transition": worst_unemployment,
    "GDP": ratio("real_gdp"),
    "revenue, digital tax": over_gdp("revenue_ai_services_tax"),
    "revenue, robot tax": over_gdp("revenue_automation_levy"),
    "revenue, corporate tax on AI's rents": over_gdp("rents_tax"),
    "absorbed of an unemployment shock": absorbed,
    "jobs": ratio("employed"),
    **{f"displaced, {name}": level(name) for name in SUB_MAJOR},
    "displaced, all": level("tasks_automated"),
}
"""Outcome of the table of published values → how it is read."""
RANK = "rank by jobs"
"""The outcome that is read from all options at once."""
LAID_OFF = gone("displaced")
"""What stands beside posts abolished."""
