"""Paths that runs of a seed hand on: of those without AI and without the policy, of the policy its outlay."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

PATHS: tuple[str, ...] = (
    "idle_hours", "net_prices", "usual_output", "share_value", "policy_rate", "going_wage",
    "relative_productivity",
)  # fmt: skip
"""Indicators that are handed on, by their names in the results."""
OUTLAY = "outlay"
"""What a policy pays out, gross (currency/month): its run hands it on beside them."""
type Paths = Mapping[str, NDArray[np.float64]]
"""By name, each in its own unit [months], month 0 first."""


def paths_of_months(totals: Sequence[Mapping[str, float]]) -> Paths:
    """From the totals of each month, as a recorder has them; KeyError when one was not measured."""
    return {name: np.array([month[name] for month in totals]) for name in PATHS}


def paths_of_results(results: "pl.DataFrame") -> Paths:
    """From the table of one run."""
    totals = results.filter(by="total").sort("month")
    return {name: totals.filter(indicator=name)["value"].to_numpy() for name in PATHS}
