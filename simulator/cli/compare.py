"""`sim compare`: many options on the same seeds, worlds and closures, in one folder and one report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.cli.run import carry_out, compute, conclude

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.experiment.inputs import Reusable
    from simulator.experiment.plan import Plan

MOST_SEEDS = 100
"""For a precision, unless --max-seeds says otherwise."""


@click.command(
    epilog=example(
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --seeds 20 --jobs 2",
        "sim compare esp/automation_levy esp/basic_income --worlds moderate,rapid --closures all --seeds 8",
        "sim compare runs/levy runs/income --baseline automation_levy",
        "sim compare esp/no_policy patient.yaml --allow-code",
        "sim compare esp/share@borrowing --stack --precision 20000 --max-seeds 40",
        "sim compare esp/adapt@gainers fra/adapt@gainers --out runs/adapt",
    )
)
@click.argument("given", nargs=-1, required=True, metavar="SCENARIO|RUN...")
@click.option(
    "--baseline", metavar="NAME", help="Option to compare with.  [default: no policy; of variants, the first]"
)
@click.option("--worlds", metavar="A,B", help="Run every option in these worlds of AI: sim list worlds.")
@options.flag("stack", "Add the provisions of one scenario one after another.")
@options.positive(
    "precision",
    "PERSONS",
    "Add seeds, from 30 on, until every employment effect is known to ± this many persons.",
)
@options.number(
    "max_seeds",
    "Most seeds for --precision; below 30, precision is checked only there.  [default: 100]",
    click.IntRange(2, 1000),
)
@options.sizes
@options.carried_out("comparison in --out")
def compare(
    given: tuple[str, ...], *, out: Path | None, stack: bool, quick: bool, allow_code: bool, **asked: Any
) -> None:
    """Compare scenarios, or finished runs, on the same seeds, worlds and closures, in one report.

    What differs in policies alone shares its runs without them; variants, which differ in rules, parameters,
    world, technology or closure, have their own. A run folder's runs are taken as they are.

    Scenarios of several countries are compared country by country, each in a folder of its own; above them
    stand one page and one table.
    """
    from simulator.cli.console import LOADING, warn, working
    from simulator.core.errors import InputError
    from simulator.findings.windows import window_named

    with working(LOADING):
        from simulator.experiment.inputs import read_given, refuse_code
        from simulator.experiment.plan import check_worlds, comparisons_of, read_closures, stacked
        from simulator.scenario import Options

    if asked["resume"] and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted comparison")
    options.check_language(asked["lang"])
    sizes = options.sizes_in(asked)
    said = {name: asked.pop(name) for name in _TOLD}
    most = _most_seeds(said["max_seeds"], said["precision"], sizes["seeds"])
    how: dict[str, Any] = {"precision": said["precision"], "max_seeds": most}
    with working("Reading"):
        told = window_named(said["window"]).name
        worlds = check_worlds(options.names_in(said["worlds"]))
        scenarios, reused = read_given(
            given, Options(**sizes, quick=quick, allow_code=allow_code), by_country=True
        )
        closed = read_closures(said["closures"]) if said["closures"] is not None else []
        if stack:
            if len(scenarios) != 1 or reused:
                what = "takes one scenario file, whose provisions it adds one by one"
                raise InputError(what, field="--stack")
            scenarios, how["stack"] = stacked(scenarios[0])
        how |= {"baseline": said["baseline"], "window": told, "cash": not said["no_cash"]}
        plans = comparisons_of(scenarios, worlds=worlds, closures=closed, **how)
        taken = {iso: [one for one in reused if one.scenario.country == iso] for iso in plans}
        for iso, plan in plans.items():
            if not allow_code:
                refuse_code(plan, taken[iso])
    folder = out or Path("runs") / f"compare-{time.strftime('%Y%m%d-%H%M%S')}"
    words = {"lang": asked["lang"] if asked["lang"] != "en" else None, "quick": quick, **said}
    words |= {"stack": stack, **sizes, "allow_code": allow_code}
    warn(one for plan in plans.values() for one in plan.options)
    asked["jobs"] = options.workers_of(asked.pop("cluster"), asked["jobs"])
    is_quick = quick or any(one.is_quick for one in reused)
    how = {"allow_code": allow_code, "quick": is_quick, **asked}
    if len(plans) == 1:
        command = options.words_of("compare", given, words)
        carry_out(plans[scenarios[0].country], folder, command=command, reused=reused, **how)
        return
    named = {
        iso: [one for one, own in zip(given, scenarios, strict=True) if own.country == iso] for iso in plans
    }
    commands = {iso: options.words_of("compare", own, words) for iso, own in named.items()}
    _each(plans, folder, commands, taken, **how)


def _each(
    plans: Mapping[str, Plan],
    folder: Path,
    commands: Mapping[str, Sequence[str]],
    taken: Mapping[str, Sequence[Reusable]],
    *,
    full: bool,
    open_report: bool,
    **how: Any,
) -> None:
    """Carry out the comparison of each country into a folder in `folder`, and write the page above them."""
    from simulator.cli.console import working
    from simulator.core.errors import InputError
    from simulator.store.manifest import countries_in

    is_other = (folder / "manifest.json").exists()  # a run, or a comparison of one country
    is_empty = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if is_other or not (how["resume"] or is_empty):
        going_on = "" if is_other or countries_in(folder) else "go on in it with --resume, or "
        raise InputError(f"{folder} exists; name another folder with --out, or {going_on}delete it")
    done = []
    for place, (iso, plan) in enumerate(plans.items(), 1):
        own = {**how, "command": commands[iso], "reused": taken[iso], "part_of": folder}
        done.append(compute(plan, folder / iso, f"{iso}, {place} of {len(plans)}", **own))
    import reports

    with working("Writing the page of all countries"):
        reports.build_countries(folder, list(plans), how["lang"])
    conclude(done, folder, how["lang"], full=full, open_report=open_report)


_TOLD = ("baseline", "worlds", "closures", "window", "no_cash", "precision", "max_seeds")


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
