"""What happens to the public balance under each option."""

from reports.kinds.options import OptionLines


class BudgetByOption(OptionLines):
    """Paired difference in public revenue minus public spending, by option."""

    section = "budget"
    order = 1
    indicator = "public_balance"
