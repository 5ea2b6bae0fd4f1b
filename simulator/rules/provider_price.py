"""What providers of AI ask, and who chooses which of them."""

from collections.abc import Sequence

from simulator.agents.state import Offer


def provider_price(
    offers: Sequence[Offer], *, fee_levy: float, provider_switching: float, levy_pass_through: float,
    small_pace: float = 1.0, small_use: float = 0.0,
) -> float:  # fmt: skip
    """Set price and market shares of each offer; return the mean price (currency per post's tasks and month).

    Markup x cost is what is asked where nobody is taxed. Of a tax on the provider's sales, and of a levy on
    what users pay, users bear `levy_pass_through`; the rest falls on the rent, as far as there is one.
    Shares follow (quality / price) to the power `provider_switching`. Of small firms, `small_use` of all
    use, those that take open offers bring AI in `small_pace` times as fast: so much more do they use.
    """
    for offer in offers:
        untaxed = offer.markup * offer.cost
        asked = untaxed * (1.0 + levy_pass_through * offer.tax / (1.0 - offer.tax))
        asked *= (1.0 + levy_pass_through * fee_levy) / (1.0 + fee_levy)
        offer.price = max(asked, offer.cost / (1.0 - offer.tax))
    first = offers[0].price
    appeal = [(offer.quality * first / offer.price) ** provider_switching for offer in offers]
    small = [appeal[0], *(weight * small_pace for weight in appeal[1:])]
    for offer, weight, weight_small in zip(offers, appeal, small, strict=True):
        offer.share, offer.small_share = weight / sum(appeal), weight_small / sum(small)
    return sum(
        (offer.share + small_use * (offer.small_share - offer.share)) * offer.price for offer in offers
    )
