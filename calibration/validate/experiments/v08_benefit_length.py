"""V08, longer benefits from an age on (Schmieder, von Wachter and Bender 2012)."""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings
from simulator.agents.person import UNEMPLOYED, WORKING
from simulator.core.economy import Economy
from simulator.policies.unemployment_insurance import UnemploymentInsurance

COUNTRY = "DEU"
THRESHOLD = 42
WINDOW, FAR = 4, 12
"""Years of age on either side of the threshold: of those compared, and of the placebo beyond them."""
FULL, LONGER = 12, 6
"""Months granted after a full record of contributions, and months more on one side of the threshold."""
ASSISTANCE, WITHOUT_END = 53.0 / 60.0, 60
"""Unemployment assistance of that time over insurance, and months for which it is given."""
CLAIMS = FOLLOWED = 36
"""Months in which claims begin, and for which each is followed; longer spells count as this."""


class OneSide(UnemploymentInsurance):
    """Full claims are longer on one side of the threshold (above it on `side`), within the window.

    `began` and `age` note month and age of each person's first full claim, 0 without one, by row.
    """

    side = True

    def open(self, economy: Economy) -> None:
        """Nobody has claimed yet; the law of the time has a lower rate after insurance."""
        self.began, self.age = (np.zeros(economy.persons.n, np.int64) for _ in range(2))
        s = economy.aggregates
        s.benefit_replacement_later = ASSISTANCE * s.benefit_replacement

    def law(self, economy: Economy) -> None:
        """Nothing changes for the others."""

    def training(self, economy: Economy) -> None:
        """Note and treat full claims that began this month and have paid nothing yet."""
        q = economy.persons
        new = (q.active == 1) & (q.status == UNEMPLOYED) & (q.left_month == economy.month)
        new &= (q.benefit_months_paid == 0) & (q.benefit_months_left == FULL)
        first = new & (self.began == 0) & (economy.month <= CLAIMS)
        self.began[first] = economy.month
        self.treat(economy, new, first)

    def treat(self, economy: Economy, new: trial.Mask, first: trial.Mask) -> None:
        """Lengthen the first full claims; assistance follows all of them where nobody else at home works."""
        q, age = economy.persons, trial.ages(economy)
        self.age[first] = age[first]
        longer = first & near(age) & ((age >= THRESHOLD) == self.side)
        assisted = new & ~others_work(economy)
        q.benefit_months_left[assisted] += WITHOUT_END
        q.benefit_months_paid[longer] = -LONGER
        q.benefit_months_left[longer] += LONGER
        q.benefit_months_added[longer] = LONGER


def others_work(economy: Economy) -> trial.Mask:
    """Who lives with somebody else who works, by row."""
    q = economy.persons
    works = (q.active == 1) & np.isin(q.status, WORKING)
    at_home = np.bincount(q.household[works], minlength=economy.households.n)
    return np.asarray(at_home[q.household] > works)


def near(age: Any, years: int = WINDOW) -> trial.Mask:
    """Ages within so many years of the threshold."""
    return np.asarray((age >= THRESHOLD - years) & (age < THRESHOLD + years))


def follow(seed: int, persons: int, *, side: bool) -> tuple[OneSide, trial.Array]:
    """The programme, which knows who claimed, and months without work after the claim by row."""
    setting = trial.setting_of("unemployment_insurance")
    economy = trial.economy_of(COUNTRY, seed, persons, CLAIMS + FOLLOWED + 1, policies=[setting])
    programme, q = OneSide(economy.instruments[0].setting), economy.persons
    programme.side = side
    programme.open(economy)
    economy.instruments[0] = programme
    without, back = np.zeros(q.n), np.zeros(q.n, np.bool_)
    while economy.month < CLAIMS + FOLLOWED:
        economy.step()
        claimed = programme.began > 0
        back |= claimed & np.isin(q.status, WORKING)
        without += claimed & ~back & (q.active == 1) & (economy.month < programme.began + FOLLOWED)
    return programme, without


def run(seed: int, persons: int) -> Findings:
    """Longer claims above the threshold, and in a second run below it instead, on the same draws."""
    (one, above), (other, below) = (follow(seed, persons, side=side) for side in (True, False))
    same, age = (one.began == other.began) & (one.began > 0), one.age
    older = age >= THRESHOLD
    gap = np.where(older, above - below, below - above)
    inside = same & near(age)
    return {
        "months without work per month of benefits": float(gap[inside].mean()) / LONGER,
        "months without work, claims of 12 months": float(np.where(older, below, above)[inside].mean()),
        "placebo: claimants of other ages": float(gap[same & ~near(age) & near(age, FAR)].mean()) / LONGER,
    }


V08 = trial.designed("V08", run)
