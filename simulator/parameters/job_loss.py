"""Who is unemployed by the occupation of the last job: what burn-in steers separations to."""

from simulator.core.param import Parameters, param


class JobLossParameters(Parameters):
    """Unemployed by major group of their last job per head in work there, over the mean of all groups."""

    occupation_risk_1 = param(
        0.42,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: managers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_2 = param(
        0.49,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: professionals",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_3 = param(
        0.73,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: technicians",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_4 = param(
        0.94,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: clerks",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_5 = param(
        1.19,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: service and sales workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_6 = param(
        1.12,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: skilled agricultural workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_7 = param(
        0.99,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: craft workers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_8 = param(
        1.15,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: operators and assemblers",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
    occupation_risk_9 = param(
        1.95,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: elementary occupations",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean: 0136",
        status="estimated",
    )
