"""Networks of moves between occupations that countries may name under `borrow: mobility_network`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration import inputs
from calibration.data import mobility
from calibration.data.sources import bls, cps, nesta, oews

Array = NDArray[np.float64]
EUROPE, UNITED_STATES = "EUR", "USA"
LENDERS = ("FRA", "ITA")
"""Countries whose employment by 3-digit group weighs the European network's skills."""


@dataclass(frozen=True)
class Network:
    """Yearly transition probabilities and skill distances between occupations, both [O, O]."""

    name: str
    probability: Array
    distance: Array
    borrowed_from: str


def build(name: str, data: Path, minor: Mapping[str, float]) -> Network:
    """A network; `minor` is the employment of the country that asks, used where the network is its own."""
    if name == EUROPE:
        weight = inputs.read("common")["values"]["skill_weight_in_mobility"]["value"]
        observed = mobility.probabilities(cps.yearly_moves(data))
        skills = _skills(data, nesta.employment_by_minor_group(data, list(LENDERS)))
        mixed = mobility.blend(observed, skills, weight)
        return Network(name, mixed, mobility.distance(observed, skills), "USA moves; skills nesta-causeways")
    if name == UNITED_STATES:
        crosswalk = oews.Crosswalk(bls.isco_of_soc2010(data))
        observed = mobility.probabilities(cps.yearly_moves(data, crosswalk.occupation_shares))
        distance = mobility.distance(observed, _skills(data, minor))
        return Network(name, observed, distance, "distance: skills nesta-causeways")
    raise ValueError(f"no network '{name}': {EUROPE} or {UNITED_STATES}")


def _skills(data: Path, minor: Mapping[str, float]) -> Array:
    return mobility.complete(nesta.transition_shares(data, dict(minor)))
