"""`sim list`: what there is, by kind; each entry is a name and what it is, in one line."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.terminal.help import example

KINDS = ("countries", "policies", "law", "worlds", "scenarios", "rules", "columns", "indicators")


@click.command("list", epilog=example("sim list policies", "sim list columns"))
@click.argument("what", required=False, type=click.Choice(KINDS), metavar="[KIND]")
def list_verb(what: str | None) -> None:
    """List what there is: countries, policies, law, worlds, scenarios, rules, columns or indicators.

    KIND is one of these. Columns are what persons, households, firms, posts, occupations and sectors have:
    what a rule may read.
    """
    options.reads_only()
    from simulator.cli.catalogue.listings import LISTINGS
    from simulator.cli.terminal.console import console, print_table

    if what is None:
        console.print("sim list " + " | ".join(KINDS))
        console.print("sim show NAME tells more of each entry.")
        return
    columns, entries = LISTINGS[what]
    print_table(columns, entries())
    if what == "scenarios":
        from simulator.scenario.library import table

        for payer, one in table()["payers"].items():
            console.print(f"  @{payer}: {one['title']}", soft_wrap=True)
        told = (
            "Any of these, and files of your own, with a payer: esp/adapt@borrowing; esp/adapt is @gainers.\n"
            "Any policy alone, in the same countries: esp/care_services; sim list policies names them."
        )
        console.print(told, soft_wrap=True)
