"""People of month 0 on the country's margins, their homes, and who comes and goes after it.

Participation by single year of age lies between the four age groups that labour force surveys publish. Who
lives with whom are assumed shares and keyed draws. Arrivals, deaths and births follow the projection exactly.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import scipy

from simulator.agents.person import (
    EMPLOYED,
    IN_FORCE,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    RETIRED,
    SURVEY_AGES,
    UNEMPLOYED,
    pension_age,
    reached,
)
from simulator.core.economy import Economy
from simulator.core.kernels import rake
from simulator.core.time import MONTHS_PER_YEAR
from simulator.economy.demography import education_risk
from simulator.scenario.country.profile import AGE_GROUPS, Country
from simulator.start.draws import Array, Rows, apportion, normals, uniforms

CHILDHOOD, OLD = 20, 65
"""Ages between which people need least of public services."""
OLDEST = 100
YOUNGEST = 16
GROUPS = ((YOUNGEST, 25), (25, 55), (55, 65))
MOST, MOST_SURE = 0.98, 0.99
STRETCHED = 55
"""Age from which participation moves with the pension age."""
PARTICIPATION = "participation_shift_"
STEEPEST = 60.0
SEEN = 60
"""Months over which firms take growth of labour for lasting, as the central bank does with output."""


def count_by_age(age: Rows, sex: Rows) -> Rows:
    """People by single year of age and sex (shape 101 x 2)."""
    return np.bincount(2 * age + sex, minlength=2 * (OLDEST + 1)).reshape(-1, 2)


def along_ages(published: Array, pension: int, people: Rows | Array) -> Array:
    """Participants over people by single year of age and sex (shape 101 x 2); groups' means are as observed.

    It rises from school age to the rate of 25-54 as a power of age, stays there, falls from 55 on with the
    square of age, and is nothing from the pension on; all who work later do so before it, all who work at 15
    after it. `published`: by age group and sex (shape 4 x 2); `pension`: its age; `people`: persons by
    age and sex, the weights of the means.
    """
    rate = np.minimum(published, MOST)
    profile = np.zeros((OLDEST + 1, 2))
    for x in range(2):
        young, prime, old, oldest = rate[:, x]
        here = np.maximum(people[:, x], 1e-9)
        here_young = here[YOUNGEST:25]
        with_fifteen = 1.0 + here_young[0] / here_young.sum()  # surveys begin at 15, the model at 16
        profile[YOUNGEST:25, x] = _rise(here_young, prime, min(young * with_fifteen, prime))
        profile[25:55, x] = prime
        last = min(65, pension)
        profile[55:last, x] = _fall(here[55:last], prime, old * here[55:65].sum() / here[55:last].sum())
        late = oldest * here[65:].sum() / here[65:pension].sum() if pension > 65 else 0.0
        profile[65:pension, x] = min(late, float(profile[last - 1, x]))
    return profile


def participation_path(
    country: Country, people: Rows | Array, years: Sequence[float], pensions: Sequence[float]
) -> Array:
    """Participation by year, single age and sex (shape Y x 101 x 2); that of month 0 first.

    From 55 on the profile of month 0 is stretched to the pension age of the year. All of it moves with the
    official path of participation, where one is known: by as many log odds in each age group as the country's
    schedules say. `people`: of month 0, by age and sex; `pensions`: the pension age of the law in `years`.
    """
    first = along_ages(country.participation_rate, int(pensions[0]), people)
    profiles = [stretched(first, pensions[0], pension) for pension in pensions]
    return np.stack([shifted(one, shifts(country, year)) for one, year in zip(profiles, years, strict=True)])


def pension_ages(economy: Economy, years: int) -> list[float]:
    """The age at which people come to a pension in month 0 and each of so many years after it."""
    return [reached(pension_age(economy, MONTHS_PER_YEAR * year)) for year in range(years + 1)]


def participation_by_year(economy: Economy, people: Rows, years: int) -> Array:
    """Participation from month 0 on (shape years + 1 x 101 x 2), by the law and what a scenario changes."""
    dates = [economy.start_year + year for year in range(years + 1)]
    return participation_path(economy.country, people, dates, pension_ages(economy, years))


def population_path(economy: Economy, months: int) -> Array:
    """Labour that people offer and public services that they need, over those of month 0, and growth seen.

    Of the projection's people: by participation of the year, and by what a person of an age needs; then the
    growth of labour a month over the last five years, which firms take for lasting (months x 3).
    """
    country, p = economy.country, economy.parameters
    years = -(-months // MONTHS_PER_YEAR)
    people = np.stack([country.people_in(economy.start_year + year) for year in range(years + 1)])
    takes_part = participation_by_year(economy, people[0], years)
    ages = np.arange(OLDEST + 1)
    need = np.where(ages < CHILDHOOD, p["need_young"], np.where(ages < OLD, 1.0, p["need_old"]))
    by_year = np.stack([(people * takes_part).sum(axis=(1, 2)), (people.sum(axis=2) * need).sum(axis=1)])
    at = np.arange(months) / MONTHS_PER_YEAR
    labour, needed = (np.interp(at, np.arange(years + 1), path / path[0]) for path in by_year)
    before = country.people_in(economy.start_year - SEEN / MONTHS_PER_YEAR)
    then = float((before * takes_part[0]).sum()) / by_year[0][0]
    passed = np.concatenate([np.geomspace(then, 1.0, SEEN, endpoint=False), labour])
    seen = (labour / passed[:months]) ** (1.0 / SEEN) - 1.0
    return np.stack([labour, needed, seen], axis=1)


def stretched(profile: Array, first: float, pension: float) -> Array:
    """The profile of a pension age `first`, from 55 on drawn out to another one (years)."""
    old, ages = np.arange(STRETCHED, int(first)), np.arange(STRETCHED, OLDEST + 1)
    as_if = STRETCHED + (ages - STRETCHED) * (first - STRETCHED) / (pension - STRETCHED)
    found = profile.copy()
    for x in range(2):
        found[STRETCHED:, x] = np.where(ages < int(pension), np.interp(as_if, old, profile[old, x]), 0.0)
    return found


def shifts(country: Country, year: float) -> Array:
    """Log odds that are added to participation in a year, by age group (shape 4)."""
    paths = [country.paths.get(f"{PARTICIPATION}{group}") for group in AGE_GROUPS]
    return np.array([0.0 if path is None else np.interp(year, *path.T) for path in paths])


def shifted(profile: Array, by_group: Array) -> Array:
    """The profile with log odds added by age group; who takes no part never does."""
    group = np.digitize(np.arange(len(profile)), (*(last for _, last in GROUPS),))
    odds = profile / np.maximum(1.0 - profile, 1e-9) * np.exp(by_group[group])[:, None]
    return np.asarray(np.minimum(odds / (1.0 + odds), MOST_SURE))


def _rise(people: Array, top: float, mean: float) -> Array:
    """`top * place ** k` with the mean given; flat where no k has it."""
    place = np.asarray((np.arange(YOUNGEST, 25) - 15.0) / 10.0, dtype=np.float64)
    weight = people / people.sum()

    def miss(k: float) -> float:
        return top * float(place**k @ weight) - mean

    if miss(0.0) * miss(STEEPEST) >= 0.0:
        return np.full(len(place), mean)
    return np.asarray(top * place ** float(scipy.optimize.brentq(miss, 0.0, STEEPEST)))


def _fall(people: Array, top: float, mean: float) -> Array:
    """`top - drop * place ** 2` with the mean given, as far as that is below `top`, and never below 0."""
    place = (np.arange(len(people)) + 1.0) / (len(people) + 1.0)
    drop = (top - mean) * people.sum() / float(place**2 @ people)
    return np.asarray(np.maximum(top - max(drop, 0.0) * place**2, 0.0))


def drift_by_age(profile: Array, following: Array, pension: int) -> tuple[Array, Array]:
    """Rise and fall of participation a month while people grow older (two of shape 101 x 2, not below 0).

    Along the profile of a year, and on to that of the year after it.
    """
    until = min(pension, OLDEST + 1)
    change = np.zeros_like(profile)
    path = np.vstack([np.zeros((1, 2)), profile[YOUNGEST:until]])
    change[YOUNGEST:until] = (np.gradient(path, axis=0)[1:] + (following - profile)[YOUNGEST:until]) / 12.0
    return np.maximum(change, 0.0), np.maximum(-change, 0.0)


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
    weight = float(pyramid.sum()) / persons
    made = People(age, birth, sex, education, status, occupation, weight)
    _without_contract(country, made, parameters, root)
    return made


def _statuses(country: Country, age: Rows, sex: Rows, root: np.uint64) -> Rows:
    """Participants, EMPLOYED for now, by single year of age: the young enter late and the old leave early."""
    old = int(country.values["retirement_age"])
    status = np.where(age >= old, RETIRED, INACTIVE)
    rank = uniforms(root, "participation", np.arange(len(age)))
    people = count_by_age(age, sex)
    wanted = along_ages(country.participation_rate, old, people) * people
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
        cells = np.bincount(3 * sex[members] + education[members], minlength=6)
        table = rake(seed.reshape(len(share), 6), share * cells.sum(), cells.astype(float))
        for k in range(6):
            rows = np.flatnonzero(members & (sex == k // 3) & (education == k % 3))
            if len(rows):
                rows = rows[np.argsort(rank[rows], kind="stable")]
                occupation[rows] = np.repeat(np.arange(len(share)), apportion(table[:, k], len(rows)))
    return occupation


def _without_contract(
    country: Country, made: People, parameters: Mapping[str, float], root: np.uint64
) -> None:
    """Own-account work by occupation (through its sectors); informal work by sex, among the low paid.

    Own-account workers who are not registered are part of a country's informal employment.
    """
    v, sex, status, occupation = country.values, made.sex, made.status, made.occupation
    employed = np.flatnonzero(status == EMPLOYED)
    own_share = (country.employment * country.own_account_share[:, None]).sum(axis=0)
    own_share /= np.maximum(country.employment.sum(axis=0), 1e-12)
    rank = uniforms(root, "own_account", np.arange(len(sex)))
    wanted = own_share * np.bincount(occupation[employed], minlength=len(own_share))
    for o, count in enumerate(apportion(wanted, int(round(v["own_account_total"] * len(employed))))):
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


NEVER = 10**6


@dataclass
class Script:
    """Death month of those here, and columns of those to come (children turning 16, then immigrants)."""

    death_month: Rows
    arrival_month: Rows
    arrival_birth: Rows
    arrival_sex: Rows
    arrival_home: Rows
    arrival_death: Rows
    child_birth: Rows
    child_home: Rows
    homes: int


def write_script(
    country: Country, people: People, homes: Homes, year: float, months: int, root: np.uint64
) -> Script:
    """Follow each cohort year by year: shortfalls against the projection die or leave, surpluses arrive.

    Cohort sizes are the projection's over the weight, rounded; a person's month is drawn within the year.
    """
    years, n, count = -(-months // 12), len(people.age), homes.count
    birth, sex = people.birth_month.tolist(), people.sex.tolist()
    arrival, home, death = [-1] * n, [-1] * n, [NEVER] * n
    child_birth, child_home = homes.child_birth.tolist(), homes.child_home.tolist()
    members, children = defaultdict(list), defaultdict(list)  # by age in month 0, and sex
    for i, cell in enumerate(zip(people.age.tolist(), sex, strict=True)):
        members[cell].append(i)
    for k, (born, x) in enumerate(zip(child_birth, homes.child_sex.tolist(), strict=True)):
        children[-born // 12, x].append(k)

    def add(born: int, x: int, month: int, household: int) -> int:
        for column, value in zip(
            (birth, sex, arrival, home, death), (born, x, month, household, NEVER), strict=True
        ):
            column.append(value)
        return len(birth) - 1

    women = np.flatnonzero((people.sex == 1) & (people.age >= 24) & (people.age < 42))
    for step in range(1, years + 1):
        first, target = 12 * step - 11, country.people_in(year + step) / people.weight
        # Newborns go to households of women aged 24 to 41 at the start: they move no home here.
        keys = step * 1_000_003 + np.arange(int(round(float(target[0].sum()))))
        mothers = women[(uniforms(root, "birth_home", keys) * len(women)).astype(np.int64)]
        child_birth += (first + (uniforms(root, "birth_time", keys) * 12).astype(np.int64)).tolist()
        child_home += homes.household[mothers].tolist()
        for age, x in product(range(16, OLDEST + 1), range(2)):
            cohort = members[age - step, x]
            alive = [i for i in cohort if death[i] >= first]
            if age == 16:  # children join at their birthday, in their parents' household
                alive = [
                    add(born, x, min(max(born + 192, first), 12 * step), child_home[k])
                    for k, born in ((k, child_birth[k]) for k in children[16 - step, x])
                ]
                cohort += alive
            missing = int(round(float(target[age, x]))) - len(alive)
            if missing < 0:
                ids = np.array(alive)
                draw = uniforms(root, f"death_{step}", ids)
                lowest = np.argsort(draw, kind="stable")[:-missing]
                for i, u in zip(ids[lowest].tolist(), draw[lowest].tolist(), strict=True):
                    death[i] = max(first + int(12_000 * u) % 12, arrival[i] + 1)
            for _ in range(missing):
                drawn = uniforms(root, "immigrant", np.array([len(birth)]))[0]
                cohort.append(add(12 * step - 12 * age - 6, x, first + int(12 * drawn), count))
                count += 1
        for i in (*members[OLDEST + 1 - step, 0], *members[OLDEST + 1 - step, 1]):
            if death[i] > 12 * step:
                death[i] = 12 * step - 6
    columns = (arrival, birth, sex, home, death)
    month, born, sexes, house, dies = (np.array(column[n:], dtype=np.int64) for column in columns)
    children_born = np.array(child_birth), np.array(child_home)
    return Script(np.array(death[:n]), month, born, sexes, house, dies, *children_born, count)


def place_people(economy: Economy, people: People, homes: Homes, script: Script) -> None:
    """Columns of those who are here in month 0 and of those to come."""
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


def freeze_groups(economy: Economy) -> None:
    """Set education, occupation, exposure quintile and income decile codes; 0 for those who come later.

    They stand as in month 0, so that no policy moves a person between bars.
    """
    q, country = economy.persons, economy.country
    here = q.active == 1
    q.group_education = np.where(here, q.education + 1, 0)
    worker = here & np.isin(q.status, IN_FORCE)
    q.group_occupation = np.where(worker, economy.major_group[q.occupation], 0)
    exposure = country.exposure[q.occupation] + 1e-9 * (q.id % 1000)
    bounds = np.quantile(exposure[worker], np.arange(1, 5) / 5)
    q.group_exposure = np.where(worker, 1 + np.searchsorted(bounds, exposure, side="right"), 0)
    income = economy.households.equivalised_income[q.household] * (1.0 + 1e-9 * (q.id % 1000))
    tenths = np.quantile(income[here], np.arange(1, 10) / 10)
    q.group_decile = np.where(here, 1 + np.searchsorted(tenths, income, side="right"), 0)
