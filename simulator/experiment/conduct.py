"""One experiment, from plan to finished run folder: every run once, on the same seeds.

A run: one scenario beside its counterfactuals on paired seeds, a comparison of one.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, isfinite
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.closure import Closure
from simulator.experiment.content import Model, content_of_plan, drawn_of, planned, refuse_mixed
from simulator.experiment.ensemble import Ensemble, Progress, Workers
from simulator.experiment.plan import Plan, is_balanced, run_of
from simulator.experiment.reuse import Reusable, adopt
from simulator.experiment.simulate import ShippedModel
from simulator.experiment.solve.balance import EXPECTED, Balance, solve
from simulator.experiment.stopping import keeping
from simulator.experiment.tasks import Task, draws
from simulator.experiment.written import (
    Balances,
    People,
    gets_of_plan,
    in_first_place,
    paths_of_plan,
    people_of_plan,
    rows_of_plan,
    write_scenarios,
    write_workbook,
)
from simulator.findings.effects import Contrast, Course
from simulator.findings.headline import HeadlineRow
from simulator.findings.options import ComparedRow, half_width
from simulator.findings.windows import HEADLINE
from simulator.findings.workbook import English, Words
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from simulator.store.folder import RunFolder, housed_together
from simulator.store.tables import ROLES, TABLES, stack, write_parquet
from simulator.store.tables import write as write_datapackage

if TYPE_CHECKING:
    from simulator.scenario import Scenario


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
    content = {"window": plan.window, "opening_states": plan.base.opening_states,
               "drawn": drawn_of(plan.base), "comparison": plan.plain()}  # fmt: skip
    half = half_width(_employed(folder, plan), plan.places, content)
    log.info("%d seeds: employment is known to ± %.0f persons", plan.seeds, half)
    if half <= plan.precision:
        return plan.seeds
    ratio = half / plan.precision if isfinite(half) else 2.0
    needed = max(ceil(plan.seeds * min(ratio**2, 2.0)), plan.seeds + 1)
    return min(needed, plan.max_seeds)


def _employed(folder: RunFolder, plan: Plan) -> pl.DataFrame:
    parts = []
    for task in plan.tasks():
        table = folder.load(task.key, "results")
        rows = table.filter((pl.col("indicator") == "employed") & (pl.col("by") == "total"))
        words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
        parts.append(rows.with_columns(pl.col(words).cast(pl.String)))
    return pl.concat(parts)


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class How:
    """How a plan is carried out, whatever is in it; nothing of it moves a result.

    `jobs`: local processes, or a cluster. With `resume` finished seeds are kept and a finished folder is left
    as it is. `finish` is called with the complete folder before it gets its name, to add the report.
    `reused` are finished runs to take from, `quick` and `command` are noted in the manifest. `words`: the
    language of the workbook.
    """

    jobs: Workers = 1
    resume: bool = False
    quick: bool = False
    progress: Progress | None = None
    command: str = ""
    finish: Callable[[Path], object] | None = None
    reused: Sequence[Reusable] = ()
    words: Words = English()  # noqa: RUF009


@dataclass(frozen=True)
class Summary:
    """A finished folder: the plan as it was run, what was found, wall time in seconds, what was balanced.

    `balances` by what the plan calls a scenario at a place.
    """

    path: Path
    content: Mapping[str, Any]
    plan: Plan
    rows: list[ComparedRow]
    gets: list[ComparedRow]
    people: People
    paths: list[tuple[Contrast, Course]]
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
    """Run what `plan` needs and write the run folder `out`; `told` are the fields of `How`.

    Raises InputError when `out` exists or cannot be resumed, IdentityError from a run, and what `keeping` of
    `simulator.experiment.stopping` raises. Finished seeds stay in `<out>.partial` but in the first case.
    """
    started, model, how = time.time(), model or ShippedModel(), How(**told)
    asked = plan = begun(housed(plan))
    content = content_of_plan(plan, model, how.quick)
    folder = RunFolder(out)
    if not folder.open(planned(content), resume=how.resume):
        return _finished_before(out, plan, started)
    with keeping(folder, plan.expected):
        with folder.logged():
            for one in how.reused:
                adopt(one, plan, folder, content)
            plan, balances = _compute(folder, plan, model, how)
            refuse_mixed(content, plan.base.country)
            content |= {"seeds": plan.seeds} | _balancing(plan, balances)
            results, persons = _write_tables(folder, plan.tasks(), content["indicators"])
            files = write_scenarios(folder.partial, asked, plan)
            content["draws"] = {one.name: draws(one) for one in plan.drawn_from}
            content["targets"] = model.fit(plan.base, in_first_place(results, plan))
            found = _summary(out, plan, results, persons, content, balances, started)
            write_workbook(folder.partial, plan, results, found.rows, found.gets, found.people, content,
                           how.words)  # fmt: skip
            write_datapackage(folder.partial, content, TABLES)
            facts = _facts(folder, started, how)
            if plan.is_one_run and balances:
                facts["balancing"] = balances[plan.base.name, plan.places[0]].search()
            document = manifest.write(folder.partial, content, facts, files)
            if how.finish is not None:
                how.finish(folder.partial)
            log.info("finished: %s %s", "run" if plan.is_run else "comparison", document["content"]["run_id"])
        folder.publish()
    return replace(found, content=document["content"], seconds=time.time() - started)


def _summary(
    out: Path, plan: Plan, results: pl.DataFrame, persons: pl.DataFrame, content: Mapping[str, Any],
    balances: Balances, started: float,
) -> Summary:  # fmt: skip
    """What is told of the tables of a folder."""
    rows, gets = rows_of_plan(plan, results, content, balances), gets_of_plan(plan, results, content)
    people, paths = people_of_plan(plan, results, persons, content), paths_of_plan(plan, results, content)
    named = {plan.named(*key): balance for key, balance in balances.items()}
    return Summary(out, content, plan, rows, gets, people, paths, time.time() - started, named)


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
    results, persons = (pl.read_parquet(out / f"{one}.parquet", glob=False) for one in ("results", "persons"))
    return _summary(out, plan, results, persons, content, balances, started)


def _compute(folder: RunFolder, plan: Plan, model: Model, how: How) -> tuple[Plan, Balances]:
    """Run every task, on more and more seeds where a precision is asked for."""
    while True:
        expected = len(plan.tasks()) + sum(map(_searches, plan.scenarios)) * plan.seeds * len(plan.places)
        ensemble = Ensemble(folder, model.simulate, how.jobs, how.progress, expected)
        solved, balances = _balanced(folder, plan, ensemble)
        ensemble.run(solved.tasks())
        seeds = wanted(folder, solved)
        if seeds <= solved.seeds:
            return solved, balances
        log.info("%d seeds are too few, going on to %d", solved.seeds, seeds)
        plan = plan.with_seeds(seeds)


def _searches(scenario: "Scenario") -> int:
    """Evaluations beyond the one that is kept: a search, which begins with borrowing, or borrowing alone."""
    if not (isinstance(scenario.financing, Balancing) and scenario.has_policy):
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
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Stack the stored runs into the three tables of the folder; returns results and persons."""
    order = {"role": ROLES, "indicator": [entry["name"] for entry in indicators]}
    tables = {}
    for name in TABLES:
        tables[name] = stack(name, [folder.load(task.key, name) for task in tasks], order)
        write_parquet(tables[name], folder.partial / f"{name}.parquet")
    return tables["results"], tables["persons"]


def _facts(folder: RunFolder, started: float, how: How) -> dict[str, Any]:
    """How the run went, runs in search of balance included: not part of what is hashed."""
    notes = [folder.note(key) for key in sorted(folder.stored())]
    return {
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 2),
        "seconds_in_runs": round(sum(note["seconds"] for note in notes), 2),
        # The median, as the first runs may have had to compile and to let the economy settle.
        "seconds_per_run": round(median(note["seconds"] for note in notes), 3),
        "identity_max": max(note["identity_max"] for note in notes),
        "machine": manifest.machine(),
        "jobs": how.jobs if isinstance(how.jobs, int) else "cluster",
        "command": how.command,
    }


def run(
    scenario: "Scenario", *, out: Path, seeds: int | None = None, closures: Sequence[Closure] = (),
    window: str = HEADLINE.name, cash: bool = False, **how: Any,
) -> Summary:  # fmt: skip
    """Run `scenario` beside its counterfactuals and write the run folder `out`.

    Under `closures`, the first of which is told, or its own; findings are told over `window`; with `cash` its
    outlay is paid to all adults alike as well. `how` and errors are those of `conduct`.
    """
    asked = scenario if seeds is None else replace(scenario, seeds=seeds)
    return conduct(run_of(asked, closures=closures, window=window, cash=cash), out, **how)
