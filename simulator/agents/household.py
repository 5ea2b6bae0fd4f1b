"""Households: who lives together is a demographic script that no policy changes."""

from typing import Any

import numpy as np

from simulator.core.population import ArrayAgent, Column


class Household(ArrayAgent):
    """People who share an income. Adults are persons; children under 16 are counted."""

    id = Column(np.int64, unit="id", about="household")
    adults = Column(np.int8, unit="persons", about="members aged 16 and over")
    children = Column(np.int8, unit="persons", about="children under 16")
    women_care = Column(np.uint8, unit="flag", about="fixed draw: 1 where women mainly care for children")
    income = Column(np.float64, unit="money/month", about="survey income of the members, smoothed")
    equivalised_income = Column(np.float64, unit="money/month", about="per modified OECD consumption unit")
    means = Column(np.float64, unit="money/month", about="income counted by means tests, before assistance")


def members(homes: Any) -> np.ndarray:
    """People per household, children included (float64); nobody where nobody lives."""
    return np.where(homes.adults > 0, homes.adults + homes.children, 0).astype(np.float64)
