"""How much of what AI saves a firm reaches its prices."""

from simulator.core.maths import passed_on
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="passed_on")
def firm_pass_on(
    sector_ai_use,
    *,
    ai_pass_through=param(
        0.5, unit="share", bounds=(0.0, 1.0), kind="share",
        about="AI savings that reach normal cost in pricing while no rival uses AI",
        source="large firms pass on 0.5 of own cost, typical ones 0.6, Belgium (Amiti, Itskhoki and "
        "Konings 2019; read: abstract)",
        status="estimated",
    ),
    ai_pass_through_rivals=param(
        0.8, unit="share", bounds=(0.0, 1.0), kind="share",
        about="the same once all rivals of the sector use it",
        source="own and rivals' costs together are passed on in full, Belgium (Amiti, Itskhoki and Konings "
        "2019; read: abstract); less here; swept 0 to 1",
        status="assumed",
    ),
):  # fmt: skip
    """Own savings are kept in part; what rivals save as well competition takes to customers (share)."""
    return passed_on(ai_pass_through, ai_pass_through_rivals, sector_ai_use)
