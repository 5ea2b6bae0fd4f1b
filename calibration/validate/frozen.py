"""Freeze what the held-out tests hold fixed.

A hash of every parameter, value, world and technology of a country is written down before its tests are run.
"""

import csv
import time
from pathlib import Path
from typing import Any

from calibration.validate.experiments.small import profile_of
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError
from simulator.scenario.country.technology import ROOMS, Technology, load_technology, technology_names
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.shipped_worlds import load_world, world_names
from simulator.store.manifest import hash_of

FROZEN = Path(__file__).parent / "experiments" / "frozen.csv"
DIGITS = 16


def frozen_hashes() -> dict[str, dict[str, str]]:
    """Country → the line of `frozen.csv` that was written last."""
    with FROZEN.open(encoding="utf-8", newline="") as file:
        return {row["country"]: row for row in csv.DictReader(file)}


def check_frozen(iso3: str) -> str:
    """The country's hash; InputError when its parameters are not those that were frozen."""
    now, line = parameters_hash(iso3), frozen_hashes().get(iso3)
    if line is None or line["parameters"] != now:
        what = "have not been frozen" if line is None else f"are not those frozen on {line['date']}"
        remedy = f"freeze them before any test is run: python -m calibration.study heldout {iso3} --freeze"
        raise InputError(f"parameters of {iso3} {what}; {remedy}", field="country")
    return now


def parameters_hash(iso3: str) -> str:
    """Hash of the country's parameters and values, worlds, technologies and closures, as in this code."""
    country = profile_of(iso3)
    given = country.parameters({})
    declared = {name: given.get(name, one.default) for name, one in model_parameters().items()}
    known: dict[str, Any] = {
        "parameters": declared,
        "values": country.values,
        "worlds": {name: load_world(name).values for name in world_names()},
        "technologies": {name: _values_of(load_technology(name)) for name in technology_names()},
        "closures": {name: one.returns for name, one in CLOSURES.items()},
    }
    return hash_of(known)[:DIGITS]


def _values_of(technology: Technology) -> dict[str, Any]:
    rooms = {room: {key: one.value for key, one in getattr(technology, room).items()} for room in ROOMS}
    return rooms | {"sectors": technology.sectors}


def freeze(iso3: str) -> str:
    """Write the country's hash of today, and return it."""
    now = parameters_hash(iso3)
    with FROZEN.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([iso3, now, time.strftime("%Y-%m-%d", time.gmtime())])
    return now
