"""The economy: a Mesa model whose people and firms live in columns and whose month is the schedule."""

from collections import defaultdict
from collections.abc import Mapping
from math import nan
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from simulator.agents.firm import LEVERS as FIRM_LEVERS
from simulator.agents.firm import POST_LEVERS, POSTS_PER_FIRM, Firm, Post
from simulator.agents.markets import Occupation, Sector
from simulator.agents.person import IN_FORCE, POLICY_INCOME, STATUS_NAMES, Household, Person
from simulator.agents.person import LEVERS as PERSON_LEVERS
from simulator.agents.state import Bank, CentralBank, ProviderMarket, State, World
from simulator.core.aggregates import Aggregates, Amounts
from simulator.core.closure import CLOSURES, DEFAULT, Closure
from simulator.core.economy import PATHS, STEERED, Controllers, Paths, Shifts
from simulator.core.identities import Checker
from simulator.core.ledger import ArrayAccount, Ledger, ScalarAccount
from simulator.core.param import ReadOnly
from simulator.core.population import ArraySet, register
from simulator.core.streams import stream_key
from simulator.economy.contents import CONTENTS, Held
from simulator.flows import law
from simulator.kit.instrument import Instrument
from simulator.markets import matching
from simulator.markets.own_account import distribute_sales, own_weights
from simulator.markets.separations import count_status
from simulator.scenario.country.profile import Country
from simulator.scenario.law import Clause
from simulator.scenario.setting import Setting


class Economy(mesa.Model):
    """One country in one scenario with one seed.

    Parameters
    ----------
    country
        The profile.
    parameters
        Values of all declared parameters, per month.
    sizes
        Capacity of each set: person, household, firm, sector, occupation.
    root
        Root key of all random draws.
    seed
        What error messages call this run.
    """

    def __init__(
        self, country: Country, parameters: Mapping[str, float], sizes: Mapping[str, int], root: np.uint64,
        seed: str,
    ) -> None:  # fmt: skip
        super().__init__(rng=0)
        self.country = country
        self.parameters = ReadOnly(parameters)
        self.controllers = Controllers(**{name: parameters[name] for name in STEERED})
        self.root = root
        self.month = 0
        self.start_year = 2025.0
        self.world_parameters: dict[str, float] = {}
        self.closure: Closure = CLOSURES[DEFAULT]
        self.shock: dict[str, Setting] = {}
        self.frozen_demography = True
        self.retirement_age = int(round(12 * country.values["retirement_age"]))
        self.persons = self._set(Person, sizes["person"])
        self.households = self._set(Household, sizes["household"])
        self.firms = self._set(Firm, sizes["firm"])
        self.posts = self._set(Post, POSTS_PER_FIRM * sizes["firm"])
        self.occupations = self._set(Occupation, len(country.occupations))
        self.sectors = self._set(Sector, len(country.sectors))
        self.sets = {
            "person": self.persons, "household": self.households, "firm": self.firms, "post": self.posts,
            "occupation": self.occupations, "sector": self.sectors,
        }  # fmt: skip
        self.state, self.bank, self.world = State(self), Bank(self), World(self)
        self.central_bank = CentralBank(self)
        self.providers = ProviderMarket(self)
        self.ledger = Ledger()
        self.checker = Checker(seed)
        self.aggregates = Aggregates()
        self.base_amounts = Amounts()
        self.count: defaultdict[str, float] = defaultdict(float)
        self.moves = np.zeros((len(STATUS_NAMES), len(STATUS_NAMES)), np.int64)
        self.programme_orders: dict[str, float] = {}
        self.programme_sales: dict[str, tuple[float, float]] = {}  # bought in all, from firms
        self.drawn_to: dict[str, np.ndarray] = {}  # where even draws of a purpose go on
        self.attributed: list[tuple[str, str, str, str, float]] = []
        self.shifts = Shifts()
        self.law_shifts = Shifts()
        self.opening_levels = {
            "prices": 1.0, "wages": country.values["average_wage"], "poverty_line": nan,
        }  # fmt: skip
        self.instruments: list[Instrument] = []
        self.own_instruments: Mapping[str, type[Instrument]] = {}
        self.keeps_rule = self.earmarked = False
        self.tax_additions: dict[str, float] = {}
        self.additions_from = 1
        self.law: dict[str, Clause] = {}
        self.rules: dict[str, Any] = {}
        self.children = (np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.reference: Paths = {name: np.zeros(0) for name in PATHS}  # of the opening, without AI and policy
        self.twin: Paths | None = None  # the same seed without AI and policy
        self.plain: Paths | None = None  # the same seed without the policy
        self.spent: Paths | None = None  # of the same seed with the policy: what this one pays to all alike
        self.population_path = np.ones((0, 3))
        self.cell_hazards = np.zeros((5, 101, 2))  # see start.hazards, by age and sex
        self.ageing = np.zeros((1, 3, 101, 2))  # by year: what growing older adds to exit, entry, separation
        self.mobility = matching.where_to_look(country.mobility, parameters["own_occupation_share"])
        self.distance = np.ascontiguousarray(country.distance)
        self.major_group = country.isco1.astype(np.int64)
        self.occupation_weight = np.zeros(len(country.occupations))
        self.weight = 1.0
        self.population = 0
        self.opening_assets: dict[str, float] = {}
        self.accounts_of_month: dict[str, float] = {}
        self.opening_status = np.zeros(len(STATUS_NAMES), np.int64)

    def _set(self, kind: type, capacity: int) -> Any:
        made: Any = ArraySet(kind, capacity, self)
        register(self, made)
        return made

    def open_accounts(self) -> None:
        """Bind the ledger to the columns, once all rows are in use, and take opening stocks."""
        from simulator.flows.closing import net_financial_assets

        self.bind_accounts()
        self.scratch = SimpleNamespace(firms=np.zeros(self.firms.n), sectors=np.zeros(self.sectors.n),
                                       entered=np.zeros(0, np.int64))  # fmt: skip
        self.opening_assets = net_financial_assets(self)
        self.opening_status = self.status_counts()

    def bind_accounts(self) -> None:
        """Let payments move the columns of this economy and the balances of its agents."""
        self.accounts = SimpleNamespace(
            households=ArrayAccount("households", self.persons.deposits),
            firms=ArrayAccount("firms", self.firms.deposits),
            providers=ScalarAccount("providers", self.providers.account),
            state=ScalarAccount("state", self.state.account),
            bank=ScalarAccount("bank", self.bank.account),
            world=ScalarAccount("world", self.world.account),
        )

    def __getstate__(self) -> dict[str, Any]:
        # What copies and pickles take along; they bind accounts of their own.
        return {name: part for name, part in vars(self).items() if CONTENTS.get(name) is not Held.BOUND}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.bind_accounts()

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

    def step(self) -> None:
        """Run one month of the schedule."""
        from simulator.economy.schedule import MONTH

        self.month += 1
        for members, levers in ((self.firms, FIRM_LEVERS), (self.persons, PERSON_LEVERS),
                                (self.posts, POST_LEVERS)):  # fmt: skip
            for name in levers:
                setattr(members, name, 0.0)
        for act in MONTH:
            act(self)

    @property
    def insurance(self) -> tuple[Any, ...]:
        """Unemployment insurance as the law grants it, and what policies add; see `become_unemployed`."""
        s = self.aggregates
        added = (s.insurance_more_claims, s.insurance_eased_months, s.insurance_longer_months)
        key = stream_key(self.root, "months of insurance", self.month)
        return (law.months_granted(self), self.parameters["insurance_takeup"], *added, key)

    def shift(self, name: str, by: float) -> None:
        """Add to an economy-wide value or a parameter until the end of this month; see `Shifts.add`."""
        self.shifts.add(self, name, by)

    def order(self, kind: str, amount: float) -> None:
        """Have the state buy goods and services of a value when they are next traded, by their own kind."""
        self.programme_orders[kind] = self.programme_orders.get(kind, 0.0) + amount

    def forget_policy_income(self) -> None:
        """Clear what instruments paid to and took from people last month, before they pay anew."""
        for name in POLICY_INCOME:
            setattr(self.persons, name, 0.0)

    def status_counts(self) -> np.ndarray:
        """Return people by status (int64 array)."""
        q = self.persons
        return np.asarray(count_status(q.n, q.active, q.status, len(STATUS_NAMES)))

    def labour_force(self) -> int:
        """People employed, on own account, informal, in public jobs, unemployed or in training."""
        return int(self.status_counts()[list(IN_FORCE)].sum())

    def distribute_sales(self, own: float, informal: float) -> None:
        """Pay own-account and informal workers for what was bought from them."""
        q = self.persons
        distribute_sales(q.n, q.active, q.status, own_weights(self), own, informal, q.sales_income)

    def rivals(self) -> np.ndarray:
        """Return who looks for posts of each occupation: seekers by effort, and some of the employed."""
        employed = self.parameters["on_the_job_search"] / self.aggregates.effort_norm
        return np.asarray(self.occupations.seekers + employed * self.occupations.employed)

    def openings_by_occupation(self) -> np.ndarray:
        """Return where seekers of each occupation look (cumulative probabilities, kinds x kinds)."""
        occ = self.occupations
        start = np.concatenate([[0], np.cumsum(occ.openings)])
        pull = self.parameters["wage_pull"]
        among = (self.rivals(), occ.appeal, occ.relative_wage, pull)
        return np.asarray(matching.directions(self.mobility, start, *among))

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
