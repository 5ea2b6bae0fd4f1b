"""What the month takes as given: trends, price level, thresholds and rates of the tax-benefit system."""

import numpy as np

from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.core.param import to_monthly
from simulator.core.time import MONTHS_PER_YEAR
from simulator.flows.closing import follow_rule, net_financial_assets
from simulator.flows.law import pension_link


def start_month(economy: Economy) -> None:
    """Open the ledger, advance trends, index thresholds.

    Thresholds follow trend productivity x consumer prices, and `wage_indexation` of what going wages gain on
    that. Pensions in payment follow prices, and wages as far as the law says. Up to month 0 both follow trend
    pay: prices move with the markups that burn-in seeks, and month 0 has each amount at its ratio to pay.
    """
    economy.ledger.begin()
    economy.moves[:] = 0
    economy.count.clear()
    economy.attributed.clear()
    s, month = economy.aggregates, economy.month
    charged = charged_price(s)  # by last month's law, which ends here
    gain = _wage_gain(economy)
    economy.shifts.undo()
    economy.law_shifts.undo()
    s.month = float(month)
    if month < 1:
        s.trend_productivity = (1.0 + s.trend_productivity_growth) ** month
        _spread_stocks(economy)
    else:
        _follow_projection(economy)
    s.trend_price = (1.0 + s.trend_inflation) ** month
    s.trend_index = s.trend_productivity * s.trend_price
    s.exports_shock, s.spending_shock = _shock(economy, "exports"), _shock(economy, "spending")
    real = s.trend_productivity * (1.0 + economy.parameters["wage_indexation"] * gain)
    index = real * charged if month > 0 else s.trend_index
    _index_amounts(economy, index)
    # Frozen ages grant no new pensions, so that those in payment must carry the level.
    link = 1.0 if economy.frozen_demography or month < 1 else pension_link(economy)
    s.pension_index = index / s.last_index * (real / s.last_real_index) ** (link - 1.0)
    s.last_index, s.last_real_index = index, real
    follow_rule(economy)


def _wage_gain(economy: Economy) -> float:
    """What going wages of month 0's jobs buy over their trend, last month (share; 0 up to month 0)."""
    s = economy.aggregates
    if economy.month < 1:
        return 0.0
    trend = economy.opening_levels["wages"] * s.trend_index
    return s.average_wage / trend * s.trend_price / s.consumer_price - 1.0


def _shock(economy: Economy, name: str) -> float:
    """What the scenario adds to exports or spending this month (share)."""
    setting = economy.shock.get(name) if economy.month > 0 else None
    return setting.at(economy.month) if setting is not None else 0.0


def _index_amounts(economy: Economy, index: float) -> None:
    """Thresholds and amounts of the tax-benefit system as they are this month."""
    s, base = economy.aggregates, economy.base_amounts
    s.minimum_wage = base.minimum_wage * index
    s.benefit_cap = base.benefit_cap * index
    s.benefit_floor = base.benefit_floor * index
    s.assistance_amount = base.assistance_amount * index
    s.assistance_threshold = base.assistance_threshold * index
    s.child_benefit_amount = base.child_benefit_amount * index
    s.guaranteed_income = base.guaranteed_income * index
    s.other_transfer = base.other_transfer * index
    s.tax_unit = base.tax_unit * index


def _follow_projection(economy: Economy) -> None:
    """Labour and need of public services over month 0, and this month's growth of trend productivity."""
    s, path, month = economy.aggregates, economy.population_path, economy.month
    if economy.frozen_demography or not 0 < month < len(path):
        s.trend_productivity *= 1.0 + s.trend_productivity_growth
        if economy.frozen_demography:
            _spread_stocks(economy)
        return
    growth = economy.country.paths.get("productivity_growth")
    if growth is not None:
        yearly = float(np.interp(economy.start_year + month / MONTHS_PER_YEAR, *growth.T))
        s.trend_productivity_growth = to_monthly(yearly, "growth")
        s.trend_growth = (1.0 + s.trend_productivity_growth) * (1.0 + s.trend_inflation) - 1.0
    s.trend_productivity *= 1.0 + s.trend_productivity_growth
    labour, need = float(path[month, 0]), float(path[month, 1])
    s.potential_growth = growth_seen(economy, month)
    s.potential_labour = labour
    s.public_volume_growth = (1.0 + s.trend_productivity_growth) * need / s.public_need - 1.0
    s.public_need = need


def growth_seen(economy: Economy, month: int) -> float:
    """Growth of productivity and labour together that firms take for lasting (a month)."""
    people = float(economy.population_path[month, 2])
    return (1.0 + economy.aggregates.trend_productivity_growth) * (1.0 + people) - 1.0


def _spread_stocks(economy: Economy) -> None:
    """While people stand still, spread all stocks over those whom the projection brings: as if they came.

    So what more people invest and save is in demand before the first of them is here, and no step is taken in
    month 1. What households save beyond rest leaves their accounts, or its wealth would come to rest too.
    """
    more = 1.0 + float(economy.population_path[0, 2])
    q, firms, state = economy.persons, economy.firms, economy.state
    for stock in (firms.capital, firms.loan, firms.overdraft, firms.deposits, q.deposits, q.permanent_income):
        stock /= more
    state.bonds /= more
    for agent in (economy.bank, economy.world, economy.providers):
        agent.account.amount /= more
    beyond = economy.controllers.lent_abroad * q.permanent_income * q.active
    lent = np.minimum(beyond, np.maximum(q.deposits, 0.0))
    q.deposits -= lent
    economy.world.account.amount += float(sum_of(lent))
    economy.opening_assets = net_financial_assets(economy)
