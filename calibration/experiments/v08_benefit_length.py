"""V08, longer benefits from an age on (Schmieder, von Wachter and Bender 2012)."""

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.experiments import people
from calibration.experiments.trial import Findings, Trial
from simulator.agents.person import UNEMPLOYED, WORKING
from simulator.policies.unemployment_insurance import UnemploymentInsurance

if TYPE_CHECKING:
    from simulator.model import Economy

COUNTRY = "DEU"
CLAIMS = 36
"""Months in which claims begin."""
FOLLOWED = 36
"""Months for which each claimant is followed; longer spells count as this, as in the paper."""
THRESHOLD = 42
WINDOW, FAR = 4, 12
"""Years of age on either side of the threshold: of those compared, and of the placebo beyond them."""
FULL, LONGER = 12, 6
"""Months granted after a full record of contributions, and months more on one side of the threshold."""


class OneSide(UnemploymentInsurance):
    """Full claims are longer on one side of the threshold, within the window, at the law's rates.

    The instrument itself changes the law for all. `began` and `age` note each person's first full claim.
    """

    above = True

    def open(self, rows: int) -> None:
        """Nobody has claimed yet."""
        self.began, self.age = np.zeros(rows, np.int64), np.zeros(rows, np.int64)

    def law(self, economy: "Economy") -> None:
        """Nothing changes for the others."""

    def training(self, economy: "Economy") -> None:
        """Note and extend what began this month."""
        q, age = economy.persons, people.ages(economy)
        new = full_claims(economy) & (self.began == 0) & (economy.month <= CLAIMS)
        self.began[new], self.age[new] = economy.month, age[new]
        longer = new & near(age) & ((age >= THRESHOLD) == self.above)
        q.benefit_months_left[longer] += LONGER
        q.benefit_months_added[longer] = LONGER


def full_claims(economy: "Economy") -> people.Mask:
    """Who became unemployed this month with a claim of full length that has paid nothing yet, by row."""
    q = economy.persons
    began = (q.active == 1) & (q.status == UNEMPLOYED) & (q.left_month == economy.month)
    return np.asarray(began & (q.benefit_months_paid == 0) & (q.benefit_months_left == FULL))


def near(age: Any, years: int = WINDOW) -> people.Mask:
    """Ages within so many years of the threshold."""
    return np.asarray((age >= THRESHOLD - years) & (age < THRESHOLD + years))


def run(seed: int, persons: int) -> Findings:
    """Longer claims above the threshold, and in a second run below it instead, on the same draws."""
    (one, above), (other, below) = (_follow(seed, persons, side) for side in (True, False))
    same, age = (one.began == other.began) & (one.began > 0), one.age
    older = age >= THRESHOLD
    gap = np.where(older, above - below, below - above)
    inside = same & near(age)
    return {
        "months without work per month of benefits": float(gap[inside].mean()) / LONGER,
        "months without work, claims of 12 months": float(np.where(older, below, above)[inside].mean()),
        "placebo: claimants of other ages": float(gap[same & ~near(age) & near(age, FAR)].mean()) / LONGER,
    }


def _follow(seed: int, persons: int, side: bool) -> tuple[OneSide, people.Array]:
    """The instrument, which knows who claimed, and months without work after the claim by row."""
    setting = people.setting_of("unemployment_insurance", months=float(LONGER))
    economy = people.economy_of(COUNTRY, seed, persons, CLAIMS + FOLLOWED + 1, policies=[setting])
    programme, q = OneSide(economy.instruments[0].setting), economy.persons
    programme.above = side
    programme.open(q.n)
    economy.instruments[0] = programme
    without, back = np.zeros(q.n), np.zeros(q.n, np.bool_)
    while economy.month < CLAIMS + FOLLOWED:
        economy.step()
        claimed = programme.began > 0
        back |= claimed & np.isin(q.status, WORKING)
        without += claimed & ~back & (q.active == 1) & (economy.month < programme.began + FOLLOWED)
    return programme, without


TRIAL = Trial(
    "V08", "length of benefits at an age threshold", COUNTRY,
    "claims of full length last 18 instead of 12 months for people who lose their job at 42 or later",
    "months without work within three years of the claim, claimants of 38 to 45 with longer less those with "
    "usual benefits, per month of benefits more",
    "each claimant is on the longer side in one of two runs on the same draws, instead of a regression on "
    "age at the threshold; law of today, not of the 1990s; a claim counts from the end of its first month",
    run,
)  # fmt: skip
