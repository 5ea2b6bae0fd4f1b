"""Institutions and trends of month 0 as economy-wide values, from the country's profile."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from simulator.core.aggregates import Amounts
from simulator.core.errors import InputError
from simulator.core.param import to_monthly

if TYPE_CHECKING:
    from simulator.core.economy import Economy

BRACKETS = 5
NO_WAGE = 1e9
"""Average wages that nobody earns: where a schedule of fewer steps ends."""
OPEN_WIDTH = 2.0
"""Width that stands for the open top bracket when brackets are merged (average wages)."""


def set_rates(economy: "Economy") -> None:
    """Set the economy-wide values that rules read; amounts of money are kept to be indexed each month."""
    v, s, p = economy.country.values, economy.aggregates, economy.parameters
    real = to_monthly(v["productivity_growth"], "growth")
    inflation = to_monthly(v["inflation_trend"], "growth")
    s.open(
        trend_productivity_growth=real,
        trend_inflation=inflation,
        trend_growth=(1.0 + real) * (1.0 + inflation) - 1.0,
        public_volume_growth=real,
        new_tasks=0.0,
        hours_kept=1.0,
        trend_productivity=1.0,
        trend_price=1.0,
        trend_index=1.0,
        potential_labour=1.0,
        public_need=1.0,
        exports_shock=0.0,
        spending_shock=0.0,
        cpi=1.0,
        depreciation=to_monthly(v["capital_depreciation"], "hazard"),
        employer_rate=v["employer_contribution_rate"],
        employee_rate=v["employee_contribution_rate"],
        benefit_replacement=v["ui_replacement"],
        benefit_replacement_later=v["ui_replacement_later"],
        assistance_takeup=v["assistance_take_up"],
        pension_floor=p["pension_floor_ratio"] * v["average_pension"],
        profit_tax_rate=v["cit_rate"],
        tax_shift=0.0,
        vat_addition=0.0,
        vat_on_prices=1.0,
        slack=v["unemployment_rate"],
        slack_norm=v["unemployment_rate"],
        effort_norm=1.0,
        seekers_per_opening=1.0,
        productivity=0.0,
        productivity_norm=1.0,
        relative_productivity=1.0,
        job_finding=v["job_finding_rate"],
        job_finding_norm=v["job_finding_rate"],
        usual_demand=0.0,
        own_account_pull=1.0,
        own_account_push=1.0,
        own_account_income=1.0,
        own_account_norm=1.0,
        own_account_pay=0.0,
        informal_pay=0.0,
        informal_pull=1.0,
        informal_push=1.0,
        informal_income=1.0,
        informal_norm=1.0,
        dividend_pool=0.0,
        pension_index=1.0,
        last_index=1.0,
        last_real_index=1.0,
        average_wage=v["average_wage"],
        roll_out_on=0.0,
        month=0.0,
    )  # fmt: skip
    economy.controllers.open(
        tax_scale=1.0,
        own_account_entry=0.0,
        own_account_entry_from_jobs=0.0,
        informal_entry=0.0,
        unemployment_target=v["unemployment_rate"],
        finding_target=v["job_finding_rate"],
    )
    economy.base_amounts = Amounts(
        minimum_wage=v["minimum_wage"],
        benefit_cap=v["ui_cap"],
        benefit_floor=v["ui_floor"],
        assistance_amount=v["assistance_amount"],
        assistance_threshold=p["assistance_threshold_ratio"] * v["minimum_wage"],
        child_benefit_amount=v["child_benefit"],
        guaranteed_income=p["guarantee_ratio"] * v["minimum_income"],
        other_transfer=0.0,
        tax_unit=v["average_wage"],
    )
    s.open(**economy.base_amounts.as_dict())
    economy.occupations.slack = v["unemployment_rate"]
    economy.occupations.slack_norm = v["unemployment_rate"]
    wages, parts = contribution_schedule(economy.country.contribution_steps, BRACKETS)
    for k in range(BRACKETS):
        s.open(**{f"contribution_from_{k + 1}": wages[k], f"contribution_part_{k + 1}": parts[k]})
    thresholds, rates = compress_schedule(economy.country.income_tax_brackets, BRACKETS)
    for k in range(BRACKETS):
        s.open(**{f"tax_threshold_{k + 1}": float(thresholds[k]), f"tax_rate_{k + 1}": float(rates[k])})


def contribution_schedule(steps: np.ndarray, count: int) -> tuple[list[float], list[float]]:
    """Wages and marginal parts of the rate in `count` steps; one rate for all wages where there are none.

    Raises
    ------
    InputError
        More steps than the model has.
    """
    if len(steps) > count:
        raise InputError(f"{len(steps)} steps are more than the model has; allowed: at most {count}. "
                         "Merge neighbours", field="employee_contributions")  # fmt: skip
    rows = [tuple(row) for row in steps.tolist()] or [(0.0, 1.0)]
    rows += [(NO_WAGE, rows[-1][1])] * (count - len(rows))
    return [wage for wage, _ in rows], [part for _, part in rows]


def compress_schedule(brackets: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Merge a schedule [(threshold, marginal rate)] to `count` brackets with the least change of tax due.

    Neighbours are merged one by one at their width-weighted mean rate; the tax at kept thresholds is exact.
    """
    low = [float(t) for t, r in brackets if r > 0.0]
    rate = [float(r) for _, r in brackets if r > 0.0]
    while len(low) > count:
        width = [*(b - a for a, b in pairwise(low)), OPEN_WIDTH]
        steps = zip(pairwise(width), pairwise(rate), strict=True)
        cost = [a * b / (a + b) * abs(after - before) for (a, b), (before, after) in steps]
        k = int(np.argmin(cost))
        rate[k] = (rate[k] * width[k] + rate[k + 1] * width[k + 1]) / (width[k] + width[k + 1])
        del low[k + 1], rate[k + 1]
    while len(low) < count:
        low.append(low[-1] + 10.0)
        rate.append(rate[-1])
    return np.array(low), np.array(rate)
