"""V09, earnings after mass layoffs in recession and expansion (Davis and von Wachter 2011)."""

from calibration.validate.experiments import mass_layoff
from calibration.validate.experiments.trial import Findings, Trial
from simulator.scenario.setting import Setting, Steps

COUNTRY = "USA"
RECESSION: dict[str, Setting] = {
    "spending": Steps((6, 48), (-0.2, 0.0)), "exports": Steps((6, 48), (-0.4, 0.0)),
}  # fmt: skip
"""Three and a half years of low demand, so deep that unemployment is above 8 % when firms are hit."""


def run(seed: int, persons: int) -> Findings:
    """Losses of one base seed in both states of the economy (years of earnings before)."""
    boom, bust = (mass_layoff.follow(COUNTRY, seed, persons, shock) for shock in ({}, RECESSION))
    return {
        "earnings loss in expansion": boom.loss(),
        "earnings loss in recession": bust.loss(),
        "recession over expansion": (bust.loss(), boom.loss()),
        "placebo: unshocked firms": boom.placebo(),
    }


TRIAL = Trial(
    "V09", "mass layoff in recession", COUNTRY,
    "15 % of private firms lose half their orders in month 24; in recession demand is low from month 6 to 48",
    mass_layoff.DESIGN,
    "quits in that year are counted with layoffs, as in the paper; one recession, made by demand",
    run,
)  # fmt: skip
