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
        source="replacement of a full career at the mean wage: 80 % in Spain, 52 % in the OECD (Pensions "
        "at a Glance 2025; read); each country's file has its own",
        status="assumed",
    )
    pension_floor_ratio = param(
        0.4,
        unit="share of mean pension",
        bounds=(0.0, 1.0),
        kind="share",
        about="lowest pension",
        source="neutral: each country's file has its law's",
        status="assumed",
    )
    wage_indexation = param(
        1.0,
        kind="share",
        about="real wage gains beyond the trend that tax thresholds and benefits follow",
        source="ratios of benefits and thresholds to pay held constant, as long-term budget projections do "
        "(European Commission, Ageing Report 2024; recalled)",
        status="assumed",
    )
    pension_wage_link = param(
        1.0,
        kind="share",
        about="real growth of wages that pensions in payment follow; prices they follow in any case",
        source="neutral: each country's file has its law's (Spain, LGSS art. 58, Law 21/2021: prices alone)",
        status="assumed",
    )
    net_of_tax = param(
        0.78,
        unit="share of gross wage",
        bounds=(0.1, 1.0),
        kind="share",
        about="net wage that people set against benefits",
        source="income tax and employees' contributions take 21 % of the mean wage, Spain (OECD, Taxing "
        "Wages 2021; read)",
        status="estimated",
    )
    benefit_horizon = param(
        12.0,
        bounds=(1.0, 60.0),
        kind="months",
        about="months that people look ahead to a guaranteed job or a wage insurance",
        source="choice: a year",
        status="assumed",
    )
    assistance_threshold_ratio = param(
        0.75,
        unit="share of minimum wage",
        bounds=(0.0, 5.0),
        kind="share",
        about="means per consumption unit below which assistance is paid",
        source="Spain: LGSS art. 275, 75 % of the minimum wage",
        status="observed",
    )
    need_young = param(
        2.7,
        unit="ratio",
        bounds=(0.5, 6.0),
        about="public services that a person below 20 needs, over what one of 20 to 64 needs",
        source="education 4.3, health 5.9, long-term care 0.9, all else 8.4 % of GDP, Spain; health a head "
        "0.8 : 1 : 3 by age (Ageing Report 2024; recalled, medium); three broad ages: a choice",
        status="assumed",
    )
    need_old = param(
        2.0,
        unit="ratio",
        bounds=(0.5, 6.0),
        about="public services that a person of 65 and over needs, over what one of 20 to 64 needs",
        source="as for the young",
        status="assumed",
    )
    guarantee_takeup = param(
        0.0,
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
        kind="share",
        about="inactive of 25-64 who draw the other transfers",
        source="choice: no statistic was read; each country's file has its own",
        status="assumed",
    )
    other_transfer_limit = param(
        0.5,
        unit="share of average wage",
        bounds=(0.0, 5.0),
        kind="share",
        about="highest amount of the other transfers",
        source="choice: no statistic was read; each country's file has its own",
        status="assumed",
    )
    contribution_limit = param(
        72.0,
        bounds=(1.0, 600.0),
        kind="months",
        about="insured months that count at most",
        source="Spain: LGSS art. 269, six years (recalled)",
        status="assumed",
    )
    unregistered_share = param(
        0.0,
        kind="share",
        about="own-account work outside registration: informal, without tax or contributions",
        source="neutral: files of countries with informal work set it",
        status="assumed",
    )
