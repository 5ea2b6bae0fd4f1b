"""Who is laid off and called back, and who is unemployed by the occupation of the last job."""

from simulator.core.param import Parameters, family, param


class JobLossParameters(Parameters):
    """Layoffs by digital skill; recall; unemployed by major group of their last job.

    The last per head in work there, over the mean of all.
    """

    digital_protection = param(
        0.5,
        kind="share",
        about="part of the risk of a layoff that digital skill spares where AI does work of the post",
        source="choice: half. Of workers over 50 those without a computer were 28 % likelier to leave work "
        "in two years, whatever the reason (Friedberg 1999; read: abstract)",
        status="assumed",
    )
    recall_share = param(
        0.42,
        kind="share",
        about="layoffs for a time, of those not caused by AI: who may be called back",
        source="Austria, 42 % of separations into unemployment (Nekoei and Weber 2015, read); United States: "
        "over 40 % return to the employer (Fujita and Moscarini, NBER 19640, abstract read)",
        status="assumed",
    )
    recall_months = param(
        6.0,
        bounds=(0.0, 60.0),
        kind="months",
        about="months for which a post may call back whom it laid off",
        source="CPS: on temporary layoff is who expects to be called back within six months (recalled, high)",
        status="assumed",
    )

    occupation_risk = family(
        {
            "1": (0.42, "managers"),
            "2": (0.49, "professionals"),
            "3": (0.73, "technicians"),
            "4": (0.94, "clerks"),
            "5": (1.19, "service and sales workers"),
            "6": (1.12, "skilled agricultural workers"),
            "7": (0.99, "craft workers"),
            "8": (1.15, "operators and assemblers"),
            "9": (1.95, "elementary occupations"),
        },
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployed by last job per head in work, over the mean: {0}",
        source="Spain, United States (INE table 5260, BLS tables A-13, A-30), geometric mean",
        status="estimated",
    )
