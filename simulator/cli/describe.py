"""`sim describe`: everything that goes by a name."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(
    epilog=example("sim describe training_programme", "sim describe person", "sim describe months_out")
)
@click.argument("name")
@options.reads_only
def describe(name: str) -> None:
    """Describe whatever has a name: meaning, unit, bounds, source.

    NAME is a country, policy, value of the law, world, rule, indicator, parameter (a closure's is
    `closure.returns`), closure or scenario, an agent (person, household, firm, post, occupation,
    sector) or one of its columns.
    """
    from simulator.cli.catalogue.descriptions import describe_name

    describe_name(name)
