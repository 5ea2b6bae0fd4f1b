"""The command line `sim`: its verbs, each in a file of its own, and the exit code.

Nothing heavy is imported here, nor at the head of a verb's file: `sim --help` must answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from simulator.cli.atlas import atlas
from simulator.cli.calibrate import calibrate
from simulator.cli.check import check
from simulator.cli.compare import compare
from simulator.cli.explain import explain
from simulator.cli.explore import explore
from simulator.cli.list import list_verb
from simulator.cli.new import new
from simulator.cli.options import OWN_PROCESS, Verbs, example
from simulator.cli.report import report
from simulator.cli.run import run
from simulator.cli.show import show
from simulator.cli.size import size
from simulator.cli.sweep import sweep
from simulator.cli.validate import validate
from simulator.cli.verify import verify

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_TELLING = atlas, check, explain, explore, list_verb, new, report, show, verify
_RUNNING = calibrate, compare, run, size, sweep, validate


@click.group(
    cls=Verbs,
    context_settings=_CONTEXT,
    epilog=example("sim explain esp/levy_pays_training", "sim run esp/levy_pays_training --quick --open"),
)
@click.version_option(package_name="labour-displacement-simulator")
def sim() -> None:
    """Show what each policy would do, and for whom, when AI takes over tasks in a country.

    Conditional estimates, never forecasts.
    """


for verb in (*_TELLING, *_RUNNING):
    sim.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `sim`: runs the verb and leaves with its exit code."""
    from simulator.cli.failure import exit_code_of, ignore_signals

    ours = OWN_PROCESS if arguments is None else None
    if ours:
        # Installed, our folder comes after the others, and another wheel may hold a `calibration` too.
        sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    code = exit_code_of(lambda: sim.main(arguments, prog_name="sim", standalone_mode=False, obj=ours))
    if ours:
        ignore_signals()
    sys.exit(code)


if __name__ == "__main__":
    main()
