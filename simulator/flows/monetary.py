"""The central bank: what it sees, the rate it sets, and what that does to spending, interest and currency.

All it sees are deviations from the same country without AI and policy, its twin: the bank holds that country
where it is, and answers what AI and policies change.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.errors import ExplodedError
from simulator.core.kernels import columns, sum_of
from simulator.core.param import PARAMS, monthly_bounds
from simulator.core.time import MONTHS_PER_YEAR
from simulator.markets.sums import Hours, idle_hours

Array = NDArray[np.float64]
EURO = ("EUR", "DKK")
"""Currencies of the euro area's bank: the krone is pegged."""
SEEN = ("idle_hours", "net_prices", "usual_output")
YEAR, GROWTH = float(MONTHS_PER_YEAR), 60.0
"""Months over which inflation and growth are seen."""
POINTS = 100.0
PROFITS = 24.0
"""Months over which owners smooth profits when they value shares."""
AHEAD = 2.0
"""Years ahead for which firms that see the path of AI build."""
CURRENCY_LAG = 6.0
"""Months in which the price of foreign money comes round to the gap of rates."""


def measure_economy(economy: Economy) -> None:
    """Idle hours (share of those offered), output at usual hours, and what shares of firms here are worth."""
    s, q, firms = economy.aggregates, economy.persons, economy.firms
    idle, worked = idle_hours(q.n, columns(Hours, q))
    s.idle_hours = idle / max(idle + worked, 1e-300)
    s.usual_output = economy.accounts_of_month["production"] / s.cpi / (1.0 - s.idle_hours)
    private = firms.public == 0
    worn = s.depreciation * s.cpi * float(sum_of(firms.capital * private))
    profit = float(sum_of((firms.profit - firms.profit_tax) * private)) - worn + economy.providers.dividends
    s.owners_profit += (profit - s.owners_profit) / PROFITS
    p = economy.parameters
    here = 1.0 - p["foreign_share"]
    wanted = (p["equity_premium"] + p["neutral_rate"] + s.long_rate) / POINTS
    s.share_value = here * MONTHS_PER_YEAR * max(s.owners_profit, 0.0) * (1.0 + s.orders_ahead) / wanted
    growth = log(s.ai_productivity) - s.ai_productivity_known  # over about a year
    s.ai_productivity_known += growth / MONTHS_PER_YEAR
    s.orders_ahead = p["foresight"] * AHEAD * growth if economy.closure.foreseen else 0.0


def pass_on_rates(economy: Economy) -> None:
    """Interest on loans, deposits, bonds and the foreign position comes round to the policy rate.

    Deposits follow as far as they pay what the policy rate is. Public debt costs more, the more is owed.
    """
    if economy.month < 1:
        return
    by, p = economy.aggregates.contract_rate, economy.parameters
    usual = economy.central_bank.usual_rate / POINTS / MONTHS_PER_YEAR
    owed = economy.state.bonds / (MONTHS_PER_YEAR * economy.accounts_of_month["production"])
    risk = p["debt_on_rate"] * (owed - economy.country.values["public_debt"]) / MONTHS_PER_YEAR
    for name, change in (
        ("loan_rate", by),
        ("deposit_rate", by * min(1.0, p["deposit_rate"] / max(usual, 1e-9))),
        ("bond_rate", by + risk),
        ("foreign_rate", by),
    ):
        _, most = monthly_bounds(PARAMS[name])
        if p[name] + change > most:
            raise ExplodedError(
                f"the economy explodes in month {economy.month}: {name} would be "
                f"{POINTS * YEAR * (p[name] + change):.0f} % a year; allowed: at most "
                f"{POINTS * YEAR * most:.0f}. Make what is paid on credit smaller, or let a tax pay for it",
                field=name,
            )
        economy.shift(name, max(change, -p[name]))


def set_rate(economy: Economy) -> None:
    """Set the policy rate i (% a year) by what the bank sees of output and inflation, and what follows.

    i = r i(-1) + (1 - r) [n + 0.67 g + pi* + 1.5 pi + 0.4 x], not below its floor; n, what the bank takes for
    the neutral rate, follows a gap that lasts and that prices confirm: fewer idle hours at falling inflation
    are people who offer fewer, and no boom. x, pi and g: output gap, inflation, growth of output at usual
    hours, all less the twin's. The rate of an area answers what AI does to all members, and of what a policy
    does in one of them a tenth; from that tenth the bank learns nothing on n.
    """
    measure_economy(economy)
    s, p, bank = economy.aggregates, economy.parameters, economy.central_bank
    if economy.month < 1:
        yearly = (1.0 + s.trend_inflation) ** MONTHS_PER_YEAR - 1.0
        bank.rate = bank.usual_rate = p["neutral_rate"] + POINTS * yearly
        return
    if economy.is_followed:
        _answer(economy)
    s.wealth_put_off = 0.0 if economy.frozen_demography else economy.controllers.lent_abroad * economy.month
    s.wealth_put_off += p["rate_on_spending"] / POINTS / p["wealth_adjustment"] * s.long_rate


def _answer(economy: Economy) -> None:
    s, p, bank = economy.aggregates, economy.parameters, economy.central_bank
    twin_s = economy.path("share_value") / economy.weight * s.consumer_price / economy.path("net_prices")
    s.share_gain = p["shares_as_wealth"] * (s.share_value - twin_s)
    (x, inflation, growth), (lasting, confirmed, _) = _seen(economy)
    if not economy.closure.bank:
        return
    usual = bank.usual_rate
    floor = min(p["rate_floor"], usual)
    if economy.closure.at_floor:
        floor = usual
    smooth = p["rate_smoothing"] ** (1.0 / 3.0)
    neutral = bank.neutral + p["neutral_on_growth"] * growth
    wanted = usual + neutral + p["rate_on_inflation"] * inflation + p["rate_on_output"] * x
    bank.rate = max(floor, smooth * bank.rate + (1.0 - smooth) * wanted)
    if bank.rate > floor and lasting * confirmed >= 0.0:
        bank.neutral += p["neutral_learning"] / 3.0 * lasting
    gap = bank.rate - usual
    kept = 0.6 ** (1.0 / MONTHS_PER_YEAR)
    bank.expected += (1.0 - kept) * (0.75 * inflation - bank.expected)
    now = p["long_rate_weight"]
    s.long_rate = now * (gap - bank.expected) + (1.0 - now) * neutral
    s.contract_rate += (gap / POINTS / MONTHS_PER_YEAR - s.contract_rate) / p["contract_memory"]
    _move_currency(economy, gap)


def _seen(economy: Economy) -> tuple[Array, Array]:
    """Output gap (%), inflation and growth at usual hours (points) as the bank weighs them; and as it learns.

    Of an area's member it sees what the run without the policy has, as all members have it, and little of the
    rest. From that rest it learns nothing on the neutral rate.
    """
    s, p = economy.aggregates, economy.parameters
    own = learned = _gaps(economy, "", s.idle_hours, s.consumer_price, s.usual_output * economy.weight)
    if economy.country.currency in EURO:
        common = own if economy.plain is None and not _all_policy(economy) else 0.0 * own
        if economy.plain is not None:
            common = _gaps(economy, "_plain", *(float(economy.plain[name][economy.month]) for name in SEEN))
        weight = p["area_weight"]
        alone = 1.0 - weight if economy.closure.alone else weight
        learned = alone * common
        own = learned + (1.0 - weight) * (own - common)
    points = POINTS * np.array([-1.0 / p["idle_per_output"], 1.0, 1.0])
    return own * points, learned * points


def _gaps(economy: Economy, whose: str, idle: float, prices: float, output: float) -> Array:
    """Idle hours, inflation and growth (shares, a year) less the twin's; trends are remembered by `whose`."""
    bank, month = economy.central_bank, {name: economy.path(name) for name in SEEN}
    found = [idle - month["idle_hours"]]
    over = {"prices_trend": prices / month["net_prices"], "output_trend": output / month["usual_output"]}
    for (name, value), months in zip(over.items(), (YEAR, GROWTH), strict=True):
        before = getattr(bank, name + whose)
        setattr(bank, name + whose, before + (log(value) - before) / months)
        found.append((log(value) - before) * YEAR / months)
    return np.array(found)


def _all_policy(economy: Economy) -> bool:
    """Whether all that differs from the twin is a policy's: an economy alone, without AI."""
    return economy.plain is None and bool(economy.instruments) and bool(economy.world_parameters["frozen"])


def _move_currency(economy: Economy, gap: float) -> None:
    """Where a currency is its own, foreign money gets cheaper while rates here are above those abroad.

    Abroad they are as in the run without the policy, since AI comes there too; unless it comes here alone.
    """
    if economy.country.currency in EURO:
        return
    world, abroad = economy.world, gap
    if economy.plain is not None:
        abroad = float(economy.plain["policy_rate"][economy.month]) - economy.central_bank.usual_rate
    if economy.closure.alone or _all_policy(economy):
        abroad = 0.0
    wanted = -economy.parameters["currency_duration"] * (gap - abroad) / POINTS
    world.currency += (wanted - world.currency) / CURRENCY_LAG
