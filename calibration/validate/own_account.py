"""Where those who start on own account come from (C34), counted in a run of the model."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def starts(economy: "Economy") -> tuple[int, int]:
    """Of this month's starts on own account, those who leave a job for it, and all."""
    moved = economy.moves[:, OWN_ACCOUNT]
    return int(moved[EMPLOYED]), int(moved.sum())


def share_from_jobs(months: Collection[tuple[int, int]]) -> float:
    """C34: of those who start on own account the share who leave a job, over some months; NaN without any."""
    left, all_of = (sum(month[k] for month in months) for k in (0, 1))
    return left / all_of if all_of else float("nan")
