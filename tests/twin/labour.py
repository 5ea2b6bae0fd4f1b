"""The labour market of one month with plain Mesa objects: workers apply, posts choose, workers accept.

Written from the description, not from the compiled passes, which must agree with it. Slow on purpose.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain
from math import exp
from typing import Any

import mesa
import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from tests.twin.draws import Draws


@dataclass
class Opening:
    """One place in a post, and who suits it best so far."""

    post: Post
    taken: bool = False
    takes_beginners: bool = False
    best: Worker | None = None
    score: float = -float("inf")
    pay: float = 0.0

    def ask_anew(self) -> None:
        """Forget who was asked before."""
        self.best, self.score = None, -float("inf")

    def consider(self, worker: Worker, score: float, pay: float) -> None:
        """Keep the more suitable of two applicants."""
        if score > self.score:
            self.best, self.score, self.pay = worker, score, pay


class Post(mesa.Agent):
    """A kind of job in a firm."""

    def __init__(
        self, model: LabourMarket, row: int, occupation: int, premium: float, places: int,
        entry: int, public: bool, number: int,
    ) -> None:  # fmt: skip
        super().__init__(model)
        self.public = public
        self.number = number
        self.row, self.occupation, self.premium = row, occupation, premium
        self.openings, self.left, self.joined = [Opening(self) for _ in range(places)], 0, 0
        for opening in self.openings[:entry]:
            opening.takes_beginners = True


class Worker(mesa.Agent):
    """A person, employed or not, as the labour market sees her."""

    def __init__(self, model: LabourMarket, **record: Any) -> None:
        super().__init__(model)
        self.__dict__.update(record)
        self.offers: list[Opening] = []
        self.sent: list[tuple[Opening, float, float]] = []

    def distance_to(self, post: Post) -> float:
        """Skill distance, less what a course bridges where its occupation is nearer, and digital skill."""
        distance, over = self.model.distance, self.training_target
        gap = float(distance[self.occupation][post.occupation])
        if over >= 0:
            saved = max(0.0, gap - float(distance[over][post.occupation]))
            gap -= min(1.0, self.certificate) * saved
        return gap * (1.0 - self.digital)

    def pay_at(self, post: Post) -> float:
        """Going wage x premium x ability x the skill that survives the move, not below the minimum wage."""
        values, gap = self.model.values, self.distance_to(post)
        going = self.model.wage[post.occupation] * (1.0 + post.premium) * self.ability
        left = self.skill * (1.0 - values["skill_transfer_loss"] * gap)
        return max(going * left ** values["skill_pay"], values["minimum_wage"])

    def worth_of(self, post: Post, pay: float) -> float:
        """Pay times what the job is worth to her beyond it."""
        return pay * exp(self.model.values["job_value_spread"] * self.model.draws.fit(self, post.number))

    def suitability(self, post: Post, impression: float) -> float:
        values = self.model.values
        record = self.skill - values["distance_penalty"] * self.distance_to(post)
        found = values["job_finding"] / values["callback_market"]
        record -= values["callback_penalty"] * found * min(self.months_out, 8)
        if not post.public:
            record += self.hire_appeal
        if self.training_target in (post.occupation, -1):
            record += self.certificate
        return float(record + values["screening_noise"] * impression)

    def look(self) -> None:
        """Apply for some posts, chosen by the mobility network, openings and wages."""
        draws, market = self.model.draws, self.model
        directions = market.directions[self.occupation]
        if directions is None:
            return
        before = market.values["search_before_entry"] if self.entered and self.status == UNEMPLOYED else 1.0
        for k in range(int(market.values["applications"] * (self.effort * before) + draws.looks(self))):
            where, which, whence = draws.place(self, k)
            trained = market.directions[self.training_target] if self.training_target >= 0 else None
            share = min(0.5, market.values["course_looks"] * self.certificate)
            look_along = trained if trained and whence < share else directions
            openings = market.openings[bisect_right(look_along, where)]
            opening = openings[int(which * len(openings))]
            lacking = self.experience < market.values["entry_months"] * (1.0 - self.digital)
            if opening.post.row == self.post or (lacking and not opening.takes_beginners):
                continue
            pay = self.pay_at(opening.post)
            if self.worth_of(opening.post, pay) > self.reservation_wage:
                self.sent.append((opening, self.suitability(opening.post, draws.impression(self, k)), pay))

    def wait_for_offers(self) -> None:
        """Let the firms whose openings are left compare this application, unless she has found a job."""
        for opening, score, pay in () if self.hired else self.sent:
            if not opening.taken:
                opening.consider(self, score, pay)

    def choose(self) -> None:
        """Take the offer worth most to her and move."""
        if self.offers:
            seen = [(opening, score) for opening, score, _ in self.sent]
            taken = max(self.offers, key=lambda one: (self.worth_of(one.post, one.pay),
                                                      -seen.index((one, one.score))))  # fmt: skip
            if self.status == EMPLOYED:
                self.model.posts[self.post].left += 1
            loss = self.model.values["skill_transfer_loss"] * self.distance_to(taken.post)
            self.skill *= 1.0 - loss
            self.distance_moved = self.distance_to(taken.post)
            self.post, self.wage, self.hired = taken.post.row, taken.pay, True
            self.occupation, self.status = taken.post.occupation, EMPLOYED
            taken.post.joined += 1
            taken.taken = True
        self.offers = []


RECORD = (
    "status", "occupation", "months_out", "skill", "ability", "certificate", "training_target", "post",
    "wage", "reservation_wage", "effort", "experience", "hire_appeal", "digital",
)  # fmt: skip


class LabourMarket(mesa.Model):
    """Everyone who may look for a job this month, and every post."""

    def __init__(self, economy: Any, draws: Draws) -> None:
        super().__init__(rng=0)
        self.draws = draws
        going = economy.aggregates
        self.values = {
            **economy.parameters, "minimum_wage": going.minimum_wage, "job_finding": going.job_finding,
        }  # fmt: skip
        self.wage, self.distance = economy.occupations.wage.tolist(), economy.distance
        p, q = economy.posts, economy.persons
        columns = {name: q.columns[name].tolist() for name in RECORD}
        for row in np.flatnonzero(p.active).tolist():
            premium = float(economy.firms.premium[p.firm[row]])
            Post(self, row, int(p.occupation[row]), premium, int(p.deciding[row]),
                 int(p.entry_deciding[row]),
                 bool(economy.firms.public[p.firm[row]]),
                 int(economy.firms.id[p.firm[row]]) * POSTS_PER_FIRM + row % POSTS_PER_FIRM)  # fmt: skip
        entered = set(economy.scratch.entered.tolist())
        for row in np.flatnonzero((q.active == 1) & (q.effort > 0.0)).tolist():
            record = {name: values[row] for name, values in columns.items()}
            record["entered"] = row in entered and q.arrival_month[row] != economy.month
            Worker(self, row=row, person=int(q.id[row]), hired=False, distance_moved=0.0, **record)
        self.posts = {post.row: post for post in self.agents_by_type[Post]}
        kinds = range(len(self.wage))
        self.openings: list[list[Opening]] = [[] for _ in kinds]
        for post in self.agents_by_type[Post]:
            self.openings[post.occupation] += post.openings
        self.directions = [self._directions(kind, economy) for kind in kinds]

    def _directions(self, own: int, economy: Any) -> list[float] | None:
        """Cumulative chances of the occupations in which workers of one look; None without openings."""
        rivals, wage, appeal = economy.rivals(), economy.occupations.relative_wage, economy.occupations.appeal
        chances = [
            share * appeal[to] * len(self.openings[to]) / max(rivals[to], 1.0)
            * (wage[to] / wage[own]) ** self.values["wage_pull"]
            for to, share in enumerate(economy.mobility[own].tolist())
        ]  # fmt: skip
        total = sum(chances)
        return [chance / total for chance in accumulate(chances)] if total > 0.0 else None

    def step(self) -> None:
        """Applications, then rounds of offers and decisions: nobody's place in a list matters."""
        workers = self.agents_by_type[Worker]
        workers.do("look")
        for _ in range(int(self.values["offer_rounds"])):
            left = [opening for opening in chain.from_iterable(self.openings) if not opening.taken]
            for opening in left:
                opening.ask_anew()
            workers.do("wait_for_offers")
            for opening in left:
                if opening.best is not None:
                    opening.best.offers.append(opening)
            workers.do("choose")
