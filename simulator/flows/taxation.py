"""What a scenario adds to the rates of taxes so that its budget balances."""

from simulator.core.aggregates import Aggregates
from simulator.core.economy import Economy

BRACKETS = tuple(f"tax_rate_{k}" for k in range(1, 6))


def add_to_taxes(economy: Economy) -> None:
    """From the month in which the policies begin the additions stand on top of the rates, to the end."""
    if economy.month < economy.additions_from:
        return
    s, additions = economy.aggregates, economy.tax_additions
    economy.shift("profit_tax_addition", additions.get("corporate_tax", 0.0))  # a lever, set anew each month
    if economy.month > economy.additions_from:
        return
    rates = added_rates(economy)
    s.employee_rate += rates["employee_rate"]
    s.employer_rate += rates["employer_rate"]
    s.tax_rate_1 += rates["tax_rate_1"]
    s.tax_rate_2 += rates["tax_rate_2"]
    s.tax_rate_3 += rates["tax_rate_3"]
    s.tax_rate_4 += rates["tax_rate_4"]
    s.tax_rate_5 += rates["tax_rate_5"]
    if "vat" in additions:
        _raise_prices(s, additions["vat"])


def added_rates(economy: Economy) -> dict[str, float]:
    """What stands this month on top of the rates of contributions and of the brackets of income tax."""
    if economy.month < economy.additions_from:
        return {}
    additions = economy.tax_additions
    # The schedule is scaled to the country's revenue; the addition is in points of the scaled rates.
    more = additions.get("income_tax", 0.0) / economy.controllers.tax_scale
    return {
        "employee_rate": additions.get("employee_contributions", 0.0),
        "employer_rate": additions.get("employer_contributions", 0.0),
        **dict.fromkeys(BRACKETS, more),
    }


def _raise_prices(s: Aggregates, addition: float) -> None:
    """Consumers pay the addition on what is taxed: all they buy but own-account and informal work."""
    taxed = 1.0 - s.own_account_share - s.informal_share
    s.vat_rate += addition
    before = 1.0 + s.vat_rate - addition
    s.vat_addition = addition
    s.vat_on_prices = 1.0 + taxed * addition / before
