"""AI's effect on jobs taken apart: each part is a rule of the run, replaced by one that answers nothing.

Every combination of the four is run on the same draws, and a part is what it adds on average over all orders
in which they can come (Shapley 1953). They add up to the effect less what is left with all four replaced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.core import cache
from simulator.core.economy import Paths, paths_of_months
from simulator.core.maths import looseness
from simulator.core.time import MONTHS_PER_YEAR
from simulator.experiment.simulate import prepare
from simulator.experiment.tasks import Task, clusters_of, drawn, scenario_of
from simulator.findings.intervals import Interval, mean_interval

if TYPE_CHECKING:
    from simulator.scenario import Scenario

Array = NDArray[np.float64]
YEARS = (3, 5, 10, 15)
"""Years of the run that are told, the first being 1."""
MOVING, DEMAND, PUBLIC, PARTICIPATION = "moving between jobs", "weak demand", "public choice", "participation"
PARTS: Mapping[str, str] = {
    MOVING: "matching: distance_penalty and skill_transfer_loss are 0, so skill counts everywhere",
    DEMAND: "public_purchases: the state buys until employers want as many people as without AI",
    PUBLIC: "firm_expect, post_plan: public_savings is 1, so public employers keep service, not staff",
    PARTICIPATION: "worker_participate: discouraged_exit moves, so that as many leave as without AI",
}
"""Which rule each part replaces, and by what."""
WHOLE, LEFT, UNLEARNT = "all of it", "left with all four replaced", "all of it, if the bank learns nothing"
ANSWER = 0.5
"""Part of the shortfall for which the state buys more or less in a month; 0.3 to 0.6 settle."""
RUNS = 2 + 2 ** len(PARTS) + 1
"""Runs of a seed: two without AI, one a set of parts, and one in which the bank does not learn."""
type Replaced = frozenset[str]


@dataclass(frozen=True)
class Course:
    """What a run went through, by month: people at work, people wanted, hazard of leaving, paths."""

    employed: Array
    wanted: Array
    leaving: Array
    paths: Paths


@dataclass(frozen=True)
class Apart:
    """Effects on jobs (% of those without AI) by part, then the whole, what is left, and without learning."""

    years: tuple[int, ...]
    rows: Mapping[str, list[Interval]]


def take_apart(scenario: "Scenario", jobs: int) -> Apart:
    """Take AI's effect in a scenario without its policies apart, on all of its seeds; in `jobs` processes."""
    from joblib import Parallel, delayed

    plain = scenario_of(scenario, "no_policy")
    years = tuple(year for year in YEARS if year * MONTHS_PER_YEAR <= scenario.months)
    cache.configure()
    seeds = range(scenario.seeds)
    pool = Parallel(n_jobs=min(jobs, scenario.seeds))
    found = pool(delayed(_of_seed)(drawn(plain, replicate), replicate, years) for replicate in seeds)
    shared = clusters_of([Task(drawn(plain, one), "no_policy", one) for one in seeds])
    rows = {name: np.array([one[name] for one in found]) for name in found[0]}
    places = range(len(years))
    told = {name: [mean_interval(one[:, place], shared) for place in places] for name, one in rows.items()}
    return Apart(years, told)


def shapley(values: Mapping[Replaced, Array]) -> dict[str, Array]:
    """Return what each part adds, from the effect under every set of parts that are replaced."""
    names = max(values, key=len)
    found = {}
    for name in sorted(names, key=list(PARTS).index):
        others = sorted(names - {name})
        found[name] = np.zeros_like(values[names])
        for size in range(len(others) + 1):
            weight = factorial(size) * factorial(len(others) - size) / factorial(len(names))
            for one in map(frozenset, combinations(others, size)):
                found[name] += weight * (values[one] - values[one | {name}])
    return found


def _of_seed(scenario: "Scenario", replicate: int, years: tuple[int, ...]) -> dict[str, Array]:
    """Effects of one seed by row of the table [years]."""
    no_ai, ways = scenario_of(scenario, "no_ai"), (frozenset[str](), frozenset({MOVING}))
    without = {one: _run(no_ai, replicate, one, None) for one in ways}

    def effect(replaced: Replaced, **parameters: float) -> Array:
        twin = without[replaced & {MOVING}]
        run = _run(scenario, replicate, replaced, twin, **parameters)
        year = [slice(max(12 * one - 12, 1), 12 * one) for one in years]
        ratios = [run.employed[one].mean() / twin.employed[one].mean() for one in year]
        return np.array([100.0 * (ratio - 1.0) for ratio in ratios])

    sets = [frozenset(one) for size in range(len(PARTS) + 1) for one in combinations(PARTS, size)]
    values = {one: effect(one) for one in sets}
    ends = {WHOLE: values[sets[0]], LEFT: values[sets[-1]], UNLEARNT: effect(sets[0], neutral_learning=0.0)}
    return shapley(values) | ends


def _run(
    scenario: "Scenario", replicate: int, replaced: Replaced, twin: Course | None, **parameters: float
) -> Course:
    """One run with some parts replaced; a run without AI has no twin and nothing to hold against it."""
    from simulator.economy.recorder import Recorder

    role = "no_ai" if twin is None else "no_policy"
    economy = prepare(scenario, role=role, replicate=replicate, twin=None if twin is None else twin.paths)
    if MOVING in replaced:
        parameters = {"distance_penalty": 0.0, "skill_transfer_loss": 0.0, **parameters}
    for name, value in parameters.items():
        economy.parameters.put(name, value)
    if PUBLIC in replaced:
        economy.aggregates.open(public_savings=1.0)
    recorder, seen = Recorder(economy), [_seen(economy)]
    recorder.record()
    for month in range(1, scenario.months):
        if twin is not None and DEMAND in replaced:
            _buy(economy, twin.wanted[month - 1])
        if twin is not None and PARTICIPATION in replaced:
            _let_leave(economy, twin.leaving[month - 1])
        economy.step()
        recorder.record()
        seen.append(_seen(economy))
    wanted, leaving = np.array(seen).T
    employed = np.array([one["employed"] for one in recorder.totals])
    return Course(employed, wanted, leaving, paths_of_months(recorder.totals))


def _seen(economy: Any) -> tuple[float, float]:
    """People that employers want, and the sum of hazards of leaving the labour force."""
    posts, (staff, seekers) = economy.posts, _leaving(economy)
    wanted = float((posts.desired * posts.active).sum())
    return wanted, staff + economy.parameters["discouraged_exit"] * seekers


def _leaving(economy: Any) -> tuple[float, float]:
    """Sums of hazards of leaving: of staff, and of the unemployed where they were as likely to leave."""
    q = economy.persons
    hazard = q.exit_hazard * q.active
    loose = looseness(1.0, economy.parameters["attachment_span"], q.attachment)
    return (float(hazard[q.status == EMPLOYED].sum()), float((hazard * loose)[q.status == UNEMPLOYED].sum()))


def _buy(economy: Any, wanted: float) -> None:
    """Change what the state buys by part of the people whom employers do not want any more."""
    from simulator.flows.spending import public_purchases

    s = economy.aggregates
    short = 1.0 - _seen(economy)[0] / wanted
    each = public_purchases(economy) / s.purchases_volume
    s.open(purchases_volume=max(s.purchases_volume + ANSWER * short * s.market_sales / each, 1e-9))


def _let_leave(economy: Any, leaving: float) -> None:
    """Let the unemployed leave as often as makes all who leave as many as without AI."""
    staff, seekers = _leaving(economy)
    economy.parameters.put("discouraged_exit", max(leaving - staff, 0.0) / max(seekers, 1e-9))
