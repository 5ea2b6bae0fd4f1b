"""What AI can do in a year of a world: the frontier, and the share of each occupation's tasks within it."""

from collections.abc import Mapping
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
READ_IN = 2025.0
"""Year for which exposure and AI's saving were read; a world goes its own way from then on."""


class Tasks(NamedTuple):
    """Shares of each occupation's tasks, by what AI does in them at a full frontier [O]."""

    automation: Array
    """Exposed, and done by AI alone."""
    augmentation: Array
    """Exposed, and done by people with AI's help."""
    physical: Array
    """Not exposed today, of the hands."""
    interpersonal: Array
    """Not exposed today, between people."""


def tasks_outside(automation: Array, augmentation: Array, physical_part: Array) -> Tasks:
    """All kinds of tasks; those outside of today's exposure are physical in part, else interpersonal [O]."""
    outside = np.maximum(1.0 - automation - augmentation, 0.0)
    return Tasks(automation, augmentation, outside * physical_part, outside * (1.0 - physical_part))


def frontier_at(world: Mapping[str, float], year: float) -> float:
    """Share of automatable tasks that AI can do in a (fractional) year: a logistic curve."""
    distance = world["frontier_growth"] * (year - world["frontier_midpoint"])
    return world["frontier_ceiling"] / (1.0 + exp(-distance))


def progress_at(world: Mapping[str, float], year: float) -> float:
    """Share of the way from the frontier of 2025 to its ceiling that is behind in a year."""
    first = frontier_at(world, READ_IN)
    left = world["frontier_ceiling"] - first
    return min(max((frontier_at(world, year) - first) / left, 0.0), 1.0) if left > 0.0 else 0.0


def tasks_within(
    world: Mapping[str, float], year: float, tasks: Tasks, weight: Array, shape: Array | None = None
) -> tuple[Array, Array]:
    """Shares of tasks that AI can do alone in a year, and in which it helps people [O], [O].

    Exposure says in what AI helps today. On the way to its ceiling it comes to do alone a part of these
    tasks, and some years behind it a part of those outside of today's exposure. Where the world names a
    share of all work instead, that much is within reach in the year it names: `weight` is employment [O],
    `shape` in which proportion occupations lose tasks [O], as they are exposed without.
    """
    if world["tasks_share"] > 0.0:
        exposed = tasks.automation + tasks.augmentation
        return _named(world, year, tasks, weight, exposed if shape is None else shape)
    frontier, deeper = frontier_at(world, year), world["deepening"] * progress_at(world, year)
    wider = progress_at(world, year - world["widening_delay"])
    beyond = world["widening_physical"] * tasks.physical
    beyond = beyond + world["widening_interpersonal"] * tasks.interpersonal
    alone = frontier * tasks.automation + deeper * tasks.augmentation + wider * beyond
    return alone, (1.0 - deeper) * tasks.augmentation


def _named(
    world: Mapping[str, float], year: float, tasks: Tasks, weight: Array, shape: Array
) -> tuple[Array, Array]:
    """The share that a world names, on the path of its frontier from 2025 to the year by which it can."""
    from scipy.optimize import brentq  # heavy, and needed where a share is named alone

    first = frontier_at(world, READ_IN) * tasks.automation
    part = weight / weight.sum()

    def alone_by(size: float) -> Array:
        return np.minimum(first + size * shape, 1.0)

    most = 1.0 / max(float(shape[shape > 0.0].min(initial=1.0)), 1e-9)
    wanted = min(world["tasks_share"], float(part @ alone_by(most)))
    least = float(part @ first)
    size = brentq(lambda one: float(part @ alone_by(one)) - wanted, 0.0, most) if wanted > least else 0.0
    end = progress_at(world, world["tasks_by"])
    passed = min(progress_at(world, year) / end, 1.0) if end > 0.0 else 0.0
    alone = first + passed * (alone_by(size) - first)
    left = (1.0 - alone) / np.maximum(1.0 - first, 1e-9)
    return alone, tasks.augmentation * left
