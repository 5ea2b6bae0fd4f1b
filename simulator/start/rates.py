"""Institutions and trends of month 0 as economy-wide values, from the country's profile."""

from itertools import pairwise

import numpy as np

from simulator.core.aggregates import Amounts
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.core.param import to_monthly

BRACKETS = 5
NOTHING = (
    "new_tasks exports_shock spending_shock tax_shift vat_addition productivity usual_demand "
    "own_account_pay informal_pay dividend_pool roll_out_on month"
)
USUAL = (
    "hours_kept trend_productivity trend_price trend_index potential_labour public_need cpi "
    "vat_on_prices effort_norm seekers_per_opening productivity_norm relative_productivity "
    "own_account_pull own_account_push own_account_income own_account_norm informal_pull "
    "informal_push informal_income informal_norm pension_index last_index last_real_index"
)
"""Values of 0 and of 1 in month 0."""
NO_WAGE = 1e9
"""Average wages that nobody earns: where a schedule of fewer steps ends."""
OPEN_WIDTH = 2.0
"""Width that stands for the open top bracket when brackets are merged (average wages)."""


def set_rates(economy: Economy) -> None:
    """Set the economy-wide values that rules read; amounts of money are kept to be indexed each month."""
    v, s, p = economy.country.values, economy.aggregates, economy.parameters
    real = to_monthly(v["productivity_growth"], "growth")
    inflation = to_monthly(v["inflation_trend"], "growth")
    slack, finding = v["unemployment_rate"], v["job_finding_rate"]
    s.open(**dict.fromkeys(NOTHING.split(), 0.0), **dict.fromkeys(USUAL.split(), 1.0))
    s.open(
        trend_productivity_growth=real,
        trend_inflation=inflation,
        trend_growth=(1.0 + real) * (1.0 + inflation) - 1.0,
        public_volume_growth=real,
        depreciation=to_monthly(v["capital_depreciation"], "hazard"),
        employer_rate=v["employer_contribution_rate"],
        employee_rate=v["employee_contribution_rate"],
        benefit_replacement=v["ui_replacement"],
        benefit_replacement_later=v["ui_replacement_later"],
        assistance_takeup=v["assistance_take_up"],
        pension_floor=p["pension_floor_ratio"] * v["average_pension"],
        profit_tax_rate=v["cit_rate"],
        average_wage=v["average_wage"],
        **dict.fromkeys(("slack", "slack_norm"), slack),
        **dict.fromkeys(("job_finding", "job_finding_norm"), finding),
    )
    entries = dict.fromkeys(("own_account_entry", "own_account_entry_from_jobs", "informal_entry"), 0.0)
    economy.controllers.open(tax_scale=1.0, unemployment_target=slack, finding_target=finding, **entries)
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
    economy.occupations.slack = economy.occupations.slack_norm = slack
    contributions = contribution_schedule(economy.country.contribution_steps, BRACKETS)
    taxes = compress_schedule(economy.country.income_tax_brackets, BRACKETS)
    schedules = np.array([*contributions, *taxes])
    names = ("contribution_from", "contribution_part", "tax_threshold", "tax_rate")
    for name, values in zip(names, schedules, strict=True):
        s.open(**{f"{name}_{k}": float(value) for k, value in enumerate(values, 1)})


def contribution_schedule(steps: np.ndarray, count: int) -> tuple[list[float], list[float]]:
    """Wages and marginal parts of the rate in `count` steps, InputError where there are more.

    One rate for all wages where there are none.
    """
    if len(steps) > count:
        raise InputError(
            f"{len(steps)} steps are more than the model has; allowed: at most {count}. Merge neighbours",
            field="employee_contributions",
        )
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
