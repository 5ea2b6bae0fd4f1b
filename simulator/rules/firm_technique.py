"""How much capital and labour a firm puts to a unit."""

from math import exp, log

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes=("labour_gap", "intensity", "intensity_step", "labour_need"))
def firm_technique(
    labour_gap,
    intensity,
    dearer_labour,
    public,
    *,
    capital_labour_substitution=param(
        0.4, unit="elasticity", bounds=(0.0, 1.5), about="substitution between capital and labour",
        source="Gechert et al. 2022: 0.3, 0.5 with publication bias alone taken out (read: abstract)",
        status="estimated",
    ),
    technique_memory=param(
        60.0, bounds=(1.0, 240.0), kind="months",
        about="how long technique takes to follow what labour costs", source="choice: the life of equipment",
    ),
    capital_share,
    capital_cost,
    capital_answer,
):  # fmt: skip
    """Capital and posts a unit over month 0's: d ln L = -s S (q - ln e), d ln K = (1 - s) S q + ln w.

    q: labour's real cost, slowly; e: cost of capital in use; w: what a changed user cost calls for; s: share
    of capital in cost; S: substitution. Who saves labour buys capital. Public employers have none.
    """
    if public == 1:
        return 0.0, 1.0, 0.0, 1.0
    gap = labour_gap + (log(dearer_labour) - labour_gap) / technique_memory
    wanted = capital_answer * exp((1.0 - capital_share) * capital_labour_substitution * gap)
    need = exp(-capital_share * capital_labour_substitution * (gap - log(capital_cost)))
    return gap, wanted, wanted - intensity, need
