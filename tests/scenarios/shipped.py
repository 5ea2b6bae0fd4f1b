"""The scenarios that ship, each read once for all tests of a process."""

from functools import cache

from simulator.scenario import Scenario, load_scenario


@cache
def shipped(name: str) -> Scenario:
    """A shipped scenario, which no test can change."""
    return load_scenario(name)
