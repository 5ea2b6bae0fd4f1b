"""What a scenario changes in the law, on top of today's, for one month at a time.

Everything is a shift of the month, undone at the opening of the next. What balances a budget stands below it,
what instruments shift above: what they add to the law is added to the law of the month.

What a scenario adds to the rates of taxes so that its budget balances.

What work leaves after tax under this month's law, over what it would leave under today's.
"""

from collections.abc import Callable

import numpy as np

from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of
from simulator.core.maths import TaxLaw
from simulator.markets.households import Kept, kept_by_law
from simulator.rules.worker_income_tax import worker_income_tax

BRACKETS = tuple(f"tax_rate_{k}" for k in range(1, 6))


def add_to_taxes(economy: Economy) -> None:
    """From the month in which the policies begin the additions stand on top of the rates, to the end."""
    if economy.month < economy.additions_from:
        return
    s, additions = economy.aggregates, economy.tax_additions
    economy.shift("profit_tax_addition", additions.get("corporate_tax", 0.0))  # a lever, set anew each month
    if economy.month > economy.additions_from:
        return
    rates = added_rates(economy)
    s.employee_rate += rates["employee_rate"]
    s.employer_rate += rates["employer_rate"]
    s.tax_rate_1 += rates["tax_rate_1"]
    s.tax_rate_2 += rates["tax_rate_2"]
    s.tax_rate_3 += rates["tax_rate_3"]
    s.tax_rate_4 += rates["tax_rate_4"]
    s.tax_rate_5 += rates["tax_rate_5"]
    if "vat" in additions:  # consumers pay it on what is taxed: all but own-account and informal work
        taxed, added = 1.0 - s.own_account_share - s.informal_share, additions["vat"]
        s.vat_rate += added
        s.vat_addition = added
        s.vat_on_prices = 1.0 + taxed * added / (1.0 + s.vat_rate - added)


def added_rates(economy: Economy) -> dict[str, float]:
    """What stands this month on top of the rates of contributions and of the brackets of income tax."""
    if economy.month < economy.additions_from:
        return {}
    additions = economy.tax_additions
    # The schedule is scaled to the country's revenue; the addition is in points of the scaled rates.
    more = additions.get("income_tax", 0.0) / economy.controllers.tax_scale
    return {
        "employee_rate": additions.get("employee_contributions", 0.0),
        "employer_rate": additions.get("employer_contributions", 0.0),
        **dict.fromkeys(BRACKETS, more),
    }


THRESHOLDS, CONTRIBUTION_FROM, CONTRIBUTION_PART = (
    tuple(f"{name}_{k}" for k in range(1, 6))
    for name in ("tax_threshold", "contribution_from", "contribution_part")
)


KEPT_BY = (*THRESHOLDS, *BRACKETS, "tax_unit", "employee_rate")
"""What of the law a scenario may change decides what is left of pay."""


def measure_what_work_pays(economy: Economy) -> None:
    """Columns `kept`, of a full-time job, and `kept_hours`, of the step from half time to it (ratios).

    Both are 1 while the law stands. A scenario changes it by its law, by instruments and by what balances its
    budget; a higher VAT leaves less as well.
    """
    q, s, prices = economy.persons, economy.aggregates, economy.aggregates.vat_on_prices
    shifted = economy.law_shifts.touch(KEPT_BY) or economy.shifts.touch(KEPT_BY)
    if shifted or added_rates(economy) or prices != 1.0:
        now, today = _law(economy, changed=True), _law(economy, changed=False)
        if now != today or prices != 1.0:
            kept_by_law(q.n, columns(Kept, q), s.minimum_wage, today, now, prices)
            return
    q.kept[:] = q.kept_hours[:] = 1.0


def _law(economy: Economy, *, changed: bool) -> TaxLaw:
    """The law of the month, or what it would be without what a scenario changes."""
    s, added = economy.aggregates, added_rates(economy)

    def at(name: str) -> float:
        now = s.at(name)
        if changed:
            return now
        unshifted: float = economy.law_shifts.before(name, economy.shifts.before(name, now))
        return unshifted - added.get(name, 0.0)

    paid_from, parts = (tuple(map(s.at, names)) for names in (CONTRIBUTION_FROM, CONTRIBUTION_PART))
    thresholds, rates = tuple(map(at, THRESHOLDS)), tuple(map(at, BRACKETS))
    unit, rate, scale = at("tax_unit"), at("employee_rate"), economy.controllers.tax_scale
    return TaxLaw(unit, rate, paid_from, parts, scale, s.tax_shift, thresholds, rates)


SCHEDULE = (*BRACKETS, "tax_unit")


def change_law(economy: Economy) -> None:
    """Put the law of the month in force."""
    for name, clause in economy.law.items():
        today, now = clause.today, clause.at(economy.month)
        if now != today:
            _ACTS[name](economy, today, now)


def count_income_tax(economy: Economy) -> None:
    """Count what the changed schedule takes beyond today's on the incomes of this month, just taxed."""
    if not any(name in economy.law for name in ("income_tax", "top_income_tax", "income_tax_thresholds")):
        return
    tax = economy.persons.income_tax
    due = tax.copy()
    with economy.law_shifts.suspended(*SCHEDULE):
        worker_income_tax.run(economy)
    economy.count["law_income_tax"] = float(sum_of(due - tax))
    tax[:] = due


def pension_link(economy: Economy) -> float:
    """How far pensions in payment follow wages (share); read before the law of the month acts."""
    clause = economy.law.get("pension_wage_link")
    return economy.parameters["pension_wage_link"] if clause is None else clause.at(economy.month)


def months_granted(economy: Economy) -> np.ndarray:
    """Months contributed and months of unemployment benefit granted for them (shape (rows, 2))."""
    table: np.ndarray = economy.country.ui_months_by_contribution
    clause = economy.law.get("ui_months_max")
    if clause is None:
        return table
    return np.asarray(table * np.array([1.0, clause.at(economy.month) / clause.today]))


def _add(*names: str) -> Callable[[Economy, float, float], None]:
    """The change of a rate, added to values of the model."""

    def act(economy: Economy, today: float, now: float) -> None:
        for name in names:
            economy.law_shifts.add(economy, name, now - today)

    return act


def _scale(name: str) -> Callable[[Economy, float, float], None]:
    """The change of an amount: the model's, which may be another, in proportion; from nothing, as told."""

    def act(economy: Economy, today: float, now: float) -> None:
        standing = economy.scalar(name)
        index = economy.aggregates.last_index
        economy.law_shifts.add(economy, name, standing * (now / today - 1.0) if today > 0.0 else now * index)

    return act


def _by_share(name: str) -> Callable[[Economy, float, float], None]:
    """A change that is told as a share of what stands."""

    def act(economy: Economy, today: float, now: float) -> None:
        economy.law_shifts.add(economy, name, economy.scalar(name) * now)

    return act


def _income_tax(economy: Economy, today: float, now: float) -> None:
    # The schedule is scaled to the country's revenue; the change is in points of the scaled rates.
    for name in BRACKETS:
        economy.law_shifts.add(economy, name, (now - today) / economy.controllers.tax_scale)


def _top_income_tax(economy: Economy, today: float, now: float) -> None:
    # A schedule of fewer brackets is filled up with its highest.
    s = economy.aggregates
    for name in BRACKETS:
        if s.at(name) == s.tax_rate_5 and name != BRACKETS[-1]:
            economy.law_shifts.add(economy, name, (now - today) / economy.controllers.tax_scale)
    economy.law_shifts.add(economy, BRACKETS[-1], (now - today) / economy.controllers.tax_scale)


def _vat(economy: Economy, today: float, now: float) -> None:
    """Consumers pay it on what is taxed, as they pay what `taxation` adds."""
    s = economy.aggregates
    more = max(now - today, s.vat_addition - s.vat_rate)  # not below nothing
    taxed = 1.0 - s.own_account_share - s.informal_share
    economy.law_shifts.add(economy, "vat_on_prices", taxed * more / (1.0 + s.vat_rate - s.vat_addition))
    economy.law_shifts.add(economy, "vat_rate", more)
    economy.law_shifts.add(economy, "vat_addition", more)


def _nothing(economy: Economy, today: float, now: float) -> None:
    """What is read elsewhere: by `pension_link`, by the granting of benefits, by the script of ages."""


_ACTS: dict[str, Callable[[Economy, float, float], None]] = {
    "minimum_wage": _scale("minimum_wage"),
    "income_tax": _income_tax,
    "top_income_tax": _top_income_tax,
    "income_tax_thresholds": _by_share("tax_unit"),
    "employee_contributions": _add("employee_rate"),
    "employer_contributions": _add("employer_rate"),
    "own_account_contributions": _add("own_account_rate"),
    "vat": _vat,
    "corporate_tax": _add("profit_tax_addition"),
    "capital_income_tax": _add("capital_tax_rate"),
    "ui_replacement": _add("benefit_replacement"),
    "ui_replacement_later": _add("benefit_replacement_later"),
    "benefit_step": _add("benefit_step"),
    "ui_cap": _scale("benefit_cap"),
    "ui_floor": _scale("benefit_floor"),
    "ui_months_max": _nothing,
    "contribution_limit": _add("contribution_limit"),
    "assistance_amount": _scale("assistance_amount"),
    "assistance_threshold_ratio": _scale("assistance_threshold"),
    "child_benefit": _scale("child_benefit_amount"),
    "other_transfers": _by_share("other_transfer"),
    "retirement_age": _nothing,
    "pension_rate": _add("pension_rate"),
    "pension_floor_ratio": _scale("pension_floor"),
    "pension_wage_link": _nothing,
}
