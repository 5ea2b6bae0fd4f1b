"""What AI costs: the commercial provider's markup is limited by the open fringe."""

from collections.abc import Sequence

from simulator.agents.state import Offer


def provider_price(offers: Sequence[Offer], *, unit_cost: float, provider_switching: float) -> float:
    """Set price and market share of each offer; return the mean price (currency per post's tasks and month).

    A markup over cost passes a tax on sales on: what is left of the price after it is markup x cost. Shares
    follow (quality / price) to the power `provider_switching`.
    """
    for offer in offers:
        offer.price = offer.markup * offer.cost * unit_cost / (1.0 - offer.tax)
    appeal = [(offer.quality * offers[0].price / offer.price) ** provider_switching for offer in offers]
    for offer, weight in zip(offers, appeal, strict=True):
        offer.share = weight / sum(appeal)
    return sum(offer.share * offer.price for offer in offers)
