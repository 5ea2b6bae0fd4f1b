"""Other countries raise taxes on profit in step."""

from types import MappingProxyType

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Instrument, Typical


class TaxCooperation(Instrument):
    """A share of the countries to which profit and capital would move raise their tax as much as this one.

    It has no cost and no effect of its own: it closes that share of the leaks of `profit_tax`. What others
    do with their revenue, and that they too use AI, does not change.
    """

    family = "shape"
    fundable = False
    channel = "base of profit_tax"
    needs = MappingProxyType({"profit_tax.rate": 0.1})
    about = "other countries raise the tax on profits in step, so that profit_tax does not leak"
    typical = Typical(
        "Pillar Two: groups above EUR 750 million, 15 % everywhere (recalled, high); share: choice", share=0.8
    )

    share = param(
        0.0, unit="share of other countries", bounds=(0.0, 1.0), kind="share", about="how many raise in step",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip

    def law(self, economy: Economy) -> None:
        """Nowhere to go, for that share."""
        room = 1.0 - economy.aggregates.tax_cooperation
        self.shift(economy, "tax_cooperation", min(room, self.value("share")))
