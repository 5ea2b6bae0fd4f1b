"""The opening state of a country: put together, burnt in once, then kept in the user's cache."""

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

from simulator.agents.person import EMPLOYED
from simulator.core.cache import digest, folder, keep_within, used
from simulator.core.economy import Paths, paths_of_months
from simulator.core.files import drafted
from simulator.core.streams import root_key
from simulator.economy.demography import find_carers
from simulator.economy.model import Economy, Make, pack, unpack
from simulator.flows.indexation import growth_seen
from simulator.indicators.output import monetary
from simulator.scenario.country.profile import Country, digital_skill
from simulator.start import accounts, adopters, hazards, workers
from simulator.start.burn_in import burn_in
from simulator.start.people import (
    freeze_groups,
    make_homes,
    make_people,
    place_people,
    population_path,
    write_script,
)
from simulator.start.rates import set_rates


def reference_paths(economy: Economy, months: int) -> Paths:
    """The country without AI or policy, who stands in for the twin of an economy that has none.

    Runs the economy on for `months`; returns its paths by month, month 0 first.
    """
    economy.frozen_demography = False
    economy.open_accounts()
    totals = [monetary(economy)]
    for _ in range(1, months):
        economy.step()
        totals.append(monetary(economy))
    return paths_of_months(totals)


def build_economy(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    *,
    persons: int,
    start_year: float,
    months: int,
    root: np.uint64,
    seed: str,
) -> Economy:
    """Return an economy at month-0 values before burn-in; `months` is how far the script reaches."""
    people = make_people(country, parameters, persons, start_year, root)
    homes = make_homes(country, parameters, people, start_year, root)
    script = write_script(country, people, homes, start_year, months, root)
    employees = people.occupation[people.status == EMPLOYED]
    jobs = workers.make_jobs(country, np.bincount(employees, minlength=len(country.occupations)), root)
    everyone = persons + len(script.arrival_month)
    sizes = {"person": everyone, "household": script.homes, "firm": len(jobs.sector)}
    economy = Economy(country, parameters, sizes, root, seed)
    economy.start_year, economy.population = start_year, persons
    economy.world_parameters = dict(world)
    economy.weight = people.weight
    place_people(economy, people, homes, script)
    find_carers(economy)
    workers.place_firms(economy, jobs, root)
    set_rates(economy)
    economy.population_path = population_path(economy, months + 1)
    economy.aggregates.open(potential_growth=growth_seen(economy, 0))
    workers.assign_jobs(economy, jobs, root)
    workers.set_wages(economy, parameters, root)
    workers.set_experience(economy)
    workers.count_young(economy)
    hazards.set_tendencies(economy)
    hazards.set_hazards(economy, -(-months // 12))
    hazards.set_occupation_risk(economy)
    workers.set_benefits(economy, root)
    workers.set_wealth(economy, root)
    hazards.set_search_types(economy, parameters["search_type_spread"], root)
    adopters.set_adopters(economy, root)
    accounts.open_books(economy)
    accounts.open_state(economy)
    adopters.pin_world(economy)
    return economy


SOURCES = "import simulator.economy.schedule\nimport simulator.start.opening"
"""What an opening state is made by: when any of it changes, a stored one no longer holds."""
BURN_IN_REPLICATE = 1_000_000
"""From here on replicates are burn-ins, one for each opening state of a base seed."""
ROOM = 4_000_000_000
"""Bytes that opening states may take: 4 MB each at 20,000 persons, 80 MB at a million."""
_PASSING: ContextVar[list[Path] | None] = ContextVar("passing", default=None)
log = logging.getLogger(__name__)


def opening_economy(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    *,
    persons: int,
    start_year: float,
    months: int,
    base_seed: int,
    opening: int = 0,
    make: Callable[..., Economy] | None = None,
) -> Economy:
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
    size: dict[str, Any] = {"persons": persons, "start_year": start_year, "months": months}
    root, seed = root_key(base_seed, BURN_IN_REPLICATE + opening), f"{base_seed} (burn-in {opening})"
    economy = build_economy(country, parameters, frozen, **size, root=root, seed=seed)
    burn_in(economy)
    workers.set_experience(economy)
    workers.set_entry_share(economy)
    workers.draw_digital_skill(economy, *digital_skill(country.iso3))
    freeze_groups(economy)
    packed = pack(economy)
    packed |= {f"reference.{name}": path for name, path in reference_paths(economy, months).items()}
    _write(path, packed)
    made: Economy = unpack(packed, opened)
    return made


def _key(country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *rest: float) -> str:
    money = country.values["average_wage"]  # which the numbers are over
    skill = [shares.tolist() for shares in digital_skill(country.iso3)]
    numbers = [_numbers_of(country), money, dict(parameters), dict(world), rest, skill]
    text = json.dumps([digest(SOURCES, prose=False), *numbers], sort_keys=True, default=float)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _numbers_of(country: Country) -> str:
    """A hash of the numbers of a profile: not of what sources say, and the same in whatever currency."""
    wage, found = country.values["average_wage"], blake2b(country.iso3.encode(), digest_size=8)
    cells = {
        name: (f"{cell.value / wage if cell.kind == 'money' else cell.value:.12g}", cell.status)
        for name, cell in sorted(country.meta.items())
    }
    found.update(json.dumps([cells, country.ai_adoption_years]).encode())
    for _, value in sorted(vars(country).items()):
        if isinstance(value, np.ndarray):
            found.update(value.tobytes())
    return found.hexdigest()


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
