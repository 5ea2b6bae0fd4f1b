"""`sim validate-scenario`: every error of scenario files at once, without running anything."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command("validate-scenario", epilog=example("sim validate-scenario my_scenario.yaml"))
@options.scenarios
@options.reads_only
def validate_scenario(scenarios: tuple[str, ...]) -> None:
    """Check scenario files and show every error at once; runs no code."""
    from rich.text import Text

    from simulator.cli.given.scenarios import load_all
    from simulator.cli.terminal.console import console, warn
    from simulator.scenario import Options

    for scenario in load_all(scenarios, Options(reads_code=True)):
        acting = [*(policy.name for policy in scenario.policies), *(f"law.{name}" for name in scenario.law)]
        policies = ", ".join(acting) or "no policy"
        console.print(Text(f"{scenario.name}: valid ({scenario.country}, {scenario.world_name}; {policies})"))
        if scenario.names_code:
            named = (scenario.rules, scenario.instruments, scenario.figures)
            files = ", ".join(file for own in named for file in own.values())
            console.print(Text(f"  it names files of code ({files}): --allow-code to run"))
        warn([scenario])
