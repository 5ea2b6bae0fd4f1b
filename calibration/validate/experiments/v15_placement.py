"""V15, help with placement, assigned in two steps: markets, people (Crépon et al. 2013)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from calibration.validate.experiments import people
from calibration.validate.experiments.trial import Findings, Trial
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.policies.youth_guarantee import YouthGuarantee
from simulator.scenario.setting import Constant, Setting

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRY = "FRA"
START, INTAKE = 12, 24
"""First month of the trial, and months in which people are enrolled."""
SHORT, LONG = 8, 20
"""Months after enrolment at which employment is read."""
OLDEST = 29
OFFER = {"offers": 1.0, "wait": 6.0, "age": 30.0, "courses": 1.0, "months": 1.0, "learnt": 0.0}
"""A month with a counsellor, who teaches nothing; search help and reference are those of the guarantee."""
SUPPORT = 6
"""Months of search in which the counsellor helps and refers, after the first."""
SATURATIONS = (0.25, 0.5, 0.75, 1.0)
MARKETS: Mapping[str, Mapping[str, Setting]] = {
    "strong": {}, "weak": {"spending": Constant(-0.1), "exports": Constant(-0.2)},
}  # fmt: skip
"""Half of the fall of demand that V09 calls a recession."""
POINTS = 100.0


class Counselled(YouthGuarantee):
    """The guarantee for whom the trial assigns to it this month, and for nobody else."""

    assigned: people.Mask

    def eligible(self, economy: "Economy", where: Any = None) -> people.Mask:
        """Who has been assigned."""
        return np.asarray(self.assigned & (economy.persons.active == 1) & where)


class _Arm:
    """One market at one saturation: month of enrolment (0 never) and draw of each person, jobs by month."""

    def __init__(self, economy: "Economy", saturation: float) -> None:
        q = economy.persons
        self.enrolled, self.saturation = np.zeros(q.n, np.int64), saturation
        self.draw = people.draw(economy, "placement", q.id)
        self.works: list[people.Mask] = []

    def at_work(self, lag: int) -> people.Mask:
        """Who has a job so many months after enrolment; nobody who was never enrolled."""
        rows = np.flatnonzero(self.enrolled)
        found = np.zeros(len(self.enrolled), np.bool_)
        found[rows] = np.stack(self.works)[self.enrolled[rows] + lag, rows]
        return found

    def treated(self) -> people.Mask:
        """To whom help is offered, enrolled or not."""
        return np.asarray(self.draw < self.saturation)


def run(seed: int, persons: int) -> Findings:
    """Each market once without help and once at each saturation, on the same draws."""
    found: dict[str, float] = {}
    for market, demand in MARKETS.items():
        none, *arms = (_follow(seed, persons, share, demand) for share in (0.0, *SATURATIONS))
        partial = arms[:-1]
        short, long = (_contrasts(none, partial, lag) for lag in (SHORT, LONG))
        found[f"treated less controls after 8 months, {market} market"] = short[0] - short[1]
        found[f"treated less controls after 20 months, {market} market"] = long[0] - long[1]
        found[f"loss of controls after 8 months, {market} market"] = -short[1]
        everybody = _changes(none, arms[-1], arms[-1].enrolled > 0, SHORT)
        found[f"net, all treated less none, {market} market"] = POINTS * float(everybody.mean())
    found["placebo: people not in the trial"] = _outside(none, partial)
    return found


def _changes(none: _Arm, arm: _Arm, who: people.Mask, lag: int) -> NDArray[np.int8]:
    """Work in this arm less work without help (-1, 0, 1), of those enrolled in the same month of both."""
    same = who & (arm.enrolled == none.enrolled) & (arm.enrolled > 0)
    return np.asarray((arm.at_work(lag).astype(np.int8) - none.at_work(lag))[same])


def _contrasts(none: _Arm, arms: list[_Arm], lag: int) -> tuple[float, float]:
    """Change of the treated and of the controls against no help, over arms (points)."""
    both = [np.concatenate([_changes(none, arm, arm.treated() == told, lag) for arm in arms])
            for told in (True, False)]  # fmt: skip
    return POINTS * float(both[0].mean()), POINTS * float(both[1].mean())


def _outside(none: _Arm, arms: list[_Arm]) -> float:
    """The contrast at the end among people who were never enrolled, by the same draws (points)."""
    gaps = []
    for arm in arms:
        who, told = (arm.enrolled == 0) & (none.enrolled == 0), arm.treated()
        change = arm.works[-1].astype(float) - none.works[-1]
        gaps.append(change[who & told].mean() - change[who & ~told].mean())
    return POINTS * float(np.mean(gaps))


def _follow(seed: int, persons: int, saturation: float, demand: Mapping[str, Setting]) -> _Arm:
    setting = people.setting_of("youth_guarantee", **OFFER)
    end = START + INTAKE + LONG
    economy = people.economy_of(COUNTRY, seed, persons, end + 1, shock=demand, policies=[setting])
    programme, q = Counselled(economy.instruments[0].setting), economy.persons
    economy.instruments[0] = programme
    arm = _Arm(economy, saturation)
    arm.works.append(q.status == EMPLOYED)
    while economy.month < end:
        month = economy.month + 1
        programme.assigned = np.zeros(q.n, np.bool_)
        if START <= month < START + INTAKE:
            new = candidates(economy) & (arm.enrolled == 0)
            arm.enrolled[new] = month
            programme.assigned = new & arm.treated()
        q.certificate[arm.treated() & (arm.enrolled > 0) & (month == arm.enrolled + 2 + SUPPORT)] = 0.0
        economy.step()
        arm.works.append((q.status == EMPLOYED) & (q.active == 1))
    return arm


def candidates(economy: "Economy") -> people.Mask:
    """Unemployed for six months, under thirty."""
    q = economy.persons
    waiting = (q.active == 1) & (q.status == UNEMPLOYED) & (q.months_in_status >= OFFER["wait"])
    return np.asarray(waiting & (people.ages(economy) <= OLDEST))


TRIAL = Trial(
    "V15", "two-step placement trial", COUNTRY,
    "a month with a counsellor for none, a quarter, half, three quarters or all of the unemployed under "
    "thirty who have looked for six months, in a usual and in a weak labour market",
    "employment 8 and 20 months after enrolment (points): treated less controls; controls less the same "
    "people where nobody is treated; everybody where all are treated less where nobody is",
    "a market is the whole country in a run of its own, not one of 235 areas; help is what the youth "
    "guarantee's course gives in search and reference, for six months; nothing is learnt; all levels of "
    "schooling",
    run,
)  # fmt: skip
