"""V16, short-time work when revenue falls (Cahuc, Kramarz and Nevoux 2021)."""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.core.economy import Economy
from simulator.policies.job_retention import JobRetention
from simulator.scenario.setting import Setting, Steps

COUNTRY = "FRA"
HIT = 12
END = HIT + 12
DEEPEST = 0.5
"""Share of orders lost by the firm that is hit worst; others lose evenly spread shares from nothing up."""
TERCILES = ("mildest", "middle", "worst")
SLUMP: dict[str, Setting] = {
    "exports": Steps((HIT, END), (-0.48, 0.0)),
    "spending": Steps((HIT, END), (-0.12, 0.0)),
}
"""Four times what fell in France in 2009, exports by an eighth and output by 3 % (recalled).

Chosen by orders alone: so much less in all that firms lose what they are told to, a quarter on
average. With 2009 itself the mildest third gained what the others lost.
"""
LAW = {"share": 0.6, "employer_cost": 0.58, "months": 12.0, "threshold": 0.0, "staff": 0.0}
"""Of 2009: workers got 60 % of gross pay at least; the state paid firms back 3.33 to 3.84 EUR an hour, about
a quarter of the mean wage (recalled)."""
PAID_BY_STATE = LAW["share"] * (1.0 - LAW["employer_cost"])
NOBODY, ONE_HALF, OTHER_HALF = "nobody", "one half", "the other half"


class Admitted(JobRetention):
    """Short-time work for the staff of the firms that an experiment lets in, and for nobody else."""

    firms: trial.Mask

    def eligible(self, economy: Economy, where: Any = None) -> trial.Mask:
        """Whose firm has been let in."""
        staff = trial.staff_of(economy, self.firms)
        return staff if where is None else np.asarray(staff & where)


def run(seed: int, persons: int) -> Findings:
    """Half of the firms may use it, the other half in a second run on the same draws.

    Thirds are by the orders that firms lose in a third run, where nobody has the scheme.
    """
    none, first, second = (_follow(seed, persons, arm) for arm in (NOBODY, ONE_HALF, OTHER_HALF))
    saved = np.where(first["let_in"], 1.0, -1.0) * (first["after"] - second["after"])
    used = np.where(first["let_in"], first["used"], second["used"])
    before, public, third = first["before"], first["public"], thirds(none["lost"], first["hit"])
    stated = none["stated"]
    found: dict[str, float | tuple[float, float]] = {}
    for k, name in enumerate(TERCILES):
        who = third == k + 1
        effect, size = PERCENT * float(saved[who].sum()), float(before[who].sum())
        using = float(before[who & used].sum())
        found[f"employment, {name} third of shocks"] = effect / size
        found[f"effect of use, {name} third of shocks"] = (effect, using)
        found[f"heads in firms that use it, {name} third of shocks"] = (PERCENT * using, size)
        found[f"orders, {name} third of shocks"] = -PERCENT * float(none["lost"][who].mean())
    found |= {
        f"orders, {name} third of what is stated": -PERCENT * float(none["lost"][stated == k + 1].mean())
        for k, name in enumerate(TERCILES)
    }
    jobs = float(saved[third > 0].sum())
    found["cost of a job saved"] = (float(first["cost"] + second["cost"]), jobs * float(first["labour_cost"]))
    found["placebo: public employers"] = PERCENT * float(saved[public].sum() / before[public].sum())
    return found


def _follow(seed: int, persons: int, arm: str) -> dict[str, Any]:
    """By firm: heads before and after, orders lost, whether let in and whether it cut hours; the cost."""
    scheme = trial.setting_of("job_retention", **LAW)
    economy = trial.economy_of(COUNTRY, seed, persons, END + 1, shock=SLUMP, policies=[scheme])
    programme, q, firms = Admitted(economy.instruments[0].setting), economy.persons, economy.firms
    economy.instruments[0] = programme
    none = np.zeros(firms.n, np.bool_)
    programme.firms, used = none, none.copy()
    usual, orders = np.zeros(firms.n), np.zeros(firms.n)
    while economy.month < HIT:
        economy.step()
        usual += firms.orders / HIT
    before, generation = firms.heads.astype(float), firms.generation.copy()
    stated = shocked(economy)
    half = trial.draw(economy, "let in", firms.id) < 0.5
    found = {"before": before, "hit": stated > 0, "stated": stated}
    found["public"] = (firms.public == 1) & (before > 0)
    paid = trial.staff_of(economy, firms.public == 0)  # what a private employee costs in a year
    found["labour_cost"] = trial.YEAR * float((q.earnings + q.employer_contribution)[paid].mean())
    found["let_in"] = {NOBODY: none, ONE_HALF: half, OTHER_HALF: ~half}[arm]
    programme.firms, cost = found["let_in"] & (stated > 0), 0.0
    while economy.month < END:
        economy.step()
        same = firms.generation == generation
        orders += np.where(same, firms.orders, 0.0) / (END - HIT)
        on = trial.staff_of(economy, programme.firms) & (q.short_time > 0.0)
        used[q.firm[on]] = True
        cost += PAID_BY_STATE * float((q.wage * q.hours * q.short_time)[on].sum())
    after = np.where(same, firms.heads, 0).astype(float)
    lost = 1.0 - orders / np.where(usual > 0.0, usual, 1.0)
    return found | {"after": after, "cost": cost, "used": used, "lost": lost}


def shocked(economy: Economy) -> Any:
    """Private firms with ten employees or more lose a keyed share of orders; third of what is stated, by row.

    Orders of a sector are shared among its firms: it loses in all what its firms are told to, or those that
    are told to lose less would gain what others lose.
    """
    firms, sectors = economy.firms, economy.sectors
    hit = trial.chosen_firms(economy, 1.0, "revenue")
    u = trial.draw(economy, "depth", firms.id)
    kept = np.where(hit, 1.0 - DEEPEST * u, 1.0)
    sold = np.where((firms.public == 0) & (firms.active == 1), firms.orders * firms.price, 0.0)
    all_of, left = (np.bincount(firms.sector, x, len(sectors.demand_shock)) for x in (sold, sold * kept))
    sells = all_of > 0.0
    sectors.demand_shock[sells] += np.log(left[sells] / all_of[sells])
    firms.demand_shock[hit] += np.log(kept[hit])
    return np.where(hit, 1 + (len(TERCILES) * u).astype(np.int64), 0)


def thirds(lost: trial.Array, hit: trial.Mask) -> Any:
    """Third of the firms hit by the orders they lost, 1 mildest, 0 for the others, by row."""
    found = np.zeros(len(lost), np.int64)
    rows = np.flatnonzero(hit)
    order = rows[np.argsort(lost[rows], kind="stable")]
    found[order] = 1 + len(TERCILES) * np.arange(len(order)) // len(order)
    return found


V16 = trial.designed("V16", run)
