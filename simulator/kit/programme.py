"""Places for people: months that somebody pays for."""

from simulator.core.economy import Economy
from simulator.kit.transfer import Transfer


class Programme(Transfer):
    """A transfer to people in places, and the services bought for them."""

    def affordable(self, economy: Economy, monthly: float, months: float, promised_months: float) -> int:
        """Places that the fund can pay for to their end, after what is promised to those already in one.

        Parameters
        ----------
        monthly
            Cost of a place in a month, without administration (currency/month).
        months
            Length of a place.
        promised_months
            Months that people in places still have before them, summed.
        """
        fund = economy.fund_limit(self.name)
        each = monthly + self.overhead(economy, monthly, 1)
        if fund is None or each * months <= 0.0:
            return economy.population
        return int(max(0.0, fund - promised_months * each) / (each * months))
