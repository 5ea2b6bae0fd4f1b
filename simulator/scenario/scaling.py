"""A mix of policies at another size: one factor on the parameters that decide how large they are.

The largest size at which instruments were tried anywhere, by law or study: no mix is sized beyond it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.scenario.country.profile import Country
from simulator.scenario.setting import Setting

if TYPE_CHECKING:
    from simulator.core.param import Param
    from simulator.scenario.scenario import PolicySetting, Scenario


FARTHEST = 20.0
"""Largest factor: a mix twenty times as large is another policy."""
OPTION = "--scale"
_UNSCALED = ("flag", "count", "date")
"""Kinds of parameters that no factor may change."""


@dataclass(frozen=True)
class Size:
    """A parameter of an instrument that is scaled, with its declaration and what the scenario sets.

    It follows the factor from `least` up to `most`, and stays there.
    """

    instrument: str
    parameter: str
    declared: Param
    setting: Setting
    most: float = FARTHEST
    least: float = 0.0

    @property
    def name(self) -> str:
        """As it is written on the command line."""
        return f"{self.instrument}.{self.parameter}"

    def at(self, factor: float) -> Setting:
        """The setting at a factor."""
        return self.setting.scaled(max(self.least, min(factor, self.most)))

    def reach(self) -> float:
        """The largest factor that keeps it within its bounds."""
        (low, high), (least, most) = self.declared.bounds, self.setting.extremes()
        above = high / most if most > 0.0 else FARTHEST
        below = low / least if least < 0.0 else FARTHEST
        return min(above, below, FARTHEST)


def sizes(scenario: Scenario, instruments: Mapping[str, Any], chosen: Sequence[str] = ()) -> tuple[Size, ...]:
    """What a factor scales: the `chosen` instruments and parameters, else all that do not raise revenue.

    Of an instrument these are the parameters of its own that are zero by default, which decide its size.
    Raises InputErrors for a name that the scenario does not hold, or that cannot be scaled.
    """
    policies = {policy.name: policy for policy in scenario.policies}
    names = chosen or [name for name in policies if instruments[name].family != "contribute"]
    found: dict[str, Size] = {}
    faults: list[InputError] = []
    for name in names:
        instrument, _, parameter = name.partition(".")
        try:
            if instrument not in policies:
                hint = suggestion(instrument, policies)
                told = f'"{name[:80]}" is no policy of {scenario.name}; allowed: {", ".join(policies)}.{hint}'
                raise InputError(told, field=OPTION)
            own = {one.name: one for one in _of(policies[instrument], instruments[instrument], parameter)}
            if twice := found.keys() & own.keys():
                raise InputError(f"{min(twice)} is named 2 times; name it once", field=OPTION)
            found |= own
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    if not found:
        told = "has no instrument, and the law is not scaled" if scenario.law else "has nothing to scale"
        raise InputError(f"{scenario.name} {told}; name what with {OPTION}", field=OPTION)
    return tuple(found.values())


def _of(policy: PolicySetting, instrument: Any, parameter: str) -> Iterator[Size]:
    declared: Mapping[str, Param] = instrument.declared()
    if parameter:
        if parameter not in declared or declared[parameter].kind in _UNSCALED:
            known = [name for name, one in declared.items() if one.kind not in _UNSCALED]
            told = f'"{parameter[:80]}" of {policy.name} cannot be scaled; allowed: {", ".join(known)}.'
            raise InputError(told + suggestion(parameter, known), field=OPTION)
        names = [parameter]
    else:
        own = instrument.own().items()
        names = [name for name, one in own if one.default == 0.0 and one.kind not in _UNSCALED]
    for name in names:
        setting = policy.values[name]
        if isinstance(setting, Setting) and not setting.is_zero():
            yield Size(policy.name, name, declared[name], setting)


def limit_of(scaled_ones: Sequence[Size]) -> tuple[float, Size]:
    """The largest factor that keeps all of them within their bounds, and whose bound it is."""
    limit = min(scaled_ones, key=lambda one: one.reach())
    return limit.reach(), limit


def scaled(scenario: Scenario, scaled_ones: Sequence[Size], factor: float) -> Scenario:
    """The scenario with these parameters multiplied; its name tells the factor, as its runs are others."""
    new = {(size.instrument, size.parameter): size.at(factor) for size in scaled_ones}
    policies = tuple(
        replace(
            policy,
            values={name: new.get((policy.name, name), value) for name, value in policy.values.items()},
        )
        for policy in scenario.policies
    )
    return replace(scenario, name=f"{scenario.name}_x{factor:.6f}", policies=policies)


TABLE = Path(__file__).with_name("tested_sizes.csv")
SHARE_OF_PAY, WITH_LAW = "of the average wage", "of pay with the law's rate"
"""Units of a largest size other than the parameter's own: the second is of law and addition together."""


def within_tested(sizes: Sequence[Size], country: Country) -> tuple[Size, ...]:
    """The same, each of which grows no further than it was tried anywhere.

    What the table does not list was tried at the scenario's own value, whose source the scenario gives.
    """
    return tuple(replace(size, most=min(size.most, most_tested(size, country))) for size in sizes)


def most_tested(size: Size, country: Country) -> float:
    """The factor up to which a parameter grows in a country."""
    return min(_largest(size, country), size.reach())


def largest_tested(name: str) -> str:
    """The largest size of a parameter in words, with its source, a row of the table."""
    row = _rows()[name]
    unit = "" if row["unit"] == "own" else f" {row['unit']}"
    return f"{row['largest']}{unit} ({row['source']}; {row['status']})"


def last_limit(sizes: Sequence[Size]) -> tuple[float, Size]:
    """The factor at which the last of them stops growing, and which that is."""
    last = max(sizes, key=lambda size: size.most)
    return last.most, last


def _largest(size: Size, country: Country) -> float:
    row = _rows().get(size.name)
    if row is None:
        return 1.0
    unit = country.values["average_wage"] if row["unit"] == SHARE_OF_PAY else 1.0
    law = country.values["ui_replacement"] if row["unit"] == WITH_LAW else 0.0
    _, most = size.setting.extremes()
    return max(1.0, (float(row["largest"]) * unit - law) / most) if most > 0.0 else FARTHEST


@cache
def _rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {f"{row['instrument']}.{row['parameter']}": row for row in csv.DictReader(file)}
