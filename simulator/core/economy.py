"""What everything that acts in a month may know of the economy; `simulator.economy.model` is one.

Lower rooms see this, never the model itself: imports go one way, those for types as well.
"""

from collections import defaultdict
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.core.aggregates import Aggregates, Amounts
from simulator.core.closure import Closure
from simulator.core.controllers import Controllers
from simulator.core.identities import Checker
from simulator.core.ledger import Ledger
from simulator.core.paths import Paths
from simulator.core.read_only import ReadOnly

Numbers = NDArray[Any]


class Economy(Protocol):
    """One country in one scenario with one seed, in one month."""

    # time and chance
    month: int
    start_year: float
    root: np.uint64

    # agents: sets of columns, and those of whom there is one
    sets: dict[str, Any]
    persons: Any
    households: Any
    firms: Any
    posts: Any
    occupations: Any
    sectors: Any
    state: Any
    bank: Any
    central_bank: Any
    world: Any
    providers: Any

    # what is given: country, parameters, scenario
    country: Any
    parameters: ReadOnly
    controllers: Controllers
    world_parameters: dict[str, float]
    closure: Closure
    shock: dict[str, Any]
    rules: dict[str, Any]
    instruments: list[Any]
    own_instruments: Mapping[str, Any]
    keeps_rule: bool
    earmarked: bool
    tax_additions: dict[str, float]
    additions_from: int
    law: dict[str, Any]
    frozen_demography: bool
    retirement_age: int

    # economy-wide values and what a month counts
    aggregates: Aggregates
    base_amounts: Amounts
    count: defaultdict[str, float]
    moves: Numbers
    shifts: Any
    law_shifts: Any
    attributed: list[tuple[str, str, str, str, float]]
    drawn_to: dict[str, Numbers]
    programme_orders: dict[str, float]
    programme_sales: dict[str, tuple[float, float]]
    opening_levels: dict[str, float]
    opening_assets: dict[str, float]
    opening_status: Numbers
    accounts_of_month: dict[str, float]

    # books
    ledger: Ledger
    checker: Checker
    accounts: SimpleNamespace
    scratch: SimpleNamespace

    # people over time and space
    weight: float
    population: int
    children: tuple[Numbers, Numbers]
    reference: Paths
    twin: Paths | None
    plain: Paths | None
    spent: Paths | None
    population_path: Numbers
    cell_hazards: Numbers
    ageing: Numbers
    mobility: Any
    distance: Numbers
    major_group: Numbers
    occupation_weight: Numbers

    @property
    def is_followed(self) -> bool:
        """Whether a central bank has a path to hold the economy against."""

    @property
    def insurance(self) -> tuple[Any, ...]:
        """Unemployment insurance as the law grants it, and what policies add."""

    def open_accounts(self) -> None:
        """Bind the ledger to the columns, once all rows are in use, and take opening stocks."""

    def step(self) -> None:
        """Run one month of the schedule."""

    def scalar(self, name: str) -> float:
        """Return an economy-wide value, or what a controller moves; KeyError when neither has the name."""

    def path(self, name: str) -> float:
        """Return an indicator of this month as it is without AI and policy."""

    def shift(self, name: str, by: float) -> None:
        """Add to an economy-wide value or a parameter until the end of this month."""

    def order(self, kind: str, amount: float) -> None:
        """Have the state buy goods and services of a value when they are next traded."""

    def forget_policy_income(self) -> None:
        """Clear what instruments paid to and took from people last month."""

    def status_counts(self) -> Numbers:
        """Return people by status."""

    def labour_force(self) -> int:
        """Return people at work, in training or looking for work."""

    def distribute_sales(self, own: float, informal: float) -> None:
        """Pay own-account and informal workers for what was bought from them."""

    def rivals(self) -> Numbers:
        """Return who looks for posts of each occupation."""

    def openings_by_occupation(self) -> Numbers:
        """Return where seekers of each occupation look (cumulative probabilities)."""

    def credit_fund(self, earmark: str | None, amount: float) -> None:
        """Put levy revenue into the fund of the instrument it is earmarked for."""

    def spend_fund(self, name: str, amount: float) -> None:
        """Take spending out of an instrument's fund, if it has one."""

    def fund_limit(self, name: str) -> float | None:
        """Return what an earmarked instrument may spend this month; None when it is not limited."""
