"""Production: what posts, staff and capital cost a firm and can do for it, and the prices that follow.

Capital and labour are priced over month 0, staff in efficiency units; a changed minimum wage lifts pay.
"""

from collections import namedtuple
from math import exp, floor

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED, IN_FORCE, OLDEST, STATUS_NAMES
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of
from simulator.core.maths import going_wage, settled, user_cost
from simulator.markets import goods

USUAL = 60.0
"""Months over which burn-in finds what people usually can do."""
FORCE = np.isin(np.arange(len(STATUS_NAMES)), IN_FORCE)
"""Whether a status is in the labour force."""
Staff = namedtuple(
    "Staff",
    "status firm occupation hours ability skill tenure wage earnings employer_contribution short_time",
)
"""Columns of everyone that say what they can do at work and are paid, and where."""


def run_payroll(economy: Economy) -> None:
    """Pay by firm; how skilled private firms' staff is, and what it costs beside what it does; skill of all.

    Somebody does hours x ability x what tenure adds x skill. Pay takes all of that but skill, of which it
    takes a part, so that able, settled or part-time staff is neither dear nor cheap, and skilled staff cheap.
    Only skill changes how many people a firm needs: the rest is in the requirements of month 0, and a firm's
    few stand for the staff of many real ones. Up to month 0 what is found becomes the norm.
    """
    q, firms, occ = economy.persons, economy.firms, economy.occupations
    s, p = economy.aggregates, economy.parameters
    usual, worth = np.zeros(firms.n), np.zeros(firms.n)
    pay = occ.wage * occ.floor_lift * (1.0 - s.pay_cut)
    terms = p["tenure_return"], p["tenure_return_months"]
    mean = sum_staff(q.n, columns(Staff, q), columns(Firms, firms), pay, *terms, usual, worth)
    private = firms.public == 0
    skilled = float(sum_of(worth * private)) / max(float(sum_of(usual * private)), 1e-300)
    if economy.month < 1:
        going = (1.0 + firms.premium) * private
        heads = max(float(sum_of(firms.base_wages * private)), 1e-300)
        s.skill_norm += (mean - s.skill_norm) / USUAL
        s.staff_skill_norm += (skilled - s.staff_skill_norm) / USUAL
        s.output_norm += (float(sum_of(usual * going)) / heads - s.output_norm) / USUAL
    memory = 1.0 / p["quality_smoothing"]
    if economy.month >= 1:
        s.skill += memory * (mean / s.skill_norm - s.skill)
    paid = firms.wage_bill + firms.idle_wages
    found = firms.heads, usual, worth / s.staff_skill_norm, paid / (1.0 + firms.premium)
    held = memory, p["quality_usual_staff"]
    update_staff(firms.n, private, *found, *held, firms.skill, firms.pay_over_worth)


@njit
def sum_staff(n, q, firms, pay, tenure_return, tenure_return_months, usual, worth):
    """Add up by firm what staff is paid, with contributions, for hours lost to short time too, and is worth.

    usual, worth: at going pay, at full skill and at its own. Returns mean skill of the labour force.
    """
    firms.wage_bill[:] = 0.0
    firms.contributions[:] = 0.0
    firms.idle_wages[:] = 0.0
    skill, force = 0.0, 0
    stays = np.empty(OLDEST)
    for month in range(OLDEST):
        stays[month] = settled(month, tenure_return, tenure_return_months)
    for i in range(n):
        if FORCE[q.status[i]]:
            skill += q.skill[i]
            force += 1
        if q.status[i] == EMPLOYED:
            firm = q.firm[i]
            firms.wage_bill[firm] += q.earnings[i]
            firms.contributions[firm] += q.employer_contribution[i]
            firms.idle_wages[firm] += q.wage[i] * q.hours[i] * q.short_time[i]
            one = q.hours[i] * q.ability[i] * stays[min(q.tenure[i], OLDEST - 1)] * pay[q.occupation[i]]
            usual[firm] += one
            worth[firm] += one * q.skill[i]
    return skill / max(force, 1)


@njit
def update_staff(firms, private, heads, usual, worth, paid, memory, like_others, skill, pay_over_worth):
    """Follow skill, and pay over worth, of each private firm's staff: its own as far as its heads count.

    `like_others`: people like everybody's staff who are reckoned in with a firm's own.
    """
    all_usual = all_worth = all_paid = 0.0
    for f in range(firms):
        if private[f]:
            all_usual += usual[f]
            all_worth += worth[f]
            all_paid += paid[f]
    if all_worth <= 0.0:
        return
    mean, level = all_worth / all_usual, all_paid / all_worth
    for f in range(firms):
        if private[f] and worth[f] > 0.0:
            own = heads[f] / (heads[f] + like_others)
            skill[f] += memory * (mean + own * (worth[f] / usual[f] - mean) - skill[f])
            pay_over_worth[f] += memory * (level + own * (paid[f] / worth[f] - level) - pay_over_worth[f])


def lift_pay(economy: Economy) -> None:
    """Pay of an occupation's posts under this month's minimum wage over that under today's law.

    It is 1 while the law stands. Firms reckon with it in what a unit costs and in how dear a post is beside
    others. What today's floor adds stands in their costs from month 0 on: in `pay_over_worth`.
    """
    q, firms, occ = economy.persons, economy.firms, economy.occupations
    s, p = economy.aggregates, economy.parameters
    today = economy.law_shifts.before("minimum_wage", s.minimum_wage)
    if s.minimum_wage == today:
        occ.floor_lift[:] = 1.0
        return
    # Whoever is at work is paid it at once: else they would all change jobs for it in its first month.
    employed = q.status == EMPLOYED
    q.wage[employed] = np.maximum(q.wage[employed], s.minimum_wage)
    paid = np.zeros((2, len(occ.id)))
    going = p["tenure_return"], p["tenure_return_months"], p["skill_pay"]
    pay_by_floor(q.n, columns(Staff, q), firms.premium, occ.wage, going, today, s.minimum_wage, paid)
    occ.floor_lift[:] = np.where(paid[0] > 0.0, paid[1] / np.maximum(paid[0], 1e-300), 1.0)


@njit
def pay_by_floor(n, q, premium, wage, going, today, now, paid):
    """Add up by occupation what its employees are worth or the floor, today's (row 0) and the new (row 1)."""
    for i in range(n):
        if q.status[i] == EMPLOYED:
            o = q.occupation[i]
            pay = going_wage(wage[o], premium[q.firm[i]], q.ability[i], q.skill[i], q.tenure[i], *going)
            paid[0, o] += max(pay, today)
            paid[1, o] += max(pay, now)


POINTS_A_MONTH = 1200.0
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
    s, p, firms = economy.aggregates, economy.parameters, economy.firms
    posts, occ = economy.posts, economy.occupations
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
    costs = pay / (s.trend_productivity * s.cpi), s.employer_rate, economy.month < 1
    price_labour(firms.n, columns(CapitalFirms, firms), columns(CapitalPosts, posts), *costs)


@njit
def price_labour(n, firms, posts, pay, employer_rate, learning):
    """Real cost of a unit's labour over the firm's usual one, which is learnt up to month 0."""
    for f in range(n):
        cost = 0.0
        for p in range(f * POSTS_PER_FIRM, (f + 1) * POSTS_PER_FIRM):
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
    market = firms.active, firms.public, firms.sector, firms.demand_base, firms.price
    goods.sector_means(firms.n, *market, sectors.price, np.zeros(sectors.n))
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
Costs = namedtuple("Costs", "wage added ai_price employer_rate fee_share productivity pay_cut hours_kept")
"""By occupation pay, new tasks over old ones, AI's price for a whole task; shares of pay that a shorter week
takes, and of hours that are left by people who choose to work less."""


@njit
def firm_costs(n, firms, posts, pay_level, costs):
    """Fill the firm columns from its posts.

    Normal unit cost is requirement x occupation wage x `pay_level`, what a post costs over that at its usual
    output, less what AI saves and with its fees (currency/unit). A unit holds what new tasks make: people do
    them, `added` over the labour of old ones, `new_tasks` over old output. `output_cut`, as `pay_cut`: what a
    shorter week takes of a month's output per head.
    """
    wage, added, ai_price, employer_rate, fee_share, productivity, pay_cut, hours_kept = costs
    for f in range(n):
        work = (1.0 - firms.output_cut[f]) * hours_kept
        cost = pay = fees = gain = replaced = wanted = want = 0.0
        old = 1.0 / (1.0 + firms.new_tasks[f])
        for p in range(f * POSTS_PER_FIRM, (f + 1) * POSTS_PER_FIRM):
            if not posts.active[p]:
                continue
            hourly = wage[posts.occupation[p]] * (1.0 + firms.premium[f]) * (1.0 - pay_cut)
            units = posts.requirement[p] / productivity
            labour = units * hourly * (1.0 + employer_rate + firms.payroll_levy_rate[f])
            labour *= pay_level[f] / (1.0 - firms.output_cut[f])
            left = (1.0 - posts.automated[p]) / (1.0 + posts.augmented[p])
            new, price = added[posts.occupation[p]], ai_price[posts.occupation[p]]
            fee = units * posts.automated[p] * price * (1.0 + fee_share * firms.levy_rate[f])
            cost += (labour * (left + new) + fee) * old
            pay += posts.heads[p] * hourly * hours_kept
            done = posts.heads[p] * left / (left + new) * posts.automated[p]
            done = done / (1.0 - posts.automated[p]) * work
            fees += done * (1.0 + posts.augmented[p]) * price * fee_share  # as in price
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
def techniques(n, firms, posts, cost, added, ai_fee):
    """Cost of a unit over that without AI at wages on trend, the part of it that is labour, and its fall.

    `cost` and `ai_fee`: labour's and a task's by occupation. Pay moves a budget and not this: it tells how
    much less it takes to make the same. `leaner`: last month's labour over this month's.
    """
    for f in range(n):
        plain = people = fees = 0.0
        for p in range(f * POSTS_PER_FIRM, (f + 1) * POSTS_PER_FIRM):
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
