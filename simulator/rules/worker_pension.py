"""Pensions in payment follow the index of the pension law."""

from simulator.agents.person import RETIRED
from simulator.core.rule import rule


@rule(over="person", writes="pension")
def worker_pension(pension, status, *, pension_index):
    """Pension of the month (currency), indexed to consumer prices and as far as the law says to wages."""
    return pension * pension_index if status == RETIRED else 0.0
