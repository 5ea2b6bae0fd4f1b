"""`sim calibrate`: estimate parameters of one or more countries, and say what was written."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example

_EVALUATIONS = {True: 64, False: 16}
_MINUTES = {True: 60.0, False: 5.0}


@click.command(
    epilog=example("sim calibrate ESP USA --jobs 2 --out runs/structure", "sim calibrate ESP --budget 5")
)
@click.argument("countries", nargs=-1, required=True, metavar="ISO3...")
@options.number(
    "evaluations",
    "Points at which the model is run.  [default: 64; 16 for one country]",
    click.IntRange(8, 100_000),
)
@options.positive("budget", "MINUTES", "Stop after so long.  [default: 60; 5 for one country]")
@options.own_size("persons", "Simulated persons.", default=6000)
@options.own_size("base_seed", "Of the first point; each has its own.", default=5001)
@options.jobs
@options.out("Folder of the search; must not exist yet.")
@options.resume("search in --out")
def calibrate(countries: tuple[str, ...], *, out: Path | None, **asked: Any) -> None:
    """Estimate parameters by simulated moments: structure from several countries, levels from one.

    Every run is kept as it ends; a search that was stopped goes on with --resume. Writes the posterior, how
    often its intervals cover, and an ensemble of draws for `parameters: ensemble`.
    """
    from calibration.estimate import posterior
    from calibration.study import print_table
    from simulator.cli.console import console, progress_bar
    from simulator.core.errors import InputError
    from simulator.experiment.timing import cores
    from simulator.scenario.country.profile import load_country

    if asked["resume"] and out is None:
        raise InputError("--resume needs --out, the folder of the search that was stopped")
    twice = sorted({one for one in countries if countries.count(one) > 1})
    if twice:
        raise InputError(f"{', '.join(twice)} stands twice; name each country once", field="countries")
    for one in countries:
        load_country(one)
    asked["jobs"] = asked["jobs"] or cores()
    asked["evaluations"] = count = asked["evaluations"] or _EVALUATIONS[len(countries) > 1]
    asked["budget"] = minutes = asked["budget"] or _MINUTES[len(countries) > 1]
    folder = out or Path("runs") / f"calibrate-{'-'.join(countries)}-{time.strftime('%Y%m%d-%H%M%S')}"
    total, began = count * len(countries), time.monotonic()
    console.print(f"Every run is kept in {folder}; after a stop go on with --out {folder} --resume.")
    with progress_bar(f"calibrate {' '.join(countries)}") as advance:

        def told(fresh: int, known: int) -> None:
            each = (time.monotonic() - began) / fresh
            advance(min(known, total), total, min(each * max(total - known, 0), 60.0 * minutes))

        found = posterior.calibrate(countries, folder, progress=told, **asked)
    print_table(found.title, posterior.COLUMNS, found.rows, found.notes)
    console.print("For `parameters: ensemble` in scenarios, copy one to calibration/ensembles/ISO3.csv.")
