"""A mass layoff as an event study: firms lose half their orders, those who leave are followed for years."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.validate.experiments import people
from simulator.agents.person import EMPLOYED
from simulator.scenario.setting import Setting
from simulator.start.steering import measures

if TYPE_CHECKING:
    from simulator.core.economy import Economy

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
    f"{100 * people.MASS_LAYOFF:g} % within a year, against stayers elsewhere; present value over {YEARS} "
    f"years at {100 * DISCOUNT:g} %, in years of earnings before"
)


@dataclass(frozen=True)
class Event:
    """Earnings by year and person, the year before first, and who is in which group (masks by row).

    `spared` are in firms that a placebo drew; `unemployment` is the rate by year from the hit on (share).
    """

    years: people.Array
    treated: people.Mask
    control: people.Mask
    unshocked: people.Mask
    spared: people.Mask
    unemployment: people.Array

    def gaps(self) -> people.Array:
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
    end = HIT + people.YEAR * YEARS
    economy = people.economy_of(country, seed, persons, end + 1, shock=shock, **changes)
    q, firms = economy.persons, economy.firms
    months, unemployment = [], []
    while economy.month < HIT:
        economy.step()
        months.append(people.earnings(economy))
    sample = _sample(economy)
    firm, tenure, heads = q.firm.copy(), q.tenure.copy(), firms.heads.copy()
    hit = people.hit_firms(economy, HIT_SHARE, "mass layoff")
    spared = people.chosen_firms(economy, HIT_SHARE, "placebo") & ~hit
    least = heads.copy()
    while economy.month < end:
        economy.step()
        months.append(people.earnings(economy))
        unemployment.append(np.array([measures(economy)["unemployment"]]))
        if economy.month <= HIT + people.YEAR:
            least = np.minimum(least, firms.heads)
        if economy.month == HIT + people.YEAR:
            left = (q.status != EMPLOYED) | (q.tenure < tenure + people.YEAR)
    shrunk = least <= (1.0 - people.MASS_LAYOFF) * heads
    return Event(
        years=people.years_of(months[HIT - people.YEAR :]),
        treated=sample & shrunk[firm] & left,
        control=sample & ~shrunk[firm] & ~left,
        unshocked=sample & ~shrunk[firm],
        spared=spared[firm],
        unemployment=people.years_of(unemployment)[:, 0] / people.YEAR,
    )


def _sample(economy: "Economy") -> people.Mask:
    """Men of 21 to 50 with three years in a private firm."""
    q, firms, age = economy.persons, economy.firms, people.ages(economy)
    private = people.staff_of(economy, firms.public == 0)
    long = private & (q.tenure >= LONG_TENURE) & (q.sex == 0)
    return np.asarray(long & (age >= AGES[0]) & (age <= AGES[1]))


def gaps(years: people.Array, treated: people.Mask, control: people.Mask) -> people.Array:
    """Gap by year between two groups, each over its own earnings of the year before, which comes first."""
    stayed, lost = (years[:, group].mean(axis=1) for group in (control, treated))
    return np.asarray(stayed[1:] / stayed[0] - lost[1:] / lost[0])


def present_value(lost: people.Array) -> float:
    """Discounted sum of what is lost by year (years of earnings)."""
    return float((lost / (1.0 + DISCOUNT) ** np.arange(len(lost))).sum())
