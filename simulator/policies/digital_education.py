"""Courses in digital skills for whoever has none, beside work, school or search."""

import numpy as np

from simulator.kit import Economy, Programme, Sources, Typical, param

PENSION_AGE = 3


class DigitalEducation(Programme):
    """The state pays teachers; who was in a course has digital skill from then on.

    Where AI does a part of the work, firms keep them rather than those without it. While the course is
    recent, employers of other occupations rank them higher, moves cost them less skill, and posts where AI
    does the beginners' tasks are open to them. How much it bridges is not known: `bridge` is a choice.
    A right for all is a course without `for:`; learning over 45 is `for: {age: [45, 64]}`.
    """

    family = "adapt"
    about = (
        "courses for people without digital skill, who are then kept first and nearer to other occupations"
    )
    capacity = None  # places_per_1000 says it
    typical = Typical(places_per_1000=17.0)

    places_per_1000 = param(0.0, "learners at a time", unit="places per 1000 labour force", bounds=(0, 500))
    months = param(6.0, "length of a course", kind="months", bounds=(1, 36))
    learners = param(
        15.0,
        "learners whom a teacher at the average wage teaches, part-time classes counted",
        unit="learners per teacher",
        bounds=(1, 200),
    )
    bridge = param(
        0.15,
        "part of the distance to other occupations, and of experience lacked, that a course bridges",
        kind="share",
    )
    sources = Sources(
        typical="EU Digital Decade: 80 % of adults with basic digital skills by 2030, 55.6 % in 2023 "
        "(recalled, high): 24 points in seven years are about 17 places of six months per 1,000",
        places_per_1000="European Union: Decision 2022/2481 (Digital Decade), 80 % of adults by 2030 "
        "(recalled, high)",
        months="choice: half a year beside work or search",
        learners="class sizes of about 20 (OECD; recalled)",
        bridge="no estimate in this unit",
    )

    def training(self, economy: Economy) -> None:
        """Classes pass a month, who finishes has the skill, free places are filled, teachers are paid."""
        if not self.is_on:
            return
        q, left, months = economy.persons, self.book(economy, "months_left"), self.value("months")
        left[q.active == 0] = 0.0
        done = left == 1.0
        q.digital[done] = np.maximum(q.digital[done], self.value("bridge"))
        q.digital_skill[done] = 1
        left[left > 0.0] -= 1.0
        s = economy.aggregates
        monthly = s.average_wage * (1.0 + s.employer_rate) / self.value("learners")
        room = self.headcount(economy, "places_per_1000") - int(np.count_nonzero(left))
        free = min(room, self.affordable(economy, monthly, months, float(left.sum())))
        left[self.first(economy, self.admitted(economy) & (left == 0.0), free)] = months
        self.serve(float(np.count_nonzero(left)))
        self.buy(economy, monthly * np.count_nonzero(left))

    def admitted(self, economy: Economy) -> np.ndarray:
        """Who may have a place: of working age, without digital skill."""
        q = economy.persons
        lacks = (q.active == 1) & (q.age_group < PENSION_AGE) & (q.digital_skill == 0)
        return np.asarray(self.eligible(economy, lacks))
