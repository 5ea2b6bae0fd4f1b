"""The opening state of a country, built and burnt in once, then kept in the user's cache."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from simulator.core.cache import digest, folder, keep_within, used
from simulator.core.files import drafted
from simulator.core.streams import root_key
from simulator.economy.model import Economy, Make, pack, unpack
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import digital_skill
from simulator.start.build import build_economy
from simulator.start.burn_in import burn_in, burn_in_steady
from simulator.start.people import freeze_groups
from simulator.start.reference import reference_paths
from simulator.start.steady import numbers_of, steady_of
from simulator.start.workers import draw_digital_skill, set_entry_share, set_experience

SOURCES = "import simulator.economy.schedule\nimport simulator.start.opening"
"""What an opening state is made by: when any of it changes, a stored one no longer holds."""
BURN_IN_REPLICATE = 1_000_000
"""From here on replicates are burn-ins, one for each opening state of a base seed."""
ROOM = 4_000_000_000
"""Bytes that opening states may take: 4 MB each at 20,000 persons, 80 MB at a million."""
_PASSING: ContextVar[list[Path] | None] = ContextVar("passing", default=None)
log = logging.getLogger(__name__)


def opening_economy(
    country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *, persons: int,
    start_year: float, months: int, base_seed: int, opening: int = 0,
    make: Callable[..., Economy] | None = None,
) -> Economy:  # fmt: skip
    """Return an economy at month 0, from the cache when the same one was made before.

    `opening` tells opening states of a base seed apart: people, firms and burn-in are drawn anew for each.
    `make` is called as `Economy` is, in its place.
    """

    def opened(parameters: Mapping[str, float], sizes: Mapping[str, int]) -> Economy:
        return (make or Economy)(country, parameters, sizes, np.uint64(0), "")

    frozen = {**world, "frozen": 1.0}
    key = _key(country, parameters, frozen, persons, start_year, months, base_seed, opening)
    path = folder() / "openings" / f"{key}.npz"
    stored = _read(path, opened)
    if stored is not None:
        return stored
    economy = build_economy(country, parameters, frozen, persons=persons, start_year=start_year,
                            months=months, root=root_key(base_seed, BURN_IN_REPLICATE + opening),
                            seed=f"{base_seed} (burn-in {opening})")  # fmt: skip
    steady = steady_of(country, parameters, start_year)
    if steady is None:
        burn_in(economy)
    else:
        burn_in_steady(economy, steady)
    set_experience(economy)
    set_entry_share(economy)
    draw_digital_skill(economy, *digital_skill(country.iso3))
    freeze_groups(economy)
    packed = pack(economy)
    packed |= {f"reference.{name}": path for name, path in reference_paths(economy, months).items()}
    _write(path, packed)
    made: Economy = unpack(packed, opened)
    return made


def _key(country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *rest: float) -> str:
    steady = steady_of(country, parameters, float(rest[1]))
    money = country.values["average_wage"]  # which the numbers are over
    skill = [shares.tolist() for shares in digital_skill(country.iso3)]
    numbers = [numbers_of(country), money, dict(parameters), dict(world), rest, steady, skill]
    text = json.dumps([digest(SOURCES, prose=False), *numbers], sort_keys=True, default=float)
    return blake2b(text.encode(), digest_size=16).hexdigest()


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
        keep_within(path.parent, ROOM)
    except OSError as error:  # an unwritable cache only costs time
        log.warning("the opening state is not kept for the next run: %s", error)


def _read(path: Path, make: Make) -> Economy | None:
    """What `_write` wrote, None when there is nothing or when a crash of the computer has damaged it.

    One column at a time: a million persons are half a gigabyte.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            found: Economy = unpack(stored, make)
        used(path)
        return found
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, BadZipFile) as error:
        log.warning("the stored opening state %s cannot be read (%s) and is made again", path, error)
        return None
