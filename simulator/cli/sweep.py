"""`sim sweep`: one scenario at many values of its policies, its world or the model, in one table."""

from __future__ import annotations

import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.options import example

if TYPE_CHECKING:
    from simulator.experiment.sweeping import Design, Swept


@click.command(
    epilog=example(
        "sim sweep esp/automation_levy --over automation_levy.rate=0,0.1,0.2 --out runs/levy",
        "sim sweep esp/automation_levy --over automation_levy.rate=0..0.2 "
        "--over world.frontier_growth=0.3..0.6 --latin 64 --seeds 10 --out runs/levy_drawn",
        "sim sweep esp/training_programme --over 'law.vat=today,+2 points,25 %' --out runs/vat",
    )
)
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--over",
    multiple=True,
    required=True,
    metavar="NAME=VALUES",
    help="What is varied: POLICY.PARAMETER, POLICY.start, start of all policies, law.NAME, law.NAME.start, "
    "world.NAME, closure.NAME or a parameter of the model; values as in 0,0.1,0.2, or a range as in 0..0.2. "
    "Each is given once; every combination is run.",
)
@options.number("latin", "Points drawn from the ranges, as a Latin hypercube (2 to 10,000).")
@click.option("--worlds", metavar="A,B", help="Run every point in these worlds of AI: sim list worlds.")
@options.window
@options.sizes
@options.quick
@options.out("Folder; the same sweep goes on in it.  [default: runs/sweep-DATE-TIME]")
@options.lang
@options.jobs
@options.cluster
@options.open_report
@options.allow_code
def sweep(
    scenario: str,
    *,
    over: tuple[str, ...],
    out: Path | None,
    lang: str,
    jobs: int | None,
    cluster: str | None,
    open_report: bool,
    **asked: Any,
) -> None:
    """Run a scenario at many values of some parameters, each point beside its counterfactuals.

    Runs that points share are computed once, also those of earlier sweeps. After a stop the same command,
    with the same --out, goes on. Effects with intervals and verdicts stand in effects.csv, figures in
    report.html.
    """
    from simulator.cli.console import LOADING, open_in_browser, progress_bar, warn, working
    from simulator.cli.failure import going_on
    from simulator.findings.windows import window_named
    from simulator.scenario import Options

    with working(LOADING):
        from reports.page.sweep import build
        from simulator.experiment.plan import check_worlds
        from simulator.experiment.sweeping import WORLD, Axis, design_of, read_axes
        from simulator.experiment.sweeping import sweep as run_sweep

    options.check_language(lang)
    said = {name: asked.pop(name) for name in ("latin", "worlds", "window")} | asked
    axes = read_axes(over)
    if named := tuple(check_worlds(options.names_in(said["worlds"]))):
        axes.append(Axis(WORLD, named))
    told = window_named(said["window"]).name
    with working("Reading"):
        design = design_of(scenario, axes, latin=said["latin"], options=Options(**asked), window=told)
    folder = out or Path("runs") / f"sweep-{time.strftime('%Y%m%d-%H%M%S')}"
    varied = [word for one in over for word in ("--over", one)]
    command = [*options.words_of("sweep", [scenario], said), *varied, "--out", str(folder)]
    dated = any(axis.name.endswith(("start", ".end")) for axis in design.axes)
    warn(design.points if dated else [design.base])

    def finish(partial: Path) -> None:
        bar.say("writing the page")
        build(partial, lang)

    how = {"jobs": options.workers_of(cluster, jobs), "quick": asked["quick"], "command": shlex.join(command)}
    with going_on(*command, resuming=()), progress_bar(f"Sweep of {design.base.name}") as bar:
        made = run_sweep(design, folder, progress=bar, finish=finish, **how)
    _print(design, made)
    if open_report:
        open_in_browser(folder / "report.html")


def _print(design: Design, made: Swept) -> None:
    """Print the effect on employment at every point, and where the rest is."""
    from simulator.cli.console import console, print_table
    from simulator.cli.headline import print_reading
    from simulator.experiment.inputs import drawn_of, is_small
    from simulator.findings.headline import in_words, shown_as
    from simulator.findings.intervals import Interval
    from simulator.findings.verdicts import HEADLINE_OUTCOME

    if is_small(design.base):
        console.print("Quick look: few persons, few seeds. Not for quotation.", style="bold")
    names = [axis.name for axis in design.axes]
    comparison = design.comparisons[0]
    what = {"policy": "with the policy − without it", "ai": "this world − no further AI"}[comparison]
    lines, judged = [], []
    for row in made.effects.filter(indicator=HEADLINE_OUTCOME, comparison=comparison).to_dicts():
        effect = Interval(row["difference"], row["low"], row["high"], row["seeds"])
        values = (row[name] if isinstance(row[name], str) else f"{row[name]:g}" for name in names)
        lines.append([row["point"], *values, *shown_as(effect, 1e-3, 1), in_words(row["verdict"])])
        judged.append((effect, row["verdict"]))
    heads = ("point", *names, "difference", "95 % interval", "verdict")
    print_table(heads, lines, f"Employment, thousand persons: {what}", whole=range(len(heads)))
    print_reading(design.window, design.base, drawn_of(design.base), judged)
    console.print(f"{made.runs} runs computed, {made.seconds:.0f} s.")
    console.print(f"All outcomes: {made.path / 'effects.csv'}", soft_wrap=True)
    console.print(f"Report: {made.path / 'report.html'}", soft_wrap=True)
