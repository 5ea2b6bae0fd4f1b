"""`sim compare`: many options on the same seeds, worlds and closures, in one folder and one report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.run import carry_out
from simulator.cli.terminal.help import example

MOST_SEEDS = 100
"""For a precision, unless --max-seeds says otherwise."""


@click.command(
    epilog=example(
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --seeds 20 --jobs 2",
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --closures all --seeds 8",
        "sim compare runs/levy runs/income --baseline automation_levy",
        "sim compare esp/no_policy patient.yaml --allow-code",
        "sim compare esp/share@borrowing --stack --precision 20000 --max-seeds 40",
    )
)
@click.argument("given", nargs=-1, required=True, metavar="SCENARIO|RUN...")
@click.option(
    "--baseline", metavar="NAME",
    help="Option to compare with.  [default: no policy; of variants, the first]",
)  # fmt: skip
@click.option("--worlds", metavar="A,B", help="Run every option in these worlds of AI: sim list worlds.")
@options.closures
@options.window
@options.no_cash
@click.option("--stack", is_flag=True, help="Add the provisions of one scenario one after another.")
@click.option(
    "--precision", type=options.Finite(min=0, min_open=True), metavar="PERSONS",
    help="Add seeds, from 30 on, until every employment effect is known to ± this many persons.",
)  # fmt: skip
@click.option(
    "--max-seeds", type=click.IntRange(2, 1000), metavar="N",
    help="Most seeds for --precision; below 30, precision is checked only there.  [default: 100]",
)  # fmt: skip
@options.seeds
@options.persons
@options.months
@options.base_seed
@options.quick
@options.out("Run folder; must not exist yet.")
@options.lang
@options.jobs
@options.cluster
@options.resume("comparison in --out")
@options.open_report
@options.full
@options.allow_code
def compare(
    given: tuple[str, ...],
    *,
    out: Path | None,
    lang: str,
    jobs: int,
    cluster: str | None,
    resume: bool,
    open_report: bool,
    full: bool,
    quick: bool,
    stack: bool,
    **asked: Any,
) -> None:
    """Compare scenarios, or finished runs, on the same seeds, worlds and closures, in one report.

    What differs in policies alone shares its runs without them; variants, which differ in rules, parameters,
    world, technology or closure, have their own. A run folder's runs are taken as they are.
    """
    from simulator.cli.terminal.console import LOADING, working

    with working(LOADING):
        from simulator.cli.given import comparison_asked
    from simulator.cli.given import check_language, words_of, workers_of
    from simulator.cli.terminal.console import open_in_browser, warn
    from simulator.core.errors import InputError
    from simulator.findings.windows import window_named
    from simulator.scenario import Options

    if resume and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted comparison")
    check_language(lang)
    names = "baseline", "worlds", "closures", "window", "no_cash", "precision", "max_seeds"
    how = {name: asked.pop(name) for name in names}
    how["max_seeds"] = _most_seeds(how["max_seeds"], how["precision"], asked["seeds"])
    with working("Reading"):
        told = window_named(how["window"]).name
        comparison, reused = comparison_asked(
            given, Options(quick=quick, **asked), stack=stack, **{**how, "window": told}
        )
    folder = out or Path("runs") / f"compare-{time.strftime('%Y%m%d-%H%M%S')}"
    said = {"lang": lang if lang != "en" else None, "quick": quick, **how, "stack": stack, **asked}
    command = words_of("compare", given, said)
    warn(comparison.options)
    with workers_of(cluster, jobs, [comparison.base]) as workers:
        carry_out(
            comparison, folder, command=command, lang=lang, jobs=workers, resume=resume, full=full,
            allow_code=asked["allow_code"],
            quick=quick or any(one.is_quick for one in reused), reused=reused,
        )  # fmt: skip
    if open_report:
        open_in_browser(folder / "report.html")


def _most_seeds(most: int | None, precision: float | None, seeds: int | None) -> int | None:
    """Most seeds for a precision; InputError where none is asked for, or --seeds already asks for more."""
    from simulator.core.errors import InputError

    if precision is None and most is not None:
        told = f"{most} goes with --precision, which adds seeds; a fixed number of seeds is --seeds {most}"
        raise InputError(told, field="--max-seeds")
    if precision is not None and seeds is not None and seeds > (most or MOST_SEEDS):
        told = f"{most or MOST_SEEDS} is below --seeds {seeds}; allowed: {seeds} to 1,000"
        raise InputError(told, field="--max-seeds")
    return None if precision is None else most or MOST_SEEDS
