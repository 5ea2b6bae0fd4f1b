"""One experiment, from plan to finished run folder: every run once, on the same seeds; and read back too.

A run: one scenario beside its counterfactuals on paired seeds, a comparison of one.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from math import ceil, isfinite
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.closure import closure_of
from simulator.core.errors import Stopped
from simulator.experiment.ensemble import Ensemble, Progress, RunInterruptedError, Workers, keeping, workers
from simulator.experiment.inputs import (
    FOLDER,
    Model,
    Reusable,
    adopt,
    content_of_plan,
    drawn_of,
    planned,
    refuse_mixed,
)
from simulator.experiment.plan import (
    Place,
    Plan,
    Stack,
    comparison_of,
    housed_together,
    is_balanced,
    run_of,
    write_code,
)
from simulator.experiment.solve import EXPECTED, Balance, solve
from simulator.experiment.tasks import Task, draws
from simulator.findings import costing, table, winners
from simulator.findings.effects import Effect, contrasts, effect
from simulator.findings.headline import GETS_NEEDED, NEEDED, HeadlineRow, gets_rows, headline, over_closures
from simulator.findings.intervals import looked_at
from simulator.findings.lives import Panel
from simulator.findings.options import JOBS, ComparedRow, at_places, half_width
from simulator.findings.results import DEFLATOR, Results, closures_of, is_at, is_one_of, totals_of
from simulator.findings.windows import HEADLINE
from simulator.findings.winners import Cell, Winners
from simulator.findings.workbook import English, Words, write_spreadsheet
from simulator.scenario.file.layers import Options
from simulator.scenario.financing import Balancing
from simulator.scenario.load import load_scenario
from simulator.scenario.scenario import resolved_yaml
from simulator.store import manifest
from simulator.store.folder import RunFolder
from simulator.store.tables import ROLES, TABLES, write_parquet, write_stack
from simulator.store.tables import write as write_datapackage

if TYPE_CHECKING:
    from simulator.scenario import Scenario


type Balances = Mapping[tuple[str, Place], Balance]


def in_first_place(results: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Rows of the first world under the first closure, of variants those of the base: none is ever pooled."""
    if len(plan.places) > 1:
        first = plan.places[0]
        results = results.filter(is_at(first.world, first.closed.label))
    return results.filter(pl.col("scenario").cast(pl.String) == plan.base.name) if plan.variants else results


def write_scenarios(partial: Path, asked: Plan, solved: Plan) -> list[str]:
    """Write every scenario, resolved, and its rule files; returns the places of the scenarios in the folder.

    That of a run under one closure holds the rate at which its budget balances, others what was asked for.
    """
    home = partial if asked.is_run else partial / FOLDER
    home.mkdir(exist_ok=True)
    for scenario in asked.scenarios:
        write_code(scenario, home)
    if asked.is_run:
        solution = solved.placed(solved.base, solved.places[0])
        named = {"scenario.yaml": solution if asked.is_one_run else asked.base}
    else:
        named = {f"{FOLDER}/{one.name}.yaml": one for one in asked.scenarios}
    for name, scenario in named.items():
        (partial / name).write_text(resolved_yaml(scenario), encoding="utf-8")
    return list(named)


def _found(plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]) -> Iterator[tuple[Place, Results]]:
    """Yield each place with what was found there."""
    if not plan.is_run:
        yield from at_places(results, plan.places, {**content, "comparison": plan.plain()})
        return
    for place in plan.places:
        yield place, Results(results, content, closure=place.closed.label if len(plan.places) > 1 else "")


def _told(plan: Plan, results: pl.DataFrame, content: Mapping[str, Any]) -> Iterator[tuple[Place, Results]]:
    """Yield where findings are told: every place of a comparison, the first of a run."""
    return islice(_found(plan, results, content), 1 if plan.is_run else None)


def rows_of_plan(
    plan: Plan, results: pl.DataFrame, content: Mapping[str, Any], balances: Balances
) -> list[ComparedRow]:
    """What the terminal and the workbook tell of each place; of a run its headline, balance last."""
    balance = balances.get((plan.base.name, plan.places[0])) if plan.is_run else None
    balanced = balance.balances if balance else None
    found = {
        place: headline(here, balanced) for place, here in _found(plan, totals_of(results, NEEDED), content)
    }
    first = plan.closures[0]
    for place in [one for one in found if one.closed == first]:
        mine = {one.closed.label: rows for one, rows in found.items() if one.world == place.world}
        found[place] = over_closures(mine)
    told = found if not plan.is_run else {plan.places[0]: found[plan.places[0]]}
    return [ComparedRow(place, row) for place, rows in told.items() for row in rows]


def write_workbook(partial: Path, plan: Plan, results: pl.DataFrame, found: "Summary", words: Words) -> None:
    """The workbook; a scenario is named with its world and closure where there are several."""
    content = found.content
    names = [str(one["name"]) for one in content["indicators"]]
    places = _told(plan, totals_of(results, costing.needed(names)), content)
    costed = [_named(plan, one, place) for place, here in places for one in costing.costings(here)]
    told, shared = (
        [replace(one.row, scenario=plan.named(one.row.scenario, one.place)) for one in each]
        for each in (found.rows, found.gets)
    )
    counts = {"world": len(plan.worlds), "closure": len(plan.closures)}
    if several := [pl.col(name).cast(pl.String) for name, count in counts.items() if count > 1]:
        where = pl.concat_str(several, separator=", ")
        results = results.with_columns(
            scenario=pl.format("{} [{}]", pl.col("scenario").cast(pl.String), where)
        )
    rows = told, costed, shared, found.tenths, found.winners
    write_spreadsheet(partial / "tables.xlsx", results, *rows, content, words)


def _named[Told: (Effect, Cell, costing.Costing)](plan: Plan, one: Told, place: Place) -> Told:
    """What is told of a scenario, which bears its place where there are several."""
    scenario = plan.named(one.contrast.scenario, place)
    return replace(one, contrast=replace(one.contrast, scenario=scenario))


LOOKS = (5,)
"""Seeds after which the effect on jobs is told, while the others run."""
FEWEST = 30
"""Seeds at which it is first looked whether they are enough, unless fewer are allowed."""


def begun(plan: Plan) -> Plan:
    """The plan on as many seeds as the first look needs, where a precision is asked for."""
    if plan.precision is None or plan.max_seeds is None:
        return plan
    return plan.with_seeds(min(max(plan.seeds, FEWEST), plan.max_seeds))


def wanted(folder: RunFolder, plan: Plan) -> int:
    """How many seeds the asked precision needs, by the interval so far; at most twice the present number."""
    if plan.precision is None or plan.max_seeds is None:
        return plan.seeds
    content = {
        "window": plan.window,
        "opening_states": plan.base.opening_states,
        "drawn": drawn_of(plan.base),
        "comparison": plan.plain(),
    }
    half = half_width(_employed(folder, plan.tasks()), plan.places, content)
    log.info("%d seeds: employment is known to ± %.0f persons", plan.seeds, half)
    if half <= plan.precision:
        return plan.seeds
    ratio = half / plan.precision if isfinite(half) else 2.0
    needed = max(ceil(plan.seeds * min(ratio**2, 2.0)), plan.seeds + 1)
    return min(needed, plan.max_seeds)


def _employed(folder: RunFolder, tasks: Sequence[Task]) -> pl.DataFrame:
    parts = []
    for task in tasks:
        rows = totals_of(folder.load(task.key, "results"), [JOBS])
        words = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Enum)]
        parts.append(rows.with_columns(pl.col(words).cast(pl.String)))
    return pl.concat(parts)


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Execution:
    """How a plan is carried out, whatever is in it; nothing of it moves a result.

    `jobs`: local processes (None: see `workers`), or the address of a cluster. With `resume` finished seeds
    are kept and a finished folder is left as it is. `finish` is called with the complete folder before it
    gets its name, to add the report. `reused` are finished runs to take from, `quick` and `command` are
    noted in the manifest.
    `words`: the language of the workbook. `early` is told the effects on jobs after the seeds of `LOOKS`.
    `part_of`: the folder of several countries to which this one belongs; Ctrl-C then makes no folder of the
    seeds that are done, as going on would have to replace it.
    """

    jobs: Workers | None = 1
    resume: bool = False
    quick: bool = False
    progress: Progress | None = None
    command: str = ""
    finish: Callable[[Path], object] | None = None
    reused: Sequence[Reusable] = ()
    words: Words = English()  # noqa: RUF009
    early: Callable[[int, Sequence[Effect]], object] | None = None
    part_of: Path | None = None


@dataclass(frozen=True)
class Summary:
    """A finished folder: the plan as it was run, what was found, wall time in seconds, what was balanced.

    `tenths` are incomes, `winners` who gains or loses: scenarios bear their place where there are several,
    and so do the names in `balances`.
    """

    path: Path
    content: Mapping[str, Any]
    plan: Plan
    rows: list[ComparedRow]
    gets: list[ComparedRow]
    tenths: list[Effect]
    winners: list[Cell]
    seconds: float
    balances: Mapping[str, Balance]

    @property
    def run_id(self) -> str:
        """The identity of what was found."""
        return str(self.content["run_id"])

    @property
    def headline(self) -> list[HeadlineRow]:
        """The rows without their places, which are one in a run."""
        return [one.row for one in self.rows]

    @property
    def drawn(self) -> Mapping[str, Any]:
        """Parameters of the model that initial populations drew, as the manifest has them."""
        return dict(self.content.get("drawn", {}))

    @property
    def balance(self) -> Balance | None:
        """What was balanced in a run."""
        return next(iter(self.balances.values()), None)


def conduct(plan: Plan, out: Path, model: Model | None = None, **told: Any) -> Summary:
    """Run what `plan` needs and write the run folder `out`; `told` are the fields of `Execution`.

    Raises InputError when `out` exists or cannot be resumed, IdentityError from a run, and what `keeping` of
    `simulator.experiment.ensemble` raises. Finished seeds stay in `<out>.partial` but in the first case.
    """
    started, model, how = time.time(), model or Model(), Execution(**told)
    asked = plan = begun(housed(plan))
    how = replace(how, jobs=workers(how.jobs, plan.base, len(plan.tasks())))
    content = content_of_plan(plan, model, how.quick)
    folder = RunFolder(out)
    if not folder.open(planned(content), resume=how.resume):
        return _finished_before(out, plan, started)
    with keeping(folder, plan.expected, whole=how.part_of):
        with folder.logged():
            for one in how.reused:
                adopt(one, plan, folder, content)
            plan, balances, stop = _compute(folder, plan, model, how, content)
            refuse_mixed(content, plan.base.country)
            if stop:
                asked, content = plan, content_of_plan(plan, model, how.quick)
            content |= {"seeds": plan.seeds} | _balancing(plan, balances)
            results = _write_tables(folder, plan.tasks(), content["indicators"])
            files = write_scenarios(folder.partial, asked, plan)
            content["draws"] = {one.name: draws(one) for one in plan.drawn_from}
            content["targets"] = model.fit(plan.base, in_first_place(results, plan))
            found = _summary(out, plan, results, _persons(folder.partial), content, balances, started)
            findings = table.findings_of(content, results, _persons(folder.partial))
            write_parquet(findings, folder.partial / table.FINDINGS)
            write_workbook(folder.partial, plan, results, found, how.words)
            del results  # the report reads what it needs
            write_datapackage(folder.partial, content, (*TABLES, Path(table.FINDINGS).stem))
            facts = facts_of(folder, started, how)
            if plan.is_one_run and balances:
                facts["balancing"] = balances[plan.base.name, plan.places[0]].search()
            document = manifest.write(folder.partial, content, facts, files)
            if how.finish is not None:
                how.finish(folder.partial)
            log.info("finished: %s %s", "run" if plan.is_run else "comparison", document["content"]["run_id"])
        folder.publish()
    if stop is not None:
        more = f"; run {out} with more --seeds into another --out for more" if plan.is_run else ""
        done = f"interrupted: {plan.seeds} seeds are done and stand in {out}, with their report{more}"
        raise RunInterruptedError(done) from stop
    return replace(found, content=document["content"], seconds=time.time() - started)


def _summary(
    out: Path,
    plan: Plan,
    results: pl.DataFrame,
    persons: pl.LazyFrame,
    content: Mapping[str, Any],
    balances: Balances,
    started: float,
) -> Summary:
    """What is told of the tables of a folder."""
    tenths, gainers, gets = list[Effect](), list[Cell](), list[ComparedRow]()
    parts = results.filter(is_one_of(results, "indicator", winners.NEEDED))
    for place, here in _told(plan, parts, content):
        tenths += (_named(plan, one, place) for one in winners.effects(here))
    for place, here in _told(plan, totals_of(results, [DEFLATOR]), content):
        cells = Winners(Panel(here, persons.filter(here.here))).cells()
        gainers += (_named(plan, one, place) for one in cells)
    for place, here in _told(plan, totals_of(results, GETS_NEEDED), content):
        gets += (ComparedRow(place, row) for row in gets_rows(here))
    rows = rows_of_plan(plan, results, content, balances)
    known = {plan.named(*key): balance for key, balance in balances.items()}
    return Summary(out, content, plan, rows, gets, tenths, gainers, time.time() - started, known)


def housed(plan: Plan) -> Plan:
    """The plan with its rule files named as the run folder holds them."""
    base, *options = housed_together([plan.base, *plan.options])
    return replace(plan, base=base, options=tuple(options))


def _finished_before(out: Path, plan: Plan, started: float) -> Summary:
    """What stands in a folder that needs no work."""
    document = manifest.read(out)
    content, search = document["content"], document["run"].get("balancing", {})
    plan = plan.with_seeds(content["seeds"])
    known = {plan.base.name: content["balancing"]} if "balancing" in content else content.get("balanced", {})
    balances = {
        (one.name, place): Balance.recorded(known[plan.named(one.name, place)], search)
        for one in filter(is_balanced, plan.scenarios)
        for place in plan.places
    }
    return _summary(out, plan, _results(out), _persons(out), content, balances, started)


def _results(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "results.parquet", glob=False)


def _persons(folder: Path) -> pl.LazyFrame:
    return pl.scan_parquet(folder / "persons.parquet", glob=False)


def _compute(
    folder: RunFolder, plan: Plan, model: Model, how: Execution, content: Mapping[str, Any]
) -> tuple[Plan, Balances, KeyboardInterrupt | None]:
    """Run every task, on more and more seeds where a precision is asked for.

    Ctrl-C after the first look leaves the plan of the seeds that are done, and what stopped the others.
    """
    while True:
        expected = len(plan.tasks()) + sum(map(_searches, plan.scenarios)) * plan.seeds * len(plan.places)
        ensemble = Ensemble(folder, model.simulate, how.jobs or 1, how.progress, expected)
        solved, balances = _balanced(folder, plan, ensemble)
        looks = [look for look in LOOKS if look < solved.seeds and how.early is not None]
        try:
            tasks = solved.tasks()
            ensemble.run(tasks, partial(_look, looks, tasks, folder, solved, how, content))
        except KeyboardInterrupt as stop:
            stored = folder.stored()
            left = [task.replicate for task in solved.tasks() if task.key not in stored]
            if isinstance(stop, Stopped) or how.part_of or min(left, default=0) < LOOKS[0]:
                raise
            return solved.with_seeds(min(left)), balances, stop
        seeds = wanted(folder, solved)
        if seeds <= solved.seeds:
            return solved, balances, None
        log.info("%d seeds are too few, going on to %d", solved.seeds, seeds)
        plan = plan.with_seeds(seeds)


def _look(
    looks: list[int],
    tasks: Sequence[Task],
    folder: RunFolder,
    plan: Plan,
    how: Execution,
    content: Mapping[str, Any],
) -> None:
    """Tell the effects on jobs once the seeds of the next of `looks` are done, while others go on."""
    stored = folder.stored() if looks else set()
    while looks and how.early is not None:
        first = [task for task in tasks if task.replicate < looks[0]]
        if any(task.key not in stored for task in first):
            return
        how.early(looks.pop(0), _effects_so_far(folder, plan, first, content))


def _effects_so_far(
    folder: RunFolder, plan: Plan, tasks: Sequence[Task], content: Mapping[str, Any]
) -> list[Effect]:
    """Effects on jobs where findings are told: of policies, without one of AI; intervals bear the looks."""
    _, here = next(_found(plan, _employed(folder, tasks), content))
    found = [effect(here, one, JOBS) for one in contrasts(here)]
    policies = [one for one in found if one is not None and one.contrast.name != "ai"]
    told = policies or [one for one in found if one is not None]
    ends = [looked_at(one, len(LOOKS) + 1) for one in told]
    return [replace(one, low=low, high=high) for one, (low, high) in zip(told, ends, strict=True)]


def _searches(scenario: "Scenario") -> int:
    """Evaluations beyond the one that is kept: a search, which begins with borrowing, or borrowing alone."""
    if not (is_balanced(scenario) and isinstance(scenario.financing, Balancing)):
        return 0
    return EXPECTED - 1 if scenario.financing.rate is None else 1


def _balanced(folder: RunFolder, plan: Plan, ensemble: Ensemble) -> tuple[Plan, Balances]:
    """The plan with the budget of every scenario that asks for it balanced, in each place by itself."""
    balances = {}
    for scenario in filter(is_balanced, plan.scenarios):
        for place in plan.places:
            here = plan.placed(scenario, place)
            ensemble.run([task for task in plan.tasks_for(here) if task.role == "no_policy"])
            balances[scenario.name, place] = solve(
                here, ensemble.run, lambda key: folder.load(key, "results"), plan.tasks_for
            )
    return replace(plan, rates={key: balance.rate for key, balance in balances.items()}), balances


def _balancing(plan: Plan, balances: Balances) -> dict[str, Any]:
    if not balances:
        return {}
    if plan.is_one_run:
        return {"balancing": balances[plan.base.name, plan.places[0]].content()}
    return {"balanced": {plan.named(*key): one.content() for key, one in balances.items()}}


def _write_tables(
    folder: RunFolder, tasks: Sequence[Task], indicators: Sequence[Mapping[str, Any]]
) -> pl.DataFrame:
    """Stack the stored runs into the three tables of the folder; returns the results."""
    order = {"role": ROLES, "indicator": [entry["name"] for entry in indicators]}
    for name in TABLES:
        parts = [folder.scan(task.key, name) for task in tasks]
        write_stack(name, parts, order, folder.partial / f"{name}.parquet")
    return _results(folder.partial)


def facts_of(folder: RunFolder, started: float, how: Execution) -> dict[str, Any]:
    """How the runs went, those in search of balance included: not part of what is hashed."""
    notes = [folder.note(key) for key in sorted(folder.stored())]
    seconds = [note["seconds"] for note in notes]
    return {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 2),
        "seconds_in_runs": round(sum(seconds), 2),
        # The median, as the first runs may have had to compile and to let the economy settle.
        "seconds_per_run": round(median(seconds), 3) if notes else None,
        "identity_max": max((note["identity_max"] for note in notes), default=None),
        "machine": manifest.machine(),
        "jobs": how.jobs if isinstance(how.jobs, int) else "cluster",
        "command": how.command,
    }


# Of this computer, or of the runs themselves, which only another run can check.
_NOT_FROM_SCENARIOS = ("versions", "seeds")


def how_run(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """Under which closures a run was made, over which window it is told, whether in cash, for `run_of`."""
    closures = tuple(closure_of(one["base"], one["returns"]) for one in closures_of(recorded))
    window = recorded.get("window", HEADLINE.name)
    return {"closures": closures, "window": window, "cash": "cash" in recorded["roles"]}


def plan_again(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> Plan:
    """What a run or comparison ran, whose manifest's content is `recorded`; loading runs no code."""
    told, options = how_run(recorded), Options(allow_code=allow_code)
    if "comparison" not in recorded:
        return run_of(load_scenario(folder / "scenario.yaml", options=options), **told)
    how, closures = recorded["comparison"], told.pop("closures")
    names = (how["base"], *how["options"])
    scenarios = [load_scenario(folder / FOLDER / f"{name}.yaml", options=options) for name in names]
    limits = {name: how[name] for name in ("baseline", "precision", "max_seeds")}
    plan = comparison_of(scenarios, **limits, **told)
    stack = how["stack"] and Stack(tuple(how["stack"]["steps"]), tuple(how["stack"]["singles"]))
    return replace(plan, worlds=tuple(how["worlds"]), stack=stack, closures=closures)


def is_checkable(recorded: Mapping[str, Any]) -> bool:
    """Whether this simulator, with its data, is the one that wrote the manifest of a run or comparison."""
    if "sweep" in recorded:  # its results are effects alone
        return False
    now = (manifest.code_hash(), manifest.data_hash(recorded["country"]["iso3"]))
    return (recorded.get("code_hash"), recorded.get("data_hash")) == now


def contradictions(folder: Path, recorded: Mapping[str, Any]) -> Iterator[str]:
    """Entries of a manifest's content that do not follow from the scenarios and results beside it.

    Values, units, sources and statuses of parameters, targets, what is measured: whoever changes them, and
    the hashes with them, is found here. Nothing is run.
    """
    plan, model = housed(plan_again(folder, recorded, allow_code=True)), Model()
    results = _results(folder)
    expected = content_of_plan(plan, model, bool(recorded.get("quick")))
    expected = manifest.plain(expected | {"targets": model.fit(plan.base, in_first_place(results, plan))})
    for key in sorted(expected):
        found, due = recorded.get(key), expected[key]
        if key in _NOT_FROM_SCENARIOS or found == due:
            continue
        if not (isinstance(found, dict) and isinstance(due, dict)):
            yield key
            continue
        yield from (f"{key}: {name}" for name in sorted({*found, *due}) if found.get(name) != due.get(name))
