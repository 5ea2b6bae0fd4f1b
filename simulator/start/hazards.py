"""Hazards of losing work and of leaving and entering the labour force, by age and sex: set, then steered.

How often people lose a job by occupation: steered until as many of each are unemployed as surveys say.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, INACTIVE, SEEKING, UNEMPLOYED, WORKING
from simulator.economy.demography import education_risk
from simulator.indicators.census import count_long_term
from simulator.markets.separations import ordinary_separations
from simulator.start.draws import Array, uniforms
from simulator.start.entries import LEAST_LEVEL, MOST_LEVEL, start_levels, without_contract
from simulator.start.participation import (
    OLDEST,
    count_by_age,
    drift_by_age,
    participation_by_year,
    pension_ages,
)
from simulator.start.people import age_group

if TYPE_CHECKING:
    from simulator.core.economy import Economy


MAJOR_GROUPS = range(1, 10)
ASKED = 36
"""Months since the last job for which surveys ask which occupation it was of."""
FARTHEST = 3.0
"""Most by which separation may differ, as a factor, from what it were if all found work equally fast."""
SEEN = 0.1
"""Least that small groups are taken to show."""


def set_occupation_risk(economy: "Economy") -> None:
    """Separation of an occupation over the mean, as if all found work equally fast."""
    _raise_layoffs(economy, _asked_for(economy))


def steer_occupation_risk(economy: "Economy", gain: float) -> None:
    """Move it until the unemployed of each major group are as many, per head in work, as is asked for.

    Groups that find work faster than the mean lose it more often, and the other way round.
    """
    major = economy.major_group
    now = np.maximum(unemployed_over_mean(economy), SEEN)
    level = economy.occupations.separation_level * ((_asked_for(economy) / now) ** gain)[major]
    _raise_layoffs(economy, np.bincount(major, level, 10) / np.maximum(np.bincount(major, minlength=10), 1))


def unemployed_over_mean(economy: "Economy") -> Array:
    """Unemployed by major group of their last job per head in work there, over that of all groups [10]."""
    q, major = economy.persons, economy.major_group
    here = q.active == 1
    looks = here & (q.status == UNEMPLOYED) & (q.last_wage > 0.0) & (q.months_out < ASKED)
    works = here & np.isin(q.status, WORKING)
    out, there = (np.bincount(major[q.occupation[who]], minlength=10) for who in (looks, works))
    mean = max(int(out.sum()), 1) / max(int(there.sum()), 1)
    return np.asarray(out / np.maximum(there, 1) / mean)


def _asked_for(economy: "Economy") -> Array:
    p = economy.parameters
    return np.array([1.0, *(p[f"occupation_risk_{group}"] for group in MAJOR_GROUPS)])


def _raise_layoffs(economy: "Economy", level: Array) -> None:
    """Give occupations the level [10] of their major group; staff have a mean of 1."""
    q, major, asked = economy.persons, economy.major_group, _asked_for(economy)
    staff = (q.status == EMPLOYED) & (q.active == 1)
    mean = float(np.mean(level[major[q.occupation[staff]]]))
    economy.occupations.separation_level = np.clip(level / mean, asked / FARTHEST, asked * FARTHEST)[major]


AGE_GROUPS = ("16_24", "25_54", "55_64", "65_plus")
WORK, SEEK, IDLE, STARTS = range(4)
MOST_ENTRY = 0.2
LEAST_PART = 1e-6
SPREADS = (0.1, 0.95)
INSIDE = (0.15, 0.9)
"""Spread of search types within which they are enough, and assumed job finding comes back."""
ASSUMED = 0.4
"""Error of a job-finding rate that is no statistic (share): what the table of country values allows."""
HASTE = 3.0
"""Speed of search types over that of other controllers: long-term unemployment answers them weakly."""
LEAST_GAIN = 0.02
"""Of the controllers in the end, as small groups are noisy; work without a contract moves slowly."""
YEAR = 12
GROUP = age_group(np.arange(OLDEST + 1))
"""Age group of each single year of age."""


def stocks(economy: "Economy") -> Array:
    """People who work, look for work, are out of the labour force, by age group and sex (5 x 4 x 2).

    The last two rows are those in own-account and in informal work.
    """
    q = economy.persons
    kind = np.full(16, -1)
    kind[[*WORKING]], kind[[*SEEKING]], kind[INACTIVE] = WORK, SEEK, IDLE
    what = kind[q.status]
    here = (what >= 0) & (q.active == 1)
    cell = (what * 4 + q.age_group) * 2 + q.sex
    places = np.bincount(cell[here], minlength=24).reshape(3, 4, 2).astype(np.float64)
    return np.concatenate([places, without_contract(economy)])


def set_hazards(economy: "Economy", years: int) -> None:
    """Separation and participation hazards by age and sex that keep the month-0 stocks.

    At an age with E workers, U seekers and N inactive: entry N = exit (E + d U), d the discouraged ratio,
    and in its age group separation E = f U - exit E, f the job-finding rate (the same for all). `ageing` is
    added while people grow older, by year, such that cohorts move along participation by age. The rows of
    `cell_hazards`: exit, entry, separation, and starts of own-account and informal work (ratios).
    """
    p, f = economy.parameters, economy.country.values["job_finding_rate"]
    economy.ageing = np.zeros((years, 3, OLDEST + 1, 2))
    leave = np.array([p[f"withdrawal_{group}"] for group in AGE_GROUPS])[:, None]
    working, seeking, *_ = stocks(economy)
    force = np.maximum(working + seeking, 1.0)
    risk = np.maximum(0.001, f * seeking / np.maximum(working, 1.0) - leave)
    profile = _profiles(economy)[0]
    pull = leave * (working + p["discouraged_exit"] * seeking) / force
    enter = np.minimum(MOST_ENTRY, pull[GROUP] * profile / (1.0 - profile))
    starts = start_levels(economy)[:, GROUP]
    economy.cell_hazards[:] = leave[GROUP] * np.ones((1, 2)), enter, risk[GROUP], *starts
    employees = _employees(economy)
    may_leave = np.maximum(employees + p["discouraged_exit"] * seeking, 1.0) / force
    for ageing, (profile, rise, fall) in zip(economy.ageing, _by_year(economy), strict=True):
        ageing[0] = fall / np.maximum(profile * may_leave[GROUP], 0.01)
        ageing[1] = rise / (1.0 - profile)
    _apply(economy)


def _profiles(economy: "Economy") -> Array:
    """Participation by year, age and sex, from month 0 to the end of the script."""
    q = economy.persons
    here = q.active == 1
    age = np.minimum(-q.birth_month // 12, OLDEST)
    return participation_by_year(economy, count_by_age(age[here], q.sex[here]), len(economy.ageing))


def _by_year(economy: "Economy") -> Iterator[tuple[Array, Array, Array]]:
    """Participation by age and sex in each year, its rise and its fall a month as people grow older."""
    profiles = _profiles(economy)
    ages = pension_ages(economy, len(profiles) - 1)
    for (profile, following), age in zip(pairwise(profiles), ages, strict=False):
        yield profile, *drift_by_age(profile, following, int(age))


def spare_workers(economy: "Economy") -> None:
    """While people grow older and arrive, fewer lose a job: who comes to look for one takes their place.

    Burn-in, whose people grow no older, sets separations without them: unemployment of the young would rise
    by a third when they begin to. A beginner may come straight to work or look for longer, and so takes the
    place of `beginners_wait` who lost a job. Call it at the end of burn-in.
    """
    q, p = economy.persons, economy.parameters
    staff = np.flatnonzero((q.status == EMPLOYED) & (q.active == 1))
    level = economy.occupations.separation_level[q.occupation[staff]]
    level *= economy.controllers.separation_scale * q.ability[staff] ** -p["separation_pay_elasticity"]
    cell = 2 * q.age_group[staff] + q.sex[staff]
    risk = np.bincount(cell, level * ordinary_separations(p, q.tenure[staff]), minlength=8)
    risk = risk.reshape(4, 2)  # a month's separations, were everyone's own level 1
    force = stocks(economy)[[WORK, SEEK]].sum(axis=0)  # entrants are of it
    for ageing, (profile, rise, _) in zip(economy.ageing, _by_year(economy), strict=True):
        entrants = rise / np.maximum(profile, 0.01) + _arrivals(economy)[GROUP]
        ageing[2] = -p["beginners_wait"] * entrants * (force / np.maximum(risk, 1e-3))[GROUP]


def _arrivals(economy: "Economy") -> Array:
    """People who arrive and look for work, a month, over participants, by age group and sex (4 x 2).

    Of the first year, which is scripted alike whatever the horizon.
    """
    q = economy.persons
    comes = (q.comes_to_work == 1) & (q.arrival_month > 0) & (q.arrival_month <= YEAR)
    group = age_group((q.arrival_month[comes] - q.birth_month[comes]) // YEAR)
    people = np.bincount(2 * group + q.sex[comes], minlength=8).reshape(4, 2)
    force = stocks(economy)[[WORK, SEEK]].sum(axis=0)
    return people / YEAR / np.maximum(force, 1.0)


def _employees(economy: "Economy") -> Array:
    q = economy.persons
    staff = (q.status == EMPLOYED) & (q.active == 1)
    return np.bincount(2 * q.age_group[staff] + q.sex[staff], minlength=8).reshape(4, 2).astype(np.float64)


def steer_hazards(economy: "Economy", aim: Array, gain: float) -> None:
    """Move hazards of entry, separation and starts until as many do what as `aim` says.

    Groups that find work faster than the mean lose it more often, and the other way round.
    """
    now, aim = np.maximum(stocks(economy), 1.0), np.maximum(aim, 1.0)
    _, enter, risk, *starts = economy.cell_hazards
    enter[:] = np.minimum(MOST_ENTRY, enter * ((now[IDLE] / aim[IDLE]) ** gain)[GROUP])
    risk *= ((aim[SEEK] / now[SEEK]) ** gain)[GROUP]
    for level, wanted, there in zip(starts, aim[STARTS:], now[STARTS:], strict=True):
        level[:] = np.clip(level * ((wanted / there) ** LEAST_GAIN)[GROUP], LEAST_LEVEL, MOST_LEVEL)
    _apply(economy)


def read_levels(economy: "Economy") -> dict[str, list[list[float]]]:
    """Levels of entry, separation and starts by age group and sex, such that `set_levels` gives them back."""
    profile = _profiles(economy)[0]
    _, enter, risk, *starts = economy.cell_hazards
    pull = enter * (1.0 - profile) / np.maximum(profile, LEAST_PART)
    rows = {"enter": pull, "risk": risk, "own_account": starts[0], "informal": starts[1]}
    return {
        name: [row[group == GROUP].max(axis=0).tolist() for group in range(len(AGE_GROUPS))]
        for name, row in rows.items()
    }


def set_levels(economy: "Economy", levels: Mapping[str, list[list[float]]]) -> None:
    """Give people hazards at levels that a burn-in has found (by age group and sex)."""
    profile = _profiles(economy)[0]
    pull, *others = (np.asarray(levels[name])[GROUP] for name in ("enter", "risk", "own_account", "informal"))
    economy.cell_hazards[1:] = np.minimum(MOST_ENTRY, pull * profile / (1.0 - profile)), *others
    _give(economy)


def _apply(economy: "Economy") -> None:
    """Scale separations such that staff have a mean level of 1, and give people their hazards."""
    q, by_education = economy.persons, education_risk(economy.parameters)
    risk = economy.cell_hazards[2]
    age = np.clip(-q.birth_month // 12, 0, OLDEST)
    level = risk[age, q.sex] * by_education[q.education]
    mean = float(np.mean(level[q.post >= 0]))
    risk /= mean
    _give(economy)
    q.separation_level = level / mean


def _give(economy: "Economy") -> None:
    """Give people the hazards of their age, sex and education."""
    q, by_education = economy.persons, education_risk(economy.parameters)
    leave, enter, risk, own_account, informal = economy.cell_hazards
    age = np.clip(-q.birth_month // 12, 0, OLDEST)
    q.exit_hazard, q.entry_hazard = leave[age, q.sex], enter[age, q.sex]
    q.separation_level = risk[age, q.sex] * by_education[q.education]
    q.own_account_level, q.informal_level = own_account[age, q.sex], informal[age, q.sex]


def set_search_types(economy: "Economy", spread: float, root: np.uint64) -> None:
    """Two persistent types of seekers: a few who look 1 - spread, and the others, so that the mean is 1.

    Nobody is told from the others at a spread of nothing, so that there is always some.
    """
    q = economy.persons
    slow = uniforms(root, "search_type", q.id[: q.n]) < economy.parameters["slow_seekers"]
    give_types(economy, slow, max(spread, SPREADS[0]))


def give_types(economy: "Economy", slow: NDArray[np.bool_], spread: float) -> None:
    """Let slow seekers look by `spread` less than all others, the mean being 1."""
    share = economy.parameters["slow_seekers"]
    economy.persons.search_type = np.where(slow, 1.0 - spread, 1.0 + spread * share / (1.0 - share))


def steer_search_types(economy: "Economy", gain: float) -> None:
    """Move the types apart until as many of the unemployed have looked for a year as the country says.

    Where that is not enough and no survey gives the chance of finding work, that moves, as far as what was
    assumed may be wrong; it comes back where types are enough.
    """
    q, steered = economy.persons, economy.controllers
    long_term = count_long_term(q.n, q.status, q.months_in_status, q.months_out, YEAR)
    share = float(long_term) / max(float(np.isin(q.status, SEEKING).sum()), 1.0)
    wanted = economy.country.values["long_term_unemployment_share"]
    further = float(np.exp(HASTE * gain * (wanted - share) / wanted))
    steered.search_type_spread = float(np.clip(steered.search_type_spread * further, *SPREADS))
    known = economy.country.meta["job_finding_rate"]
    if known.status in ("assumed", "calibrated"):
        if steered.search_type_spread in SPREADS:
            steered.finding_target /= further
        elif INSIDE[0] < steered.search_type_spread < INSIDE[1]:
            steered.finding_target *= (known.value / steered.finding_target) ** gain
        least, most = known.value * (1.0 - ASSUMED), known.value * (1.0 + ASSUMED)
        steered.finding_target = min(max(steered.finding_target, least), most)
    give_types(economy, q.search_type < 1.0, steered.search_type_spread)
