"""People of month 0: age, sex, education, status and occupation, on the country's margins."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.agents.person import (
    EMPLOYED,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    RETIRED,
    SURVEY_AGES,
    UNEMPLOYED,
)
from simulator.core.raking import rake
from simulator.economy.demography import education_risk
from simulator.scenario.country.profile import Country
from simulator.start.draws import Array, Rows, apportion, uniforms
from simulator.start.participation import GROUPS, OLDEST, count_by_age, participation_by_age


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
