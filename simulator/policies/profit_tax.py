"""A higher (or lower) rate of the tax on profits, with the leaks that raising it alone brings."""

from simulator.kit import Economy, Levy, Sources, Typical, param


class ProfitTax(Levy):
    """Firms and the domestic AI provider pay more of their profit.

    Large firms report less of it here (A48), foreign owners keep less capital here (A49), capital costs more
    and rents shared with the staff are smaller. `tax_cooperation` closes the first two leaks. What is booked
    under its name is what is paid above the law's tax on the same profit, shifting included; that profit and
    other taxes move too stands in their own lines.
    """

    about = "points on the tax rate on profits; raised alone it leaks by profit shifting and capital flight"
    typical = Typical("choice: one to five points", rate=0.03)

    rate = param(
        0.0,
        "added to the rate of the tax on profits",
        unit="points of the rate, as a share",
        kind="share",
        bounds=(-0.2, 0.4),
    )
    sources = Sources(rate="choice: one to five points")

    def law(self, economy: Economy) -> None:
        """Raise the rate."""
        self.shift(economy, "profit_tax_addition", self.value("rate"))

    def profits(self, economy: Economy) -> None:
        """Name what is paid above the law's tax, less than it if firms report so much less."""
        rate, firms, providers, s = self.value("rate"), economy.firms, economy.providers, economy.aggregates
        if rate == 0.0 or s.profit_tax_addition == 0.0:
            return
        more = float((firms.profit_tax - firms.windfall_tax - firms.statutory_tax).sum())
        more *= rate / s.profit_tax_addition  # others may add to the rate too
        self.attribute(economy, "corporate_tax", more, payer="firms", payee="state")
        base = s.profit_tax_base * (providers.revenue - providers.costs - providers.levies)
        self.attribute(economy, "corporate_tax", rate * base, payer="providers", payee="state")
