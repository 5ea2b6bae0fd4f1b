"""What a sensitivity study varies: every number of the model and of the worlds that is set and not found.

Bounds of declarations are limits beyond which a value makes no sense, many of them far from any that somebody
holds. Each number is varied within them, from half to twice what ships.
"""

from collections.abc import Mapping

from calibration.estimate.unknowns import Space, Unknown
from simulator.core.controllers import STEERED
from simulator.core.param import Param
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.shipped_worlds import load_world
from simulator.scenario.world import World

WORLD = "world."
"""What names of world parameters begin with here: they are varied in all worlds alike."""
WIDER = 2.0
OF_BOUNDS = 0.1
"""Part of the bounds over which a number is varied that ships as zero."""
DATE_SHIFT = 3.0
"""Years by which a date is moved."""
NOT_VARIED = {"machine_price", "frozen", "tasks_share", "tasks_by", "tasks_incidence"}
"""Switches, and what a scenario chooses: another technology, a named share of work."""
PATTERN = "moderate"


def declared_numbers() -> dict[str, Param]:
    """Declaration of every number that can be varied."""
    own = {name: one for name, one in model_parameters().items() if name not in STEERED}
    return own | {f"{WORLD}{name}": one for name, one in World.declared().items()}


def span(declared: Param, ships: float) -> tuple[float, float]:
    """From where to where a number is varied, within its bounds (declared unit)."""
    low, high = declared.bounds
    if declared.kind == "date":
        return max(low, ships - DATE_SHIFT), min(high, ships + DATE_SHIFT)
    if ships == 0.0:
        return max(low, -OF_BOUNDS * (high - low)), min(high, OF_BOUNDS * (high - low))
    ends = sorted((ships / WIDER, ships * WIDER))
    return max(low, ends[0]), min(high, ends[1])


def factors(iso3: str, only: str = "") -> Space:
    """All that is varied of a country whose names hold `only`, as unknowns with their ranges."""
    world = load_world(PATTERN).values
    ships = load_country(iso3).parameters({})
    found = []
    for name, one in declared_numbers().items():
        bare = name.removeprefix(WORLD)
        if bare in NOT_VARIED or one.kind == "flag" or only not in name:
            continue
        value = float(world[bare]) if name.startswith(WORLD) else float(ships.get(name, one.default))
        low, high = span(one, value)
        if low < high:
            found.append(Unknown(name, "", low, high, (), value))
    return Space((iso3,), tuple(found))


def parted(values: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Numbers of the model, and of the world by their own names."""
    world = {name.removeprefix(WORLD): value for name, value in values.items() if name.startswith(WORLD)}
    return {name: value for name, value in values.items() if not name.startswith(WORLD)}, world


def in_world(name: str, given: Mapping[str, float]) -> dict[str, float]:
    """What a world holds where `PATTERN` holds `given`: dates as many years off, the rest in ratio."""
    own, pattern, declared = load_world(name).values, load_world(PATTERN).values, World.declared()
    moved = {}
    for key, value in given.items():
        low, high = declared[key].bounds
        if declared[key].kind == "date" or pattern[key] == 0.0:
            number = own[key] + value - pattern[key]
        else:
            number = own[key] * value / pattern[key]
        moved[key] = min(max(number, low), high)
    return moved
