"""Jobs, wages, tenure, benefits and wealth of the people of month 0."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import (
    EDUCATION_RISK,
    EMPLOYED,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    RETIRED,
    UNEMPLOYED,
)
from simulator.start.draws import Array, Rows, normals, uniforms
from simulator.start.jobs import Jobs

if TYPE_CHECKING:
    from simulator.model import Economy

SKILL = 0.86
"""Transferable skill at the start, near where the skill rules settle; the burn-in does the rest."""
EXIT_HAZARD = (0.010, 0.002, 0.005, 0.020)
"""Monthly withdrawal of workers from the labour force by age group (assumed)."""


def assign_jobs(economy: "Economy", jobs: Jobs, root: np.uint64) -> None:
    """Fill each post with employees of its occupation, in keyed order."""
    q, posts, firms = economy.persons, economy.posts, economy.firms
    employed = np.flatnonzero((q.status == EMPLOYED) & (q.active == 1))
    people = employed[np.lexsort((uniforms(root, "post", employed), q.occupation[employed]))]
    row = jobs.post_firm * 8 + jobs.post_slot
    seats = np.repeat(row, jobs.post_heads)
    seats = seats[np.argsort(posts.occupation[seats], kind="stable")]
    q.post[people] = seats
    q.firm[people] = posts.firm[seats]
    posts.heads[:] = np.bincount(seats, minlength=posts.n)
    firms.heads[:] = np.bincount(posts.firm[seats], minlength=firms.n)


def set_wages(economy: "Economy", wage_sd: float, root: np.uint64) -> None:
    """Occupation wages such that mean earnings are the country's; ability log-normal with mean 1."""
    q, occ, country, v = economy.persons, economy.occupations, economy.country, economy.country.values
    ids = q.id[: q.n]
    q.ability = np.exp(wage_sd * normals(root, "ability", ids) - 0.5 * wage_sd**2)
    half = np.asarray(country.part_time_share)
    economy.half_time_share[:] = half
    q.half_time_taste = uniforms(root, "half_time", ids)
    q.skill = SKILL
    q.hours = np.where(q.half_time_taste < half[q.sex], 0.5, 1.0)
    employed = np.flatnonzero(q.status == EMPLOYED)
    premium = economy.firms.premium[q.firm[employed]]
    relative = country.relative_wage[q.occupation[employed]]
    q.tenure[employed] = _tenures(economy, employed, root)
    settled = 1.0 + economy.parameters["tenure_return"] * (1.0 - np.exp(-q.tenure[employed] / 60.0))
    raw = relative * (1.0 + premium) * q.ability[employed] * q.skill[employed] * settled
    level = v["average_wage"] / float(np.mean(raw * q.hours[employed]))
    for _ in range(20):
        pay = np.maximum(level * raw, v["minimum_wage"])
        level *= v["average_wage"] / float(np.mean(pay * q.hours[employed]))
    occ.wage = country.relative_wage * level
    occ.trend_wage = occ.wage
    everyone = np.maximum(occ.wage[q.occupation] * q.ability, v["minimum_wage"])
    q.wage = everyone
    q.wage[employed] = np.maximum(level * raw, v["minimum_wage"])
    q.last_wage = q.wage


def _tenures(economy: "Economy", rows: Rows, root: np.uint64) -> Rows:
    """Stationary tenures: survival under the separation rule, bounded by working life (months)."""
    q, p = economy.persons, economy.parameters
    t = np.arange(600)
    hazard = p["separation_settled"] + (p["separation_new"] - p["separation_settled"]) * np.exp(-t / 24.0)
    survival = np.cumprod(np.concatenate([[1.0], 1.0 - np.minimum(hazard[:-1], 1.0)]))
    cumulative = np.cumsum(survival) / survival.sum()
    drawn = np.searchsorted(cumulative, uniforms(root, "tenure", rows))
    return np.asarray(np.minimum(drawn, np.maximum(-q.birth_month[rows] - 192, 0)))


def set_hazards(economy: "Economy") -> None:
    """Separation and participation hazards by age group and sex that keep the month-0 stocks.

    In a cell with E workers, U seekers and N inactive: entry N = exit (E + d U) and
    separation E = f U - exit E, f the job-finding rate and d the discouraged ratio.
    """
    q, p, f = economy.persons, economy.parameters, economy.country.values["job_finding_rate"]
    for g in range(4):
        for x in range(2):
            cell = (q.age_group == g) & (q.sex == x) & (q.active == 1)
            working = float(np.sum(cell & np.isin(q.status, (EMPLOYED, OWN_ACCOUNT, INFORMAL))))
            seeking = float(np.sum(cell & (q.status == UNEMPLOYED)))
            idle = float(np.sum(cell & (q.status == INACTIVE)))
            leave = EXIT_HAZARD[g]
            entry = min(0.2, leave * (working + p["discouraged_exit"] * seeking) / max(idle, 1.0))
            risk = max(0.001, f * seeking / max(working, 1.0) - leave)
            economy.cell_hazards[:, g, x] = leave, entry, risk
    staff = q.status == EMPLOYED
    risk = economy.cell_hazards[2, q.age_group, q.sex] * np.asarray(EDUCATION_RISK)[q.education]
    economy.cell_hazards[2] /= float(np.mean(risk[staff]))
    apply_cell_hazards(economy, np.arange(q.n))


def apply_cell_hazards(economy: "Economy", rows: Rows) -> None:
    """Give people the hazards of their age group, sex and education."""
    q = economy.persons
    cell = economy.cell_hazards[:, q.age_group[rows], q.sex[rows]]
    q.exit_hazard[rows], q.entry_hazard[rows] = cell[0], cell[1]
    q.separation_level[rows] = cell[2] * np.asarray(EDUCATION_RISK)[q.education[rows]]


def set_benefits(economy: "Economy", root: np.uint64) -> None:
    """Durations, entitlements and pensions of month 0."""
    q, v = economy.persons, economy.country.values
    ids = q.id[: q.n]
    q.takeup = uniforms(root, "take_up", ids)
    spread = uniforms(root, "duration", ids)
    seeking = q.status == UNEMPLOYED
    drawn = np.log(np.maximum(1.0 - spread, 1e-12)) / np.log(1.0 - 0.115)
    duration = np.minimum(np.floor(drawn), 60).astype(np.int64)
    q.months_in_status = np.where(seeking, duration, 24)
    q.months_out = np.where(seeking, duration, np.where(q.status == EMPLOYED, 0, 24))
    insured = seeking & (q.takeup < economy.insurance[4])
    longer = v["ui_months_max"] - v["ui_months_min"]
    months = v["ui_months_min"] + uniforms(root, "entitlement", ids) * longer
    q.benefit_base = np.where(insured, q.last_wage * q.hours, 0.0)
    q.benefit_months_left = np.where(insured, np.maximum(0, months.astype(np.int64) - duration), 0)
    q.contribution_months = np.where(q.status == EMPLOYED, np.minimum(q.tenure, 72), 0)
    retired = q.status == RETIRED
    shape = np.exp(0.6 * normals(root, "pension", ids))
    pension = shape / shape[retired].mean() * v["average_pension"]
    q.pension = np.where(retired, np.maximum(pension, economy.scalars["pension_floor"]), 0.0)


def set_wealth(economy: "Economy", root: np.uint64) -> None:
    """Target deposits in months of income and shares in dividends: log-normal, the latter very unequal."""
    q = economy.persons
    ids = q.id[: q.n]
    age = np.maximum(-q.birth_month / 12.0, 16.0)
    q.wealth_ratio = np.exp(1.0 * normals(root, "wealth", ids)) * np.minimum(age / 50.0, 1.5)
    share = np.exp(1.8 * normals(root, "equity", ids)) * np.minimum(age / 50.0, 1.5) * (q.active == 1)
    q.equity_share = share / share.sum()


def set_search_types(economy: "Economy", spread: float, root: np.uint64) -> None:
    """Two persistent types of seekers, half each: 1 + spread and 1 - spread."""
    q = economy.persons
    q.search_type = np.where(uniforms(root, "search_type", q.id[: q.n]) < 0.5, 1.0 + spread, 1.0 - spread)


def group_codes(economy: "Economy", values: Array, cuts: int) -> Rows:
    """Code 1..cuts by equal-sized groups of `values` over persons of month 0."""
    present = economy.persons.active == 1
    bounds = np.quantile(values[present], np.arange(1, cuts) / cuts)
    return np.where(present, 1 + np.searchsorted(bounds, values, side="right"), 0)
