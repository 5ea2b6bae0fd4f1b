"""The design of a sweep: a scenario for each of its points, checked as scenario files are."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors
from simulator.core.time import month_label
from simulator.experiment.given import Source
from simulator.experiment.plan import is_balanced
from simulator.experiment.sweeping.axes import CLOSURE, WORLD, Axis, Point, check_axes, points
from simulator.policies import discover
from simulator.scenario.file.layers import START, Options
from simulator.scenario.file.wording import runs_code
from simulator.scenario.load import load_scenario
from simulator.scenario.scenario import CHANGED
from simulator.scenario.several import load_several
from simulator.store import rule_files

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@dataclass(frozen=True)
class Design:
    """The scenario as it stands, what is varied, and the scenario at each point (`p1`, `p2` …)."""

    base: "Scenario"
    axes: tuple[Axis, ...]
    latin: int | None
    points: tuple["Scenario", ...]
    window: str

    @property
    def comparisons(self) -> tuple[str, ...]:
        """What effects are told: of the policies, if there are any, and of AI."""
        return ("policy", "ai") if self.base.has_policy else ("ai",)

    @property
    def is_balanced(self) -> bool:
        """Whether a budget is to be balanced at each point."""
        return any(map(is_balanced, self.points))

    def values(self, point: "Scenario") -> dict[str, Any]:
        """What is varied, as a point has it: numbers in the declared unit, worlds by name."""
        return {axis.name: _value(point, axis.name) for axis in self.axes}

    def plain(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {
            "base": self.base.name,
            "axes": [axis.plain() for axis in self.axes],
            "latin": self.latin,
            "comparisons": list(self.comparisons),
        }


def design_of(
    source: Source, axes: Sequence[Axis], *, latin: int | None, options: Options, window: str
) -> Design:
    """The scenario of `source` at every point; InputErrors with all that is wrong in it or in the axes."""
    check_axes(axes, latin)
    base = load_scenario(source, options=replace(options, reads_code=True))
    if base.names_code and not options.allow_code:
        raise InputErrors([InputError(runs_code(base.rule_sources), where=base.name, field="rules")])
    _refuse_missing(base, axes)

    def at(point: Point) -> partial["Scenario"]:
        return partial(load_scenario, source, options=replace(options, over=point))

    # One value at a time first: a value that is wrong is told once, not at every point that has it.
    try:
        alone = load_several(at(((axis.name, value),)) for axis in axes for value in axis.values)
    except InputErrors as errors:
        raise InputErrors({str(one): one for one in errors.errors}.values()) from None
    _refuse_twice(axes, iter(alone))
    made = load_several(at(point) for point in points(axes, latin, base.base_seed))
    housed = rule_files.housed_together([base, *made])
    named = tuple(replace(one, name=f"p{number}") for number, one in enumerate(housed[1:], 1))
    return Design(housed[0], tuple(axes), latin, named, window)


def _refuse_missing(base: "Scenario", axes: Sequence[Axis]) -> None:
    """Refuse a parameter of an instrument that the scenario has not: nobody said when it begins."""
    own = [policy.name for policy in base.policies]
    faults = []
    for axis in axes:
        instrument, dot, _ = axis.name.rpartition(".")
        if axis.name == START and not own:
            faults.append(InputError(f"{base.name} has no policy that could start", field=START))
        if dot and instrument in discover() and instrument not in own:
            has = ", ".join(own) or "no policy"
            told = f"{base.name} has no {instrument}, it has {has}; add it to the scenario, with its start"
            faults.append(InputError(told, field=axis.name))
    if faults:
        raise InputErrors(faults)


def _refuse_twice(axes: Sequence[Axis], alone: Iterator["Scenario"]) -> None:
    """Refuse a value that is listed twice, however it is written; `alone` has them one after the other."""
    faults = []
    for axis in axes:
        counted = Counter(_value(next(alone), axis.name) for _ in axis.values)
        faults += [InputError(f"{value} is listed {times} times; list each value once", field=axis.name)
                   for value, times in counted.items() if times > 1]  # fmt: skip
    if faults:
        raise InputErrors(faults)


def _value(scenario: "Scenario", name: str) -> Any:
    group, _, own = name.rpartition(".")
    if name == WORLD:
        return scenario.world_name.removesuffix(CHANGED)
    if name == START:
        return month_label(scenario.start, min(policy.start for policy in scenario.policies))
    if name == CLOSURE:
        return scenario.closure.name
    if group == "closure":
        return scenario.closure.plain()[own]
    if group == "world":
        return scenario.world[own]
    if not group:
        return scenario.parameters[own]
    policy = next(one for one in scenario.policies if one.name == group)
    found = policy.plain(scenario.start).get(own, "")
    return found if isinstance(found, int | float | str) else json.dumps(found)
