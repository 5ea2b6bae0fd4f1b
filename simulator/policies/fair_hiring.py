"""Enforced fairness in hiring: screening may not mark people down for sex or age."""

from types import MappingProxyType

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Instrument, Typical


class FairHiring(Instrument):
    """Employers rank applicants with less of the bias of their screening; inspectors are paid for.

    The bias is zero by default because no estimate in its unit exists: without `screening_bias_women` or
    `screening_bias_older` in the scenario the instrument costs money and changes nobody's chances.
    """

    family = "shape"
    fundable = False
    channel = "ranking of applicants"
    needs = MappingProxyType({"screening_bias_women": 0.5, "screening_bias_older": 0.5})
    about = "audits of hiring that take away bias by sex and age; acts only where a scenario assumes a bias"
    typical = Typical(
        "ILO: one inspector for 10,000 workers (recalled, high); share of the bias that goes: choice",
        strength=0.5, inspectors=0.1,
    )  # fmt: skip

    strength = param(
        0.0, unit="share of the bias", bounds=(0.0, 1.0), kind="share", about="part of the bias that goes",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip
    inspectors = param(
        0.0, unit="per 1000 labour force", bounds=(0.0, 10.0), about="inspectors, at two average wages each",
        source="ILO benchmark: 0.1 (recalled)", status="assumed",
    )  # fmt: skip

    def law(self, economy: Economy) -> None:
        """Limit what screening may do; two instruments never take away more than the bias."""
        room = 1.0 - economy.aggregates.fair_hiring
        self.shift(economy, "fair_hiring", min(room, self.value("strength")))

    def levies(self, economy: Economy) -> None:
        """Pay for inspection."""
        heads = self.value("inspectors") / 1000.0 * economy.labour_force()
        self.buy(economy, OVERHEAD * economy.aggregates.average_wage * heads)


OVERHEAD = 2.0
"""Cost of an inspector in average wages: contributions, travel, office (assumed)."""
