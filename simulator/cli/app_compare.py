"""The verb `sim compare`: many options on the same seeds, worlds and closures, in one folder and report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.cli.app_new import example


@click.command(
    epilog=example(
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --seeds 20 --jobs 2",
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --closures all --seeds 8",
        "sim compare runs/levy runs/income --baseline automation_levy",
        "sim compare esp/levy_pays_training --stack --precision 20000 --max-seeds 40",
    )
)
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO|RUN...")
@click.option("--baseline", metavar="NAME", help="Option to compare with.  [default: no policy]")
@click.option("--worlds", metavar="A,B", help="Run every option in these worlds of AI: sim list worlds.")
@click.option(
    "--closures",
    metavar="S/F,...|all",
    help="Run every option under these closures, as in 0.3/0.5,0/0.5: stabilisation and foreign response "
    "(sim describe closure.stabilisation); all: every one of {0, 0.3, 0.9} x {0, 0.5, 1}.",
)
@click.option("--stack", is_flag=True, help="Add the provisions of one scenario one after another.")
@click.option(
    "--precision", type=click.FloatRange(min=0, min_open=True), metavar="PERSONS",
    help="Add seeds until every employment effect is known to ± this many persons.",
)  # fmt: skip
@click.option(
    "--max-seeds", type=click.IntRange(2, 1000), default=100, show_default=True, help="Cap for --precision."
)
@click.option("--seeds", type=int, metavar="N", help="Paired repetitions (1 to 1,000).")
@click.option("--persons", type=int, metavar="N", help="Simulated persons (1,000 to 2,000,000).")
@click.option("--months", type=int, metavar="N", help="Length of the run in months (1 to 600).")
@click.option("--base-seed", type=int, metavar="N", help="Number all random draws derive from.")
@click.option("--quick", is_flag=True, help="2,000 persons and 3 seeds: a look, marked as such.")
@click.option("--out", type=click.Path(path_type=Path), help="Run folder; must not exist yet.")
@click.option("--lang", default="en", show_default=True, metavar="en|fr|es", help="Language of the report.")
@click.option("--jobs", type=click.IntRange(1, 1024), default=1, show_default=True, help="Processes.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Compute on this dask.distributed scheduler (extra [cluster])."
)
@click.option("--resume", is_flag=True, help="Go on with the interrupted comparison in --out.")
@click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")
@click.option("--allow-code", is_flag=True, help="Run the scenarios' rule files; trust them first.")
def compare(scenarios: tuple[str, ...], **options: Any) -> None:
    """Compare scenarios, or finished runs, on the same seeds, worlds and closures, in one report.

    A run folder's runs are taken as they are; nothing is run twice.
    """
    from simulator.cli.compare import compare_scenarios

    compare_scenarios(scenarios, **options)
