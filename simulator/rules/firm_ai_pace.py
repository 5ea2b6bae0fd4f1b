"""How soon a firm brings AI in, as policy makes AI dearer or cheaper here than abroad."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="ai_pace")
def firm_ai_pace(
    levy_rate,
    integration_help,
    *,
    ai_timing_elasticity=param(
        7.2, unit="elasticity", bounds=(0.0, 15.0),
        about="pace of adoption and roll-out with respect to what policy makes fitting AI in cost",
        source="eligible investment +10.4 and +16.9 % (Zwick and Mahon 2017; read: abstract), 7.2 by the "
        "net-of-tax cost (recalled, high); 2.1 (Hartley, Hassett and Rauh 2026)", status="estimated",
    ),
    ai_use_elasticity=param(
        1.11, unit="elasticity", bounds=(0.0, 5.0),
        about="pace with respect to the fee here over abroad, levies on it included",
        source="use of open models by what providers ask, 2025: 1.11 (Demirer, Fradkin, Tadelis and Peng "
        "2025; read: secondary page)", status="estimated",
    ),
    ai_fee_weight=param(
        0.5, kind="share",
        about="fees in what AI costs a firm over its horizon; the rest is fitting it in",
        source="month 0: 0.4 of fees and of integration at a payback of one (Spain, Germany, United States)",
    ),
    ai_price,
    ai_price_abroad,
    fee_share,
):  # fmt: skip
    """Pace of decisions and roll-out over that without policy: min(3, dear^-elasticity fees^-elasticity).

    `dear`: what fitting AI in costs, an investment, by help; a machine's price counts with it. A service
    binds nobody, so that nothing is won by waiting for its fee to fall: use answers that as it does in
    published data. What is taxed of AI's saving is taxed whenever it comes: it acts on payback alone. Never
    by wages: without a policy the pace is exactly one.
    """
    price = ai_price / ai_price_abroad
    machine = (1.0 - fee_share) * ai_fee_weight * (price - 1.0)
    dear = 1.0 + machine - (1.0 - ai_fee_weight) * integration_help
    fees = price * (1.0 + levy_rate)
    pace = max(dear, 1e-3) ** (-ai_timing_elasticity) * fees ** (-ai_use_elasticity * fee_share)
    return min(3.0, pace)
