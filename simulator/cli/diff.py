"""`sim diff`: the parameters in which two scenarios differ."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim diff esp/no_policy esp/training_programme", "sim diff runs/one runs/two"))
@click.argument("first")
@click.argument("second")
@options.reads_only
def diff(first: str, second: str) -> None:
    """Show the parameters in which two scenarios, or the scenarios of two run folders, differ."""
    from simulator.cli.given.scenarios import files_of, load_all
    from simulator.cli.terminal.console import console, print_table
    from simulator.scenario import Options
    from simulator.scenario.explain.differences import differences
    from simulator.scenario.own import instruments_of

    # Rule files are read, to compare them; loading a scenario runs none.
    one, other = load_all(files_of((first, second)), Options(allow_code=True), apart=False)
    found = differences(one, other, {**instruments_of(one), **instruments_of(other)})
    if not found:
        console.print("No parameter differs.")
        return
    rows = [(each.name, each.first, each.second, each.unit, each.about) for each in found]
    print_table(("parameter", first, second, "unit", "what it is"), rows, whole=(0,))
    count = len(found)
    console.print(f"{count} parameter{'s differ' if count > 1 else ' differs'}.")
