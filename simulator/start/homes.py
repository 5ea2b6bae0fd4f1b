"""Who lives with whom: couples, young people with their parents, children. Assumed shares, keyed draws."""

from dataclasses import dataclass

import numpy as np

from simulator.scenario.country import Country
from simulator.start.draws import Rows, apportion, normals, uniforms
from simulator.start.people import People, population_at

COUPLE_SHARE = ((25, 0.25), (30, 0.55), (35, 0.70), (65, 0.68), (75, 0.50), (85, 0.22), (101, 0.10))
"""Women below an age who live with a partner: the share of each band up to that age (assumed)."""
WITH_PARENTS = ((20, 0.97), (25, 0.88), (30, 0.60), (35, 0.25), (40, 0.10))
"""People below an age without a partner who live with their parents (assumed; Spain leaves home at 30)."""


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


def _band(table: tuple[tuple[int, float], ...], age: Rows) -> np.ndarray:
    bounds = [a for a, _ in table]
    shares = [*(s for _, s in table), 0.0]
    return np.asarray(shares)[np.searchsorted(bounds, age, side="right")]


def make_homes(country: Country, people: People, year: float, root: np.uint64) -> Homes:
    """Pair couples by age, settle the young with parents, give every child a mother's household."""
    n = len(people.age)
    ids = np.arange(n)
    partner = _couples(people, root)
    household = np.full(n, -1, np.int64)
    lead = (partner < 0) | (ids < partner)
    young = (partner < 0) & (uniforms(root, "with_parents", ids) < _band(WITH_PARENTS, people.age))
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
    leaving_age = (28 + 12 * uniforms(root, "leaving_age", rows)) * 12
    leaves[rows] = np.maximum(1, people.birth_month[rows] + leaving_age).astype(np.int64)
    children = population_at(country, year)[:16]
    counts = apportion(children, int(round(children.sum() / people.weight)))
    child_age = np.repeat(np.arange(16), counts.sum(axis=1))
    child_sex = np.concatenate([np.repeat([0, 1], row) for row in counts])
    keys = n + np.arange(len(child_age))
    home = household[_mother(people, mothers, child_age, uniforms(root, "mother", keys))]
    birth = -(12 * child_age + (uniforms(root, "child_birth", keys) * 12).astype(np.int64))
    return Homes(household, own, leaves, birth, home, child_sex, len(heads) + len(rows))


def _couples(people: People, root: np.uint64) -> Rows:
    """Partner of each person (-1 none): women wanting one and men, both in noisy order of age."""
    ids = np.arange(len(people.age))
    partner = np.full(len(ids), -1, np.int64)
    wants = uniforms(root, "couple", ids) < _band(COUPLE_SHARE, people.age)
    women = np.flatnonzero((people.sex == 1) & wants & (people.age >= 20))
    noise = 3.0 * normals(root, "couple_age", ids)
    men = np.flatnonzero((people.sex == 0) & wants & (people.age >= 21))
    men = men[np.argsort(people.age[men] - 2.0 + noise[men], kind="stable")]
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
