"""Short-time work: hours are cut instead of jobs, and the state pays a part of the wages lost."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.param import param
from simulator.kit import Transfer, Typical
from simulator.markets.short_time import hours_cut

if TYPE_CHECKING:
    from simulator.model import Economy

PAUSE = 3
"""Months without short time after which a post may begin anew (SGB III s.104; recalled)."""


class JobRetention(Transfer):
    """Firms pay for the hours that are worked, people keep the job, the state pays part of the wage lost.

    Every post with too many people may use it, also where quits would have done: windfalls emerge (A26). When
    the months are over layoffs come; posts that AI has abolished gain time only, if they are let in.
    """

    family = "adapt"
    about = "short-time work: hours are cut instead of layoffs, the state pays a part of the wages lost"
    typical = Typical(
        "Germany's Kurzarbeit: 60 % of the net wage lost, 12 months by statute (policy table)",
        share=0.6, months=12.0,
    )  # fmt: skip

    share = param(
        0.0, unit="share of wage lost", bounds=(0.0, 1.0), kind="share", about="pay for the hours cut",
        source="policy table: 60 or 67 % (DEU)", status="assumed",
    )  # fmt: skip
    months = param(
        12.0, unit="months", bounds=(1.0, 60.0), kind="months", about="longest use by a post",
        source="policy table: 12 by statute, 24 to the end of 2026 (DEU)", status="assumed",
    )  # fmt: skip
    threshold = param(
        0.1, unit="share of hours", bounds=(0.0, 1.0), kind="share", about="smallest cut that is paid",
        source="policy table: more than 10 % of pay (DEU)", status="assumed",
    )  # fmt: skip
    staff = param(
        0.33, unit="share of staff", bounds=(0.0, 1.0), kind="share",
        about="part of a firm's staff that must be concerned", source="policy table: a third (DEU)",
        status="assumed",
    )  # fmt: skip
    automated = param(
        0.0, unit="flag", bounds=(0.0, 1.0), kind="flag",
        about="whether posts that AI has abolished count, where work will not come back",
        source="law asks for a temporary loss of work (SGB III s.96; recalled)", status="assumed",
    )  # fmt: skip

    def __init__(self, setting: object) -> None:
        super().__init__(setting)
        self.used = self.last = np.zeros(0)

    def separations(self, economy: "Economy") -> None:
        """Cut hours where there are too many people; who is on short time is not laid off."""
        if self.value("share") == 0.0:
            return
        q, posts, firms, month = economy.persons, economy.posts, economy.firms, economy.month
        if len(self.used) == 0:
            self.used, self.last = np.zeros(posts.n), np.zeros(posts.n)
        self.used[month - self.last > PAUSE] = 0.0
        cut = hours_cut(posts.n, posts.active, posts.firm, firms.public, firms.heads, posts.heads,
                        posts.target, posts.ai_pending, self.used, self.value("threshold"),
                        self.value("staff"), self.value("months"), self.value("automated") > 0.0)  # fmt: skip
        cut_of = np.where(q.status == EMPLOYED, cut[q.post], 0.0)
        who = self.recipients(economy, cut_of > 0.0)
        q.short_time[who] = cut_of[who]
        on = np.unique(q.post[who])
        self.used[on] += 1.0
        self.last[on] = month

    def training(self, economy: "Economy") -> None:
        """Who left the job since then is no longer on short time."""
        q = economy.persons
        q.short_time[(q.status != EMPLOYED) | (q.tenure == 0)] = 0.0

    def transfers(self, economy: "Economy") -> None:
        """Pay a part of the wage for the hours cut."""
        q = economy.persons
        lost = np.where(q.status == EMPLOYED, q.wage * q.hours * q.short_time, 0.0)
        self.pay(economy, self.value("share") * lost, in_means_test=True)
