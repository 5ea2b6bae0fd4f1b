"""What becomes of people whom AI displaced: where they are so many months later, who worked since, on what.

By fifth of exposure and age at the layoff, of everyone displaced: how many, how long until the next job, and
what is left of income after taxes and benefits in the first, third and fifth year after.
"""

import numpy as np

from simulator.agents.person import (
    EMPLOYED,
    INFORMAL,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    STATUS_NAMES,
    TRAINING,
    UNEMPLOYED,
    WORKING,
)
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.indicators.census import SUMMED, follow, follow_incomes, status_in
from simulator.indicators.indicator import Indicator

STATES = {
    "employee": (EMPLOYED,),
    "public_job": (PUBLIC_JOB,),
    "own_account": (OWN_ACCOUNT, INFORMAL),
    "unemployed": (UNEMPLOYED,),
    "training": (TRAINING,),
    "outside": (),
}
"""Where a displaced person is; whoever is in no other state has left the labour force, moved away or died."""
SINCE = (1, 2, 3, 4, 6, 9, 12, 18, 24, 36)
EARLY, LATE = 6, 24
MONEY = "{currency}/month"
MONTHS, BEFORE = "months_since_displacement", "six_months_after"
AT_LAYOFF = "at_layoff"
FOLLOWED = {"one_year_after": 12, "three_years_after": 36, "five_years_after": 60}
"""Breakdowns of those who are followed so many months, and the months."""
FIFTHS, GENERATIONS = ("entrant", "1", "2", "3", "4", "5"), ("18-34", "35-54", "55+")
CELLS = tuple(f"{fifth}, {age}" for fifth in FIFTHS for age in GENERATIONS)
LONGEST = FOLLOWED["three_years_after"]
_CELLS = "by fifth of exposure and age at the layoff, summed over the year"
ABOUT = "people displaced by AI so many months ago, summed over the year; who is displaced again starts anew"
INDICATORS = (
    *(Indicator(f"displaced_{state}", f"Displaced, now: {state.replace('_', ' ')}", "persons", "none", 0.0,
                ABOUT, (MONTHS, BEFORE)) for state in STATES),
    Indicator("displaced_waiting", "Displaced, without work since", "persons", "none", 0.0, ABOUT, (MONTHS,)),
    Indicator("displaced_number", "Displaced by AI, people", "persons", "none", 0.0, _CELLS, (AT_LAYOFF,)),
    Indicator("displaced_counted", "Displaced by AI so long ago, people", "persons", "none", 0.0, _CELLS,
              tuple(FOLLOWED)),
    Indicator("displaced_wait", "Displaced by AI, months until the next job", "person-months", "none", 0.0,
              f"{LONGEST} for whom there was none by then; {_CELLS}", ("three_years_after",)),
    Indicator("real_income_before", "Displaced by AI, income before", MONEY, "none", 0.0,
              f"after taxes and benefits, in the month before the layoff, month-0 prices; {_CELLS}",
              tuple(FOLLOWED)),
    Indicator("real_income_after", "Displaced by AI, income after", MONEY, "none", 0.0,
              f"after taxes and benefits, mean of the year that ends then, month-0 prices; {_CELLS}",
              tuple(FOLLOWED)),
)  # fmt: skip


class Aftermath:
    """Counts of the year so far, and what is remembered of each displaced person."""

    def __init__(self, economy: Economy) -> None:
        n = economy.persons.n
        self.back, self.then = np.zeros(n, np.bool_), np.zeros(n, np.int8)
        self.state_of = np.full(len(STATUS_NAMES), list(STATES).index("outside"), np.int8)
        for state, codes in enumerate(STATES.values()):
            self.state_of[list(codes)] = state
        self.works = status_in(np.arange(len(STATUS_NAMES)), WORKING)
        self.place_of = np.full(SINCE[-1] + 1, -1, np.int8)
        self.place_of[list(SINCE)] = np.arange(len(SINCE))
        self.ends = np.array(list(FOLLOWED.values()))
        self.cell, self.wait = np.zeros(n, np.int8), np.zeros(n, np.int16)
        self.last = economy.persons.disposable_income / _prices(economy)
        self.before, self.sum = np.zeros(n), np.zeros(n)
        self._start_year()

    def _start_year(self) -> None:
        self.cells = np.zeros((len(CELLS), 2 + SUMMED * len(FOLLOWED)))
        self.counts = np.zeros((len(SINCE), len(STATES)), np.int64)
        self.waiting = np.zeros(len(SINCE), np.int64)
        self.joint = np.zeros((len(STATES), len(STATES)), np.int64)

    def count(self, economy: Economy) -> None:
        """Add this month."""
        q = economy.persons
        follow_incomes(q.n, economy.month, q.displaced_month, q.active, q.status, self.works, q.birth_month,
                       q.group_exposure, q.disposable_income, _prices(economy), self.ends, LONGEST,
                       self.cell, self.wait, self.last, self.before, self.sum, self.cells)  # fmt: skip
        follow(q.n, economy.month, q.displaced_month, q.status, self.state_of, self.works, self.place_of,
               EARLY, LATE, self.back, self.then, self.counts, self.waiting, self.joint)  # fmt: skip

    def measure(self, economy: Economy) -> dict[tuple[str, str, str], float]:
        """Breakdowns of the past year: (indicator, by, group) -> national persons; starts the next year."""
        w = economy.weight
        found = {}
        for place, months in enumerate(SINCE):
            found["displaced_waiting", MONTHS, str(months)] = float(self.waiting[place]) * w
            for state, name in enumerate(STATES):
                found[f"displaced_{name}", MONTHS, str(months)] = float(self.counts[place, state]) * w
        for early, before in enumerate(STATES):
            for state, name in enumerate(STATES):
                found[f"displaced_{name}", BEFORE, before] = float(self.joint[early, state]) * w
        names = ("displaced_counted", "real_income_before", "real_income_after")
        for cell, (number, wait, *sums) in zip(CELLS, (self.cells * w).tolist(), strict=True):
            found["displaced_number", AT_LAYOFF, cell] = number
            found["displaced_wait", "three_years_after", cell] = wait
            found |= {(name, by, cell): sums[SUMMED * place + k] for place, by in enumerate(FOLLOWED)
                      for k, name in enumerate(names)}  # fmt: skip
        self._start_year()
        return found


def _prices(economy: Economy) -> float:
    """What households are charged, over that of month 0."""
    return charged_price(economy.aggregates) / economy.opening_levels["prices"]
