"""V13, training for displaced workers by lenient and strict examiners (Hyman 2018)."""

from typing import TYPE_CHECKING

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings, Trial
from simulator.agents.person import TRAINING, UNEMPLOYED

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRY = "USA"
HIT = 12
LAST_ENTRY = 24
"""Months after the hit in which a course may begin."""
YEARS = 10
HIT_SHARE = 0.3
LENIENCY = (0.2, 0.8)
"""Share of petitions that strict and lenient examiners grant."""
COURSE = {"places_per_1000": 200.0, "months": 12.0, "stipend": 0.5, "wait": 1.0}
"""A year of training with extended insurance at half of the last wage; no limit of places binds."""


def run(seed: int, persons: int) -> Findings:
    """Each petition is decided by its examiner, and the other way in a second run on the same draws."""
    first, second = (_follow(seed, persons, reverse) for reverse in (False, True))
    who = (first.displaced > 0) & (first.displaced == second.displaced)
    sign = np.where(first.granted[who], 1.0, -1.0)
    unit = first.mean_earnings * trial.YEAR
    gain = (sign * (first.since(who) - second.since(who))).mean(axis=1) / unit
    trained = float((sign * (first.trained.astype(float) - second.trained)[who]).mean())
    others = first.others & second.others
    sign = np.where(first.granted[others], 1.0, -1.0)
    span = slice(HIT, HIT + trial.YEAR * YEARS)
    outside = float((sign * (first.months - second.months)[span, others].sum(axis=0)).mean() / unit)
    return {
        "gain over ten years per trained worker": (float(gain.sum()), trained),
        "gain of year ten over that of years three to five": (float(gain[9]), float(gain[2:5].mean())),
        "earnings forgone in the first two years": (float(gain[:2].sum()), trained),
        "placebo: staff of other firms": outside,
    }


class _Followed:
    """One run, by row: whose firm would be granted, who is displaced and trained, who works elsewhere.

    displaced: month in which one is first found without work, 0 never; months: earnings by month from 1 on.
    """

    def __init__(self, rows: int) -> None:
        self.granted = np.zeros(rows, np.bool_)
        self.others = np.zeros(rows, np.bool_)
        self.displaced = np.zeros(rows, np.int64)
        self.trained = np.zeros(rows, np.bool_)
        self.months = np.zeros((0, rows))
        self.mean_earnings = 0.0

    def since(self, who: trial.Mask) -> trial.Array:
        """Earnings of these people by year after their own displacement (years x people)."""
        rows, span = np.flatnonzero(who), np.arange(trial.YEAR * YEARS)
        own = self.months[self.displaced[rows] + span[:, None], rows]
        return np.asarray(own.reshape(YEARS, trial.YEAR, len(rows)).sum(axis=1))


def _follow(seed: int, persons: int, reverse: bool) -> _Followed:
    course = trial.setting_of("training_programme", **COURSE)
    end = HIT + trial.YEAR * (YEARS + 1)
    economy = trial.economy_of(COUNTRY, seed, persons, end + 1, policies=[course])
    programme, q = trial.assign(economy), economy.persons
    found, months = _Followed(q.n), []
    while economy.month < HIT:
        economy.step()
        months.append(trial.earnings(economy))
    paid = months[-1] > 0.0
    found.mean_earnings = float(months[-1][paid].mean())
    hit = trial.hit_firms(economy, HIT_SHARE, "trade")
    staff, found.others = trial.staff_of(economy, hit), trial.staff_of(economy, ~hit)
    found.granted = (staff | found.others) & (granted(economy)[q.firm] != reverse)
    while economy.month < end:
        if economy.month < HIT + trial.YEAR:
            new = staff & (q.status == UNEMPLOYED) & (found.displaced == 0)
            found.displaced[new] = economy.month
        open_now = economy.month < HIT + LAST_ENTRY
        programme.admitted = (found.displaced > 0) & found.granted & ~found.trained & open_now
        economy.step()
        found.trained |= q.status == TRAINING
        months.append(trial.earnings(economy))
    found.months = np.stack(months)
    return found


def granted(economy: "Economy") -> trial.Mask:
    """Whether a firm's petition is granted: drawn against the leniency of its examiner, by row."""
    ids = economy.firms.id
    lenient = trial.draw(economy, "examiner", ids) < 0.5
    return np.asarray(trial.draw(economy, "petition", ids) < np.where(lenient, LENIENCY[1], LENIENCY[0]))


TRIAL = Trial(
    "V13", "training of the displaced, leniency of examiners", COUNTRY,
    "30 % of private firms lose half their orders in month 12; those who lose their jobs within a year may "
    "be trained for a year on half pay if their firm's petition is granted",
    "earnings of granted less refused petitioners over the difference in training (Wald), ten years from "
    "each one's displacement on",
    "the shock is no trade: firms drawn by lot lose orders, in all sectors, and orders come back as taste "
    "shifts; each petition is decided both ways on the same draws, which takes out the luck of who is "
    "granted",
    run,
)  # fmt: skip
