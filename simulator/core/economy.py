"""The economy as all that acts in it sees it, declared once: lower rooms never see the model itself."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import nan
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.aggregates import Aggregates, Amounts, Values, value
from simulator.core.closure import Closure
from simulator.core.errors import InputError, suggestion
from simulator.core.ledger import Checker, Ledger
from simulator.core.param import PARAMS, ReadOnly

if TYPE_CHECKING:
    import polars as pl


@dataclass(slots=True, eq=False)
class Controllers(Values):
    """Values that no statistic gives, moved by burn-in until the country's targets are met, then held.

    A rule that asks for a name that stands here gets what burn-in found, not the parameter it began from.
    """

    # parameters that begin at their declared value
    separation_scale: float = value("ratio", "separations, at given hazards", "start.burn_in")
    selection_speed: float = value("per month", "how fast firms decide on openings", "start.burn_in")
    search_type_spread: float = value("ratio", "how much less slow seekers look", "start.hazards")
    wage_speed: float = value("elasticity", "of wages to slack; 0 while slack is found", "start.burn_in")
    profit_memory: float = value("per month", "of normal profit; slower while it is found", "start.burn_in")

    # what has no declared value
    tax_scale: float = value("ratio", "income tax over the schedule's", "start.burn_in")
    import_share: float = value("share", "of purchases that is imported", "start.burn_in")
    lent_abroad: float = value("share of income", "saved beyond what keeps wealth over it", "start.burn_in")
    own_account_entry: float = value("per month", "hazard of starting on own account", "start.hazards")
    own_account_entry_from_jobs: float = value("per month", "the same of employees", "start.hazards")
    informal_entry: float = value("per month", "hazard of starting informal work", "start.hazards")

    # what they aim at
    unemployment_target: float = value("rate", "the country's unemployment", "start.rates")
    finding_target: float = value("per month", "of the unemployed who find work", "start.hazards")

    # what they remember from one month to the next
    last_gap: float = value("rate", "unemployment over its target, smoothed", "start.burn_in")
    last_bonds: float = value("money", "public debt", "start.burn_in")
    tax_gap: float = value("ratio", "what this month's tax scale lacks", "start.burn_in")
    last_own_account: float = value("ratio", "people on own account over those wanted", "start.hazards")
    last_informal: float = value("ratio", "informal workers over those wanted", "start.hazards")


STEERED = ("separation_scale", "selection_speed", "search_type_spread", "wage_speed", "profit_memory")
"""Names that are parameters as well."""


PATHS: tuple[str, ...] = (
    "idle_hours",
    "net_prices",
    "usual_output",
    "share_value",
    "policy_rate",
    "going_wage",
    "relative_productivity",
)
"""Indicators that are handed on, by their names in the results."""
OUTLAY = "outlay"
"""What a policy pays out, gross (currency/month): its run hands it on beside them."""
type Paths = Mapping[str, NDArray[np.float64]]
"""Paths that runs of a seed hand on: by name, each in its own unit [months], month 0 first."""


def paths_of_months(totals: Sequence[Mapping[str, float]]) -> Paths:
    """From the totals of each month, as a recorder has them; KeyError when one was not measured."""
    return {name: np.array([month[name] for month in totals]) for name in PATHS}


def paths_of_results(results: "pl.DataFrame") -> Paths:
    """From the table of one run."""
    totals = results.filter(by="total").sort("month")
    return {name: totals.filter(indicator=name)["value"].to_numpy() for name in PATHS}


Numbers = NDArray[Any]


type Packed[T] = Annotated[T, "packed into an opening state"]


class Economy:
    """One country in one scenario with one seed, in one month: what everything that acts in it may know.

    `simulator.economy.model` makes it. Every attribute beside Mesa's own stands here once; an opening state
    keeps those that are `Packed`, the others come with the country, the scenario or the month.
    """

    # time and chance
    month: int
    start_year: Packed[float]
    root: np.uint64

    # agents: sets of columns, and those of whom there is one
    sets: dict[str, Any]
    persons: Packed[Any]
    households: Packed[Any]
    firms: Packed[Any]
    posts: Packed[Any]
    occupations: Packed[Any]
    sectors: Packed[Any]
    state: Packed[Any]
    bank: Packed[Any]
    central_bank: Packed[Any]
    world: Packed[Any]
    providers: Packed[Any]

    # what is given: country, parameters, scenario
    country: Any
    parameters: Packed[ReadOnly]
    controllers: Packed[Controllers]
    world_parameters: dict[str, float]
    closure: Closure
    shock: dict[str, Any]
    rules: dict[str, Any]
    instruments: list[Any]
    own_instruments: Mapping[str, Any]
    own_indicators: Mapping[str, Any]  # file and function by name
    role: str
    replicate: int
    keeps_rule: bool
    earmarked: bool
    tax_additions: dict[str, float]
    additions_from: int
    law: dict[str, Any]
    frozen_demography: bool
    retirement_age: int

    # economy-wide values and what a month counts
    aggregates: Packed[Aggregates]
    base_amounts: Packed[Amounts]
    count: Packed[defaultdict[str, float]]
    moves: Numbers
    shifts: "Shifts"
    law_shifts: "Shifts"
    attributed: list[tuple[str, str, str, str, float]]
    drawn_to: dict[str, Numbers]  # where even draws of a purpose go on
    programme_orders: dict[str, float]
    programme_sales: dict[str, tuple[float, float]]  # bought in all, from firms
    opening_levels: dict[str, float]
    opening_assets: dict[str, float]
    opening_status: Numbers
    accounts_of_month: Packed[dict[str, float]]

    # books
    ledger: Packed[Ledger]
    checker: Checker
    accounts: SimpleNamespace
    scratch: SimpleNamespace

    # people over time and space
    weight: Packed[float]
    population: Packed[int]
    children: Packed[tuple[Numbers, Numbers]]
    reference: Packed[Paths]  # of the opening, without AI and policy
    twin: Paths | None  # the same seed without AI and policy
    plain: Paths | None  # the same seed without the policy
    spent: Paths | None  # of the same seed with the policy: what this one pays to all alike
    population_path: Packed[Numbers]
    cell_hazards: Packed[Numbers]  # see start.hazards, by age and sex
    ageing: Packed[Numbers]  # by year: what growing older adds to exit, entry, separation
    mobility: Any
    distance: Numbers
    major_group: Numbers
    occupation_weight: Packed[Numbers]

    def open_accounts(self) -> None:
        """Bind the ledger to the columns, once all rows are in use, and take opening stocks."""
        raise NotImplementedError

    def step(self) -> None:
        """Run one month of the schedule."""
        raise NotImplementedError

    @property
    def insurance(self) -> tuple[Any, ...]:
        """Unemployment insurance as the law grants it, and what policies add; see `become_unemployed`."""
        raise NotImplementedError

    def status_counts(self) -> Numbers:
        """Return people by status (int64 array)."""
        raise NotImplementedError

    def labour_force(self) -> int:
        """People employed, on own account, informal, in public jobs, unemployed or in training."""
        raise NotImplementedError

    def distribute_sales(self, own: float, informal: float) -> None:
        """Pay own-account and informal workers for what was bought from them."""
        raise NotImplementedError

    def rivals(self) -> Numbers:
        """Return who looks for posts of each occupation: seekers by effort, and some of the employed."""
        employed = self.parameters["on_the_job_search"] / self.aggregates.effort_norm
        return np.asarray(self.occupations.seekers + employed * self.occupations.employed)

    def openings_by_occupation(self) -> Numbers:
        """Return where seekers of each occupation look (cumulative probabilities, kinds x kinds)."""
        raise NotImplementedError

    def scalar(self, name: str) -> float:
        """Return an economy-wide value, or what a controller moves; KeyError for another name."""
        for values in (self.aggregates, self.controllers):
            if name in values:
                return values.at(name)
        raise KeyError(name)

    @property
    def is_followed(self) -> bool:
        """Whether a central bank has a path to hold the economy against: it is not that path itself."""
        changed = not self.world_parameters["frozen"] or bool(self.instruments)
        return self.twin is not None or (changed and len(self.reference["policy_rate"]) > 0)

    def path(self, name: str) -> float:
        """Return one of `PATHS` this month as it is without AI and policy, its last value after their end.

        By the twin, else by the reference run of the opening state; NaN while that is made.
        """
        path = (self.twin or self.reference)[name]
        return float(path[min(self.month, len(path) - 1)]) if len(path) else nan

    def shift(self, name: str, by: float) -> None:
        """Add to an economy-wide value or a parameter until the end of this month; see `Shifts.add`."""
        self.shifts.add(self, name, by)

    def order(self, kind: str, amount: float) -> None:
        """Have the state buy goods and services of a value when they are next traded, by their own kind."""
        self.programme_orders[kind] = self.programme_orders.get(kind, 0.0) + amount

    def credit_fund(self, earmark: str | None, amount: float) -> None:
        """Put levy revenue into the fund of the instrument it is earmarked for."""
        if earmark:
            self.state.funds[earmark] = self.state.funds.get(earmark, 0.0) + amount

    def spend_fund(self, name: str, amount: float) -> None:
        """Take spending out of an instrument's fund, if it has one."""
        if name in self.state.funds:
            self.state.funds[name] -= amount

    def fund_limit(self, name: str) -> float | None:
        """What an earmarked instrument may spend this month; None when it is not limited."""
        return max(0.0, self.state.funds[name]) if self.earmarked and name in self.state.funds else None


class Shifts:
    """Values that are changed for a month and then put back, bit for bit."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[Aggregates | Controllers | ReadOnly, float]] = {}

    def add(self, economy: Economy, name: str, by: float) -> None:
        """Add to an economy-wide value or a parameter.

        Raises
        ------
        InputError
            There is no such name, or a parameter would leave its bounds.
        """
        holders = (economy.controllers, economy.aggregates, economy.parameters)
        holder = next((each for each in holders if name in each), None)
        if holder is None:
            known = (*economy.parameters, *Aggregates.declared())
            raise InputError(f"no parameter or economy-wide value.{suggestion(name, known)}", field=name)
        now = holder.at(name)
        if holder is economy.parameters and name in PARAMS:
            PARAMS[name].check_monthly(name, now + by)
        self._before.setdefault(name, (holder, now))
        holder.put(name, now + by)

    def touch(self, names: Collection[str]) -> bool:
        """Whether any of these was changed."""
        return not self._before.keys().isdisjoint(names)

    def before(self, name: str, now: float) -> float:
        """What a value was before it was changed; `now` when it was not."""
        return self._before[name][1] if name in self._before else now

    @contextmanager
    def suspended(self, *names: str) -> Iterator[None]:
        """Put back what stood before, of these names, while a block runs."""
        changed = {name: self._before[name] for name in names if name in self._before}
        now = {name: holder.at(name) for name, (holder, _) in changed.items()}
        for name, (holder, before) in changed.items():
            holder.put(name, before)
        yield
        for name, (holder, _) in changed.items():
            holder.put(name, now[name])

    def undo(self) -> None:
        """Put everything back."""
        for name, (holder, before) in self._before.items():
            holder.put(name, before)
        self._before.clear()
