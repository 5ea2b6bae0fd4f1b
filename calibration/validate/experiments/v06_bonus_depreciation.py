"""V06, general capital subsidy (Curtis et al. 2021), beside a subsidy to automation (V05's switch)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from calibration.study.runs import Measured, Run, measured
from calibration.validate.experiments.trial import Findings, Trial
from calibration.validate.stationarity import PERCENT
from calibration.validate.tax_effects import Lever, pull

if TYPE_CHECKING:
    from simulator.core.economy import Economy

START = 12
EFFECT = slice(START + 24, START + 60)
"""Years three to five."""
CAPITAL = Lever("capital subsidy", {}, {"capital_subsidy": 0.03})
"""Half of the price written off at once at a tax rate of 35 % and allowances worth 0.88 (recalled):
0.35 x 0.06 / (1 - 0.35 x 0.88) = 3 % of the user cost."""
AUTOMATION = Lever("automation subsidy", {}, terms={"levy_rate": -0.04, "integration_help": 0.04})
"""Four points of what AI costs, fees and integration."""


def subsidise_capital(economy: "Economy") -> None:
    """Hook: the general subsidy begins."""
    if economy.month == START - 1:
        pull(economy, CAPITAL)


def subsidise_automation(economy: "Economy") -> None:
    """Hook: the subsidy to automation begins."""
    if economy.month == START - 1:
        pull(economy, AUTOMATION)


def run(seed: int, persons: int) -> Findings:
    """Changes against the same run without the subsidy (%)."""
    found: dict[str, float] = {}
    kinds = (("a general capital", subsidise_capital, "none"),
             ("an automation", subsidise_automation, "moderate"))  # fmt: skip
    runs = measured(*(Run("USA", seed, persons, EFFECT.stop, world, before=before)
                      for _, hook, world in kinds for before in (hook, None)))  # fmt: skip
    for (kind, _, _), pair in zip(kinds, (runs[:2], runs[2:]), strict=True):
        found[f"employment under {kind} subsidy"] = change(pair, "employed", EFFECT)
        found[f"real wage under {kind} subsidy"] = change(pair, "real_wage", EFFECT)
        found["placebo: employment, months before the subsidy"] = change(pair, "employed", slice(1, START))
    found["the same, per 3 % cut of the user cost"] = found["employment under a general capital subsidy"]
    return found


def change(pair: Sequence[Measured], name: str, months: slice) -> float:
    """Mean of some months with the subsidy over that without (%)."""
    with_it, without = (float(np.mean(one.totals[name][months])) for one in pair)
    return PERCENT * (with_it / without - 1.0)


TRIAL = Trial(
    "V06", "general capital subsidy", "USA",
    "3 % off the user cost of all capital from month 12 on, nobody pays for it",
    "employment and wages, years three to five, with less without",
    "the whole economy against its twin, where the paper compares plants that gain more with plants that "
    "gain less: the user cost is one for the economy and plants do not differ in how long capital lives, so "
    "none is untreated; pay that rises for all plants alike, as here, is no part of the published "
    "difference: the row of pay asks something else than the paper; the placebo is the same run and "
    "cannot fail",
    run,
)  # fmt: skip
