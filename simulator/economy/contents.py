"""What an economy holds, declared once: what an opening state keeps of it, what a copy makes anew."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from enum import Enum
from typing import Any

import numpy as np

from simulator.agents.state import Balance, Offer
from simulator.core.aggregates import Values
from simulator.core.economy import Economy
from simulator.core.ledger import Ledger
from simulator.core.mesa_classes import Agent
from simulator.core.population import ArraySet


class Held(Enum):
    """When a part of an economy comes to be; copies and pickles take all along but what is bound."""

    OPENING = "in burn-in: packed into the opening state"
    SCENARIO = "when a scenario takes an opening state over"
    MONTH = "in each month, or counted from the first one on"
    MADE = "with the economy, from country, parameters and sizes"
    BOUND = "between other parts: a copy binds its own"


CONTENTS: dict[str, Held] = {
    name: held
    for held, names in {
        Held.OPENING: (
            "parameters", "controllers", "aggregates", "base_amounts", "persons", "households", "firms",
            "posts", "occupations", "sectors", "state", "bank", "central_bank", "world", "providers",
            "ledger", "count", "accounts_of_month", "children", "reference",
            "population_path", "cell_hazards", "ageing", "occupation_weight", "weight", "population",
            "start_year",
        ),
        Held.SCENARIO: (
            "root", "checker", "world_parameters", "closure", "shock", "frozen_demography", "rules",
            "instruments", "own_instruments", "earmarked", "keeps_rule", "tax_additions", "additions_from",
            "law",
            "opening_levels", "opening_assets", "opening_status", "twin", "plain", "spent",
        ),
        Held.MONTH: (
            "month", "moves", "programme_orders", "programme_sales", "attributed", "shifts", "law_shifts",
            "scratch", "drawn_to",
        ),
        Held.MADE: ("country", "retirement_age", "sets", "mobility", "distance", "major_group"),
        Held.BOUND: ("accounts",),
    }.items()
    for name in names
}  # fmt: skip
"""Every attribute of an economy beside Mesa's own; a test refuses one that is not here."""
PACKED = tuple(name for name, held in CONTENTS.items() if held is Held.OPENING)
_MESA = frozenset({"model", "unique_id", "pos"})
_NUMBERS = "numbers"
Arrays = dict[str, Any]
Make = Callable[[Mapping[str, float], Mapping[str, int]], Any]
"""From parameters and sizes of the sets to an economy."""


def pack(economy: Economy) -> Arrays:
    """Copy the opening state into arrays, numbers as text in one of them.

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
            arrays |= {f"{name}.{key}": column[: value.n].copy() for key, column in value.columns.items()}
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
    raise TypeError(f"economy.{name}: {type(value).__name__} cannot be packed into an opening state; "
                    "hold it as arrays, numbers or declared values")  # fmt: skip


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
