"""AI fees, profit taxes, loans and what the bank and the AI providers earn."""

import numpy as np

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of


def buy_integration(economy: Economy) -> None:
    """Fitting AI in is bought from firms here over the time of roll-out; public employers' by the state.

    A firm that begins in several occupations at once pays its fixed part once.
    """
    firms, posts, p = economy.firms, economy.posts, economy.parameters
    begun = np.bincount(posts.firm, posts.integration_due > 0.0, minlength=firms.n)
    fixed = (
        firms.integration_cost * (1.0 - firms.integration_help) * p["integration_fixed"] * firms.base_wages
    )
    due = np.bincount(posts.firm, posts.integration_due, minlength=firms.n)
    twice = np.maximum(begun - 1.0, 0.0) * fixed * (firms.adopted == 0)
    firms.integration_left += np.maximum(due - twice, due / np.maximum(begun, 1.0))
    firms.integration[:] = firms.integration_left / p["roll_out"]
    firms.integration_left -= firms.integration


def pay_ai_fees(economy: Economy) -> None:
    """Firms and public employers pay for AI; all but the domestic share is an import of services.

    Running the domestic part costs as much of it as abroad; the rest is rent.
    """
    accounts, ledger, firms = economy.accounts, economy.ledger, economy.firms
    domestic = economy.parameters["ai_domestic_share"]
    private = firms.ai_fees * (firms.public == 0)
    public = float(sum_of(firms.ai_fees)) - float(sum_of(private))
    providers = economy.providers
    providers.revenue = providers.levies = 0.0
    for payer, fees in ((accounts.firms, private), (accounts.state, public)):
        providers.revenue += ledger.pay("ai_fees", payer, accounts.providers, fees * domestic)
        ledger.pay("ai_fees", payer, accounts.world, fees * (1.0 - domestic))
    providers.costs = providers.cost_share() * providers.revenue


def pay_profit_taxes(economy: Economy) -> None:
    """Profit tax of firms and of the domestic AI provider; the provider pays out what is left next month."""
    accounts, ledger, providers = economy.accounts, economy.ledger, economy.providers
    ledger.pay("corporate_tax", accounts.firms, accounts.state, economy.firms.profit_tax)
    s = economy.aggregates
    base = s.profit_tax_base * (providers.revenue - providers.costs - providers.levies)
    tax = (s.profit_tax_rate + s.profit_tax_addition) * base
    ledger.pay("corporate_tax", accounts.providers, accounts.state, tax)
    providers.dividends = max(0.0, providers.account.amount)


def renew_loans(economy: Economy) -> None:
    """Loans follow the value of capital; a firm that runs out of deposits overdraws, and repays first."""
    s, firms = economy.aggregates, economy.firms
    regular = s.leverage * firms.capital * s.cpi * (firms.public == 0)
    change = regular - (firms.loan - firms.overdraft)
    firms.loan += change
    firms.deposits += change
    need = np.maximum(0.0, -firms.deposits)
    repay = np.minimum(firms.overdraft, np.maximum(0.0, firms.deposits))
    firms.overdraft += need - repay
    firms.loan += need - repay
    firms.deposits += need - repay


def set_bank_dividend(economy: Economy) -> None:
    """The bank pays out next month what exceeds its equity target, closing the gap slowly."""
    bank, p = economy.bank, economy.parameters
    assets = float(sum_of(economy.firms.loan)) + economy.state.bonds
    earned = economy.ledger.net_lending("bank") + bank.dividends
    growth = economy.aggregates.trend_growth * bank.account.amount
    gap = bank.account.amount - p["bank_equity_ratio"] * assets
    bank.dividends = max(0.0, earned - growth + gap / p["bank_smoothing"])
