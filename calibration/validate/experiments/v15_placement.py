"""V15, help with placement, assigned in two steps: markets, people (Crépon et al. 2013)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.policies.youth_guarantee import YouthGuarantee
from simulator.scenario.setting import Constant, Setting

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
TAKE_UP = 0.35
"""Share of those assigned who accept (Crépon et al. 2013; recalled, high): of the design, no result."""
STABLE = 6
"""Months that a job must last to count as stable."""
TERTIARY = 2
"""Level of schooling: the trial's seekers had two years of college at least."""
SATURATIONS = (0.25, 0.5, 0.75, 1.0)
MARKETS: Mapping[str, Mapping[str, Setting]] = {
    "strong": {},
    "weak": {"spending": Constant(-0.1), "exports": Constant(-0.2)},
}
"""The first years of the fall of demand that V09 calls a recession; here it is leant against."""
IDLE = -10_000
"""No job began in this month."""
OUTCOMES = {"": STABLE, "any job: ": 0}
"""What comes before the name of a row, and months that a job must last to count in it."""


class Counselled(trial.Admits, YouthGuarantee):
    """The guarantee for whom the trial assigns to it this month."""


class _Arm:
    """One market at one saturation: month of enrolment (0 never) and draws of each person, jobs by month.

    `began` holds by month the month in which each person's job began, `IDLE` without one.
    """

    def __init__(self, economy: Economy, saturation: float) -> None:
        q = economy.persons
        self.enrolled, self.saturation = np.zeros(q.n, np.int64), saturation
        self.draw = trial.draw(economy, "placement", q.id)
        self.accepts = trial.draw(economy, "accepts", q.id) < TAKE_UP
        self.began: list[NDArray[np.int64]] = []

    def note(self, economy: Economy) -> None:
        """Jobs as they are at the end of the month."""
        q = economy.persons
        works = (q.status == EMPLOYED) & (q.active == 1)
        self.began.append(np.where(works, economy.month - q.tenure, IDLE))

    def at_work(self, lag: int, least: int) -> trial.Mask:
        """Who has a job that lasts `least` months so long after enrolment; nobody who was never enrolled."""
        rows = np.flatnonzero(self.enrolled)
        found = np.zeros(len(self.enrolled), np.bool_)
        found[rows] = self.lasting(self.enrolled[rows] + lag, rows, least)
        return found

    def lasting(self, month: Any, rows: NDArray[np.int64], least: int) -> trial.Mask:
        """Whether each of these people has in `month` a job that is kept until it lasted `least` months."""
        began = np.stack(self.began)
        own = began[month, rows]
        later = np.maximum(month, own + least)
        return np.asarray((own != IDLE) & (began[later, rows] == own))

    def helped(self) -> trial.Mask:
        """Who takes the offer, if enrolled."""
        return np.asarray(self.treated() & self.accepts)

    def treated(self) -> trial.Mask:
        """To whom help is offered, enrolled or not."""
        return np.asarray(self.draw < self.saturation)


def run(seed: int, persons: int) -> Findings:
    """Each market once without help and once at each saturation, on the same draws."""
    found: dict[str, float] = {}
    for market, demand in MARKETS.items():
        none, *arms = (_follow(seed, persons, share, demand) for share in (0.0, *SATURATIONS))
        partial = arms[:-1]
        for kind, least in OUTCOMES.items():
            short, long = (_contrasts(none, partial, lag, least) for lag in (SHORT, LONG))
            found[f"{kind}treated less controls after 8 months, {market} market"] = short[0] - short[1]
            found[f"{kind}treated less controls after 20 months, {market} market"] = long[0] - long[1]
            found[f"{kind}loss of controls after 8 months, {market} market"] = -short[1]
            everybody = _changes(none, arms[-1], arms[-1].enrolled > 0, SHORT, least)
            found[f"{kind}net, all treated less none, {market} market"] = PERCENT * float(everybody.mean())
    gaps, rows, end = [], np.arange(len(none.enrolled)), START + INTAKE + LONG
    for arm in partial:  # the contrast at the end among people who were never enrolled, by the same draws
        who, told = (arm.enrolled == 0) & (none.enrolled == 0), arm.treated()
        change = arm.lasting(end, rows, STABLE).astype(float) - none.lasting(end, rows, STABLE)
        gaps.append(change[who & told].mean() - change[who & ~told].mean())
    found["placebo: people not in the trial"] = PERCENT * float(np.mean(gaps))
    return found


def _changes(none: _Arm, arm: _Arm, who: trial.Mask, lag: int, least: int) -> NDArray[np.int8]:
    """Work in this arm less work without help (-1, 0, 1), of those enrolled in the same month of both."""
    same = who & (arm.enrolled == none.enrolled) & (arm.enrolled > 0)
    return np.asarray((arm.at_work(lag, least).astype(np.int8) - none.at_work(lag, least))[same])


def _contrasts(none: _Arm, arms: list[_Arm], lag: int, least: int) -> tuple[float, float]:
    """Change of those assigned, helped or not, and of the controls against no help, over arms (points)."""
    both = [
        np.concatenate([_changes(none, arm, arm.treated() == told, lag, least) for arm in arms])
        for told in (True, False)
    ]
    return PERCENT * float(both[0].mean()), PERCENT * float(both[1].mean())


def _follow(seed: int, persons: int, saturation: float, demand: Mapping[str, Setting]) -> _Arm:
    setting = trial.setting_of("youth_guarantee", **OFFER)
    end = START + INTAKE + LONG + STABLE
    economy = trial.economy_of(COUNTRY, seed, persons, end + 1, shock=demand, policies=[setting])
    programme, q = trial.assign(economy, Counselled), economy.persons
    arm = _Arm(economy, saturation)
    arm.note(economy)
    while economy.month < end:
        month = economy.month + 1
        programme.admitted = np.zeros(q.n, np.bool_)
        if START <= month < START + INTAKE:
            new = candidates(economy) & (arm.enrolled == 0)
            arm.enrolled[new] = month
            programme.admitted = new & arm.helped()
        q.certificate[arm.helped() & (arm.enrolled > 0) & (month == arm.enrolled + 2 + SUPPORT)] = 0.0
        economy.step()
        arm.note(economy)
    return arm


def candidates(economy: Economy) -> trial.Mask:
    """Unemployed for six months, under thirty, with tertiary schooling."""
    q = economy.persons
    waiting = (q.active == 1) & (q.status == UNEMPLOYED) & (q.months_in_status >= OFFER["wait"])
    return np.asarray(waiting & (q.education == TERTIARY) & (trial.ages(economy) <= OLDEST))


V15 = trial.designed("V15", run)
