"""An experiment: a scenario and its counterfactuals on paired seeds, from scenario to finished run folder."""

import dataclasses
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from simulator.experiment.draws import draws
from simulator.experiment.ensemble import Ensemble, Progress, Workers
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import EXPECTED, Balance, solve
from simulator.experiment.stopping import keeping
from simulator.experiment.tasks import Task, roles_of, tasks_of
from simulator.findings.headline import INDICATORS, HeadlineRow, headline
from simulator.findings.panel import PRICES, Panel
from simulator.findings.results import Results, totals_of
from simulator.findings.winners import Winners
from simulator.findings.workbook import write_spreadsheet
from simulator.scenario.file.dump import resolved_yaml
from simulator.scenario.financing import Balancing
from simulator.store import manifest, rule_files
from simulator.store.folder import RunFolder
from simulator.store.tables import ROLES, TABLES, RunOutput, stack, write_parquet

if TYPE_CHECKING:
    from simulator.scenario import Scenario

Rows = list[dict[str, Any]]
log = logging.getLogger(__name__)
# What must be the same for finished seeds to belong to a resumed experiment.
PLANNED = ("scenarios", "code_hash", "data_hash", "plugins", "versions", "roles", "quick")


class Model(Protocol):
    """What an experiment needs of the model; `simulator.economy.model` is one."""

    def simulate(self, scenario: "Scenario", *, role: str, replicate: int) -> RunOutput:
        """Run one role of one replicate."""

    def indicators(self, scenario: "Scenario") -> Sequence[Mapping[str, Any]]:
        """Metadata of every indicator, in the units of the scenario's country."""

    def describe(self, scenario: "Scenario") -> Mapping[str, Any]:
        """Manifest entries `title`, `question`, `country`, `parameters`."""

    def fit(self, scenario: "Scenario", results: pl.DataFrame) -> Rows:
        """Calibration targets beside what the run gave: manifest entry `targets`."""


@dataclass(frozen=True)
class RunSummary:
    """What `sim run` tells: the folder, the headline table, the wall time in seconds, what was balanced."""

    path: Path
    run_id: str
    rows: list[HeadlineRow]
    seconds: float
    balance: Balance | None = None


def run(
    scenario: "Scenario",
    *,
    out: Path,
    model: Model | None = None,
    seeds: int | None = None,
    jobs: Workers = 1,
    resume: bool = False,
    quick: bool = False,
    progress: Progress | None = None,
    command: str = "",
    finish: Callable[[Path], object] | None = None,
) -> RunSummary:
    """Run `scenario` beside its counterfactuals and write the run folder `out`.

    `finish` is called with the complete folder before it gets its name, to add the report.

    With `resume`, finished seeds are kept and a finished folder is left as it is.

    Raises InputError when `out` exists or cannot be resumed, IdentityError from a run, and what `keeping` of
    `simulator.experiment.stopping` raises. Finished seeds stay in `<out>.partial` but in the first case.
    """
    started = time.time()
    model = model or ShippedModel()
    if seeds is not None:
        scenario = dataclasses.replace(scenario, seeds=seeds)
    content = content_of(rule_files.housed(scenario), model, quick)
    folder = RunFolder(out)
    if not folder.open({key: content[key] for key in PLANNED}, resume=resume):
        return _finished_before(out, started)
    with keeping(folder, None if is_balanced(scenario) else len(tasks_of(scenario))):
        with folder.logged():
            scenario, balance = _compute(folder, scenario, model, jobs, progress)
            tasks = tasks_of(scenario)
            results, persons = write_tables(folder, tasks, content["indicators"])
            kept = rule_files.housed(scenario)
            rule_files.write(kept, folder.partial)
            (folder.partial / "scenario.yaml").write_text(resolved_yaml(kept), encoding="utf-8")
            content["targets"] = model.fit(scenario, results)
            content["draws"] = {scenario.name: draws(scenario)}
            content |= {} if balance is None else {"balancing": balance.content()}
            found = Results(totals_of(results, (*INDICATORS, PRICES)), content)
            rows, winners = headline(found, balance), Winners(Panel(found, persons)).cells()
            write_spreadsheet(folder.partial / "tables.xlsx", results, rows, winners, content)
            facts = run_facts(folder, started, jobs, command)
            facts |= {} if balance is None else {"balancing": balance.search()}
            document = manifest.write(folder.partial, content, facts)
            if finish is not None:
                finish(folder.partial)
            log.info("finished: run %s", document["content"]["run_id"])
        folder.publish()
    return RunSummary(out, document["content"]["run_id"], rows, time.time() - started, balance)


def _finished_before(out: Path, started: float) -> RunSummary:
    """The summary of a folder that needs no work."""
    document = manifest.read(out)
    content, balance = document["content"], Balance.recorded(document)
    rows = headline(Results(pl.read_parquet(out / "results.parquet"), content), balance)
    return RunSummary(out, content["run_id"], rows, time.time() - started, balance)


def content_of(scenario: "Scenario", model: Model, quick: bool) -> dict[str, Any]:
    """The manifest's content so far: everything that decides what the results will be."""
    # Which layer decided a value (option or file) does not change what is computed. A solved rate is a
    # result and stands under `balancing`: a run with the rate of another's scenario.yaml is the same run.
    asked = scenario.at_rate(None) if isinstance(scenario.financing, Balancing) else scenario
    resolved = {key: value for key, value in asked.to_dict().items() if key != "provenance"}
    return {
        "scenarios": {scenario.name: resolved},
        "scenario_hash": manifest.hash_of(resolved),
        "code_hash": manifest.code_hash(),
        "data_hash": manifest.data_hash(scenario.country),
        "plugins": {place: manifest.hash_of(text) for place, text in scenario.rule_sources.items()},
        "versions": manifest.versions(),
        **model.describe(scenario),
        "indicators": [dict(entry) for entry in model.indicators(scenario)],
        "seeds": scenario.seeds,
        "roles": list(roles_of(scenario)),
        "world": scenario.world_name,
        "closure": dict(scenario.closure),
        "horizon": {"start": scenario.start, "months": scenario.months},
        "persons": scenario.persons,
        "quick": quick,
    }


def _compute(
    folder: RunFolder, scenario: "Scenario", model: Model, jobs: Workers, progress: Progress | None
) -> tuple["Scenario", Balance | None]:
    """Run every task; returns the scenario as it was run, its budget balanced if that was asked for."""
    tasks = tasks_of(scenario)
    if not isinstance(scenario.financing, Balancing) or not is_balanced(scenario):
        Ensemble(folder, model.simulate, jobs, progress, len(tasks)).run(tasks)
        return scenario, None
    searched = EXPECTED if scenario.financing.rate is None else 1
    expected = len(tasks) + (searched - 1) * scenario.seeds
    ensemble = Ensemble(folder, model.simulate, jobs, progress, expected)
    ensemble.run([task for task in tasks if task.role != "policy"])
    balance = solve(scenario, ensemble.run, lambda key: folder.load(key, "results"))
    return scenario.at_rate(balance.rate), balance


def is_balanced(scenario: "Scenario") -> bool:
    """Whether there is a budget to balance: without policies there is none."""
    return isinstance(scenario.financing, Balancing) and bool(scenario.policies)


def write_tables(
    folder: RunFolder, tasks: Sequence[Task], indicators: Sequence[Mapping[str, Any]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Stack the stored runs into the three tables of the folder; returns results and persons."""
    order = {"role": ROLES, "indicator": [entry["name"] for entry in indicators]}
    tables = {}
    for name in TABLES:
        tables[name] = stack(name, [folder.load(task.key, name) for task in tasks], order)
        write_parquet(tables[name], folder.partial / f"{name}.parquet")
    return tables["results"], tables["persons"]


def run_facts(folder: RunFolder, started: float, jobs: Workers, command: str) -> dict[str, Any]:
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
        "jobs": jobs if isinstance(jobs, int) else "cluster",
        "command": command,
    }
