"""Households, state, firms and the world spend; trade answers prices at home over prices abroad."""

from math import exp, log

import numpy as np

from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of
from simulator.markets import goods
from simulator.markets.production import price_abroad

BORNE = 72.0
"""Months in which wages come to bear a levy on wages: by what prices here do after one."""


def learn_prices(economy: Economy) -> None:
    """Customers come round to today's relative price (log) by 1/trade_lag of the gap a month.

    Contracts and suppliers are changed slowly, so trade answers a lasting price more than one of a month.
    """
    world, lag = economy.world, economy.parameters["trade_lag"]
    _follow_levies(economy)
    world.price_gap = log(economy.aggregates.cpi / price_abroad(economy))
    world.price_gap_known = come_round(world.price_gap_known, world.price_gap, lag)


def _follow_levies(economy: Economy) -> None:
    """What levies on wages and on capital add to prices (log), less what wages come to bear of the former.

    Those on AI reach prices abroad by AI's price there.
    """
    world, firms, s, p = economy.world, economy.firms, economy.aggregates, economy.parameters
    private = firms.public == 0
    due = float(sum_of(firms.wage_bill * np.maximum(firms.payroll_levy_rate, 0.0) * private))
    costs = float(sum_of((firms.wage_bill + firms.contributions + firms.ai_fees) * private))
    on_wages = log(1.0 + due / costs)
    world.borne = come_round(world.borne, on_wages, BORNE)
    wanted = on_wages - world.borne + s.capital_share * log(1.0 + s.capital_levied)
    world.levied += p["price_speed"] * p["cost_weight"] * (wanted - world.levied)


def come_round(known: float, now: float, lag: float) -> float:
    """What is known after one month more."""
    return known + (now - known) / lag


def export_demand(economy: Economy) -> tuple[float, float]:
    """What customers abroad want, gross, at the price of exports, and the share of it made here.

    Trend volume x (price of exports over the world's) ^ -e x foreign income (currency/month), and what AI's
    owners buy for what they are paid here. The volume imported for a unit exported is fixed, at prices
    abroad: of our prices only what is made here answers. The trend follows potential output here: who can
    make more sells more kinds of goods, whatever growth is abroad (Krugman 1989). What skill and AI add shows
    in prices.
    """
    s, world = economy.aggregates, economy.world
    content, home = s.export_import_content, s.cpi
    price = (1.0 - content) * home + content * price_abroad(economy)
    known = log((1.0 - content) * exp(world.price_gap_known) + content)
    volume = world.export_base * s.trend_productivity * s.potential_labour
    volume *= 1.0 + (world.saving - world.saving_start)  # income abroad, with an elasticity of one
    volume *= (1.0 + s.exports_shock) * exp(-economy.parameters["export_elasticity"] * known)
    return float(volume * price + world.returned), (1.0 - content) * home / price


def return_fees(economy: Economy) -> None:
    """What is paid abroad for AI beyond month 0's comes back as demand for exports, by 1/`trade_lag` a month.

    The closure says which share of it; who sells AI buys with it. It is the only answer to that bill.
    """
    world, paid = economy.world, economy.ledger.total("ai_fees", payee="world")
    if economy.month < 1 or economy.world_parameters["frozen"]:
        world.bill_start = paid / economy.aggregates.trend_index
        return
    more = paid - world.bill_start * economy.aggregates.trend_index
    world.returned = come_round(
        world.returned, economy.closure.returns * more, economy.parameters["trade_lag"]
    )


def import_share(economy: Economy) -> float:
    """Share of what is spent here that buys abroad.

    Month 0's, its volume over that bought here x (price here over abroad) ^ e as far as that is known.
    """
    world, share = economy.world, economy.controllers.import_share
    odds = exp(economy.parameters["import_elasticity"] * world.price_gap_known - world.price_gap)
    return share * odds / (1.0 + share * (odds - 1.0))


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
    economy.distribute_sales(own, informal)
    parts = [
        ("consumption", accounts.firms, part * shares["consumption"]),
        ("vat", accounts.state, spent - own - informal - basic),
        ("imports", accounts.world, basic - shares["consumption"]),
        ("own_account_sales", accounts.households, economy.persons.sales_income),
    ]
    ledger.split(accounts.households, economy.persons.consumption, parts)
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
    market = sectors.weight, sectors.swing, sectors.demand_shock, sectors.price, sectors.reference_price
    goods.share_demand(wanted, wanted / usual, *market, s.cpi, p["sector_elasticity"], sectors.demand)
    terms, room = (p["capacity_margin"], p["price_elasticity"]), economy.scratch
    sellers = columns(goods.Sellers, firms)
    demand = sectors.price, *terms, sectors.demand
    return float(goods.serve(len(firms.id), sellers, *demand, room.firms, room.sectors))
