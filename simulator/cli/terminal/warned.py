"""What of a scenario can never act, and what its country's results leave out: said, then it is run."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from simulator.cli.terminal.console import errors
from simulator.core.caveats import caveats
from simulator.scenario import Scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain.inert import warnings
from simulator.scenario.own import instruments_of


def warn(scenarios: Iterable[Scenario]) -> None:
    """Print a line for each instrument that can never act, and for what is left out, on the error stream."""
    scenarios = list(scenarios)
    left_out = [line for one in scenarios for line in caveats(one.country, [one.world_name]).values()]
    for line in dict.fromkeys(left_out):
        errors.print(Text(f"WARNING: {line}"), soft_wrap=True)
    for scenario in scenarios:
        for line in warnings(scenario, load_country(scenario.country), instruments_of(scenario)):
            errors.print(Text(f"WARNING: {scenario.name}: {line}"), soft_wrap=True)
