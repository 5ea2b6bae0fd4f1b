"""What follows a job loss: who is called back, and who is unemployed by the occupation of the last job."""

from simulator.core.param import Parameters, param


class JobLossParameters(Parameters):
    """Recall; unemployed by major group of their last job per head in work there, over the mean of all."""

    recall_share = param(
        0.42,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="layoffs for a time, of those not caused by AI: who may be called back",
        source="Austria, 42 % of separations into unemployment (Nekoei and Weber 2015, read); United States: "
        "over 40 % return to the employer (Fujita and Moscarini, NBER 19640, abstract read)",
        status="assumed",
    )
    recall_months = param(
        6.0,
        unit="months",
        bounds=(0.0, 60.0),
        kind="months",
        about="months for which a post may call back whom it laid off",
        source="CPS: on temporary layoff is who expects to be called back within six months (recalled, high)",
        status="assumed",
    )

    occupation_risk_1 = param(
        0.42,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: managers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_2 = param(
        0.49,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: professionals",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_3 = param(
        0.73,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: technicians",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_4 = param(
        0.94,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: clerks",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_5 = param(
        1.19,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: service and sales workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_6 = param(
        1.12,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: skilled agricultural workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_7 = param(
        0.99,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: craft workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_8 = param(
        1.15,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: operators and assemblers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
    occupation_risk_9 = param(
        1.95,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: elementary occupations",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
