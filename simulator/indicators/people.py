"""People counted: who works, who looks for work, the flows between, and what becomes of the displaced.

Counts are whole numbers, so no order of addition matters; sums of money are taken in the order of the rows.
"""

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
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, sum_where
from simulator.markets.goods import labour_of_new_tasks

Array = NDArray[np.float64]
Parts = dict[tuple[str, str, str], float]
"""Breakdowns: (indicator, by, group) -> value."""
SEXES, AGES = 2, 4
WORKING_AGES = 3
"""Age groups below 65 come first."""


def census(economy: Economy) -> NDArray[np.int64]:
    """People by sex, status and age group."""
    q, shape = economy.persons, (SEXES, len(STATUS_NAMES), AGES)
    place = np.ravel_multi_index((q.sex, q.status, q.age_group), shape)
    return np.bincount(place[q.active == 1], minlength=int(np.prod(shape))).reshape(shape)


def long_term_unemployed(economy: Economy, months: int) -> int:
    """Unemployed people without a job, and in the status, for so many months."""
    q = economy.persons
    since = (q.months_in_status >= months) & (q.months_out >= months)
    return int(np.count_nonzero((q.status == UNEMPLOYED) & since))


def status_in(status: np.ndarray, codes: tuple[int, ...]) -> NDArray[np.bool_]:
    """Who has one of some statuses: a look-up, for `np.isin` sorts."""
    table = np.zeros(len(STATUS_NAMES), np.bool_)
    table[list(codes)] = True
    return np.asarray(table[status])


def labour(economy: Economy) -> dict[str, float]:
    """Totals of the month (national)."""
    firms, count, w = economy.firms, economy.count, economy.weight
    people = census(economy).sum(axis=0)
    n = dict(zip(STATUS_NAMES, people.sum(axis=1).astype(float).tolist(), strict=True))
    employed = n["employed"] + n["own_account"] + n["informal"] + n["public_job"]
    everyone = sum(n.values()) - n["absent"]
    force = employed + n["unemployed"]
    seeking, in_force = people[UNEMPLOYED], people[list(LABOUR_FORCE)].sum(axis=0)
    adults = float(people[:, :WORKING_AGES].sum()) + _fifteen(economy)
    youth, prime = (float(seeking[age]) / max(float(in_force[age]), 1.0) for age in (0, 1))
    hidden = economy.parameters["unregistered_share"]
    hours = hours_of_employees(economy) + n["own_account"] + n["informal"] + n["public_job"]
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
        "long_term_unemployment_share": long_term_unemployed(economy, 12) / max(n["unemployed"], 1.0),
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


def hours_of_employees(economy: Economy) -> float:
    """Hours of employees (full-time posts of month 0), less what short time and a shorter week take."""
    q = economy.persons
    hours = float(sum_where(q.hours, q.status, EMPLOYED))
    lost = q.short_time + (1.0 - q.short_time) * np.append(economy.firms.hours_cut, 0.0)[q.firm]
    return hours - float(sum_where(q.hours * lost, q.status, EMPLOYED)) if lost.any() else hours


def _open_to_beginners(economy: Economy) -> float:
    posts = economy.posts
    openings = np.where(posts.active == 1, posts.vacancies, 0)
    return float(sum_of(openings * posts.entry_open)) / float(openings.sum()) if openings.any() else 1.0


def _fifteen(economy: Economy) -> float:
    """Children aged 15, who count in the working-age population of the statistic (model persons)."""
    age = economy.month - economy.children[0]
    return float(np.count_nonzero((age >= 180) & (age < 192)))


def by_sex(economy: Economy) -> Parts:
    """Yearly rates by sex that calibration targets ask for."""
    found, hidden = {}, economy.parameters["unregistered_share"]
    for people, group in zip(census(economy), ("male", "female"), strict=True):
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


class Aftermath:
    """What becomes of people whom AI displaced: where they are so many months later, and on what income.

    Of each row it is remembered whether the person worked since (`back`), the state after `EARLY` months
    (`then`), the cell at the layoff, months until the next job (-1 none yet), income of the last month and of
    the one before the layoff, and its sum over the year so far. Incomes are at the prices of month 0. Counts
    are of the year so far. `cells` holds number, months until a job, and what is `SUMMED` by end.
    """

    def __init__(self, economy: Economy) -> None:
        n = economy.persons.n
        self.back, self.then = np.zeros(n, np.bool_), np.zeros(n, np.int8)
        self.state_of = np.full(len(STATUS_NAMES), list(STATES).index("outside"), np.int8)
        for state, codes in enumerate(STATES.values()):
            self.state_of[list(codes)] = state
        self.place_of = np.full(SINCE[-1] + 1, -1, np.int8)
        self.place_of[list(SINCE)] = np.arange(len(SINCE))
        self.cell, self.wait = np.zeros(n, np.int8), np.zeros(n, np.int16)
        self.last = economy.persons.disposable_income / _prices(economy)
        self.before, self.sum = np.zeros(n), np.zeros(n)
        self._start_year()

    def _start_year(self) -> None:
        self.cells = np.zeros((len(CELLS), 2 + len(SUMMED) * len(FOLLOWED)))
        self.counts = np.zeros((len(SINCE), len(STATES)), np.int64)
        self.waiting = np.zeros(len(SINCE), np.int64)
        self.joint = np.zeros((len(STATES), len(STATES)), np.int64)

    def count(self, economy: Economy) -> None:
        """Add this month."""
        q = economy.persons
        income = q.disposable_income * (1.0 / _prices(economy))
        hit = np.flatnonzero(q.displaced_month >= 0)
        since = economy.month - q.displaced_month[hit]
        self._count_states(hit, since, q.status[hit])
        near = since <= max(FOLLOWED.values())
        self._count_incomes(economy, hit[near], since[near], income)
        self.last = income

    def _count_states(self, hit: np.ndarray, since: np.ndarray, status: np.ndarray) -> None:
        """Where those in rows `hit` are; those of them who never worked since wait."""
        near = since < len(self.place_of)
        hit, since, status = hit[near], since[near], status[near]
        state = self.state_of[status]
        self.back[hit] = status_in(status, WORKING) | ((since > 0) & self.back[hit])
        self.then[hit[since == EARLY]] = state[since == EARLY]
        late = since == LATE
        np.add.at(self.joint, (self.then[hit[late]], state[late]), 1)
        place = self.place_of[since]
        told = place >= 0
        np.add.at(self.counts, (place[told], state[told]), 1)
        np.add.at(self.waiting, place[told], ~self.back[hit[told]])

    def _count_incomes(self, economy: Economy, hit: np.ndarray, since: np.ndarray, income: Array) -> None:
        """How long those in rows `hit` look for a job, and what they have; who is gone by then counts not."""
        q = economy.persons
        works, active = status_in(q.status[hit], WORKING), q.active[hit] == 1
        new, age = hit[since == 0], (economy.month - q.birth_month[hit[since == 0]]) // 12
        self.cell[new] = 3 * q.group_exposure[new] + (age >= 35).astype(int) + (age >= 55)
        self.before[new], self.sum[new] = self.last[new], 0.0
        self.wait[new] = np.where(works[since == 0], 0, -1)
        np.add.at(self.cells[:, 0], self.cell[new], 1.0)
        began = (since > 0) & (self.wait[hit] < 0) & works
        self.wait[hit[began]] = since[began]
        later = hit[since > 0]
        first_of_year = since[since > 0] % 12 == 1
        self.sum[later] = np.where(first_of_year, income[later], self.sum[later] + income[later])
        ended = hit[active & (since == LONGEST)]
        months = np.where(self.wait[ended] < 0, LONGEST, self.wait[ended])
        np.add.at(self.cells[:, 1], self.cell[ended], months)
        for place, end in enumerate(FOLLOWED.values()):
            there = hit[active & (since == end)]
            for k, amounts in enumerate((1.0, self.before[there], self.sum[there] / 12.0)):
                np.add.at(self.cells[:, 2 + len(SUMMED) * place + k], self.cell[there], amounts)

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
