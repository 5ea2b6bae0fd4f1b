"""What happens to the public balance under each option."""

from reports.kinds.options import OptionFans


class BudgetByOption(OptionFans):
    """Paired difference in public revenue minus public spending, by option and world."""

    section = "budget"
    order = 2
    indicator = "unmanaged_balance"
