"""Hazards of losing work, of leaving and entering the labour force and own work: set, then steered.

By age, sex and, for the loss of a job, occupation. Who of the unemployed starts own-account or informal work,
and where, decides who works so in the long run: starts replace those who give up there.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import (
    EMPLOYED,
    IN_FORCE,
    INACTIVE,
    INFORMAL,
    OWN_ACCOUNT,
    SEEKING,
    UNEMPLOYED,
    WORKING,
)
from simulator.core.economy import Economy
from simulator.economy.demography import education_risk
from simulator.indicators.people import census
from simulator.markets.separations import ordinary_separations
from simulator.start.draws import Array, Rows, uniforms
from simulator.start.people import (
    OLDEST,
    age_group,
    count_by_age,
    drift_by_age,
    participation_by_year,
    pension_ages,
)

USUAL_WITHOUT_CONTRACT = 0.2
"""Own-account and informal work over all work up to which starts keep their pace."""
NEARLY_ALL = 0.8
"""The same above which that share says nothing about their number: the few jobs could not set it right."""
DAMPING = 6.0
"""Fall of the starts with the share of those at work: integral control alone swings for decades."""
PATIENCE = 48.0
"""Months over which it is seen where starts lack."""
LACKING = (0.25, 4.0)
LARGEST = 50.0
LEAST_LEVEL, MOST_LEVEL = 0.02, 10.0


class Kind(NamedTuple):
    """One of the two kinds of work without a contract; `name` begins the names of its columns and values."""

    name: str
    status: int


KINDS = (Kind("own_account", OWN_ACCOUNT), Kind("informal", INFORMAL))


def without_contract(economy: Economy) -> Array:
    """People in each kind of work by age group and sex (2 x 4 x 2)."""
    return np.stack([_by_age_and_sex(economy, kind.status) for kind in KINDS])


def start_levels(economy: Economy) -> Array:
    """Starts of each kind by age group and sex over those of all seekers, such that stocks last (2 x 4 x 2).

    All give up at the same hazard: as many start as work so, from the seekers of the group.
    """
    seekers = np.maximum(_by_age_and_sex(economy, UNEMPLOYED), 1.0)
    there = without_contract(economy)
    level = there / seekers * seekers.sum() / np.maximum(there.sum(axis=(1, 2), keepdims=True), 1.0)
    return np.asarray(np.clip(level, LEAST_LEVEL, MOST_LEVEL))


def set_tendencies(economy: Economy) -> None:
    """Where own-account and informal work begins: such that their month-0 occupations are kept."""
    for kind in KINDS:
        room = _room(economy, _by_occupation(economy, kind.status), 1.0)
        set_room(economy, kind, room)
    staff = np.maximum(_by_occupation(economy, EMPLOYED), 1.0)
    leavers = _by_occupation(economy, OWN_ACCOUNT) / staff
    mean = max(float(leavers @ staff) / float(staff.sum()), 1e-9)
    economy.occupations.own_account_leavers = np.minimum(leavers / mean, LARGEST)


def steer_starts(economy: Economy) -> None:
    """Hazards at which seekers start each kind of work, by control of its share in all work.

    They begin where starts would replace half of those who give up. Where more people work so, more of them
    leave for a job, and exports would be raised to employ them all: starts answer faster there. Where
    nearly all work so, the aim is their share of the work that there is at the country's unemployment.
    Employees start on own account at a hazard such that their part of all starts is as given.
    """
    v, p, q, occ = economy.country.values, economy.parameters, economy.persons, economy.occupations
    steered, counts, looking = economy.controllers, economy.status_counts(), q.status == UNEMPLOYED
    work = float(counts[[*WORKING]].sum())
    employed_informally = max(v["informal_share"] - p["unregistered_share"] * v["own_account_total"], 0.0)
    in_all = v["own_account_total"] + employed_informally
    haste = max(1.0, in_all / USUAL_WITHOUT_CONTRACT)
    if in_all > NEARLY_ALL:
        work = (1.0 - steered.unemployment_target) * float(counts[[*IN_FORCE]].sum())
    insured = q.benefit_months_left > 0
    for (name, status), share, open_to, from_jobs in (
        (KINDS[0], v["own_account_total"], looking, p["own_account_from_jobs"]),
        (KINDS[1], employed_informally, looking & ~insured, 0.0),
    ):
        wanted = max(share * work, 1e-9)
        level, tendency = getattr(q, f"{name}_level"), getattr(occ, f"{name}_tendency")
        inclined = float((level[open_to] * tendency[q.occupation[open_to]]).sum())
        least = (1.0 - from_jobs) * p[f"{name}_exit"] * share * work / max(inclined, 1.0)
        now, last, entry = (
            float(counts[status]) / wanted,
            steered.at(f"last_{name}"),
            steered.at(f"{name}_entry"),
        )
        if status == OWN_ACCOUNT:
            leavers = occ.own_account_leavers[q.occupation[q.status == EMPLOYED]].sum()
            a_leaver = inclined / max(float(leavers), 1.0) / (1.0 - from_jobs)
            steered.own_account_entry_from_jobs = from_jobs * entry * a_leaver
        risen = now - last if last > 0.0 else 0.0
        pull = exp(0.03 * haste * (1.0 - now) - DAMPING * risen) if share > 0.0 else 0.0
        floor = 0.5 * min(haste, 1.5) * least
        if in_all > NEARLY_ALL:  # all who give up are replaced at first; later control alone decides
            floor = least if entry == 0.0 else 0.0
        steered.open(**{f"last_{name}": now, f"{name}_entry": min(0.5, max(entry, floor) * pull)})


def steer_occupations(economy: Economy, aims: dict[str, Array]) -> None:
    """Slowly move starts to the occupations in which fewer work so than before burn-in (`aims`, by kind)."""
    for kind in KINDS:
        have, aim = _by_occupation(economy, kind.status), aims[kind.name]
        if aim.sum() == 0.0:
            continue
        share = aim / aim.sum()
        lacking = np.clip(share * have.sum() / np.maximum(have, 1.0), *LACKING)
        before = getattr(economy.occupations, f"{kind.name}_room")
        set_room(economy, kind, before + (_room(economy, aim, lacking**2) - before) / PATIENCE)


def occupations_of_starts(economy: Economy) -> dict[str, Array]:
    """People by occupation in each kind of work."""
    return {kind.name: _by_occupation(economy, kind.status) for kind in KINDS}


def _by_age_and_sex(economy: Economy, status: int) -> Array:
    q = economy.persons
    here = (q.status == status) & (q.active == 1)
    return np.bincount(2 * q.age_group[here] + q.sex[here], minlength=8).reshape(4, 2).astype(np.float64)


def _by_occupation(economy: Economy, status: int) -> Array:
    q, occ = economy.persons, economy.occupations
    return np.bincount(q.occupation[q.status == status], minlength=occ.n).astype(np.float64)


def _room(economy: Economy, aim: Array, lacking: Array | float) -> Array:
    """Starts in each occupation over those who look there, in proportion to `aim`; mean of seekers 1."""
    seekers = np.maximum(_by_occupation(economy, UNEMPLOYED), 0.5)
    look = seekers @ economy.mobility
    wanted = aim * lacking
    return np.asarray(np.minimum(wanted / look * seekers.sum() / max(float(wanted.sum()), 1.0), LARGEST))


def set_room(economy: Economy, kind: Kind, room: Rows | Array) -> None:
    """Where people may start such work, by occupation, and so how inclined those who look are."""
    setattr(economy.occupations, f"{kind.name}_room", room)
    setattr(economy.occupations, f"{kind.name}_tendency", economy.mobility @ room)


MAJOR_GROUPS = range(1, 10)
ASKED = 36
"""Months since the last job for which surveys ask which occupation it was of."""
FARTHEST = 3.0
"""Most by which separation may differ, as a factor, from what it were if all found work equally fast."""
SEEN = 0.1
"""Least that small groups are taken to show."""


def set_occupation_risk(economy: Economy) -> None:
    """Separation of an occupation over the mean, as if all found work equally fast."""
    _raise_layoffs(economy, _asked_for(economy))


def steer_occupation_risk(economy: Economy, gain: float) -> None:
    """Move it until the unemployed of each major group are as many, per head in work, as is asked for.

    Groups that find work faster than the mean lose it more often, and the other way round.
    """
    major = economy.major_group
    now = np.maximum(unemployed_over_mean(economy), SEEN)
    level = economy.occupations.separation_level * ((_asked_for(economy) / now) ** gain)[major]
    _raise_layoffs(economy, np.bincount(major, level, 10) / np.maximum(np.bincount(major, minlength=10), 1))


def unemployed_over_mean(economy: Economy) -> Array:
    """Unemployed by major group of their last job per head in work there, over that of all groups [10]."""
    q, major = economy.persons, economy.major_group
    here = q.active == 1
    looks = here & (q.status == UNEMPLOYED) & (q.last_wage > 0.0) & (q.months_out < ASKED)
    works = here & np.isin(q.status, WORKING)
    out, there = (np.bincount(major[q.occupation[who]], minlength=10) for who in (looks, works))
    mean = max(int(out.sum()), 1) / max(int(there.sum()), 1)
    return np.asarray(out / np.maximum(there, 1) / mean)


def _asked_for(economy: Economy) -> Array:
    p = economy.parameters
    return np.array([1.0, *(p[f"occupation_risk_{group}"] for group in MAJOR_GROUPS)])


def _raise_layoffs(economy: Economy, level: Array) -> None:
    """Give occupations the level [10] of their major group; staff have a mean of 1."""
    q, major, asked = economy.persons, economy.major_group, _asked_for(economy)
    staff = (q.status == EMPLOYED) & (q.active == 1)
    mean = float(np.mean(level[major[q.occupation[staff]]]))
    economy.occupations.separation_level = np.clip(level / mean, asked / FARTHEST, asked * FARTHEST)[major]


AGE_GROUPS = ("16_24", "25_54", "55_64", "65_plus")
WORK, SEEK, IDLE, STARTS = range(4)
MOST_ENTRY = 0.2
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


def stocks(economy: Economy) -> Array:
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


def set_hazards(economy: Economy, years: int) -> None:
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
    employees = _by_age_and_sex(economy, EMPLOYED)
    may_leave = np.maximum(employees + p["discouraged_exit"] * seeking, 1.0) / force
    for ageing, (profile, rise, fall) in zip(economy.ageing, _by_year(economy), strict=True):
        ageing[0] = fall / np.maximum(profile * may_leave[GROUP], 0.01)
        ageing[1] = rise / (1.0 - profile)
    _apply(economy)


def _profiles(economy: Economy) -> Array:
    """Participation by year, age and sex, from month 0 to the end of the script."""
    q = economy.persons
    here = q.active == 1
    age = np.minimum(-q.birth_month // 12, OLDEST)
    return participation_by_year(economy, count_by_age(age[here], q.sex[here]), len(economy.ageing))


def _by_year(economy: Economy) -> Iterator[tuple[Array, Array, Array]]:
    """Participation by age and sex in each year, its rise and its fall a month as people grow older."""
    profiles = _profiles(economy)
    ages = pension_ages(economy, len(profiles) - 1)
    for (profile, following), age in zip(pairwise(profiles), ages, strict=False):
        yield profile, *drift_by_age(profile, following, int(age))


def spare_workers(economy: Economy) -> None:
    """While people grow older and arrive, fewer lose a job: who comes to look for one takes their place.

    Burn-in, whose people grow no older, sets separations without them: unemployment of the young would rise
    by a third when they begin to. A beginner may come straight to work or look for longer, and so takes the
    place of `beginners_wait` who lost a job. Call it at the end of burn-in.
    """
    q, p = economy.persons, economy.parameters
    staff = np.flatnonzero((q.status == EMPLOYED) & (q.active == 1))
    level = economy.occupations.separation_level[q.occupation[staff]]
    level *= economy.controllers.separation_scale / q.ability[staff]
    cell = 2 * q.age_group[staff] + q.sex[staff]
    risk = np.bincount(cell, level * ordinary_separations(p, q.tenure[staff]), minlength=8)
    risk = risk.reshape(4, 2)  # a month's separations, were everyone's own level 1
    force = stocks(economy)[[WORK, SEEK]].sum(axis=0)  # entrants are of it
    for ageing, (profile, rise, _) in zip(economy.ageing, _by_year(economy), strict=True):
        entrants = rise / np.maximum(profile, 0.01) + _arrivals(economy)[GROUP]
        ageing[2] = -p["beginners_wait"] * entrants * (force / np.maximum(risk, 1e-3))[GROUP]


def _arrivals(economy: Economy) -> Array:
    """People who arrive and look for work, a month, over participants, by age group and sex (4 x 2).

    Of the first year, which is scripted alike whatever the horizon.
    """
    q = economy.persons
    comes = (q.comes_to_work == 1) & (q.arrival_month > 0) & (q.arrival_month <= YEAR)
    group = age_group((q.arrival_month[comes] - q.birth_month[comes]) // YEAR)
    people = np.bincount(2 * group + q.sex[comes], minlength=8).reshape(4, 2)
    force = stocks(economy)[[WORK, SEEK]].sum(axis=0)
    return people / YEAR / np.maximum(force, 1.0)


def steer_hazards(economy: Economy, aim: Array, gain: float) -> None:
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


def _apply(economy: Economy) -> None:
    """Scale separations such that staff have a mean level of 1, and give people their hazards."""
    q, by_education = economy.persons, education_risk(economy.parameters)
    leave, enter, risk, own_account, informal = economy.cell_hazards
    age = np.clip(-q.birth_month // 12, 0, OLDEST)
    level = risk[age, q.sex] * by_education[q.education]
    mean = float(np.mean(level[q.post >= 0]))
    risk /= mean
    q.exit_hazard, q.entry_hazard = leave[age, q.sex], enter[age, q.sex]
    q.separation_level = level / mean
    q.own_account_level, q.informal_level = own_account[age, q.sex], informal[age, q.sex]


def set_search_types(economy: Economy, spread: float, root: np.uint64) -> None:
    """Two persistent types of seekers: a few who look 1 - spread, and the others, so that the mean is 1.

    Nobody is told from the others at a spread of nothing, so that there is always some.
    """
    q = economy.persons
    slow = uniforms(root, "search_type", q.id[: q.n]) < economy.parameters["slow_seekers"]
    give_types(economy, slow, max(spread, SPREADS[0]))


def give_types(economy: Economy, slow: NDArray[np.bool_], spread: float) -> None:
    """Let slow seekers look by `spread` less than all others, the mean being 1."""
    share = economy.parameters["slow_seekers"]
    economy.persons.search_type = np.where(slow, 1.0 - spread, 1.0 + spread * share / (1.0 - share))


def steer_search_types(economy: Economy, gain: float) -> None:
    """Move the types apart until as many of the unemployed have looked for a year as the country says.

    Where that is not enough and no survey gives the chance of finding work, that moves, as far as what was
    assumed may be wrong; it comes back where types are enough.
    """
    q, steered = economy.persons, economy.controllers
    share = census(economy).long_term / max(float(np.isin(q.status, SEEKING).sum()), 1.0)
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
