"""Simulated moments: what a country's calibration targets measure, for given parameters and one base seed.

Two runs from one opening state, without AI or policy, ages frozen: a quiet one for levels, one under shocks
to demand for what moves with the cycle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np

from calibration.study.runs import HORIZON, Run, measure_run, measured
from calibration.validate.fit import FROZEN, rows_of
from calibration.validate.shocks import RELATIONS, parts, shocks
from calibration.validate.watch import Watch
from simulator.findings.official import simulated
from simulator.scenario.country.profile import Country
from simulator.start.opening import passing_openings

QUIET = 61
"""Months of the quiet run: five years and month 0."""
RECALLED_WEIGHT = 0.25
"""Weight of a target that is recalled, not read; one recalled with low confidence has none."""
NOT_MEASURED = ("C17", "C18", "C19", "C20", "C22", "C23", "C24", "C28", "C31", "C34")
"""Micro experiments and adoption: other commands fit them; C34: nothing in the search moves it."""


@dataclass(frozen=True)
class Moment:
    """A target as the fit uses it: `tolerance` is half its range, weights add up within an id."""

    key: str
    id: str
    value: float
    tolerance: float
    weight: float
    judged: bool


def moments_of(country: Country) -> list[Moment]:
    """Targets of a country that the runs measure and that are trusted enough to weigh in."""
    used = [target for target in country.targets
            if target["id"] not in NOT_MEASURED 
            and (target["judged"] or "low" not in target["provenance"])]  # fmt: skip
    count = {target["id"]: 0 for target in used}
    for target in used:
        count[target["id"]] += 1
    found = []
    for target in used:
        low, high = target["tolerance"]
        trust = 1.0 if target["judged"] else RECALLED_WEIGHT
        found.append(Moment(key_of(target), target["id"], float(target["value"]), (high - low) / 2.0,
                            trust / count[target["id"]], bool(target["judged"])))  # fmt: skip
    return found


def key_of(target: Mapping[str, Any]) -> str:
    """Name of a target's moment."""
    everyone = target["by"] == "total" and target["group"] == "all"
    return str(target["target"]) if everyone else f"{target['target']}, {target['group']}"


def measure(country: Country, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments of one base seed by key; NaN where the run does not give one."""
    moved = Run(country.iso3, seed, persons, HORIZON, shock=shocks(seed), measure=parts,
                parameters=parameters)  # fmt: skip
    with passing_openings():
        found, (cycle,) = _quiet(country, parameters, seed, persons), measured(moved)
    slopes: dict[str, float] = {}
    with np.errstate(divide="ignore", invalid="ignore"):  # a small population may have no vacancies at times
        for _, name, _, estimator in RELATIONS:  # the first way of estimating a relation counts
            slopes.setdefault(name, estimator(cycle)[0])
    return {key: slopes.get(key, value) for key, value in found.items()}


def measure_levels(
    country: Country, parameters: Mapping[str, float], seed: int, persons: int
) -> dict[str, float]:
    """Moments of the quiet years alone, which take a third of the time; NaN for the others."""
    with passing_openings():
        return _quiet(country, parameters, seed, persons)


def _quiet(country: Country, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    run = Run(country.iso3, seed, persons, QUIET, measure=Watch(), parameters=parameters, label=(FROZEN,))
    levels, cyclic = rows_of([measure_run(run)]), {name for _, name, _, _ in RELATIONS}
    found = {}
    for target in country.targets:
        key = key_of(target)
        value = None if key in cyclic else simulated(target, levels)
        found[key] = float("nan") if value is None else float(value)
    return found


def misses(
    moments: list[Moment], found: Mapping[str, float], noise: Mapping[str, float] | None = None
) -> np.ndarray:
    """Simulated less target in tolerances, widened by `noise` (s.d. of seeds), times the root of a weight."""
    chance = noise or {}
    return np.array([(found[m.key] - m.value) / hypot(m.tolerance, chance.get(m.key, 0.0)) * m.weight**0.5
                     for m in moments])  # fmt: skip
