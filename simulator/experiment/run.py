"""A run: one scenario beside its counterfactuals on paired seeds, a comparison of one."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.closure import Closure
from simulator.experiment.conduct import How, conduct
from simulator.experiment.content import Model
from simulator.experiment.plan import run_of
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.balance import Balance
from simulator.experiment.written import People
from simulator.findings.effects import Contrast
from simulator.findings.headline import HeadlineRow
from simulator.findings.path import Course
from simulator.findings.windows import HEADLINE

if TYPE_CHECKING:
    from simulator.scenario import Scenario


@dataclass(frozen=True)
class RunSummary:
    """What `sim run` tells: the folder, headline, who gets it, people, years, wall time, what was balanced.

    `window` is the stretch of its `months` over which it is told; `drawn` the parameters of the model that
    initial populations drew, as the manifest has them.
    """

    path: Path
    run_id: str
    rows: list[HeadlineRow]
    gets: list[HeadlineRow]
    people: People
    paths: list[tuple[Contrast, Course]]
    seconds: float
    window: str
    months: int
    drawn: Mapping[str, Any]
    balance: Balance | None = None


def run(
    scenario: "Scenario", *, out: Path, model: Model | None = None, seeds: int | None = None,
    closures: Sequence[Closure] = (), window: str = HEADLINE.name, **how: Any,
) -> RunSummary:  # fmt: skip
    """Run `scenario` beside its counterfactuals and write the run folder `out`.

    Under `closures`, the first of which is told, or its own; findings are told over `window`. `how` and
    errors are those of `simulator.experiment.conduct`.
    """
    if seeds is not None:
        scenario = dataclasses.replace(scenario, seeds=seeds)
    plan = run_of(scenario, closures=closures, window=window)
    made = conduct(plan, out, model or ShippedModel(), How(**how))
    balance = next(iter(made.balances.values()), None)
    rows, gets = ([one.row for one in each] for each in (made.rows, made.gets))
    return RunSummary(
        made.path, made.content["run_id"], rows, gets, made.people, made.paths, made.seconds, window,
        scenario.months, made.content.get("drawn", {}), balance,
    )  # fmt: skip
