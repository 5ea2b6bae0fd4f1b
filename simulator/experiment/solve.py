"""Numbers that close a gap on the mean of seeds: a tax that pays, a scale that costs so much.

Searched is a rate (an addition to a tax, the scale of a mix of policies); the gap falls as it rises. Runs are
stored by rate, so that a resumed search goes on where it stopped.

A budget balances where the policies add nothing to public debt. The gap is what the primary balance is short
of that without the policies: summed over the run, discounted at the state's interest rate, as a share of the
first year's GDP without them.

Net cost is what the primary balance loses against the run without policies, over the horizon, as a share of
the GDP of that run, both discounted at the state's interest rate: spending, less what levies bring, less what
the economy pays back in taxes. Gross outlay is what is paid under the policies' names, a mean of the years in
which they act, at the prices of the first month, as a share of the first year's GDP without them.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import copysign
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import polars as pl

from simulator.core.errors import InputError
from simulator.core.files import discard
from simulator.core.time import MONTHS_PER_YEAR
from simulator.experiment.ensemble import Ensemble, Progress, keeping, workers
from simulator.experiment.inputs import Model, content_of, planned
from simulator.experiment.tasks import Task, clusters_of, counterfactuals_of, runs_of, tasks_of
from simulator.findings.costing import (
    GDP,
    Bill,
    Books,
    DebtChange,
    discounted,
    gross_outlay,
    net_cost,
    shortfall,
)
from simulator.findings.intervals import Array, mean_interval
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.code import instruments_of
from simulator.scenario.financing import Yardstick, targets, yardstick
from simulator.scenario.paying import balancing_of, bounds, first_month
from simulator.scenario.scaling import Size, last_limit, limit_of, scaled, within_tested
from simulator.store.folder import RunFolder

if TYPE_CHECKING:
    from simulator.scenario import Scenario


DECIMALS = 6
"""Rates are rounded to millionths: what a report prints is what was run."""
MOST = 24
"""Evaluations after which the search is given up."""
FARTHEST = 20.0
"""A secant may lead this many times as far as its two points lie apart."""
BLIND = 4.0
"""How much farther to look where the gap did not shrink."""
NEAREST = 6
"""Evaluations, those with the smallest gaps, that tell where the root lies among jumps."""
CREDIBLE = 3.0
"""A slope that differs from the known one by more than this factor is roughness, not slope."""


@dataclass
class Search:
    """A search for the rate in [`low`, `high`] at which `gap` is within `tolerance` of zero.

    `slope` is what is known of the change of the gap per unit of rate, None when nothing is.
    """

    gap: Callable[[float], float]
    low: float
    high: float
    tolerance: float
    slope: float | None = None
    gaps: dict[float, float] = field(default_factory=dict)

    def run(self, start: float, step: float) -> None:
        """Evaluate from `start` on, until a gap is small enough, the bounds are reached or it is in vain.

        `step` is how far the second rate lies from the first while no slope is known.
        """
        before, here = self._at(start), self._place(start)
        if before == 0.0:
            return
        distance = copysign(step, before) if self.slope is None else -before / self.slope
        while len(self.gaps) < MOST:
            there = self._place(here + distance)
            if there == here:
                return  # at a bound, or nearer than rates are told apart
            after = self._at(there)
            if after == 0.0:
                return
            if (after > 0.0) != (before > 0.0):
                self._bracketed(here, there)
                return
            distance = self._onward(there - here, before, after)
            here, before = there, after

    def best(self) -> float:
        """The evaluated rate whose gap is smallest, of equals the smallest rate."""
        return min(self.gaps, key=lambda rate: (abs(self.gaps[rate]), abs(rate)))

    def _onward(self, distance: float, before: float, after: float) -> float:
        """How far beyond the second point zero lies: by the secant, if not credible by the known slope."""
        slope = (after - before) / distance
        if self.slope is not None and not 1.0 / CREDIBLE <= slope / self.slope <= CREDIBLE:
            slope = self.slope
        elif (after - before) * before >= 0.0:  # the gap did not shrink on the way
            return BLIND * distance
        self.slope = slope
        limit = FARTHEST * abs(distance)
        return min(max(-after / slope, -limit), limit)

    def _bracketed(self, one: float, other: float) -> None:
        """Brent's method between two rates whose gaps differ in sign; if that fails, rates close by."""
        from scipy.optimize import brentq

        self.slope = self._trend()
        left = max(MOST - len(self.gaps), 1)
        brentq(self._at, one, other, xtol=self._apart() / 2.0, maxiter=left, full_output=True, disp=False)
        if abs(self.gaps[self.best()]) > self.tolerance:
            self._close_by()

    def _close_by(self) -> None:
        """Try rates on either side of where the nearest evaluations say that the root lies, ever farther."""
        slope, apart = self._trend(), self._apart()
        near = sorted(self.gaps, key=lambda rate: abs(self.gaps[rate]))[:NEAREST]
        root = float(np.mean([rate - self.gaps[rate] / slope for rate in near]))
        for k in range(1, 2 * MOST):
            if len(self.gaps) >= MOST or self._at(root + (-1) ** k * (k // 2) * apart) == 0.0:
                return

    def _trend(self) -> float:
        """Slope of the line through all evaluations; a level line, which finds nothing, counts as falling."""
        slope = float(np.polyfit(list(self.gaps), list(self.gaps.values()), 1)[0])
        return slope if slope != 0.0 else -self.tolerance

    def _apart(self) -> float:
        """Distance over which the gap changes by half the tolerance: to look closer finds nothing new."""
        return max(self.tolerance / 2.0 / abs(self._trend()), 2.0 * 10.0**-DECIMALS)

    def _place(self, rate: float) -> float:
        return round(min(max(rate, self.low), self.high), DECIMALS) + 0.0  # no minus zero

    def _at(self, rate: float) -> float:
        """The gap, zero when it is within the tolerance; each rate is evaluated once."""
        rate = self._place(rate)
        if rate not in self.gaps:
            self.gaps[rate] = self.gap(rate)
        gap = self.gaps[rate]
        return 0.0 if abs(gap) <= self.tolerance else gap


FIRST_SEEDS = 4
"""Seeds of the first, coarse search; all seeds decide in the end."""
COARSE = 3.0
"""How many times as large a gap the first search lets pass."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evaluation:
    """The gap (share of annual GDP) that a rate leaves on the mean of `seeds` seeds."""

    rate: float
    gap: float
    seeds: int


@dataclass
class Gaps:
    """The gap of each seed by rate and number of seeds.

    `plan` gives the tasks of a rate, one a seed; `run` runs those that are not stored yet; `measure` reads
    their gaps.
    """

    plan: Callable[[float], Sequence[Task]]
    run: Callable[[Sequence[Task]], None]
    measure: Callable[[Sequence[Task]], Array]
    made: dict[tuple[float, int], Array] = field(default_factory=dict)

    def searched(
        self, low: float, high: float, seeds: int, tolerance: float, start: float, step: float
    ) -> float:
        """The rate in [`low`, `high`] whose gap on all seeds is the smallest that was found.

        With many seeds a few of them find where to look, and all of them decide.
        """
        slope = None
        if seeds >= 3 * FIRST_SEEDS:
            coarse = Search(lambda rate: self.mean(rate, FIRST_SEEDS), low, high, COARSE * tolerance)
            coarse.run(start, step)
            start, slope = coarse.best(), coarse.slope
        search = Search(lambda rate: self.mean(rate, seeds), low, high, tolerance, slope)
        search.run(start, step)
        return search.best()

    def mean(self, rate: float, seeds: int) -> float:
        """Mean gap over the first `seeds` seeds."""
        if (rate, seeds) not in self.made:
            tasks = self.plan(rate)[:seeds]
            self.run(tasks)
            self.made[rate, seeds] = self.measure(tasks)
            gap = float(np.mean(self.made[rate, seeds]))
            log.info("evaluated %+.6f on %d seeds: gap %+.5f of GDP", rate, seeds, gap)
        return float(np.mean(self.made[rate, seeds]))

    def evaluations(self) -> tuple[Evaluation, ...]:
        """Every evaluation in its order."""
        return tuple(Evaluation(rate, self.mean(rate, seeds), seeds) for rate, seeds in self.made)

    def uncertainty(self, rate: float, seeds: int) -> float | None:
        """Half the 95 % interval of the gap, turned into a rate by the slope; None with one seed or rate."""
        slope = self._slope()
        if seeds < 2 or slope == 0.0:
            return None
        clusters = clusters_of(self.plan(rate)[:seeds])
        return abs(mean_interval(self.made[rate, seeds], clusters).half / slope)

    def _slope(self) -> float:
        """Change of the gap per unit of rate: least squares, a level of its own for each set of seeds."""
        above = below = 0.0
        for count in sorted({seeds for _, seeds in self.made}):
            tried = [(rate, self.mean(rate, seeds)) for rate, seeds in self.made if seeds == count]
            rates, gaps = np.array(tried).T
            above += float(np.sum((rates - rates.mean()) * gaps))
            below += float(np.sum((rates - rates.mean()) ** 2))
        return above / below if below > 0.0 else 0.0


TOLERANCE = 0.001
"""Share of annual GDP."""
EMPTY = 5e-4
"""Share of GDP below which a levy raises nothing: its base is empty."""
STEP = 0.02
"""First step of the search, as a part of the distance between the bounds."""
EXPECTED = 5
"""Evaluations that a search usually takes, for the time left."""

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
    borrowed, paid, item = books(at(0.0)), books(at(rate)), f"revenue_{financing.instrument or financing.by}"
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
        told = (
            f"{scenario.name}: {made.by} cannot pay in {scenario.country}, world {scenario.world_name}, over "
            f"{scenario.months} months: at {rate:.4g} of {low:.4g} to {high:.4g} ({made.unit}) it raises "
            f"{made.weight.paid:.3%} of GDP a year; pay by another levy or tax, such as @income_tax"
        )
        raise InputError(told, field="financing.balanced")
    log.info("solved: %s %+.6f leaves a gap of %+.5f of GDP", made.by, rate, made.gap)
    return made


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


COST_TOLERANCE = 0.0002
"""Share of GDP by which the cost may miss what was asked for."""
PRECISION = 1e-5
"""By which two scales may differ and be the same."""
SCALE_STEP = 0.25
"""How far the second scale lies from the first, which is 1."""


@dataclass(frozen=True)
class Goal:
    """What a mix is sized by: the share of GDP that is asked for, of what is paid or of what is lost.

    An outlay takes no parameter beyond what was tried anywhere. `or_most`: where no scale reaches it, the
    largest is taken; among jumps, the nearest.
    """

    asked: float
    is_outlay: bool
    or_most: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return "gross outlay" if self.is_outlay else "net cost"

    @property
    def key(self) -> str:
        """Its option as a plan and a command keep it."""
        return self.name.replace(" ", "_")

    def measured(self, scenario: "Scenario") -> Callable[[Books, Books], Array]:
        """Share of GDP by seed, of the books with the policies and of those without."""
        names = [policy.name for policy in scenario.policies]
        return (lambda books, base: gross_outlay(books, base, names)) if self.is_outlay else net_cost


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


def size(
    scenario: "Scenario",
    sizes: tuple[Size, ...],
    goal: Goal,
    *,
    out: Path,
    model: Model | None = None,
    jobs: int | None = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> Sized:
    """Solve the scale at which `scenario` costs what is asked for; runs stand beside `out` meanwhile.

    Raises InputError when no scale reaches it, saying how near one comes, and what `keeping` raises.
    """
    model = model or Model()
    content = content_of(scenario, model, quick=False)
    sizes = within_tested(sizes, load_country(scenario.country)) if goal.is_outlay else sizes
    folder, (highest, limit) = RunFolder(out), (last_limit if goal.is_outlay else limit_of)(sizes)
    asks = {goal.key: goal.asked, "of": [one.name for one in sizes]}
    cost = goal.measured(scenario)
    folder.open(planned(content) | {"size": asks}, resume=resume)
    with keeping(folder, None), folder.logged():
        seeds = scenario.seeds
        expected = (EXPECTED + 2) * seeds
        processes = workers(jobs, scenario, expected)
        ensemble = Ensemble(folder, model.simulate, processes, progress, expected)
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
        scale = gaps.searched(0.0, highest, seeds, COST_TOLERANCE, start=min(1.0, highest), step=SCALE_STEP)
        if goal.or_most and all(gaps.mean(one, seeds) > COST_TOLERANCE for one in (scale, highest)):
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
    if abs(found.cost - goal.asked) > COST_TOLERANCE and not goal.or_most:
        raise InputError(_missed(found), field=f"--{goal.key.replace('_', '-')}")
    return found


def _missed(found: Sized) -> str:
    nearest = f"the nearest is {found.scale:.4g}, which costs {found.cost:.3%}"
    remedy = "ask for another cost, or more seeds"
    if found.scale >= found.highest - PRECISION:  # no larger scale is allowed
        bound = "was tried no larger anywhere" if found.goal.is_outlay else "has reached its bound"
        remedy = f"{found.limit.name} {bound}: leave it out of --scale, or ask for less"
    return f"no scale from 0 to {found.highest:.4g} costs {found.goal.asked:.3%} of GDP; {nearest}; {remedy}"
