"""`sim run`: check every scenario, run each with its counterfactuals, print the headline and the report."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from simulator.cli.console import console, errors, print_table
from simulator.cli.workers import workers_of
from simulator.core.errors import IdentityError, InputError, InputErrors
from simulator.scenario import Options, Scenario, load_scenario

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Progress as Callback
    from simulator.experiment.ensemble import Workers
    from simulator.experiment.run import RunSummary
    from simulator.findings.headline import HeadlineRow

_COMPARISONS = {
    "policy": "What the policy does (with it − without it, same world)",
    "ai": "What AI does (this world without the policy − no further AI)",
}


def load_all(paths: Iterable[str], options: Options) -> list[Scenario]:
    """Load every scenario, or raise InputErrors with the errors of all of them."""
    scenarios: list[Scenario] = []
    faults: list[InputError] = []
    for path in paths:
        try:
            scenarios.append(load_scenario(path, options=options))
        except InputErrors as error:
            faults += error.errors
    names = [scenario.name for scenario in scenarios]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(InputError(f'two scenarios are called "{name}"; give one of them another "name:"'))
    if faults:
        raise InputErrors(faults)
    return scenarios


def run_scenarios(
    paths: Sequence[str],
    *,
    out: Path | None,
    lang: str,
    jobs: int,
    cluster: str | None,
    resume: bool,
    open_report: bool,
    quick: bool,
    **sizes: Any,
) -> None:
    """Run the scenarios at `paths`; each gets a run folder of its own."""
    if resume and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted run")
    check_language(lang)
    scenarios = load_all(paths, Options(quick=quick, **sizes))
    folders = [_folder(out, scenario.name, is_one=len(scenarios) == 1) for scenario in scenarios]
    in_the_way = [] if resume else [folder for folder in folders if folder.exists()]
    if in_the_way:  # said before the first of them runs, not hours later
        message = "exists; name another folder with --out, or delete it"
        raise InputErrors(InputError(f"{folder} {message}") for folder in in_the_way)
    with workers_of(cluster, jobs, scenarios) as workers:
        for path, scenario, folder in zip(paths, scenarios, folders, strict=True):
            command = command_line(path, lang=lang, quick=quick, **sizes)
            run_one(scenario, folder, command=command, lang=lang, jobs=workers, resume=resume, quick=quick)
            if open_report:
                open_in_browser(folder / "report.html")


def check_language(lang: str) -> None:
    """InputError when there are no reports in a language."""
    from simulator.core.shipped import package_folder

    known = sorted(path.stem for path in (package_folder("reports") / "text").glob("*.po"))
    if lang not in known:
        raise InputError(f'no reports in "{lang}"; allowed: {", ".join(known)}', field="--lang")


def command_line(path: str, *, lang: str, quick: bool, **options: Any) -> list[str]:
    """The words of the command that runs one scenario: what was asked for, whatever was run beside it."""
    return words_of("run", [path], {"lang": lang if lang != "en" else None, "quick": quick, **options})


def words_of(verb: str, given: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    """A command as it would be typed; an option that is None or false is left out."""
    words = ["sim", verb, *given]
    for name, value in options.items():
        if value is not None and value is not False:
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    return words


def _folder(out: Path | None, name: str, *, is_one: bool) -> Path:
    if out is None:
        return Path("runs") / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}"
    return out if is_one else out / name


def open_in_browser(report: Path) -> None:
    """Open a report, or say where it is when no browser can be opened."""
    import webbrowser

    if not webbrowser.open(report.resolve().as_uri()):
        errors.print(f"No browser could be opened; open {report} yourself.", soft_wrap=True)


def run_one(
    scenario: Scenario,
    folder: Path,
    *,
    command: Sequence[str],
    lang: str,
    jobs: Workers,
    resume: bool,
    quick: bool,
) -> None:
    """Run one scenario into `folder` and print its headline; `command` goes into the manifest."""
    import reports
    from simulator.experiment import timing
    from simulator.experiment.run import run
    from simulator.store import manifest

    def finish(partial: Path) -> None:
        reports.build(partial, lang)
        timing.remember(manifest.read(partial))

    try:
        with progress_bar(scenario.title or scenario.name) as callback:
            summary = run(
                scenario,
                out=folder,
                jobs=jobs,
                resume=resume,
                quick=quick,
                progress=callback,
                command=shlex.join(command),
                finish=finish,
            )
    except IdentityError as error:
        # Finished seeds are kept, so that the failing one comes at once.
        error.command = shlex.join([*command, "--out", str(folder), "--resume"])
        raise
    _print_summary(summary, quick=quick)


def _print_summary(summary: RunSummary, *, quick: bool) -> None:
    from simulator.experiment.solve.balance import told

    if quick:
        console.print("Quick look: few persons, few seeds. Not for quotation.", style="bold")
    for line in told(summary.balance) if summary.balance is not None else ():
        console.print(line)
    for comparison, title in _COMPARISONS.items():
        rows = [row for row in summary.rows if row.comparison == comparison]
        if rows:
            _print_headline(rows, title)
    console.print("Mean of the last twelve months, or the sum where a row says so; 95 % interval over seeds.")
    console.print("Conditional estimates, not forecasts.")
    console.print(f"{summary.seconds:.0f} s. Report: {summary.path / 'report.html'}", soft_wrap=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Callback]:
    """A bar with time left on standard error, drawn only on a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[left]}"), console=errors, transient=True) as bar:
        task = bar.add_task(title[:60], total=None, left="preparing")

        def advance(done: int, total: int, seconds_left: float) -> None:
            bar.update(task, completed=done, total=total, left=f"{duration(seconds_left)} left")

        yield advance


def duration(seconds: float) -> str:
    """Seconds as `45 s`, `12 min` or `3.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _print_headline(rows: Sequence[HeadlineRow], title: str) -> None:
    from simulator.findings.headline import shown

    columns = ("outcome", "without", "difference", "95 % interval", "verdict")
    print_table(columns, map(shown, rows), title, whole=range(1, 4))
