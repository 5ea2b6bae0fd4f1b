"""What verbs are given, read and checked: scenarios, run folders, a language, workers, a size to reach.

All faults are shown at once. What loads the model is imported where it is used: some verbs only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors
from simulator.core.param import Param
from simulator.core.shipped import package_folder, shipped_path
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.document import resolve_scalar
from simulator.scenario.file.paths import find_scenario, names_folder
from simulator.scenario.file.reading import Refused, read_number
from simulator.scenario.load import load_several, refuse_namesakes
from simulator.store import manifest
from simulator.store.manifest import scenario_of_run

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Workers
    from simulator.experiment.plan import Plan
    from simulator.experiment.reuse import Reusable
    from simulator.experiment.solve.size import Goal


def check_language(lang: str) -> None:
    """InputError when there are no reports in a language."""
    known = sorted(path.stem for path in (package_folder("reports") / "text").glob("*.po"))
    if lang not in known:
        raise InputError(f'no reports in "{lang}"; allowed: {", ".join(known)}', field="--lang")


def names_in(given: str | None) -> list[str]:
    """The names in `a,b`; none when nothing is given."""
    return [name.strip() for name in given.split(",")] if given is not None else []


def words_of(verb: str, given: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    """A command as it would be typed; an option that is None or false is left out."""
    words = ["sim", verb, *given]
    for name, value in options.items():
        if value is not None and value is not False:
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    return words


def run_words(path: str, *, lang: str, quick: bool, **options: Any) -> list[str]:
    """The words of the command that runs one scenario: what was asked for, whatever was run beside it."""
    return words_of("run", [path], {"lang": lang if lang != "en" else None, "quick": quick, **options})


def comparison_asked(
    given: Sequence[str],
    options: Options,
    *,
    stack: bool,
    worlds: str | None,
    closures: str | None,
    no_cash: bool,
    **how: Any,
) -> tuple[Plan, list[Reusable]]:
    """The comparison of the scenarios and run folders `given`, and the finished runs among them."""
    from simulator.experiment.places import check_worlds, read_closures
    from simulator.experiment.plan import comparison_of, stacked
    from simulator.experiment.reuse import read_given, refuse_code

    where = check_worlds(names_in(worlds))
    scenarios, reused = read_given(given, options)
    closed = read_closures(closures) if closures is not None else []
    if stack:
        if len(scenarios) != 1 or reused:
            raise InputError("takes one scenario file, whose provisions it adds one by one", field="--stack")
        scenarios, how["stack"] = stacked(scenarios[0])
    plan = comparison_of(scenarios, worlds=where, closures=closed, cash=not no_cash, **how)
    if not options.allow_code:
        refuse_code(plan, reused)
    return plan, reused


@contextmanager
def workers_of(cluster: str | None, jobs: int, scenarios: Sequence[Scenario]) -> Iterator[Workers]:
    """The cluster at an address, connected and checked before anything is written; else local processes."""
    if cluster is None:
        yield jobs
        return
    if jobs != 1:
        raise InputError("is for local processes; on a cluster its workers are used", field="--jobs")
    from simulator.experiment.cluster import connected

    with connected(cluster, {scenario.country for scenario in scenarios}) as connection:
        yield connection


def check_whole(run_folder: Path, what: str, *, takes_sweeps: bool = False) -> None:
    """InputError where the folder is no finished run, or where files that decide `what` were changed.

    So it is where it is a sweep's, which holds effects alone, unless these will do.
    """
    if not takes_sweeps and "sweep" in manifest.read(run_folder)["content"]:
        told = (
            "is a sweep, which holds effects and no runs; run one of its points/*.yaml and name that folder"
        )
        raise InputError(told, where=str(run_folder))
    drawn_later = {*manifest.DERIVED_FILES, manifest.REPORT}
    problems = manifest.verify(run_folder)
    wrong = [f"{name} {told}" for name, told in problems.items() if name not in drawn_later]
    if wrong:
        raise InputError(f"{what} of {run_folder} cannot be drawn: {'; '.join(wrong)}; run it again")


NET_COST = Param(
    0.0, "share of GDP", (-0.2, 0.2), "what the public balance loses", "choice", "assumed", kind="share"
)  # fmt: skip


GROSS_OUTLAY = Param(
    0.0, "share of GDP", (0.0, 0.2), "what is paid under policies' names", "choice", "assumed", kind="share"
)  # fmt: skip


def goal_of(net_cost: str | None, gross_outlay: str | None) -> Goal:
    """What is to be reached; InputError unless one of both is asked for, and for what is no size."""
    from simulator.experiment.solve.size import Goal

    if net_cost is not None and gross_outlay is not None:
        raise InputError("give one of --net-cost and --gross-outlay", field="--gross-outlay")
    if gross_outlay is not None:
        return Goal.gross_outlay(_share(gross_outlay, GROSS_OUTLAY, "--gross-outlay"))
    if net_cost is None:
        told = 'say what to reach: --gross-outlay "1 %" or --net-cost "0.5 %"'
        raise InputError(told, field="--gross-outlay")
    return Goal.net_cost(_share(net_cost, NET_COST, "--net-cost"))


def _share(text: str, declared: Param, option: str) -> float:
    try:
        raw: Any = resolve_scalar(text.strip())
        asked = read_number(raw, declared)
    except (Refused, ValueError) as error:
        raise InputError(str(error), field=option) from None
    if asked == 0.0:
        raise InputError("0 is no size: everything at zero costs that", field=option)
    return asked


def places(given: str, scenario: Scenario, out: Path | None, suffix: str) -> tuple[str, Path]:
    """What the sized file extends, and where it is written: beside its parent, where `out` names no file."""
    file, _ = find_scenario(given)
    is_shipped = shipped_path(given) is not None and not Path(given).is_file()
    folder = Path() if is_shipped else file.parent
    path = out or folder / f"{scenario.name}{suffix}.yaml"
    if path.exists():
        raise InputError(f"{path} exists; name another file with --out, or delete it", field="--out")
    if is_shipped:
        return given, path
    if path.parent.resolve() != file.parent.resolve():
        told = f"{path} must lie in the folder of {file}, which it extends"
        raise InputError(told, field="--out")
    return file.name, path


def load_all(paths: Iterable[str], options: Options, *, apart: bool = True) -> list[Scenario]:
    """Load every scenario, or raise InputErrors with the errors of all of them.

    `apart`: two may not go by one name, as their results could not be told apart.
    """
    scenarios = load_several(partial(load_scenario, path, options=options) for path in paths)
    if apart:
        refuse_namesakes(scenarios)
    return scenarios


def files_of(given: Iterable[str]) -> list[str]:
    """The files that names of scenarios and run folders stand for: of a folder, its resolved scenario."""
    files: list[str] = []
    faults: list[InputError] = []
    for one in given:
        try:
            files.append(str(scenario_of_run(Path(one))) if names_folder(one) else one)
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults)
    return files
