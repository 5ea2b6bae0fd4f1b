"""V16, short-time work when revenue falls (Cahuc, Kramarz and Nevoux 2021)."""

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.validate.experiments import people
from calibration.validate.experiments.trial import Findings, Trial
from simulator.agents.person import EMPLOYED
from simulator.policies.job_retention import JobRetention
from simulator.scenario.setting import Setting, Steps

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRY = "FRA"
HIT = 12
END = HIT + 12
DEEPEST = 0.5
"""Share of orders lost by the firm that is hit worst; others lose evenly spread shares from nothing up."""
TERCILES = ("mildest", "middle", "worst")
SLUMP: dict[str, Setting] = {
    "exports": Steps((HIT, END), (-0.12, 0.0)), "spending": Steps((HIT, END), (-0.03, 0.0)),
}  # fmt: skip
"""France in 2009: exports fell by about an eighth, output by 3 % (recalled)."""
LAW = {"share": 0.6, "employer_cost": 0.58, "months": 12.0, "threshold": 0.0, "staff": 0.0}
"""Of 2009: workers got 60 % of gross pay at least; the state paid firms back 3.33 to 3.84 EUR an hour, about
a quarter of the mean wage (recalled)."""
PERCENT = 100.0


class Admitted(JobRetention):
    """Short-time work for the staff of the firms that an experiment lets in, and for nobody else."""

    firms: people.Mask

    def eligible(self, economy: "Economy", where: Any = None) -> people.Mask:
        """Whose firm has been let in."""
        staff = people.staff_of(economy, self.firms)
        return staff if where is None else np.asarray(staff & where)


def run(seed: int, persons: int) -> Findings:
    """Half of the firms may use it, the other half in a second run on the same draws."""
    first, second = (_follow(seed, persons, reverse) for reverse in (False, True))
    saved = np.where(first["let_in"], 1.0, -1.0) * (first["after"] - second["after"])
    before, hit, public = first["before"], first["hit"], first["public"]

    def effect(who: people.Mask) -> float:
        return PERCENT * float(saved[who].sum() / before[who].sum())

    cost = float(first["cost"] + second["cost"])
    found: dict[str, float | tuple[float, float]] = {
        f"employment, {name} third of shocks": effect(hit == k + 1) for k, name in enumerate(TERCILES)
    }
    jobs = float(saved[hit > 0].sum())
    found["cost of a job saved"] = (cost, jobs * float(first["labour_cost"]))
    found["placebo: public employers"] = effect(public)
    return found


def _follow(seed: int, persons: int, reverse: bool) -> dict[str, Any]:
    """By firm: heads before and a year after, third of shocks (0: not hit), whether let in; and the cost."""
    scheme = people.setting_of("job_retention", **LAW)
    economy = people.economy_of(COUNTRY, seed, persons, END + 1, shock=SLUMP, policies=[scheme])
    programme, q, firms = Admitted(economy.instruments[0].setting), economy.persons, economy.firms
    economy.instruments[0] = programme
    programme.firms = np.zeros(firms.n, np.bool_)
    while economy.month < HIT:
        economy.step()
    before, generation = firms.heads.astype(float), firms.generation.copy()
    hit = shocked(economy)
    let_in = (people.draw(economy, "let in", firms.id) < 0.5) != reverse
    found = {"before": before, "hit": hit, "let_in": let_in, "public": (firms.public == 1) & (before > 0)}
    found["labour_cost"] = people.YEAR * _labour_cost(economy)
    programme.firms, cost = let_in & (hit > 0), 0.0
    while economy.month < END:
        economy.step()
        lost = np.where(people.staff_of(economy, programme.firms), q.wage * q.hours * q.short_time, 0.0)
        cost += LAW["share"] * (1.0 - LAW["employer_cost"]) * float(lost.sum())
    after = np.where(firms.generation == generation, firms.heads, 0).astype(float)
    return found | {"after": after, "cost": cost}


def shocked(economy: "Economy") -> Any:
    """Private firms with ten employees or more lose a keyed share of their orders; third of it, by row."""
    firms = economy.firms
    hit = people.chosen_firms(economy, 1.0, "revenue")
    u = people.draw(economy, "depth", firms.id)
    firms.demand_shock[hit] += np.log(1.0 - DEEPEST * u[hit])
    return np.where(hit, 1 + (len(TERCILES) * u).astype(np.int64), 0)


def _labour_cost(economy: "Economy") -> float:
    """Mean pay and contributions of private employees (currency/month)."""
    q = economy.persons
    paid = people.staff_of(economy, economy.firms.public == 0) & (q.status == EMPLOYED)
    return float((q.earnings + q.employer_contribution)[paid].mean())


TRIAL = Trial(
    "V16", "short-time work", COUNTRY,
    "a year of less foreign and home demand from month 12 on, in which each private firm with ten employees "
    "or more loses up to half of its orders; short-time work for half of them",
    "employment after a year, firms that may use it less firms that may not, by third of shocks (% of heads "
    "before); what the state paid over jobs saved, in years of labour cost",
    "each firm is let in in one of two runs on the same draws, instead of by closeness to earlier users",
    run,
)  # fmt: skip
