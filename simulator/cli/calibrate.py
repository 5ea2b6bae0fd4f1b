"""`sim calibrate`: estimate parameters of one or more countries, with progress, and say what was written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from simulator.cli.console import console
from simulator.cli.run import progress_bar
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country

_EVALUATIONS = {True: 400, False: 60}
_MINUTES = {True: 60.0, False: 5.0}


def calibrate_countries(
    countries: Sequence[str], *, evaluations: int | None, budget: float | None, persons: int, seeds: int,
    base_seed: int, jobs: int, out: Path | None, resume: bool,
) -> None:  # fmt: skip
    """Search, write the tables and ensembles into `out`, and print them."""
    from calibration.estimate.evaluations import SpentError
    from calibration.estimate.fit import calibrate, show

    if resume and out is None:
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
    total, began = (count + 1) * len(countries) * seeds, time.monotonic()
    console.print(f"Every run is kept in {folder}; after a stop go on with --out {folder} --resume.")
    with progress_bar(f"calibrate {' '.join(countries)}") as advance:

        def told(fresh: int, known: int) -> None:
            each = (time.monotonic() - began) / fresh
            advance(min(known, total), total, min(each * max(total - known, 0), 60.0 * minutes))

        try:
            fit = calibrate(
                countries, folder, evaluations=count, budget=minutes, persons=persons, seeds=seeds,
                base_seed=base_seed, jobs=jobs, resume=resume, progress=told,
            )  # fmt: skip
        except SpentError:
            remedy = f"go on with --out {folder} --resume, or give more minutes"
            raise InputError(f"{minutes:g} minutes were over before the screening was done; {remedy}",
                             field="--budget") from None  # fmt: skip
    show(fit)
    console.print(f"written: {folder} (estimate.md, moments.md, ensemble_{countries[0]}.csv …)")
    console.print("For `parameters: ensemble` in scenarios, copy one to calibration/ensembles/ISO3.csv.")
