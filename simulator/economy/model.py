"""The economy: a Mesa model whose people and firms live in columns and whose month is the schedule."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from math import nan
from types import SimpleNamespace
from typing import Any

import numpy as np

from simulator.agents.firm import LEVERS as FIRM_LEVERS
from simulator.agents.firm import POST_LEVERS, POSTS_PER_FIRM, Firm, Occupation, Post, Sector
from simulator.agents.person import IN_FORCE, STATUS_NAMES, Household, Person
from simulator.agents.person import LEVERS as PERSON_LEVERS
from simulator.agents.state import Balance, Bank, CentralBank, Offer, ProviderMarket, State, World
from simulator.core import economy as core
from simulator.core.aggregates import Aggregates, Amounts, Values
from simulator.core.closure import CLOSURES, DEFAULT
from simulator.core.economy import PATHS, STEERED, Controllers, Packed, Shifts
from simulator.core.errors import InputError
from simulator.core.kernels import clear
from simulator.core.ledger import ArrayAccount, Checker, Ledger, ScalarAccount
from simulator.core.mesa_parts import Model
from simulator.core.param import ReadOnly
from simulator.core.population import Agent, ArraySet, register
from simulator.core.streams import stream_key
from simulator.flows import law
from simulator.markets import matching
from simulator.markets.own_account import distribute_sales, own_weights
from simulator.markets.separations import count_status
from simulator.scenario.country.profile import Country

KINDS = {one.__name__.lower(): one for one in (Person, Household, Firm, Post, Occupation, Sector)}
"""Sets of agents, by name."""


class Economy(Model, core.Economy):
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
        self,
        country: Country,
        parameters: Mapping[str, float],
        sizes: Mapping[str, int],
        root: np.uint64,
        seed: str,
    ) -> None:
        super().__init__(rng=0)
        self.month, self.start_year, self.root = 0, 2025.0, root
        sizes = {**sizes, "post": POSTS_PER_FIRM * sizes["firm"]}
        sizes |= {"occupation": len(country.occupations), "sector": len(country.sectors)}
        self.sets = {name: ArraySet(kind, sizes[name], self) for name, kind in KINDS.items()}
        for members in self.sets.values():
            register(self, members)
        self.persons, self.households, self.firms, self.posts, *others = self.sets.values()
        self.occupations, self.sectors = others
        self.state, self.bank, self.world = State(self), Bank(self), World(self)
        self.central_bank, self.providers = CentralBank(self), ProviderMarket(self)

        self.country, self.parameters = country, ReadOnly(parameters)
        self.controllers = Controllers(**{name: parameters[name] for name in STEERED})
        self.world_parameters, self.closure, self.shock = {}, CLOSURES[DEFAULT], {}
        self.rules, self.instruments, self.own_instruments, self.law = {}, [], {}, {}
        self.role, self.replicate, self.own_indicators = "", 0, {}
        self.keeps_rule = self.earmarked = False
        self.tax_additions, self.additions_from = {}, 1
        self.frozen_demography = True
        self.retirement_age = int(round(12 * country.values["retirement_age"]))

        self.aggregates, self.base_amounts = Aggregates(), Amounts()
        self.count, self.accounts_of_month = defaultdict(float), {}
        self.moves = np.zeros((len(STATUS_NAMES), len(STATUS_NAMES)), np.int64)
        self.shifts, self.law_shifts = Shifts(), Shifts()
        self.attributed, self.drawn_to, self.programme_orders, self.programme_sales = [], {}, {}, {}
        self.opening_levels = {"prices": 1.0, "wages": country.values["average_wage"], "poverty_line": nan}
        self.opening_assets, self.opening_status = {}, np.zeros(len(STATUS_NAMES), np.int64)
        self.ledger, self.checker = Ledger(), Checker(seed)

        self.weight, self.population = 1.0, 0
        self.children = (np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.reference = {name: np.zeros(0) for name in PATHS}
        self.twin = self.plain = self.spent = None
        self.population_path = np.ones((0, 3))
        self.cell_hazards, self.ageing = np.zeros((5, 101, 2)), np.zeros((1, 3, 101, 2))
        self.mobility = matching.where_to_look(country.mobility, parameters["own_occupation_share"])
        self.distance = np.ascontiguousarray(country.distance)
        self.major_group = country.isco1.astype(np.int64)
        self.occupation_weight = np.zeros(len(country.occupations))

    def open_accounts(self) -> None:
        """Bind the ledger to the columns, once all rows are in use, and take opening stocks."""
        from simulator.flows.closing import net_financial_assets

        self.bind_accounts()
        self.scratch = SimpleNamespace(
            firms=np.zeros(self.firms.n), sectors=np.zeros(self.sectors.n), entered=np.zeros(0, np.int64)
        )
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
        # Copies and pickles bind accounts of their own.
        return {name: part for name, part in vars(self).items() if name != "accounts"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.bind_accounts()

    def step(self) -> None:
        """Run one month of the schedule."""
        from simulator.economy.schedule import MONTH

        self.month += 1
        levers = ((self.firms, FIRM_LEVERS), (self.persons, PERSON_LEVERS), (self.posts, POST_LEVERS))
        for members, names in levers:
            clear(members, names)
        for act in MONTH:
            act(self)

    @property
    def insurance(self) -> tuple[Any, ...]:
        """Unemployment insurance as the law grants it, and what policies add; see `become_unemployed`."""
        s = self.aggregates
        added = (s.insurance_more_claims, s.insurance_eased_months, s.insurance_longer_months)
        key = stream_key(self.root, "months of insurance", self.month)
        return (law.months_granted(self), self.parameters["insurance_takeup"], *added, key)

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

    def openings_by_occupation(self) -> np.ndarray:
        """Return where seekers of each occupation look (cumulative probabilities, kinds x kinds)."""
        occ = self.occupations
        start = np.concatenate([[0], np.cumsum(occ.openings)])
        among = (self.rivals(), occ.appeal, occ.relative_wage, self.parameters["wage_pull"])
        return np.asarray(matching.directions(self.mobility, start, *among))


PACKED = tuple(
    name for name, kind in core.Economy.__annotations__.items() if getattr(kind, "__origin__", 0) is Packed
)
"""What an opening state keeps of an economy."""
_MESA = frozenset({"model", "unique_id", "pos"})
_NUMBERS = "numbers"
Arrays = dict[str, Any]
Make = Callable[[Mapping[str, float], Mapping[str, int]], Any]
"""From parameters and sizes of the sets to an economy."""


def pack(economy: core.Economy, *, columns: bool = True) -> Arrays:
    """Copy the opening state into arrays, numbers as text in one of them; `columns`: those of sets too.

    Raises
    ------
    TypeError
        A part is of a kind that cannot be packed.
    """
    arrays: Arrays = {}
    numbers: dict[str, Any] = {"sizes": {name: members.n for name, members in economy.sets.items()}}
    for name in PACKED:
        value = getattr(economy, name)
        if isinstance(value, ArraySet):
            kept = value.columns.items() if columns else ()
            arrays |= {f"{name}.{key}": column[: value.n].copy() for key, column in kept}
        elif isinstance(value, np.ndarray):
            arrays[name] = value.copy()
        elif (parts := _arrays(value)) is not None:
            arrays |= {f"{name}.{place}": part for place, part in parts.items()}
        else:
            numbers[name] = _plain(name, value)
    arrays[_NUMBERS] = np.frombuffer(json.dumps(numbers, default=float).encode(), dtype=np.uint8)
    return arrays


def unpack(arrays: Mapping[str, Any], make: Make) -> Any:
    """Return an economy in the packed state; arrays are read one at a time, for they may be large."""
    numbers = json.loads(arrays[_NUMBERS].tobytes())
    economy = make(numbers["parameters"], numbers["sizes"])
    for kind, members in economy.sets.items():
        members.add_rows(numbers["sizes"][kind])
    for name in PACKED:
        value = getattr(economy, name)
        if isinstance(value, ArraySet):
            for key, column in value.columns.items():
                column[: value.n] = arrays[f"{name}.{key}"]
        elif isinstance(value, np.ndarray):
            setattr(economy, name, arrays[name])
        elif (parts := _arrays(value)) is not None:
            read = {place: arrays[f"{name}.{place}"] for place in parts}
            setattr(economy, name, tuple(read.values()) if isinstance(value, tuple) else read)
        elif name != "parameters":  # what it was made with
            _restore(economy, name, value, numbers[name])
    return economy


@contextmanager
def locked(economy: core.Economy) -> Iterator[None]:
    """Let nothing change the economy meanwhile: columns refuse to be written, and what else changed is told.

    Raises InputError for that. Draws from Mesa's own generators move nothing: chance is keyed.
    """
    before = _beside_columns(economy)
    _make_writeable(economy, False)
    try:
        yield
        after = _beside_columns(economy)
        changed = [] if after == before else _differing(before, after)
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        changed = ["a column"]
    finally:
        _make_writeable(economy, True)
    if changed:
        told = "of the economy; read it, or change a copy.deepcopy of it"
        raise InputError(f"changes {', '.join(changed)} {told}")


def _make_writeable(economy: core.Economy, is_it: bool) -> None:
    for members in economy.sets.values():
        for column in members.columns.values():
            column.flags.writeable = is_it
        members.n = members.n  # drops the views of before


_GIVEN = ("month", "closure", "world_parameters", "shock", "law", "rules", "instruments", "tax_additions")


def _beside_columns(economy: core.Economy) -> dict[str, Any]:
    """What decides the months to come beside columns, as plain values that compare."""
    found = {name: array.tobytes() for name, array in pack(economy, columns=False).items()}
    found |= {name: repr(getattr(economy, name)) for name in _GIVEN}
    return found | {f"policy {one.name}": repr(vars(one)) for one in economy.instruments}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    one, other = ({**found, **json.loads(found[_NUMBERS])} for found in (before, after))
    return [name for name in one if name != _NUMBERS and one[name] != other.get(name)]


def _arrays(value: Any) -> Mapping[Any, Any] | None:
    """The arrays of a part that holds several, by place or by name; None for any other part."""
    parts = dict(enumerate(value)) if isinstance(value, tuple) else value
    is_it = isinstance(parts, dict) and parts and all(isinstance(one, np.ndarray) for one in parts.values())
    return parts if is_it else None


def _plain(name: str, value: Any) -> Any:
    """A part as JSON holds it."""
    if isinstance(value, Values):
        return value.as_dict()
    if isinstance(value, Ledger):
        return value.matrix()
    if isinstance(value, Agent):
        return {key: _plain(f"{name}.{key}", part) for key, part in vars(value).items() if key not in _MESA}
    if isinstance(value, list):
        return [_plain(name, part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, int | float):
        return value
    raise TypeError(
        f"economy.{name}: {type(value).__name__} cannot be packed into an opening state; "
        "hold it as arrays, numbers or declared values"
    )


def _restore(economy: Any, name: str, value: Any, packed: Any) -> None:
    """Put a part back from what `_plain` made of it."""
    if isinstance(value, Values):
        value.open(**packed)
    elif isinstance(value, Ledger):
        value.flows.update({(payer, payee, kind): amount for payer, payee, kind, amount in packed})
    elif isinstance(value, Agent):
        for key, part in packed.items():
            _restore(value, key, getattr(value, key), part)
    elif isinstance(value, Balance):
        value.amount = packed["amount"]
    elif isinstance(value, list):
        setattr(economy, name, [Offer(**offer) for offer in packed])
    elif isinstance(value, dict):
        value.update(packed)
    else:
        setattr(economy, name, packed)
