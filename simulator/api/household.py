"""What a household has after taxes and benefits, and what work leaves of its pay, by rules of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, UNEMPLOYED
from simulator.api.arguments import in_python
from simulator.core.errors import InputError, InputErrors
from simulator.economy.homes import Home, settle
from simulator.experiment.simulate import prepare
from simulator.scenario import load_scenario

PEOPLE = 1000
"""Of the economy whose rules are asked: who else lives there does not matter."""
STEP = 0.03
"""Of the average wage: the pay more of which the marginal rate tells what is left."""
ADULTS, CHILDREN, MOST = (1, 6), (0, 10), 1e9
SIGNS = {
    "earnings": 1, "benefit": 1, "assistance": 1, "child_benefit": 1, "transfer": 1,
    "employee_contribution": -1, "income_tax": -1,
}  # fmt: skip
"""Columns of people that make up net income, and their sign."""


@dataclass(frozen=True)
class Household:
    """Incomes in the country's currency a month, rates as shares of pay.

    `parts` add up to `net`: earnings, benefits, and contributions and income tax below zero. The marginal
    rate is what is taken of a little more pay of the first adult. The participation rates are what is taken
    of all of her pay, beside no work: outside the labour force, or on insurance as paid first. None where
    she has no pay. Rates can be above 1: assistance to people out of work is lost whole with the first pay.

    `income_tax_scale` is the factor on the country's schedule that makes income tax raise what the accounts
    say in month 0. Where it is far from 1, net pay is not that of the law.
    """

    gross: float
    net: float
    parts: Mapping[str, float]
    marginal_tax_rate: float
    participation_tax_rate: float | None
    participation_tax_rate_insured: float | None
    income_tax_scale: float


@in_python()
def household(
    country: str,
    *,
    adults: int = 1,
    children: int = 0,
    gross: float | Sequence[float] = 0.0,
    law: Mapping[str, Any] | None = None,
) -> Household:
    """A household under the law of month 1, or under a changed one.

    Parameters
    ----------
    country
        ISO code, as in `ESP`.
    adults, children
        Members; adults are 40, children are under 16. The first adult claims what she may; another without
        pay is at home, and claims no assistance of her own.
    gross
        Pay of the first adult before contributions, or of each in turn (currency a month, on the level of
        the country's average wage). Pay below the minimum wage is of fewer hours.
    law
        Changes as under `law` of a scenario, as in `{"income_tax": "+2 points"}`, without dates: month 1 has
        the law of one month.

    Raises
    ------
    InputErrors
        All that is wrong with the arguments.
    """
    pay = _pay(adults, children, gross)
    scenario = load_scenario({"country": country, "law": {} if law is None else law, "parameters": "fixed",
                              "population": {"persons": PEOPLE}, "horizon": {"months": 12}})  # fmt: skip
    if late := [name for name, clause in scenario.law.items() if clause.months[-1] > 1]:
        told = "changes after month 1, whose law is asked; write the change without a date"
        raise InputErrors(InputError(told, field=f"law.{name}") for name in late)
    economy = prepare(scenario, role="policy" if law else "no_policy", replicate=0)
    economy.step()
    more = pay[0] + STEP * economy.country.values["average_wage"]
    own, *others = [(EMPLOYED if one else INACTIVE, one) for one in pay]
    firsts = own, (EMPLOYED, more), (INACTIVE, 0.0), (UNEMPLOYED, pay[0])
    homes = [Home((first, *others), children) for first in firsts]
    people, q = settle(economy, homes), economy.persons

    def of_each(name: str) -> list[float]:
        sums = np.bincount(q.household[:people], getattr(q, name)[:people], len(homes))
        return [float(one) for one in sums]

    asked, with_more, out, insured = of_each("disposable_income")

    def taken(left: float) -> float | None:
        return 1.0 - (asked - left) / pay[0] if pay[0] else None

    parts = {name: sign * of_each(name)[0] + 0.0 for name, sign in SIGNS.items()}
    marginal = 1.0 - (with_more - asked) / (more - pay[0])
    scale = economy.controllers.tax_scale
    return Household(sum(pay), asked, parts, marginal, taken(out), taken(insured), scale)


def _pay(adults: int, children: int, gross: float | Sequence[float]) -> list[float]:
    faults = [
        InputError(f"{value!r} is out of range; allowed: {low} to {high}, whole", field=name)
        for name, value, (low, high) in (("adults", adults, ADULTS), ("children", children, CHILDREN))
        if isinstance(value, bool) or not isinstance(value, Integral) or not low <= value <= high
    ]
    pay = [*gross] if np.iterable(gross) and not isinstance(gross, str) else [gross]
    for one in pay:
        if isinstance(one, bool) or not isinstance(one, Real) or not 0.0 <= one <= MOST:
            faults.append(InputError(f"{one!r} is no pay; allowed: 0 to {MOST:,.0f} a month", field="gross"))
    if not faults and len(pay) > adults:
        told = f"pay of {len(pay)} adults, and there {'is' if adults == 1 else 'are'} {adults}; add adults"
        faults.append(InputError(told, field="gross"))
    if faults:
        raise InputErrors(faults)
    return [*map(float, pay), *[0.0] * (adults - len(pay))]
