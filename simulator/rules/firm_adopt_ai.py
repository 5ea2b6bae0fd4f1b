"""Which firms start to use AI."""

from math import log

from simulator.core.maths import normal_cdf
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes=("adopted", "adopted_month"))
def firm_adopt_ai(
    adopted,
    adopted_month,
    ai_saving,
    base_wages,
    integration_cost,
    integration_help,
    saving_tax_rate,
    u_adoption,
    *,
    adoption_decisions=param(
        0.0833, unit="per month", bounds=(0.0, 1.0), kind="probability",
        about="chance that a firm decides this month", source="an annual budget round", status="assumed",
    ),
    adoption_horizon=param(
        36.0, unit="months", bounds=(1.0, 240.0), about="months of saving set against the integration cost",
        source="roll-out of about three years", status="assumed",
    ),
    adoption_dispersion=param(
        0.5, unit="log points", bounds=(0.01, 5.0), about="unobserved dispersion of a firm's payback",
        source="design, section 3: 0.5 gives -12 % adoption for 4 points of cost", status="assumed",
    ),
    adoption_speed,
    month,
):  # fmt: skip
    """Hazard = decisions x Phi(ln(payback) / sigma); payback = saving over the horizon / integration cost.

    Both as policies leave them to the firm.
    """
    if adopted == 1 or ai_saving <= 0.0 or base_wages <= 0.0:
        return adopted, adopted_month
    saving = ai_saving * (1.0 - saving_tax_rate) * adoption_horizon
    payback = saving / (integration_cost * base_wages * (1.0 - integration_help))
    if u_adoption < adoption_speed * adoption_decisions * normal_cdf(log(payback) / adoption_dispersion):
        return 1, month
    return adopted, adopted_month
