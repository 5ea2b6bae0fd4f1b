"""How goods are traded, and which firms close."""

from simulator.core.param import Parameters, family, param


class GoodsParameters(Parameters):
    """How goods are traded, and which firms close."""

    price_elasticity = param(
        3.0,
        unit="elasticity",
        bounds=(1.5, 6.0),
        about="demand between firms of a sector",
        source="Foster, Haltiwanger and Syverson 2008, 11 products: 0.5 to 5.9, mean 2.4; Broda and "
        "Weinstein 2006, medians 2.2 to 3.7; Hottman, Redding and Weinstein 2016, median 3.9 (recalled)",
        status="assumed",
    )
    sector_elasticity = param(
        0.8,
        unit="elasticity",
        bounds=(0.0, 3.0),
        about="demand between sectors",
        source="0.85 between goods and services in final spending, near 0 in value added, United States "
        "(Herrendorf, Rogerson and Valentinyi 2013; value added read: abstract of 2009, 0.85 recalled, "
        "high)",
        status="assumed",
    )
    swing = family(
        {
            "industry": (1.7, "industry", "3.8 x 0.78"),
            "construction": (1.75, "construction", "5.5 x 0.56"),
            "trade": (1.35, "trade, transport, hotels and communication", "2.6 x 0.70"),
            "business": (1.0, "business services", "1.7 x 0.59"),
            "public": (0.5, "education, health and other services", "0.6 x 0.43"),
        },
        unit="elasticity",
        bounds=(0.0, 5.0),
        about="demand for {0} to all demand over usual",
        source="ECB Occasional Paper 19 (2004), EU, 1980-2001: root of relative variance x part that the "
        "common cycle explains: {1}",
        status="estimated",
    )
    demand_memory = param(
        60.0,
        bounds=(12.0, 240.0),
        kind="months",
        about="over which a level of demand becomes usual",
        source="choice: longer than a slump, shorter than a change for good",
        status="assumed",
    )
    capacity_margin = param(
        1.15,
        unit="ratio",
        bounds=(1.0, 2.0),
        about="output that staff can reach over expected orders",
        source="industry uses 0.80 to 0.85 of its capacity on average (European Commission, Federal "
        "Reserve; recalled, high)",
        status="assumed",
    )
    export_elasticity = param(
        2.0,
        unit="elasticity",
        bounds=(0.0, 5.0),
        about="exports with respect to lasting relative prices",
        source="Boehm, Levchenko and Pandalai-Nayar 2023: 1.75 to 2.25 after 7 to 10 years; range 0.7 "
        "(QUEST II) to 3.8 (Bajzik et al. 2020)",
        status="estimated",
    )
    import_elasticity = param(
        1.5,
        unit="elasticity",
        bounds=(0.0, 5.0),
        about="imports over what is bought at home, with respect to lasting relative prices",
        source="as between foreign sources (2) in half of goods, lower (about 1, recalled) in the others "
        "(Feenstra et al. 2018; read: abstract); range 0.7 (QUEST II) to 3.8 (Bajzik et al. 2020)",
        status="assumed",
    )
    trade_lag = param(
        25.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="in which trade comes round to relative prices",
        source="Boehm, Levchenko and Pandalai-Nayar 2023: 0.76 of 2 in the first year",
        status="estimated",
    )
    exit_hazard = param(
        0.02,
        unit="per year",
        bounds=(0.0, 0.5),
        kind="hazard",
        about="exit of firms",
        source="enterprises that close: 9 % a year in the European Union, 2013 (Eurostat, Business "
        "demography statistics; read); less here, as a firm stands for many and its end lays off all",
        status="assumed",
    )
    exit_size = param(
        10.0,
        unit="employees",
        bounds=(0.0, 1000.0),
        about="only firms below this size close at the exit hazard",
        source="choice: enterprises that close have few employees; larger firms close by debt",
        status="assumed",
    )
    exit_debt = param(
        0.6,
        unit="annual wage bills",
        bounds=(0.0, 20.0),
        about="overdraft at which a firm closes",
        source="choice: seven months' wages of overdraft",
        status="assumed",
    )
    quality_smoothing = param(
        36.0,
        bounds=(1.0, 240.0),
        kind="months",
        about="memory of what a firm's staff can do, and is paid for it",
        source="choice: customers learn what a firm's staff can do over three years",
        status="assumed",
    )
    quality_usual_staff = param(
        5.0,
        unit="persons",
        bounds=(0.0, 100.0),
        about="staff like everybody's, reckoned in with a firm's few",
        source="choice: a firm stands for many, so one able person is no dear industry",
        status="assumed",
    )
    productivity_sharing = param(
        0.7,
        unit="elasticity",
        bounds=(0.0, 1.5),
        about="real wages with respect to productivity that is not yet usual",
        source="a point more of productivity growth goes with 0.7 to 1 of mean and median pay, United States "
        "1973-2016 (Stansbury and Summers 2018; read: abstract)",
        status="estimated",
    )
    wage_memory = param(
        36.0,
        bounds=(12.0, 240.0),
        kind="months",
        about="time in which pay and productivity come to be taken for usual",
        source="choice: two or three contracts; sets how long a shock moves unemployment, not where it ends",
        status="assumed",
    )
    productivity_smoothing = param(
        12.0,
        bounds=(1.0, 240.0),
        kind="months",
        about="memory of economy-wide productivity in wages",
        source="choice: a round of wage bargaining",
        status="assumed",
    )
