"""What happens to the public balance under each option."""

from reports.kinds import BUDGET
from reports.kinds.options import OptionFans


class BudgetByOption(OptionFans):
    """Paired difference in the public balance, by option and world."""

    section = "budget"
    order = 2
    rests_on = BUDGET
    indicator = "public_balance"
