"""Priors of numbers that nobody has measured: of AI, of the economy's answer to it, of what a policy teaches.

An economy is a draw of all of them around what the scenario holds, the same in every role and option. Opening
states know nothing of it: these numbers act from month 1 on. Numbers of the labour market are drawn with the
opening state (`simulator.scenario.country.ensembles`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.policies import discover
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.scenario import CHANGED, WORLD
from simulator.scenario.setting import Constant, Distribution
from simulator.scenario.world import Closing, World, load_world

if TYPE_CHECKING:
    from simulator.core.param import Param
    from simulator.scenario.scenario import PolicySetting, Scenario

TABLE = Path(__file__).with_name("priors.csv")
AI, MACRO, POLICY, PRIOR = "ai", "macro", "policy", "prior"
"""Parts of the economy; the status of a number that is drawn."""
SHARES, SHARE, RATIO, TRIANGULAR = "shares", "share", "ratio", "triangular"
"""Parts of one whole (Dirichlet); a share (beta); around a value (log-normal); between two ends."""
RETURNS, FORESIGHT = "closure.returns", "foresight"
FEE, KEPT, FIRST = "ai_fee", "ai_kept", "ai_kept_first"
GROWTH, MIDPOINT, TODAY = "frontier_growth", "frontier_midpoint", 2025.0
Quantile = Callable[[str], float]
"""Uniform in [0, 1) of a number by its name."""


@dataclass(frozen=True)
class Prior:
    """A prior of one number in its declared unit, around `times` its `centre`, what the scenario holds.

    `spread`: concentration of `shares` and `share`, standard deviation of the logarithm of `ratio`.
    """

    name: str
    part: str
    family: str
    times: float
    spread: float
    low: float
    high: float
    source: str

    def draw(self, centre: float, u: float) -> float:
        """The number at quantile `u` in [0, 1); of a part of a whole what it is without the others."""
        from scipy.special import betaincinv, ndtri  # late: checking a scenario draws nothing

        centre *= self.times
        if self.family == TRIANGULAR:
            return Distribution(self.low, min(max(centre, self.low), self.high), self.high).draw(u).value
        if self.family == RATIO:
            return min(max(centre * exp(self.spread * float(ndtri(u))), self.low), self.high)
        if centre in (0.0, 1.0):
            return centre
        drawn = float(betaincinv(self.spread * centre, self.spread * (1.0 - centre), u))
        return min(max(drawn, self.low), self.high)

    def told(self, centre: float) -> str:
        """Between what 95 % of draws lie, and where the prior comes from."""
        low, high = (self.draw(centre, u) for u in (0.025, 0.975))
        return f"drawn by replicate, 95 % between {low:.3g} and {high:.3g}: {self.source}"


@cache
def read_priors(table: Path = TABLE) -> Mapping[str, Prior]:
    """Priors by name; InputError where one names no number, or reaches beyond its number's bounds."""
    found, known = {}, _declared()
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        name, family = row["parameter"], row["family"]
        if row["part"] == POLICY:
            known |= _of_instrument(name.partition(".")[0])
        if name not in known or family not in (SHARES, SHARE, RATIO, TRIANGULAR):
            raise InputError(f"{name}: no such number, or no family {family}", where=table.name, field=name)
        low, high = float(row["low"]), float(row["high"])
        least, most = known[name].bounds
        if not least <= low < high <= most:
            told = (
                f"a prior between {low:g} and {high:g} leaves the bounds of its number, {least:g} to {most:g}"
            )
            raise InputError(told, where=table.name, field=name)
        spread = float(row["spread"] or 0.0)
        if (spread <= 0.0) != (family == TRIANGULAR):
            raise InputError(f"spread {spread:g}: above 0, none of a triangle", where=table.name, field=name)
        times = float(row["times"] or 1.0)
        if times != 1.0 and family != RATIO:
            raise InputError(f"times {times:g}: of a ratio alone", where=table.name, field=name)
        found[name] = Prior(name, row["part"], family, times, spread, low, high, row["source"])
    return found


def _of_instrument(name: str) -> dict[str, Param]:
    known = discover().get(name)
    return {f"{name}.{key}": one for key, one in known.declared().items()} if known else {}


def _declared() -> dict[str, Param]:
    own = {f"{WORLD}{name}": one for name, one in World.declared().items()}
    return {**model_parameters(), **own, RETURNS: Closing.declared()["returns"]}


def centres(scenario: Scenario, country: Country | None = None) -> dict[str, float]:
    """Numbers that a scenario leaves to their priors, at what it holds: nothing that it sets itself.

    Without further AI nothing of AI is drawn. `country` stands in for the scenario's own.
    """
    if not scenario.draws_priors:
        return {}
    return dict(_centres(scenario, country.parameters({}) if country else _national(scenario.country)))


@cache
def _national(iso3: str) -> Mapping[str, float]:
    """Parameters of a shipped country: asked for by each seed of each role, and read once."""
    return load_country(iso3).parameters({})


def _centres(scenario: Scenario, own: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    shipped = load_world(scenario.world_name.removesuffix(CHANGED)).values
    has_ai = not scenario.world["frozen"]
    for name, prior in read_priors().items():
        if prior.part == AI and not has_ai:
            continue
        bare = name.removeprefix(WORLD)
        if name == RETURNS:
            if scenario.closure.returns == _declared()[RETURNS].default:
                yield name, scenario.closure.returns
        elif name.startswith(WORLD):
            if scenario.world[bare] == shipped[bare] and bare not in scenario.world_ranges:
                yield name, shipped[bare]
        elif prior.part == POLICY:
            yield from _left_at_default(scenario.policies, name)
        elif name not in scenario.parameters and (name != FORESIGHT or scenario.closure.foreseen):
            yield name, float(own.get(name, model_parameters()[name].default))


def _left_at_default(policies: Sequence[PolicySetting], name: str) -> Iterator[tuple[str, float]]:
    instrument, _, key = name.partition(".")
    for policy in policies:
        if policy.name == instrument:
            default = _of_instrument(instrument)[name].default
            if policy.values.get(key, Constant(default)) == Constant(default):
                yield name, default


def drawn_numbers(scenario: Scenario, quantile: Quantile, country: Country | None = None) -> dict[str, float]:
    """One economy: what each number of `centres` is there."""
    known, found = centres(scenario, country), {}
    for name, centre in known.items():
        prior = read_priors()[name]
        if prior.family != SHARES:
            found[name] = prior.draw(centre, quantile(name))
    return {**found, **_parts(scenario, known, quantile)}


def _parts(scenario: Scenario, known: Mapping[str, float], quantile: Quantile) -> dict[str, float]:
    """Fee and kept work, parts of a whole of which the rest is saved; one that is set keeps its part."""
    from scipy.special import gammaincinv

    names = [name for name in known if read_priors()[name].family == SHARES]
    if not names:
        return {}
    held = sum(scenario.world[name] for name in (FEE, KEPT) if f"{WORLD}{name}" not in names)
    whole, total = 1.0 - held, read_priors()[names[0]].spread
    weights = {name: known[name] for name in names} | {"saved": whole - sum(known[name] for name in names)}
    sizes = {
        name: float(gammaincinv(total * weight, quantile(name))) if weight > 0.0 else 0.0
        for name, weight in weights.items()
    }
    scale = whole / max(sum(sizes.values()), 1e-300)
    return {name: min(sizes[name] * scale, read_priors()[name].high) for name in names}


def at_pace(world: Mapping[str, float], growth: float) -> dict[str, float]:
    """The world with another growth of its frontier, which stays what it is in January 2025."""
    back = world[GROWTH] * (TODAY - world[MIDPOINT])
    return {**world, GROWTH: growth, MIDPOINT: TODAY - back / growth}


def with_numbers(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """The scenario in one economy: of model and closure, numbers act from month 1 on (`Scenario.late`).

    The frontier of January 2025 and what a task saved then stay, unless the scenario moves them: both were
    measured.
    """
    world = {name.removeprefix(WORLD): value for name, value in numbers.items() if name.startswith(WORLD)}
    before, shipped = scenario.world, load_world(scenario.world_name.removesuffix(CHANGED)).values
    if FEE in world and before[FIRST] == shipped[FIRST]:
        world[FIRST] = min(max(before[FIRST] + before[FEE] - world[FEE], 0.0), 1.0)
    if world.get(GROWTH) and before[MIDPOINT] == shipped[MIDPOINT]:
        world[MIDPOINT] = at_pace(before, world[GROWTH])[MIDPOINT]
    policies = tuple(_with_own(policy, numbers) for policy in scenario.policies)
    apart = {name for name in numbers if name.startswith(WORLD) or read_priors()[name].part == POLICY}
    late = {name: value for name, value in numbers.items() if name not in apart}
    return replace(scenario, world={**before, **world}, policies=policies, late=late)


def _with_own(policy: PolicySetting, numbers: Mapping[str, float]) -> PolicySetting:
    own = {name.removeprefix(f"{policy.name}."): Constant(value) for name, value in numbers.items()
           if name.startswith(f"{policy.name}.")}  # fmt: skip
    return replace(policy, values={**policy.values, **own}) if own else policy
