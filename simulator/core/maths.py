"""Scalar functions that rules share, progressive tax schedules among them."""

from math import erf, exp, floor, log, pow, sqrt
from typing import NamedTuple

from simulator.core.compiled import njit


@njit
def power(base, exponent):
    """Power of floats as Python has it; most people's bases are 1, as without taxes of a policy."""
    return 1.0 if base == 1.0 else pow(base, exponent)


@njit
def normal_cdf(x):
    """Standard normal distribution function."""
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


@njit
def worth_automating(labour, fee, dispersion):
    """Share of an occupation's tasks for which AI is worth it: labour > fee x e^(dispersion |z|).

    z is standard normal: beside the fee, fitting AI in is a hurdle, higher in some tasks than in others.
    """
    if labour <= fee:
        return 0.0
    return 2.0 * normal_cdf(log(labour / fee) / dispersion) - 1.0 if fee > 0.0 else 1.0


@njit
def entry_tasks_done(automated, entry, first):
    """Tasks of entry posts that AI does, of all (share): e [1 - (1 - a)^(1 + first (1 / e - 1))].

    `first` is how far the first tasks that AI takes are beginners' alone: at 1 all are, at 0 it takes all
    tasks alike; the fewer of theirs are left, the more of others' it takes. Which tasks AI takes out of an
    occupation is decided here alone.
    """
    return entry * (1.0 - (1.0 - automated) ** (1.0 + first * (1.0 / entry - 1.0)))


@njit
def user_cost(required_return, tax_rate, depreciation):
    """What a unit of capital must earn before tax to yield the return that owners require (per month)."""
    return required_return / max(0.05, 1.0 - tax_rate) + depreciation


@njit
def settled(tenure, tenure_return, tenure_return_months):
    """What those who have been with a firm for so many months do more than new staff (ratio)."""
    return 1.0 + tenure_return * (1.0 - exp(-tenure / tenure_return_months))


@njit
def going_wage(level, premium, ability, skill, tenure, tenure_return, tenure_return_months, skill_pay):
    """What a person is paid where an occupation pays `level` and a firm `premium` more (currency/month)."""
    stays = settled(tenure, tenure_return, tenure_return_months)
    return level * (1.0 + premium) * ability * skill**skill_pay * stays


@njit
def looseness(discouraged_exit, span, attachment):
    """Exit hazard of the unemployed over that of workers: less for those who worked more."""
    return discouraged_exit * (1.0 + span * (1.0 - 2.0 * attachment))


@njit
def income_pull(effect, unearned, pay):
    """Factor on exit, and divisor of entry, by an income without work beside `pay`, what a job pays."""
    return max(0.0, 1.0 + effect * unearned / pay)


@njit
def insurance_benefit(base, months_paid, step, first_rate, later_rate, floor, cap):
    """Unemployment benefit of a month: a rate of the base, later a lower one, within floor and cap."""
    rate = first_rate if months_paid < step else later_rate
    return min(max(rate * base, floor), cap)


@njit
def weight_of_months(months, finding, optimism):
    """Part of the time without work expected ahead that lies within so many months.

    finding: chance of finding work in a month; optimism: what people take it for, over what it is.
    """
    return 1.0 - (1.0 - min(1.0, optimism * finding)) ** months


@njit
def expected_benefit(first, later, until_step, weight):
    """Mean benefit of the months ahead: the first rate for a part `until_step` of time, then the later one.

    Both are parts of the time without work ahead, as is `weight`, for which either is paid.
    """
    return later + (first - later) * (until_step / weight) if weight > 0.0 else 0.0


@njit
def absorbed_by_quits(desired, quits, patience, rounding):
    """Whole people, rounded as in plans, whom `quits` (a month) take up within `patience` months."""
    return floor(desired + quits * patience + rounding) - floor(desired + rounding)


@njit
def layoff_risk(chance, tenure, slope, fade):
    """A month's chance of being laid off at that tenure (months); `chance` is the post's."""
    return chance * (1.0 - slope + 2.0 * slope * exp(-tenure / fade))


@njit
def assistance_lost(assistance, guarantee, adults, counted, pay):
    """Assistance that a job takes away: the household's minimum income falls by a part of net pay."""
    return assistance - guarantee + min(guarantee * max(adults, 1), counted * pay)


@njit
def benefits_lost(insured, weight, now, after, adults, counted, pay):
    """Benefits that a job takes away in the time without work ahead (currency/month).

    Insurance lasts for a part `weight` of it. now, after: assistance, and the minimum income of the law in
    it, while it is paid and once it has ended.
    """
    meanwhile = insured + assistance_lost(now[0], now[1], adults, counted, pay)
    return weight * meanwhile + (1.0 - weight) * assistance_lost(after[0], after[1], adults, counted, pay)


@njit
def consumption_units(adults, children):
    """Modified OECD scale: 1 for the first adult, 0.5 for each other, 0.3 for each child under 16."""
    return 0.5 + 0.5 * max(adults, 1) + 0.3 * children


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
    assessed = schedule_tax(wage, law.contribution_thresholds, law.contribution_parts)
    base = wage - law.contributions * assessed
    due = law.scale * schedule_tax(base, law.thresholds, law.rates) + law.shift * base
    return max(base - due, 0.0) * law.unit


@njit
def schedule_tax(base, thresholds, rates):
    """Tax on `base` with marginal rate r_k above threshold t_k: five of each, ascending, in units of base."""
    t1, t2, t3, t4, t5 = thresholds
    r1, r2, r3, r4, r5 = rates
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
