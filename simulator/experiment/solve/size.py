"""Solves the scale of a mix of policies at which it costs a stated share of GDP, so that options compare.

Net cost is what the primary balance loses against the run without policies, over the horizon, as a share of
the GDP of that run, both discounted at the state's interest rate: spending, less what levies bring, less what
the economy pays back in taxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.core.files import discard
from simulator.experiment.content import Model, content_of, planned
from simulator.experiment.ensemble import Ensemble, Progress
from simulator.experiment.shipped_model import ShippedModel
from simulator.experiment.solve.gaps import Evaluation, Gaps
from simulator.experiment.stopping import keeping
from simulator.experiment.tasks import Task, openings_of, tasks_of
from simulator.findings.books import Books, net_cost
from simulator.findings.intervals import Array
from simulator.scenario.scaling import Size, reach, scaled
from simulator.store.folder import RunFolder

if TYPE_CHECKING:
    from simulator.scenario import Scenario

TOLERANCE = 0.0002
"""Share of GDP by which the cost may miss what was asked for."""
STEP = 0.25
"""How far the second scale lies from the first, which is 1."""
EXPECTED = 5
"""Evaluations that a search usually takes, for the time left."""


@dataclass(frozen=True)
class Sized:
    """A scale and what the mix costs at it (`cost`, `asked`, `tolerance`: shares of GDP).

    `uncertainty` is half the 95 % interval that the luck of the seeds leaves of the scale.
    """

    scenario: "Scenario"
    sizes: tuple[Size, ...]
    scale: float
    highest: float
    asked: float
    cost: float
    uncertainty: float | None
    evaluations: tuple[Evaluation, ...]


def size(
    scenario: "Scenario",
    sizes: tuple[Size, ...],
    asked: float,
    *,
    out: Path,
    model: Model | None = None,
    jobs: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> Sized:
    """Solve the scale at which `scenario` costs `asked` (share of GDP); runs stand beside `out` meanwhile.

    Raises InputError when no scale reaches it, saying how near one comes, and what `keeping` raises.
    """
    model = model or ShippedModel()
    content = content_of(scenario, model, quick=False)
    folder, highest = RunFolder(out), reach(sizes)
    asks = {"net_cost": asked, "of": [one.name for one in sizes]}
    folder.open(planned(content) | {"size": asks}, resume=resume)
    with keeping(folder, None), folder.logged():
        seeds = scenario.seeds
        ensemble = Ensemble(folder, model.simulate, jobs, progress, (EXPECTED + 1) * seeds)
        without = _tasks(scenario, "no_policy")
        ensemble.run(without)

        def books(tasks: Sequence[Task]) -> Books:
            return Books.of((folder.load(task.key, "results") for task in tasks), openings_of(tasks))

        base = books(without)

        def too_cheap(tasks: Sequence[Task]) -> Array:
            return asked - net_cost(books(tasks), base.first(len(tasks)))

        gaps = Gaps(lambda scale: _tasks(scaled(scenario, sizes, scale), "policy"), ensemble.run, too_cheap)
        scale = gaps.searched(0.0, highest, seeds, TOLERANCE, start=min(1.0, highest), step=STEP)
        found = Sized(
            scenario=scaled(scenario, sizes, scale),
            sizes=sizes,
            scale=scale,
            highest=highest,
            asked=asked,
            cost=asked - gaps.mean(scale, seeds),
            uncertainty=gaps.uncertainty(scale, seeds),
            evaluations=gaps.evaluations(),
        )
    discard(folder.partial)
    if abs(found.cost - asked) > TOLERANCE:
        raise InputError(_missed(found), field="--net-cost")
    return found


def _tasks(scenario: "Scenario", role: str) -> list[Task]:
    return [task for task in tasks_of(scenario) if task.role == role]


def _missed(found: Sized) -> str:
    nearest = f"the nearest is {found.scale:.4g}, which costs {found.cost:.3%}"
    limit = min(found.sizes, key=lambda one: one.reach())
    remedy = "ask for another cost, or more seeds"
    if found.scale == found.highest:
        remedy = f"{limit.name} has reached its bound: leave it out of --scale, or ask for less"
    return f"no scale from 0 to {found.highest:.4g} costs {found.asked:.3%} of GDP; {nearest}; {remedy}"
