"""Who lives with whom: couples, young people with their parents, children. Assumed shares, keyed draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.scenario.country.profile import Country
from simulator.start.draws import Rows, apportion, normals, uniforms
from simulator.start.people import People

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
