"""A levy on what firms spend on AI, or on the labour cost that AI saves them."""

import numpy as np

from simulator.kit import Economy, Levy, Sources, Typical, param


class AutomationLevy(Levy):
    """Firms pay; they weigh the levy when they decide to adopt, that on fees in what they charge too.

    What AI saves is the labour cost of its tasks less the fees for them: a levy on that makes no task dearer
    than its labour, but what fitting AI in costs takes longer to earn.
    """

    about = "a levy on AI spending, or on the labour cost saved by AI, paid by the firms that use it"
    typical = Typical(rate=0.03)

    rate = param(0.0, "levy on fees paid to AI providers", share_of="AI spending", bounds=(0, 2))
    rate_on_saved = param(
        0.0,
        "levy on the labour cost of the tasks that AI does, less fees for them; at most half",
        share_of="what AI saves",
        bounds=(0, 0.5),
    )
    sources = Sources(
        typical="compute/token tax: about 3 % of AI-service revenue (Amodei, May 2025; recalled, medium)",
        rate="token tax proposals about 3 %; robot tax literature 1-10 %",
    )

    def law(self, economy: Economy) -> None:
        """Providers know the levy when they set prices."""
        self.shift(economy, "ai_fee_levy", self.value("rate"))

    def adoption(self, economy: Economy) -> None:
        """Firms know the levy when they decide."""
        economy.firms.levy_rate += self.value("rate")
        economy.firms.saving_tax_rate += self.value("rate_on_saved") * (economy.firms.public == 0)

    def levies(self, economy: Economy) -> None:
        """Collect on this month's fees and on what AI saves."""
        rate, saved = self.value("rate"), self.value("rate_on_saved")
        if rate == 0.0 and saved == 0.0:
            return
        firms, s = economy.firms, economy.aggregates
        labour = s.average_wage * (1.0 + s.employer_rate)
        kept = np.maximum(0.0, firms.automated_heads * labour - firms.ai_fees)
        self.charge_firms(economy, rate * firms.ai_fees + saved * kept)
