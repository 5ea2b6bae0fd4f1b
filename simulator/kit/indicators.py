"""What triggers look at: last month's unemployment, displacement and use of AI."""

from collections import deque

import numpy as np

from simulator.agents.firm import LARGE, MEDIUM, SMALL, share_using_ai
from simulator.agents.person import LABOUR_FORCE, UNEMPLOYED
from simulator.core.economy import Economy

SMOOTHED = 3
"""Months over which the unemployment rate is averaged, as laws with a trigger do (US extended benefits)."""


class Watch:
    """Looks once a month; remembers the unemployment rates that it averages."""

    def __init__(self) -> None:
        self.rates: deque[float] = deque(maxlen=SMOOTHED)

    def look(self, economy: Economy) -> dict[str, float]:
        """Indicators by name: shares, as they stood at the end of last month."""
        q, counts = economy.persons, economy.status_counts()
        force = max(int(counts[list(LABOUR_FORCE)].sum()), 1)
        self.rates.append(float(counts[UNEMPLOYED]) / force)
        lost = (q.active == 1) & (q.displaced_month >= max(economy.month - 12, 0))
        return {
            "unemployment": float(np.mean(self.rates)),
            "displaced": float(lost.sum()) / force,
            "adoption": share_using_ai(economy.firms, (SMALL, MEDIUM, LARGE)),
        }
