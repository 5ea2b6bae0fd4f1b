"""How soon a firm brings AI in, as policy makes AI dearer or cheaper here than abroad."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="ai_pace")
def firm_ai_pace(
    levy_rate,
    saving_levy_rate,
    saving_tax_rate,
    integration_help,
    *,
    ai_timing_elasticity=param(
        7.2, unit="elasticity", bounds=(0.0, 15.0),
        about="pace of adoption and roll-out with respect to what policy makes AI cost here over abroad",
        source="eligible investment +10.4 and +16.9 % (Zwick and Mahon 2017; read: abstract), 7.2 by the "
        "net-of-tax cost (recalled, high); 2.1 (Hartley, Hassett and Rauh 2026)", status="estimated",
    ),
    ai_fee_weight=param(
        0.5, kind="share",
        about="fees in what AI costs a firm over its horizon; the rest is fitting it in",
        source="month 0: 0.4 of fees and of integration at a payback of one (Spain, Germany, United States)",
        status="assumed",
    ),
    ai_price,
    ai_price_abroad,
    fee_share,
):  # fmt: skip
    """Pace of decisions and roll-out over that without policy: min(3, dear^-elasticity).

    `dear`: what AI costs here over abroad, by taxes, help, margins and user cost, never by wages: fees with
    the levy on them, integration less help and net of what is taxed of its return, both over what a levy on
    the saving leaves. Without a policy it is exactly one. A lasting price acts on the tasks worth it and on
    payback besides; here it moves dates only, since roll-out closes a gap at any pace.
    """
    fees = ai_price / ai_price_abroad * (1.0 + fee_share * levy_rate)
    fitting_in = (1.0 - integration_help) / max(1.0 - saving_tax_rate, 1e-3)
    dear = 1.0 + ai_fee_weight * (fees - 1.0) + (1.0 - ai_fee_weight) * (fitting_in - 1.0)
    dear /= max(1.0 - saving_levy_rate, 1e-3)
    return min(3.0, max(dear, 1e-3) ** (-ai_timing_elasticity))
