"""`sim run`: check every scenario, run each with its counterfactuals, print the headline and the report."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.terminal.help import example

if TYPE_CHECKING:
    from simulator.experiment.plan import Plan


@click.command(epilog=example("sim run esp/levy_pays_training --seeds 20 --jobs 2 --out runs/levy"))
@options.scenarios
@options.seeds
@options.persons
@options.months
@options.base_seed
@options.closures
@options.window
@options.no_cash
@options.quick
@options.classroom
@options.out("Run folder; must not exist yet.")
@options.lang
@options.jobs
@options.cluster
@options.resume("run in --out")
@options.open_report
@options.full
@options.allow_code
def run(
    scenarios: tuple[str, ...],
    *,
    out: Path | None,
    lang: str,
    jobs: int,
    cluster: str | None,
    resume: bool,
    open_report: bool,
    full: bool,
    quick: bool,
    classroom: bool,
    closures: str | None,
    window: str | None,
    no_cash: bool,
    **sizes: Any,
) -> None:
    """Run scenarios beside the same world without the policy, with its money in cash, and without further AI.

    Given a finished run folder, its seeds are taken as they are; a larger --seeds computes those missing.
    """
    from simulator.cli.given import check_language, run_words, workers_of
    from simulator.cli.terminal.console import LOADING, open_in_browser, warn, working
    from simulator.core.errors import InputError, InputErrors
    from simulator.findings.windows import window_named

    with working(LOADING):
        from simulator.experiment.places import read_closures
        from simulator.experiment.plan import run_of
        from simulator.experiment.reuse import read_given, refuse_code
        from simulator.scenario import Options

    if resume and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted run")
    check_language(lang)
    told = window_named(window).name
    with working("Reading"):
        loaded, reused = read_given(scenarios, Options(quick=quick, classroom=classroom, **sizes))
    closed = read_closures(closures) if closures is not None else []
    taken = [[one for one in reused if one.scenario is scenario] for scenario in loaded]
    plans = [run_of(scenario, closures=closed, window=told, cash=not no_cash) for scenario in loaded]
    for plan, own in zip(plans, taken, strict=True):
        if not sizes["allow_code"]:
            refuse_code(plan, own)
    folders = [_folder(out, scenario.name, is_one=len(loaded) == 1) for scenario in loaded]
    in_the_way = [] if resume else [folder for folder in folders if folder.exists()]
    if in_the_way:  # said before the first of them runs, not hours later
        message = "exists; name another folder with --out, or delete it"
        raise InputErrors(InputError(f"{folder} {message}") for folder in in_the_way)
    warn(loaded)
    with workers_of(cluster, jobs, loaded) as workers:
        for path, plan, folder, own in zip(scenarios, plans, folders, taken, strict=True):
            words = {"classroom": classroom, "closures": closures, "window": window, **sizes}
            carry_out(
                plan, folder, lang=lang,
                command=run_words(path, lang=lang, quick=quick, no_cash=no_cash, **words),
                jobs=workers, resume=resume, reused=own, full=full, allow_code=sizes["allow_code"],
                quick=quick or classroom or any(one.is_quick for one in own),
            )  # fmt: skip
            if open_report:
                open_in_browser(folder / "report.html")


def _folder(out: Path | None, name: str, *, is_one: bool) -> Path:
    if out is None:
        return Path("runs") / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}"
    return out if is_one else out / name


def carry_out(
    plan: Plan, folder: Path, *, command: Sequence[str], lang: str, allow_code: bool, full: bool, **how: Any
) -> None:
    """Carry out a plan into `folder`, report it and print the answer; `command` goes into the manifest.

    `full`: print all outcomes of the headline as well.

    `how`: `jobs`, `resume`, `quick` and `reused` of `simulator.experiment.conduct`.
    """
    from simulator.cli.terminal.console import LOADING, progress_bar, working
    from simulator.cli.terminal.failure import going_on

    with working(LOADING):
        import reports
        from reports.text import Text
        from simulator.cli.terminal.console import console
        from simulator.cli.terminal.headline import how_sure, print_comparison, print_headline
        from simulator.experiment import timing
        from simulator.experiment.conduct import conduct
        from simulator.store import manifest

    def finish(partial: Path) -> None:
        bar.say("writing the report")
        began = time.monotonic()
        reports.build(partial, lang, allow_code=allow_code)
        if plan.is_run:
            timing.remember(manifest.read(partial), after=time.monotonic() - began)

    title, expected = (plan.base.title or plan.base.name) if plan.is_run else "Comparison", None
    if plan.is_run and isinstance(how["jobs"], int) and not how["resume"] and not how.get("reused"):
        one = timing.estimate(plan.base.persons, plan.base.months)
        expected = one.whole(len(plan.tasks()), how["jobs"])
    with going_on(*command, "--out", str(folder)), progress_bar(title, expected) as bar:
        summary = conduct(plan, folder, progress=bar, command=shlex.join(command), finish=finish,
                          words=Text(lang), **how)  # fmt: skip
    if how["quick"]:
        console.print("Quick look: few persons, few seeds. Not for quotation.", style="bold")
    for line in reports.answer(folder, lang):
        console.print(line, soft_wrap=True)
    if sure := how_sure(summary):
        console.print(sure, soft_wrap=True)
    if full:
        (print_headline if plan.is_run else print_comparison)(summary)
    console.print(f"{summary.seconds:.0f} s. Report: {summary.path / 'report.html'}", soft_wrap=True)
