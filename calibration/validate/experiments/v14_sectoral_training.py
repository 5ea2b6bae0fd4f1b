"""V14, sectoral training for screened applicants (Katz et al. 2022)."""

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings, Trial
from simulator.agents.person import EMPLOYED, TRAINING, UNEMPLOYED

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRY = "USA"
START = 12
YEARS = 3
AGES = (18, 55)
MOST_EDUCATION = 1
BETTER_PAID = 1.1
"""A course leads to occupations that pay at least this much more than the applicant's own."""
COURSE = {"places_per_1000": 200.0, "months": 6.0, "stipend": 0.0, "wait": 0.0}


class Sectoral(trial.Assigned):
    """Courses for better-paid occupations in which employers have openings."""

    def training(self, economy: "Economy") -> None:
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


def run(seed: int, persons: int) -> Findings:
    """Half of the applicants get a place, the other half in a second run on the same draws."""
    first, second = (_follow(seed, persons, reverse) for reverse in (False, True))

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


def _follow(seed: int, persons: int, reverse: bool) -> dict[str, Any]:
    course = trial.setting_of("training_programme", **COURSE)
    economy = trial.economy_of(COUNTRY, seed, persons, START + 12 * YEARS + 1, policies=[course])
    programme = Sectoral(economy.instruments[0].setting)
    economy.instruments[0] = programme
    q, months = economy.persons, []
    programme.admitted = np.zeros(q.n, np.bool_)
    while economy.month < START:
        economy.step()
        months.append(trial.earnings(economy))
    applied = _applicants(economy)
    chosen = (trial.draw(economy, "offer", q.id) < 0.5) != reverse
    while economy.month < START + 12 * YEARS:
        programme.admitted = applied & chosen & (economy.month < START + 2)
        economy.step()
        months.append(trial.earnings(economy))
    return {
        "applied": applied, "chosen": chosen, "years": trial.years_of(months),
        "works": q.status == EMPLOYED, "wage": economy.country.relative_wage[q.occupation],
    }  # fmt: skip


def _applicants(economy: "Economy") -> trial.Mask:
    """Unemployed of 18 to 55 without tertiary education."""
    q, age = economy.persons, trial.ages(economy)
    young = (age >= AGES[0]) & (age <= AGES[1])
    return np.asarray((q.active == 1) & (q.status == UNEMPLOYED) & young & (q.education <= MOST_EDUCATION))


TRIAL = Trial(
    "V14", "sectoral training", COUNTRY,
    "six months of unpaid training for better-paid occupations with openings, for half of the applicants",
    "earnings of years two and three, offered less not offered, as a share of the latter",
    "applicants are unemployed, not low-paid workers too; each is offered a place in one of two runs on the "
    "same draws; employers play no part but that they have openings",
    run,
)  # fmt: skip
