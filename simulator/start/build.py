"""Assembles an economy at its opening values: people, firms, rates, accounts."""

from collections.abc import Mapping

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED
from simulator.core.frontier import tasks_outside
from simulator.economy.demography import find_carers
from simulator.economy.model import Economy
from simulator.flows.indexation import growth_seen
from simulator.scenario.country.profile import Country
from simulator.start import accounts, adopters, entries, hazards, workers
from simulator.start.draws import Rows, normals, uniforms
from simulator.start.hazards import set_occupation_risk
from simulator.start.participation import (
    OLDEST,
    YOUNGEST,
    count_by_age,
    participation_by_year,
    population_path,
)
from simulator.start.people import Homes, People, age_group, make_homes, make_people
from simulator.start.rates import set_rates
from simulator.start.script import NEVER, Script, write_script
from simulator.start.workers import Jobs, make_jobs, size_classes

SWINGING = {
    "industry": ("B-E",),
    "construction": ("F",),
    "trade": ("G", "H", "I", "J"),
    "business": ("L-N",),
    "public": ("O", "P", "Q", "R-U"),
}
"""NACE sections by how their demand swings; agriculture and finance go with the total."""


def build_economy(
    country: Country, parameters: Mapping[str, float], world: Mapping[str, float], *, persons: int,
    start_year: float, months: int, root: np.uint64, seed: str,
) -> Economy:  # fmt: skip
    """Return an economy at month-0 values before burn-in; `months` is how far the script reaches."""
    people = make_people(country, parameters, persons, start_year, root)
    homes = make_homes(country, parameters, people, start_year, root)
    script = write_script(country, people, homes, start_year, months, root)
    employees = people.occupation[people.status == EMPLOYED]
    jobs = make_jobs(country, np.bincount(employees, minlength=len(country.occupations)), root)
    sizes = {
        "person": persons + len(script.arrival_month), "household": script.homes, "firm": len(jobs.sector),
    }  # fmt: skip
    economy = Economy(country, parameters, sizes, root, seed)
    economy.start_year, economy.population = start_year, persons
    economy.world_parameters = dict(world)
    economy.weight = people.weight
    _place_people(economy, people, homes, script)
    find_carers(economy)
    _place_firms(economy, jobs, root)
    set_rates(economy)
    economy.population_path = population_path(economy, months + 1)
    economy.aggregates.open(potential_growth=growth_seen(economy, 0))
    workers.assign_jobs(economy, jobs, root)
    workers.set_wages(economy, parameters, root)
    workers.set_experience(economy)
    workers.count_young(economy)
    entries.set_tendencies(economy)
    hazards.set_hazards(economy, -(-months // 12))
    set_occupation_risk(economy)
    workers.set_benefits(economy, root)
    workers.set_wealth(economy, root)
    hazards.set_search_types(economy, parameters["search_type_spread"], root)
    adopters.set_adopters(economy, root)
    accounts.open_books(economy)
    accounts.open_state(economy)
    adopters.pin_world(economy)
    return economy


def _place_people(economy: Economy, people: People, homes: Homes, script: Script) -> None:
    q, h, n = economy.persons, economy.households, len(people.age)
    q.add_rows(n + len(script.arrival_month))
    h.add_rows(script.homes)
    new = slice(n, None)
    q.birth_month[:n], q.birth_month[new] = people.birth_month, script.arrival_birth
    q.sex[:n], q.sex[new] = people.sex, script.arrival_sex
    q.education[:n] = people.education
    q.occupation[:n] = people.occupation
    q.status[:n] = people.status
    q.death_month[:n], q.death_month[new] = script.death_month, script.arrival_death
    q.arrival_month[:n], q.arrival_month[new] = -NEVER, script.arrival_month
    q.household[:n], q.household[new] = homes.household, script.arrival_home
    q.own_household[:n], q.own_household[new] = homes.own_household, script.arrival_home
    q.leaves_home_month[:n] = homes.leaves_home_month
    q.age_group = age_group(-q.birth_month // 12)
    q.heir = _heirs(q.household, n)
    ids = np.arange(n, q.n)
    donors = (uniforms(economy.root, "newcomer", ids) * n).astype(np.int64)
    q.education[new], q.occupation[new] = people.education[donors], people.occupation[donors]
    q.age_group[new] = 0
    q.active[new] = 0
    q.comes_to_work[new] = _come_to_work(economy, people, script, ids)
    q.attachment[new] = q.comes_to_work[new]
    q.status[new] = 0
    h.adults = np.bincount(q.household[:n], minlength=h.n)
    h.children = np.bincount(homes.child_home, minlength=h.n)
    h.women_care = uniforms(economy.root, "care", h.id[: h.n]) < economy.parameters["care_by_women"]
    economy.children = (script.child_birth.astype(np.int64), script.child_home.astype(np.int64))


def _come_to_work(economy: Economy, people: People, script: Script, ids: Rows) -> Rows:
    """Whether arrivals look for work at once: of immigrants as many as take part at their age and sex.

    Of those who turn 16, who are on average half a year younger than the people of that age, half as many:
    the others enter as they grow older.
    """
    year = np.maximum(script.arrival_month - 1, 0) // 12
    counts = count_by_age(people.age, people.sex)
    profiles = participation_by_year(economy, counts, int(year.max(initial=0)))
    age = np.minimum((script.arrival_month - script.arrival_birth) // 12, OLDEST)
    takes_part = profiles[year, age, script.arrival_sex]
    takes_part = np.where(age > YOUNGEST, takes_part, takes_part / 2.0)
    return np.asarray(uniforms(economy.root, "comes_to_work", ids) < takes_part)


def _heirs(household: np.ndarray, n: int) -> np.ndarray:
    """The next member of the household, or the next person on the list for those who live alone (rows)."""
    order = np.argsort(household, kind="stable")
    following = np.roll(order, -1)
    same = household[order] == household[following]
    heir = np.empty(len(household), np.int64)
    heir[order] = np.where(same, following, (order + 1) % n)
    return heir


def _place_firms(economy: Economy, jobs: Jobs, root: np.uint64) -> None:
    firms, posts, country = economy.firms, economy.posts, economy.country
    economy.occupations.add_rows(len(country.occupations))
    economy.sectors.add_rows(len(country.sectors))
    swings = {code: economy.parameters[f"swing_{kind}"] for kind, codes in SWINGING.items() for code in codes}
    economy.sectors.swing = [swings.get(code, 1.0) for code in country.sectors]
    count = len(jobs.sector)
    rows = firms.add_rows(count)
    posts.add_rows(POSTS_PER_FIRM * count)
    posts.firm = np.repeat(rows, POSTS_PER_FIRM)
    seat = jobs.post_firm * POSTS_PER_FIRM + jobs.post_slot
    posts.active = 0
    posts.active[seat] = 1
    posts.occupation[seat] = jobs.post_occupation
    posts.heads[seat] = jobs.post_heads
    posts.desired[seat] = jobs.post_heads
    posts.target[seat] = jobs.post_heads
    posts.rounding = uniforms(root, "rounding", posts.id)
    firms.sector, firms.public = jobs.sector, jobs.public
    firms.size_class = size_classes(country, jobs, root)
    heads = np.bincount(jobs.post_firm, jobs.post_heads, minlength=count)
    firms.heads = heads
    firms.n_real = heads * economy.weight / country.firm_mean_size[firms.size_class]
    spread = np.clip(normals(root, "premium", firms.id), -2.0, 2.0)
    firms.fixed_premium = economy.parameters["premium_sd"] * spread
    firms.premium = firms.fixed_premium
    firms.staffing = 1.0
    occ = economy.occupations
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
