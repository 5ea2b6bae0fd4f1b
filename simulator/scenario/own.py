"""Instruments that a scenario may use: those that ship, and those of its own files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.kit.instrument import Instrument
from simulator.kit.policy_file import declared_in, made_of
from simulator.policies import discover

if TYPE_CHECKING:
    from simulator.scenario.scenario import Scenario


def instruments_of(scenario: Scenario) -> Mapping[str, type[Instrument]]:
    """By name; those of the scenario's own as their files declare them, without running these."""
    own = {name: declared_in(name, file, scenario.rule_sources[file])
           for name, file in scenario.instruments.items()}  # fmt: skip
    return {**discover(), **own} if own else discover()


def own_instruments(scenario: Scenario) -> Mapping[str, type[Instrument]]:
    """Those of the scenario's own, ready to act. Runs their files."""
    return {name: made_of(name, file, scenario.rule_sources[file])
            for name, file in scenario.instruments.items()}  # fmt: skip
