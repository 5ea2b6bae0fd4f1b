"""Groups by which results are broken down, frozen at month 0: no policy moves a person between bars."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import IN_FORCE
from simulator.start.workers import group_codes

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def freeze_groups(economy: "Economy") -> None:
    """Set education, occupation, exposure quintile and income decile codes; 0 for those who come later."""
    q, country = economy.persons, economy.country
    here = q.active == 1
    q.group_education = np.where(here, q.education + 1, 0)
    worker = here & np.isin(q.status, IN_FORCE)
    q.group_occupation = np.where(worker, economy.major_group[q.occupation], 0)
    exposure = country.exposure[q.occupation] + 1e-9 * (q.id % 1000)
    bounds = np.quantile(exposure[worker], np.arange(1, 5) / 5)
    q.group_exposure = np.where(worker, 1 + np.searchsorted(bounds, exposure, side="right"), 0)
    income = economy.households.equivalised_income[q.household] * (1.0 + 1e-9 * (q.id % 1000))
    q.group_decile = group_codes(economy, income, 10)
