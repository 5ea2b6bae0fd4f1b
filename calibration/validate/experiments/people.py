"""What the held-out tests share: economies ready to step, people followed over months, firms that are hit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from calibration.study.runs import Run, scenario_of
from simulator.agents.person import EMPLOYED, LAID_OFF, STAYS
from simulator.core.streams import stream_key
from simulator.kit.targeting import draws_of
from simulator.markets.labour import carry_out_exits
from simulator.policies import discover
from simulator.policies.training_programme import TrainingProgramme
from simulator.scenario.country.profile import Country
from simulator.scenario.scenario import PolicySetting
from simulator.scenario.setting import Constant, Setting

if TYPE_CHECKING:
    from simulator.core.economy import Economy

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
