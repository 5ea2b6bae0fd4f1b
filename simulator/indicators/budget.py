"""Public revenue and spending by item, the balance and the debt; what a changed law adds, by exact rules."""

from functools import cache
from math import exp, log

import numpy as np

from simulator.agents.firm import LARGE
from simulator.agents.person import EMPLOYED, OWN_ACCOUNT
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_where
from simulator.indicators import declared, is_with_fund
from simulator.markets.households import Claims, added_benefits
from simulator.markets.sums import taxed_income
from simulator.policies import discover

REVENUE = ("income_tax", "employee_contributions", "employer_contributions", "vat", "corporate_tax")
TRANSFERS = ("pensions", "unemployment_benefit", "assistance", "child_benefit", "other_transfers", "interest")


def measure(economy: Economy) -> dict[str, float]:
    """Items of the month from the ledger (national currency); they add up to the balance."""
    ledger, w = economy.ledger, economy.weight
    found = {f"revenue_{kind}": ledger.total(kind, payee="state") * w for kind in REVENUE}
    found["spending_public_wages"] = w * (
        ledger.total("wages", payer="state") + ledger.total("employer_contributions", payer="state")
    )
    bought = ledger.total("purchases", payer="state") + ledger.total("ai_fees", payer="state")
    found["spending_purchases"] = (bought + ledger.total("imports", payer="state")) * w
    for kind in TRANSFERS:
        found[f"spending_{kind}"] = ledger.total(kind, payer="state") * w
    items, reached = _instruments(economy)
    found |= items
    revenue, spending = _items(tuple(found))
    found["public_revenue"] = sum([found[item] for item in revenue])
    found["public_spending"] = sum([found[item] for item in spending])
    found["public_balance"] = ledger.net_lending("state") * w
    found["primary_balance"] = found["public_balance"] + found["spending_interest"]
    found["debt_ratio"] = economy.state.bonds / (12.0 * economy.accounts_of_month["production"])
    shift = economy.aggregates.tax_shift
    found["tax_of_rule"] = shift * taxed_income(economy) * w if shift else 0.0
    return found | _leaks(economy) | reached


@cache
def _items(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Which are items of revenue, and which of spending."""
    return tuple(tuple(n for n in names if n.startswith(kind)) for kind in ("revenue_", "spending_"))


def _leaks(economy: Economy) -> dict[str, float]:
    """What levies lose as they are raised here alone (national currency)."""
    s, p, firms = economy.aggregates, economy.parameters, economy.firms
    alone, w = 1.0 - s.tax_cooperation, economy.weight
    shifted = exp(p["profit_shifting"] * s.profit_tax_addition * alone) - 1.0
    paid = (firms.profit_tax - firms.windfall_tax) * (firms.size_class == LARGE)
    private = firms.public == 0
    costs = float(((firms.wage_bill + firms.contributions + firms.ai_fees) * private).sum())
    on_ai = float((firms.levy_rate * firms.ai_fees * private).sum())
    on_ai += sum(offer.paid * offer.tax for offer in economy.providers.here)
    dearer = economy.world.levied + log(1.0 + p["levy_pass_through"] * on_ai / costs)
    lost = exp(p["export_elasticity"] * (1.0 - s.export_import_content) * alone * dearer) - 1.0
    return {
        "leak_profits": shifted * float(paid.sum()) * w,
        "leak_exports": lost * economy.ledger.total("exports", payee="firms") * w,
    }


def _instruments(economy: Economy) -> tuple[dict[str, float], dict[str, float]]:
    """Revenue and spending under the name of each instrument; recipients this month, and what a fund holds.

    All in the whole country, and zero for those that the scenario lacks.
    """
    present, funds = {one.name: one for one in economy.instruments}, economy.state.funds
    total, w = economy.ledger.total, economy.weight
    items, reached = dict[str, float](), dict[str, float]()
    for name, kind in {**discover(), **economy.own_instruments}.items():
        own = present.get(name)
        paid = (name, f"{name}_administration") if own else ()
        items[f"spending_{name}"] = sum([total(one, payer="state") for one in paid], 0.0) * w
        if kind.raises:
            items[f"revenue_{name}"] = (total(name, payee="state") if own else 0.0) * w
        if kind.reaches:
            reached[f"recipients_{name}"] = (own.recipients_of_month if own else 0.0) * w
        if is_with_fund(kind):
            reached[f"fund_balance_{name}"] = funds.get(name, 0.0) * w
    return items, reached


BENEFITS = ("benefit_replacement", "benefit_replacement_later", "benefit_floor", "benefit_cap")
NEAR = 1.02
"""Pay over the minimum wage up to which somebody counts as paid it: no wage falls where prices do."""
LAW = tuple(one.name for one in declared()["law"] if one.name.startswith("law_"))


def changed_law(economy: Economy) -> dict[str, float]:
    """What a changed law adds to items of the budget, and who is paid the minimum wage, this month."""
    q, s, w = economy.persons, economy.aggregates, economy.weight
    employed = q.status == EMPLOYED
    lowest = q.wage <= NEAR * s.minimum_wage
    found = dict.fromkeys(LAW, 0.0)
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
        "law_own_account_contributions": _added(economy, "own_account_contributions")
        * own
        / max(p["own_account_rate"], 1e-9),
        "law_vat": economy.ledger.total("vat") * more / s.vat_rate,
        "law_corporate_tax": _added(economy, "corporate_tax") * (profit + sold),
        "law_capital_income_tax": _added(economy, "capital_income_tax")
        * float(np.maximum(q.capital_income, 0.0).sum()),
    }


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
