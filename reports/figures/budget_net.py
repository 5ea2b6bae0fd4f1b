"""What happens to the public balance."""

from reports.kinds import BUDGET
from reports.kinds.differences import Differences
from reports.kinds.options import OptionFans


class BudgetNet(Differences):
    """Paired difference in the public balance."""

    section = "budget"
    order = 2
    rests_on = BUDGET
    indicator = "public_balance"


class BudgetByOption(OptionFans):
    """Paired difference in the public balance, by option and world."""

    section = "budget"
    order = 2
    rests_on = BUDGET
    indicator = "public_balance"
