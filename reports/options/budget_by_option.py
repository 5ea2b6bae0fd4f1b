"""What happens to the public balance under each option."""

from reports.kinds.options import OptionFans


class BudgetByOption(OptionFans):
    """Paired difference in the public balance before stabilisation, by option and world."""

    section = "budget"
    order = 2
    indicator = "unmanaged_balance"
