"""A tax on what firms earn above their own norm, of all firms or of those that use AI."""

import numpy as np

from simulator.kit import Economy, Levy, Sources, Typical, param


class WindfallTax(Levy):
    """Firms pay on after-tax profit above the norm; staff shares smaller rents, owners get smaller dividends.

    The norm is the firm's own after-tax profit per wage before AI, as rent sharing uses it; it slowly follows
    what has become usual; a firm that made no profit has none and does not pay. Profit is averaged over
    twelve months, without relief for losses before: luck is taxed too. Firms that weigh AI expect to lose the
    tax on that part of the saving which competition leaves them. Profit shifting is left out and AI providers
    have no norm here: the yield is an upper bound from firms and says nothing of the providers.
    """

    about = "a tax on profit above a firm's own norm, of all firms or only of those that use AI"
    typical = Typical(rate=0.33, allowance=0.2)

    rate = param(0.0, "tax rate on profit above the norm", kind="share", bounds=(0, 0.9))
    allowance = param(0.2, "profit above the norm that stays free", unit="share of the norm", bounds=(0, 5))
    adopters_only = param(0.0, "whether only firms that use AI pay it", kind="flag")
    sources = Sources(
        typical="Regulation (EU) 2022/1854: 33 % of profit above 120 % of the average of 2018-21 "
        "(recalled, high)",
        rate="European Union: Regulation 2022/1854, 33 %; United Kingdom: Energy Profits Levy, 38 % "
        "(recalled, high)",
        allowance="European Union: Regulation 2022/1854, 1.2 times the mean of four years (recalled, high)",
        adopters_only="neutral: all firms",
    )

    def law(self, economy: Economy) -> None:
        """Set what stays free."""
        self.shift(economy, "windfall_allowance", self.value("allowance"))

    def adoption(self, economy: Economy) -> None:
        """Tell firms the rate, and those without AI what part of its saving the tax would take."""
        rate, firms = self.value("rate"), economy.firms
        if rate == 0.0:
            return
        everybody = self.value("adopters_only") == 0.0
        firms.windfall_rate += rate * ((firms.public == 0) & ((firms.adopted == 1) | everybody))
        free = self.value("allowance") * np.maximum(firms.profit_norm, 0.0) * firms.base_wages
        saving = np.maximum(firms.ai_saving, 1e-9)
        kept = (1.0 - economy.parameters["cost_weight"]) * saving  # as long as rivals have not followed
        before = np.maximum(firms.excess_profit - free, 0.0)
        after = np.maximum(firms.excess_profit + kept - free, 0.0)
        lost = rate * (after - before * everybody) / saving
        firms.saving_tax_rate += np.minimum(lost, 1.0) * (firms.public == 0)

    def profits(self, economy: Economy) -> None:
        """Name what was paid."""
        due = float(economy.firms.windfall_tax.sum())
        self.attribute(economy, "corporate_tax", due if self.is_on else 0.0, payer="firms", payee="state")
