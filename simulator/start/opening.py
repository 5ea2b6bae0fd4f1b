"""The opening state of a country, built and burnt in once, then kept in the user's cache."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from simulator.agents.state import Offer
from simulator.core.cache import digest, folder
from simulator.core.files import drafted
from simulator.core.streams import root_key
from simulator.economy.demography import population_path
from simulator.economy.model import Economy
from simulator.scenario.country.profile import Country
from simulator.start.build import build_economy
from simulator.start.burn_in import burn_in
from simulator.start.frozen_groups import freeze_groups
from simulator.start.reference import debt_feedback_path
from simulator.start.workers import set_experience

AGENTS = {"state": ("bonds",), "bank": ("dividends",), "providers": ("revenue", "dividends"),
          "world": ("export_base", "automated", "adopters", "saving", "saving_start", "gain_start",
                    "adoption_probit", "relative_price", "relative_income")}  # fmt: skip
ARRAYS = ("cell_hazards", "ageing", "occupation_weight", "opening_status")
SOURCES = "import simulator.economy.schedule\nimport simulator.start.build\nimport simulator.start.burn_in\n"
BURN_IN_REPLICATE = 1_000_000
"""The burn-in has random draws of its own: people and firms of month 0 are the same in every replicate."""
_PASSING: ContextVar[list[Path] | None] = ContextVar("passing", default=None)
log = logging.getLogger(__name__)


def opening_economy(
    country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *, persons: int,
    start_year: float, months: int, base_seed: int,
) -> Economy:  # fmt: skip
    """Return an economy at month 0, from the cache when the same one was made before."""
    frozen = {**world, "frozen": 1.0}
    key = _key(country, parameters, frozen, persons, start_year, months, base_seed)
    path = folder() / "openings" / f"{key}.npz"
    stored = _read(path, country)
    if stored is not None:
        return stored
    economy = build_economy(country, parameters, frozen, persons=persons, start_year=start_year,
                            months=months, root=root_key(base_seed, BURN_IN_REPLICATE),
                            seed=f"{base_seed} (burn-in)")  # fmt: skip
    burn_in(economy)
    set_experience(economy)
    freeze_groups(economy)
    economy.population_path = population_path(economy, months + 1)
    packed = _pack(economy)
    packed["economy.tax_path"] = debt_feedback_path(economy, months)
    _write(path, packed)
    return _unpack(packed, country)


def _key(country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *rest: float) -> str:
    meta = {name: asdict(value) for name, value in country.meta.items()}
    arrays = [v.tobytes() for v in vars(country).values() if isinstance(v, np.ndarray)]
    text = json.dumps([country.iso3, meta, dict(parameters), dict(world), rest], sort_keys=True, default=str)
    return blake2b(digest(SOURCES).encode() + text.encode() + b"".join(arrays), digest_size=16).hexdigest()


def _pack(economy: Economy) -> dict[str, Any]:
    """Copy the whole state into arrays, numbers as text in one of them."""
    arrays: dict[str, Any] = {}
    for name, members in economy.sets.items():
        for column in members.columns:
            arrays[f"{name}.{column}"] = members.columns[column][: members.n].copy()
    for name in ARRAYS:
        arrays[f"economy.{name}"] = getattr(economy, name).copy()
    arrays["economy.population_path"] = economy.population_path
    arrays["economy.child_birth"], arrays["economy.child_home"] = economy.children
    values = {
        "aggregates": economy.aggregates.as_dict(),
        "controllers": economy.controllers.as_dict(),
        "parameters": dict(economy.parameters),
        "base_amounts": economy.base_amounts.as_dict(),
        "count": dict(economy.count),
        "accounts_of_month": economy.accounts_of_month,
        "flows": economy.ledger.matrix(),
        "agents": {a: {n: getattr(getattr(economy, a), n) for n in names} for a, names in AGENTS.items()},
        "balances": {a: getattr(economy, a).account.amount for a in AGENTS},
        "offers": [asdict(offer) for offer in economy.providers.offers],
        "weight": economy.weight,
        "population": economy.population,
        "start_year": economy.start_year,
        "worst": economy.checker.worst,
        "sizes": {name: members.n for name, members in economy.sets.items()},
    }
    arrays["values"] = np.frombuffer(json.dumps(values, default=float).encode(), dtype=np.uint8)
    return arrays


@contextmanager
def passing_openings() -> Iterator[None]:
    """Keep the opening states that are made meanwhile only until the end: a search makes hundreds."""
    made: list[Path] = []
    token = _PASSING.set(made)
    try:
        yield
    finally:
        _PASSING.reset(token)
        for path in made:
            path.unlink(missing_ok=True)


def _write(path: Path, arrays: Mapping[str, Any]) -> None:
    passing = _PASSING.get()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with drafted(path) as draft, draft.open("wb") as file:
            np.savez(file, **arrays)
        if passing is not None:
            passing.append(path)
    except OSError as error:  # an unwritable cache only costs time
        log.warning("the opening state is not kept for the next run: %s", error)


def _read(path: Path, country: Country) -> Economy | None:
    """What `_write` wrote, None when there is nothing or when a crash of the computer has damaged it.

    One column at a time: a million persons are half a gigabyte.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            return _unpack(stored, country)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, BadZipFile) as error:
        log.warning("the stored opening state %s cannot be read (%s) and is made again", path, error)
        return None


def _unpack(arrays: Mapping[str, Any], country: Country) -> Economy:
    """An economy in the packed state."""
    values = json.loads(arrays["values"].tobytes())
    sizes = values["sizes"]
    economy = Economy(country, values["parameters"], sizes, np.uint64(0), "")
    for name, members in economy.sets.items():
        members.add_rows(sizes[name])
        for column in members.columns:
            members.columns[column][: members.n] = arrays[f"{name}.{column}"]
    for name in ARRAYS:
        getattr(economy, name)[...] = arrays[f"economy.{name}"]
    economy.tax_path, economy.population_path = arrays["economy.tax_path"], arrays["economy.population_path"]
    economy.children = (arrays["economy.child_birth"], arrays["economy.child_home"])
    for name in ("aggregates", "controllers", "base_amounts"):
        getattr(economy, name).open(**values[name])
    economy.count.update(values["count"])
    economy.accounts_of_month = values["accounts_of_month"]
    economy.ledger.flows.update({(a, b, kind): amount for a, b, kind, amount in values["flows"]})
    for agent, attributes in values["agents"].items():
        for name, value in attributes.items():
            setattr(getattr(economy, agent), name, value)
        getattr(economy, agent).account.amount = values["balances"][agent]
    economy.providers.offers = [Offer(**offer) for offer in values["offers"]]
    economy.weight, economy.population = values["weight"], values["population"]
    economy.start_year = values["start_year"]
    return economy
