"""The price of foreign money, which in time lets exports pay for the AI that is bought abroad."""

from simulator.core.economy import Economy
from simulator.economy.technology import rents_abroad
from simulator.flows.trade import come_round

MOST = 0.25
"""Log points by which a currency may fall for that: where trade hardly answers prices, not all is paid."""


def move_currency(economy: Economy) -> None:
    """Foreign money comes to cost what balances trade with those who sell AI, by 1/currency_lag a month.

    It follows the area that has the currency, which buys AI as the shadow economy does: no policy of one
    member moves it. A country that owns the AI that is used has nothing to pay.
    """
    world, p = economy.world, economy.parameters
    if economy.month < 1:
        return
    wanted = p["currency_response"] * max(0.0, _left_to_pay(economy)) / max(_trade_response(economy), 1e-9)
    world.currency = come_round(world.currency, min(wanted, MOST), p["currency_lag"])


def _left_to_pay(economy: Economy) -> float:
    """What AI bought abroad costs beyond month 0's and beyond what its owners spend here (share of GDP)."""
    world = economy.world
    earned = rents_abroad(economy) - world.rents_start
    left = world.bill - world.bill_start - _sold_abroad(economy) * earned
    return float(economy.country.values["labour_share"] * left)


def _trade_response(economy: Economy) -> float:
    """What a log point of foreign money adds to net exports in the long run (share of GDP)."""
    p, v, m = economy.parameters, economy.country.values, economy.controllers.import_share
    content = economy.aggregates.export_import_content
    at_home = v["imports_share"] - content * v["exports_share"]
    exported = _sold_abroad(economy) * (1.0 - content) * p["export_elasticity"]
    return float(exported + at_home * (1.0 - m) * (p["import_elasticity"] - 1.0))


def _sold_abroad(economy: Economy) -> float:
    """What is made here of exports (share of GDP)."""
    v, content = economy.country.values, economy.aggregates.export_import_content
    return float((1.0 - content) * v["exports_share"])
