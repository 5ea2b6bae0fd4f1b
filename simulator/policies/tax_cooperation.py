"""Other countries levy what this one does."""

from types import MappingProxyType

from simulator.kit import Economy, Instrument, Sources, Typical, param


class TaxCooperation(Instrument):
    """A share of the countries with which this one trades has the levies of the scenario as well.

    It has no cost and no effect of its own: it closes that share of what levies lose by acting alone. Profit
    is not reported there and capital does not go there (`profit_tax`); prices there carry levies on wages
    and on capital; AI costs as much more there, comes as much later and saves as much less. What others do
    with their revenue does not reach this country, and nothing here is paid to them.
    """

    family = "shape"
    fundable = False
    channel = "leaks of levies"
    needs = MappingProxyType(
        {
            "profit_tax.rate": 0.1,
            "automation_levy.rate": 0.1,
            "ai_services_tax.rate": 0.1,
            "payroll_training_levy.rate": 0.01,
        }
    )
    about = (
        "other countries have the same levies on AI fees, AI services, wages or profit, "
        "so that they do not leak"
    )
    typical = Typical(share=0.8)

    share = param(
        0.0,
        "how many have them: 0 alone, 1 the world, between them an area by its part in trade",
        share_of="other countries",
    )
    sources = Sources(
        typical="Pillar Two: groups above EUR 750 million, 15 % everywhere (recalled, high); share: choice",
    )

    def law(self, economy: Economy) -> None:
        """Nowhere to go, for that share."""
        room = 1.0 - economy.aggregates.tax_cooperation
        self.shift(economy, "tax_cooperation", min(room, self.value("share")))
