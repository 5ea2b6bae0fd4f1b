"""The parameters of a scenario's policies that a slider can move, and how far it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from simulator.core.param import Param
from simulator.scenario import Scenario
from simulator.scenario.own import instruments_of
from simulator.scenario.setting import Constant

NEAR = 10.0
"""A slider goes to its declared bound, unless that is more than so many times what is usual."""
STEPS = 100
"""Positions of a slider, about."""


@dataclass(frozen=True)
class Lever:
    """One number of one policy; `value`, `low`, `high`, `step` and `bounds` are in its declared unit.

    `is_own`: the policy declares it itself, and has it not from what all policies stand on. `low` and `high`
    are the ends of the slider; `bounds` is what may be written.
    """

    policy: str
    parameter: str
    declared: Param
    value: float
    low: float
    high: float
    step: float
    is_own: bool

    @property
    def name(self) -> str:
        """`policy.parameter`."""
        return f"{self.policy}.{self.parameter}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value that a scenario may give it."""
        return self.declared.bounds


def levers_of(scenario: Scenario) -> tuple[Lever, ...]:
    """Every number of its policies that stays the same in all months; own ones of each policy first."""
    return tuple(_levers(scenario))


def _levers(scenario: Scenario) -> Iterator[Lever]:
    known = instruments_of(scenario)
    for policy in scenario.policies:
        kind = known[policy.name]
        declared = kind.declared()
        for parameter in sorted(declared, key=lambda name: name not in kind.own()):
            setting = policy.values.get(parameter)
            if isinstance(setting, Constant):
                usual = max(abs(setting.value), abs(kind.typical.values.get(parameter, 0.0)))
                low, high, step = _reach(declared[parameter], usual)
                yield Lever(policy.name, parameter, declared[parameter], setting.value, low, high, step,
                            parameter in kind.own())  # fmt: skip


def _reach(declared: Param, usual: float) -> tuple[float, float, float]:
    """Ends and step of a slider: as declared, or nearer where the bounds are far from what is usual."""
    low, high = declared.bounds
    usual = max(usual, abs(declared.default))
    if usual > 0.0:
        far, near = NEAR * usual, _round_up(NEAR * usual) / 2.0
        low, high = (-near if low < -far else low), (near if high > far else high)
    return low, high, _round_up((high - low) / STEPS / 2.0)


def _round_up(value: float) -> float:
    """The next one of the numbers 1, 2, 5, 10, 20 and so on."""
    power = 10.0 ** floor(log10(value))
    return next(
        float(f"{power * lead:.6g}") for lead in (1.0, 2.0, 5.0, 10.0) if power * lead >= value * 0.999999
    )
