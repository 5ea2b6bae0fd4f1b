"""V05, automation made dearer for large firms (Holtmann, Braun, Cho, Koch and Langenmayr 2025)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import Findings, Trial
from calibration.validate.stationarity import PERCENT
from simulator.agents.firm import LARGE
from simulator.kit.instrument import Instrument

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRY = "DEU"
START = 12
END = START + 36
DEARER = 0.02
"""Share by which automation costs more, fees and integration: the credit fell from 3 to 1 % for large firms,
and from 5 to 3 % for those between them and the small and medium-sized, which are of 250 and more too."""


class CreditCut(Instrument):
    """Automation costs large firms more; nobody receives what they pay more."""

    name = "credit_cut"

    def __init__(self) -> None:
        """It needs no setting."""

    def begin(self, economy: "Economy", phase: str) -> None:
        """It is always on."""

    def adoption(self, economy: "Economy") -> None:
        """What large firms know of fees and of integration."""
        firms = economy.firms
        large = firms.size_class == LARGE
        firms.levy_rate[large] += DEARER
        firms.integration_help[large] -= DEARER


def run(seed: int, persons: int, parameters: Mapping[str, float] | None = None) -> Findings:
    """Changes against the same run without the cut, three years from the cut on (%).

    `parameters`: those of the model that differ from what ships, in declared units.
    """
    cut, kept = (_follow(seed, persons, one, parameters or {}) for one in (True, False))

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


def _follow(seed: int, persons: int, cut: bool, parameters: Mapping[str, float]) -> dict[str, Any]:
    """Posts newly automated and heads [months from 1, firms], and which firms are large, rich and smaller."""
    economy = trial.economy_of(COUNTRY, seed, persons, END + 1, world="moderate",
                                parameters=dict(parameters))  # fmt: skip
    firms, posts = economy.firms, economy.posts
    automated, heads, kinds = [], [], {}
    while economy.month < END:
        if economy.month == START:
            kinds = kinds_of(economy)
            if cut:
                economy.instruments.append(CreditCut())
        economy.step()
        automated.append(np.bincount(posts.firm, posts.active * posts.ai_step * posts.desired, firms.n))
        heads.append(firms.heads.astype(float))
    return {"automated": np.stack(automated), "heads": np.stack(heads), **kinds}


def kinds_of(economy: "Economy") -> dict[str, trial.Mask]:
    """Large private firms, smaller ones, and those with more deposits per wage than the middle large one."""
    firms = economy.firms
    private = (firms.public == 0) & (firms.active == 1)
    large = private & (firms.size_class == LARGE)
    funds = firms.deposits / np.maximum(firms.wage_bill, 1e-300)
    return {"large": large, "smaller": private & ~large, "rich": funds > np.median(funds[large])}


TRIAL = Trial(
    "V05", "automation credit cut", COUNTRY,
    "fees and integration of AI cost firms with 250 employees or more 2 % more from month 12 on, in the "
    "world `moderate`",
    "posts automated in three years and employment in the third, large firms, with less without (%)",
    "AI in place of robots; Germany in place of Korea, of which there are no extracts (as the table of "
    "tests has it); large firms against themselves in the twin run, not against Japan or other industries; a "
    "firm has funds when its deposits per wage are above those of the middle large firm; how much automation "
    "by large firms falls follows nearly from one parameter, the elasticity of timing "
    "(`ai_timing_elasticity`), read elsewhere before the test",
    run,
)  # fmt: skip
