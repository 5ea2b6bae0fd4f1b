"""V05, automation made dearer for large firms (Holtmann, Braun, Cho, Koch and Langenmayr 2025).

V06, general capital subsidy (Curtis et al. 2021), beside a subsidy to automation (V05's switch).
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from calibration.study.runs import Measured, Run, measured
from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.firm import LARGE
from simulator.core.economy import Economy

COUNTRY = "DEU"
START = 12
END = START + 36
DEARER = 0.02
"""Share by which automation costs more, fees and integration: the credit fell from 3 to 1 % for large firms,
and from 5 to 3 % for those between them and the small and medium-sized, which are of 250 and more too."""


class CreditCut(trial.Levers):
    """Automation costs large firms more; nobody receives what they pay more."""

    name = "credit_cut"

    def adoption(self, economy: Economy) -> None:
        """What large firms know of fees and of integration."""
        firms = economy.firms
        large = firms.size_class == LARGE
        firms.levy_rate[large] += DEARER
        firms.integration_help[large] -= DEARER


def credit_cut(seed: int, persons: int) -> Findings:
    """Changes against the same run without the cut, three years from the cut on (%)."""
    cut, kept = (_follow(seed, persons, one) for one in (True, False))

    def change(name: str, firms: trial.Mask, months: slice) -> tuple[float, float]:
        dearer, usual = (float(one[name][months][:, firms].sum()) for one in (cut, kept))
        return PERCENT * (dearer - usual), usual

    large, rich, after = kept["large"], kept["rich"], slice(START, END)
    automated = change("automated", large, after)
    groups = {"large": large, "rich": large & rich, "poor": large & ~rich}
    heads = {name: change("heads", who, slice(END - 12, END)) for name, who in groups.items()}
    return {
        "automation by large firms": automated,
        "automation by all private firms": change("automated", large | kept["smaller"], after),
        "employment of large firms": heads["large"],
        "employment of large firms with funds": heads["rich"],
        "employment of large firms without": heads["poor"],
        "placebo: automation by smaller firms": change("automated", kept["smaller"], after),
    }


def _follow(seed: int, persons: int, cut: bool) -> dict[str, Any]:
    """Posts newly automated and heads [months from 1, firms], and which firms are large, rich and smaller."""
    economy = trial.economy_of(COUNTRY, seed, persons, END + 1, world="moderate")
    firms, posts = economy.firms, economy.posts
    automated, heads, kinds = [], [], {}
    while economy.month < END:
        if economy.month == START:
            private = (firms.public == 0) & (firms.active == 1)
            large = private & (firms.size_class == LARGE)
            funds = firms.deposits / np.maximum(firms.wage_bill, 1e-300)
            rich = funds > np.median(funds[large])  # more deposits per wage than the middle large one
            kinds = {"large": large, "smaller": private & ~large, "rich": rich}
            if cut:
                economy.instruments.append(CreditCut())
        economy.step()
        automated.append(np.bincount(posts.firm, posts.active * posts.ai_step * posts.desired, firms.n))
        heads.append(firms.heads.astype(float))
    return {"automated": np.stack(automated), "heads": np.stack(heads), **kinds}


V05 = trial.designed("V05", credit_cut)


EFFECT = slice(START + 24, START + 60)
"""Years three to five."""
CAPITAL = {"capital_subsidy": 0.03}
"""Half of the price written off at once at a tax rate of 35 % and allowances worth 0.88 (recalled):
0.35 x 0.06 / (1 - 0.35 x 0.88) = 3 % of the user cost."""
AUTOMATION = {"levy_rate": -0.04, "integration_help": 0.04}
"""Four points of what AI costs, fees and integration."""


Shifts = Mapping[str, float]


def subsidise(economy: Economy, *, values: Shifts | None = None, terms: Shifts | None = None) -> None:
    """Hook: a subsidy begins."""
    if economy.month == START - 1:
        economy.instruments.append(trial.Levers(values, terms))


def capital_subsidy(seed: int, persons: int) -> Findings:
    """Changes against the same run without the subsidy (%)."""
    found: dict[str, float] = {}
    kinds = (
        ("a general capital", partial(subsidise, values=CAPITAL), "none"),
        ("an automation", partial(subsidise, terms=AUTOMATION), "moderate"),
    )
    runs = measured(
        *(
            Run("USA", seed, persons, EFFECT.stop, world, before=before)
            for _, hook, world in kinds
            for before in (hook, None)
        )
    )
    for (kind, _, _), pair in zip(kinds, (runs[:2], runs[2:]), strict=True):
        found[f"employment under {kind} subsidy"] = change(pair, "employed", EFFECT)
        found[f"real wage under {kind} subsidy"] = change(pair, "real_wage", EFFECT)
        found["placebo: employment, months before the subsidy"] = change(pair, "employed", slice(1, START))
    found["the same, per 3 % cut of the user cost"] = found["employment under a general capital subsidy"]
    return found


def change(pair: Sequence[Measured], name: str, months: slice) -> float:
    """Mean of some months with the subsidy over that without (%)."""
    with_it, without = (one.mean(name, months) for one in pair)
    return PERCENT * (with_it / without - 1.0)


V06 = trial.designed("V06", capital_subsidy)
