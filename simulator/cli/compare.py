"""`sim compare`: check every scenario, run each option on the same seeds and worlds, print and report."""

from __future__ import annotations

import shlex
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.compare_print import print_comparison
from simulator.cli.run import check_language, load_all, open_in_browser, progress_bar, words_of
from simulator.cli.workers import workers_of
from simulator.core.errors import IdentityError, InputError, suggestion
from simulator.scenario import Options

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Workers
    from simulator.experiment.places import Closed
    from simulator.experiment.plan import Comparison
    from simulator.experiment.reuse import Reusable


def compare_scenarios(
    given: Sequence[str],
    *,
    out: Path | None,
    lang: str,
    jobs: int,
    cluster: str | None,
    resume: bool,
    open_report: bool,
    quick: bool,
    baseline: str | None,
    worlds: str | None,
    closures: str | None,
    stack: bool,
    precision: float | None,
    max_seeds: int,
    **sizes: Any,
) -> None:
    """Compare the scenarios and run folders `given` and write one run folder."""
    if resume and out is None:
        raise InputError("--resume needs --out, the folder of the interrupted comparison")
    check_language(lang)
    options = Options(quick=quick, **sizes)
    precise = {"precision": precision, "max_seeds": max_seeds if precision is not None else None}
    how = {"baseline": baseline, "worlds": _worlds(worlds), "closures": _closures(closures), **precise}
    comparison, reused = _read(given, options, stack, how)
    folder = out or Path("runs") / f"compare-{time.strftime('%Y%m%d-%H%M%S')}"
    told = {"lang": lang if lang != "en" else None, "quick": quick, "baseline": baseline, "worlds": worlds,
            "closures": closures, "stack": stack,
            **{key: value for key, value in precise.items() if value is not None}}  # fmt: skip
    command = words_of("compare", given, {**told, **sizes})
    with workers_of(cluster, jobs, [comparison.base]) as workers:
        run_comparison(
            comparison, folder, command=command, lang=lang, jobs=workers, resume=resume, quick=quick,
            reused=reused,
        )  # fmt: skip
    if open_report:
        open_in_browser(folder / "report.html")


def compare_again(
    folder: Path, recorded: Mapping[str, Any], again: Path, *, lang: str, jobs: int, allow_code: bool
) -> None:
    """Compute the comparison of a run folder again, from the scenarios in it, into `again`."""
    from simulator.experiment.places import Closed
    from simulator.experiment.plan import Stack, comparison_of

    how = recorded["comparison"]
    names = [how["base"], *how["options"]]
    files = [str(folder / "scenarios" / f"{name}.yaml") for name in names]
    scenarios = load_all(files, Options(allow_code=allow_code))
    comparison = comparison_of(
        scenarios, baseline=how["baseline"], precision=how["precision"], max_seeds=how["max_seeds"]
    )
    stack = how["stack"] and Stack(tuple(how["stack"]["steps"]), tuple(how["stack"]["singles"]))
    closures = [{key: value for key, value in one.items() if key != "label"} for one in how["closures"]]
    comparison = replace(comparison, worlds=tuple(how["worlds"]), stack=stack,
                         closures=tuple(Closed(**one) for one in closures))  # fmt: skip
    command = ["sim", "rerun", str(folder), *(["--allow-code"] if allow_code else [])]
    quick = bool(recorded.get("quick"))
    run_comparison(comparison, again, command=command, lang=lang, jobs=jobs, resume=False, quick=quick)


def run_comparison(
    comparison: Comparison,
    folder: Path,
    *,
    command: Sequence[str],
    lang: str,
    jobs: Workers,
    resume: bool,
    quick: bool,
    reused: Sequence[Reusable] = (),
) -> None:
    """Run a comparison into `folder`, report it and print it."""
    import reports
    from simulator.experiment.compare import compare

    try:
        with progress_bar("Comparison") as callback:
            summary = compare(
                comparison,
                out=folder,
                jobs=jobs,
                resume=resume,
                quick=quick,
                progress=callback,
                command=shlex.join(command),
                finish=lambda partial: reports.build(partial, lang),
                reused=reused,
            )
    except IdentityError as error:
        # Finished seeds are kept, so that the failing one comes at once.
        error.command = shlex.join([*command, "--out", str(folder), "--resume"])
        raise
    print_comparison(summary, quick=quick)


def _read(
    given: Sequence[str],
    options: Options,
    stack: bool,
    how: Mapping[str, Any],
) -> tuple[Comparison, list[Reusable]]:
    """The comparison asked for, and the finished runs among what was given."""
    from simulator.experiment.plan import comparison_of
    from simulator.experiment.reuse import Reusable
    from simulator.experiment.stacking import stacked

    folders = {place: Path(one) for place, one in enumerate(given) if Path(one).is_dir()}
    scenarios = load_all([_file(one) for one in given], options)
    if not stack:
        reused = [Reusable(folder, scenarios[place]) for place, folder in folders.items()]
        return comparison_of(scenarios, **how), reused
    if len(scenarios) != 1 or folders:
        raise InputError("takes one scenario file, whose provisions it adds one by one", field="--stack")
    steps, made = stacked(scenarios[0])
    return comparison_of(steps, stack=made, **how), []


def _file(given: str) -> str:
    folder = Path(given)
    if not folder.is_dir():
        return given
    if not (folder / "scenario.yaml").is_file() or not (folder / "manifest.json").is_file():
        raise InputError("is a folder, but not that of one run; name a run folder or a scenario", where=given)
    return str(folder / "scenario.yaml")


def _worlds(given: str | None) -> list[str]:
    """The names in `moderate,rapid`; InputError for one that there is not."""
    from simulator.scenario.shipped_worlds import world_names

    names = [name.strip() for name in given.split(",")] if given is not None else []
    known = [name for name in world_names() if name != "none"]  # nothing happens in it: it is the reference
    for name in names:
        if name not in known:
            told = f'no world "{name}"; allowed: {", ".join(known)}.{suggestion(name, known)}'
            raise InputError(told, field="--worlds")
    return names


def _closures(given: str | None) -> list[Closed]:
    from simulator.experiment.places import read_closures

    return [] if given is None else read_closures(given)
