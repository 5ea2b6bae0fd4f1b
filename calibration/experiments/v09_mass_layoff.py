"""V09, earnings after mass layoffs in recession and expansion (Davis and von Wachter 2011)."""

from typing import TYPE_CHECKING

import numpy as np

from calibration.experiments import people
from calibration.experiments.trial import Findings, Trial
from simulator.agents.person import EMPLOYED
from simulator.scenario.values import Setting, Steps
from simulator.start.steering import measures

if TYPE_CHECKING:
    from simulator.model import Economy

COUNTRY = "USA"
HIT = 24
YEARS = 20
DISCOUNT = 0.05
HIT_SHARE = 0.15
LONG_TENURE = 36
AGES = (21, 50)
RECESSION: dict[str, Setting] = {
    "spending": Steps((6, 48), (-0.2, 0.0)), "exports": Steps((6, 48), (-0.4, 0.0)),
}  # fmt: skip
"""Three and a half years of low demand, so deep that unemployment is above 8 % when firms are hit."""


def run(seed: int, persons: int) -> Findings:
    """Losses of one base seed in both states of the economy (years of earnings before)."""
    boom, placebo, _ = losses(seed, persons, {})
    bust, _, _ = losses(seed, persons, RECESSION)
    return {
        "earnings loss in expansion": boom,
        "earnings loss in recession": bust,
        "recession over expansion": (bust, boom),
        "placebo: unshocked firms": placebo,
    }


def losses(seed: int, persons: int, shock: dict[str, Setting]) -> tuple[float, float, float]:
    """Present value of the loss, the same for firms that are not hit, and unemployment in that year."""
    economy = people.economy_of(COUNTRY, seed, persons, HIT + 12 * YEARS + 1, shock=shock)
    q, firms = economy.persons, economy.firms
    months, unemployment = [], []
    while economy.month < HIT:
        economy.step()
        months.append(people.earnings(economy))
    sample = _sample(economy)
    firm, tenure, heads = q.firm.copy(), q.tenure.copy(), firms.heads.copy()
    hit = people.hit_firms(economy, HIT_SHARE, "mass layoff")
    spared = people.chosen_firms(economy, HIT_SHARE, "placebo") & ~hit
    least = heads.copy()
    while economy.month < HIT + 12 * YEARS:
        economy.step()
        months.append(people.earnings(economy))
        if economy.month <= HIT + 12:
            least = np.minimum(least, firms.heads)
            unemployment.append(measures(economy)["unemployment"])
        if economy.month == HIT + 12:
            left = (q.status != EMPLOYED) | (q.tenure < tenure + 12)
    shrunk = least <= (1.0 - people.MASS_LAYOFF) * heads
    control = sample & ~shrunk[firm] & ~left
    years = people.years_of(months[HIT - 12 :])
    loss = present_value(years, sample & shrunk[firm] & left, control)
    unshocked = sample & ~shrunk[firm]
    placebo = present_value(years, unshocked & spared[firm], unshocked & ~spared[firm])
    return loss, placebo, float(np.mean(unemployment))


def _sample(economy: "Economy") -> people.Mask:
    """Men of 21 to 50 with three years in a private firm."""
    q, firms, age = economy.persons, economy.firms, people.ages(economy)
    private = people.staff_of(economy, firms.public == 0)
    long = private & (q.tenure >= LONG_TENURE) & (q.sex == 0)
    return np.asarray(long & (age >= AGES[0]) & (age <= AGES[1]))


def present_value(years: people.Array, treated: people.Mask, control: people.Mask) -> float:
    """Discounted gap between two groups, each over its own earnings of the year before (years of earnings).

    years: earnings by year and person, the year before first.
    """
    paths = [years[:, group].mean(axis=1) for group in (control, treated)]
    gap = paths[0][1:] / paths[0][0] - paths[1][1:] / paths[1][0]
    return float((gap / (1.0 + DISCOUNT) ** np.arange(len(gap))).sum())


TRIAL = Trial(
    "V09", "mass layoff in recession", COUNTRY,
    "15 % of private firms lose half their orders in month 24; in recession demand is low from month 6 to 48",
    "event study of men of 21-50 with three years of tenure who leave a firm that sheds 30 % within a year, "
    "against stayers elsewhere; present value over 20 years at 5 %, in years of earnings before",
    "quits in that year are counted with layoffs, as in the paper; one recession, made by demand",
    run,
)  # fmt: skip
