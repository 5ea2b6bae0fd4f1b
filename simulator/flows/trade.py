"""Trade answers prices at home over prices abroad: what is sold there, what is bought there."""

from math import exp, log

import numpy as np

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
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
