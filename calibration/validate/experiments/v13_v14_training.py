"""V13, training for displaced workers by lenient and strict examiners (Hyman 2018).

V14, sectoral training for screened applicants (Katz et al. 2022).
"""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings
from simulator.agents.person import EMPLOYED, TRAINING, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.policies.training_programme import TrainingProgramme

COUNTRY = "USA"
HIT = 12
"""Month of the shock, and of the offer."""
LAST_ENTRY = 24
"""Months after the hit in which a course may begin."""
DECADE = 10
SHARE_HIT = 0.3
LENIENCY = (0.2, 0.8)
"""Share of petitions that strict and lenient examiners grant."""
PETITIONED = {"places_per_1000": 200.0, "months": 12.0, "stipend": 0.5, "wait": 1.0}
"""A year of training with extended insurance at half of the last wage; no limit of places binds."""


class Assigned(trial.Admits, TrainingProgramme):
    """Training for those whom an experiment admits."""


def by_leniency(seed: int, persons: int) -> Findings:
    """Each petition is decided by its examiner, and the other way in a second run on the same draws."""
    first, second = (_petitioners(seed, persons, reverse) for reverse in (False, True))
    who = (first.displaced > 0) & (first.displaced == second.displaced)
    sign = np.where(first.granted[who], 1.0, -1.0)
    unit = first.mean_earnings * trial.YEAR
    gain = (sign * (first.since(who) - second.since(who))).mean(axis=1) / unit
    trained = float((sign * (first.trained.astype(float) - second.trained)[who]).mean())
    others = first.others & second.others
    sign = np.where(first.granted[others], 1.0, -1.0)
    span = slice(HIT, HIT + trial.YEAR * DECADE)
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
        rows, span = np.flatnonzero(who), np.arange(trial.YEAR * DECADE)
        own = self.months[self.displaced[rows] + span[:, None], rows]
        return np.asarray(own.reshape(DECADE, trial.YEAR, len(rows)).sum(axis=1))


def _petitioners(seed: int, persons: int, reverse: bool) -> _Followed:
    course = trial.setting_of("training_programme", **PETITIONED)
    end = HIT + trial.YEAR * (DECADE + 1)
    economy = trial.economy_of(COUNTRY, seed, persons, end + 1, policies=[course])
    programme, q = trial.assign(economy, Assigned), economy.persons
    found, months = _Followed(q.n), []
    while economy.month < HIT:
        economy.step()
        months.append(trial.earnings(economy))
    paid = months[-1] > 0.0
    found.mean_earnings = float(months[-1][paid].mean())
    hit = trial.hit_firms(economy, SHARE_HIT, "trade")
    staff, found.others = trial.staff_of(economy, hit), trial.staff_of(economy, ~hit)
    found.granted = (staff | found.others) & (granted(economy)[q.firm] != reverse)
    while economy.month < end:
        if economy.month < HIT + trial.YEAR:
            new = staff & (q.status == UNEMPLOYED) & (found.displaced == 0)
            found.displaced[new] = economy.month
            q.recall_post[new] = -1  # trade has taken the job for good: nobody is called back
        open_now = economy.month < HIT + LAST_ENTRY
        programme.admitted = (found.displaced > 0) & found.granted & ~found.trained & open_now
        economy.step()
        found.trained |= q.status == TRAINING
        months.append(trial.earnings(economy))
    found.months = np.stack(months)
    return found


def granted(economy: Economy) -> trial.Mask:
    """Whether a firm's petition is granted: drawn against the leniency of its examiner, by row."""
    ids = economy.firms.id
    lenient = trial.draw(economy, "examiner", ids) < 0.5
    return np.asarray(trial.draw(economy, "petition", ids) < np.where(lenient, LENIENCY[1], LENIENCY[0]))


V13 = trial.designed("V13", by_leniency)


YEARS = 3
AGES, MOST_EDUCATION = (18, 55), 1
"""Applicants are unemployed, of these ages, without tertiary education."""
BETTER_PAID = 1.1
"""A course leads to occupations that pay at least this much more than the applicant's own."""
SECTORAL = {"places_per_1000": 200.0, "months": 6.0, "stipend": 0.0, "wait": 0.0}


class Sectoral(Assigned):
    """Courses for better-paid occupations in which employers have openings."""

    def training(self, economy: Economy) -> None:
        """Those who begin are trained for a better-paid occupation with openings, by a keyed draw."""
        before = economy.persons.status.copy()
        super().training(economy)
        q = economy.persons
        new = np.flatnonzero((q.status == TRAINING) & (before != TRAINING))
        chance = np.diff(economy.openings_by_occupation(), axis=1, prepend=0.0)
        wage, u = economy.occupations.wage, trial.draw(economy, "sector", q.id)
        for i in new:
            row = chance[q.occupation[i]] * (wage >= BETTER_PAID * wage[q.occupation[i]])
            if row.sum() > 0.0:
                q.training_target[i] = int(np.searchsorted(np.cumsum(row), u[i] * row.sum()))


def sectoral(seed: int, persons: int) -> Findings:
    """Half of the applicants get a place, the other half in a second run on the same draws."""
    first, second = (_offered(seed, persons, reverse) for reverse in (False, True))

    def arms(name: str, who: trial.Mask) -> tuple[Any, Any]:
        one, other, chosen = first[name][..., who], second[name][..., who], first["chosen"][who]
        return np.where(chosen, one, other), np.where(chosen, other, one)

    def gain(who: trial.Mask) -> tuple[float, float]:
        treated, control = (float(arm[2:4].sum()) for arm in arms("years", who))
        return treated - control, control

    inside = first["applied"]
    arms_of_pay = zip(arms("wage", inside), arms("works", inside), strict=True)
    wages = [pay[works].mean() for pay, works in arms_of_pay]
    outside = gain(~inside & (first["years"][0] > 0.0))
    return {
        "earnings of years two and three, offered a place": gain(inside),
        "wage of the occupation of those in work": float(wages[0] / wages[1] - 1.0),
        "placebo: people who did not apply": outside[0] / outside[1],
    }


def _offered(seed: int, persons: int, reverse: bool) -> dict[str, Any]:
    course = trial.setting_of("training_programme", **SECTORAL)
    economy = trial.economy_of(COUNTRY, seed, persons, HIT + trial.YEAR * YEARS + 1, policies=[course])
    programme, q, months = trial.assign(economy, Sectoral), economy.persons, []
    while economy.month < HIT:
        economy.step()
        months.append(trial.earnings(economy))
    age = trial.ages(economy)
    applied = (q.active == 1) & (q.status == UNEMPLOYED) & (q.education <= MOST_EDUCATION)
    applied &= (age >= AGES[0]) & (age <= AGES[1])
    chosen = (trial.draw(economy, "offer", q.id) < 0.5) != reverse
    while economy.month < HIT + trial.YEAR * YEARS:
        programme.admitted = applied & chosen & (economy.month < HIT + 2)
        economy.step()
        months.append(trial.earnings(economy))
    return {
        "applied": applied,
        "chosen": chosen,
        "years": trial.years_of(months),
        "works": q.status == EMPLOYED,
        "wage": economy.country.relative_wage[q.occupation],
    }


V14 = trial.designed("V14", sectoral)
