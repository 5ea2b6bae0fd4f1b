"""Training places for job seekers: months off the queue, a stipend, and other jobs afterwards."""

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Programme, Typical
from simulator.markets import training


class TrainingProgramme(Programme):
    """The state pays stipends and courses; people in training search little, then are better matched."""

    family = "adapt"
    about = "courses for job seekers in occupations with openings, with a stipend"
    typical = Typical(
        "Sweden's transition study support: 80 % of the wage, 44 weeks (CSN 2022; recalled); places: choice",
        places_per_1000=8.0, months=10.0, stipend=0.8,
    )  # fmt: skip

    capacity = None  # places_per_1000 says it

    places_per_1000 = param(
        0.0, unit="places per 1000 labour force", bounds=(0.0, 200.0), about="people in training at a time",
        source="Spain 2022: about 8 per 1000 in training measures (recalled, low)", status="assumed",
    )  # fmt: skip
    months = param(
        9.0, bounds=(1.0, 48.0), kind="months", about="length of a course",
        source="classroom and on-the-job training, four to twelve months (Card, Kluve and Weber 2018; "
        "recalled, medium)", status="assumed",
    )  # fmt: skip
    stipend = param(
        0.7, unit="share of last wage", bounds=(0.0, 1.0), kind="share", about="pay while in training",
        source="50 % (Singapore, SkillsFuture Level-Up 2024; read), 60 or 67 % (Germany, SGB III), 80 % "
        "(Sweden, CSN 2022) of the last wage (recalled, high)", status="assumed",
    )  # fmt: skip
    stipend_floor = param(
        0.5, unit="share of minimum wage", bounds=(0.0, 2.0), kind="share",
        about="lowest pay while in training", source="choice: half of the minimum wage", status="assumed",
    )  # fmt: skip
    course_cost = param(
        0.25, unit="share of average wage per month", bounds=(0.0, 3.0), kind="share",
        about="price of a place, bought from firms",
        source="USD 5,000 to 7,000 for three to six months (Katz, Roth, Hendra and Schaberg 2022; "
        "recalled, medium)",
        status="assumed",
    )  # fmt: skip
    wait = param(
        3.0, bounds=(0.0, 60.0), kind="months",
        about="months unemployed before a place is offered",
        source="activation after profiling; four months in the European Youth Guarantee (Council "
        "Recommendation of 30 October 2020; recalled, high)", status="assumed",
    )  # fmt: skip
    certificate = param(
        0.25, unit="score", bounds=(0.0, 5.0),
        about="how much better employers rank someone who has finished",
        source="C22, effects of training by Card, Kluve and Weber 2018: study training_effect",
        status="calibrated",
    )  # fmt: skip
    learnt = param(
        0.35, kind="share",
        about="part of what is missing to full skill learnt",
        source="C22, effects of training by Card, Kluve and Weber 2018: study training_effect",
        status="calibrated",
    )  # fmt: skip

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
        stipends = training.stipends(q.n, self.taught(economy), q.last_wage, q.hours, q.benefit,
                                     self.value("stipend"), least)  # fmt: skip
        self.pay(economy, stipends, taxed=True, ends_with_job=True, in_means_test=True)  # as benefits are
