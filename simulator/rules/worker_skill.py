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
        0.01, unit="per month", bounds=(0.0, 0.2), kind="probability",
        about="skill lost a month out of work", source="A08, A11", status="assumed",
    ),
    skill_grace=param(
        3.0, unit="months", bounds=(0.0, 60.0), kind="months", about="months out before skill fades",
        source="A08", status="assumed",
    ),
    skill_return=param(
        0.0033, unit="per month", bounds=(0.0, 0.2), kind="probability",
        about="share of lost skill regained in work", source="A11: 4 % a year", status="assumed",
    ),
    skill_floor=param(
        0.7, unit="ratio", bounds=(0.0, 1.0), about="skill does not fade below", source="-", status="assumed",
    ),
    certificate_fade=param(
        0.0088, unit="per month", bounds=(0.0, 0.5), kind="probability",
        about="training effect lost (10 % a year)", source="A23: gain gone by year ten", status="assumed",
    ),
):  # fmt: skip
    """Skill (ratio to a fully skilled worker), a recent certificate (score) and digital skill (share)."""
    faded, digital = certificate * (1.0 - certificate_fade), digital * (1.0 - certificate_fade)
    if status == EMPLOYED:
        return skill + skill_return * (1.0 - skill), faded, digital
    if (status == UNEMPLOYED or status == INFORMAL) and months_out > skill_grace:
        return max(skill_floor, skill * (1.0 - skill_decay)), faded, digital
    return skill, faded, digital
