"""Sums over the posts of each firm: cost per unit, fees, savings, staff.

What capital and labour cost firms beside one another, over month 0.

Prices of sectors, of what is made here and abroad, and of what consumers buy, from firms' prices.
"""

from collections import namedtuple
from math import exp, floor

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import user_cost
from simulator.markets import goods

POINTS_A_MONTH = 1200.0
USUAL = 60.0
"""Months over which burn-in finds what labour usually costs a firm."""
CapitalFirms = namedtuple(
    "CapitalFirms", "premium payroll_levy_rate output_cut usual_labour_cost dearer_labour"
)
CapitalPosts = namedtuple("CapitalPosts", "active occupation requirement")


def price_factors(economy: Economy) -> None:
    """Price new capital, capital in use and each firm's labour, all over month 0 and at given technique.

    A subsidy and the tax on profits, on the part that is taxed, move the user cost of what is bought now;
    capital in use follows as it is replaced and added to. What the user cost calls for is planned before it
    is ordered. Labour is priced task by task: what AI spares of it is not in it.
    """
    s, p, firms, posts, occ = (
        economy.aggregates, economy.parameters, economy.firms, economy.posts, economy.occupations,
    )  # fmt: skip
    moved = p["rate_on_return"] * s.long_rate / POINTS_A_MONTH
    usual, untaxed, taxed = (
        user_cost(p["required_return"] + by, s.profit_tax_base * (s.profit_tax_rate + more), s.depreciation)
        for by, more in ((0.0, 0.0), (moved, 0.0), (moved, s.profit_tax_addition))
    )
    s.user_cost = (1.0 - s.capital_subsidy) * taxed / usual
    replaced = s.depreciation + s.trend_productivity_growth
    s.capital_cost += replaced * (s.user_cost - s.capital_cost)
    s.capital_levied += replaced * (taxed / untaxed - 1.0 - s.capital_levied)
    wanted = s.user_cost ** -p["user_cost_elasticity"]
    s.capital_planned += (wanted - s.capital_planned) / p["investment_planning"]
    s.capital_answer += p["capital_speed"] * (s.capital_planned - s.capital_answer)
    pay = occ.wage * occ.floor_lift * (1.0 - s.pay_cut)
    price_labour(
        firms.n, columns(CapitalFirms, firms), columns(CapitalPosts, posts),
        pay / (s.trend_productivity * s.cpi), s.employer_rate, POSTS_PER_FIRM, economy.month < 1,
    )  # fmt: skip


@njit
def price_labour(n, firms, posts, pay, employer_rate, width, learning):
    """Real cost of a unit's labour over the firm's usual one, which is learnt up to month 0."""
    for f in range(n):
        cost = 0.0
        for p in range(f * width, f * width + width):
            if posts.active[p]:
                cost += posts.requirement[p] * pay[posts.occupation[p]]
        cost /= 1.0 - firms.output_cut[f]
        cost *= (1.0 + firms.premium[f]) * (1.0 + employer_rate + firms.payroll_levy_rate[f])
        if learning:
            firms.usual_labour_cost[f] += (
                (cost - firms.usual_labour_cost[f]) / USUAL if firms.usual_labour_cost[f] > 0.0 else cost
            )
        elif firms.usual_labour_cost[f] > 0.0:
            firms.dearer_labour[f] = cost / firms.usual_labour_cost[f]


def update_prices(economy: Economy) -> None:
    """Sector index = mean price at month-0 weights; consumers buy at home and abroad as in month 0.

    `cpi` is of what is made here (sectors at their weights), `consumer_price` holds imported goods too.
    """
    firms, sectors = economy.firms, economy.sectors
    goods.sector_means(
        firms.n, firms.active, firms.public, firms.sector, firms.demand_base, firms.price,
        sectors.price, np.zeros(sectors.n),
    )  # fmt: skip
    s = economy.aggregates
    imported = economy.controllers.import_share * (1.0 - s.own_account_share - s.informal_share)
    s.cpi = float(goods.price_level(sectors.weight, sectors.price, sectors.reference_price))
    s.consumer_price = (1.0 - imported) * s.cpi + imported * price_abroad(economy)


def price_abroad(economy: Economy) -> float:
    """Price of goods made abroad (month 0 = 1); up to month 0 it is ours, as burn-in seeks our markups.

    Trend x what AI leaves of cost abroad x levies that others have too x what foreign money costs.
    """
    s, world = economy.aggregates, economy.world
    moved = world.price + world.currency + s.tax_cooperation * world.levied
    return s.trend_price * exp(moved) if economy.month > 0 else s.cpi


Firms = namedtuple(
    "Firms",
    "premium levy_rate payroll_levy_rate new_tasks unit_cost base_wages ai_fees ai_saving adopted "
    "automated_heads automated_share staffing heads technique labour_left leaner wage_bill contributions "
    "idle_wages output_cut",
)
"""Columns of firms that are filled from their posts, or that say how."""
Posts = namedtuple(
    "Posts",
    "active occupation requirement desired target heads ai_used automated augmented ai_saving ai_step "
    "rounding ai_pending expected_quits quits",
)
"""Columns of posts that costs and plans rest on."""
Paid = namedtuple("Paid", "active firm earnings employer_contribution wage hours short_time")
"""Columns of everyone that say what firms pay."""


@njit
def firm_costs(
    n, firms, posts, pay_level, wage, added, employer_rate, ai_price, fee_share, productivity, width, pay_cut,
    hours_kept,
):  # fmt: skip
    """Fill the firm columns from its posts.

    Normal unit cost is requirement x occupation wage x `pay_level`, what a post costs over that at its usual
    output, less what AI saves and with its fees (currency/unit). A unit holds what new tasks make: people do
    them, `added` over the labour of old ones, `new_tasks` over old output.
    ai_price: of a whole task, by occupation. pay_cut, output_cut: shares of a month's pay and output per head
    that a shorter week takes; `hours_kept` by people who choose to work less.
    """
    for f in range(n):
        work = (1.0 - firms.output_cut[f]) * hours_kept
        cost = pay = fees = gain = replaced = wanted = want = 0.0
        old = 1.0 / (1.0 + firms.new_tasks[f])
        for p in range(f * width, f * width + width):
            if not posts.active[p]:
                continue
            hourly = wage[posts.occupation[p]] * (1.0 + firms.premium[f]) * (1.0 - pay_cut)
            units = posts.requirement[p] / productivity
            labour = units * hourly * (1.0 + employer_rate + firms.payroll_levy_rate[f])
            labour *= pay_level[f] / (1.0 - firms.output_cut[f])
            left = (1.0 - posts.automated[p]) / (1.0 + posts.augmented[p])
            new = added[posts.occupation[p]]
            fee = (
                units
                * posts.automated[p]
                * ai_price[posts.occupation[p]]
                * (1.0 + fee_share * firms.levy_rate[f])
            )
            cost += (labour * (left + new) + fee) * old
            pay += posts.heads[p] * hourly * hours_kept
            done = (
                posts.heads[p] * left / (left + new) * posts.automated[p] / (1.0 - posts.automated[p]) * work
            )
            fees += (
                done * (1.0 + posts.augmented[p]) * ai_price[posts.occupation[p]] * fee_share
            )  # as in price
            replaced += done
            gain += posts.ai_saving[p]
            firms.adopted[f] |= posts.ai_used[p]
            wanted += posts.desired[p] * work
            want += posts.target[p]
        firms.unit_cost[f] = cost if cost > 0.0 else firms.unit_cost[f]
        firms.base_wages[f] = pay
        firms.ai_fees[f] = fees
        firms.ai_saving[f] = gain
        firms.automated_heads[f] = replaced
        firms.automated_share[f] = replaced / (wanted + replaced) if wanted > 0.0 else 0.0
        firms.staffing[f] = min(1.0, firms.heads[f] / want) if want > 0.0 else 0.0


@njit
def techniques(n, firms, posts, cost, added, ai_fee, width):
    """Cost of a unit over that without AI at wages on trend, the part of it that is labour, and its fall.

    `cost` and `ai_fee`: labour's and a task's by occupation. Pay moves a budget and not this: it tells how
    much less it takes to make the same. `leaner`: last month's labour over this month's.
    """
    for f in range(n):
        plain = people = fees = 0.0
        for p in range(f * width, f * width + width):
            if posts.active[p]:
                labour = posts.requirement[p] * cost[posts.occupation[p]]
                left = (1.0 - posts.automated[p]) / (1.0 + posts.augmented[p]) + added[posts.occupation[p]]
                plain += labour
                people += labour * left
                fees += posts.requirement[p] * posts.automated[p] * ai_fee[posts.occupation[p]]
        if plain > 0.0:
            now = people / plain / (1.0 + firms.new_tasks[f])
            firms.leaner[f] = firms.labour_left[f] / now
            firms.labour_left[f] = now
            firms.technique[f] = (people + fees) / plain / (1.0 + firms.new_tasks[f])


@njit
def payroll(n, q, firms):
    """Sum pay, employer contributions and pay for hours lost to short time by firm (currency/month)."""
    firms.wage_bill[:] = 0.0
    firms.contributions[:] = 0.0
    firms.idle_wages[:] = 0.0
    for i in range(n):
        if q.active[i] and q.firm[i] >= 0:
            firms.wage_bill[q.firm[i]] += q.earnings[i]
            firms.contributions[q.firm[i]] += q.employer_contribution[i]
            firms.idle_wages[q.firm[i]] += q.wage[i] * q.hours[i] * q.short_time[i]


@njit
def book_automation(n, posts, new_labour, quit_smoothing, counts):
    """Post by post: posts abolished by this month's step, split into hiring forgone and posts still filled.

    Whole posts, as firms want them: what would be wanted without the step less what is wanted with it. Of
    these, openings are hiring forgone, and so are posts that nobody has to leave any more: growing orders
    need their people again, or age took them.
    counts[0] abolished, counts[1] hiring forgone; `new_labour` is the share of a post that does new tasks,
    which AI does not take. Also smooths expected quits and clears the month's.
    """
    for p in range(n):
        if not posts.active[p]:
            continue
        posts.expected_quits[p] += (posts.quits[p] - posts.expected_quits[p]) / quit_smoothing
        posts.quits[p] = 0
        gone = (
            posts.desired[p] * (1.0 - new_labour[p]) * posts.ai_step[p] / max(1.0 - posts.automated[p], 1e-9)
        )
        wanted = floor(posts.desired[p] + posts.rounding[p])
        abolished = floor(posts.desired[p] + gone + posts.rounding[p]) - wanted
        posts.ai_pending[p] = max(0.0, posts.ai_pending[p] + abolished)
        filled = min(posts.ai_pending[p], max(0.0, posts.heads[p] - wanted))
        counts[0] += abolished
        counts[1] += posts.ai_pending[p] - filled
        posts.ai_pending[p] = filled
