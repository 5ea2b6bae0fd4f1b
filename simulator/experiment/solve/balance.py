"""Solves the addition to a tax or levy with which the policies add nothing to public debt.

The gap is the seed-mean of what the primary balance is short of that without the policies: summed over the
run, discounted at the state's interest rate, as a share of the first year's GDP without them. Each
evaluation runs the policy role with another rate on the same seeds; the runs at the solved rate are those of
the results.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import polars as pl

from simulator.core.errors import InputError
from simulator.core.time import MONTHS_PER_YEAR
from simulator.experiment.solve.gaps import Evaluation, Gaps
from simulator.experiment.tasks import Task, clusters_of, tasks_of
from simulator.findings.bill import Bill, DebtChange
from simulator.findings.books import GDP, Books, discounted, shortfall
from simulator.findings.intervals import Array
from simulator.scenario.country.profile import load_country
from simulator.scenario.financing import Balancing, targets
from simulator.scenario.own import instruments_of
from simulator.scenario.paying import balancing_of, bounds, first_month
from simulator.scenario.yardstick import Yardstick, yardstick

if TYPE_CHECKING:
    from simulator.scenario import Scenario

TOLERANCE = 0.001
"""Share of annual GDP."""
EMPTY = 5e-4
"""Share of GDP below which a levy raises nothing: its base is empty."""
STEP = 0.02
"""First step of the search, as a part of the distance between the bounds."""
EXPECTED = 5
"""Evaluations that a search usually takes, for the time left."""
log = logging.getLogger(__name__)

type Run = Callable[[Sequence[Task]], None]
type Load = Callable[[str], pl.DataFrame]
type Plan = Callable[[Any], Sequence[Task]]


@dataclass(frozen=True)
class Weight:
    """How much a tax weighs: a year's GDP (currency), and the tax's part of GDP over the run.

    `years` from the policies' first month on, `interest` a year at which money is discounted.
    """

    currency: str
    year_of_gdp: float
    years: float
    interest: float
    without: float
    paid: float


@dataclass(frozen=True)
class Balance:
    """What was added to a tax or levy, and how near the budget came to balance.

    `rate`, `uncertainty` and `bounds` are in `unit`, `gap` and `tolerance` in shares of annual GDP.
    `uncertainty` is half the 95 % interval that the luck of the seeds leaves, None with one seed or one rate;
    `start` is the month from which on it is added, None for a levy, which is raised while it acts. With
    `changes_law` the policies change the law too.
    """

    by: str
    unit: str
    about: str
    bounds: tuple[float, float]
    rate: float
    gap: float
    bill: Bill
    debt: DebtChange
    weight: Weight
    changes_law: bool = False
    start: int | None = None
    yardstick: Yardstick | None = None
    uncertainty: float | None = None
    evaluations: tuple[Evaluation, ...] = ()
    tolerance: float = TOLERANCE

    @property
    def balances(self) -> bool:
        """Whether the remaining gap is within the tolerance."""
        return abs(self.gap) <= self.tolerance

    @property
    def is_told(self) -> bool:
        """Whether the luck of the seeds leaves the rate's sign: the balance moves by more than its error."""
        return self.uncertainty is None or self.uncertainty < abs(self.rate)

    @property
    def is_unheard_of(self) -> bool:
        """Whether the tax would be higher than any country is known to have it."""
        known = self.yardstick
        return known is not None and self.rate > 0.0 and known.today + self.rate > known.highest

    @property
    def erosion(self) -> str:
        """What lowers the debt ratio though the primary balances have not improved: see `DebtChange`."""
        return self.debt.erosion(-self.gap, self.tolerance)

    @classmethod
    def recorded(cls, content: Mapping[str, Any], search: Mapping[str, Any]) -> Self:
        """What a manifest holds: its `content`, and of a run how it was found (`search`)."""
        evaluations = tuple(Evaluation(**each) for each in search.get("evaluations", ()))
        kept = {name: content[name] for name in _KEPT}
        parts = {name: kind(**content[name]) for name, kind in _PARTS.items() if content[name] is not None}
        low, high = content["bounds"]
        uncertainty = search.get("uncertainty")
        return cls(**kept, **parts, bounds=(low, high), uncertainty=uncertainty, evaluations=evaluations)

    def content(self) -> dict[str, Any]:
        """What the run's identity holds: the same for a run with the solved rate given."""
        judged = {"balances": self.balances, "unheard_of": self.is_unheard_of, "erosion": self.erosion}
        found = asdict(self) | judged
        return {key: value for key, value in found.items() if key not in ("uncertainty", "evaluations")}

    def search(self) -> dict[str, Any]:
        """How the rate was found: a fact of the run."""
        return {"uncertainty": self.uncertainty, "evaluations": [asdict(each) for each in self.evaluations]}


_KEPT = ("by", "unit", "about", "rate", "gap", "changes_law", "start", "tolerance")
_PARTS = {"bill": Bill, "debt": DebtChange, "weight": Weight, "yardstick": Yardstick}


def solve(scenario: "Scenario", run: Run, load: Load, plan: Plan = tasks_of) -> Balance:
    """Return the solved rate, or the given one, and the gap that it leaves.

    `run` runs the tasks that are not stored yet, `load` reads the results of one, `plan` gives the tasks of
    the scenario at a rate. Those that borrow are run on every seed too: what they need is what the tax pays.
    """
    financing, instruments = balancing_of(scenario), instruments_of(scenario)
    declared, (low, high) = targets(instruments)[financing.by], bounds(scenario, instruments)

    def books(tasks: Sequence[Task]) -> Books:
        return Books.of((load(task.key) for task in tasks), clusters_of(tasks))

    def at(rate: float) -> Sequence[Task]:
        return [task for task in plan(scenario.at_rate(rate)) if task.role == "policy"]

    without = books([task for task in plan(scenario) if task.role == "no_policy"])

    def too_little(tasks: Sequence[Task]) -> Array:
        return shortfall(books(tasks), without.first(len(tasks)))

    gaps = Gaps(at, run, too_little)
    rate = financing.rate
    if rate is None:
        rate = gaps.searched(low, high, scenario.seeds, TOLERANCE, start=0.0, step=STEP * (high - low))
    gap = gaps.mean(rate, scenario.seeds)
    run(at(0.0))
    borrowed, paid, item = books(at(0.0)), books(at(rate)), _item(financing)
    start = first_month(scenario)
    made = Balance(
        by=financing.by,
        unit=declared.unit,
        about=declared.about,
        bounds=(low, high),
        rate=rate,
        gap=gap,
        bill=Bill.of(without, borrowed, paid, by=item),
        debt=DebtChange.of(paid, without),
        weight=_weight(scenario, without, paid, item),
        changes_law=bool(scenario.law),
        start=None if financing.instrument else start,
        yardstick=yardstick(financing.by, load_country(scenario.country)),
        uncertainty=gaps.uncertainty(rate, scenario.seeds),
        evaluations=gaps.evaluations(),
    )
    if financing.instrument and gap > TOLERANCE and made.weight.paid < EMPTY:
        raise InputError(_too_small(scenario, made), field="financing.balanced")
    log.info("solved: %s %+.6f leaves a gap of %+.5f of GDP", made.by, rate, made.gap)
    return made


def _too_small(scenario: "Scenario", made: Balance) -> str:
    """What is said of a levy whose base is empty."""
    return (
        f"{scenario.name}: {made.by} cannot pay in world {scenario.world_name}: at {made.rate:.4g} of "
        f"{made.bounds[0]:.4g} to {made.bounds[1]:.4g} ({made.unit}) it raises {made.weight.paid:.3%} of GDP "
        "a year; pay by another levy or tax, such as @income_tax"
    )


def _item(financing: Balancing) -> str:
    """The budget item under which what balances comes in."""
    return f"revenue_{financing.instrument or financing.by}"


def _weight(scenario: "Scenario", without: Books, paid: Books, item: str) -> Weight:
    def part(books: Books) -> float:
        return float(np.mean(discounted(books[item], without) / discounted(books[GDP], without)))

    months = scenario.months - first_month(scenario)
    last = without.discount[:, -1]
    return Weight(
        currency=load_country(scenario.country).currency,
        year_of_gdp=float(without.year_of_gdp.mean()),
        years=max(months, 1) / MONTHS_PER_YEAR,
        interest=float(np.mean(last ** (-MONTHS_PER_YEAR / without.discount.shape[1]))) - 1.0,
        without=part(without),
        paid=part(paid),
    )
