"""What happens to the public balance."""

from reports.kinds.differences import Differences


class BudgetNet(Differences):
    """Paired difference in public revenue minus public spending."""

    section = "budget"
    order = 2
    indicator = "unmanaged_balance"
