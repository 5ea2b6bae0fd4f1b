"""A comparison: options, or variants of a scenario, on the same seeds in one folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.experiment.conduct import How, conduct
from simulator.experiment.content import Model
from simulator.experiment.plan import Plan
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import Balance
from simulator.experiment.written import People
from simulator.findings.options import ComparedRow


@dataclass(frozen=True)
class CompareSummary:
    """What `sim compare` tells: the folder, rows, people, wall time, the plan, what was balanced.

    `drawn` are the parameters of the model that initial populations drew, as the manifest has them.
    """

    path: Path
    run_id: str
    rows: list[ComparedRow]
    people: People
    seconds: float
    plan: Plan
    balances: Mapping[str, Balance]
    drawn: Mapping[str, Any]


def compare(plan: Plan, *, out: Path, model: Model | None = None, **how: Any) -> CompareSummary:
    """Run what `plan` needs and write the run folder `out`.

    `how` and errors are those of `simulator.experiment.conduct`.
    """
    made = conduct(plan, out, model or ShippedModel(), How(**how))
    balances = {made.plan.named(*key): balance for key, balance in made.balances.items()}
    return CompareSummary(
        made.path,
        made.content["run_id"],
        made.rows,
        made.people,
        made.seconds,
        made.plan,
        balances,
        made.content.get("drawn", {}),
    )
