"""Opening accounts: a balanced-growth set of flows and stocks built on the wage bill of month 0.

Every sector's saving equals nominal growth times its stock; observed flows are projected onto that set.
"""

import numpy as np

from simulator.agents.person import INFORMAL, OWN_ACCOUNT
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.flows.income import may_receive
from simulator.markets.labour import plan_costs
from simulator.markets.production import run_payroll
from simulator.rules.worker_benefit import worker_benefit
from simulator.rules.worker_earn import worker_earn
from simulator.rules.worker_income_tax import worker_income_tax

LEAST_LOANS = 0.05  # over annual GDP


def open_books(economy: Economy) -> None:
    """Set scale, stocks, prices and rates from labour income and the country's ratios (currency/month)."""
    v, p, s = economy.country.values, economy.parameters, economy.aggregates
    labour = _labour_income(economy)
    gdp = sum(labour.values()) / v["labour_share"]
    taxes = v["indirect_tax_share"] * gdp
    fees = _prime_firms(economy)
    kept, spent_here = economy.providers.parts()
    costs = spent_here * fees
    rents = kept * fees - costs
    sales = gdp - taxes - labour["public"] - labour["own"] - labour["informal"] + fees - rents
    markup = sales / (labour["private"] + fees)
    capital_share = 1.0 - (labour["private"] + fees) / sales
    s.open(gdp_start=gdp, market_sales=sales, markup=markup, capital_share=capital_share)
    investment = v["investment_share"] * gdp
    capital = investment / (s.depreciation + s.potential_growth)
    _set_stocks(economy, gdp, capital)
    foreign = economy.world.account.amount
    dividends = _dividends(economy, sales, labour, fees, capital)
    property_abroad = p["foreign_rate"] * foreign + p["foreign_share"] * dividends
    fees_abroad = fees * (1.0 - kept)
    net_exports = -s.trend_growth * foreign + property_abroad + fees_abroad
    purchases = max(0.02 * gdp, v["government_consumption_share"] * gdp - labour["public"])
    consumption = gdp - investment - (purchases + labour["public"]) - net_exports + fees_abroad
    basic = consumption - taxes - labour["own"] - labour["informal"]
    if basic <= 0.0:
        raise InputError(
            f"{economy.country.iso3}: of consumption, {consumption / gdp:.0%} of GDP, nothing is left for "
            f"firms: taxes on products take {taxes / gdp:.0%}, sales of people without a contract "
            f"{(labour['own'] + labour['informal']) / gdp:.0%}; allowed: less than consumption together. "
            "Lower what such work earns, or check this share",
            field="indirect_tax_share",
        )
    own, informal = labour["own"] / consumption, labour["informal"] / consumption
    s.open(vat_rate=taxes / basic, own_account_share=own, informal_share=informal, purchases_volume=purchases)
    _open_trade(economy, v["imports_share"] * gdp, basic + purchases + investment + costs, sales)
    s.open(consumption=consumption, investment=investment, purchases=purchases)
    _scale_output(economy, investment, markup)
    economy.distribute_sales(labour["own"], labour["informal"])
    s.open(capital_ratio=capital / sales)


def _open_trade(economy: Economy, imports: float, bought: float, sales: float) -> None:
    """Exports leave firms the sales that home buyers do not; what is not imported for them, these import."""
    s, country = economy.aggregates, economy.country
    exports, content = sales + imports - bought, country.values["export_import_content"]
    if content * exports > imports:
        raise InputError(
            f"{country.iso3}: {content:.0%} of exports, imported for them, are more than all imports; "
            f"allowed: at most {imports / exports:.0%}",
            field="export_import_content",
        )
    s.open(export_import_content=content)
    economy.controllers.open(import_share=(imports - content * exports) / bought)
    economy.world.export_base = exports


def _labour_income(economy: Economy) -> dict[str, float]:
    q, firms, s, p = economy.persons, economy.firms, economy.aggregates, economy.parameters
    employed = q.firm >= 0
    public = np.zeros(q.n, bool)
    public[employed] = firms.public[q.firm[employed]] == 1
    pay = q.wage * q.hours * (1.0 + s.employer_rate)
    mean = economy.country.values["average_wage"]
    return {
        "private": float(pay[employed & ~public].sum()),
        "public": float(pay[employed & public].sum()),
        "own": p["own_account_ratio"] * mean * float(np.sum(q.status == OWN_ACCOUNT)),
        "informal": p["informal_ratio"] * mean * float(np.sum(q.status == INFORMAL)),
    }


def _prime_firms(economy: Economy) -> float:
    """Wage bills and AI fees of month 0; returns the fees of market firms."""
    q = economy.persons
    q.earnings = np.where(q.firm >= 0, q.wage * q.hours, 0.0)
    q.employer_contribution = q.earnings * economy.aggregates.employer_rate
    plan_costs(economy)
    run_payroll(economy)
    firms = economy.firms
    return float(firms.ai_fees[firms.public == 0].sum())


def _set_stocks(economy: Economy, gdp: float, capital: float) -> None:
    v, p, q, s = economy.country.values, economy.parameters, economy.persons, economy.aggregates
    firms, annual = economy.firms, 12.0 * gdp
    share = firms.wage_bill * (firms.public == 0)
    share = share / share.sum()
    economy.state.bonds = v["public_debt"] * annual
    firms.capital = capital * share
    firms.deposits = p["deposit_months"] * firms.wage_bill * (firms.public == 0)
    weight = q.wealth_ratio * (q.active == 1)
    q.deposits = v["household_deposits"] * annual * weight / weight.sum()
    # Bank loans are what closes the balance sheet: observed company debt, debt abroad, deposits and
    # public debt do not fit together when the bank holds all of them.
    held = float(q.deposits.sum() + firms.deposits.sum()) - v["net_foreign_assets"] * annual
    loans = held / (1.0 - p["bank_equity_ratio"]) - economy.state.bonds
    firms.loan = max(loans, LEAST_LOANS * annual) * share
    s.open(leverage=float(firms.loan.sum()) / capital)
    assets = float(firms.loan.sum()) + economy.state.bonds
    economy.bank.account.amount = p["bank_equity_ratio"] * assets
    liabilities = float(q.deposits.sum() + firms.deposits.sum()) + economy.bank.account.amount
    economy.world.account.amount = assets - liabilities


def _dividends(
    economy: Economy, sales: float, labour: dict[str, float], fees: float, capital: float
) -> float:
    """Dividends that keep firms' net assets growing with trend (currency/month); sets the profit-tax base."""
    v, p, s, firms = economy.country.values, economy.parameters, economy.aggregates, economy.firms
    loans, deposits = float(firms.loan.sum()), float(firms.deposits.sum())
    profit = sales - labour["private"] - fees - p["loan_rate"] * loans + p["deposit_rate"] * deposits
    taxable = max(profit - s.depreciation * capital, 1e-9)
    s.open(profit_tax_base=min(1.0, v["profit_tax_share"] * s.gdp_start / (v["cit_rate"] * taxable)))
    tax = v["cit_rate"] * s.profit_tax_base * taxable
    investment = v["investment_share"] * s.gdp_start
    dividends = profit - tax - investment + s.trend_growth * (loans - deposits)
    share = firms.wage_bill * (firms.public == 0)
    firms.dividends = max(dividends, 0.0) * share / share.sum()
    firms.cash_flow = firms.dividends
    return float(max(dividends, 0.0))


def _scale_output(economy: Economy, investment: float, markup: float) -> None:
    """Units of output such that every price is 1 in month 0, and requirements from the posts held."""
    firms, posts, sectors, s = economy.firms, economy.posts, economy.sectors, economy.aggregates
    cost = firms.wage_bill * (1.0 + s.employer_rate) + firms.ai_fees
    volume = np.where(firms.public == 1, cost, cost * markup)
    firms.sales = np.where(firms.public == 1, 0.0, volume)
    firms.expected_orders = firms.orders = volume
    firms.price = firms.unit_cost = sectors.price = sectors.reference_price = 1.0
    firms.markup = markup
    firms.investment = investment * firms.sales / firms.sales.sum()
    technology = (1.0 - posts.automated) / (1.0 + posts.augmented)
    requirement = posts.heads / np.maximum(volume[posts.firm], 1e-9) / technology
    posts.requirement = np.where(posts.active == 1, requirement, 0.0)
    market = firms.public == 0
    weight = np.bincount(firms.sector[market], volume[market], minlength=sectors.n)
    sectors.weight = weight / weight.sum()
    firms.demand_base = np.where(market, volume / np.maximum(weight[firms.sector], 1e-9), 0.0)


def open_state(economy: Economy) -> None:
    """Solve the tax scale and the residual transfer so that the deficit is nominal growth x debt.

    The residual transfer closes public spending on the observed share of GDP; the tax scale then closes
    the budget on labour income as the schedule sees it.
    """
    v, p, s, q = economy.country.values, economy.parameters, economy.aggregates, economy.persons
    worker_earn.run(economy)
    worker_benefit.run(economy)
    pool = (1.0 - p["foreign_share"]) * float(economy.firms.dividends.sum())
    q.capital_income = p["deposit_rate"] * q.deposits + q.equity_share * pool
    gdp = s.gdp_start
    entitled = may_receive(economy)
    idle = float(np.sum(entitled))
    pensions = float(q.pension.sum())
    known = pensions + float(q.benefit.sum() + q.assistance.sum() + q.child_benefit.sum())
    wages = float(economy.firms.wage_bill[economy.firms.public == 1].sum()) * (1.0 + s.employer_rate)
    interest = p["bond_rate"] * economy.state.bonds
    public_fees = float(economy.firms.ai_fees[economy.firms.public == 1].sum())
    other = v["public_spending_share"] * gdp - known - wages - interest - s.purchases - public_fees
    limit = p["other_transfer_limit"] * v["average_wage"]
    economy.base_amounts.other_transfer = min(max(other, 0.0) / max(idle, 1.0), limit)
    s.open(other_transfer=economy.base_amounts.other_transfer)
    spending = wages + interest + s.purchases + public_fees + known + s.other_transfer * idle
    contributions = float(q.employee_contribution.sum() + economy.firms.contributions.sum())
    profit_tax = v["profit_tax_share"] * gdp
    indirect = v["indirect_tax_share"] * gdp
    needed = spending - s.trend_growth * economy.state.bonds - indirect - contributions - profit_tax
    economy.controllers.open(tax_scale=1.0, lent_abroad=0.0)
    worker_income_tax.run(economy)
    flat = p["capital_tax_rate"] * float(q.capital_income.sum())
    due = float(q.income_tax.sum()) - flat
    scale = max(0.05, (needed - flat) / max(due, 1e-9))
    economy.controllers.open(tax_scale=scale)
    q.transfer = np.where(entitled, s.other_transfer, 0.0)
    taxes = q.income_tax * scale + q.employee_contribution
    q.permanent_income = np.maximum(
        q.earnings + q.sales_income + q.pension + q.benefit + q.transfer + q.capital_income - taxes, 0.0
    )
    q.survey_income = q.disposable_income = q.permanent_income
