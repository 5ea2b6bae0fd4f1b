"""Households, state, firms and the world spend; the goods market decides who sells."""

import numpy as np

from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of
from simulator.flows.trade import export_demand, import_share, learn_prices, return_fees
from simulator.markets import goods


def public_purchases(economy: Economy) -> float:
    """Trend volume a head at current prices (currency/month).

    It grows with what the country can make: with trend productivity, people, their skill and what AI adds.
    """
    s = economy.aggregates
    volume = s.purchases_volume * s.trend_productivity * s.public_need * s.skill * s.ai_productivity
    return float(volume * s.cpi)


def trade_goods(economy: Economy) -> None:
    """Spend, serve and pay. Every buyer's domestic share is rationed alike; the rest is imported.

    Customers abroad pay for exports gross; firms import the country's content of them and sell what they add.
    """
    learn_prices(economy)
    return_fees(economy)
    s, firms, ledger, accounts = economy.aggregates, economy.firms, economy.ledger, economy.accounts
    orders_of_state, economy.programme_orders = economy.programme_orders, {}
    private = firms.investment + firms.integration * (firms.public == 0)
    spent = float(sum_of(economy.persons.consumption))
    own, informal = spent * s.own_account_share, spent * s.informal_share
    basic = (spent - own - informal) / (1.0 + s.vat_rate)
    bought = {
        "consumption": basic,
        "purchases": public_purchases(economy) + float(sum_of(firms.integration * (firms.public == 1))),
        "investment": float(sum_of(private)),
        "recruiting": float(sum_of(firms.recruiting)),
        "ai_costs": economy.providers.costs,
        **orders_of_state,
    }
    home = 1.0 - import_share(economy)
    exports, home_made = export_demand(economy)
    demand = {kind: value * home for kind, value in bought.items()}
    demand["exports"] = exports * home_made
    wanted = sum(demand.values())
    made = _serve(economy, wanted)
    ratio = made / wanted
    shares = {kind: value * ratio for kind, value in demand.items()}
    s.market_sales, s.unmet = made, wanted - made
    part = firms.sales / made
    _pay_households(economy, spent, own, informal, basic, shares["consumption"], part)
    exports = shares["exports"] / home_made  # of what cannot be made the foreign part is not bought either
    ledger.pay("exports", accounts.world, accounts.firms, exports, part * exports)
    ledger.pay("imports", accounts.firms, accounts.world, part * (exports - shares["exports"]))
    for kind in ("purchases", *orders_of_state):
        ledger.pay(kind, accounts.state, accounts.firms, shares[kind], part * shares[kind])
        abroad = "imports" if kind == "purchases" else kind
        ledger.pay(abroad, accounts.state, accounts.world, bought[kind] - shares[kind])
    economy.programme_sales = {kind: (bought[kind], shares[kind]) for kind in orders_of_state}
    for kind, orders in (("investment", private), ("recruiting", firms.recruiting)):
        if bought[kind] > 0.0:
            served = shares[kind] / bought[kind]
            ledger.pay(kind, accounts.firms, accounts.firms, orders * served, part * shares[kind])
            ledger.pay("imports", accounts.firms, accounts.world, orders * (1.0 - served))
    if bought["ai_costs"] > 0.0:
        served = shares["ai_costs"]
        ledger.pay("ai_costs", accounts.providers, accounts.firms, served, part * served)
        ledger.pay("imports", accounts.providers, accounts.world, bought["ai_costs"] - served)
    firms.capital += firms.investment / s.cpi - s.depreciation * firms.capital
    s.consumption, s.investment, s.purchases = spent, bought["investment"], bought["purchases"]


def _serve(economy: Economy, wanted: float) -> float:
    """Share demand over sectors and firms; return total sales (currency)."""
    s, p, firms, sectors = economy.aggregates, economy.parameters, economy.firms, economy.sectors
    usual = s.usual_demand * (1.0 + s.trend_growth) or wanted
    s.usual_demand = usual + (wanted - usual) / p["demand_memory"]
    goods.share_demand(
        wanted, wanted / usual, sectors.weight, sectors.swing, sectors.demand_shock, sectors.price,
        sectors.reference_price, s.cpi, p["sector_elasticity"], sectors.demand,
    )  # fmt: skip
    sales = goods.serve(
        len(firms.id), columns(goods.Sellers, firms), sectors.price, p["capacity_margin"],
        p["price_elasticity"], sectors.demand, economy.scratch.firms, economy.scratch.sectors,
    )  # fmt: skip
    return float(sales)


def _pay_households(
    economy: Economy,
    spent: float,
    own: float,
    informal: float,
    basic: float,
    served: float,
    part: np.ndarray,
) -> None:
    """Consumption goes to firms, the state (VAT), imports, and to own-account and informal workers."""
    accounts, persons = economy.accounts, economy.persons
    economy.distribute_sales(own, informal)
    economy.ledger.split(
        accounts.households,
        persons.consumption,
        [
            ("consumption", accounts.firms, part * served),
            ("vat", accounts.state, spent - own - informal - basic),
            ("imports", accounts.world, basic - served),
            ("own_account_sales", accounts.households, persons.sales_income),
        ],
    )
