"""A job guarantee: a public job at a low wage for whoever has been out of work for some months."""

from typing import Any

import numpy as np

from simulator.agents.person import INACTIVE, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, RETIRED, UNEMPLOYED
from simulator.core.kernels import sum_where
from simulator.kit import Economy, Programme, Sources, Typical, param
from simulator.markets.own_account import own_weights, who_would_leave


class JobGuarantee(Programme):
    """The state employs who accepts its wage, and buys materials and supervision; they go on looking, less.

    A job that one could turn to raises what seekers ask and what employers must pay, as far as it lies within
    the months that people look ahead (`benefit_horizon`): the longer the wait, the weaker. People in it keep
    their skill, but employers see them as out of work still (A20: public jobs hardly help afterwards). What
    they make counts in GDP at its cost; nobody buys it.

    Where nobody has to wait, people in own-account and informal work that pays less come too, which raises
    what the others earn; people in the job start such work when it pays more.
    """

    family = "compensate"
    about = "a public job at a low wage for everybody who has looked for work for some months"
    typical = Typical(wage=1.0, wait=9.0, materials=0.4)

    wage = param(0.0, "pay of a full-time job", share_of="minimum wage", bounds=(0, 3))
    wait = param(9.0, "months unemployed before it is offered", kind="months", bounds=(0, 60))
    materials = param(0.3, "materials and supervision, bought from firms", share_of="the wage", bounds=(0, 5))
    sources = Sources(
        typical="Austria, Marienthal: after 9 months or more, at the lowest collective wage, about EUR "
        "30,000 a place and year (recalled, medium)",
        wage="Austria (Marienthal): lowest collective wage; India: MGNREGA 2005, statutory wage (read; "
        "recalled, high)",
        wait="Austria (Marienthal) 9 to 12 (read), United Kingdom 18 (Budget 2025; recalled, medium), "
        "India none",
        materials="India: at most 40 % of the cost (recalled, medium); Austria: EUR 30,000 with the wage",
    )

    chance = 1.0  # places over those who want one

    def pay_rate(self, economy: Economy) -> float:
        """Pay of a full-time job (currency/month)."""
        return self.value("wage") * economy.aggregates.minimum_wage

    def ready(self, economy: Economy) -> Any:
        """Who has waited long enough and would take the job, by row."""
        q = economy.persons
        waited = (q.status == UNEMPLOYED) & (q.months_in_status >= self.value("wait"))
        seekers = self.eligible(economy, waited & (q.reservation_wage <= self.pay_rate(economy)))
        return seekers | self.worse_paid(economy) if self.value("wait") == 0.0 else seekers

    def worse_paid(self, economy: Economy) -> Any:
        """Who works without a contract for less than the job leaves after tax, by row."""
        q, s, p = economy.persons, economy.aggregates, economy.parameters
        pay = self.pay_rate(economy) * p["net_of_tax"] / (1.0 + p["switching_gain"])
        found = np.zeros(q.n, np.bool_)
        for status, weight, each in (
            (OWN_ACCOUNT, own_weights(economy), s.own_account_pay),
            (INFORMAL, np.ones(q.n), s.informal_pay),
        ):
            at_work = (q.status == status) & (q.active == 1)
            may = self.eligible(economy, at_work)
            found |= who_would_leave(each, weight * at_work, may, q.id, pay)
        return found

    def training(self, economy: Economy) -> None:
        """Keep, release and take on people as far as there are places; buy what they work with."""
        q, wage = economy.persons, self.pay_rate(economy)
        inside = (q.status == PUBLIC_JOB) & (q.active == 1)
        cost = wage * (1.0 + self.value("materials"))
        # As many as capacity and fund allow.
        places = min(self.ceiling(economy), self.affordable(economy, cost, 1.0, 0.0)) if cost > 0.0 else 0
        stay = self.first(economy, inside, places)
        wants = self.ready(economy) if places else np.zeros(q.n, np.bool_)
        join = self.first(economy, wants, places - int(stay.sum()))
        self.chance = places / max(places, int(stay.sum() + wants.sum()), 1)
        came = [(join & (q.status == old), old, PUBLIC_JOB) for old in (UNEMPLOYED, OWN_ACCOUNT, INFORMAL)]
        for rows, old, new in ((inside & ~stay, PUBLIC_JOB, UNEMPLOYED), *came):
            economy.moves[old, new] += int(rows.sum())
            q.status[rows], q.months_in_status[rows] = new, 0
        q.wage[stay | join], q.hours[join] = wage, 1.0
        self.buy(economy, self.value("materials") * wage * float((stay | join).sum()))

    def transfers(self, economy: Economy) -> None:
        """Tell people what the job pays that they could turn to, less the months they would wait for it."""
        q = economy.persons
        waited = np.where(q.status == UNEMPLOYED, q.months_in_status, 0)
        wait = np.maximum(self.value("wait") - waited, 0.0) * (q.status != PUBLIC_JOB)
        near = np.maximum(0.0, 1.0 - wait / economy.parameters["benefit_horizon"])
        might = self.eligible(economy, (q.status != RETIRED) & (q.status != INACTIVE))
        q.outside_wage += np.where(might, self.chance * near * self.pay_rate(economy), 0.0)

    def levies(self, economy: Economy) -> None:
        """Name the wages paid."""
        q = economy.persons
        paid = float(sum_where(q.earnings, q.status, PUBLIC_JOB))
        self.attribute(economy, "wages", paid, heads=float(np.count_nonzero(q.status == PUBLIC_JOB)))
