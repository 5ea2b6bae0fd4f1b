"""What every held-out test has: findings by seed, published values beside them, and rules stated before.

Small profiles that held-out tests alone need: `profiles/`, made by the study `build` as all are.

They are no countries of the simulator: what a scenario needs of one does not hold in them.

What the held-out tests share: economies ready to step, people followed over months, firms that are hit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from math import inf, isfinite, log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.study import read_csv
from calibration.study.runs import Run, scenario_of
from simulator.agents.person import EMPLOYED, LAID_OFF, STAYS
from simulator.core.economy import Economy
from simulator.core.streams import stream_key
from simulator.experiment.simulate import prepare
from simulator.experiment.tasks import quantile
from simulator.findings.intervals import Interval, mean_interval, ratio_interval
from simulator.findings.intervals import quantile as quantile_of_student
from simulator.kit.instrument import Instrument
from simulator.kit.targeting import draws_of
from simulator.markets.labour import carry_out_exits
from simulator.policies import discover
from simulator.scenario.country.ensembles import countries_with_ensemble, load_ensemble
from simulator.scenario.country.profile import Country, available_countries, load_country
from simulator.scenario.priors import drawn_numbers, with_numbers
from simulator.scenario.scenario import PolicySetting, Scenario
from simulator.scenario.setting import Constant, Setting

SMALL = Path(__file__).parent / "profiles"


@cache
def profile_of(iso3: str) -> Country:
    """The small profile of a country that has one, else the profile that ships; InputError without either."""
    return load_country(iso3, SMALL if iso3 in available_countries(SMALL) else None)


Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
YEAR = 12
PERCENT = 100.0
ORDERS_LEFT = 0.5
"""What a firm that is hit keeps of its orders at first; the shock then fades as all demand shocks do."""


def economy_of(
    country: str,
    seed: int,
    persons: int,
    months: int,
    *,
    world: str = "none",
    shock: Mapping[str, Setting] | None = None,
    policies: Sequence[PolicySetting] = (),
    profile: Country | None = None,
    **changes: Any,
) -> Economy:
    """An economy at month 0 with its population projection on.

    `profile` stands in for the country's own; `changes` are fields of the scenario.
    """
    scenario = scenario_of(Run(country, seed, persons, months, world))
    scenario = replace(scenario, shock=dict(shock or {}), policies=tuple(policies), **changes)
    return prepare(scenario, role="policy", replicate=0, country=profile or profile_of(country))


DRAWS_SEED = 2025
"""Of the draws, those of runs by default."""


def in_economy(scenario: Scenario, draw: int) -> Scenario:
    """A scenario that holds what ships in an economy that priors and a country's draws make, from 1.

    A country without draws of its labour market has those of the priors alone.
    """
    own = load_ensemble(scenario.country) if scenario.country in countries_with_ensemble() else None
    drawing = replace(scenario, ensemble=True, seeds=2)
    numbers = drawn_numbers(drawing, partial(quantile, DRAWS_SEED, draw), profile_of(scenario.country))
    parameters = {**(own.draw(draw) if own else {}), **scenario.parameters}
    return replace(with_numbers(scenario, numbers), parameters=parameters)


def setting_of(name: str, **values: float) -> PolicySetting:
    """An instrument at constant values, all others at their defaults, from month 1 on."""
    declared = discover()[name].declared()
    given = {key: Constant(values.get(key, one.default)) for key, one in declared.items()}
    return PolicySetting(name, given, start=1)


class Admits:
    """An instrument for those whom an experiment admits, `admitted` by row, and for nobody else."""

    admitted: Mask

    def eligible(self, economy: Economy, where: Any = None) -> Mask:
        """Who has been admitted, and is among `where`."""
        found = np.asarray(self.admitted & (economy.persons.active == 1))
        return found if where is None else found & where


def assign[Kind: Admits](economy: Economy, kind: type[Kind]) -> Kind:
    """Put the experiment in the place of the scenario's instrument; nobody is admitted yet."""
    found = kind(economy.instruments[0].setting)  # type: ignore[call-arg]
    found.admitted = np.zeros(economy.persons.n, np.bool_)
    economy.instruments[0] = found
    return found


class Levers(Instrument):
    """Moves economy-wide values and what all firms know of AI's cost; nobody pays for what it gives."""

    name = "levers"

    def __init__(
        self, values: Mapping[str, float] | None = None, terms: Mapping[str, float] | None = None
    ) -> None:
        self.values, self.terms = values or {}, terms or {}

    def begin(self, economy: Economy, phase: str) -> None:
        """It is always on."""

    def law(self, economy: Economy) -> None:
        """Economy-wide values of the month."""
        for name, by in self.values.items():
            economy.shift(name, by)

    def adoption(self, economy: Economy) -> None:
        """Columns of `Firm`."""
        for name, by in self.terms.items():
            column = getattr(economy.firms, name)
            column += by


def draw(economy: Economy, purpose: str, ids: NDArray[np.int64]) -> Array:
    """A keyed uniform draw for each id, for a purpose of the experiment."""
    key = stream_key(economy.root, f"experiment {purpose}", 0)
    return np.asarray(draws_of(np.arange(len(ids)), ids, key))


def ages(economy: Economy) -> NDArray[np.int64]:
    """Age of each person now (years)."""
    return np.asarray((economy.month - economy.persons.birth_month) // YEAR)


def earnings(economy: Economy) -> Array:
    """Earnings of the month at prices of month 0, nothing for those without work (currency/month)."""
    q = economy.persons
    return np.where(q.active == 1, q.earnings, 0.0) / economy.aggregates.cpi


def hit_firms(economy: Economy, share: float, purpose: str) -> Mask:
    """Lose orders in a keyed `share` of private firms with ten employees or more; which, by row."""
    chosen = chosen_firms(economy, share, purpose)
    economy.firms.demand_shock[chosen] += log(ORDERS_LEFT)
    return chosen


def chosen_firms(economy: Economy, share: float, purpose: str) -> Mask:
    """A keyed `share` of private firms with ten employees or more, by row."""
    firms = economy.firms
    large = (firms.public == 0) & (firms.active == 1) & (firms.heads >= 10)
    return np.asarray(large & (draw(economy, purpose, firms.id) < share))


def staff_of(economy: Economy, firms: Mask) -> Mask:
    """Who works for one of these firms, by row."""
    q = economy.persons
    return np.asarray((q.status == EMPLOYED) & firms[q.firm])


def lay_off(economy: Economy, who: Mask) -> None:
    """Lay people off for good between two months: they look for work from the next on, their posts are empty.

    None of them is called back: whom surveys count as displaced has lost the job.
    """
    economy.persons.leaving[:] = np.where(who, LAID_OFF, STAYS)
    carry_out_exits(economy)
    economy.persons.recall_post[who] = -1
    economy.opening_status = economy.status_counts()


def years_of(months: Sequence[Array]) -> Array:
    """Sums of twelve months (years x people) from the first month on."""
    whole = len(months) // YEAR * YEAR
    return np.asarray(np.stack(months[:whole]).reshape(-1, YEAR, months[0].shape[0]).sum(axis=1))


FOLDER = Path(__file__).parent
Findings = Mapping[str, float | tuple[float, float]]
"""Statistic, as `published.csv` names it, → what one seed gave; a pair is a ratio taken over all seeds."""


@dataclass(frozen=True)
class Trial:
    """A quasi-experiment: `run(seed, persons)` gives what one base seed says of each statistic.

    `departs` tells in what it departs from the paper's design; `counted` names statistics that count how many
    of some others are positive, each taken over all seeds.
    """

    id: str
    name: str
    country: str
    switch: str
    estimand: str
    departs: str
    run: Callable[[int, int], Findings]
    counted: Mapping[str, Sequence[str]] = field(default_factory=dict)


def designed(
    test: str, run: Callable[[int, int], Findings], counted: Mapping[str, Sequence[str]] | None = None
) -> Trial:
    """A test whose switch, estimand and departures stand in `designs.csv`."""
    (own,) = (row for row in read_csv(FOLDER / "designs.csv") if row.pop("test") == test)
    return Trial(test, run=run, counted=counted or {}, **own)


def published(test: str) -> list[dict[str, Any]]:
    """Published values of a test, in the order of the table; an empty bound is no bound."""
    absent = {"published": None, "low": -inf, "high": inf}
    rows = [row for row in read_csv(FOLDER / "published.csv") if row["test"] == test]
    return [
        row | {key: float(row[key]) if row[key] else none for key, none in absent.items()} for row in rows
    ]


def not_run(country: str | None = None) -> list[dict[str, str]]:
    """Tests that cannot be run yet, and why; of one country when it is named."""
    return [row for row in read_csv(FOLDER / "not_run.csv") if country in (None, row["country"])]


Values = Sequence[float | tuple[float, float]]
"""What seeds gave of one statistic."""


def effect_of(values: Values, groups: Sequence[Values] = ()) -> Interval:
    """Mean over seeds, or ratio of two means, with its 95 % interval (Student, Fieller).

    Where there are `groups` of seeds, a mean's interval is from what seeds differ by within all of them.
    """
    table = np.asarray(values, dtype=np.float64)
    if table.ndim > 1:
        return ratio_interval(table[:, 0], table[:, 1])
    if len(groups) < 2 or len(table) < 2:
        return mean_interval(table)
    every = np.asarray(groups, dtype=np.float64)
    half = quantile_of_student((len(table) - 1) * len(every)) * sqrt(
        every.var(axis=1, ddof=1).mean() / len(table)
    )
    return Interval(float(table.mean()), float(table.mean()) - half, float(table.mean()) + half, len(table))


def count_of(effects: Sequence[Interval]) -> Interval:
    """How many effects are positive; from as many as are surely so to as many as may be."""
    return Interval(
        mean=float(sum(one.mean > 0.0 for one in effects)),
        low=float(sum(one.low > 0.0 for one in effects)),
        high=float(sum(not one.high <= 0.0 for one in effects)),
        n=min(one.n for one in effects),
    )


def verdict(rule: str, effect: Interval, low: float, high: float) -> str:
    """PASS or FAIL by a stated rule, a dash for what is only shown.

    `inside`: the estimate lies within [low, high]; `above`: its 95 % interval lies above `low`; `not above`:
    its interval does not lie above `high`; `within`: its interval lies within [low, high] (equivalence);
    `zero`: its interval is finite and holds zero.
    """
    if rule == "shown":
        return "–"
    holds = {
        "inside": low <= effect.mean <= high,
        "above": effect.low > low,
        "not above": isfinite(effect.low) and effect.low <= high,
        "within": low <= effect.low and effect.high <= high,
        "zero": isfinite(effect.low) and not effect.excludes_zero(),
    }
    return "PASS" if holds[rule] else "FAIL"


def rows_of(
    trial: Trial, findings: Sequence[Findings], others: Sequence[Sequence[Findings]] = ()
) -> list[dict[str, Any]]:
    """One row a statistic: published value and band, estimate and its 95 % interval, verdict.

    `others`: findings in each of several economies, these among them, of which intervals are made together.
    """
    rows = []
    for line in published(trial.id):
        names = trial.counted.get(line["statistic"], [line["statistic"]])
        effects = [
            effect_of([one[name] for one in findings], [[one[name] for one in own] for own in others])
            for name in names
        ]
        effect = count_of(effects) if line["statistic"] in trial.counted else effects[0]
        of = {"country": trial.country, "name": trial.name, "simulated": effect.mean}
        interval = {"from": effect.low, "to": effect.high, "seeds": effect.n}
        rows.append(
            line | of | interval | {"verdict": verdict(line["rule"], effect, line["low"], line["high"])}
        )
    return rows


def passed(rows: Sequence[Mapping[str, Any]]) -> str:
    """A test passes when each of its judged statistics does."""
    judged = [row["verdict"] for row in rows if row["verdict"] != "–"]
    return "PASS" if judged and set(judged) == {"PASS"} else "FAIL"
