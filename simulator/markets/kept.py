"""What people keep of the pay they reckon with, by one tax law over another."""

from simulator.agents.person import EMPLOYED, HALF_TIME, RETIRED
from simulator.core.compiled import njit
from simulator.core.tax import kept_of

LEAST, MOST = 0.05, 4.0
"""A tax may take nearly all of what a job adds; people reckon with no less and no more than this."""


@njit
def kept_by_law(n, active, status, wage, last_wage, minimum_wage, today, now, prices, kept, kept_hours):
    """Of a full-time job, and of the step from half time to it; `prices` divides what is left now."""
    for i in range(n):
        if not active[i] or status[i] == RETIRED:
            continue
        pay = wage[i] if status[i] == EMPLOYED else max(last_wage[i], minimum_wage)
        before, after = kept_of(pay, today), kept_of(pay, now)
        half_before, half_after = kept_of(HALF_TIME * pay, today), kept_of(HALF_TIME * pay, now)
        kept[i] = min(max(after / max(before, 1e-300) / prices, LEAST), MOST)
        step = (after - half_after) / max(before - half_before, 1e-300) / prices
        kept_hours[i] = min(max(step, LEAST), MOST)
