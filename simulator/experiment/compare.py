"""A comparison from options to finished run folder: every run once, on the same seeds, in one folder."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, isfinite
from pathlib import Path
from typing import Any

import polars as pl

from simulator.experiment.draws import draws
from simulator.experiment.ensemble import Ensemble, Progress, Workers
from simulator.experiment.files import in_first_place, write_scenarios, write_workbook
from simulator.experiment.places import Surroundings
from simulator.experiment.plan import Comparison
from simulator.experiment.reuse import Reusable, adopt
from simulator.experiment.run import PLANNED, Model, content_of, is_balanced, run_facts, write_tables
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import Balance, solve
from simulator.experiment.stopping import keeping
from simulator.findings.options import ComparedRow, half_width, rows_of
from simulator.store import manifest, rule_files
from simulator.store.folder import RunFolder

FEWEST = 3
"""Seeds from which on an interval tells how many more are needed."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CompareSummary:
    """What `sim compare` tells: the folder, the rows, wall time in seconds, the comparison as it was run."""

    path: Path
    run_id: str
    rows: list[ComparedRow]
    seconds: float
    comparison: Comparison


def compare(
    comparison: Comparison,
    *,
    out: Path,
    model: Model | None = None,
    jobs: Workers = 1,
    resume: bool = False,
    quick: bool = False,
    progress: Progress | None = None,
    command: str = "",
    finish: Callable[[Path], object] | None = None,
    reused: Sequence[Reusable] = (),
) -> CompareSummary:
    """Run what `comparison` needs and write the run folder `out`; `reused` are finished runs to take from.

    Errors, `jobs`, `resume` and `finish` are those of `simulator.experiment.run.run`.
    """
    started = time.time()
    model = model or ShippedModel()
    asked = comparison = _housed(comparison)
    content = _content(comparison, model, quick)
    folder = RunFolder(out)
    if not folder.open({key: content[key] for key in (*PLANNED, "comparison")}, resume=resume):
        return _finished_before(out, comparison, started)
    with keeping(folder, None):
        with folder.logged():
            for one in reused:
                adopt(one, comparison.tasks(), folder, content)
            comparison, balances = _compute(folder, comparison, model, jobs, progress)
            content |= {"seeds": comparison.seeds} | _balancing(comparison, balances)
            results, persons = write_tables(folder, comparison.tasks(), content["indicators"])
            files = write_scenarios(folder.partial, asked)
            content["draws"] = {one.name: draws(one) for one in comparison.options}
            content["targets"] = model.fit(comparison.base, in_first_place(results, comparison))
            rows = rows_of(results, comparison, content["indicators"])
            write_workbook(folder.partial, comparison, results, persons, rows, content)
            facts = run_facts(folder, started, jobs, command)
            document = manifest.write(folder.partial, content, facts, files)
            if finish is not None:
                finish(folder.partial)
            log.info("finished: comparison %s", document["content"]["run_id"])
        folder.publish()
    return CompareSummary(out, document["content"]["run_id"], rows, time.time() - started, comparison)


def _finished_before(out: Path, comparison: Comparison, started: float) -> CompareSummary:
    content = manifest.read(out)["content"]
    comparison = comparison.with_seeds(content["seeds"])
    rows = rows_of(pl.read_parquet(out / "results.parquet"), comparison, content["indicators"])
    return CompareSummary(out, content["run_id"], rows, time.time() - started, comparison)


def _housed(comparison: Comparison) -> Comparison:
    options = tuple(rule_files.housed(option) for option in comparison.options)
    return replace(comparison, options=options, base=rule_files.housed(comparison.base))


def _content(comparison: Comparison, model: Model, quick: bool) -> dict[str, Any]:
    """The manifest's content so far: that of the base, every option beside it, and how they are compared."""
    content = content_of(comparison.base, model, quick)
    for option in comparison.options:
        own = content_of(option, model, quick)
        content["scenarios"] |= own["scenarios"]
        for name, entry in own["parameters"].items():
            if content["parameters"].get(name) != entry:
                content["parameters"][f"{option.name}: {name}"] = entry
    return content | {
        "title": "",
        "question": "",
        "scenario_hash": manifest.hash_of(content["scenarios"]),
        "roles": ["policy", "no_policy", "no_ai", "placebo"],
        "world": comparison.worlds[0],
        "comparison": manifest.plain(comparison.plain()),
    }


def _compute(
    folder: RunFolder, comparison: Comparison, model: Model, jobs: Workers, progress: Progress | None
) -> tuple[Comparison, dict[tuple[str, Surroundings], Balance]]:
    """Run every task, on more and more seeds where a precision is asked for."""
    while True:
        ensemble = Ensemble(folder, model.simulate, jobs, progress, len(comparison.tasks()))
        solved, balances = _balanced(folder, comparison, ensemble)
        ensemble.run(solved.tasks())
        seeds = _wanted(folder, solved)
        if seeds <= solved.seeds:
            return solved, balances
        log.info("%d seeds are too few, going on to %d", solved.seeds, seeds)
        comparison = comparison.with_seeds(seeds)


def _balanced(
    folder: RunFolder, comparison: Comparison, ensemble: Ensemble
) -> tuple[Comparison, dict[tuple[str, Surroundings], Balance]]:
    """The comparison with the budget of every option that asks for it balanced, in each place by itself."""
    balances = {}
    wanted = [option for option in comparison.options if is_balanced(option)]
    for option in wanted:
        for place in comparison.places:
            here = place.around(option)
            ensemble.run([task for task in comparison.tasks_for(here) if task.role == "no_policy"])
            balances[option.name, place] = solve(
                here, ensemble.run, lambda key: folder.load(key, "results"), comparison.tasks_for
            )
    rates = {key: balance.rate for key, balance in balances.items()}
    return replace(comparison, rates=rates), balances


def _wanted(folder: RunFolder, comparison: Comparison) -> int:
    """How many seeds the asked precision needs, by the interval so far; at most twice the present number."""
    if comparison.precision is None or comparison.max_seeds is None:
        return comparison.seeds
    half = half_width(_employed(folder, comparison), comparison)
    log.info("%d seeds: employment is known to ± %.0f persons", comparison.seeds, half)
    if half <= comparison.precision:
        return comparison.seeds
    ratio = half / comparison.precision if isfinite(half) else 2.0
    needed = max(ceil(comparison.seeds * min(ratio**2, 2.0)), comparison.seeds + 1, FEWEST)
    return min(needed, comparison.max_seeds)


def _employed(folder: RunFolder, comparison: Comparison) -> pl.DataFrame:
    parts = []
    for task in comparison.tasks():
        table = folder.load(task.key, "results")
        rows = table.filter((pl.col("indicator") == "employed") & (pl.col("by") == "total"))
        words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
        parts.append(rows.with_columns(pl.col(words).cast(pl.String)))
    return pl.concat(parts)


def _balancing(
    comparison: Comparison, balances: Mapping[tuple[str, Surroundings], Balance]
) -> dict[str, Any]:
    if not balances:
        return {}
    found = {comparison.named(option, place): one.content() for (option, place), one in balances.items()}
    return {"balanced": found}
