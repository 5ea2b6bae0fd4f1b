"""Progressive schedules: tax due on a base, brackets given as thresholds and marginal rates."""

from typing import NamedTuple

from simulator.core.compiled import njit


class TaxLaw(NamedTuple):
    """What is taken from a wage: thresholds in tax units, marginal rates before `scale`.

    Contributions are a rate times what `contribution_parts` assess of the wage.
    """

    unit: float
    contributions: float
    contribution_thresholds: tuple[float, ...]
    contribution_parts: tuple[float, ...]
    scale: float
    shift: float
    thresholds: tuple[float, ...]
    rates: tuple[float, ...]


@njit
def kept_of(wage, law):
    """What is left of a month's wage after contributions and income tax (currency)."""
    wage = wage / law.unit
    assessed = schedule_tax(wage, *law.contribution_thresholds, *law.contribution_parts)
    base = wage - law.contributions * assessed
    due = law.scale * schedule_tax(base, *law.thresholds, *law.rates) + law.shift * base
    return max(base - due, 0.0) * law.unit


@njit
def schedule_tax(base, t1, t2, t3, t4, t5, r1, r2, r3, r4, r5):
    """Tax on `base` with marginal rate r_k above threshold t_k (thresholds ascending, in units of base)."""
    due = 0.0
    if base > t1:
        due += r1 * (min(base, t2) - t1)
    if base > t2:
        due += r2 * (min(base, t3) - t2)
    if base > t3:
        due += r3 * (min(base, t4) - t3)
    if base > t4:
        due += r4 * (min(base, t5) - t4)
    if base > t5:
        due += r5 * (base - t5)
    return due
