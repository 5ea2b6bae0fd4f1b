"""The opening state of a country: put together, burnt in once, then kept in the user's cache."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.cache import digest, folder, keep_within, used
from simulator.core.economy import Paths, paths_of_months
from simulator.core.files import drafted, one_at_a_time
from simulator.core.streams import root_key
from simulator.economy.demography import find_carers
from simulator.economy.model import Economy, pack, unpack
from simulator.flows.indexation import growth_seen
from simulator.indicators.output import monetary
from simulator.scenario.country.profile import Country, digital_skill
from simulator.start import accounts, adopters, hazards, workers
from simulator.start.burn_in import SHORT, burn_in
from simulator.start.people import (
    freeze_groups,
    make_homes,
    make_people,
    place_people,
    population_path,
    write_script,
)
from simulator.start.rates import set_rates


@dataclass(frozen=True)
class Extent:
    """How large an opening state is, and of which series: what is drawn hangs on the base seed."""

    persons: int
    start_year: float
    months: int
    base_seed: int


def build_economy(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    extent: Extent,
    *,
    root: np.uint64,
    seed: str,
) -> Economy:
    """Return an economy at month-0 values before burn-in; its script reaches so far as the extent says."""
    persons, start_year, months = extent.persons, extent.start_year, extent.months
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
"""Bytes that opening states may take: 10 MB each at 20,000 persons."""
_PASSING: ContextVar[list[Path] | None] = ContextVar("passing", default=None)
log = logging.getLogger(__name__)


def opening_economy(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    extent: Extent,
    *,
    opening: int = 0,
    first: Mapping[str, float] | None = None,
    make: Callable[..., Economy] | None = None,
    followed: bool = True,
) -> Economy:
    """Return an economy at month 0, from the cache when the same one was made before.

    `opening` tells opening states of a base seed apart: lasting traits of people and firms, and burn-in, are
    drawn anew for each. With `first`, the parameters of the first of them, the others begin from its settled
    state; without, each is put together from statistics. `make` is called as `Economy` is, in its place.
    `followed`: with the paths of the country without AI or policy, for an economy that has no twin.
    """

    def opened(parameters: Mapping[str, float], sizes: Mapping[str, int]) -> Economy:
        return (make or Economy)(country, parameters, sizes, np.uint64(0), "")

    frozen, first = {**world, "frozen": 1.0}, first if opening else None
    key = _key(country, parameters, frozen, extent, opening, first)
    path = folder() / "openings" / f"{key}.npz"
    read = partial(unpack, make=opened)
    economy: Any = _stored(path, read)
    if economy is None:
        with one_at_a_time(path):  # who waited finds it made
            economy = _stored(path, read)
            if economy is None:
                packed = pack(_made(country, parameters, frozen, extent, opening, first))
                _write(path, packed)
                economy = read(packed)
    made: Economy = economy
    if followed:
        root, seed = root_key(extent.base_seed, BURN_IN_REPLICATE + opening), f"{extent.base_seed} (paths)"
        twin = partial(unpack, pack(made), lambda known, sizes: Economy(country, known, sizes, root, seed))
        made.reference = _reference(path.with_suffix(".paths.npz"), twin, frozen, extent.months)
    return made


def _made(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    extent: Extent,
    opening: int,
    first: Mapping[str, float] | None,
) -> Economy:
    """An economy after its burn-in."""
    number = BURN_IN_REPLICATE + opening
    root, seed = root_key(extent.base_seed, number), f"{extent.base_seed} (burn-in {opening})"
    if first is None:
        economy = build_economy(country, parameters, world, extent, root=root, seed=seed)
        burn_in(economy)
    else:

        def own(_country: Country, _first: Mapping[str, float], sizes: Mapping[str, int], *_: Any) -> Economy:
            return Economy(country, parameters, sizes, root, seed)

        economy = opening_economy(country, first, world, extent, make=own, followed=False)
        economy.world_parameters = dict(world)
        workers.redraw(economy, root)
        burn_in(economy, SHORT)
    workers.set_experience(economy)
    workers.set_entry_share(economy)
    workers.draw_digital_skill(economy, *digital_skill(country.iso3))
    freeze_groups(economy)
    return economy


def _reference(path: Path, opened: Callable[[], Economy], world: Mapping[str, float], months: int) -> Paths:
    """Paths by month, month 0 first, of the country without AI or policy, from an opening state."""
    known: Paths | None = _stored(path, dict)
    if known is None:
        twin = opened()
        twin.world_parameters, twin.frozen_demography = dict(world), False
        twin.open_accounts()
        totals = [monetary(twin)]
        for _ in range(1, months):
            twin.step()
            totals.append(monetary(twin))
        known = paths_of_months(totals)
        _write(path, known)
    return known


def _key(
    country: Country,
    parameters: Mapping[str, float],
    world: Mapping[str, float],
    extent: Extent,
    opening: int,
    first: Mapping[str, float] | None,
) -> str:
    money = country.values["average_wage"]  # which the numbers are over
    skill = [shares.tolist() for shares in digital_skill(country.iso3)]
    begun = [dict(parameters), opening, first and dict(first)]
    numbers = [_numbers_of(country), money, dict(world), asdict(extent), begun, skill]
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


def _stored[Read](path: Path, read: Callable[[Any], Read]) -> Read | None:
    """What `read` makes of arrays that `_write` wrote; None when there are none, or a crash damaged them.

    One column at a time: a million persons are half a gigabyte.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            found = read(stored)
        used(path)
        return found
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, BadZipFile) as error:
        log.warning("the stored opening state %s cannot be read (%s) and is made again", path, error)
        return None
