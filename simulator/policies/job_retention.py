"""Short-time work: hours are cut instead of jobs; the state and the firm pay a part of the wages lost."""

import numpy as np

from simulator.agents.person import EMPLOYED
from simulator.core.kernels import columns
from simulator.kit import Economy, Mandate, Sources, Transfer, Typical, param
from simulator.markets.separations import ShortTime, hours_cut

PAUSE = 3
"""Months without short time after which a post may begin anew (SGB III s.104; recalled)."""


class JobRetention(Transfer, Mandate):
    """Hours are cut and people keep the job; firm and state together pay part of the wage lost.

    Where people would be laid off, a firm keeps on short time as many as cost it less until quits and
    returning work absorb them than parting and filling the post again (`markets/separations.py`). Some of
    them nobody would have laid off: windfalls emerge (A26). When the months are over layoffs come; posts
    that AI has abolished gain time only, if they are let in.

    What the firm bears goes to the worker and lowers what the state pays. Where law has firms pay
    contributions on the wage lost, and the state the worker, the same money moves in two steps.
    """

    family = "adapt"
    about = "short-time work: hours are cut instead of layoffs, state and firm pay a part of the wages lost"
    fundable = True
    channel = "payments"
    typical = Typical(share=0.4, months=12.0, employer_cost=0.75)

    share = param(0.0, "pay for the hours cut", share_of="wage lost")
    employer_cost = param(0.0, "part of it that the firm bears", share_of="that pay")
    months = param(12.0, "longest use by a post", kind="months", bounds=(1, 60))
    threshold = param(0.1, "smallest loss of work that counts", share_of="hours")
    staff = param(0.33, "part of a firm's staff that must be concerned", share_of="staff")
    recovery = param(
        0.083,
        "share of those without work for whom firms expect work to return in a month",
        kind="probability",
    )
    automated = param(
        0.0, "whether posts that AI has abolished count, where work will not come back", kind="flag"
    )
    sources = Sources(
        typical="Germany's Kurzarbeit: 60 % of the net wage lost, about 40 % of the gross one, 12 months "
        "by statute (read); the firm pays contributions on 80 % of the wage lost, three quarters of that "
        "pay (SGB IV, recalled)",
        share="Germany: SGB III s.105, 60 or 67 % of the net wage lost (read)",
        employer_cost="recalled: Germany 24-46 % of labour cost (Bach & Spitznagel 2009), Italy 9-15 % "
        "of the wage",
        months="Germany: SGB III s.104, 12; 24 to the end of 2026 (KugBeV 4; read)",
        threshold="Germany: SGB III s.96, more than 10 % of pay (recalled, high)",
        staff="Germany: SGB III s.96, a third (recalled, high)",
        recovery="recessions last about a year: NBER, 10 months since 1945 (recalled)",
        automated="law asks for a temporary loss of work (SGB III s.96; recalled)",
    )

    used = last = np.zeros(0)

    def separations(self, economy: Economy) -> None:
        """Cut hours where there are too many people; who is on short time is not laid off."""
        if self.value("share") == 0.0:
            return
        q, posts, firms, month = economy.persons, economy.posts, economy.firms, economy.month
        if len(self.used) == 0:
            self.used, self.last = np.zeros(posts.n), np.zeros(posts.n)
        self.used[month - self.last > PAUSE] = 0.0
        cut, posts.layoffs_spared[:] = hours_cut(
            posts.n, columns(ShortTime, posts), firms.public, firms.heads, self.used,
            (self.value("threshold"), self.value("staff"), self.value("months"),
             self.value("automated") > 0.0), self.borne(), self.value("recovery"),
        )  # fmt: skip
        cut_of = np.where(q.status == EMPLOYED, cut[q.post], 0.0)
        who = self.recipients(economy, cut_of > 0.0)
        q.short_time[who] = cut_of[who]
        on = np.unique(q.post[who])
        self.used[on] += 1.0
        self.last[on] = month

    def training(self, economy: Economy) -> None:
        """Who left the job since then is no longer on short time."""
        q = economy.persons
        q.short_time[(q.status != EMPLOYED) | (q.tenure == 0)] = 0.0

    def transfers(self, economy: Economy) -> None:
        """Firm and state pay a part of the wage for the hours cut."""
        q = economy.persons
        lost = np.where(q.status == EMPLOYED, q.wage * q.hours * q.short_time, 0.0)
        self.employers_pay(economy, self.borne() * lost, q.firm, beside_state=True)
        self.pay(economy, (self.value("share") - self.borne()) * lost, in_means_test=True)

    def borne(self) -> float:
        """What an hour cut costs the firm (share of its wage)."""
        return self.value("share") * self.value("employer_cost")
