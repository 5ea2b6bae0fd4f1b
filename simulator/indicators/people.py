"""People counted: who works, who looks for work, the flows between, and what becomes of the displaced.

Counts are whole numbers, so no order of addition matters; sums of money are taken in the order of the rows.
"""

from collections import namedtuple
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import (
    EMPLOYED,
    INFORMAL,
    LABOUR_FORCE,
    OWN_ACCOUNT,
    PUBLIC_JOB,
    STATUS_NAMES,
    TRAINING,
    UNEMPLOYED,
    WORKING,
)
from simulator.core.aggregates import charged_price
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns, sum_of, sum_where
from simulator.markets.goods import labour_of_new_tasks

Array = NDArray[np.float64]
Parts = dict[tuple[str, str, str], float]
"""Breakdowns: (indicator, by, group) -> value."""
SEXES, AGES = 2, 4
WORKING_AGES = 3
"""Age groups below 65 come first."""


LONG = 12
"""Months without a job from which on unemployment is long."""
Seen = namedtuple(
    "Seen", "active sex status age_group months_in_status months_out hours short_time firm wage"
)
"""Columns of everyone that are counted each month."""


class Census(NamedTuple):
    """What is counted of people in one pass."""

    people: NDArray[np.int64]
    """By sex, status and age group."""
    long_term: int
    """Unemployed without a job, and in the status, for `LONG` months."""
    hours: float
    """Of employees (full-time posts of month 0), less what short time and a shorter week take."""
    paid: Array
    """Wages of employees, in the order of rows (currency/month)."""


@njit
def _census(q, hours_cut):
    people, long_term = np.zeros(SEXES * len(STATUS_NAMES) * AGES, np.int64), 0
    lost, paid, count = np.empty(len(q.status)), np.empty(len(q.status) + 1), 0
    for i in range(len(q.status)):
        s = q.status[i]
        people[(q.sex[i] * len(STATUS_NAMES) + s) * AGES + q.age_group[i]] += q.active[i]
        long_term += (s == UNEMPLOYED) & (q.months_in_status[i] >= LONG) & (q.months_out[i] >= LONG)
        paid[count] = q.wage[i]
        count += s == EMPLOYED
        cut = hours_cut[q.firm[i]] if q.firm[i] >= 0 else 0.0
        lost[i] = q.hours[i] * (q.short_time[i] + (1.0 - q.short_time[i]) * cut)
    hours = sum_where(q.hours, q.status, EMPLOYED) - sum_where(lost, q.status, EMPLOYED)
    return people.reshape(SEXES, len(STATUS_NAMES), AGES), long_term, hours, paid[:count]


def census(economy: Economy) -> Census:
    """Count people."""
    return Census(*_census(columns(Seen, economy.persons), economy.firms.hours_cut))


def status_in(status: np.ndarray, codes: tuple[int, ...]) -> NDArray[np.bool_]:
    """Who has one of some statuses: a look-up, for `np.isin` sorts."""
    table = np.zeros(len(STATUS_NAMES), np.bool_)
    table[list(codes)] = True
    return np.asarray(table[status])


def labour(economy: Economy, seen: Census) -> dict[str, float]:
    """Totals of the month (national)."""
    firms, count, w = economy.firms, economy.count, economy.weight
    people = seen.people.sum(axis=0)
    n = dict(zip(STATUS_NAMES, people.sum(axis=1).astype(float).tolist(), strict=True))
    employed = n["employed"] + n["own_account"] + n["informal"] + n["public_job"]
    everyone = sum(n.values()) - n["absent"]
    force = employed + n["unemployed"]
    seeking, in_force = people[UNEMPLOYED], people[list(LABOUR_FORCE)].sum(axis=0)
    adults = float(people[:, :WORKING_AGES].sum()) + _fifteen(economy)
    youth, prime = (float(seeking[age]) / max(float(in_force[age]), 1.0) for age in (0, 1))
    hidden = economy.parameters["unregistered_share"]
    hours = seen.hours + n["own_account"] + n["informal"] + n["public_job"]
    return {
        "population_16plus": everyone * w,
        "labour_force": force * w,
        "employed": employed * w,
        "employees": (n["employed"] + n["public_job"]) * w,
        "public_employees": float(firms.heads[firms.public == 1].sum()) * w,
        "in_public_jobs": n["public_job"] * w,
        "own_account": n["own_account"] * w,
        "informal": n["informal"] * w,
        "unemployed": n["unemployed"] * w,
        "in_training": n["training"] * w,
        "inactive": n["inactive"] * w,
        "retired": n["retired"] * w,
        "unemployment_rate": n["unemployed"] / force,
        "long_term_unemployment_share": seen.long_term / max(n["unemployed"], 1.0),
        "participation_rate": force / everyone,
        "participation_rate_15_64": float(in_force[:WORKING_AGES].sum()) / adults,
        "unemployment_youth_ratio": youth / max(prime, 1e-9),
        "informal_share": (n["informal"] + hidden * n["own_account"]) / employed,
        "employment_rate": employed / everyone,
        "vacancy_rate": count["vacancies"] / max(n["employed"] + count["vacancies"], 1.0),
        "openings_for_beginners": _open_to_beginners(economy),
        "job_finding_rate": count["found_work"] / max(count["seekers_unemployed"], 1.0),
        "separation_rate": count["separations"] / max(n["employed"], 1.0),
        "hires": count["hires"] * w,
        "separations": count["separations"] * w,
        "quits": count["job_to_job"] * w,
        "layoffs": count["layoffs"] * w,
        "hours_worked": hours * w * economy.country.values["hours_per_worker"] / 12.0,
    }


def _open_to_beginners(economy: Economy) -> float:
    posts = economy.posts
    openings = np.where(posts.active == 1, posts.vacancies, 0)
    return float(sum_of(openings * posts.entry_open)) / float(openings.sum()) if openings.any() else 1.0


def _fifteen(economy: Economy) -> float:
    """Children aged 15, who count in the working-age population of the statistic (model persons)."""
    age = economy.month - economy.children[0]
    return float(np.count_nonzero((age >= 180) & (age < 192)))


def by_sex(economy: Economy, seen: Census) -> Parts:
    """Yearly rates by sex that calibration targets ask for."""
    found, hidden = {}, economy.parameters["unregistered_share"]
    for people, group in zip(seen.people, ("male", "female"), strict=True):
        adults = float(people[:, :WORKING_AGES].sum()) + _fifteen(economy) / 2.0
        force = float(people[list(LABOUR_FORCE), :WORKING_AGES].sum())
        found["participation_rate_15_64", "sex", group] = force / adults
        works = float(people[list(WORKING)].sum())
        informal = float(people[INFORMAL].sum()) + hidden * float(people[OWN_ACCOUNT].sum())
        found["informal_share", "sex", group] = informal / max(works, 1.0)
    return found


SHED = (
    "displaced",
    "posts_abolished",
    "posts_abolished_attrition",
    "posts_abolished_hiring_forgone",
    "posts_abolished_layoffs",
    "retrained",
)
"""Posts abolished by AI and how firms shed them, as the month counts them."""


class Displacement:
    """The displacement bridge: posts abolished by AI, and what stands against it.

    It remembers last month's new tasks and expected orders, from which changes in posts are measured.
    """

    def __init__(self, economy: Economy) -> None:
        self.new_tasks = economy.occupations.new_tasks.copy()
        self.orders = self._old_orders(economy)

    def _old_orders(self, economy: Economy) -> Array:
        """What firms expect to sell of what old tasks make (units)."""
        return np.asarray(economy.firms.expected_orders / (1.0 + economy.firms.new_tasks))

    def measure(self, economy: Economy) -> dict[str, float]:
        """Monthly flows of the bridge (national persons)."""
        w, posts, now = economy.weight, economy.posts, economy.occupations.new_tasks
        grown = 1.0 - self.new_tasks / np.maximum(now, 1e-300)
        added = posts.desired * labour_of_new_tasks(economy) * grown[posts.occupation]
        trend = 1.0 + economy.aggregates.trend_productivity_growth
        orders = self._old_orders(economy)
        wanted = posts.desired.reshape(-1, POSTS_PER_FIRM).sum(axis=1)
        demand = wanted * np.log(orders / np.maximum(self.orders * trend, 1e-300))
        self.new_tasks, self.orders = now.copy(), orders
        return {
            **{name: economy.count[name] * w for name in SHED},
            "posts_new_tasks": float(added.sum()) * w,
            "posts_productivity": float(demand.sum()) * w,
        }


STATES = {
    "employee": (EMPLOYED,),
    "public_job": (PUBLIC_JOB,),
    "own_account": (OWN_ACCOUNT, INFORMAL),
    "unemployed": (UNEMPLOYED,),
    "training": (TRAINING,),
    "outside": (),
}
"""Where a displaced person is; whoever is in no other state has left the labour force, moved away or died."""
SINCE = (1, 2, 3, 4, 6, 9, 12, 18, 24, 36)
EARLY, LATE = 6, 24
MONTHS, BEFORE, AT_LAYOFF = "months_since_displacement", "six_months_after", "at_layoff"
FOLLOWED = {"one_year_after": 12, "three_years_after": 36, "five_years_after": 60}
"""Breakdowns of those who are followed so many months, and the months."""
LONGEST = FOLLOWED["three_years_after"]
SUMMED = ("displaced_counted", "real_income_before", "real_income_after")
"""What is summed of those followed for some months: people, their income before and after."""
FIFTHS, GENERATIONS = ("entrant", "1", "2", "3", "4", "5"), ("18-34", "35-54", "55+")
CELLS = tuple(f"{fifth}, {age}" for fifth in FIFTHS for age in GENERATIONS)


Followed = namedtuple("Followed", "back then cell wait last before sum")
"""Of each row: whether the person worked since, the state after `EARLY` months, the cell at the layoff,
months until the next job (-1 none yet), income of the last month and of the one before the layoff, and its
sum over the year so far."""
Told = namedtuple("Told", "counts waiting joint cells")
"""Of the year so far: people by months since and state, those who never worked since, people by state after
`EARLY` and `LATE` months, and by cell number, months until a job, and what is `SUMMED` by end."""
Displaced = namedtuple(
    "Displaced", "active status displaced_month birth_month group_exposure disposable_income"
)
ENDS = tuple(FOLLOWED.values())


@njit
def _follow(month, q, per_price, state_of, place_of, of, told):
    """Add a month of everybody whom AI displaced; incomes are put at the prices of month 0."""
    for i in range(len(q.status)):
        last = of.last[i]
        income = q.disposable_income[i] * per_price
        of.last[i] = income
        since = month - q.displaced_month[i]
        if q.displaced_month[i] < 0 or since > ENDS[-1]:
            continue
        state, works, is_there = state_of[q.status[i]], q.status[i] in WORKING, q.active[i] == 1
        if since < len(place_of):
            of.back[i] = works or (since > 0 and of.back[i])
            if since == EARLY:
                of.then[i] = state
            if since == LATE:
                told.joint[of.then[i], state] += 1
            if place_of[since] >= 0:
                told.counts[place_of[since], state] += 1
                told.waiting[place_of[since]] += not of.back[i]
        if since == 0:
            age = (month - q.birth_month[i]) // 12
            of.cell[i] = 3 * q.group_exposure[i] + (age >= 35) + (age >= 55)
            of.before[i], of.sum[i], of.wait[i] = last, 0.0, 0 if works else -1
            told.cells[of.cell[i], 0] += 1.0
            continue
        if of.wait[i] < 0 and works:
            of.wait[i] = since
        of.sum[i] = income if since % 12 == 1 else of.sum[i] + income
        if not is_there:  # who is gone by then does not count
            continue
        if since == LONGEST:
            told.cells[of.cell[i], 1] += LONGEST if of.wait[i] < 0 else of.wait[i]
        for place in range(len(ENDS)):
            if since == ENDS[place]:
                sums = told.cells[of.cell[i], 2 + len(SUMMED) * place :]
                sums[0] += 1.0
                sums[1] += of.before[i]
                sums[2] += of.sum[i] / 12.0


class Aftermath:
    """What becomes of people whom AI displaced: where they are so many months later, and on what income."""

    def __init__(self, economy: Economy) -> None:
        q = economy.persons
        self.state_of = np.full(len(STATUS_NAMES), list(STATES).index("outside"), np.int8)
        for state, codes in enumerate(STATES.values()):
            self.state_of[list(codes)] = state
        self.place_of = np.full(SINCE[-1] + 1, -1, np.int8)
        self.place_of[list(SINCE)] = np.arange(len(SINCE))
        self.followed = Followed(
            back=np.zeros(q.n, np.bool_),
            then=np.zeros(q.n, np.int8),
            cell=np.zeros(q.n, np.int8),
            wait=np.zeros(q.n, np.int16),
            last=q.disposable_income / _prices(economy),
            before=np.zeros(q.n),
            sum=np.zeros(q.n),
        )
        self._start_year()

    def _start_year(self) -> None:
        self.cells = np.zeros((len(CELLS), 2 + len(SUMMED) * len(FOLLOWED)))
        self.counts = np.zeros((len(SINCE), len(STATES)), np.int64)
        self.waiting = np.zeros(len(SINCE), np.int64)
        self.joint = np.zeros((len(STATES), len(STATES)), np.int64)

    def count(self, economy: Economy) -> None:
        """Add this month."""
        told, by = Told(self.counts, self.waiting, self.joint, self.cells), (self.state_of, self.place_of)
        prices = 1.0 / _prices(economy)
        _follow(economy.month, columns(Displaced, economy.persons), prices, *by, self.followed, told)

    def measure(self, economy: Economy) -> Parts:
        """Breakdowns of the past year (national persons, money, months); starts the next year."""
        w = economy.weight
        found = {}
        for place, months in enumerate(SINCE):
            found["displaced_waiting", MONTHS, str(months)] = float(self.waiting[place]) * w
            for state, name in enumerate(STATES):
                found[f"displaced_{name}", MONTHS, str(months)] = float(self.counts[place, state]) * w
        for early, before in enumerate(STATES):
            for state, name in enumerate(STATES):
                found[f"displaced_{name}", BEFORE, before] = float(self.joint[early, state]) * w
        for cell, (number, wait, *sums) in zip(CELLS, (self.cells * w).tolist(), strict=True):
            found["displaced_number", AT_LAYOFF, cell] = number
            found["displaced_wait", "three_years_after", cell] = wait
            names = ((name, by, cell) for by in FOLLOWED for name in SUMMED)
            found |= dict(zip(names, sums, strict=True))
        self._start_year()
        return found


def _prices(economy: Economy) -> float:
    """What households are charged, over that of month 0."""
    return charged_price(economy.aggregates) / economy.opening_levels["prices"]
