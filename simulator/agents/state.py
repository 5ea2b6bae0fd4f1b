"""State, bank, rest of the world and AI providers: one agent each, ordinary Mesa agents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.core.population import Agent


@dataclass
class Balance:
    """A scalar account: what the holder has with the bank (currency)."""

    amount: float = 0.0


class Institution(Agent):
    """What an economy has one of."""

    def remove(self) -> None:
        """Refuse: an economy without it has no accounts."""
        raise ValueError(f"an economy has one {type(self).__name__.lower()}, which cannot be removed")


class State(Institution):
    """The tax-benefit system and its debt."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        self.account = Balance()
        self.bonds = 0.0
        self.last_bonds = 0.0  # a year ago, for the rule that the budget may keep
        self.funds: dict[str, float] = {}


class Bank(Institution):
    """The banking system: deposits, loans, bonds and the country's foreign position."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        self.account = Balance()  # equity
        self.dividends = 0.0


class CentralBank(Institution):
    """The central bank of the country's currency."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        # % a year, but for the trends; what it has learnt and expects less the twin's
        self.rate = 0.0  # policy rate
        self.usual_rate = 0.0  # without AI and policy
        self.neutral = 0.0  # what it has learnt of the neutral rate
        self.expected = 0.0  # inflation
        self.prices_trend = 0.0  # log less the twin's, over about a year, of the own economy
        self.output_trend = 0.0  # the same over about five years
        self.prices_trend_plain = 0.0  # and of the run without the policy
        self.output_trend_plain = 0.0


class World(Institution):
    """The rest of the world: exports, imports, foreign owners and the shadow economy that uses our AI."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        self.account = Balance()  # claims on the country, net
        self.export_base = 0.0
        self.automated = 0.0
        self.adopters = 0.0  # share of AI's possible saving where it is used
        self.saving = 0.0
        self.saving_start = 0.0
        self.bill_start = 0.0  # paid abroad for AI in month 0
        self.spending_start = 0.0  # on AI here in month 0
        self.use_start = 0.0  # of AI abroad then, at its price
        self.dearer = 1.0  # AI for users abroad, by levies that others have too
        self.levied = 0.0  # log, what levies on wages and capital add to prices
        self.borne = 0.0  # of them, what wages have come to bear
        self.returned = 0.0  # what is bought here for what is paid abroad for AI since (currency/month)
        self.gain_start = 1.0
        self.adoption_probit = 0.0
        self.wage = 0.0  # like the next four, log over trend
        self.price = 0.0
        self.wage_norm = 0.0
        self.productivity = 0.0
        self.productivity_known = 0.0
        self.currency = 0.0  # log price of foreign money over month 0's
        self.price_gap = 0.0  # log of our prices over those abroad
        self.price_gap_known = 0.0  # as far as trade has come round to it


@dataclass
class Offer:
    """What an AI provider asks for one full-time post's tasks a month (cost and price in currency/month).

    Of its cost a part is computing, which runs the model. The rest is research, training and sales of a
    commercial provider, and what it takes to fit in an open model, which users and firms here do.
    """

    name: str
    cost: float
    markup: float
    quality: float
    computing: float = 0.0
    home: float = 0.0  # part of the price but for computing that is paid in the country
    computing_home: float = 0.0  # part of computing
    price: float = 0.0
    share: float = 0.0
    small_share: float = 0.0  # among small firms
    tax: float = 0.0  # share of sales
    paid: float = 0.0  # for it this month (currency)

    def rent(self) -> float:
        """What is left of the price beyond tax and cost (currency/month)."""
        return self.price * (1.0 - self.tax) - self.cost

    def share_at_home(self) -> float:
        """Part of what is paid for it that stays in the country."""
        return (self.costs_home() + self.home * (self.price - self.cost)) / max(self.price, 1e-300)

    def costs_home(self) -> float:
        """What of its cost is bought in the country (currency/month)."""
        return self.computing_home * self.computing + self.home * (self.cost - self.computing)


def spending(offers: Sequence[Offer], *, small: bool = False) -> list[float]:
    """Part of what is spent on AI that each offer gets, of small firms or of all other users."""
    paid = [(offer.small_share if small else offer.share) * offer.price for offer in offers]
    total = max(sum(paid), 1e-300)
    return [one / total for one in paid]


class ProviderMarket(Institution):
    """One commercial provider with market power and an open fringe that limits it."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        self.account = Balance()
        self.offers: list[Offer] = []
        self.here: list[Offer] = []  # as this country's policies make them
        self.revenue = 0.0  # of what is paid here and abroad, what stays in the country
        self.costs = 0.0  # what of it goes for computing, research and fitting in, bought from firms
        self.levies = 0.0
        self.dividends = 0.0

    def parts(self, *, small: bool = False) -> tuple[float, float]:
        """Of what small firms or all others pay for AI, the part that stays here, and what of it is cost."""
        spent = list(zip(spending(self.here, small=small), self.here, strict=True))
        kept = sum([part * one.share_at_home() for part, one in spent])
        return kept, sum([part * one.costs_home() / max(one.price, 1e-300) for part, one in spent])
