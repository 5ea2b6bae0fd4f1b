"""Individual learning account: every adult saves credits up and spends them on courses, also in work."""

import numpy as np

from simulator.agents.person import INACTIVE, RETIRED, TRAINING, UNEMPLOYED
from simulator.core.kernels import columns
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Programme, Sources, Typical, param
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
    typical = Typical(credit=0.14, opening=0.67)

    credit = param(0.0, "paid in each year", unit="months of average wage per year", bounds=(0, 12))
    opening = param(
        0.0, "credit when somebody's account opens", unit="months of average wage", bounds=(0, 24)
    )
    cap = param(1.4, "most that may be saved up", unit="months of average wage", bounds=(0, 48))
    low_factor = param(1.6, "credit and cap of people of low education", unit="ratio", bounds=(1, 5))
    price = param(0.43, "price of a course, paid to firms", unit="months of average wage", bounds=(0.01, 24))
    use = param(
        0.008, "chance that a graduate in work who can pay for a course takes one", kind="probability"
    )
    low_use = param(
        0.4,
        "chance of the low-educated over that of graduates, the others between",
        unit="ratio",
        bounds=(0, 2),
    )
    seekers_use = param(4.0, "chance of job seekers over that of others", unit="ratio", bounds=(0, 50))
    certificate = param(0.05, "rank with employers after a course", unit="score", bounds=(0, 5))
    learnt = param(0.1, "part of missing skill learnt", kind="share")
    sources = Sources(
        typical="France (CPF): 500 EUR a year, 1.6 times for the low-skilled (read), over a wage of about "
        "3,500 (recalled); opening credit: Singapore's 4,000 over 6,000 SGD (wage recalled)",
        credit="France, CPF: Code du travail L6323, EUR 500 a year, about 0.14 of a month's pay (read)",
        opening="Singapore, SkillsFuture Credit: SGD 500 at 25, 4,000 at 40 (Ministry of Education 2024; "
        "read)",
        cap="France, CPF: Code du travail L6323, EUR 5,000 (read)",
        low_factor="France, CPF: Code du travail L6323, EUR 800 instead of 500 (read)",
        price="France: about 1,500 EUR (recalled)",
        use="France 2021: two million courses, 25-30 million accounts (recalled)",
        low_use="adult learning, European Union: low about 0.4 of tertiary in 2016, 46.6 % in all in "
        "2022 (Eurostat, AES; recalled, medium)",
        seekers_use="France: about a third of users are job seekers (recalled)",
        certificate="a fifth of training_programme",
        learnt="choice: less than a third of a full course's",
    )

    def training(self, economy: Economy) -> None:
        """Credit the accounts, let people choose, buy what they chose."""
        if self.value("credit") == 0.0 and self.value("opening") == 0.0:
            return
        q, balance = economy.persons, self.credited(economy)
        price = self.value("price")
        wants = self.draw(economy, "use", economy.month) < self.chance(economy)
        cost = price * economy.aggregates.average_wage
        taken = self.first(
            economy,
            self.eligible(economy, wants & (balance >= price)),
            self.affordable(economy, cost, 1.0, 0.0),
        )
        balance[taken] -= price
        training.take_courses(
            np.flatnonzero(taken),
            columns(training.Learners, q),
            self.value("certificate"),
            self.value("learnt"),
            economy.openings_by_occupation(),
            self.key(economy, "target", economy.month),
        )
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
        paid = np.minimum(
            balance + self.value("credit") / MONTHS_PER_YEAR * more,
            np.maximum(balance, self.value("cap") * more),
        )
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
