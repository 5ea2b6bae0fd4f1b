"""What a changed law adds to items of the budget, by exact rules, and who is paid the minimum wage."""

import numpy as np

from simulator.agents.person import EMPLOYED, OWN_ACCOUNT
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_where
from simulator.indicators.indicator import Indicator
from simulator.markets.households import Claims, added_benefits

MONEY = "{currency}/month"
BENEFITS = ("benefit_replacement", "benefit_replacement_later", "benefit_floor", "benefit_cap")
_ABOUT = "what the changed law adds this month to its item of the budget, on this month's bases"
NEAR = 1.02
"""Pay over the minimum wage up to which somebody counts as paid it: no wage falls where prices do."""
TITLES = {
    "law_income_tax": "Changed law: income tax",
    "law_employee_contributions": "Changed law: employee contributions",
    "law_employer_contributions": "Changed law: employer contributions",
    "law_own_account_contributions": "Changed law: contributions of the self-employed",
    "law_vat": "Changed law: VAT",
    "law_corporate_tax": "Changed law: corporate tax",
    "law_capital_income_tax": "Changed law: tax on capital income",
    "law_unemployment_benefit": "Changed law: unemployment benefit",
    "law_assistance": "Changed law: assistance",
    "law_child_benefit": "Changed law: child benefit",
    "law_other_transfers": "Changed law: other transfers",
}
INDICATORS = (
    Indicator("minimum_wage_workers", "Paid the minimum wage", "persons", "none", 2e4,
              "employees whose full-time pay is at most 2 % above the minimum wage of the month"),
    *(Indicator(name, title, MONEY, "none", 5e7, _ABOUT) for name, title in TITLES.items()),
)  # fmt: skip


def measure(economy: Economy) -> dict[str, float]:
    """Each of them this month (persons; national currency)."""
    q, s, w = economy.persons, economy.aggregates, economy.weight
    employed = q.status == EMPLOYED
    lowest = q.wage <= NEAR * s.minimum_wage
    found = dict.fromkeys(TITLES, 0.0)
    if economy.law:
        found |= _taxes(economy) | _benefits(economy)
    found = {name: amount * w for name, amount in found.items()}
    return {"minimum_wage_workers": float(np.count_nonzero(employed & lowest)) * w} | found


def _added(economy: Economy, name: str) -> float:
    """What the law adds to a value this month, in its own unit."""
    clause = economy.law.get(name)
    return 0.0 if clause is None else clause.at(economy.month) - clause.today


def _taxes(economy: Economy) -> dict[str, float]:
    """What is added to a rate, times what the rate is due on."""
    q, s, p, firms = economy.persons, economy.aggregates, economy.parameters, economy.firms
    own = float(sum_where(q.employee_contribution, q.status, OWN_ACCOUNT))
    earned = float(sum_where(q.earnings, q.status, EMPLOYED))
    # of low pay, and above ceilings, workers contribute on a part of it
    assessed = float(sum_where(q.employee_contribution, q.status, EMPLOYED)) / max(s.employee_rate, 1e-9)
    more = s.vat_rate - economy.law_shifts.before("vat_rate", s.vat_rate)
    providers = economy.providers
    sold = s.profit_tax_base * (providers.revenue - providers.costs - providers.levies)
    taxed = float((firms.profit_tax - firms.windfall_tax).sum())
    profit = taxed / (s.profit_tax_rate + s.profit_tax_addition)
    return {
        "law_income_tax": economy.count["law_income_tax"],
        "law_employee_contributions": _added(economy, "employee_contributions") * assessed,
        "law_employer_contributions": _added(economy, "employer_contributions") * earned,
        "law_own_account_contributions":
            _added(economy, "own_account_contributions") * own / max(p["own_account_rate"], 1e-9),
        "law_vat": economy.ledger.total("vat") * more / s.vat_rate,
        "law_corporate_tax": _added(economy, "corporate_tax") * (profit + sold),
        "law_capital_income_tax":
            _added(economy, "capital_income_tax") * float(np.maximum(q.capital_income, 0.0).sum()),
    }  # fmt: skip


def _benefits(economy: Economy) -> dict[str, float]:
    """What is paid to this month's recipients beyond what today's law would pay them."""
    s, before, total = economy.aggregates, economy.law_shifts.before, economy.ledger.total
    paid = float(economy.persons.assistance.sum())  # a minimum income is no part of what the change acts on
    outside = 1.0 - float(economy.persons.guarantee.sum()) / paid if paid > 0.0 else 0.0

    def part(kind: str, amount: str) -> float:
        now = s.at(amount)
        return total(kind, payer="state") * (1.0 - before(amount, now) / now) if now > 0.0 else 0.0

    return {
        "law_unemployment_benefit": _insurance(economy),
        "law_assistance": part("assistance", "assistance_amount") * outside,
        "law_child_benefit": part("child_benefit", "child_benefit_amount"),
        "law_other_transfers": part("other_transfers", "other_transfer"),
    }


def _insurance(economy: Economy) -> float:
    """Benefits under the law of the month less those under today's, to the same claims."""
    q, s, p = economy.persons, economy.aggregates, economy.parameters
    standing = {"benefit_step": p["benefit_step"]} | {name: s.at(name) for name in BENEFITS}
    now = [economy.shifts.before(name, value) for name, value in standing.items()]  # without instruments
    today = [economy.law_shifts.before(name, value) for name, value in zip(standing, now, strict=True)]
    if now == today:
        return 0.0
    claims = columns(Claims, q)
    return float(added_benefits(q.n, claims, *today) - added_benefits(q.n, claims, *now))
