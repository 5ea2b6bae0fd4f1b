"""What firms expect to sell."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="expected_orders")
def firm_expect(
    expected_orders,
    orders,
    public,
    leaner,
    *,
    expectation_speed=param(
        0.33, kind="probability", about="weight of the newest orders",
        source="C12, C13: sim calibrate ESP USA", status="calibrated",
    ),
    potential_growth,
    public_volume_growth,
    public_savings,
):  # fmt: skip
    """Expected orders grow with trend and close a share of the last surprise (units/month).

    Public employers sell nothing: their service grows with trend and the adults they serve, and by all that
    AI spares of the labour it takes, but for the part that a policy cuts: budgets are votes on staff.
    """
    if public == 1:
        return expected_orders * (1.0 + public_volume_growth) * leaner ** (1.0 - public_savings)
    trend = expected_orders * (1.0 + potential_growth)
    return trend + expectation_speed * (orders - trend)
