"""Numbers of the tax-benefit system that the country's profile does not hold."""

from simulator.core.param import Parameters, param


class SystemParameters(Parameters):
    """Numbers of the tax-benefit system that the country's profile does not hold."""

    pension_rate = param(
        0.75,
        unit="share of last wage",
        bounds=(0.0, 2.0),
        kind="share",
        about="pension of who retires from work",
        source="-",
        status="assumed",
    )
    pension_floor_ratio = param(
        0.4,
        unit="share of mean pension",
        bounds=(0.0, 1.0),
        kind="share",
        about="lowest pension",
        source="-",
        status="assumed",
    )
    wage_indexation = param(
        1.0,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="real wage gains beyond the trend that tax thresholds and benefits follow",
        source="ratios of benefits and thresholds to pay held constant, as long-term budget projections do "
        "(European Commission, Ageing Report 2024; recalled)",
        status="assumed",
    )
    pension_wage_link = param(
        1.0,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="real growth of wages that pensions in payment follow; prices they follow in any case",
        source="-",
        status="assumed",
    )
    net_of_tax = param(
        0.78,
        unit="share of gross wage",
        bounds=(0.1, 1.0),
        kind="share",
        about="net wage that people set against benefits",
        source="-",
        status="assumed",
    )
    benefit_horizon = param(
        12.0,
        unit="months",
        bounds=(1.0, 60.0),
        kind="months",
        about="months that people look ahead to a guaranteed job or a wage insurance",
        source="design, section 5",
        status="assumed",
    )
    assistance_threshold_ratio = param(
        0.75,
        unit="share of minimum wage",
        bounds=(0.0, 5.0),
        kind="share",
        about="means per consumption unit below which assistance is paid",
        source="-",
        status="assumed",
    )
    guarantee_takeup = param(
        0.0,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="households entitled to a minimum income by law that claim it; 0 where there is none",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    guarantee_counted = param(
        1.0,
        unit="share of net earnings",
        bounds=(0.0, 1.0),
        kind="share",
        about="earnings by which the minimum income of the law is cut",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    guarantee_ratio = param(
        1.0,
        unit="ratio",
        bounds=(0.0, 5.0),
        about="guaranteed income, housing benefit included, over the country's `minimum_income`",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    child_benefit_least = param(
        1.0,
        unit="share of the full amount",
        bounds=(0.0, 1.0),
        kind="share",
        about="benefit for a child in households of high means; 1 where means do not matter",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    child_means_low = param(
        0.0,
        unit="average wages per consumption unit",
        bounds=(0.0, 5.0),
        about="household means from which the benefit for children falls",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    child_means_high = param(
        1.0,
        unit="average wages per consumption unit",
        bounds=(0.0, 10.0),
        about="household means at which it is at its least",
        source="neutral: no such law where the country's file has none",
        status="assumed",
    )
    other_takeup = param(
        0.4,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="inactive of 25-64 who draw the other transfers",
        source="-",
        status="assumed",
    )
    other_transfer_limit = param(
        0.5,
        unit="share of average wage",
        bounds=(0.0, 5.0),
        kind="share",
        about="highest amount of the other transfers",
        source="-",
        status="assumed",
    )
    contribution_limit = param(
        72.0,
        unit="months",
        bounds=(1.0, 600.0),
        kind="months",
        about="insured months that count at most",
        source="Spain: LGSS art. 269, six years (recalled)",
        status="assumed",
    )
    unregistered_share = param(
        0.0,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="own-account work outside registration: informal, without tax or contributions",
        source="-",
        status="assumed",
    )
