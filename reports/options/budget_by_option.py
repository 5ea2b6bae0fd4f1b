"""What happens to the public balance under each option."""

from reports.kinds.options import OptionFans


class BudgetByOption(OptionFans):
    """Paired difference in the public balance, by option and world."""

    section = "budget"
    order = 2
    rests_on = (
        "public_revenue_share",
        "public_spending_share",
        "income_tax_share",
        "social_contributions_share",
    )
    indicator = "public_balance"
