"""A run: one scenario beside its counterfactuals on paired seeds, a comparison of one."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.experiment.conduct import How, conduct
from simulator.experiment.content import Model
from simulator.experiment.plan import run_of
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import Balance
from simulator.findings.headline import HeadlineRow

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@dataclass(frozen=True)
class RunSummary:
    """What `sim run` tells: the folder, the headline table, the wall time in seconds, what was balanced."""

    path: Path
    run_id: str
    rows: list[HeadlineRow]
    seconds: float
    balance: Balance | None = None


def run(
    scenario: "Scenario", *, out: Path, model: Model | None = None, seeds: int | None = None, **how: Any
) -> RunSummary:
    """Run `scenario` beside its counterfactuals and write the run folder `out`.

    `how` and errors are those of `simulator.experiment.conduct`.
    """
    if seeds is not None:
        scenario = dataclasses.replace(scenario, seeds=seeds)
    made = conduct(run_of(scenario), out, model or ShippedModel(), How(**how))
    balance = next(iter(made.balances.values()), None)
    rows = [one.row for one in made.rows]
    return RunSummary(made.path, made.content["run_id"], rows, made.seconds, balance)
