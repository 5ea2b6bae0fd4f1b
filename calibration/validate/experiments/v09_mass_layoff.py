"""V09, earnings after mass layoffs in recession and expansion (Davis and von Wachter 2011).

A mass layoff as an event study: firms lose half their orders, those who leave are followed for years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.person import EMPLOYED
from simulator.core.closure import CLOSURES
from simulator.scenario.setting import Setting, Steps
from simulator.start.burn_in import measures

MASS_LAYOFF = 0.3
"""A firm that loses this share of its staff within a year has had a mass layoff (Davis and von Wachter)."""
HIT = 24
"""Month in which firms are hit."""
HIT_SHARE = 0.15
"""Share of private firms that are."""
LONG_TENURE, AGES = 36, (21, 50)
"""Months in the job, and ages, of those who are followed."""
YEARS, DISCOUNT = 20, 0.05
"""Years over which losses are summed, and the rate a year at which they are discounted."""


@dataclass(frozen=True)
class Event:
    """Earnings by year and person, the year before first, and who is in which group (masks by row).

    `spared` are in firms that a placebo drew; `unemployment` is the rate by year from the hit on (share).
    """

    years: trial.Array
    treated: trial.Mask
    control: trial.Mask
    unshocked: trial.Mask
    spared: trial.Mask
    unemployment: trial.Array

    def gaps(self) -> trial.Array:
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
    end = HIT + trial.YEAR * YEARS
    economy = trial.economy_of(country, seed, persons, end + 1, shock=shock, **changes)
    q, firms = economy.persons, economy.firms
    months, unemployment = [], []
    while economy.month < HIT:
        economy.step()
        months.append(trial.earnings(economy))
    age, private = trial.ages(economy), trial.staff_of(economy, firms.public == 0)
    sample = private & (q.tenure >= LONG_TENURE) & (q.sex == 0) & (age >= AGES[0]) & (age <= AGES[1])
    firm, tenure, heads = q.firm.copy(), q.tenure.copy(), firms.heads.copy()
    hit = trial.hit_firms(economy, HIT_SHARE, "mass layoff")
    spared = trial.chosen_firms(economy, HIT_SHARE, "placebo") & ~hit
    least = heads.copy()
    while economy.month < end:
        economy.step()
        months.append(trial.earnings(economy))
        unemployment.append(np.array([measures(economy)["unemployment"]]))
        if economy.month <= HIT + trial.YEAR:
            least = np.minimum(least, firms.heads)
        if economy.month == HIT + trial.YEAR:
            left = (q.status != EMPLOYED) | (q.tenure < tenure + trial.YEAR)
    shrunk = least <= (1.0 - MASS_LAYOFF) * heads
    return Event(
        years=trial.years_of(months[HIT - trial.YEAR :]),
        treated=sample & shrunk[firm] & left,
        control=sample & ~shrunk[firm] & ~left,
        unshocked=sample & ~shrunk[firm],
        spared=spared[firm],
        unemployment=trial.years_of(unemployment)[:, 0] / trial.YEAR,
    )


def gaps(years: trial.Array, treated: trial.Mask, control: trial.Mask) -> trial.Array:
    """Gap by year between two groups, each over its own earnings of the year before, which comes first."""
    stayed, lost = (years[:, group].mean(axis=1) for group in (control, treated))
    return np.asarray(stayed[1:] / stayed[0] - lost[1:] / lost[0])


def present_value(lost: trial.Array) -> float:
    """Discounted sum of what is lost by year (years of earnings)."""
    return float((lost / (1.0 + DISCOUNT) ** np.arange(len(lost))).sum())


COUNTRY = "USA"
RECESSION: dict[str, Setting] = {
    "spending": Steps((6, 36, 72), (-0.12, -0.16, 0.0)),
    "exports": Steps((6, 36, 72), (-0.24, -0.32, 0.0)),
}
"""Low demand until four years after firms are hit, so deep that unemployment is above 8 % in each of them.

Chosen by unemployment alone, before losses were looked at: 9.5, 9.5, 9.4 and 8.5 % (one seed of 12,000
persons), about as in 2009 to 2012: 9.3, 9.6, 8.9, 8.1 % (recalled, high).
"""
UNAIDED = CLOSURES["nobody_reacts"]
"""In both states nobody buys back the demand that is missing: with it the recession was over in a year."""
LOW_YEARS = 4
"""Years of the recession, the one after firms were hit first."""


def run(seed: int, persons: int) -> Findings:
    """Losses of one base seed in both states of the economy (years of earnings before), and unemployment."""
    boom, bust = (follow(COUNTRY, seed, persons, shock, closure=UNAIDED) for shock in ({}, RECESSION))
    usual, low = (PERCENT * one.unemployment[:LOW_YEARS] for one in (boom, bust))
    found: dict[str, float | tuple[float, float]] = {
        "earnings loss in expansion": boom.loss(),
        "earnings loss in recession": bust.loss(),
        "recession over expansion": (bust.loss(), boom.loss()),
        "placebo: unshocked firms": boom.placebo(),
        "unemployment in expansion, mean of four years": float(usual.mean()),
        "unemployment in recession, lowest of four years": float(low.min()),
    }
    return found | {f"unemployment in recession, year {k}": float(rate) for k, rate in enumerate(low)}


V09 = trial.designed("V09", run)
