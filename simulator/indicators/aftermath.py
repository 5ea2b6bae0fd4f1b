"""What becomes of people whom AI displaced: where they are so many months later, who worked since."""

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
from simulator.core.economy import Economy
from simulator.indicators.census import follow, status_in
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
MONTHS, BEFORE = "months_since_displacement", "six_months_after"
ABOUT = "people displaced by AI so many months ago, summed over the year; who is displaced again starts anew"
INDICATORS = (
    *(Indicator(f"displaced_{state}", f"Displaced, now: {state.replace('_', ' ')}", "persons", "none", 0.0,
                ABOUT, (MONTHS, BEFORE)) for state in STATES),
    Indicator("displaced_waiting", "Displaced, without work since", "persons", "none", 0.0, ABOUT, (MONTHS,)),
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
        self._start_year()

    def _start_year(self) -> None:
        self.counts = np.zeros((len(SINCE), len(STATES)), np.int64)
        self.waiting = np.zeros(len(SINCE), np.int64)
        self.joint = np.zeros((len(STATES), len(STATES)), np.int64)

    def count(self, economy: Economy) -> None:
        """Add this month."""
        q = economy.persons
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
        self._start_year()
        return found
