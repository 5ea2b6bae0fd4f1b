"""How employers rank a job seeker before they look at what the post needs."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="standing")
def employer_rank(
    skill,
    months_out,
    sex,
    age_group,
    *,
    callback_penalty=param(
        0.05, unit="score per month", bounds=(0.0, 1.0),
        about="score lost per month out of work where others find work as easily as callback_market says",
        source="C15: call-backs fall by 45 % in eight months (Kroft, Lange and Notowidigdo 2013; recalled, "
        "high); by fit USA", status="calibrated",
    ),
    callback_market=param(
        0.34, bounds=(0.01, 1.0), kind="probability",
        about="chance of finding work at which a month without it costs that score",
        source="that of the United States, where call-backs were counted (its profile, 2017 to 2019); in "
        "tighter markets they fall more (Kroft, Lange and Notowidigdo 2013; read: abstract)",
        status="estimated",
    ),
    callback_months=param(
        8.0, bounds=(0.0, 60.0), kind="months",
        about="months out of work after which call-backs fall no more",
        source="most of the fall in call-backs comes in eight months, United States (Kroft, Lange and "
        "Notowidigdo 2013; read: abstract)",
    ),
    screening_bias_women=param(
        0.0, unit="score", bounds=(0.0, 5.0), about="score that screening takes off women",
        source="neutral: off; no estimate in this unit",
    ),
    screening_bias_older=param(
        0.0, unit="score", bounds=(0.0, 5.0), about="score that screening takes off people of 55 and over",
        source="neutral: off; no estimate in this unit",
    ),
    explained_hiring,
    job_finding,
):  # fmt: skip
    """Skill less what screening marks down: time out of work, sex and age (score).

    Time out of work tells employers the less the fewer find work at all. No mark is taken where a decision
    has to be explained (`explained_hiring`).
    """
    bias = screening_bias_women if sex == 1 else 0.0
    if age_group >= 2:
        bias += screening_bias_older
    tells = callback_penalty * job_finding / callback_market
    return skill - (tells * min(months_out, callback_months) + bias) * (1.0 - explained_hiring)
