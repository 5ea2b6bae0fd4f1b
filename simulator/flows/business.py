"""AI fees, profit taxes, loans and what the bank and the AI providers earn."""

import numpy as np

from simulator.agents.firm import SMALL
from simulator.agents.state import spending
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
    """Firms and public employers pay for AI, each offer's price to whom it goes; the rest is an import.

    A commercial provider's owners, staff and computing are here in one share; open models are fitted in here.
    Of the sales abroad of providers here all arrives but computing, which is bought where it runs.
    """
    accounts, ledger, firms, providers = economy.accounts, economy.ledger, economy.firms, economy.providers
    offers = providers.here
    private = firms.ai_fees * (firms.public == 0)
    small = private * (firms.size_class <= SMALL)
    public = float(sum_of(firms.ai_fees)) - float(sum_of(private))
    by_small = float(sum_of(small))
    by_others = float(sum_of(private)) - by_small + public
    (kept_small, costs_small), (kept, costs) = providers.parts(small=True), providers.parts()
    parts = zip(offers, spending(offers, small=True), spending(offers), strict=True)
    for offer, of_small, of_others in parts:
        offer.paid = of_small * by_small + of_others * by_others
    providers.levies, providers.costs = 0.0, by_small * costs_small + by_others * costs
    stays = private * kept + small * (kept_small - kept)
    providers.revenue = ledger.pay("ai_fees", accounts.firms, accounts.providers, stays)
    ledger.pay("ai_fees", accounts.firms, accounts.world, private - stays)
    providers.revenue += ledger.pay("ai_fees", accounts.state, accounts.providers, public * kept)
    ledger.pay("ai_fees", accounts.state, accounts.world, public * (1.0 - kept))
    abroad = providers.offers[0]
    sold = sales_abroad(economy)
    if sold != 0.0:
        providers.revenue += ledger.pay("exports", accounts.world, accounts.providers, sold)
        providers.costs += sold * (abroad.cost - abroad.computing) / (abroad.price - abroad.computing)


def sales_abroad(economy: Economy) -> float:
    """What providers here are paid abroad beyond computing and what exports of month 0 hold (currency/month).

    Spending on AI abroad grows with its price and its use there, from what it was here in month 0. Of it
    `ai_sold_abroad` goes to commercial providers here.
    """
    s, world, share = economy.aggregates, economy.world, economy.parameters["ai_sold_abroad"]
    use = s.ai_price_abroad * world.automated
    if economy.month < 1 or economy.world_parameters["frozen"]:
        world.spending_start = float(sum_of(economy.firms.ai_fees)) / s.trend_index
        world.use_start = use / s.trend_index
        return 0.0
    offer = economy.providers.offers[0]
    more = world.spending_start * s.potential_labour * (use / max(world.use_start, 1e-300) - s.trend_index)
    part = offer.share * offer.price / sum(one.share * one.price for one in economy.providers.offers)
    return float(share * part * max(more, 0.0) * (offer.price - offer.computing) / offer.price)


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
