"""What providers of AI ask, and who chooses which of them."""

from collections.abc import Sequence

from simulator.agents.state import Offer


def provider_price(
    offers: Sequence[Offer], *, fee_levy: float, provider_switching: float, levy_pass_through: float
) -> float:
    """Set price and market share of each offer; return the mean price (currency per post's tasks and month).

    Markup x cost is what is asked where nobody is taxed. Of a tax on the provider's sales, and of a levy on
    what users pay, users bear `levy_pass_through`; the rest falls on the rent, as far as there is one.
    Shares follow (quality / price) to the power `provider_switching`.
    """
    for offer in offers:
        untaxed = offer.markup * offer.cost
        asked = untaxed * (1.0 + levy_pass_through * offer.tax / (1.0 - offer.tax))
        asked *= (1.0 + levy_pass_through * fee_levy) / (1.0 + fee_levy)
        offer.price = max(asked, offer.cost / (1.0 - offer.tax))
    appeal = [(offer.quality * offers[0].price / offer.price) ** provider_switching for offer in offers]
    for offer, weight in zip(offers, appeal, strict=True):
        offer.share = weight / sum(appeal)
    return sum(offer.share * offer.price for offer in offers)
