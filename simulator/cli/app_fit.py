"""The verbs `sim calibrate` and `sim validate`: parameters estimated, and what the model has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.cli.app_new import example

_persons = click.IntRange(1000, 2_000_000)
_jobs = click.option("--jobs", type=click.IntRange(1, 1024), default=1, show_default=True, help="Processes.")


@click.command(
    epilog=example("sim calibrate ESP USA --jobs 2 --out runs/structure", "sim calibrate ESP --budget 5")
)
@click.argument("countries", nargs=-1, required=True, metavar="ISO3...")
@click.option(
    "--evaluations", type=click.IntRange(8, 100_000), metavar="N",
    help="Points at which the model is run.  [default: 400; 60 for one country]",
)  # fmt: skip
@click.option(
    "--budget", type=click.FloatRange(min=0, min_open=True), metavar="MINUTES",
    help="Stop after so long.  [default: 60; 5 for one country]",
)  # fmt: skip
@click.option("--persons", type=_persons, default=6000, show_default=True, help="Simulated persons.")
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=1, show_default=True, help="Base seeds a point."
)
@click.option("--base-seed", type=click.IntRange(0), default=5001, show_default=True, help="First of them.")
@_jobs
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the search; must not exist yet.")
@click.option("--resume", is_flag=True, help="Go on with the search in --out.")
def calibrate(countries: tuple[str, ...], **options: Any) -> None:
    """Estimate parameters by simulated moments: structure from several countries, levels from one.

    Every run is kept as it ends; a search that was stopped goes on with --resume. Writes what was found, how
    well each parameter is identified, and an ensemble of draws for `parameters: ensemble`.
    """
    from simulator.cli.calibrate import calibrate_countries

    calibrate_countries(countries, **options)


@click.command(epilog=example("sim validate USA --jobs 2", "sim validate USA --test V09 --seeds 20"))
@click.argument("country", metavar="ISO3")
@click.option("--test", "tests", multiple=True, metavar="V..", help="Only this test; may be given again.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=10, show_default=True, help="Base seeds.")
@click.option("--base-seed", type=click.IntRange(0), default=8001, show_default=True, help="First of them.")
@click.option("--persons", type=_persons, default=20_000, show_default=True, help="Simulated persons.")
@_jobs
def validate(country: str, **options: Any) -> None:
    """Repeat published experiments inside the model and print them beside what was published.

    Nothing is written: the first results stay in calibration/results/heldout_first.md and _second.md.
    """
    from simulator.cli.validate import validate_country

    validate_country(country, **options)
