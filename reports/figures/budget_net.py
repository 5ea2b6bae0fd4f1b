"""What happens to the public balance."""

from reports.kinds.differences import Differences


class BudgetNet(Differences):
    """Paired difference in the public balance."""

    section = "budget"
    order = 2
    rests_on = (
        "public_revenue_share",
        "public_spending_share",
        "income_tax_share",
        "social_contributions_share",
    )
    indicator = "public_balance"
