"""The demographic script: arrivals, deaths and births that follow the population projection exactly."""

from dataclasses import dataclass

import numpy as np

from simulator.scenario.country.profile import Country
from simulator.start.draws import Rows, uniforms
from simulator.start.participation import OLDEST
from simulator.start.people import Homes, People

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
    years = -(-months // 12)
    n = len(people.age)
    death: list[int] = [NEVER] * n
    birth, sex = people.birth_month.tolist(), people.sex.tolist()
    arrival = [-1] * n
    home: list[int] = [-1] * n
    count = homes.count
    cohorts = _children_by_cohort(homes)
    members: dict[tuple[int, int], list[int]] = {
        (age, x): [] for age in range(-years, OLDEST + 1) for x in range(2)
    }
    for i, (a, x) in enumerate(zip(people.age.tolist(), sex, strict=True)):
        members[a, x].append(i)
    child_birth, child_home = homes.child_birth.tolist(), homes.child_home.tolist()
    women = np.flatnonzero((people.sex == 1) & (people.age >= 24) & (people.age < 42))
    for step in range(1, years + 1):
        target = country.people_in(year + step) / people.weight
        _births(step, target, homes, women, child_birth, child_home, root)
        for age in range(16, OLDEST + 1):
            for x in range(2):
                cohort = members[age - step, x]
                wanted = int(round(float(target[age, x])))
                alive = [i for i in cohort if death[i] > 12 * step - 12]
                if age == 16:
                    young = cohorts.get((16 - step, x), [])
                    alive = _come_of_age(young, step, x, birth, sex, arrival, death, home, homes)
                    cohort.extend(alive)
                missing = wanted - len(alive)
                if missing < 0:
                    ids = np.array(alive)
                    draw = uniforms(root, f"death_{step}", ids)
                    first = np.argsort(draw, kind="stable")[:-missing]
                    for i, u in zip(ids[first].tolist(), draw[first].tolist(), strict=True):
                        death[i] = max(12 * step - 11 + int(12_000 * u) % 12, arrival[i] + 1)
                for _ in range(missing):
                    i = len(birth)
                    month = 12 * step - 11 + int(12 * uniforms(root, "immigrant", np.array([i]))[0])
                    birth.append(12 * step - 12 * age - 6)
                    sex.append(x)
                    arrival.append(month)
                    death.append(NEVER)
                    home.append(count)
                    count += 1
                    cohort.append(i)
        for x in range(2):
            for i in members.get((OLDEST + 1 - step, x), []):
                if death[i] > 12 * step:
                    death[i] = 12 * step - 6
    tail = slice(n, None)
    return Script(np.array(death[:n]), np.array(arrival[tail], dtype=np.int64),
                  np.array(birth[tail], dtype=np.int64), np.array(sex[tail], dtype=np.int64),
                  np.array(home[tail], dtype=np.int64), np.array(death[tail], dtype=np.int64),
                  np.array(child_birth), np.array(child_home), count)  # fmt: skip


def _children_by_cohort(homes: Homes) -> dict[tuple[int, int], list[int]]:
    """Children by (age at month 0, sex)."""
    found: dict[tuple[int, int], list[int]] = {}
    for k, (born, x) in enumerate(zip(homes.child_birth.tolist(), homes.child_sex.tolist(), strict=True)):
        found.setdefault((-born // 12, x), []).append(k)
    return found


def _come_of_age(
    children: list[int], step: int, x: int, birth: list[int], sex: list[int], arrival: list[int],
    death: list[int], home: list[int], homes: Homes,
) -> list[int]:  # fmt: skip
    """Children who turn 16 this year join at their birthday, in their parents' household."""
    new = []
    for k in children:
        i = len(birth)
        birth.append(int(homes.child_birth[k]))
        sex.append(x)
        arrival.append(min(max(int(homes.child_birth[k]) + 192, 12 * step - 11), 12 * step))
        death.append(NEVER)
        home.append(int(homes.child_home[k]))
        new.append(i)
    return new


def _births(
    step: int, target: np.ndarray, homes: Homes, women: Rows, child_birth: list[int],
    child_home: list[int], root: np.uint64,
) -> None:  # fmt: skip
    """Newborns of the year go to households of women aged 24 to 41 at the start (they move no home here)."""
    newborn = int(round(float(target[0].sum())))
    keys = step * 1_000_003 + np.arange(newborn)
    pick = (uniforms(root, "birth_home", keys) * len(women)).astype(np.int64)
    month = 12 * step - 11 + (uniforms(root, "birth_time", keys) * 12).astype(np.int64)
    child_birth.extend(month.tolist())
    child_home.extend(homes.household[women[pick]].tolist())
