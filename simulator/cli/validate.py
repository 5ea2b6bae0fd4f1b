"""`sim validate`: held-out tests of a country, published values beside the model's."""

from __future__ import annotations

from simulator.cli.console import console
from simulator.cli.run import progress_bar
from simulator.core import cache


def validate_country(
    country: str, *, tests: tuple[str, ...], seeds: int, base_seed: int, persons: int, jobs: int
) -> None:
    """Run the tests, print a table for each, what was not run, and whether parameters are as frozen."""
    from calibration.validate.experiments.trial import not_run, passed
    from calibration.validate.frozen import frozen_hashes, parameters_hash
    from calibration.validate.heldout import chosen, compute, show

    asked, now = chosen(country, tests), parameters_hash(country)
    cache.configure()
    for trial in asked:
        with progress_bar(f"{trial.id} {trial.name}") as advance:
            rows = compute(
                trial, seeds, base_seed, persons, jobs, now,
                lambda done, left: advance(done, seeds, left),
            )  # fmt: skip
        show(trial, rows)
        console.print(f"{trial.id}: {passed(rows)}. {trial.departs[:1].upper()}{trial.departs[1:]}.")
    for row in not_run(country):
        console.print(f"{row['test']} not run ({row['quasi-experiment']}): {row['why']}.")
    frozen = frozen_hashes().get(country)
    same = frozen is not None and frozen["parameters"] == now
    console.print(
        f"Parameters {now}: as frozen before the first run." if same
        else f"Parameters {now} are not those frozen before the first run: what is new here has been seen."
    )  # fmt: skip
