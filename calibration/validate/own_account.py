"""Where those who start on own account come from (C34), counted in a run of the model."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT

if TYPE_CHECKING:
    from calibration.study.runs import Array
    from simulator.core.economy import Economy


def starts(economy: "Economy") -> dict[str, float]:
    """People who start on own account this month, and those of them who leave a job (for `Run.measure`)."""
    moved = economy.moves[:, OWN_ACCOUNT]
    return {"starts": float(moved.sum()), "starts_from_jobs": float(moved[EMPLOYED])}


def share_from_jobs(totals: Mapping[str, "Array"]) -> float:
    """C34: of those who start on own account, the share who come from a job; totals by month [months]."""
    return float(totals["starts_from_jobs"].sum() / max(float(totals["starts"].sum()), 1.0))
