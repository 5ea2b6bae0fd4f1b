"""Subsidy to firms that retrain their own staff when AI abolishes posts: another post instead of a layoff."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.kit import Economy, Placement, Sources, Typical, param
from simulator.markets.training import retrain


class EmployerTraining(Placement):
    """Firms that have openings elsewhere keep people whom they would lay off, and the state pays a part.

    A firm weighs its part of course and time against what keeping somebody is worth, and moves those for whom
    the subsidy makes the difference. Those whom it would retrain anyway are neither counted nor paid, so the
    cost is a lower bound; who does not fit any opening of the firm is not reached.
    """

    family = "adapt"
    about = "a part of course and wages for firms that move staff from posts AI abolished to their openings"
    capacity = None
    horizon = None
    typical = Typical(share=0.6, any_surplus=1.0)

    share = param(
        0.0, "part of the course and of the wages for the time it takes that the state pays", share_of="cost"
    )
    any_surplus = param(
        0.0,
        "whether posts count in which AI does some tasks and too many people are left for any reason",
        kind="flag",
    )
    months = param(
        12.0,
        "course to a post at full skill distance, shorter ones in proportion",
        kind="months",
        bounds=(1, 48),
    )
    course_cost = param(
        0.25, "price of the course, bought by the firm", share_of="average wage per month", bounds=(0, 3)
    )
    time = param(0.5, "working time that a course takes", share_of="hours")
    worth = param(
        3.0,
        "most that keeping somebody is worth to a firm; drawn evenly between nothing and this",
        unit="months of pay",
        bounds=(0, 24),
    )
    learnt = param(0.5, "part of missing skill learnt", kind="share")
    sources = Sources(
        typical="Germany, SGB III s.82: courses 15-100 %, wages 25-75 % by size of firm (recalled); s.82a: "
        "Qualifizierungsgeld 60 %; any surplus: s.82 asks for no cause since 2020 (recalled)",
        share="Germany, SGB III s.82a (2024): 60 or 67 % of the net wage lost (recalled, high)",
        months="choice: a year for a new occupation",
        course_cost="as in training_programme",
        time="Germany, SGB III s.82a (2024): courses of more than 120 hours (recalled, high)",
        worth="around twice what filling a post costs (recruiting_cost), and what the firm has taught",
        learnt="as in training_programme",
    )

    def separations(self, economy: Economy) -> None:
        """Firms move people before they lay off."""
        share, q, posts, s = self.value("share"), economy.persons, economy.posts, economy.aggregates
        q.subsidy_left[(q.status != EMPLOYED) & (q.sponsor == self.position(economy))] = 0
        if share == 0.0:
            return
        threatened = (q.status == EMPLOYED) & (posts.ai_pending[q.post] > 0.0)
        rows = np.flatnonzero(self.eligible(economy, threatened))
        draws = self.draw(economy, "worth")
        rows = rows[np.lexsort((q.id[rows], -draws[rows]))]  # whom it is worth most to keep come first
        moved, length = retrain(
            economy,
            rows,
            self.value("worth") * draws,
            months=self.value("months"),
            learnt=self.value("learnt"),
            share=share,
            price=self.value("course_cost") * s.average_wage,
            lost_time=self.value("time"),
            any_surplus=self.value("any_surplus") > 0.0,
        )
        self.begin_months(economy, moved, length)

    def training(self, economy: Economy) -> None:
        """Firms buy the courses of this month; who has left the firm since then has none."""
        q, firms = economy.persons, economy.firms
        q.subsidy_left[(q.tenure == 0) & (q.sponsor == self.position(economy))] = 0
        price = self.value("course_cost") * economy.aggregates.average_wage
        firms.recruiting += price * self.by_firm(economy, self.sponsored(economy).astype(np.float64))

    def levies(self, economy: Economy) -> None:
        """Pay firms their part back."""
        q, s = economy.persons, economy.aggregates
        wages = self.value("time") * (q.earnings + q.employer_contribution)
        cost = self.value("course_cost") * s.average_wage + wages
        self.subsidise_months(economy, self.value("share") * cost)
