"""The steady state of a country without AI: some hundred numbers that a long burn-in finds and that ship.

A burn-in of 720 months finds controllers, markups, hazards and ratios of stocks to output. They depend on
country, parameters and year, and on chance only as few people are simulated. So they are found once, among
many people (`python -m calibration.study build ISO3`), and stored in `calibration/steady`. An opening state
of the same country, parameters and year starts from them. Any other one is burnt in from the beginning.
"""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np

from simulator.agents.person import EMPLOYED, INACTIVE, INFORMAL, OWN_ACCOUNT, STATUS_NAMES, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.core.rule import RULES
from simulator.core.shipped import package_folder
from simulator.markets.separations import ordinary_separations
from simulator.parameters import GROUPS
from simulator.scenario.country.profile import Country
from simulator.start.draws import Array, Rows, uniforms
from simulator.start.hazards import KINDS, give_types, read_levels, set_levels, set_room

Steady = Mapping[str, Any]
"""Numbers and lists of numbers by name, as JSON holds them."""
CONTROLLERS = (
    "separation_scale selection_speed search_type_spread tax_scale import_share lent_abroad "
    "own_account_entry own_account_entry_from_jobs informal_entry finding_target"
)
RATES = (
    "slack slack_norm job_finding job_finding_norm effort_norm own_account_share informal_share "
    "seekers_per_opening own_account_income own_account_norm informal_income informal_norm skill_norm "
    "staff_skill_norm"
)
"""Economy-wide values that do not grow with the number of people."""
PAY = ("productivity", "productivity_norm", "own_account_pay", "informal_pay", "average_wage")
"""The same in money: stored over the country's mean pay."""
SUMS = ("usual_demand", "dividend_pool")
"""Economy-wide values that do: stored over GDP."""
OF_OCCUPATIONS = "appeal separation_level slack_norm prospects own_account_room informal_room"
AT = np.linspace(0.0, 1.0, 11)
"""Quantiles that stand for a distribution."""
SORTED = (UNEMPLOYED, INACTIVE, OWN_ACCOUNT, INFORMAL, EMPLOYED)
"""Statuses that ability decides, in the order in which abilities are given; the last has what is left."""
TENURE_GROUPS, ABILITY_GROUPS = 8, 20
LONGEST = 720
"""Months of tenure at most: those of a burn-in."""
LATER = {"digital_protection"}
"""Parameters that change nothing before month 0: nobody has digital skill in a burn-in."""
DIGITS = 6
FACTORS, BISECTIONS = 60, 20
"""Values of a person's own separation hazard at which tenure is worked out; halvings to find its mean."""


def numbers_of(country: Country) -> str:
    """A hash of the numbers of a profile: not of what sources say, and the same in whatever currency."""
    wage, found = country.values["average_wage"], blake2b(country.iso3.encode(), digest_size=8)
    cells = {
        name: (f"{cell.value / wage if cell.kind == 'money' else cell.value:.12g}", cell.status)
        for name, cell in sorted(country.meta.items())
    }
    found.update(json.dumps([cells, country.ai_adoption_years]).encode())
    for _, value in sorted(vars(country).items()):
        if isinstance(value, np.ndarray):
            found.update(value.tobytes())
    return found.hexdigest()


def key_of(country: Country, parameters: Mapping[str, float], start_year: float) -> str:
    """What a steady state depends on, as a hash: of parameters those that ship, as month 0 has our rules."""
    own = {name: parameters[name] for name in _shipped() if name in parameters}
    text = json.dumps([numbers_of(country), own, start_year], sort_keys=True, default=float)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _shipped() -> set[str]:
    """Names of the parameters of the economy as a whole, and of shipped rules."""
    rules = (rule.params for rule in RULES.values() if rule.python.__module__.startswith("simulator."))
    return {name for declared in (*GROUPS.values(), *rules) for name in declared} - LATER


@cache
def stored(iso3: str) -> Mapping[str, Steady]:
    """Steady states of a country by their keys; empty where none ship."""
    path = package_folder("calibration") / "steady" / f"{iso3}.json"
    states: Mapping[str, Steady] = json.loads(path.read_text("utf-8"))["states"] if path.is_file() else {}
    return states


def steady_of(country: Country, parameters: Mapping[str, float], start_year: float) -> Steady | None:
    """The stored steady state of a country, its parameters and a year; None where there is none."""
    return stored(country.iso3).get(key_of(country, parameters, start_year))


def read_steady(economy: Economy) -> Steady:
    """The steady state of an economy at the end of a long burn-in, before people grow older."""
    q, firms, occ = economy.persons, economy.firms, economy.occupations
    s, c = economy.aggregates, economy.controllers
    gdp, wage = economy.accounts_of_month["production"], economy.country.values["average_wage"]
    here, market = q.active == 1, firms.public == 0
    staff = np.flatnonzero(here & (q.status == EMPLOYED))
    cuts = np.quantile(q.tenure[staff], np.arange(1, TENURE_GROUPS) / TENURE_GROUPS)
    group = np.searchsorted(cuts, q.tenure[staff])
    looking = here & (q.status == UNEMPLOYED)
    going = occ.wage[q.occupation[staff]] * _going(economy, staff)
    sectors = range(economy.sectors.n)

    def of_sector(values: Array) -> list[float]:
        there = [market & (firms.sector == k) for k in sectors]
        return [float(values[who].mean()) if who.any() else 0.0 for who in there]

    found = {
        "controllers": {name: c.at(name) for name in CONTROLLERS.split()},
        "rates": {name: s.at(name) for name in RATES.split()},
        "pay": {name: s.at(name) / wage for name in PAY},
        "sums": {name: s.at(name) / gdp for name in SUMS},
        "money": {
            "export_base": economy.world.export_base / gdp,
            "deposits": float(q.deposits.sum()) / gdp,
            "wealth_aim": float(sum_of(q.wealth_ratio * q.permanent_income * q.active)) / gdp,
            "firm_deposits": float(firms.deposits.sum()) / gdp,
            "loans": float(firms.loan.sum()) / gdp,
            "bank_equity": float(economy.bank.account.amount) / gdp,
            "bonds": economy.state.bonds / gdp,
        },
        "markup": float(firms.markup.mean()),
        "hazards": read_levels(economy),
        "occupations": {
            "wage": (occ.wage / wage).tolist(),
            "trend_wage": (occ.trend_wage / wage).tolist(),
            **{name: np.asarray(getattr(occ, name)).tolist() for name in OF_OCCUPATIONS.split()},
        },
        "sectors": {"price": of_sector(firms.price), "profit_norm": of_sector(firms.profit_norm)},
        "tenure": {"mean": float(q.tenure[staff].mean()), "cuts": cuts.tolist()},
        "job_value": [np.quantile(q.job_value[staff][group == k], AT).tolist() for k in range(TENURE_GROUPS)],
        "skill": {
            name: float(q.skill[here & (q.status == code)].mean())
            for code, name in enumerate(STATUS_NAMES)
            if (here & (q.status == code)).any()
        },
        "contract_wage": float(q.wage[staff].sum() / going.sum()),
        "by_ability": _by_ability(economy),
        "months_out": np.quantile(q.months_out[looking], AT).tolist(),
    }
    rounded: Steady = _rounded(found)
    return rounded


def _by_ability(economy: Economy) -> dict[str, list[float]]:
    """Share of a status among those not told before it, by equal groups of ability, the least able first."""
    q = economy.persons
    who = np.flatnonzero((q.active == 1) & np.isin(q.status, SORTED))
    status = q.status[who[np.argsort(q.ability[who], kind="stable")]]
    found, left = {}, np.ones(len(status), bool)
    for code in SORTED[:-1]:
        here_left = (np.array_split(one, ABILITY_GROUPS) for one in (status == code, left))
        parts = zip(*here_left, strict=True)
        found[STATUS_NAMES[code]] = [float(here.sum() / max(among.sum(), 1)) for here, among in parts]
        left &= status != code
    return found


def settle(economy: Economy, steady: Steady) -> None:
    """Put an economy that has just been built into a steady state: what people, firms and state have and do.

    Money is scaled to the GDP of month 0. Who has which tenure, job and time out of work is drawn.
    """
    s, q = economy.aggregates, economy.persons
    gdp = s.gdp_start
    economy.controllers.open(**steady["controllers"])
    pay = economy.country.values["average_wage"]
    s.open(**steady["rates"])
    s.open(**{name: value * pay for name, value in steady["pay"].items()})
    s.open(**{name: value * gdp for name, value in steady["sums"].items()})
    _set_occupations(economy, steady["occupations"])
    set_levels(economy, steady["hazards"])
    give_types(economy, q.search_type < 1.0, economy.controllers.search_type_spread)
    _set_people(economy, steady)
    _set_firms(economy, steady)
    _set_stocks(economy, steady["money"], gdp)


def _set_occupations(economy: Economy, steady: Mapping[str, list[float]]) -> None:
    """Pay, appeal, separations, slack and room for own work of occupations."""
    occ, mean = economy.occupations, economy.country.values["average_wage"]
    occ.wage, occ.trend_wage = (np.asarray(steady[name]) * mean for name in ("wage", "trend_wage"))
    for name in OF_OCCUPATIONS.split():
        setattr(occ, name, np.asarray(steady[name]))
    occ.slack = occ.slack_norm
    for kind in KINDS:
        set_room(economy, kind, np.asarray(steady[f"{kind.name}_room"]))


def _set_people(economy: Economy, steady: Steady) -> None:
    """Ability, tenure, value of the job, skill, time out of work, pay."""
    q = economy.persons
    here = q.active == 1
    _set_ability(economy, steady["by_ability"])
    staff = np.flatnonzero(here & (q.status == EMPLOYED))
    q.tenure[staff] = draw_tenure(economy, staff, steady["tenure"]["mean"])
    draw = uniforms(economy.root, "settled job value", staff)
    values = np.array([np.interp(draw, AT, row) for row in steady["job_value"]])
    group = np.searchsorted(steady["tenure"]["cuts"], q.tenure[staff])
    q.job_value[staff] = values[group, np.arange(len(staff))]
    for name, skill in steady["skill"].items():
        q.skill[q.status == STATUS_NAMES.index(name)] = skill
    looking = np.flatnonzero(here & (q.status == UNEMPLOYED))
    out = np.interp(uniforms(economy.root, "settled months out", looking), AT, steady["months_out"])
    q.months_in_status[looking] = q.months_out[looking] = out.astype(np.int64)
    occ, least = economy.occupations, economy.aggregates.minimum_wage
    going = steady["contract_wage"] * _going(economy, staff)
    pay = np.maximum(occ.wage[q.occupation[staff]] * going, least)
    level = economy.country.values["average_wage"] / float(np.mean(pay * q.hours[staff]))
    occ.wage *= level
    occ.trend_wage *= level
    q.last_wage = np.maximum(occ.wage[q.occupation] * q.ability, least)
    q.wage = q.last_wage
    q.wage[staff] = np.maximum(occ.wage[q.occupation[staff]] * going, least)


def _going(economy: Economy, staff: Rows) -> Array:
    """Going wage of employees over that of their occupation [staff]; see `worker_wage`."""
    q, p = economy.persons, economy.parameters
    settled = 1.0 + p["tenure_return"] * (1.0 - np.exp(-q.tenure[staff] / p["tenure_return_months"]))
    premium = 1.0 + economy.firms.premium[q.firm[staff]]
    return np.asarray(q.ability[staff] * premium * q.skill[staff] ** p["skill_pay"] * settled)


def _set_ability(economy: Economy, shares: Mapping[str, list[float]]) -> None:
    """Who works is abler than who does not: abilities change hands, and pay stays spread as it was.

    `shares`: of a status among those that are not told before it, by equal groups of ability.
    """
    q = economy.persons
    who = np.flatnonzero((q.active == 1) & np.isin(q.status, SORTED))
    abilities, status = np.sort(q.ability[who]), q.status[who]
    group = np.arange(len(who)) * ABILITY_GROUPS // len(who)
    wait = -np.log1p(-uniforms(economy.root, "settled ability", who))
    turn = np.argsort(uniforms(economy.root, "settled turn", who), kind="stable")
    left = np.ones(len(who), bool)
    for code in SORTED:
        weight = np.asarray(shares[STATUS_NAMES[code]])[group] if code != SORTED[-1] else 1.0
        # The first to come, at rates of their weights, are a draw without replacement.
        ranked = np.argsort(np.where(left, wait / np.maximum(weight, 1e-9), np.inf), kind="stable")
        people = turn[status[turn] == code]
        taken = ranked[: len(people)]
        q.ability[who[people]] = abilities[taken]
        left[taken] = False


def draw_tenure(economy: Economy, staff: Rows, mean: float) -> Rows:
    """Months of tenure [staff] that last at each one's own chance of separation, with this mean.

    Quits for another job and layoffs end jobs too: at a hazard, the same for all, that gives the mean.
    """
    q, p = economy.persons, economy.parameters
    own = economy.controllers.separation_scale * q.separation_level[staff]
    own *= economy.occupations.separation_level[q.occupation[staff]]
    own /= q.ability[staff]
    factors = np.geomspace(max(float(own.min()), 1e-3), float(own.max()) + 1e-9, FACTORS)
    which = np.clip(np.searchsorted(factors, own), 0, FACTORS - 1)
    draw = uniforms(economy.root, "settled tenure", staff)
    ordinary = factors[:, None] * ordinary_separations(p, np.arange(LONGEST))

    def tenures(other: float) -> Rows:
        stays = np.cumprod(1.0 - np.minimum(ordinary + other, 1.0), axis=1)
        lasts = np.cumsum(np.column_stack([np.ones(FACTORS), stays[:, :-1]]), axis=1)
        lasts /= lasts[:, -1:]
        drawn = np.zeros(len(staff), np.int64)
        for k in range(FACTORS):
            drawn[which == k] = np.searchsorted(lasts[k], draw[which == k])
        return drawn

    least, most = 0.0, 0.1
    for _ in range(BISECTIONS):
        middle = 0.5 * (least + most)
        least, most = (middle, most) if tenures(middle).mean() > mean else (least, middle)
    return tenures(most)


def _set_firms(economy: Economy, steady: Steady) -> None:
    """Markup, prices and usual profit of market firms, by sector."""
    firms, sectors = economy.firms, economy.sectors
    price, profit = (np.asarray(steady["sectors"][name]) for name in ("price", "profit_norm"))
    firms.markup *= steady["markup"] / float(firms.markup.mean())
    sectors.price = np.where(price > 0.0, price, 1.0)
    market = firms.public == 0
    firms.price = np.where(market, np.asarray(sectors.price)[firms.sector], 1.0)
    firms.profit_norm = np.where(market, profit[firms.sector], 0.0)


def _set_stocks(economy: Economy, money: Mapping[str, float], gdp: float) -> None:
    """Deposits, loans, debt, the bank's equity; the foreign position is what is left."""
    q, firms = economy.persons, economy.firms
    economy.world.export_base = money["export_base"] * gdp
    aim = q.wealth_ratio * q.permanent_income * q.active
    q.wealth_ratio *= money["wealth_aim"] * gdp / float(sum_of(aim))
    q.deposits = money["deposits"] * gdp * aim / float(sum_of(aim))
    firms.deposits *= money["firm_deposits"] * gdp / float(firms.deposits.sum())
    firms.loan *= money["loans"] * gdp / float(firms.loan.sum())
    economy.state.bonds = money["bonds"] * gdp
    economy.bank.account.amount = money["bank_equity"] * gdp
    assets = float(firms.loan.sum()) + economy.state.bonds
    owed = float(q.deposits.sum() + firms.deposits.sum()) + economy.bank.account.amount
    economy.world.account.amount = assets - owed


def _rounded(found: Any) -> Any:
    if isinstance(found, Mapping):
        return {name: _rounded(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_rounded(value) for value in found]
    return float(f"{found:.{DIGITS}g}")
