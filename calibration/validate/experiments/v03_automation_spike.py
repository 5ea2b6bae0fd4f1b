"""V03, what incumbents lose when their firm automates (Bessen, Goos, Salomons and van den Berge 2025)."""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.firm import LARGE
from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy

COUNTRY = "DEU"
HIT = 24
YEARS = 5
LONG_TENURE = 36
OLDER = 50
MIDDLE = 1
"""Level of schooling."""
SPIKES = 0.5
"""Share of the firms without AI that are in the trial."""
GAPS = (
    "loss at smaller firms, more than at large",
    "loss of those of 50 and over, more than others",
    "loss of the middle level of schooling, more than others",
)
"""Orderings of the paper; how many hold is counted over all seeds together."""


def run(seed: int, persons: int) -> Findings:
    """Half of the firms automate at once, the other half in a second run on the same draws."""
    first, second = (_follow(seed, persons, reverse) for reverse in (False, True))
    treated_first, inside, outside = first["treated"], first["inside"], first["outside"]
    spared = np.where(treated_first, 1.0, -1.0) * (second["years"] - first["years"])
    left = np.where(treated_first, 1.0, -1.0) * (first["left"] - second["left"].astype(float))
    before = first["years"][0]

    def loss(who: trial.Mask) -> float:
        return PERCENT * float(spared[1:, who].sum() / before[who].sum())

    groups = (first[name] for name in ("small", "older", "middle"))
    return {
        "earnings lost in five years": loss(inside),
        **{name: loss(inside & own) - loss(inside & ~own) for name, own in zip(GAPS, groups, strict=True)},
        "incumbents who left because of it, five years": PERCENT * float(left[inside].mean()),
        "placebo: incumbents of other firms": loss(outside),
    }


def _follow(seed: int, persons: int, reverse: bool) -> dict[str, Any]:
    """Incumbents by row: whose firm automates in this run, in and out of the trial, earnings by year."""
    months_run = HIT + trial.YEAR * YEARS
    economy = trial.economy_of(COUNTRY, seed, persons, months_run + 1, world="moderate")
    q, firms, months = economy.persons, economy.firms, []
    while economy.month < HIT:
        economy.step()
        months.append(trial.earnings(economy))
    late = (firms.public == 0) & (firms.active == 1) & (firms.adopted == 0)
    sample = late & (trial.draw(economy, "in the trial", firms.id) < SPIKES)
    now = (trial.draw(economy, "spike", firms.id) < 0.5) != reverse
    incumbents, firm, generation = q.tenure >= LONG_TENURE, q.firm.copy(), firms.generation.copy()
    inside, outside = (trial.staff_of(economy, who) & incumbents for who in (sample, ~sample))
    found = {
        "inside": inside,
        "outside": outside,
        "treated": now[firm],
        "small": firms.size_class[firm] != LARGE,
        "older": trial.ages(economy) >= OLDER,
        "middle": q.education == MIDDLE,
    }
    automate(economy, sample & now)
    while economy.month < months_run:
        economy.step()
        months.append(trial.earnings(economy))
    stayed = (q.status == EMPLOYED) & (q.firm == firm) & (firms.generation == generation)[firm]
    return found | {"years": trial.years_of(months[HIT - trial.YEAR :]), "left": ~stayed}


def automate(economy: Economy, chosen: trial.Mask) -> None:
    """These firms begin to use AI in all of their occupations at once; the rest is theirs to work out."""
    posts = economy.posts
    posts.ai_used[(posts.active == 1) & chosen[posts.firm]] = 1
    economy.firms.adopted[chosen] = 1


V03 = trial.designed("V03", run, {"orderings that hold, of three": GAPS})
