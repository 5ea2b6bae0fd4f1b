"""Steady states of a country: of its default parameters and of each draw, by a long burn-in each."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calibration.study.pool import over
from calibration.study.table import made_by
from simulator.scenario.country.ensembles import countries_with_ensemble, load_ensemble

Steady = Mapping[str, Any]
YEAR = 2025.0
"""Year that shipped scenarios begin in."""
SCRIPTED = 12
"""Months of arrivals that are written: burn-in has none, what beginners spare counts the first year's."""


def find(
    iso3: str, given: Mapping[str, float], persons: int, base_seed: int
) -> tuple[str, Mapping[str, object]]:
    """Key and steady state of a country with parameters in place of its own."""
    import simulator.economy.schedule
    import simulator.parameters  # noqa: F401  (both declare parameters)
    from simulator.core.rule import resolve_parameters
    from simulator.core.streams import root_key
    from simulator.scenario.country.profile import load_country
    from simulator.scenario.world import World
    from simulator.start.build import build_economy
    from simulator.start.burn_in import burn_in
    from simulator.start.opening import BURN_IN_REPLICATE
    from simulator.start.steady import key_of, read_steady

    country = load_country(iso3)
    parameters = resolve_parameters(country.parameters(given), [])
    world = {**World().given, "frozen": 1.0}
    economy = build_economy(
        country, parameters, world, persons=persons, start_year=YEAR, months=SCRIPTED,
        root=root_key(base_seed, BURN_IN_REPLICATE), seed=str(base_seed),
    )  # fmt: skip
    burn_in(economy)
    return key_of(country, parameters, YEAR), read_steady(economy)


def write(iso3: str, folder: Path, persons: int, base_seed: int, jobs: int, command: str) -> Path:
    """Find the steady states of a country and write them; returns the file's path."""
    draws = load_ensemble(iso3).draws if iso3 in countries_with_ensemble() else ()
    calls = [(iso3, given, persons, base_seed + k) for k, given in enumerate(({}, *draws))]
    states = dict(over(find, calls, jobs))
    made = made_by(command) | {"persons": persons, "base_seed": base_seed}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(state)}" for key, state in states.items())
    path = folder / f"{iso3}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"made": {json.dumps(made)},\n"states": {{\n{lines}\n}}}}\n', encoding="utf-8")
    return path
