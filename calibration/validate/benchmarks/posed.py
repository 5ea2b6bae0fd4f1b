"""How each benchmark is posed to the model: the runs it needs, and what is observed in them.

A case is what acts beside AI and the closure. Every run is paired with one on the same draws: with the same
case in the world without further AI, or, where the case is a policy, with the same world without the policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.runs import Run
from calibration.validate.experiments import people
from calibration.validate.headline import NONE, Channel, throw
from calibration.validate.tax_effects import Probe
from simulator.core.time import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from simulator.core.economy import Economy

FIRST, LAST = 2025, 2035
HIT, TENURE, SHARE = 12, 12, 0.05
"""Month after which jobs are lost, tenure of whoever may lose one (months), and the share who do."""
MONTHS = MONTHS_PER_YEAR * (LAST + 1 - FIRST)
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


Key = tuple[Cell, str, int]
"""A run: its cell, closure, base seed."""
NOBODY = np.zeros(0, np.bool_)


class Followed(Probe):
    """Households of those who are chosen to lose their job: they are the same whether they do or not."""

    def __init__(self) -> None:
        super().__init__({}, {})
        self.homes: people.Mask = NOBODY

    def choose(self, economy: "Economy", *, displace: bool) -> None:
        """Choose them, and lay them off if asked to."""
        who = laid_off(economy)
        members = np.bincount(economy.persons.household[who], minlength=economy.households.n)
        self.homes = np.asarray(members > 0)
        if displace:
            people.lay_off(economy, who)


def laid_off(economy: "Economy") -> people.Mask:
    """A keyed share of private employees with the tenure, by row."""
    q = economy.persons
    tenured = people.staff_of(economy, economy.firms.public == 0) & (q.tenure >= TENURE)
    return np.asarray(tenured & (people.draw(economy, "displaced", q.id) < SHARE))


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


def run_of(cell: Cell, closure: str, seed: int, persons: int) -> Run:
    """The run of a cell, a closure and a base seed."""
    case = CASES[cell.case]
    return Run(
        cell.iso3, seed, persons, MONTHS, cell.world, closure, frozen_demography=False,
        before=partial(begin, case=cell.case), measure=observe, law=case.law,
        twin_before=partial(begin, case=AS_SHIPPED),
        policies=case.policies, label=(cell, closure, seed),
    )  # fmt: skip
