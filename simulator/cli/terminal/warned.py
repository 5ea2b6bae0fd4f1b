"""What of a scenario can never act: said, and then it is run all the same."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from simulator.cli.terminal.console import errors
from simulator.policies import discover
from simulator.scenario import Scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain.inert import warnings


def warn(scenarios: Iterable[Scenario]) -> None:
    """Print a line for each instrument that can never act, on the error stream."""
    for scenario in scenarios:
        for line in warnings(scenario, load_country(scenario.country), discover()):
            errors.print(Text(f"WARNING: {scenario.name}: {line}"), soft_wrap=True)
