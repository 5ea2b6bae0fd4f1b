"""The country without AI or policy: paths that stand in for the twin of an economy that has none."""

from typing import TYPE_CHECKING

from simulator.core.economy import PATHS, Paths, paths_of_months
from simulator.indicators import measured_for

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def reference_paths(economy: "Economy", months: int) -> Paths:
    """Run the economy on for `months`; return the indicators of `PATHS` by month, month 0 first."""
    economy.frozen_demography = False
    economy.open_accounts()
    measure = measured_for(PATHS)
    totals = [measure(economy)]
    for _ in range(1, months):
        economy.step()
        totals.append(measure(economy))
    return paths_of_months(totals)
