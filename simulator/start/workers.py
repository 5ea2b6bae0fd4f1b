"""Employers of month 0, and jobs, pay, tenure, benefits and wealth of its people.

Jobs of sector and occupation are dealt to firms of at most eight kinds. Burn-in keeps pay at the country's
mean and at its ratios of major groups, whoever has come to work in which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED, HALF_TIME, INFORMAL, OWN_ACCOUNT, RETIRED, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.core.frontier import tasks_outside
from simulator.core.kernels import rake, sum_where
from simulator.core.maths import normal_cdf
from simulator.markets.matching import value_jobs
from simulator.markets.separations import ordinary_separations
from simulator.scenario.country.profile import Country
from simulator.start.draws import Array, Rows, apportion, normals, uniforms
from simulator.start.people import OLDEST

STEP = 2.0
MEAN_GAIN = 0.02
"""Share of a gap of mean pay closed a month: slow enough that chance among few people moves little."""
FARTHEST = 1.5
"""Most that the wage of an occupation may move from the profile's, up or down."""


def steer_pay(economy: Economy, gain: float) -> None:
    """Move occupation wages until employees of major groups earn the country's ratios; the wage bill stays.

    Ability, skill lost on the way and the minimum wage come on top of an occupation's wage, and people move.
    """
    q, occ, country, major = economy.persons, economy.occupations, economy.country, economy.major_group
    staff = q.status == EMPLOYED
    group = major[q.occupation[staff]]
    heads, bill = np.bincount(group, minlength=10), np.bincount(group, q.wage[staff], minlength=10)
    held = country.employment.sum(axis=0)
    weight = np.bincount(major, held, minlength=10)
    aim = np.bincount(major, held * country.relative_wage, minlength=10) / np.maximum(weight, 1e-9)
    known = (heads > 0) & (weight > 0.0)
    pay = np.where(known, bill / np.maximum(heads, 1), 1.0)
    level = float(np.average(pay[known] / aim[known], weights=(weight * aim)[known]))
    move = np.where(known, np.clip(aim * level / pay, 1.0 / STEP, STEP) ** gain, 1.0)
    move *= bill.sum() / float(move @ bill)
    moved = occ.trend_wage * move[major] / country.relative_wage
    middle = float(np.average(moved, weights=held))
    allowed = np.clip(moved, middle / FARTHEST, middle * FARTHEST) * country.relative_wage / occ.trend_wage
    occ.wage *= allowed
    occ.trend_wage *= allowed


def steer_mean_pay(economy: Economy) -> None:
    """Move all wages alike until employees earn the country's mean, and sales of the others to their ratios.

    Prices follow wages, nothing real does.
    """
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    told = economy.country.values["average_wage"] * s.trend_index
    earnings = sum_where(q.wage * q.hours, q.status, EMPLOYED)
    move = _step(MEAN_GAIN, told, earnings / max(np.count_nonzero(q.status == EMPLOYED), 1))
    occ.wage *= move
    occ.trend_wage *= move
    for status, ratio, share in (
        (OWN_ACCOUNT, "own_account_ratio", "own_account_share"),
        (INFORMAL, "informal_ratio", "informal_share"),
    ):
        people, sold = np.count_nonzero(q.status == status), sum_where(q.sales_income, q.status, status)
        if people > 0 and sold > 0.0:
            s.open(**{share: getattr(s, share) * _step(MEAN_GAIN, p[ratio] * told, sold / people)})


def _step(gain: float, wanted: float, found: float) -> float:
    return float((wanted / found) ** gain)


LARGEST_KIND = 4
"""Most heads of one kind of job in a firm: with eight kinds, firms have 15 to 40 heads."""


@dataclass
class Jobs:
    """Firms and their posts: rows of posts are 8 f ... 8 f + 7."""

    sector: Rows
    public: Rows
    post_firm: Rows
    post_slot: Rows
    post_occupation: Rows
    post_heads: Rows


def employees_by_sector(country: Country, by_occupation: Rows) -> tuple[Rows, Rows]:
    """Integer employees of private and public employers, sector x occupation, with the given column sums."""
    dependent = country.employment * (1.0 - country.own_account_share)[:, None] + 1e-9
    rows = dependent.sum(axis=1) / dependent.sum() * by_occupation.sum()
    table = rake(dependent, rows, by_occupation.astype(float))
    private, public = np.zeros(table.shape, np.int64), np.zeros(table.shape, np.int64)
    share = np.clip(country.public_share / np.maximum(1.0 - country.own_account_share, 1e-9), 0.0, 1.0)
    for o, count in enumerate(by_occupation):
        if count > 0:
            both = np.stack([table[:, o] * (1.0 - share), table[:, o] * share])
            private[:, o], public[:, o] = apportion(both, int(count))
    return private, public


def make_jobs(country: Country, by_occupation: Rows, root: np.uint64) -> Jobs:
    """Deal every job to a firm: kinds of at most four heads, eight kinds a firm, in keyed order."""
    parts: list[tuple[int, int, Rows, Rows, Rows]] = []
    firms = 0
    for public, table in enumerate(employees_by_sector(country, by_occupation)):
        for s in range(len(country.sectors)):
            occupation, heads = _kinds(table[s])
            if len(heads) == 0:
                continue
            count = -(-len(heads) // POSTS_PER_FIRM)
            order = np.argsort(uniforms(root, f"deal_{public}_{s}", np.arange(len(heads))), kind="stable")
            firm = firms + np.arange(len(heads)) % count
            parts.append((s, public, firm, occupation[order], heads[order]))
            firms += count
    sector, is_public = np.zeros(firms, np.int64), np.zeros(firms, np.int64)
    for s, public, firm, _, _ in parts:
        sector[firm], is_public[firm] = s, public
    firm, occupation, heads = (np.concatenate([part[k] for part in parts]) for k in (2, 3, 4))
    by_firm = np.argsort(firm, kind="stable")
    first = np.searchsorted(firm[by_firm], np.arange(firms))
    slot = np.empty(len(firm), np.int64)
    slot[by_firm] = np.arange(len(firm)) - first[firm[by_firm]]
    return Jobs(sector, is_public, firm, slot, occupation, heads)


def _kinds(counts: Rows) -> tuple[Rows, Rows]:
    """Split the jobs of each occupation into kinds of at most `LARGEST_KIND` heads."""
    kinds = -(-counts // LARGEST_KIND)
    heads = [apportion(np.ones(kind), int(count)) for kind, count in zip(kinds, counts, strict=True) if kind]
    return np.repeat(np.arange(len(counts)), kinds), np.concatenate([np.zeros(0, np.int64), *heads])


def size_classes(country: Country, jobs: Jobs, root: np.uint64) -> Rows:
    """Size class of the firms each agent stands for, on employment shares; public employers are large."""
    heads = np.bincount(jobs.post_firm, jobs.post_heads, minlength=len(jobs.sector))
    size = np.full(len(jobs.sector), 3)
    for s in range(len(country.sectors)):
        rows = np.flatnonzero((jobs.sector == s) & (jobs.public == 0))
        if len(rows) == 0:
            continue
        order = rows[np.argsort(uniforms(root, "size_class", rows), kind="stable")]
        reached = (np.cumsum(heads[order]) - heads[order] / 2.0) / heads[order].sum()
        size[order] = np.digitize(reached, np.cumsum(country.firm_size_share)[:3])
    return size


SWINGING = dict.fromkeys("GHIJ", "trade") | dict.fromkeys(("O", "P", "Q", "R-U"), "public")
SWINGING |= {"B-E": "industry", "F": "construction", "L-N": "business"}
"""How demand for NACE sections swings; that for agriculture and finance goes with the total."""


def place_firms(economy: Economy, jobs: Jobs, root: np.uint64) -> None:
    """Employers, their posts, occupations and sectors, before anybody works there."""
    firms, posts, occ, country = economy.firms, economy.posts, economy.occupations, economy.country
    occ.add_rows(len(country.occupations))
    economy.sectors.add_rows(len(country.sectors))
    swings = {code: economy.parameters[f"swing_{kind}"] for code, kind in SWINGING.items()}
    economy.sectors.swing = [swings.get(code, 1.0) for code in country.sectors]
    count = len(jobs.sector)
    rows = firms.add_rows(count)
    posts.add_rows(POSTS_PER_FIRM * count)
    posts.firm = np.repeat(rows, POSTS_PER_FIRM)
    seat = jobs.post_firm * POSTS_PER_FIRM + jobs.post_slot
    posts.active = 0
    posts.active[seat] = 1
    posts.occupation[seat] = jobs.post_occupation
    posts.heads[seat] = posts.desired[seat] = posts.target[seat] = jobs.post_heads
    posts.rounding = uniforms(root, "rounding", posts.id)
    firms.sector, firms.public = jobs.sector, jobs.public
    firms.size_class = size_classes(country, jobs, root)
    heads = np.bincount(jobs.post_firm, jobs.post_heads, minlength=count)
    firms.heads = heads
    firms.n_real = heads * economy.weight / country.firm_mean_size[firms.size_class]
    firms.fixed_premium = firms.premium = _premiums(economy, root)
    firms.staffing = 1.0
    occ.code = [int(code) for code in country.occupations]
    bought = economy.parameters["machine_price"] > 0.0
    firms.reach = country.reach[jobs.sector] * (1.0 - bought * jobs.public)
    kinds = tasks_outside(country.automation, country.augmentation, country.physical_part)
    occ.automation, occ.augmentation, occ.physical, occ.interpersonal = kinds
    occ.employed = np.bincount(jobs.post_occupation, jobs.post_heads, minlength=len(country.occupations))
    within = jobs.post_heads * firms.reach[jobs.post_firm]
    reached = np.bincount(jobs.post_occupation, within, minlength=len(country.occupations))
    occ.reach = reached / np.maximum(occ.employed, 1.0)
    economy.occupation_weight = occ.employed / occ.employed.sum()


def _premiums(economy: Economy, root: np.uint64) -> Array:
    spread = np.clip(normals(root, "premium", economy.firms.id), -2.0, 2.0)
    return np.asarray(economy.parameters["premium_sd"] * spread)


Mask = NDArray[np.bool_]

MIDDLE_OF_LIFE = (30, 50)
"""Ages at which whoever ever works has begun to (years, the last not included)."""
YOUNG = 12 * 30
"""Months of age below which an employee counts as young."""


def assign_jobs(economy: Economy, jobs: Jobs, root: np.uint64) -> None:
    """Fill each post with employees of its occupation, in keyed order."""
    q, posts, firms = economy.persons, economy.posts, economy.firms
    employed = np.flatnonzero((q.status == EMPLOYED) & (q.active == 1))
    people = employed[np.lexsort((uniforms(root, "post", employed), q.occupation[employed]))]
    row = jobs.post_firm * POSTS_PER_FIRM + jobs.post_slot
    seats = np.repeat(row, jobs.post_heads)
    seats = seats[np.argsort(posts.occupation[seats], kind="stable")]
    q.post[people] = seats
    q.firm[people] = posts.firm[seats]
    value_jobs(economy, people)
    posts.heads[:] = np.bincount(seats, minlength=posts.n)
    firms.heads[:] = np.bincount(posts.firm[seats], minlength=firms.n)


def ability_of(draws: Array, above: float, below: float) -> Array:
    """Ability or enterprise: log-normal by normal draws, mean 1, other spreads above and below the median."""
    mean = exp(0.5 * above**2) * normal_cdf(above) + exp(0.5 * below**2) * normal_cdf(-below)
    return np.asarray(np.exp(np.where(draws > 0.0, above, below) * draws) / mean)


def _care_factor(economy: Economy) -> Array:
    """Half-time share of the employed over that of those who care for nobody, by sex."""
    q = economy.persons
    care = [np.mean(q.carer[(q.status == EMPLOYED) & (q.sex == sex)]) for sex in (0, 1)]
    return np.asarray(1.0 + (economy.parameters["care_half_time"] - 1.0) * np.asarray(care))


def set_wages(economy: Economy, parameters: Mapping[str, float], root: np.uint64) -> None:
    """Occupation wages such that mean earnings are the country's."""
    q, occ, country = economy.persons, economy.occupations, economy.country
    v, p = economy.country.values, economy.parameters
    ids = q.id[: q.n]
    _set_ability(economy, root)
    half = np.asarray(country.part_time_share) / _care_factor(economy)
    economy.aggregates.open(half_time_share_men=float(half[0]), half_time_share_women=float(half[1]))
    q.half_time_taste = uniforms(root, "half_time", ids)
    q.skill = p["opening_skill"]
    share = half[q.sex] * np.where(q.carer == 1, p["care_half_time"], 1.0)
    q.hours = q.usual_hours = np.where(q.half_time_taste < share, HALF_TIME, 1.0)
    employed = np.flatnonzero(q.status == EMPLOYED)
    premium = economy.firms.premium[q.firm[employed]]
    relative = country.relative_wage[q.occupation[employed]]
    q.tenure[employed] = _tenures(economy, employed, root)
    settled = 1.0 + p["tenure_return"] * (1.0 - np.exp(-q.tenure[employed] / p["tenure_return_months"]))
    raw = relative * (1.0 + premium) * q.ability[employed] * q.skill[employed] ** p["skill_pay"] * settled
    level = v["average_wage"] / float(np.mean(raw * q.hours[employed]))
    for _ in range(20):
        pay = np.maximum(level * raw, v["minimum_wage"])
        level *= v["average_wage"] / float(np.mean(pay * q.hours[employed]))
    occ.wage = occ.trend_wage = country.relative_wage * level
    q.wage = np.maximum(occ.wage[q.occupation] * q.ability, v["minimum_wage"])
    q.wage[employed] = np.maximum(level * raw, v["minimum_wage"])
    q.last_wage = q.wage


def _set_ability(economy: Economy, root: np.uint64) -> None:
    q, p = economy.persons, economy.parameters
    spread = p["enterprise_sd"]
    q.ability = ability_of(normals(root, "ability", q.id), p["ability_sd"], p["ability_sd_below"])
    q.enterprise = ability_of(normals(root, "enterprise", q.id), spread, spread)


def redraw(economy: Economy, root: np.uint64) -> None:
    """Give people and firms of a settled economy other lasting traits, and pay and deposits that fit them.

    Nobody's status, job or household changes, and no money comes or goes.
    """
    q, occ, firms = economy.persons, economy.occupations, economy.firms
    able, fixed, pension = q.ability.copy(), firms.fixed_premium.copy(), q.pension.copy()
    _set_ability(economy, root)
    paid = np.where(q.status == EMPLOYED, q.wage * q.hours, 0.0)
    level = float(paid.sum()) / float((paid * q.ability / able).sum())  # the wage bill stays
    for name in ("wage", "last_wage", "benefit_base", "reservation_wage"):
        setattr(q, name, getattr(q, name) * level * q.ability / able)
    occ.wage *= level
    occ.trend_wage *= level
    firms.fixed_premium = _premiums(economy, root)
    firms.premium += firms.fixed_premium - fixed
    pensions = _pensions(economy, root)
    q.pension = pensions * float(pension.sum()) / float(pensions.sum())
    risen = np.where(pension > 0.0, q.pension / np.maximum(pension, 1e-9), level * q.ability / able)
    q.permanent_income *= risen
    kept = float(q.deposits.sum())
    q.deposits *= risen
    q.deposits *= kept / float(q.deposits.sum())


def _tenures(economy: Economy, rows: Rows, root: np.uint64) -> Rows:
    """Stationary tenures: survival under the separation rule, bounded by working life (months)."""
    q, p = economy.persons, economy.parameters
    hazard = ordinary_separations(p, np.arange(600))
    survival = np.cumprod(np.concatenate([[1.0], 1.0 - np.minimum(hazard[:-1], 1.0)]))
    cumulative = np.cumsum(survival) / survival.sum()
    drawn = np.searchsorted(cumulative, uniforms(root, "tenure", rows))
    return np.asarray(np.minimum(drawn, np.maximum(-q.birth_month[rows] - 192, 0)))


def set_experience(economy: Economy) -> None:
    """Months worked so far: a share of those since a person began to work.

    Employment by age tells when: of those who ever work, as many have begun by an age as work at it for each
    who works in the middle of life. Who is still to come has what people of that age have on arrival.
    """
    q, p = economy.persons, economy.parameters
    months = np.where(q.active == 1, 0, q.arrival_month) - q.birth_month
    age = np.clip(months // 12, 0, OLDEST)
    employed = (q.active == 1) & (q.status == EMPLOYED)
    begun = begun_by_age(age, q.active == 1, employed | (q.status == OWN_ACCOUNT))
    draw = uniforms(economy.root, "began_to_work", q.id)
    began = np.searchsorted(begun, np.where(employed, draw * begun[age], draw))
    q.experience = (p["experience_share"] * np.maximum(months - 12 * began, 0)).astype(np.int64)


def begun_by_age(age: Rows, there: Mask, works: Mask) -> Array:
    """Share of those who ever work that has begun to by each year of age."""
    people, workers = (np.bincount(age[who], minlength=OLDEST + 1) for who in (there, there & works))
    middle = slice(*MIDDLE_OF_LIFE)
    usual = float(workers[middle].sum()) / max(float(people[middle].sum()), 1.0)
    share = workers / np.maximum(people, 1) / max(usual, 1e-300)
    share[MIDDLE_OF_LIFE[0] :] = 1.0
    return np.asarray(np.minimum(np.maximum.accumulate(share), 1.0))


def set_entry_share(economy: Economy) -> None:
    """Share of employees' posts that beginners hold: those are the entry posts."""
    q = economy.persons
    employed = q.status == EMPLOYED
    new = employed & (q.experience < economy.parameters["entry_months"])
    economy.aggregates.open(entry_share=float(new.sum()) / max(float(employed.sum()), 1.0))


def draw_digital_skill(economy: Economy, by_age: Array, by_education: Array) -> None:
    """Who has digital skill, in month 0 or on arrival: a keyed draw by age and schooling.

    Surveys tell the shares of age groups and of levels of schooling. Log odds are the sum of one number for
    the age and one for the level, such that people of 16 to 74 have the shares of `by_age`, and those of
    `by_education` but for a common shift of log odds. Who is older is as those of 65 to 74.
    """
    q = economy.persons
    age = (np.where(q.active == 1, 0, q.arrival_month) - q.birth_month) // 12
    group = np.digitize(age, (25, 35, 45, 55, 65))
    people = np.zeros((len(by_age), len(by_education)))
    here = (q.active == 1) & (age < 75)
    np.add.at(people, (group[here], q.education[here]), 1.0)
    odds = np.zeros_like(people)
    for _ in range(50):
        for axis, aim in ((0, by_education), (1, by_age)):
            share = (people / (1.0 + np.exp(-odds))).sum(axis) / np.maximum(people.sum(axis), 1e-300)
            lacking = _log_odds(aim) - _log_odds(share)
            odds += np.expand_dims(lacking - (lacking.mean() if axis == 0 else 0.0), axis)
    chance = 1.0 / (1.0 + np.exp(-odds[group, q.education]))
    q.digital_skill = uniforms(economy.root, "digital_skill", q.id) < chance


def _log_odds(share: Array) -> Array:
    """Log odds of shares, kept from 0 and 1."""
    within = np.clip(share, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(within / (1.0 - within)))


def count_young(economy: Economy) -> None:
    """Share of each occupation's employees who are young; of all of them where it has none."""
    q, occ = economy.persons, economy.occupations
    staff = np.flatnonzero((q.status == EMPLOYED) & (q.active == 1))
    young = -q.birth_month[staff] < YOUNG
    heads = np.bincount(q.occupation[staff], minlength=occ.n)
    own = np.bincount(q.occupation[staff], young, minlength=occ.n) / np.maximum(heads, 1)
    occ.young = np.where(heads > 0, own, float(young.mean()))


def set_benefits(economy: Economy, root: np.uint64) -> None:
    """Durations, entitlements and pensions of month 0."""
    q, v, p = economy.persons, economy.country.values, economy.parameters
    ids = q.id[: q.n]
    q.takeup = uniforms(root, "take_up", ids)
    spread = uniforms(root, "duration", ids)
    seeking = q.status == UNEMPLOYED
    drawn = np.log(np.maximum(1.0 - spread, 1e-12)) / np.log(1.0 - p["opening_job_finding"])
    duration = np.minimum(np.floor(drawn), 60).astype(np.int64)
    idle = int(p["opening_months_out"])
    q.months_in_status = np.where(seeking, duration, idle)
    q.months_out = np.where(seeking, duration, np.where(q.status == EMPLOYED, 0, idle))
    insured = seeking & (q.takeup < p["insurance_takeup"])
    longer = v["ui_months_max"] - v["ui_months_min"]
    months = v["ui_months_min"] + uniforms(root, "entitlement", ids) * longer
    q.benefit_base = np.where(insured, q.last_wage * q.hours, 0.0)
    q.benefit_months_left = np.where(insured, np.maximum(0, months.astype(np.int64) - duration), 0)
    q.benefit_months_paid = np.where(insured, np.minimum(duration, months.astype(np.int64)), 0)
    insured_months = np.minimum(q.tenure, int(p["contribution_limit"]))
    q.contribution_months = np.where(q.status == EMPLOYED, insured_months, 0)
    q.pension = _pensions(economy, root)


def _pensions(economy: Economy, root: np.uint64) -> Array:
    """Pensions of the retired, log-normal about the country's mean, at least the floor."""
    retired = economy.persons.status == RETIRED
    shape = np.exp(economy.parameters["pension_sd"] * normals(root, "pension", economy.persons.id))
    pension = shape / shape[retired].mean() * economy.country.values["average_pension"]
    return np.where(retired, np.maximum(pension, economy.aggregates.pension_floor), 0.0)


def set_wealth(economy: Economy, root: np.uint64) -> None:
    """Target deposits in months of income and shares in dividends: log-normal, the latter very unequal."""
    q, p = economy.persons, economy.parameters
    ids = q.id[: q.n]
    age = np.maximum(-q.birth_month / 12.0, 16.0)
    ageing = np.minimum(age / p["wealth_age"], p["wealth_age_limit"])
    q.wealth_ratio = np.exp(p["wealth_sd"] * normals(root, "wealth", ids)) * ageing
    share = np.exp(p["equity_sd"] * normals(root, "equity", ids)) * ageing * (q.active == 1)
    q.equity_share = share / share.sum()
