"""`sim validate`: held-out tests of a country, published values beside the model's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.core.errors import InputError


@click.command(
    epilog=example(
        "sim validate USA --jobs 2",
        "sim validate USA --test V09 --seeds 20",
        "sim validate ESP --baseline --seeds 3",
    )
)
@click.argument("country", metavar="ISO3")
@click.option("--test", "tests", multiple=True, metavar="V..", help="Only this test; may be given again.")
@click.option(
    "--baseline", is_flag=True, help="The country without AI or policy beside official projections."
)
@options.own_size("seeds", "Base seeds.", default=10)
@options.own_size("base_seed", "First of them.", default=8001)
@options.own_size("persons", "Simulated persons.", default=20_000)
@options.jobs
def validate(country: str, *, tests: tuple[str, ...], baseline: bool, **asked: Any) -> None:
    """Repeat published experiments inside the model and print them beside what was published.

    With --baseline: the country without AI or policy beside official values and projections instead.

    Nothing is written: the first results stay in calibration/results/heldout_first.md and _second.md.
    """
    if baseline:
        if tests:
            raise click.UsageError("--baseline poses no experiment: leave --test out, or --baseline")
        _beside_projections(asked, country.upper())
        return
    from calibration.validate.experiments.trial import not_run, passed
    from calibration.validate.heldout import chosen, compute, frozen_hashes, parameters_hash, show
    from simulator.cli.console import console, progress_bar
    from simulator.core import cache
    from simulator.experiment.timing import cores

    country = country.upper()
    now, seeds = parameters_hash(country), asked["seeds"]
    cache.configure()
    for trial in chosen(country, tests):
        with progress_bar(f"{trial.id} {trial.name}") as advance:
            sizes = asked["base_seed"], asked["persons"], asked["jobs"] or cores()
            rows = compute(trial, seeds, *sizes, now, lambda done, left: advance(done, seeds, left))
        show(trial, rows)
        console.print(f"{trial.id}: {passed(rows)}. {trial.departs[:1].upper()}{trial.departs[1:]}.")
    for row in not_run(country):
        console.print(f"{row['test']} not run ({row['quasi-experiment']}): {row['why']}.")
    frozen = frozen_hashes().get(country)
    same = frozen is not None and frozen["parameters"] == now
    seen = " are not those frozen before the first run: what is new here has been seen."
    console.print(f"Parameters {now}{': as frozen before the first run.' if same else seen}")


def _beside_projections(asked: Mapping[str, Any], country: str) -> None:
    """Print official values, ours and the difference, a row each."""
    from calibration.study import Asked, print_table
    from calibration.validate.baseline import COUNTRIES, STUDY
    from simulator.core import cache

    if country not in COUNTRIES:
        raise InputError(f"no official values of '{country}'; allowed: {', '.join(COUNTRIES)}", field="ISO3")
    cache.configure()
    found = STUDY.computed(Asked("baseline", (country,), **asked))
    print_table(found.title, STUDY.columns, found.rows, found.notes)
