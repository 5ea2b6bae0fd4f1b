"""Who works, who looks for work, and the flows between."""

import numpy as np

from simulator.agents.person import (
    EMPLOYED,
    INFORMAL,
    LABOUR_FORCE,
    OWN_ACCOUNT,
    STATUS_NAMES,
    UNEMPLOYED,
    WORKING,
)
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, sum_where
from simulator.indicators.census import WORKING_AGES, census, count_long_term
from simulator.indicators.indicator import ADULTS, GROUPINGS, Indicator

JOBS = 20_000
"""From how many people a change of employment counts, and from which employment rate: they are one thing."""
RATE = round(JOBS / ADULTS, 5)
INDICATORS = (
    Indicator("population_16plus", "Population aged 16 and over", "persons",
              about="as projected by the United Nations, World Population Prospects"),
    Indicator("labour_force", "Labour force", "persons", "none", 20_000),
    Indicator("employed", "Employed people", "persons", "higher", JOBS,
              "employees, people in guaranteed jobs, own-account and informal workers"),
    Indicator("employees", "Employees", "persons", "higher", 20_000),
    Indicator("public_employees", "Employees of public employers", "persons", "none", 20_000,
              "without people in guaranteed jobs"),
    Indicator("in_public_jobs", "In guaranteed public jobs", "persons", "none", 5_000),
    Indicator("own_account", "Own-account workers", "persons", "none", 20_000),
    Indicator("informal", "Informal workers", "persons", "lower", 20_000),
    Indicator("unemployed", "Unemployed", "persons", "lower", 20_000, "ILO: without work and looking"),
    Indicator("in_training", "People in training places", "persons", "none", 5_000,
              "people in courses: neither employed nor unemployed (ILO)"),
    Indicator("inactive", "Inactive below retirement age", "persons", "none", 20_000),
    Indicator("retired", "Retired", "persons"),
    Indicator("unemployment_rate", "Unemployment rate (ILO)", "share", "lower", 0.002,
              "unemployed over labour force (ILO); people in training are in neither", GROUPINGS),
    Indicator("long_term_unemployment_share", "Long-term unemployment (% of the unemployed)", "share",
              "lower", 0.01),
    Indicator("participation_rate", "Participation rate, 16 and over", "share", "higher", 0.002),
    Indicator("participation_rate_15_64", "Participation rate, 16-64", "share", "higher", 0.002, "",
              ("sex",)),
    Indicator("unemployment_youth_ratio", "Youth over prime-age unemployment rate", "ratio", "lower", 0.1),
    Indicator("informal_share", "Informal employment", "share", "lower", 0.002,
              "informal workers and own-account workers who are not registered", ("sex",)),
    Indicator("employment_rate", "Employment rate, 16 and over", "share", "higher", RATE, "", GROUPINGS),
    Indicator("vacancy_rate", "Vacancy rate", "share", "none", 0.001,
              "openings over posts, on an average day of the month"),
    Indicator("openings_for_beginners", "Openings that take beginners", "share", "higher", 0.01,
              "of those of the month: the others ask for experience, since AI does what beginners did"),
    Indicator("job_finding_rate", "Job-finding rate", "share/month", "higher", 0.003),
    Indicator("separation_rate", "Separation rate", "share/month", "lower", 0.0005,
              "separations over employees"),
    Indicator("hires", "Hires", "persons/month", "none", 2_000),
    Indicator("separations", "Separations", "persons/month", "none", 2_000),
    Indicator("quits", "Moves from job to job", "persons/month", "none", 2_000),
    Indicator("layoffs", "Layoffs", "persons/month", "lower", 1_000),
    Indicator("hours_worked", "Hours worked", "hours/month", "none", 1e6),
)  # fmt: skip


def measure(economy: Economy) -> dict[str, float]:
    """Totals of the month (national)."""
    q, firms, count, w = economy.persons, economy.firms, economy.count, economy.weight
    people = census(economy).sum(axis=0)
    n = dict(zip(STATUS_NAMES, people.sum(axis=1).astype(float).tolist(), strict=True))
    employed = n["employed"] + n["own_account"] + n["informal"] + n["public_job"]
    everyone = sum(n.values()) - n["absent"]
    force = employed + n["unemployed"]
    seeking, in_force = people[UNEMPLOYED], people[list(LABOUR_FORCE)].sum(axis=0)
    adults = float(people[:, :WORKING_AGES].sum()) + _fifteen(economy)
    youth, prime = (float(seeking[age]) / max(float(in_force[age]), 1.0) for age in (0, 1))
    long_term = float(count_long_term(q.n, q.status, q.months_in_status, q.months_out, 12))
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
        "long_term_unemployment_share": long_term / max(n["unemployed"], 1.0),
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


def by_sex(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Yearly rates by sex that calibration targets ask for: (indicator, by, group)."""
    found, hidden = {}, economy.parameters["unregistered_share"]
    for people, group in zip(census(economy), ("male", "female"), strict=True):
        adults = float(people[:, :WORKING_AGES].sum()) + _fifteen(economy) / 2.0
        force = float(people[list(LABOUR_FORCE), :WORKING_AGES].sum())
        found["participation_rate_15_64", "sex", group] = force / adults
        works = float(people[list(WORKING)].sum())
        informal = float(people[INFORMAL].sum()) + hidden * float(people[OWN_ACCOUNT].sum())
        found["informal_share", "sex", group] = informal / max(works, 1.0)
    return found
