"""Run, compare, load: what the command line does, from Python, with the same checks and the same folders."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError, InputErrors
from simulator.experiment.compare import compare as compare_plan
from simulator.experiment.given import Source, read_given
from simulator.experiment.places import check_worlds, read_closures
from simulator.experiment.plan import comparison_of, run_of
from simulator.experiment.reuse import Reusable, refuse_code
from simulator.experiment.run import run as run_scenario
from simulator.face.results import Comparison, Finished, Run
from simulator.scenario import Options, Scenario
from simulator.store import manifest

if TYPE_CHECKING:
    from simulator.economy.model import Economy


def run(
    scenario: Source, *, seeds: int | None = None, persons: int | None = None, months: int | None = None,
    base_seed: int | None = None, world: str | None = None, out: str | Path | None = None, jobs: int = 1,
    lang: str = "en", allow_code: bool = False,
) -> Run:  # fmt: skip
    """Run a scenario beside the same world without its policies, and without further AI.

    Parameters
    ----------
    scenario
        A shipped name, a scenario file, what such a file would hold (checked alike), or a finished run
        folder, whose seeds are taken as they are.
    seeds, persons, months, base_seed, world
        Stand in for what the scenario says; the same bounds hold.
    out
        The run folder, with its report. Without it a temporary one, removed with the result: see `Run.save`.
    jobs, lang, allow_code
        Processes; language of the report; whether rule files that the scenario names may be run.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario, each with its place; nothing was run.
    """
    options = _options(
        seeds=seeds, persons=persons, months=months, base_seed=base_seed, allow_code=allow_code
    )
    (read,), reused = read_given([scenario], options)
    if world is not None:
        read = read.with_world(*check_worlds([world]))
        reused = [replace(one, scenario=read) for one in reused]
    if not allow_code:
        refuse_code(run_of(read), reused)
    made = _made(out, read.name)
    run_scenario(read, out=made, **_how(jobs, lang, out, reused))
    return Run(made, lang=lang, is_temporary=out is None)


def compare(
    *scenarios: Source, baseline: str | None = None, worlds: Sequence[str] = (),
    closures: Sequence[str] = (), out: str | Path | None = None, jobs: int = 1, lang: str = "en",
    allow_code: bool = False, **sizes: int | None,
) -> Comparison:  # fmt: skip
    """Compare scenarios, or finished runs, on the same seeds, in every world under every closure.

    What differs in policies alone shares its runs without them, and effects are against those. Variants,
    which differ in rules, parameters, world, technology or closure, have their own; their effect is the
    variant as it stands less the first, or less the `baseline`.

    Parameters
    ----------
    scenarios
        As for `run`; the runs of finished folders are taken as they are, without asking for `allow_code`.
    worlds, closures
        Names of worlds, and closures as in `["0.3/0.5", "0/0.5"]` or `["all"]`.
    sizes
        `seeds`, `persons`, `months`, `base_seed` for all of them.

    Raises
    ------
    InputErrors
        All that is wrong with the scenarios, or in what they must agree and do not; nothing was run.
    """
    options = _options(**sizes, allow_code=allow_code)
    read, reused = read_given(scenarios, options)
    closed = read_closures(",".join(closures)) if closures else []
    plan = comparison_of(read, baseline=baseline, worlds=check_worlds(list(worlds)), closures=closed)
    if not allow_code:
        refuse_code(plan, reused)
    made = _made(out, "comparison")
    compare_plan(plan, out=made, **_how(jobs, lang, out, reused))
    return Comparison(made, lang=lang, is_temporary=out is None)


def load(folder: str | Path, *, lang: str = "en") -> Run | Comparison:
    """The run or comparison in a finished folder; InputError when it is none."""
    is_comparison = "comparison" in manifest.read(Path(folder))["content"]
    kind: type[Finished] = Comparison if is_comparison else Run
    made: Any = kind(Path(folder), lang=lang)
    return made  # type: ignore[no-any-return]


def economy(
    scenario: Source, *, persons: int | None = None, seed: int | None = None, allow_code: bool = False
) -> Economy:
    """The economy of a scenario at month 0, ready to `step()`; `seed` stands in for its base seed."""
    from simulator.experiment.draws import drawn
    from simulator.experiment.simulate import prepare
    from simulator.experiment.tasks import main_role

    options = _options(persons=persons, base_seed=seed, allow_code=allow_code)
    (read,), _ = read_given([scenario], options)
    _refuse_rules(read, allow_code)
    return prepare(drawn(read, 0), role=main_role(read), replicate=0)


def _refuse_rules(scenario: Scenario, allow_code: bool) -> None:
    if scenario.rules and not allow_code:
        refuse_code(run_of(scenario), [])


def _options(**asked: Any) -> Options:
    """Options whose numbers are numbers: their bounds are checked with the scenario."""
    known, faults = ("seeds", "persons", "months", "base_seed"), list[InputError]()
    for name, value in asked.items():
        if name != "allow_code" and name not in known:
            faults.append(InputError(f"no such option; allowed: {', '.join(known)}", field=name))
        elif name in known and value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            faults.append(InputError(f"{value!r} stands where a whole number is needed", field=name))
    if faults:
        raise InputErrors(faults)
    return Options(**asked)


def _made(out: str | Path | None, name: str) -> Path:
    return Path(tempfile.mkdtemp(prefix="simulator-")) / name if out is None else Path(out)


def _how(jobs: int, lang: str, out: str | Path | None, reused: Sequence[Reusable]) -> Mapping[str, Any]:
    """How it is carried out; where it stays, with its report."""
    import reports

    finish: Callable[[Path], object] | None = None
    if out is not None:
        finish = lambda partial: reports.build(partial, lang)  # noqa: E731
    is_quick = any(one.is_quick for one in reused)
    return {"jobs": jobs, "finish": finish, "reused": reused, "quick": is_quick}
