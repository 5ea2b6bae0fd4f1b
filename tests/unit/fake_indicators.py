"""Every contracted indicator with unit, direction, smallest relevant effect and an invented path."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Path = Callable[[Array, float, float], Array]

GROUPS: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "age_group": ("16-24", "25-54", "55-64", "65+"),
    "generation": ("18-34", "35-54", "55+"),
    "education": ("low", "medium", "high", "entrant"),
    "occupation": ("12", "23", "33", "41", "42", "52", "71", "83", "91", "entrant"),
    "exposure_quintile": ("1", "2", "3", "4", "5", "entrant"),
    "income_decile": (*map(str, range(1, 11)), "entrant"),
}
PER_PERSON = "EUR/month per person"


def _times(level: float, growth: float = 0.0, ai: float = 0.0, policy: float = 0.0) -> Path:
    """A level growing by the year, moved relatively by AI (0-1) and by the policy (0-1)."""
    return lambda years, a, p: level * (1 + growth) ** years * (1 + (a * ai + p * policy) * years / 15)


# name: (unit, better, smallest relevant, path)
TABLE: dict[str, tuple[str, str, float, Path]] = {
    "population_16plus": ("persons", "none", 0, _times(41.5e6, 0.002)),
    "labour_force": ("persons", "none", 20_000, _times(24.2e6, 0.001, -0.01, 0.002)),
    "employed": ("persons", "higher", 20_000, _times(21.5e6, 0.001, -0.04, 0.012)),
    "employees": ("persons", "higher", 20_000, _times(18.3e6, 0.001, -0.045, 0.014)),
    "public_employees": ("persons", "none", 20_000, _times(3.3e6, 0.0, -0.08)),
    "own_account": ("persons", "none", 20_000, _times(3.2e6, 0.0)),
    "informal": ("persons", "lower", 20_000, _times(1.1e6, 0.0, 0.05, -0.02)),
    "in_public_jobs": ("persons", "none", 20_000, _times(0.0)),
    "unemployed": ("persons", "lower", 20_000, _times(2.7e6, 0.0, 0.25, -0.12)),
    "in_training": ("persons", "none", 5_000, _times(60e3, 0.0, 0.1, 15.0)),
    "inactive": ("persons", "none", 20_000, _times(8.3e6, 0.001, 0.01, -0.005)),
    "retired": ("persons", "none", 20_000, _times(9.0e6, 0.008)),
    "unemployment_rate": ("share", "lower", 0.002, _times(0.112, 0.0, 0.25, -0.12)),
    "long_term_unemployment_share": ("share", "lower", 0.01, _times(0.38, 0.0, 0.15, -0.08)),
    "participation_rate": ("share", "higher", 0.002, _times(0.585, 0.0, -0.01, 0.002)),
    "employment_rate": ("share", "higher", 0.002, _times(0.52, 0.0, -0.04, 0.012)),
    "vacancy_rate": ("share", "none", 0.001, _times(0.009, 0.0, -0.1, 0.02)),
    "job_finding_rate": ("share/month", "higher", 0.005, _times(0.08, 0.0, -0.1, 0.05)),
    "separation_rate": ("share/month", "lower", 0.0005, _times(0.011, 0.0, 0.05, -0.01)),
    "hires": ("persons/month", "none", 2_000, _times(250e3, 0.0, -0.02, 0.02)),
    "separations": ("persons/month", "none", 2_000, _times(245e3, 0.0, 0.02, 0.0)),
    "quits": ("persons/month", "none", 2_000, _times(130e3, 0.0, -0.1, 0.02)),
    "layoffs": ("persons/month", "lower", 1_000, _times(60e3, 0.0, 0.3, -0.05)),
    "displaced": ("persons/month", "lower", 500, _times(4_000, 0.0, 2.0, -0.2)),
    "hours_worked": ("hours/month", "none", 1e6, _times(3.1e9, 0.001, -0.04, 0.01)),
    "posts_abolished": ("persons/month", "lower", 500, _times(9_000, 0.0, 2.5, -0.2)),
    "posts_abolished_attrition": ("persons/month", "none", 500, _times(6_000, 0.0, 2.5, -0.2)),
    "posts_abolished_hiring_forgone": ("persons/month", "none", 500, _times(2_000, 0.0, 2.5, -0.2)),
    "posts_abolished_layoffs": ("persons/month", "lower", 500, _times(1_000, 0.0, 2.5, -0.2)),
    "posts_new_tasks": ("persons/month", "higher", 500, _times(3_000, 0.0, 2.0, 0.0)),
    "posts_productivity": ("persons/month", "higher", 500, _times(2_500, 0.0, 2.0, 0.0)),
    "mean_wage": ("EUR/month", "higher", 10, _times(2_250, 0.03, 0.02, 0.005)),
    "real_wage": ("EUR/month", "higher", 10, _times(2_250, 0.01, 0.02, 0.005)),
    "labour_share": ("share", "higher", 0.003, _times(0.61, 0.0, -0.05, 0.002)),
    "ai_adoption_small": ("share of firms", "none", 0.01, _times(0.10, 0.0, 4.0, -0.1)),
    "ai_adoption_medium": ("share of firms", "none", 0.01, _times(0.20, 0.0, 2.5, -0.1)),
    "ai_adoption_large": ("share of firms", "none", 0.01, _times(0.45, 0.0, 1.0, -0.05)),
    "ai_adoption_10plus": ("share of firms", "none", 0.01, _times(0.12, 0.0, 4.0, -0.1)),
    "tasks_automated": ("share", "none", 0.005, _times(0.01, 0.0, 12.0, -0.5)),
    "ai_spending": ("EUR/month", "none", 1e7, _times(3e8, 0.0, 6.0, -0.2)),
    "ai_rents_abroad": ("EUR/month", "lower", 1e7, _times(2e8, 0.0, 6.0, -0.2)),
    "gdp": ("EUR/month", "higher", 2e8, _times(125e9, 0.03, 0.04, 0.002)),
    "real_gdp": ("EUR/month", "higher", 2e8, _times(125e9, 0.01, 0.05, 0.002)),
    "productivity": ("EUR/hour", "higher", 0.2, _times(40.0, 0.01, 0.09, -0.005)),
    "price_level": ("index", "none", 0.005, _times(1.0, 0.02, -0.02, 0.002)),
    "exports": ("EUR/month", "none", 2e8, _times(45e9, 0.03, 0.02, 0.0)),
    "imports": ("EUR/month", "none", 2e8, _times(43e9, 0.03, 0.04, 0.0)),
    "consumption": ("EUR/month", "higher", 2e8, _times(69e9, 0.03, 0.01, 0.004)),
    "investment": ("EUR/month", "none", 2e8, _times(25e9, 0.03, 0.05, -0.005)),
    "firm_profit": ("EUR/month", "none", 2e8, _times(30e9, 0.03, 0.15, -0.01)),
    "disposable_income": (PER_PERSON, "higher", 8, _times(1_450, 0.03, 0.0, 0.006)),
    "real_disposable_income": (PER_PERSON, "higher", 8, _times(1_450, 0.01, 0.01, 0.006)),
    "gini": ("index", "lower", 0.003, _times(0.315, 0.0, 0.05, -0.012)),
    "arop": ("share", "lower", 0.003, _times(0.202, 0.0, 0.08, -0.03)),
    "arop_anchored": ("share", "lower", 0.003, _times(0.202, -0.01, 0.1, -0.04)),
    "people_in_poverty": ("persons", "lower", 20_000, _times(9.8e6, 0.0, 0.08, -0.03)),
    "children_in_poverty": ("persons", "lower", 5_000, _times(1.9e6, 0.0, 0.08, -0.03)),
    "s80s20": ("ratio", "lower", 0.1, _times(5.4, 0.0, 0.08, -0.02)),
    "palma": ("ratio", "lower", 0.02, _times(1.2, 0.0, 0.06, -0.02)),
    "revenue_income_tax": ("EUR/month", "none", 5e7, _times(11e9, 0.03, -0.02, 0.005)),
    "revenue_employee_contributions": ("EUR/month", "none", 5e7, _times(2.5e9, 0.03, -0.03, 0.006)),
    "revenue_employer_contributions": ("EUR/month", "none", 5e7, _times(12e9, 0.03, -0.03, 0.006)),
    "revenue_vat": ("EUR/month", "none", 5e7, _times(9e9, 0.03, 0.01, 0.004)),
    "revenue_corporate_tax": ("EUR/month", "none", 5e7, _times(3.2e9, 0.03, 0.15, -0.01)),
    "revenue_automation_levy": ("EUR/month", "none", 5e7, lambda y, a, p: 3e8 * p * a * (1 + y / 3)),
    "spending_public_wages": ("EUR/month", "none", 5e7, _times(13e9, 0.03)),
    "spending_purchases": ("EUR/month", "none", 5e7, _times(8e9, 0.03)),
    "spending_pensions": ("EUR/month", "none", 5e7, _times(16e9, 0.035)),
    "spending_unemployment_benefit": ("EUR/month", "none", 5e7, _times(1.9e9, 0.03, 0.25, -0.1)),
    "spending_assistance": ("EUR/month", "none", 5e7, _times(0.6e9, 0.03, 0.15, -0.05)),
    "spending_child_benefit": ("EUR/month", "none", 5e7, _times(0.3e9, 0.03)),
    "spending_interest": ("EUR/month", "none", 5e7, _times(3e9, 0.03, 0.02, 0.0)),
    "spending_other_transfers": ("EUR/month", "none", 5e7, _times(5e9, 0.03)),
    "spending_training_programme": ("EUR/month", "none", 5e7, lambda y, a, p: 2.5e8 * p * (1 + y / 5)),
    "public_revenue": ("EUR/month", "none", 1e8, _times(47e9, 0.03, -0.01, 0.008)),
    "public_spending": ("EUR/month", "none", 1e8, _times(50e9, 0.03, 0.015, 0.009)),
    "public_balance": ("EUR/month", "higher", 1e8, _times(-3e9, 0.01, 0.4, 0.05)),
    "debt_ratio": ("share of annual GDP", "lower", 0.005, _times(1.05, 0.0, 0.05, 0.004)),
    "primary_balance": ("EUR/month", "higher", 1e8, _times(-1e9, 0.01, 0.4, 0.05)),
    "gni": ("EUR/month", "higher", 2e8, _times(122e9, 0.03, 0.04, 0.002)),
    "earned_employees": ("EUR/month", "none", 1e8, _times(60e9, 0.03, -0.02, 0.005)),
    "earned_own_account": ("EUR/month", "none", 1e8, _times(12e9, 0.03, 0.0, 0.0)),
    "earned_dividends": ("EUR/month", "none", 1e8, _times(10e9, 0.03, 0.3, -0.02)),
    "earned_interest": ("EUR/month", "none", 1e8, _times(1e9, 0.03, 0.0, 0.0)),
    "earned_kept": ("EUR/month", "none", 1e8, _times(29e9, 0.03, 0.1, -0.01)),
    "earned_state": ("EUR/month", "none", 1e8, _times(10e9, 0.03, 0.02, 0.01)),
    "after_tax_households": ("EUR/month", "none", 1e8, _times(74e9, 0.03, 0.02, 0.01)),
    "after_tax_corporations": ("EUR/month", "none", 1e8, _times(26e9, 0.03, 0.1, -0.01)),
    "after_tax_government": ("EUR/month", "none", 1e8, _times(22e9, 0.03, 0.0, -0.01)),
    "ai_profit_abroad": ("EUR/month", "none", 1e7, _times(1e8, 0.0, 6.0, -0.2)),
    "income_abroad": ("EUR/month", "none", 1e8, _times(3e9, 0.03, 0.05, 0.0)),
    "market_income": (PER_PERSON, "none", 8, _times(1_300, 0.03, -0.02, 0.004)),
    "pensions_received": (PER_PERSON, "none", 8, _times(300, 0.03)),
    "benefits_received": (PER_PERSON, "none", 8, _times(150, 0.03, 0.05, -0.02)),
    "policies_received": (PER_PERSON, "none", 8, lambda y, a, p: 20.0 * p * (1 + y / 5)),
    "taxes_paid": (PER_PERSON, "none", 8, _times(300, 0.03, -0.02, 0.005)),
    "net_income": (PER_PERSON, "higher", 8, _times(1_450, 0.03, 0.0, 0.006)),
    "policy_rate": ("% a year", "none", 0.1, _times(2.0, 0.0, -0.3, 0.02)),
    "idle_hours": ("share", "lower", 0.003, _times(0.08, 0.0, 0.25, -0.12)),
    "net_prices": ("index", "none", 0.005, _times(1.0, 0.02, -0.02, 0.002)),
    "usual_output": ("EUR/month", "higher", 2e8, _times(125e9, 0.01, 0.08, 0.001)),
    "share_value": ("EUR", "none", 2e9, _times(2e12, 0.03, 0.15, -0.01)),
    "real_exchange_rate": ("ratio", "none", 0.005, _times(1.0, 0.0, -0.01, 0.002)),
}
# What becomes of the displaced: the breakdowns, and what is left of income by the time since.
CELLS = tuple(f"{fifth}, {age}" for fifth in GROUPS["exposure_quintile"] for age in GROUPS["generation"])
DISPLACED = {"displaced_number": "persons", "displaced_counted": "persons", "displaced_wait": "person-months",
             "real_income_before": "EUR/month", "real_income_after": "EUR/month"}  # fmt: skip
LEFT = {"one_year_after": 0.5, "three_years_after": 0.7, "five_years_after": 0.8}
BROKEN_DOWN = ("employment_rate", "unemployment_rate", "disposable_income", "displaced", "arop",
               "arop_anchored", "real_wage")  # fmt: skip
OF_DECILES = (
    "market_income", "pensions_received", "benefits_received", "policies_received", "taxes_paid",
    "net_income",
)  # fmt: skip
SECTORS = (
    ("households", "state", "income_tax", 130e9),
    ("firms", "state", "employer_contributions", 140e9),
    ("firms", "households", "wages", 620e9),
    ("households", "firms", "consumption", 830e9),
    ("firms", "providers", "ai_fees", 1.2e9),
    ("firms", "world", "ai_fees", 2.4e9),
    ("providers", "households", "dividends", 0.9e9),
    ("state", "households", "pensions", 190e9),
    ("state", "households", "unemployment_benefit", 23e9),
    ("state", "firms", "purchases", 96e9),
)
