"""What every held-out test has: findings by seed, published values beside them, and rules stated before.

Small profiles that held-out tests alone need: `profiles/`, made by the study `build` as all are.

They are no countries of the simulator: what a scenario needs of one does not hold in them.

What the held-out tests share: economies ready to step, people followed over months, firms that are hit.

A mass layoff as an event study: firms lose half their orders, those who leave are followed for years.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import inf, isfinite, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from calibration.study.runs import Run, scenario_of
from simulator.agents.person import EMPLOYED, LAID_OFF, STAYS
from simulator.core.streams import stream_key
from simulator.findings.intervals import Interval, mean_interval, ratio_interval
from simulator.kit.targeting import draws_of
from simulator.markets.labour import carry_out_exits
from simulator.policies import discover
from simulator.policies.training_programme import TrainingProgramme
from simulator.scenario.country.profile import Country, available_countries, load_country
from simulator.scenario.scenario import PolicySetting
from simulator.scenario.setting import Constant, Setting
from simulator.start.burn_in import measures

if TYPE_CHECKING:
    from simulator.core.economy import Economy


SMALL = Path(__file__).parent / "profiles"


@cache
def profile_of(iso3: str) -> Country:
    """The small profile of a country that has one, else the profile that ships; InputError without either."""
    return load_country(iso3, SMALL if iso3 in available_countries(SMALL) else None)


Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
YEAR = 12
MASS_LAYOFF = 0.3
"""A firm that loses this share of its staff within a year has had a mass layoff (Davis and von Wachter)."""
ORDERS_LEFT = 0.5
"""What a firm that is hit keeps of its orders at first; the shock then fades as all demand shocks do."""


def economy_of(
    country: str, seed: int, persons: int, months: int, *, world: str = "none",
    shock: Mapping[str, Setting] | None = None, policies: Sequence[PolicySetting] = (),
    profile: Country | None = None, replicate: int = 0, **changes: Any,
) -> "Economy":  # fmt: skip
    """An economy at month 0 with its population projection on.

    `profile` stands in for the country's own; replicates of a seed share month 0; `changes` are fields of the
    scenario.
    """
    from simulator.experiment.simulate import prepare

    scenario = scenario_of(Run(country, seed, persons, months, world))
    scenario = replace(scenario, shock=dict(shock or {}), policies=tuple(policies), **changes)
    return prepare(scenario, role="policy", replicate=replicate, country=profile)


def setting_of(name: str, **values: float) -> PolicySetting:
    """An instrument at constant values, all others at their defaults, from month 1 on."""
    declared = discover()[name].declared()
    given = {key: Constant(values.get(key, one.default)) for key, one in declared.items()}
    return PolicySetting(name, given, start=1)


class Assigned(TrainingProgramme):
    """Training for those whom an experiment admits, `admitted` by row, and for nobody else."""

    admitted: Mask

    def eligible(self, economy: "Economy", where: Any = None) -> Mask:
        """Who has been admitted."""
        return np.asarray(self.admitted & (economy.persons.active == 1))


def assign(economy: "Economy") -> Assigned:
    """Put the experiment in the place of the training programme of the scenario; nobody is admitted yet."""
    found = Assigned(economy.instruments[0].setting)
    found.admitted = np.zeros(economy.persons.n, np.bool_)
    economy.instruments[0] = found
    return found


def draw(economy: "Economy", purpose: str, ids: NDArray[np.int64]) -> Array:
    """A keyed uniform draw for each id, for a purpose of the experiment."""
    key = stream_key(economy.root, f"experiment {purpose}", 0)
    return np.asarray(draws_of(np.arange(len(ids)), ids, key))


def ages(economy: "Economy") -> NDArray[np.int64]:
    """Age of each person now (years)."""
    return np.asarray((economy.month - economy.persons.birth_month) // YEAR)


def earnings(economy: "Economy") -> Array:
    """Earnings of the month at prices of month 0, nothing for those without work (currency/month)."""
    q = economy.persons
    return np.where(q.active == 1, q.earnings, 0.0) / economy.aggregates.cpi


def hit_firms(economy: "Economy", share: float, purpose: str) -> Mask:
    """Lose orders in a keyed `share` of private firms with ten employees or more; which, by row."""
    chosen = chosen_firms(economy, share, purpose)
    economy.firms.demand_shock[chosen] += log(ORDERS_LEFT)
    return chosen


def chosen_firms(economy: "Economy", share: float, purpose: str) -> Mask:
    """A keyed `share` of private firms with ten employees or more, by row."""
    firms = economy.firms
    large = (firms.public == 0) & (firms.active == 1) & (firms.heads >= 10)
    return np.asarray(large & (draw(economy, purpose, firms.id) < share))


def staff_of(economy: "Economy", firms: Mask) -> Mask:
    """Who works for one of these firms, by row."""
    q = economy.persons
    return np.asarray((q.status == EMPLOYED) & firms[q.firm])


def lay_off(economy: "Economy", who: Mask) -> None:
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


HIT = 24
"""Month in which firms are hit."""
HIT_SHARE = 0.15
"""Share of private firms that are."""
LONG_TENURE, AGES = 36, (21, 50)
"""Months in the job, and ages, of those who are followed."""
YEARS, DISCOUNT = 20, 0.05
"""Years over which losses are summed, and the rate a year at which they are discounted."""
DESIGN = (
    f"event study of men of {AGES[0]}-{AGES[1]} with three years of tenure who leave a firm that sheds "
    f"{100 * MASS_LAYOFF:g} % within a year, against stayers elsewhere; present value over {YEARS} "
    f"years at {100 * DISCOUNT:g} %, in years of earnings before"
)


@dataclass(frozen=True)
class Event:
    """Earnings by year and person, the year before first, and who is in which group (masks by row).

    `spared` are in firms that a placebo drew; `unemployment` is the rate by year from the hit on (share).
    """

    years: Array
    treated: Mask
    control: Mask
    unshocked: Mask
    spared: Mask
    unemployment: Array

    def gaps(self) -> Array:
        """What the displaced lose by year, the year of the layoff first (share of earnings before)."""
        return gaps(self.years, self.treated, self.control)

    def loss(self) -> float:
        """Present value of what they lose (years of earnings before)."""
        return present_value(self.gaps())

    def placebo(self) -> float:
        """The same for firms that were drawn and not hit."""
        unshocked, spared = self.unshocked, self.spared
        return present_value(gaps(self.years, unshocked & spared, unshocked & ~spared))


def follow(
    country: str, seed: int, persons: int, shock: Mapping[str, Setting] | None = None, **changes: Any
) -> Event:
    """Men of 21 to 50 with three years of tenure who leave a firm that sheds 30 % within a year, and stayers.

    `changes` are fields of the scenario.
    """
    end = HIT + YEAR * YEARS
    economy = economy_of(country, seed, persons, end + 1, shock=shock, **changes)
    q, firms = economy.persons, economy.firms
    months, unemployment = [], []
    while economy.month < HIT:
        economy.step()
        months.append(earnings(economy))
    sample = _sample(economy)
    firm, tenure, heads = q.firm.copy(), q.tenure.copy(), firms.heads.copy()
    hit = hit_firms(economy, HIT_SHARE, "mass layoff")
    spared = chosen_firms(economy, HIT_SHARE, "placebo") & ~hit
    least = heads.copy()
    while economy.month < end:
        economy.step()
        months.append(earnings(economy))
        unemployment.append(np.array([measures(economy)["unemployment"]]))
        if economy.month <= HIT + YEAR:
            least = np.minimum(least, firms.heads)
        if economy.month == HIT + YEAR:
            left = (q.status != EMPLOYED) | (q.tenure < tenure + YEAR)
    shrunk = least <= (1.0 - MASS_LAYOFF) * heads
    return Event(
        years=years_of(months[HIT - YEAR :]),
        treated=sample & shrunk[firm] & left,
        control=sample & ~shrunk[firm] & ~left,
        unshocked=sample & ~shrunk[firm],
        spared=spared[firm],
        unemployment=years_of(unemployment)[:, 0] / YEAR,
    )


def _sample(economy: "Economy") -> Mask:
    """Men of 21 to 50 with three years in a private firm."""
    q, firms, age = economy.persons, economy.firms, ages(economy)
    private = staff_of(economy, firms.public == 0)
    long = private & (q.tenure >= LONG_TENURE) & (q.sex == 0)
    return np.asarray(long & (age >= AGES[0]) & (age <= AGES[1]))


def gaps(years: Array, treated: Mask, control: Mask) -> Array:
    """Gap by year between two groups, each over its own earnings of the year before, which comes first."""
    stayed, lost = (years[:, group].mean(axis=1) for group in (control, treated))
    return np.asarray(stayed[1:] / stayed[0] - lost[1:] / lost[0])


def present_value(lost: Array) -> float:
    """Discounted sum of what is lost by year (years of earnings)."""
    return float((lost / (1.0 + DISCOUNT) ** np.arange(len(lost))).sum())


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


def published(test: str) -> list[dict[str, Any]]:
    """Published values of a test, in the order of the table; an empty bound is no bound."""
    return [
        {**row, "published": _number(row["published"], None), "low": _number(row["low"], -inf),
         "high": _number(row["high"], inf)}
        for row in _table("published.csv") if row["test"] == test
    ]  # fmt: skip


def not_run(country: str | None = None) -> list[dict[str, str]]:
    """Tests that cannot be run yet, and why; of one country when it is named."""
    return [row for row in _table("not_run.csv") if country in (None, row["country"])]


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str, missing: float | None) -> float | None:
    return float(text) if text else missing


def effect_of(values: Sequence[float | tuple[float, float]]) -> Interval:
    """Mean over seeds, or ratio of two means, with its 95 % interval (Student, Fieller)."""
    table = np.asarray(values, dtype=np.float64)
    return mean_interval(table) if table.ndim == 1 else ratio_interval(table[:, 0], table[:, 1])


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


def rows_of(trial: Trial, findings: Sequence[Findings]) -> list[dict[str, Any]]:
    """One row a statistic: published value and band, estimate and its 95 % interval, verdict."""
    rows = []
    for line in published(trial.id):
        names = trial.counted.get(line["statistic"], [line["statistic"]])
        effects = [effect_of([found[name] for found in findings]) for name in names]
        effect = count_of(effects) if line["statistic"] in trial.counted else effects[0]
        rows.append({
            **line,
            "country": trial.country,
            "name": trial.name,
            "simulated": effect.mean,
            "from": effect.low,
            "to": effect.high,
            "seeds": effect.n,
            "verdict": verdict(line["rule"], effect, line["low"], line["high"]),
        })  # fmt: skip
    return rows


def passed(rows: Sequence[Mapping[str, Any]]) -> str:
    """A test passes when each of its judged statistics does."""
    judged = [row["verdict"] for row in rows if row["verdict"] != "–"]
    return "PASS" if judged and set(judged) == {"PASS"} else "FAIL"
