"""`sim explain` and `sim validate-scenario`: what a scenario says, without running anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from simulator.cli.console import console
from simulator.cli.run import load_all
from simulator.experiment.timing import estimate
from simulator.policies import discover
from simulator.scenario import Options
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain.sentences import explained


def explain_scenarios(paths: Sequence[str], *, jobs: int, **sizes: Any) -> None:
    """Print each scenario in plain language."""
    for scenario in load_all(paths, Options(reads_code=True, **sizes)):
        console.print(Text(scenario.title or scenario.name, style="bold"))
        time = estimate(scenario.persons, scenario.months)
        sections = explained(
            scenario,
            load_country(scenario.country),
            discover(),
            jobs=jobs,
            seconds_per_run=time.seconds,
            basis=time.basis,
        )
        for heading, lines in sections:
            console.print()
            console.print(Text(heading, style="bold"))
            for line in lines:
                indent = len(line) - len(line.lstrip()) + 2
                console.print(Padding(Text(line.strip()), (0, 0, 0, indent), expand=False))
        console.print()


def validate_scenarios(paths: Sequence[str]) -> None:
    """Print that each scenario is valid; InputErrors holds everything that is not."""
    for scenario in load_all(paths, Options(reads_code=True)):
        policies = ", ".join(policy.name for policy in scenario.policies) or "no policy"
        console.print(Text(f"{scenario.name}: valid ({scenario.country}, {scenario.world_name}; {policies})"))
        if scenario.rules:
            console.print(
                Text(f"  it names rule files ({', '.join(scenario.rules.values())}): --allow-code to run")
            )
