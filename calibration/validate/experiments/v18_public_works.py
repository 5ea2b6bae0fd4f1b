"""V18, better public works for poor households (Muralidharan, Niehaus and Sukhtankar 2023)."""

from typing import Any

import numpy as np

from calibration.validate.experiments import trial
from calibration.validate.experiments.trial import PERCENT, Findings
from simulator.agents.person import PUBLIC_JOB
from simulator.policies.job_guarantee import JobGuarantee

COUNTRY = "IND"
START = 12
END = START + 24
READ = 12
"""Months at the end over which labour income is summed."""
POOR = 0.4
"""Share of people whose households may work in the programme: the poorest, by equivalised income."""
LAW = {"wage": 1.0, "wait": 0.0, "materials": 0.4}
"""Pay of public works as the profile's minimum wage; 40 % of the cost at most for materials (recalled)."""


class ForThePoor(trial.Admits, JobGuarantee):
    """Work for people of the households that the experiment lets in."""


def run(seed: int, persons: int) -> Findings:
    """With the programme less without, on the same draws."""
    given, none = (_follow(seed, persons, one) for one in (True, False))
    poor = given["poor"]
    usual = float(none["income"][poor].sum())
    gain = float(given["income"][poor].sum()) - usual
    paid = float(given["paid"][poor].sum())
    change = [
        float(given["income"][who].sum() / none["income"][who].sum())
        for who in (~poor & given["half"], ~poor & ~given["half"])
    ]
    return {
        "labour income of poor households": PERCENT * gain / usual,
        "part of the gain that the programme did not pay": (gain - paid, gain),
        "programme pay over labour income": PERCENT * paid / usual,
        "placebo: other households, one drawn half less the other": PERCENT * (change[0] - change[1]),
    }


def _follow(seed: int, persons: int, given: bool) -> dict[str, Any]:
    """By row: whether poor, labour income of the last year, and what of it the programme paid."""
    setting = trial.setting_of("job_guarantee", **LAW)
    economy = trial.economy_of(COUNTRY, seed, persons, END + 1, policies=[setting])
    programme, q = trial.assign(economy, ForThePoor), economy.persons
    income, paid = np.zeros(q.n), np.zeros(q.n)
    poor = programme.admitted
    while economy.month < END:
        if economy.month == START:
            incomes, here = economy.households.equivalised_income[q.household], q.active == 1
            poor = here & (incomes <= np.quantile(incomes[here], POOR))
            programme.admitted = poor & given
        economy.step()
        if economy.month > END - READ:
            prices = economy.aggregates.cpi
            income += np.where(q.active == 1, q.earnings + q.sales_income, 0.0) / prices
            paid += np.where((q.active == 1) & (q.status == PUBLIC_JOB), q.earnings, 0.0) / prices
    return {"poor": poor, "income": income, "paid": paid, "half": trial.draw(economy, "half", q.id) < 0.5}


V18 = trial.designed("V18", run)
