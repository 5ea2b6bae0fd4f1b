"""How much of what is spent on AI leaves the country under each option."""

from reports.kinds.option_dots import OptionDots


class AiRentsByOption(OptionDots):
    """Paired difference in AI fees paid abroad, by option and world."""

    section = "income"
    order = 2
    indicator = "ai_rents_abroad"
    lower_is_better = True
