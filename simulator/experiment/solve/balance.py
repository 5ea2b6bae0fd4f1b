"""Solves the addition to a tax or levy with which public debt ends where it would without the policies.

The gap is the seed-mean of debt over GDP in the last month, with the policies less without them. Each
evaluation runs the policy role with another rate on the same seeds; the runs at the solved rate are those of
the results.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import polars as pl

from simulator.experiment.solve.gaps import Evaluation, Gaps
from simulator.experiment.tasks import Task, tasks_of
from simulator.findings.intervals import Array
from simulator.policies import discover
from simulator.scenario.financing import targets
from simulator.scenario.paying import balancing_of, bounds

if TYPE_CHECKING:
    from simulator.scenario import Scenario

TOLERANCE = 0.001
"""Share of annual GDP."""
STEP = 0.02
"""First step of the search, as a part of the distance between the bounds."""
EXPECTED = 5
"""Evaluations that a search usually takes, for the time left."""
log = logging.getLogger(__name__)

type Run = Callable[[Sequence[Task]], None]
type Load = Callable[[str], pl.DataFrame]
type Plan = Callable[[Any], Sequence[Task]]


@dataclass(frozen=True)
class Balance:
    """What was added to a tax or levy, and how near the budget came to balance.

    `rate`, `uncertainty` and `bounds` are in `unit`, `gap` and `tolerance` in shares of annual GDP.
    `uncertainty` is half the 95 % interval that the luck of the seeds leaves, None with one seed or one rate.
    """

    by: str
    unit: str
    about: str
    bounds: tuple[float, float]
    rate: float
    gap: float
    uncertainty: float | None = None
    evaluations: tuple[Evaluation, ...] = ()
    tolerance: float = TOLERANCE

    @property
    def balances(self) -> bool:
        """Whether the remaining gap is within the tolerance."""
        return abs(self.gap) <= self.tolerance

    @classmethod
    def recorded(cls, document: Mapping[str, Any]) -> Self | None:
        """What the manifest of a finished run holds; None where nothing was to balance."""
        content = document["content"].get("balancing")
        if content is None:
            return None
        search = document["run"].get("balancing", {})
        evaluations = tuple(Evaluation(**each) for each in search.get("evaluations", ()))
        kept = {name: content[name] for name in ("by", "unit", "about", "rate", "gap", "tolerance")}
        low, high = content["bounds"]
        return cls(**kept, bounds=(low, high), uncertainty=search.get("uncertainty"), evaluations=evaluations)

    def content(self) -> dict[str, Any]:
        """What the run's identity holds: the same for a run with the solved rate given."""
        found = asdict(self) | {"balances": self.balances}
        return {key: value for key, value in found.items() if key not in ("uncertainty", "evaluations")}

    def search(self) -> dict[str, Any]:
        """How the rate was found: a fact of the run."""
        return {"uncertainty": self.uncertainty, "evaluations": [asdict(each) for each in self.evaluations]}


def solve(scenario: "Scenario", run: Run, load: Load, plan: Plan = tasks_of) -> Balance:
    """Return the solved rate, or the given one, and the gap that it leaves.

    `run` runs the tasks that are not stored yet, `load` reads the results of one, `plan` gives the tasks of
    the scenario at a rate.
    """
    financing, instruments = balancing_of(scenario), discover()
    declared, (low, high) = targets(instruments)[financing.by], bounds(scenario, instruments)
    without = [task for task in plan(scenario) if task.role == "no_policy"]

    def at(rate: float) -> Sequence[Task]:
        return [task for task in plan(scenario.at_rate(rate)) if task.role == "policy"]

    def more_debt(tasks: Sequence[Task]) -> Array:
        return _debts(load, tasks) - _debts(load, without[: len(tasks)])

    gaps = Gaps(at, run, more_debt)
    rate = financing.rate
    if rate is None:
        rate = gaps.searched(low, high, scenario.seeds, TOLERANCE, start=0.0, step=STEP * (high - low))
    made = Balance(
        by=financing.by,
        unit=declared.unit,
        about=declared.about,
        bounds=(low, high),
        rate=rate,
        gap=gaps.mean(rate, scenario.seeds),
        uncertainty=gaps.uncertainty(rate, scenario.seeds),
        evaluations=gaps.evaluations(),
    )
    log.info("solved: %s %+.6f leaves a gap of %+.5f of GDP", made.by, rate, made.gap)
    return made


def _debts(load: Load, tasks: Sequence[Task]) -> Array:
    return np.array([terminal(load(task.key), "debt_ratio") for task in tasks])


def told(balance: Balance) -> list[str]:
    """The solved rate and what it means, in words for the terminal."""
    low, high = balance.bounds
    goal = f"public debt in the last month {balance.gap:+.2%} of GDP from the run without the policies"
    evaluated = f"{len(balance.evaluations)} rates tried between {low:+.4g} and {high:+.4g}"
    if balance.balances:
        spread = "" if balance.uncertainty is None else f" ± {balance.uncertainty:.6f}"
        first = f"Balanced by {balance.by}: {balance.rate:+.6f}{spread} ({balance.unit}; {balance.about})."
        return [first, f"It leaves {goal}; {evaluated}."]
    first = f"DOES NOT BALANCE by {balance.by}: the nearest is {balance.rate:+.6f} ({balance.unit})."
    return [first, f"It leaves {goal}, more than {balance.tolerance:.1%}; {evaluated}."]


def terminal(results: pl.DataFrame, indicator: str) -> float:
    """An indicator's total in the last month of one run."""
    rows = results.filter((pl.col("indicator") == indicator) & (pl.col("by") == "total"))
    return float(rows["value"].to_numpy()[np.argmax(rows["month"].to_numpy())])
