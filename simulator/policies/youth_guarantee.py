"""Youth guarantee: a course or a subsidised job is offered to young people after some months out of work."""

import numpy as np

from simulator.agents.person import UNEMPLOYED
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Placement, Programme, Sources, Typical, param


class YouthGuarantee(Programme, Placement):
    """Some get a course and an allowance; for others firms get a subsidy, or they a course if none hires.

    Evaluations are sobering: US courses for the young had no effect (A22), placement in France went at the
    cost of others in weak markets (A72). Others' losses emerge here; what a course is worth is assumed.
    """

    family = "adapt"
    about = "an offer of a course or of a subsidised job to young people who have been out of work for months"
    capacity = None  # a guarantee has no queue; the fund sets limits
    typical = Typical(offers=1.0, allowance=0.5)

    offers = param(0.0, "who gets an offer", share_of="those in question")
    wait = param(4.0, "months out of work before the offer", kind="months", bounds=(0, 24))
    age = param(30.0, "who is younger is in question", unit="years", bounds=(17, 40))
    courses = param(
        0.5, "courses; the others are subsidised jobs, and courses after twice the wait", share_of="offers"
    )
    months = param(6.0, "length of course or subsidy", kind="months", bounds=(1, 24))
    allowance = param(0.0, "pay during a course", share_of="minimum wage", bounds=(0, 1.5))
    course_cost = param(
        0.25, "price of a course, bought from firms", share_of="average wage per month", bounds=(0, 3)
    )
    subsidy = param(0.5, "paid to firms that hire", share_of="labour cost")
    certificate = param(0.1, "rank with employers after a course", unit="score", bounds=(0, 5))
    learnt = param(0.17, "part of missing skill learnt", kind="share")
    sources = Sources(
        typical="EU Council recommendation 2020: offer within four months, under 30 (recalled, high); "
        "allowance: choice",
        offers="EU: about half of those registered have an offer in time (recalled, low)",
        wait="European Union: Council Recommendation of 30 October 2020, four months (recalled, high)",
        age="European Union: Council Recommendations, under 30 since 2020, under 25 since 2013 "
        "(recalled, high)",
        courses="choice: half",
        months="United Kingdom: Jobs Guarantee for 18 to 21, Budget 2025, six months (recalled, medium)",
        course_cost="as in training_programme",
        subsidy="South Africa: Employment Tax Incentive, about 0.25; France: bonus for apprentices 2020, "
        "EUR 5,000 to 8,000 (recalled, high and medium)",
        certificate="choice: less than half of training_programme; courses had no effect on the young, "
        "US (JTPA: Bloom et al. 1997; recalled, medium)",
        learnt="as certificate",
    )

    def adoption(self, economy: Economy) -> None:
        """What firms usually get lowers their normal cost."""
        self.tell_prices(economy)

    def reached(self, economy: Economy) -> np.ndarray:
        """Young people whom the guarantee makes an offer, by row."""
        young = economy.month - economy.persons.birth_month < self.value("age") * MONTHS_PER_YEAR
        return np.asarray(young & (self.draw(economy, "offer") < self.value("offers")))

    def separations(self, economy: Economy) -> None:
        """Firms know of those who are to have a job."""
        q = economy.persons
        if self.value("offers") == 0.0:
            return
        waited = (q.status == UNEMPLOYED) & (q.months_in_status >= self.value("wait"))
        job = self.draw(economy, "route") >= self.value("courses")
        who = self.eligible(economy, self.reached(economy) & waited & job)
        self.offer(economy, who, self.value("subsidy"), self.value("months"))

    def training(self, economy: Economy) -> None:
        """Count subsidised months, release and enrol learners, buy the courses."""
        self.begin_hires(economy, int(self.value("months")))
        course = self.draw(economy, "route") < self.value("courses")
        course |= economy.persons.months_in_status >= 2.0 * self.value("wait")
        allowance = self.value("allowance") * economy.aggregates.minimum_wage
        self.teach(
            economy, self.eligible(economy, self.reached(economy) & course), allowance, economy.population
        )

    def transfers(self, economy: Economy) -> None:
        """Bring benefits up to the allowance during a course."""
        least = self.value("allowance") * economy.aggregates.minimum_wage
        due = np.where(self.taught(economy), np.maximum(least - economy.persons.benefit, 0.0), 0.0)
        self.pay(economy, due, taxed=True, ends_with_job=True, in_means_test=True)  # as benefits are

    def levies(self, economy: Economy) -> None:
        """Pay firms for those they hired."""
        q = economy.persons
        self.subsidise_months(economy, self.value("subsidy") * (q.earnings + q.employer_contribution))
