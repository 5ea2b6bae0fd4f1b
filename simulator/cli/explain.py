"""`sim explain`: what a scenario says, what it may cost and how long it takes, without running anything."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example


@click.command(epilog=example("sim explain esp/levy_pays_training"))
@options.scenarios
@options.seeds
@options.persons
@options.months
@options.quick
@options.jobs
def explain(scenarios: tuple[str, ...], *, jobs: int | None, **sizes: Any) -> None:
    """Say in plain language what a scenario changes, what it may cost, how long it takes to run."""
    options.reads_only()
    from rich.padding import Padding
    from rich.text import Text

    from simulator.cli.console import console
    from simulator.experiment.timing import estimate, processes
    from simulator.scenario import Options
    from simulator.scenario.country.profile import load_country
    from simulator.scenario.explain import explained
    from simulator.scenario.file.code import instruments_of

    for scenario in options.load_all(scenarios, Options(reads_code=True, **sizes)):
        console.print(Text(scenario.title or scenario.name, style="bold"))
        time = estimate(scenario.persons, scenario.months)
        size = scenario.persons, scenario.months, (2 + scenario.has_policy) * scenario.seeds
        count = jobs or processes(*size)
        sections = explained(
            scenario,
            load_country(scenario.country),
            instruments_of(scenario),
            jobs=count,
            seconds=partial(time.whole, jobs=count),
            basis=time.basis,
        )
        for heading, lines in sections:
            console.print()
            console.print(Text(heading, style="bold"))
            for line in lines:
                indent = len(line) - len(line.lstrip()) + 2
                console.print(Padding(Text(line.strip()), (0, 0, 0, indent), expand=False))
        console.print()
