"""Skill fades out of work, and returns in it."""

from simulator.agents.person import EMPLOYED, INFORMAL, UNEMPLOYED
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes=("skill", "certificate", "digital"))
def worker_skill(
    status,
    skill,
    certificate,
    months_out,
    digital,
    *,
    skill_decay=param(
        0.0036, bounds=(0.0, 0.2), kind="probability",
        about="skill lost a month out of work",
        source="4.3 % a year of teachers' output, Greece (Dinerstein, Megalokonomou and Yannelis 2022; "
        "read: abstract); nothing in tests of skill, Germany (Cohen, Johnston and Lindner 2025; read: "
        "abstract)", status="estimated",
    ),
    skill_grace=param(
        3.0, bounds=(0.0, 60.0), kind="months", about="months out before skill fades",
        source="choice: a quarter; call-backs fall from the first months on (Kroft, Lange and Notowidigdo "
        "2013; read: abstract)",
    ),
    skill_return=param(
        0.0057, unit="full skill per month", bounds=(0.0, 0.2),
        about="skill regained a month in work, up to full skill",
        source="a year of teachers' experience adds 6.8 % to output, Greece (Dinerstein, Megalokonomou and "
        "Yannelis 2022; read: abstract)", status="estimated",
    ),
    skill_floor=param(
        0.7, unit="ratio", bounds=(0.0, 1.0), about="skill does not fade below",
        source="choice: skill and experience stay above two thirds",
    ),
    certificate_fade=param(
        0.0088, bounds=(0.0, 0.5), kind="probability",
        about="training effect lost (10 % a year)",
        source="gain of training gone by year ten, United States (Hyman 2018; read: abstract): 10 % a year",
    ),
):  # fmt: skip
    """Skill (ratio to a fully skilled worker), a recent certificate (score) and digital skill (share)."""
    faded, digital = certificate * (1.0 - certificate_fade), digital * (1.0 - certificate_fade)
    if status == EMPLOYED:
        return max(skill, min(1.0, skill + skill_return)), faded, digital
    if (status == UNEMPLOYED or status == INFORMAL) and months_out > skill_grace:
        return max(skill_floor, skill * (1.0 - skill_decay)), faded, digital
    return skill, faded, digital
