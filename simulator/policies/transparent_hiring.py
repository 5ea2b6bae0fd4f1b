"""Transparent hiring: firms that use AI explain whom they turn down, and have their screening audited."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.kit import Economy, Instrument, Sources, Typical, param


class TransparentHiring(Instrument):
    """A mark that has to be explained is not taken: for months out of work, for sex and age if there is one.

    All firms that use AI are taken to screen with it, which overstates reach and cost. Applicants meet the
    mean firm: marks fall by the share of openings that firms with AI have. It moves jobs between seekers
    more than it makes any.
    """

    family = "shape"
    fundable = False
    channel = "ranking of applicants"
    about = "firms that use AI explain how they choose applicants: fewer marks by statistics, a cost a hire"
    typical = Typical(strength=0.5, cost=0.04)

    strength = param(
        0.0,
        "part of what screening takes off for time out of work, sex and age that goes",
        share_of="the marks",
    )
    cost = param(0.0, "explanation and audit for each hire", unit="months of pay", bounds=(0, 2))
    sources = Sources(
        typical="EU AI Act, art. 26(7) and Annex III 4; New York, Local Law 144: audit each year, USD "
        "5,000 to 10,000 (an auditor; read), over 50 hires at 4,000 a month (choice): 0.04; strength: "
        "choice",
        strength="choice of the scenario: no study tells it",
        cost="New York, Local Law 144: see typical",
    )

    def law(self, economy: Economy) -> None:
        """Fewer marks, as far as openings are those of firms with AI."""
        posts, firms = economy.posts, economy.firms
        here = float(posts.vacancies @ firms.adopted[posts.firm]) / max(float(posts.vacancies.sum()), 1.0)
        room = 1.0 - economy.aggregates.explained_hiring
        self.shift(economy, "explained_hiring", min(room, here * self.value("strength")))

    def training(self, economy: Economy) -> None:
        """What explaining this month's hires costs."""
        q, firms = economy.persons, economy.firms
        new = (q.status == EMPLOYED) & (q.tenure == 0)
        pay = np.bincount(q.firm[new], q.wage[new], minlength=firms.n)
        firms.recruiting += self.value("cost") * pay * ((firms.adopted == 1) & (firms.public == 0))
