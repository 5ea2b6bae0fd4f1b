"""`sim calibrate`: estimate parameters of one or more countries, and say what was written."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example

_EVALUATIONS = {True: 400, False: 60}
_MINUTES = {True: 60.0, False: 5.0}


@click.command(
    epilog=example("sim calibrate ESP USA --jobs 2 --out runs/structure", "sim calibrate ESP --budget 5")
)
@click.argument("countries", nargs=-1, required=True, metavar="ISO3...")
@click.option(
    "--evaluations", type=click.IntRange(8, 100_000), metavar="N",
    help="Points at which the model is run.  [default: 400; 60 for one country]",
)  # fmt: skip
@click.option(
    "--budget", type=options.Finite(min=0, min_open=True), metavar="MINUTES",
    help="Stop after so long.  [default: 60; 5 for one country]",
)  # fmt: skip
@options.own_size("persons", "Simulated persons.", default=6000)
@options.own_size("seeds", "Base seeds a point.", default=1, highest=100)
@options.own_size("base_seed", "First of them.", default=5001)
@options.jobs
@options.out("Folder of the search; must not exist yet.")
@options.resume("search in --out")
def calibrate(
    countries: tuple[str, ...],
    *,
    evaluations: int | None,
    budget: float | None,
    out: Path | None,
    **asked: Any,
) -> None:
    """Estimate parameters by simulated moments: structure from several countries, levels from one.

    Every run is kept as it ends; a search that was stopped goes on with --resume. Writes what was found, how
    well each parameter is identified, and an ensemble of draws for `parameters: ensemble`.
    """
    from calibration.estimate import fit
    from calibration.estimate.evaluations import SpentError
    from simulator.cli.console import console, progress_bar
    from simulator.core.errors import InputError
    from simulator.scenario.country.profile import load_country

    if asked["resume"] and out is None:
        raise InputError("--resume needs --out, the folder of the search that was stopped")
    twice = sorted({one for one in countries if countries.count(one) > 1})
    if twice:
        raise InputError(f"{', '.join(twice)} stands twice; name each country once", field="countries")
    for one in countries:
        load_country(one)
    joint = len(countries) > 1
    count = evaluations or _EVALUATIONS[joint]
    minutes = budget or _MINUTES[joint]
    folder = out or Path("runs") / f"calibrate-{'-'.join(countries)}-{time.strftime('%Y%m%d-%H%M%S')}"
    total, began = (count + 1) * len(countries) * asked["seeds"], time.monotonic()
    console.print(f"Every run is kept in {folder}; after a stop go on with --out {folder} --resume.")
    with progress_bar(f"calibrate {' '.join(countries)}") as advance:

        def told(fresh: int, known: int) -> None:
            each = (time.monotonic() - began) / fresh
            advance(min(known, total), total, min(each * max(total - known, 0), 60.0 * minutes))

        try:
            found = fit.calibrate(
                countries, folder, evaluations=count, budget=minutes, progress=told, **asked
            )
        except SpentError:
            remedy = f"go on with --out {folder} --resume, or give more minutes"
            why = f"{minutes:g} minutes were over before the screening was done; {remedy}"
            raise InputError(why, field="--budget") from None
    fit.show(found)
    console.print(f"written: {folder} (estimate.md, moments.md, ensemble_{countries[0]}.csv …)")
    console.print("For `parameters: ensemble` in scenarios, copy one to calibration/ensembles/ISO3.csv.")
