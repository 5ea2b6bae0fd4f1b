"""`sim run`: check every scenario, run each with its counterfactuals, print the headline and the report."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.options import example

if TYPE_CHECKING:
    from simulator.experiment.conduct import Summary
    from simulator.experiment.plan import Plan
    from simulator.findings.effects import Effect


@click.command(epilog=example("sim run esp/levy_pays_training --seeds 20 --jobs 2 --out runs/levy"))
@options.scenarios
@options.sizes
@options.classroom
@options.carried_out("run in --out")
def run(scenarios: tuple[str, ...], *, out: Path | None, allow_code: bool, **asked: Any) -> None:
    """Run scenarios beside the same world without the policy, with its money in cash, and without further AI.

    Given a finished run folder, its seeds are taken as they are; a larger --seeds computes those missing.
    """
    from simulator.cli.console import LOADING, warn, working
    from simulator.core.errors import InputError, InputErrors
    from simulator.findings.windows import window_named

    with working(LOADING):
        from simulator.experiment.inputs import read_given, refuse_code
        from simulator.experiment.plan import read_closures, run_of
        from simulator.scenario import Options

    if asked["resume"] and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted run")
    options.check_language(asked["lang"])
    sizes = options.sizes_in(asked)
    said = {name: asked.pop(name) for name in ("quick", "no_cash", "classroom", "closures", "window")}
    is_small = {name: said[name] for name in ("quick", "classroom")}
    over: dict[str, Any] = {"window": window_named(said["window"]).name, "cash": not said["no_cash"]}
    with working("Reading"):
        loaded, reused = read_given(scenarios, Options(**sizes, **is_small, allow_code=allow_code))
    closed = read_closures(said["closures"]) if said["closures"] is not None else []
    taken = [[one for one in reused if one.scenario is scenario] for scenario in loaded]
    plans = [run_of(scenario, closures=closed, **over) for scenario in loaded]
    for plan, own in zip(plans, taken, strict=True):
        if not allow_code:
            refuse_code(plan, own)
    folders = [_folder(out, scenario.name, is_one=len(loaded) == 1) for scenario in loaded]
    in_the_way = [] if asked["resume"] else [folder for folder in folders if folder.exists()]
    if in_the_way:  # said before the first of them runs, not hours later
        message = "exists; name another folder with --out, or delete it"
        raise InputErrors(InputError(f"{folder} {message}") for folder in in_the_way)
    warn(loaded)
    asked["jobs"] = options.workers_of(asked.pop("cluster"), asked["jobs"])
    language = asked["lang"] if asked["lang"] != "en" else None
    words = {"lang": language, **said, **sizes, "allow_code": allow_code}
    for path, plan, folder, own in zip(scenarios, plans, folders, taken, strict=True):
        is_quick = any(is_small.values()) or any(one.is_quick for one in own)
        command = options.words_of("run", [path], words)
        carry_out(plan, folder, command=command, allow_code=allow_code, quick=is_quick, reused=own, **asked)


def _folder(out: Path | None, name: str, *, is_one: bool) -> Path:
    if out is None:
        return Path("runs") / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}"
    return out if is_one else out / name


def carry_out(
    plan: Plan,
    folder: Path,
    *,
    command: Sequence[str],
    lang: str,
    allow_code: bool,
    full: bool = False,
    open_report: bool = False,
    **how: Any,
) -> None:
    """Carry out a plan into `folder`, report it and print the answer; `command` goes into the manifest.

    `full`: print all outcomes of the headline as well. `how`: `jobs`, `resume`, `quick` and `reused` of
    `simulator.experiment.conduct`.
    """
    title = (plan.base.title or plan.base.name) if plan.is_run else "Comparison"
    summary = compute(plan, folder, title, command=command, lang=lang, allow_code=allow_code, **how)
    from simulator.cli.headline import how_sure

    told = [sure] if (sure := how_sure(summary)) else []
    conclude([summary], folder, lang, told, full=full, open_report=open_report)


def conclude(
    summaries: Sequence[Summary],
    folder: Path,
    lang: str,
    told: Sequence[str] = (),
    *,
    full: bool,
    open_report: bool,
) -> None:
    """Print the answer of a finished folder, and with `full` all outcomes of what was carried out for it."""
    import reports
    from simulator.cli.console import console, open_in_browser
    from simulator.cli.headline import print_comparison, print_headline

    if any(one.content["quick"] for one in summaries):
        console.print("Quick look: few persons, few seeds. Not for quotation.", style="bold")
    for line in (*reports.answer(folder, lang), *told):
        console.print(line, soft_wrap=True)
    for one in summaries if full else ():
        (print_headline if one.plan.is_run else print_comparison)(one)
    seconds = sum(one.seconds for one in summaries)
    console.print(f"{seconds:.0f} s. Report: {folder / 'report.html'}", soft_wrap=True)
    if open_report:
        open_in_browser(folder / "report.html")


def compute(
    plan: Plan, folder: Path, title: str, *, command: Sequence[str], lang: str, allow_code: bool, **how: Any
) -> Summary:
    """Carry out a plan into `folder`, with its report, under a bar with this title."""
    from simulator.cli.console import LOADING, progress_bar, working
    from simulator.cli.failure import SEEDS_DONE, going_on

    with working(LOADING):
        import reports
        from reports.text import Text
        from simulator.experiment.conduct import conduct
        from simulator.experiment.ensemble import workers
        from simulator.experiment.timing import estimate, remember
        from simulator.store import manifest

    def finish(partial: Path) -> None:
        bar.say("writing the report")
        began = time.monotonic()
        reports.build(partial, lang, allow_code=allow_code)
        if plan.is_run:
            remember(manifest.read(partial), after=time.monotonic() - began)

    def early(seeds: int, effects: Sequence[Effect]) -> None:
        SEEDS_DONE.set()
        country = f"{plan.base.country}: " if how.get("part_of") else ""
        bar.note(country + reports.early(effects, seeds, plan.seeds, lang))

    if allow_code:
        reports.check_figures((one.figures, one.rule_sources) for one in plan.scenarios)
    expected = None
    runs = len(plan.tasks())
    how["jobs"] = workers(how["jobs"], plan.base, runs)
    if plan.is_run and isinstance(how["jobs"], int) and not how["resume"] and not how.get("reused"):
        expected = estimate(plan.base.persons, plan.base.months).whole(runs, how["jobs"])
    told: dict[str, Any] = {"command": shlex.join(command), "finish": finish, "early": early}
    with going_on(*command, "--out", str(folder)), progress_bar(title, expected) as bar:
        return conduct(plan, folder, progress=bar, words=Text(lang), **told, **how)
