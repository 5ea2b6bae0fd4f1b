"""What happens to the public balance."""

from reports.kinds.differences import Differences


class BudgetNet(Differences):
    """Paired difference in the public balance before stabilisation."""

    section = "budget"
    order = 2
    indicator = "unmanaged_balance"
