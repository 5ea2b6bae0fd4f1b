"""`sim describe`: everything that goes by a name."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim describe training_programme", "sim describe moderate"))
@click.argument("name")
@options.reads_only
def describe(name: str) -> None:
    """Describe a country, policy, world, rule, indicator, parameter or scenario: units, bounds, sources."""
    from simulator.cli.catalogue.descriptions import describe_name

    describe_name(name)
