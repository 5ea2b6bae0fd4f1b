"""In which of its occupations a firm begins to use AI."""

from math import log

from simulator.core.maths import normal_cdf
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes=("ai_used", "integration_due"))
def post_adopt_ai(
    ai_used,
    ai_saving,
    desired,
    occupation_wage,
    firm_premium,
    firm_base_wages,
    firm_adopted,
    firm_reluctance,
    firm_integration_cost,
    firm_integration_help,
    firm_saving_tax_rate,
    *,
    adoption_horizon=param(
        36.0, unit="months", bounds=(1.0, 240.0), about="months of saving set against the integration cost",
        source="a typical use of AI pays back in 2 to 4 years, 6 % within one, Europe and Middle East 2025 "
        "(Deloitte 2025; read)", status="estimated",
    ),
    adoption_dispersion=param(
        0.5, unit="log points", bounds=(0.01, 5.0), about="unobserved dispersion of a firm's payback",
        source="choice: at 0.5 4 points of cost take 12 % off adoption; a minimum wage 10 % higher raised "
        "firms' adoption of robots by 0.11 points of 0.19, China 2008-12 (Fan, Hu and Tang 2021; read: "
        "abstract)",
    ),
    integration_fixed=param(
        0.5, unit="share of integration cost", kind="share",
        about="part paid once a firm, with the first occupation: it is reckoned on all wages of the firm",
        source="between an occupation's own project and a firm-wide one",
    ),
    pay_cut,
):  # fmt: skip
    """Use AI here when Phi(ln(payback) / sigma) exceeds the firm's reluctance; for good.

    Payback = saving over the horizon / integration cost, both as policies leave them. The first occupation
    bears the firm's fixed part; those that follow bear only their own. The cost is due once (currency), and
    nobody pays more than it saves: what scatters around the mean payback is the cost.
    """
    if ai_used == 1 or firm_reluctance >= 1.0 or ai_saving <= 0.0:
        return ai_used, 0.0
    wages = desired * occupation_wage * (1.0 + firm_premium) * (1.0 - pay_cut)
    fixed = integration_fixed * firm_base_wages * (1.0 - firm_adopted)
    cost = firm_integration_cost * (1.0 - firm_integration_help) * (fixed + (1.0 - integration_fixed) * wages)
    payback = ai_saving * (1.0 - firm_saving_tax_rate) * adoption_horizon / max(cost, 1e-300)
    if firm_reluctance < normal_cdf(log(max(payback, 1e-300)) / adoption_dispersion):
        return 1, min(cost, cost * payback)
    return 0, 0.0
