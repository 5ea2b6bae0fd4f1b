"""People of month 0: age, sex, education, status and occupation, on the country's margins.

Groups by which results are broken down, frozen at month 0: no policy moves a person between bars.

Who lives with whom: couples, young people with their parents, children. Assumed shares, keyed draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import (
    EMPLOYED,
    IN_FORCE,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    RETIRED,
    SURVEY_AGES,
    UNEMPLOYED,
)
from simulator.core.kernels import rake
from simulator.economy.demography import education_risk
from simulator.scenario.country.profile import Country
from simulator.start.draws import Array, Rows, apportion, normals, uniforms
from simulator.start.participation import GROUPS, OLDEST, count_by_age, participation_by_age
from simulator.start.workers import group_codes

if TYPE_CHECKING:
    from simulator.core.economy import Economy


def freeze_groups(economy: "Economy") -> None:
    """Set education, occupation, exposure quintile and income decile codes; 0 for those who come later."""
    q, country = economy.persons, economy.country
    here = q.active == 1
    q.group_education = np.where(here, q.education + 1, 0)
    worker = here & np.isin(q.status, IN_FORCE)
    q.group_occupation = np.where(worker, economy.major_group[q.occupation], 0)
    exposure = country.exposure[q.occupation] + 1e-9 * (q.id % 1000)
    bounds = np.quantile(exposure[worker], np.arange(1, 5) / 5)
    q.group_exposure = np.where(worker, 1 + np.searchsorted(bounds, exposure, side="right"), 0)
    income = economy.households.equivalised_income[q.household] * (1.0 + 1e-9 * (q.id % 1000))
    q.group_decile = group_codes(economy, income, 10)


@dataclass
class People:
    """Arrays over the persons of month 0."""

    age: Rows
    birth_month: Rows
    sex: Rows
    education: Rows
    status: Rows
    occupation: Rows
    weight: float


def age_group(age: Rows) -> Rows:
    """0: under 25, 1: 25-54, 2: 55-64, 3: 65 and over."""
    return np.digitize(age, SURVEY_AGES)


def make_people(
    country: Country, parameters: Mapping[str, float], persons: int, year: float, root: np.uint64
) -> People:
    """Draw `persons` people aged 16+ on the margins of age, sex, participation, unemployment, occupation."""
    pyramid = country.people_in(year)[16 : OLDEST + 1]
    counts = apportion(pyramid, persons)
    age = np.repeat(np.arange(16, OLDEST + 1), counts.sum(axis=1))
    sex = np.concatenate([np.repeat([0, 1], row) for row in counts])
    ids = np.arange(persons)
    birth = -(12 * age + (uniforms(root, "birth_month", ids) * 12).astype(np.int64))
    status = _statuses(country, age, sex, root)
    education = _education(country, status, root)
    risk = education_risk(parameters)[education]
    status = _unemployed(country, age, sex, risk, status, root)
    occupation = _occupations(country, sex, education, status, root)
    _self_employed(country, sex, status, occupation, parameters, root)
    return People(age, birth, sex, education, status, occupation, float(pyramid.sum()) / persons)


def _statuses(country: Country, age: Rows, sex: Rows, root: np.uint64) -> Rows:
    """Participants, EMPLOYED for now, by single year of age: the young enter late and the old leave early."""
    old = int(country.values["retirement_age"])
    status = np.where(age >= old, RETIRED, INACTIVE)
    rank = uniforms(root, "participation", np.arange(len(age)))
    people = count_by_age(age, sex)
    wanted = participation_by_age(country, people) * people
    for first, last in (*GROUPS, (65, old)):
        for x in range(2):
            span = wanted[first:last, x]
            if span.sum() <= 0.0:
                continue
            for a, count in enumerate(apportion(span, int(round(float(span.sum()))))):
                cell = np.flatnonzero((age == first + a) & (sex == x))
                status[cell[np.argsort(rank[cell], kind="stable")[:count]]] = EMPLOYED
    return status


def _education(country: Country, status: Rows, root: np.uint64) -> Rows:
    """Levels of the employed as observed; the rest such that working-age shares hold on average."""
    v = country.values
    working = np.array([v[f"education_employed_{k}"] for k in ("low", "medium", "high")])
    everyone = country.education_share
    active = float(np.mean(status[status != RETIRED] == EMPLOYED))
    rest = np.clip(everyone - active * working, 0.02, None)
    rest /= rest.sum()
    u = uniforms(root, "education", np.arange(len(status)))
    bounds = np.where((status == EMPLOYED)[:, None], np.cumsum(working)[None, :2], np.cumsum(rest)[None, :2])
    return (u[:, None] >= bounds).sum(axis=1)


def _unemployed(country: Country, age: Rows, sex: Rows, risk: Array, status: Rows, root: np.uint64) -> Rows:
    """Seekers by age and sex as observed, drawn among participants at the risk of their education."""
    group = age_group(age)
    rank = -np.log(np.maximum(uniforms(root, "unemployed", np.arange(len(age))), 1e-15)) / risk
    for g in range(4):
        for x in range(2):
            cell = np.flatnonzero((group == g) & (sex == x) & (status == EMPLOYED))
            jobless = int(round(country.unemployment_rate[g, x] * len(cell)))
            status[cell[np.argsort(rank[cell], kind="stable")][:jobless]] = UNEMPLOYED
    return status


def _occupations(country: Country, sex: Rows, education: Rows, status: Rows, root: np.uint64) -> Rows:
    """Everyone has an occupation, held, last held or aimed at, raked to occupation x (sex, education)."""
    share = country.employment.sum(axis=0) / country.employment.sum()
    women = np.stack([1.0 - country.female_share, country.female_share], axis=1)
    seed = share[:, None, None] * women[:, :, None] * country.education_by_occupation[:, None, :] + 1e-12
    occupation = np.zeros(len(sex), np.int64)
    rank = uniforms(root, "occupation", np.arange(len(sex)))
    others = ~np.isin(status, (EMPLOYED, UNEMPLOYED))
    for members in (status == EMPLOYED, status == UNEMPLOYED, others):
        cells = np.array(
            [[np.sum(members & (sex == x) & (education == e)) for e in range(3)] for x in range(2)]
        )
        table = rake(seed.reshape(len(share), 6), share * cells.sum(), cells.ravel().astype(float))
        for k in range(6):
            rows = np.flatnonzero(members & (sex == k // 3) & (education == k % 3))
            if len(rows):
                rows = rows[np.argsort(rank[rows], kind="stable")]
                occupation[rows] = np.repeat(np.arange(len(share)), apportion(table[:, k], len(rows)))
    return occupation


def _self_employed(
    country: Country,
    sex: Rows,
    status: Rows,
    occupation: Rows,
    parameters: Mapping[str, float],
    root: np.uint64,
) -> None:
    """Own-account work by occupation (through its sectors); informal work by sex, among the low paid.

    Own-account workers who are not registered are part of a country's informal employment.
    """
    v = country.values
    ids = np.arange(len(sex))
    employed = np.flatnonzero(status == EMPLOYED)
    own_share = (country.employment * country.own_account_share[:, None]).sum(axis=0)
    own_share /= np.maximum(country.employment.sum(axis=0), 1e-12)
    rank = uniforms(root, "own_account", ids)
    own = apportion(own_share * np.bincount(occupation[employed], minlength=len(own_share)),
                    int(round(v["own_account_total"] * len(employed))))  # fmt: skip
    for o, count in enumerate(own):
        rows = employed[occupation[employed] == o]
        status[rows[np.argsort(rank[rows], kind="stable")][:count]] = OWN_ACCOUNT
    for x, name in enumerate(("male", "female")):
        rows = np.flatnonzero((status == EMPLOYED) & (sex == x))
        all_workers = np.sum(np.isin(status, (EMPLOYED, OWN_ACCOUNT)) & (sex == x))
        wage = country.relative_wage[occupation[rows]]
        order = rows[np.argsort(rank[rows] + parameters["informal_low_pay"] * wage, kind="stable")]
        share = v.get(f"informal_share_{name}", v["informal_share"])
        hidden = parameters["unregistered_share"] * np.sum((status == OWN_ACCOUNT) & (sex == x))
        status[order[: max(int(round(share * all_workers - hidden)), 0)]] = INFORMAL


COUPLE_BOUNDS = (25, 30, 35, 65, 75, 85, 101)
"""Upper ages of the bands for which `couple_share_<age>` is declared."""
PARENT_BOUNDS = (20, 25, 30, 35, 40)
"""The same of `with_parents_<age>`."""


@dataclass
class Homes:
    """Household of each person, children under 16 (birth month, household), and the moves to come."""

    household: Rows
    own_household: Rows
    leaves_home_month: Rows
    child_birth: Rows
    child_home: Rows
    child_sex: Rows
    count: int


def _band(parameters: Mapping[str, float], name: str, bounds: tuple[int, ...], age: Rows) -> np.ndarray:
    """Share declared for each age's band, 0 above the last."""
    shares = [*(parameters[f"{name}_{bound}"] for bound in bounds), 0.0]
    return np.asarray(shares)[np.searchsorted(bounds, age, side="right")]


def make_homes(
    country: Country, parameters: Mapping[str, float], people: People, year: float, root: np.uint64
) -> Homes:
    """Pair couples by age, settle the young with parents, give every child a mother's household."""
    n = len(people.age)
    ids = np.arange(n)
    partner = _couples(people, parameters, root)
    household = np.full(n, -1, np.int64)
    lead = (partner < 0) | (ids < partner)
    at_home = _band(parameters, "with_parents", PARENT_BOUNDS, people.age)
    young = (partner < 0) & (uniforms(root, "with_parents", ids) < at_home)
    heads = np.flatnonzero(lead & ~young)
    household[heads] = np.arange(len(heads))
    paired = np.flatnonzero((partner >= 0) & ~lead)
    household[paired] = household[partner[paired]]
    mothers = np.flatnonzero((people.sex == 1) & (household >= 0))
    mothers = mothers[np.argsort(people.age[mothers], kind="stable")]
    rows = np.flatnonzero(young)
    household[rows] = household[_mother(people, mothers, people.age[rows], uniforms(root, "parents", rows))]
    own = household.copy()
    own[rows] = len(heads) + np.arange(len(rows))
    leaves = np.full(n, -1, np.int64)
    drawn = uniforms(root, "leaving_age", rows)
    leaving_age = (parameters["leaving_age"] + parameters["leaving_age_range"] * drawn) * 12
    leaves[rows] = np.maximum(1, people.birth_month[rows] + leaving_age).astype(np.int64)
    children = country.people_in(year)[:16]
    counts = apportion(children, int(round(children.sum() / people.weight)))
    child_age = np.repeat(np.arange(16), counts.sum(axis=1))
    child_sex = np.concatenate([np.repeat([0, 1], row) for row in counts])
    keys = n + np.arange(len(child_age))
    home = household[_mother(people, mothers, child_age, uniforms(root, "mother", keys))]
    birth = -(12 * child_age + (uniforms(root, "child_birth", keys) * 12).astype(np.int64))
    return Homes(household, own, leaves, birth, home, child_sex, len(heads) + len(rows))


def _couples(people: People, parameters: Mapping[str, float], root: np.uint64) -> Rows:
    """Partner of each person (-1 none): women wanting one and men, both in noisy order of age."""
    ids = np.arange(len(people.age))
    partner = np.full(len(ids), -1, np.int64)
    wants = uniforms(root, "couple", ids) < _band(parameters, "couple_share", COUPLE_BOUNDS, people.age)
    women = np.flatnonzero((people.sex == 1) & wants & (people.age >= 20))
    noise = parameters["couple_age_noise"] * normals(root, "couple_age", ids)
    men = np.flatnonzero((people.sex == 0) & wants & (people.age >= 21))
    men = men[np.argsort(people.age[men] - parameters["couple_age_gap"] + noise[men], kind="stable")]
    women = women[np.argsort(people.age[women] + noise[women], kind="stable")]
    pairs = min(len(men), len(women))
    men = men[np.linspace(0, len(men) - 1, pairs).astype(np.int64)] if pairs else men
    women = women[np.linspace(0, len(women) - 1, pairs).astype(np.int64)] if pairs else women
    partner[men], partner[women] = women, men
    return partner


def _mother(people: People, mothers: Rows, age: Rows, u: np.ndarray) -> Rows:
    """A woman 24 to 40 years older than each child, drawn evenly (rows)."""
    ages = people.age[mothers]
    low = np.searchsorted(ages, age + 24)
    high = np.searchsorted(ages, age + 41)
    chosen = np.minimum(low + (u * np.maximum(high - low, 1)).astype(np.int64), len(mothers) - 1)
    return np.asarray(mothers[chosen])
