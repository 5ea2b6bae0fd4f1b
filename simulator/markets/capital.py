"""What capital and labour cost firms beside one another, over month 0."""

from collections import namedtuple

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import user_cost

POINTS_A_MONTH = 1200.0
USUAL = 60.0
"""Months over which burn-in finds what labour usually costs a firm."""
Firms = namedtuple("Firms", "premium payroll_levy_rate output_cut usual_labour_cost dearer_labour")
Posts = namedtuple("Posts", "active occupation requirement")


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
        firms.n, columns(Firms, firms), columns(Posts, posts), pay / (s.trend_productivity * s.cpi),
        s.employer_rate, POSTS_PER_FIRM, economy.month < 1,
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
