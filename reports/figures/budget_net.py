"""What happens to the public balance."""

from reports.kinds.differences import Differences
from reports.kinds.figure import BUDGET


class BudgetNet(Differences):
    """Paired difference in the public balance."""

    section = "budget"
    order = 2
    rests_on = BUDGET
    indicator = "public_balance"
