"""Notice and consultation: firms ask their staff before they use AI, and wait before they lay off for it."""

from typing import Any

import numpy as np

from simulator.agents.firm import SIZE_FLOORS
from simulator.agents.person import EMPLOYED
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Instrument, Sources, Typical, param
from simulator.markets.training import retrain

FULL_COURSE = 12.0
"""Months of a course to a post at full skill distance (as `employer_training.months`; assumed)."""
MEMORY = 24.0
"""Months over which firms learn what notices cost them (as `layoff_levy.memory`; assumed)."""


class NoticeAndConsultation(Instrument):
    """Use of AI in a post begins after a consultation; whom it makes redundant stays on pay for a notice.

    They know, and look for work meanwhile; quits of the post make notices void, and openings of the firm
    that a short course does for are theirs first. Time in notice lowers profit and what AI saves, so that
    firms adopt later. Posts that AI abolishes without anybody in them answer nothing: hiring forgone needs
    no notice. Notice before other layoffs is in those of month 0.
    """

    family = "shape"
    fundable = False
    channel = "layoffs and use of AI"
    about = "firms consult staff before they use AI and give notice, with openings inside, before layoffs"
    typical = Typical(notice=2.0, consultation=2.0, hours=8.0, course=6.0)

    notice = param(0.0, "between the end of a post by AI and a layoff from it", kind="months", bounds=(0, 24))
    consultation = param(
        0.0, "between the decision to use AI in a post and its use", kind="months", bounds=(0, 24)
    )
    hours = param(0.0, "cost of consultation for each person told", unit="hours of pay", bounds=(0, 400))
    course = param(
        0.0,
        "course up to which an opening of the firm has to be offered; it costs as much as a hire",
        kind="months",
        bounds=(0, 48),
    )
    small_below = param(
        10.0,
        "firms of a size class that begins below it are free (classes from 0, 10, 50, 250)",
        unit="employees",
        bounds=(0, 1000),
    )
    sources = Sources(
        typical="notice: 60 days (US WARN Act; read); consultation: two months with an expert (France, "
        "Code du travail R2312-6; recalled, high); hours, course: choice",
        notice="30 days from the notification (Directive 98/59/EC; Spain, Estatuto de los Trabajadores "
        "art. 51.4; read), 60 days (US WARN Act; read), 1 to 7 months by tenure (Germany, BGB s.622; "
        "recalled, high)",
        consultation="France: staff is consulted on new technologies (Code du travail L2312-8; read), "
        "one month, two with an expert (R2312-6; recalled, high); Germany: BetrVG s.90, 111 (recalled, "
        "high), no term",
        hours="choice of the scenario",
        course="Germany: KSchG s.1(2), after retraining that can be asked of the firm; France: Code du "
        "travail L1233-4 (recalled, high); length: choice",
        small_below="Directive 98/59/EC and KSchG s.17: above 20 employees; US WARN Act: 100 (read)",
    )

    used_for = left = np.zeros(0)
    told: tuple[Any, ...] = ()  # posts too many at each of the last months
    waited = abolished = 0.0

    def bound(self, economy: Economy) -> Any:
        """Whether the law binds a firm, by row."""
        firms = economy.firms
        large = np.array(SIZE_FLOORS)[firms.size_class] >= self.value("small_below")
        return large & (firms.public == 0) & self.is_on

    def adoption(self, economy: Economy) -> None:
        """Use waits for the consultation; firms know what notices usually take of AI's saving."""
        posts, bound = economy.posts, self.bound(economy)
        if len(self.used_for) == 0:
            self.used_for, self.left = np.where(posts.ai_used == 1, np.inf, 0.0), np.zeros(posts.n)
        self.used_for = np.where(posts.ai_used == 1, self.used_for + 1.0, 0.0)
        posts.ai_wait += np.maximum(self.value("consultation") - self.used_for, 0.0) * bound[posts.firm]
        months = self.waited / max(self.abolished, 1e-9)
        economy.firms.saving_levy_rate += min(1.0, months / economy.parameters["adoption_horizon"]) * bound

    def separations(self, economy: Economy) -> None:
        """Offer openings inside; of the others nobody is laid off before the end of a notice.

        A notice is over for as many as were too many in each of its months.
        """
        posts, firms, p, bound = economy.posts, economy.firms, economy.parameters, self.bound(economy)
        here = bound[posts.firm]
        months = self.value("hours") * MONTHS_PER_YEAR / economy.country.values["hours_per_worker"]
        asked = months * np.maximum(posts.ai_pending - self.left, 0.0) * here
        excess, heads = posts.layoff_chance * posts.heads / p["layoff_speed"], posts.heads.copy()
        moved = self.offer_openings(economy, here) if self.value("course") > 0.0 else np.zeros(posts.n)
        excess = np.maximum(excess - np.maximum(heads - posts.heads, 0), 0.0)
        posts.layoff_chance = p["layoff_speed"] * excess / np.maximum(posts.heads, 1)
        paid = asked + p["recruiting_cost"] * moved  # a course costs what filling the post would
        self.due = np.bincount(posts.firm, paid * economy.occupations.wage[posts.occupation])
        notice = int(self.value("notice") + 0.5)
        told, self.told = self.told, (*self.told, posts.ai_pending.copy())[-notice:] if notice else ()
        over = np.minimum.reduce([posts.ai_pending, *told]) if len(told) >= notice else np.zeros(posts.n)
        waits = np.maximum(np.minimum(excess, posts.ai_pending) - over, 0.0) * here
        posts.notice = np.maximum(posts.notice, waits / np.maximum(excess, 1e-9))
        replaced = float(firms.automated_heads @ bound) / max(float(firms.automated_heads.sum()), 1e-9)
        self.waited += (float((waits + asked).sum()) - self.waited) / MEMORY
        self.abolished += (replaced * economy.count["posts_abolished"] - self.abolished) / MEMORY

    def offer_openings(self, economy: Economy, here: Any) -> Any:
        """Move those who have been longest with the firm first; how many come, by post."""
        q, posts = economy.persons, economy.posts
        rows = np.flatnonzero((q.status == EMPLOYED) & (posts.ai_pending[q.post] > 0.0) & here[q.post])
        rows = rows[np.lexsort((q.id[rows], -q.tenure[rows]))]
        duty = int(self.value("course"))
        moved, _ = retrain(economy, rows, np.zeros(len(rows)), months=FULL_COURSE, duty=duty)
        return np.bincount(q.post[moved], minlength=posts.n)

    def training(self, economy: Economy) -> None:
        """Firms buy consultation and courses of the month."""
        economy.firms.recruiting += self.due
        self.left = economy.posts.ai_pending.copy()
