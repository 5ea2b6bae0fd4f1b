"""A social dividend: a public fund buys shares in firms and pays what they earn to all adults alike."""

import numpy as np

from simulator.kit import Economy, Sources, Transfer, Typical, param


class SocialDividend(Transfer):
    """The state buys shares from households; firms, the bank and AI providers pay their dividends to it.

    The shares are paid with what a levy earmarked for it raises, or else by borrowing, at what their
    dividends are worth at `yield_asked`. Sellers keep the money as wealth, of which they spend a little.
    Owners' share falls for all alike; foreign owners do not sell. Shares have no price of their own in the
    model, so that buying does not make them dearer: the fund buys too cheaply, the more so the faster it
    grows. What it has bought stays public when the policy ends; the dividends then go to the budget.
    """

    family = "share"
    about = "a public fund buys shares in firms and pays their dividends to all adults alike"
    raises = True
    typical = Typical(purchase=0.01, payout=1.0)

    purchase = param(0.0, "shares bought", share_of="GDP a year", bounds=(0, 0.2))
    limit = param(
        1.0,
        "share of domestically owned dividends at which the fund stops buying",
        share_of="domestic ownership",
    )
    payout = param(1.0, "part paid to adults; the rest stays in the budget", share_of="dividends received")
    yield_asked = param(
        0.08,
        "dividends of a year over the price of shares",
        unit="per year",
        kind="share",
        bounds=(0.01, 0.5),
    )
    sources = Sources(
        typical="purchase: choice, 1 % of GDP a year; Alaska pays out about 5 % of its fund a year, 3-4 % "
        "of income (APFC; recalled, high)",
        purchase="choice of the scenario; Norway's fund took in several % of GDP a year (recalled, low)",
        limit="neutral: no limit",
        payout="choice: all of it",
        yield_asked="the return that owners require in the model",
    )

    held = 0.0  # share of domestically owned dividends

    def law(self, economy: Economy) -> None:
        """Dividends of the shares held go to the fund."""
        self.shift(economy, "public_equity", self.held)

    def transfers(self, economy: Economy) -> None:
        """Pay what the shares earn to all adults alike, whatever they do."""
        received = economy.ledger.total("dividends", payee="state")
        who = self.recipients(economy)
        each = self.value("payout") * received / max(int(np.count_nonzero(who)), 1)
        if economy.fund_limit(self.name) is not None:
            economy.credit_fund(self.name, self.value("payout") * received)  # its own earnings
        self.pay(economy, np.where(who, each, 0.0), kept=True)

    def levies(self, economy: Economy) -> None:
        """Name the dividends received; buy shares from all owners alike, at this month's worth."""
        total, received = economy.ledger.total, 0.0
        for payer in ("firms", "bank", "providers"):
            part = total("dividends", payer=payer, payee="state")
            self.attribute(economy, "dividends", part, payer=payer, payee="state")
            received += part
        if self.value("purchase") == 0.0:
            return
        q = economy.persons
        dividends = received + total("dividends", payee="households")
        worth = 12.0 * dividends / self.value("yield_asked")
        room = max(0.0, self.value("limit") - self.held) * worth
        wanted = min(self.value("purchase") * economy.accounts_of_month["production"], room)
        paid = self.acquire(economy, wanted * q.equity_share * (q.active == 1))
        self.held += paid / max(worth, 1e-300)
