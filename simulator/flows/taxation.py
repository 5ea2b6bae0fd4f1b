"""What a scenario adds to the rates of taxes so that its budget balances."""

from simulator.core.aggregates import Aggregates
from simulator.core.economy import Economy


def add_to_taxes(economy: Economy) -> None:
    """From the month in which the policies begin the additions stand on top of the rates, to the end."""
    if economy.month < economy.additions_from:
        return
    s, additions = economy.aggregates, economy.tax_additions
    economy.shift("profit_tax_addition", additions.get("corporate_tax", 0.0))  # a lever, set anew each month
    if economy.month > economy.additions_from:
        return
    s.employee_rate += additions.get("employee_contributions", 0.0)
    s.employer_rate += additions.get("employer_contributions", 0.0)
    if "income_tax" in additions:
        # The schedule is scaled to the country's revenue; the addition is in points of the scaled rates.
        more = additions["income_tax"] / economy.controllers.tax_scale
        s.tax_rate_1 += more
        s.tax_rate_2 += more
        s.tax_rate_3 += more
        s.tax_rate_4 += more
        s.tax_rate_5 += more
    if "vat" in additions:
        _raise_prices(s, additions["vat"])


def _raise_prices(s: Aggregates, addition: float) -> None:
    """Consumers pay the addition on what is taxed: all they buy but own-account and informal work."""
    taxed = 1.0 - s.own_account_share - s.informal_share
    s.vat_rate += addition
    before = 1.0 + s.vat_rate - addition
    s.vat_addition = addition
    s.vat_on_prices = 1.0 + taxed * addition / before
