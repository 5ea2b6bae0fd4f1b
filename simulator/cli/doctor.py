"""`sim doctor`: whether this computer has what the simulator needs, on one screen."""

from __future__ import annotations

import click

from simulator.cli.terminal.help import example
from simulator.core.errors import ExitCode


@click.command(epilog=example("sim doctor"))
def doctor() -> int:
    """Check version, Python, processor, memory, cache, data and optional parts; exit code 1 for a fault."""
    from simulator.cli.given.health import BAD, MARKS, health
    from simulator.cli.terminal.console import console, print_table

    found = health()
    rows = [(f"{MARKS[one.state]} {one.what}", one.told) for one in found]
    print_table(("  what", "found"), rows)
    for one in found:
        if one.remedy:
            console.print(f"{one.what}: {one.remedy}", soft_wrap=True)
    faults = sum(one.state == BAD for one in found)
    told = f"{faults} fault{'s' if faults > 1 else ''}: see above." if faults else "Ready to run."
    console.print(told)
    return ExitCode.IDENTITY if faults else ExitCode.OK
