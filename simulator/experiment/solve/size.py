"""Solves the scale of a mix of policies at which it costs a stated share of GDP, so that options compare.

Net cost is what the primary balance loses against the run without policies, over the horizon, as a share of
the GDP of that run, both discounted at the state's interest rate: spending, less what levies bring, less what
the economy pays back in taxes. Gross outlay is what is paid under the policies' names, a mean of the years in
which they act, at the prices of the first month, as a share of the first year's GDP without them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.core.files import discard
from simulator.experiment.content import Model, content_of, planned
from simulator.experiment.ensemble import Ensemble, Progress
from simulator.experiment.simulate import ShippedModel
from simulator.experiment.solve.balance import Evaluation, Gaps
from simulator.experiment.stopping import keeping
from simulator.experiment.tasks import Task, clusters_of, counterfactuals_of, runs_of
from simulator.findings.costing import Books, gross_outlay, net_cost
from simulator.findings.intervals import Array
from simulator.scenario.country.profile import load_country
from simulator.scenario.scaling import Size, last_limit, limit_of, scaled, within_tested
from simulator.store.folder import RunFolder

if TYPE_CHECKING:
    from simulator.scenario import Scenario

TOLERANCE = 0.0002
"""Share of GDP by which the cost may miss what was asked for."""
PRECISION = 1e-5
"""By which two scales may differ and be the same."""
STEP = 0.25
"""How far the second scale lies from the first, which is 1."""
EXPECTED = 5
"""Evaluations that a search usually takes, for the time left."""


@dataclass(frozen=True)
class Goal:
    """What a mix is sized by: the option that asks for it, in words, and how it is measured.

    `or_most`: where no scale reaches it, the largest is taken; among jumps, the nearest.
    """

    name: str
    option: str
    asked: float
    or_most: bool = False

    @classmethod
    def net_cost(cls, asked: float) -> "Goal":
        """What the primary balance is to lose."""
        return cls("net cost", "--net-cost", asked)

    @classmethod
    def gross_outlay(cls, asked: float, *, or_most: bool = False) -> "Goal":
        """What is to be paid under the policies' names; no parameter beyond what was tried anywhere."""
        return cls("gross outlay", "--gross-outlay", asked, or_most)

    @property
    def key(self) -> str:
        """Its option as a plan and a command keep it."""
        return self.option.removeprefix("--").replace("-", "_")

    @property
    def is_outlay(self) -> bool:
        """Whether it is what is paid, not what is lost."""
        return self.key == "gross_outlay"

    def measured(self, scenario: "Scenario") -> Callable[[Books, Books], Array]:
        """Share of GDP by seed, of the books with the policies and of those without."""
        names = [policy.name for policy in scenario.policies]
        return (lambda books, base: gross_outlay(books, base, names)) if self.is_outlay else net_cost

    def bounded(self, scenario: "Scenario", sizes: tuple[Size, ...]) -> tuple[Size, ...]:
        """The same, as far as each may grow."""
        return within_tested(sizes, load_country(scenario.country)) if self.is_outlay else sizes

    def limit(self, sizes: Sequence[Size]) -> tuple[float, Size]:
        """The largest factor, and the parameter that sets it."""
        return last_limit(sizes) if self.is_outlay else limit_of(sizes)


@dataclass(frozen=True)
class Sized:
    """A scale and what the mix costs at it (`cost`: share of GDP), with the parameter that limits it.

    `uncertainty` is half the 95 % interval of the scale over seeds.
    """

    scenario: "Scenario"
    sizes: tuple[Size, ...]
    scale: float
    highest: float
    limit: Size
    goal: Goal
    cost: float
    uncertainty: float | None
    evaluations: tuple[Evaluation, ...]

    @property
    def is_largest(self) -> bool:
        """Whether no larger scale is allowed; scales are tried at six digits."""
        return self.scale >= self.highest - PRECISION


def size(
    scenario: "Scenario",
    sizes: tuple[Size, ...],
    goal: Goal,
    *,
    out: Path,
    model: Model | None = None,
    jobs: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> Sized:
    """Solve the scale at which `scenario` costs what is asked for; runs stand beside `out` meanwhile.

    Raises InputError when no scale reaches it, saying how near one comes, and what `keeping` raises.
    """
    model = model or ShippedModel()
    content = content_of(scenario, model, quick=False)
    sizes = goal.bounded(scenario, sizes)
    folder, (highest, limit) = RunFolder(out), goal.limit(sizes)
    asks = {goal.key: goal.asked, "of": [one.name for one in sizes]}
    cost = goal.measured(scenario)
    folder.open(planned(content) | {"size": asks}, resume=resume)
    with keeping(folder, None), folder.logged():
        seeds = scenario.seeds
        ensemble = Ensemble(folder, model.simulate, jobs, progress, (EXPECTED + 2) * seeds)
        uncertain = scenario.is_uncertain
        _, without = beside = counterfactuals_of(scenario, uncertain=uncertain)
        ensemble.run(without)

        def books(tasks: Sequence[Task]) -> Books:
            return Books.of((folder.load(task.key, "results") for task in tasks), clusters_of(tasks))

        base = books(without)

        def too_cheap(tasks: Sequence[Task]) -> Array:
            return goal.asked - cost(books(tasks), base.first(len(tasks)))

        def at(scale: float) -> list[Task]:
            return runs_of(scaled(scenario, sizes, scale), "policy", beside, uncertain=uncertain)

        gaps = Gaps(at, ensemble.run, too_cheap)
        scale = gaps.searched(0.0, highest, seeds, TOLERANCE, start=min(1.0, highest), step=STEP)
        if goal.or_most and gaps.mean(scale, seeds) > TOLERANCE and gaps.mean(highest, seeds) > TOLERANCE:
            scale = highest
        found = Sized(
            scenario=scaled(scenario, sizes, scale),
            sizes=sizes,
            scale=scale,
            highest=highest,
            limit=limit,
            goal=goal,
            cost=goal.asked - gaps.mean(scale, seeds),
            uncertainty=gaps.uncertainty(scale, seeds),
            evaluations=gaps.evaluations(),
        )
    discard(folder.partial)
    if abs(found.cost - goal.asked) > TOLERANCE and not goal.or_most:
        raise InputError(_missed(found), field=goal.option)
    return found


def _missed(found: Sized) -> str:
    nearest = f"the nearest is {found.scale:.4g}, which costs {found.cost:.3%}"
    remedy = "ask for another cost, or more seeds"
    if found.is_largest:
        remedy = f"{found.limit.name} has reached its bound: leave it out of --scale, or ask for less"
        if found.goal.is_outlay:
            remedy = (
                f"{found.limit.name} was tried no larger anywhere: leave it out of --scale, or ask for less"
            )
    return f"no scale from 0 to {found.highest:.4g} costs {found.goal.asked:.3%} of GDP; {nearest}; {remedy}"
