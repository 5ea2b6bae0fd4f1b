"""A tax on what AI providers sell here, wherever they are."""

from simulator.kit import Economy, Levy, Sources, Typical, param


class AIServicesTax(Levy):
    """Providers at home and abroad pay a share of their sales here, and ask as much more for AI.

    Providers pass the tax on, in full unless `levy_pass_through` says otherwise: firms that use AI bear it,
    adopt less and replace less labour; the open offer gains customers where it is exempt. Evidence on
    digital services taxes agrees on passing on, less on how much (recalled, medium). Sales bought
    through another country are not left out here; retaliation by the providers' countries is.
    """

    about = "a tax on the sales of AI providers in the country, at home and abroad, which they pass on"
    typical = Typical(rate=0.03)

    rate = param(0.0, "tax on what is charged for AI", share_of="sales", bounds=(0, 0.5))
    open_exempt = param(0.0, "whether the open offer is free of it", kind="flag")
    sources = Sources(
        typical="digital services taxes: 3 % of sales (France, Italy, Spain; Tax Foundation, read)",
        rate="digital services taxes: 2 % (United Kingdom), 3 % (France, Italy, Spain) to 7.5 % "
        "(Türkiye) (Tax Foundation; read)",
        open_exempt="digital services taxes spare providers with sales below EUR 750 million (Tax "
        "Foundation; read)",
    )

    def law(self, economy: Economy) -> None:
        """Providers know the tax when they set prices."""
        rate = self.value("rate")
        self.shift(economy, "ai_services_tax", rate)
        self.shift(economy, "ai_services_tax_open", rate * (1.0 - self.value("open_exempt")))

    def levies(self, economy: Economy) -> None:
        """Collect from providers at home and abroad on this month's sales."""
        if self.value("rate") == 0.0:
            return
        offers, accounts = economy.providers.here, economy.accounts
        here = sum(offer.paid * offer.tax * offer.share_at_home() for offer in offers)
        self.charge(economy, accounts.providers, here)
        self.charge(economy, accounts.world, sum(offer.paid * offer.tax for offer in offers) - here)
