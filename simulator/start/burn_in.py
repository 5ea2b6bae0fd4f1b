"""Burn-in: the model runs without AI or policy until its stocks and flows fit each other.

Slow controllers steer what no statistic gives (export demand, separations, selection, markups, tax scale,
import share) towards the country's targets; then they are frozen at their late means and norms are re-based.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import exp, log

import numpy as np

from simulator.agents.person import EMPLOYED, IN_FORCE, SEEKING
from simulator.core.economy import Controllers, Economy
from simulator.core.kernels import sum_of
from simulator.flows.closing import net_financial_assets
from simulator.start.draws import Array
from simulator.start.hazards import (
    LEAST_GAIN,
    YEAR,
    occupations_of_starts,
    spare_workers,
    steer_hazards,
    steer_occupation_risk,
    steer_occupations,
    steer_search_types,
    steer_starts,
    stocks,
)
from simulator.start.workers import steer_mean_pay, steer_pay

QUARTER = 3
TUNED_AT = 0.372
"""Home-made exports over GDP for which `steer_exports` was tuned: where they are less, all must move more."""
SETTLING = 0.1
"""Log points of exports a month for a point of unemployment, in a country as open as that."""
TAXES, TAXES_SETTLING = 20.0, 2.0
"""Log points of the tax scale for debt that doubles in a month beyond trend; the same, slowly, at the end."""
LENDING, LENDING_SETTLING = 0.02, 0.005
"""Share of income for the gap of the current account (of GDP), a month; the same, slowly, at the end."""
MOST_LENT = (-0.2, 0.3)
"""Bounds of what households save beyond rest (share of income)."""
BOUNDS = {"separation_scale": (0.05, 9.0), "selection_speed": (0.01, 2.0)}
"""How far these controllers may go: where one stands at an end, its target is out of the model's reach."""
LEAST_TAX_SCALE = 0.1
"""A scale that years of surplus have driven to nothing would need decades to come back."""


@dataclass(frozen=True)
class Aim:
    """Who does what before burn-in: what it should come back to.

    `people`: by age group, sex and place in the labour market (see `hazards.stocks`); `without_contract`: in
    own-account and informal work, by occupation.
    """

    people: Array
    without_contract: dict[str, Array]


def measures(economy: Economy) -> dict[str, float]:
    """What the controllers look at: rates and ratios of the month."""
    counts = economy.status_counts()
    force = float(counts[[*IN_FORCE]].sum())
    annual = 12.0 * economy.accounts_of_month["production"]
    vacancies = economy.count["vacancies"]
    return {
        "unemployment": float(counts[[*SEEKING]].sum()) / force,
        "vacancy": vacancies / max(float(counts[EMPLOYED]) + vacancies, 1.0),
        "found": economy.count["found_work"] / force,
        "labour_share": economy.accounts_of_month["labour_income"] / economy.accounts_of_month["production"],
        "debt": economy.state.bonds / annual,
        "exports": economy.ledger.total("exports") / economy.accounts_of_month["production"],
    }


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)


def _excess(value: float, target: float) -> float:
    """By how much a rate exceeds its target, in log points, at most one."""
    return min(max(log(max(value, 1e-9) / target), -1.0), 1.0)


def steer_exports(economy: Economy, selecting: bool, haste: float = 1.0) -> None:
    """Integral and proportional control of unemployment by export demand, as strong in every country.

    Until selection is found, it is tightness that they come to: where unemployment and vacancies are both too
    high, firms decide too slowly, and more demand would only add to their openings.
    """
    c, m, v = economy.controllers, measures(economy), economy.country.values
    gap = aim = m["unemployment"] - c.unemployment_target
    if selecting:
        both = _excess(m["unemployment"], c.unemployment_target), _excess(m["vacancy"], v["vacancy_rate"])
        aim = 0.5 * c.unemployment_target * (both[0] - both[1])
    economy.world.export_base *= exp(_leverage(economy) * (0.3 * haste * aim + 1.0 * (gap - c.last_gap)))
    c.last_gap += (gap - c.last_gap) / 3.0


def settle_exports(economy: Economy) -> None:
    """The same so slowly that chance among few people, which fast control answers, does not set exports."""
    gap = measures(economy)["unemployment"] - economy.controllers.unemployment_target
    economy.world.export_base *= exp(SETTLING * _leverage(economy) * gap)


def _leverage(economy: Economy) -> float:
    v = economy.country.values
    return float(TUNED_AT / (v["exports_share"] * (1.0 - v["export_import_content"])))


def lend_abroad(economy: Economy, gain: float) -> None:
    """Move what households save beyond rest until the current account is the country's.

    At rest a country lends only what its foreign assets grow by; officials see two to four points more.
    """
    c, aim = economy.controllers, economy.country.values.get("current_account")
    if aim is None:
        return
    balance = -economy.ledger.net_lending("world") / economy.accounts_of_month["production"]
    c.lent_abroad = _within(c.lent_abroad + gain * (aim - balance), *MOST_LENT)


def steer_taxes(economy: Economy, speed: float) -> None:
    """Tax scale such that the deficit, at the interest on the country's debt, is the official one.

    Where none is known it is the growth of that debt.

    What this month's scale lacks is kept in `tax_gap`, for the mean scale at which it is frozen; tax on
    capital income does not depend on it. Of debt that differs from the country's, interest above growth
    counts: the difference would feed on itself.
    """
    c, p = economy.controllers, economy.parameters
    bonds, trend = economy.state.bonds, economy.aggregates.trend_growth
    own = economy.country.values["public_debt"] * 12.0 * economy.accounts_of_month["production"]
    spread = 1.0 + float(economy.population_path[0, 2])  # over people to come, as bonds were
    deficit = bonds - c.last_bonds / spread - min(p["bond_rate"], trend) * (bonds - own)
    c.last_bonds = bonds
    balance = economy.country.values.get("public_balance")
    aim = trend if balance is None else -balance / 12.0 / economy.country.values["public_debt"]
    excess = deficit / own - aim
    revenue = economy.ledger.total("income_tax")
    capital = p["capital_tax_rate"] * float(np.maximum(economy.persons.capital_income, 0.0).sum())
    c.tax_gap = excess * own * c.tax_scale / max(revenue - capital, 0.1 * revenue)
    c.tax_scale = max(c.tax_scale * exp(speed * excess), LEAST_TAX_SCALE)


def _turnover(c: Controllers) -> float:
    """Unemployed who find work in a month, per head of the labour force, at the country's rates.

    As many must lose it. The rate of finding alone would not tell: where it cannot rise any more, as people
    refuse what firms still offer, it stands at its target at any unemployment.
    """
    finding = c.finding_target
    return c.unemployment_target * finding / (1.0 - finding)


def steer_turnover(economy: Economy, haste: float) -> None:
    """Move separations until as many find work as the country's rates say, and selection with vacancies."""
    c, m = economy.controllers, measures(economy)
    separations = c.separation_scale * exp(0.02 * haste * (1.0 - m["found"] / _turnover(c)))
    c.separation_scale = _within(separations, *BOUNDS["separation_scale"])
    vacant = _excess(m["vacancy"], economy.country.values["vacancy_rate"])
    both = vacant + _excess(m["unemployment"], c.unemployment_target)
    c.selection_speed = _within(c.selection_speed * exp(0.03 * haste * both), *BOUNDS["selection_speed"])


def steer(economy: Economy, k: int, aim: Aim, haste: float = 1.0) -> None:
    """Slow control of separations, selection, markup, taxes, imports, and of who does what at what pay."""
    v, c, m, firms = economy.country.values, economy.controllers, measures(economy), economy.firms
    steer_turnover(economy, haste)
    firms.markup *= exp(0.02 * (m["labour_share"] - v["labour_share"]))
    # Stocks are steered by their growth over trend, and slowly towards their level.
    c.tax_scale *= exp(0.03 * (m["debt"] / v["public_debt"] - 1.0))
    # Exports keep unemployment: the more is imported, the more of them that takes.
    c.import_share = _within(c.import_share + 0.03 * haste * (v["exports_share"] - m["exports"]), 0.01, 0.9)
    steer_occupations(economy, aim.without_contract)
    if k % QUARTER == 0 and k >= YEAR:  # ever more slowly, as what is seen of small groups is noisy
        gain = max(LEAST_GAIN, 0.15 / (1.0 + k / 48.0))
        steer_hazards(economy, aim.people, gain)
        steer_occupation_risk(economy, gain)
        steer_search_types(economy, gain)
        steer_pay(economy, gain)
        _staff_evenly(economy, gain)
    if k in AIMED:
        _aim_wealth(economy)


def _staff_evenly(economy: Economy, gain: float) -> None:
    """Move the appeal of major groups until their posts are filled as well as all others.

    People rise more often than they go down, and in burn-in nobody grows old: without this the posts of
    service and elementary workers stay empty. It stands for what network and pay do not tell of a choice.
    """
    posts, occ, major = economy.posts, economy.occupations, economy.major_group
    here = posts.active == 1
    group = major[posts.occupation[here]]
    wanted = np.bincount(group, posts.target[here], minlength=10)
    filled = np.bincount(group, posts.heads[here], minlength=10) / np.maximum(wanted, 1.0)
    mean = float(posts.heads[here].sum()) / max(float(wanted.sum()), 1.0)
    occ.appeal *= np.exp(4.0 * gain * np.clip(mean - filled, -0.5, 0.5))[major]


def _aim_wealth(economy: Economy) -> None:
    """Scale target wealth ratios so that targets add up to the country's deposits."""
    q, v = economy.persons, economy.country.values
    wanted = v["household_deposits"] * 12.0 * economy.accounts_of_month["production"]
    aimed = float(sum_of(q.wealth_ratio * q.permanent_income * q.active))
    q.wealth_ratio *= wanted / max(aimed, 1e-300)


AIMED = (18, 60, 120, 240)
"""Months in which targets of wealth are scaled anew."""


@dataclass(frozen=True)
class Course:
    """Months of a burn-in, and those from which on something else is done.

    Until `alone` everything is steered, then export demand, mean pay, taxes and starts only; from `wages` on
    these answer slack; from `free` on exports settle. Means are taken over `settled` months.
    """

    months: int
    alone: int
    wages: int
    free: int
    settled: int
    haste: float
    """Speed of controllers over that of a long burn-in."""


LONG = Course(months=720, alone=420, wages=480, free=600, settled=60, haste=1.0)
"""From stocks and flows that are put together from statistics."""
SHORT = Course(months=180, alone=96, wages=108, free=156, settled=48, haste=3.0)
"""From the settled state of another opening, with own draws and parameters: exports come to unemployment."""
RESTATED = 60
"""Months after which public debt is made the country's again, once controllers stand still."""
FROZEN = (
    "separation_scale selection_speed tax_scale import_share lent_abroad own_account_entry "
    "own_account_entry_from_jobs informal_entry"
)
"""Controllers that are held at their late means."""
NORMS = {"job_finding": "job_finding_norm", "effort_norm": "effort_norm", "productivity": "productivity_norm"}
LEARNING = 0.01
"""Memory for normal profit while controllers move: slower, wages would share in profits long gone."""


def rescale(economy: Economy, months: int) -> None:
    """Move all money by nominal trend, unit prices by inflation and volumes by productivity over `months`."""
    s = economy.aggregates
    price = (1.0 + s.trend_inflation) ** months
    volume = (1.0 + s.trend_productivity_growth) ** months
    money = price * volume
    for members in economy.sets.values():
        for name, column in members.agent_class.columns.items():
            if column.unit.startswith("money/unit"):
                members.columns[name] *= price
            elif column.unit.startswith("money"):
                members.columns[name] *= money
            elif column.unit.startswith("units"):
                members.columns[name] *= volume
    economy.occupations.trend_wage /= money  # what is a level of month 0
    economy.sectors.reference_price /= price
    for agent in (economy.state, economy.bank, economy.world, economy.providers):
        agent.account.amount *= money
    economy.state.bonds *= money
    economy.bank.dividends *= money
    s.open(cpi=s.cpi * price, consumer_price=s.consumer_price * price)
    s.open(last_index=s.last_index * money, last_real_index=s.last_real_index * volume)


def _begin(economy: Economy, months: int) -> None:
    """Go back so many months."""
    steered = economy.controllers
    steered.wage_speed = 0.0
    steered.profit_memory = max(economy.parameters["profit_memory"], LEARNING)
    rescale(economy, -months)
    economy.month = -months
    economy.open_accounts()
    steered.open(last_gap=0.0, last_bonds=economy.state.bonds, last_own_account=0.0, last_informal=0.0)


def burn_in(economy: Economy, course: Course = LONG) -> None:
    """Run the months of a course up to month 0 with the controllers on, freeze them and re-base norms."""
    p, steered = economy.parameters, economy.controllers
    _begin(economy, course.months)
    late: dict[str, list[float]] = defaultdict(list)
    slack: list[np.ndarray] = []
    aim = Aim(stocks(economy), occupations_of_starts(economy))
    alone, free = course.alone, course.free
    for k in range(course.months):
        economy.step()
        steer_mean_pay(economy)
        if k < free:
            steer_exports(economy, course is LONG and k < alone, course.haste)
            steer_taxes(economy, TAXES)
            steer_starts(economy)
        else:
            settle_exports(economy)
            steer_taxes(economy, TAXES_SETTLING)
        lend_abroad(economy, LENDING if k < free else LENDING_SETTLING)
        if k < alone:
            steer(economy, k, aim, course.haste)
        if k in (alone, free):
            _freeze(economy, late)
        if k >= alone and (k - alone) % RESTATED == 0:
            _restate_debt(economy)
        if k == alone:
            steered.profit_memory = p["profit_memory"]
        if k == course.wages:  # wages leave their trend and answer slack; exports see that too
            economy.occupations.slack_norm = np.mean(slack, axis=0)
            slack.clear()
            late.clear()  # what balances the budget is found after that, not before
            steered.wage_speed = p["wage_speed"]
        if not alone - course.settled <= k:
            continue
        for name, value in _observed(economy).items():
            late[name].append(value)
        if k >= alone:
            slack.append(economy.occupations.slack.copy())
    _set_norms(economy, late)
    economy.occupations.slack_norm = np.mean(slack, axis=0)
    spare_workers(economy)  # people begin to grow older
    _rebase_prices(economy)
    _restate_debt(economy)


def _restate_debt(economy: Economy) -> None:
    """Public debt becomes the country's: the difference is set against the foreign position.

    The bank holds fewer bonds and owes less abroad; nobody else's balance changes. Where the foreign position
    bears less interest, its owners lose some: what is restated at month 0 itself is therefore little.
    """
    annual = 12.0 * economy.accounts_of_month["production"]
    excess = economy.state.bonds - economy.country.values["public_debt"] * annual
    economy.state.bonds -= excess
    economy.world.account.amount -= excess
    economy.controllers.open(last_bonds=economy.controllers.last_bonds - excess)
    economy.opening_assets = net_financial_assets(economy)


def _observed(economy: Economy) -> dict[str, float]:
    found = {name: economy.controllers.at(name) for name in FROZEN.split()}
    found |= {name: economy.aggregates.at(name) for name in ("slack", *NORMS)}
    found["tax_scale"] += economy.controllers.tax_gap
    markup = float(economy.firms.markup.mean())
    return found | {"export_base": economy.world.export_base, "markup": markup}


def _freeze(economy: Economy, late: dict[str, list[float]]) -> None:
    """Hold controllers at their means since these were last forgotten, and forget them."""
    mean = {name: float(np.mean(values)) for name, values in late.items()}
    economy.world.export_base = mean["export_base"]
    economy.firms.markup *= mean["markup"] / float(economy.firms.markup.mean())
    economy.controllers.open(**{name: mean[name] for name in FROZEN.split()})
    _set_norms(economy, late)
    late.clear()


def _set_norms(economy: Economy, late: dict[str, list[float]]) -> None:
    """What counts as usual: slack, job finding, effort, productivity."""
    s = economy.aggregates
    s.slack_norm = float(np.mean(late["slack"]))
    s.open(**{norm: float(np.mean(late[name])) for name, norm in NORMS.items()})
    s.open(relative_productivity=s.productivity / s.productivity_norm)


def _rebase_prices(economy: Economy) -> None:
    """Month 0 is the price base: consumer prices are 1, volumes are restated, nothing nominal changes."""
    s, firms = economy.aggregates, economy.firms
    level = s.cpi
    economy.sectors.reference_price *= level
    volumes = ("purchases_volume", "capital_ratio", "productivity", "productivity_norm")
    s.open(cpi=1.0, consumer_price=1.0, **{name: s.at(name) * level for name in volumes})
    economy.world.export_base *= level
    firms.capital *= level
    firms.usual_labour_cost *= level
