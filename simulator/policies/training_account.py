"""Individual learning account: every adult saves credits up and spends them on courses, also in work."""

import numpy as np

from simulator.agents.person import INACTIVE, RETIRED, TRAINING, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Programme, Typical
from simulator.markets import training

LOW, MEDIUM, HIGH = 0, 1, 2


class TrainingAccount(Programme):
    """The state pays course by course; who took one regains skill and is ranked higher where openings are.

    Take-up is unequal: the better educated and job seekers use it more, so most of the money can go to those
    who need it least. What a short course is worth is assumed: a quarter of one in training_programme.
    """

    family = "adapt"
    about = "credits that every adult saves up and spends on courses, beside work or search"
    capacity = None
    administration_per_head = None
    typical = Typical(
        "France (CPF): 500 EUR a year, 1.6 times for the low-skilled (read), over a wage of about "
        "3,500 (recalled); opening credit: Singapore's 4,000 over 6,000 SGD (wage recalled)",
        credit=0.14, opening=0.67,
    )  # fmt: skip

    credit = param(
        0.0, unit="months of average wage per year", bounds=(0.0, 12.0), about="paid in each year",
        source="France, CPF: Code du travail L6323, EUR 500 a year, about 0.14 of a month's pay (read)",
        status="assumed",
    )  # fmt: skip
    opening = param(
        0.0, unit="months of average wage", bounds=(0.0, 24.0), about="credit when somebody's account opens",
        source="Singapore, SkillsFuture Credit: SGD 500 at 25, 4,000 at 40 (Ministry of Education 2024; "
        "read)", status="assumed",
    )  # fmt: skip
    cap = param(
        1.4, unit="months of average wage", bounds=(0.0, 48.0), about="most that may be saved up",
        source="France, CPF: Code du travail L6323, EUR 5,000 (read)", status="assumed",
    )  # fmt: skip
    low_factor = param(
        1.6, unit="ratio", bounds=(1.0, 5.0), about="credit and cap of people of low education",
        source="France, CPF: Code du travail L6323, EUR 800 instead of 500 (read)", status="assumed",
    )  # fmt: skip
    price = param(
        0.43, unit="months of average wage", bounds=(0.01, 24.0), about="price of a course, paid to firms",
        source="France: about 1,500 EUR (recalled)", status="assumed",
    )  # fmt: skip
    use = param(
        0.008, kind="probability",
        about="chance that a graduate in work who can pay for a course takes one",
        source="France 2021: two million courses, 25-30 million accounts (recalled)", status="assumed",
    )  # fmt: skip
    low_use = param(
        0.4, unit="ratio", bounds=(0.0, 2.0),
        about="chance of the low-educated over that of graduates, the others between",
        source="adult learning, European Union: low about 0.4 of tertiary in 2016, 46.6 % in all in 2022 "
        "(Eurostat, AES; recalled, medium)",
        status="assumed",
    )  # fmt: skip
    seekers_use = param(
        4.0, unit="ratio", bounds=(0.0, 50.0), about="chance of job seekers over that of others",
        source="France: about a third of users are job seekers (recalled)", status="assumed",
    )  # fmt: skip
    certificate = param(
        0.05, unit="score", bounds=(0.0, 5.0), about="rank with employers after a course",
        source="a fifth of training_programme", status="assumed",
    )  # fmt: skip
    learnt = param(
        0.1, kind="share", about="part of missing skill learnt",
        source="choice: less than a third of a full course's", status="assumed",
    )  # fmt: skip

    def training(self, economy: Economy) -> None:
        """Credit the accounts, let people choose, buy what they chose."""
        if self.value("credit") == 0.0 and self.value("opening") == 0.0:
            return
        q, balance = economy.persons, self.credited(economy)
        price = self.value("price")
        wants = self.draw(economy, "use", economy.month) < self.chance(economy)
        cost = price * economy.aggregates.average_wage
        taken = self.first(economy, self.eligible(economy, wants & (balance >= price)),
                           self.affordable(economy, cost, 1.0, 0.0))  # fmt: skip
        balance[taken] -= price
        training.take_courses(
            np.flatnonzero(taken), q.id, q.occupation, q.certificate, q.training_target, q.skill,
            self.value("certificate"), self.value("learnt"), economy.openings_by_occupation(),
            self.key(economy, "target", economy.month),
        )  # fmt: skip
        self.serve(float(np.count_nonzero(taken)))
        self.buy(economy, cost * np.count_nonzero(taken))

    def credited(self, economy: Economy) -> np.ndarray:
        """Balances (months of average wage) once a twelfth of the year's credit is paid in."""
        q, balance, open_ = economy.persons, self.book(economy, "balance"), self.book(economy, "open")
        more = np.where(q.education == LOW, self.value("low_factor"), 1.0)
        adult = (q.active == 1) & (q.status != RETIRED)
        new = adult & (open_ == 0.0)
        balance[new] = (self.value("opening") * more)[new]
        open_[new] = 1.0
        paid = np.minimum(balance + self.value("credit") / MONTHS_PER_YEAR * more,
                          np.maximum(balance, self.value("cap") * more))  # fmt: skip
        balance[adult] = paid[adult]
        return balance

    def chance(self, economy: Economy) -> np.ndarray:
        """Chance that each person takes a course this month who can pay for one."""
        q, low = economy.persons, self.value("low_use")
        by_education = np.array([low, 0.5 * (1.0 + low), 1.0])[q.education]
        chance = self.value("use") * by_education
        chance *= np.where(q.status == UNEMPLOYED, self.value("seekers_use"), 1.0)
        away = (q.status == TRAINING) | (q.status == INACTIVE) | (q.status == RETIRED) | (q.active == 0)
        return np.where(away, 0.0, chance)
