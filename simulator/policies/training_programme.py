"""Training places for job seekers: months off the queue, a stipend, and other jobs afterwards."""

from simulator.kit import Economy, Programme, Sources, Typical, param
from simulator.markets import training


class TrainingProgramme(Programme):
    """The state pays stipends and courses; people in training search little, then are better matched."""

    family = "adapt"
    about = "courses for job seekers in occupations with openings, with a stipend"
    typical = Typical(places_per_1000=8.0, months=10.0, stipend=0.8)

    capacity = None  # places_per_1000 says it

    places_per_1000 = param(
        0.0, "people in training at a time", unit="places per 1000 labour force", bounds=(0, 200)
    )
    months = param(9.0, "length of a course", kind="months", bounds=(1, 48))
    stipend = param(0.7, "pay while in training", share_of="last wage")
    stipend_floor = param(0.5, "lowest pay while in training", share_of="minimum wage", bounds=(0, 2))
    course_cost = param(
        0.25, "price of a place, bought from firms", share_of="average wage per month", bounds=(0, 3)
    )
    wait = param(3.0, "months unemployed before a place is offered", kind="months", bounds=(0, 60))
    certificate = param(
        0.25,
        "how much better employers rank someone who has finished",
        unit="score",
        bounds=(0, 5),
        status="calibrated",
    )
    learnt = param(0.35, "part of what is missing to full skill learnt", kind="share", status="calibrated")
    sources = Sources(
        typical="Sweden's transition study support: 80 % of the wage, 44 weeks (CSN 2022; recalled); "
        "places: choice",
        places_per_1000="Spain 2022: about 8 per 1000 in training measures (recalled, low)",
        months="classroom and on-the-job training, four to twelve months (Card, Kluve and Weber 2018; "
        "recalled, medium)",
        stipend="50 % (Singapore, SkillsFuture Level-Up 2024; read), 60 or 67 % (Germany, SGB III), 80 % "
        "(Sweden, CSN 2022) of the last wage (recalled, high)",
        stipend_floor="choice: half of the minimum wage",
        course_cost="USD 5,000 to 7,000 for three to six months (Katz, Roth, Hendra and Schaberg 2022; "
        "recalled, medium)",
        wait="activation after profiling; four months in the European Youth Guarantee (Council "
        "Recommendation of 30 October 2020; recalled, high)",
        certificate="C22, effects of training by Card, Kluve and Weber 2018: study training_effect",
        learnt="C22, effects of training by Card, Kluve and Weber 2018: study training_effect",
    )

    def training(self, economy: Economy) -> None:
        """Enrol seekers into free places, buy the courses, and release those who finish."""
        pay, room = self.value("stipend") * economy.aggregates.average_wage, "places_per_1000"
        economy.count["training_finished"] = self.teach(
            economy, self.eligible(economy), pay, self.headcount(economy, room), "training"
        )

    def transfers(self, economy: Economy) -> None:
        """Top up benefits to the stipend."""
        q = economy.persons
        least = self.value("stipend_floor") * economy.aggregates.minimum_wage
        stipends = training.stipends(q, self.taught(economy), self.value("stipend"), least)
        self.pay(economy, stipends, taxed=True, ends_with_job=True, in_means_test=True)  # as benefits are
