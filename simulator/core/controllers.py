"""What burn-in's slow controllers move, beside the parameters: these are read-only.

A rule that asks for a name that stands here gets what burn-in found, not the parameter it began from.
"""

from dataclasses import dataclass

from simulator.core.values import Values, value


@dataclass(slots=True, eq=False)
class Controllers(Values):
    """Values that no statistic gives, moved until the country's targets are met, then held."""

    # parameters that begin at their declared value
    separation_scale: float = value("ratio", "separations, at given hazards", "start.steering")
    selection_speed: float = value("per month", "how fast firms decide on openings", "start.steering")
    search_type_spread: float = value("ratio", "how much less slow seekers look", "start.hazards")
    wage_speed: float = value("elasticity", "of wages to slack; 0 while slack is found", "start.burn_in")
    profit_memory: float = value("per month", "of normal profit; slower while it is found", "start.burn_in")

    # what has no declared value
    tax_scale: float = value("ratio", "income tax over the schedule's", "start.steering")
    import_share: float = value("share", "of purchases that is imported", "start.steering")
    lent_abroad: float = value("share of income", "saved beyond what keeps wealth over it", "start.steering")
    own_account_entry: float = value("per month", "hazard of starting on own account", "start.entries")
    own_account_entry_from_jobs: float = value("per month", "the same of employees", "start.entries")
    informal_entry: float = value("per month", "hazard of starting informal work", "start.entries")

    # what they aim at
    unemployment_target: float = value("rate", "the country's unemployment", "start.rates")
    finding_target: float = value("per month", "of the unemployed who find work", "start.hazards")

    # what they remember from one month to the next
    last_gap: float = value("rate", "unemployment over its target, smoothed", "start.steering")
    last_bonds: float = value("money", "public debt", "start.steering")
    tax_gap: float = value("ratio", "what this month's tax scale lacks", "start.steering")
    last_own_account: float = value("ratio", "people on own account over those wanted", "start.entries")
    last_informal: float = value("ratio", "informal workers over those wanted", "start.entries")


STEERED = ("separation_scale", "selection_speed", "search_type_spread", "wage_speed", "profit_memory")
"""Names that are parameters as well."""
