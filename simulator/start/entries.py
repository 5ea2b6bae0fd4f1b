"""Where own-account and informal work begins, set and then steered: how much, by occupation, age and sex.

Who of the unemployed starts, and where, decides who works so in the long run: starts are spread such that
they replace those who give up in each occupation, age group and sex of month 0.
"""

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED, IN_FORCE, INFORMAL, OWN_ACCOUNT, UNEMPLOYED, WORKING
from simulator.start.draws import Array, Rows

if TYPE_CHECKING:
    from simulator.core.economy import Economy

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


@dataclass(frozen=True)
class Kind:
    """One of the two kinds of work without a contract; `name` begins the names of its columns and values."""

    name: str
    status: int


KINDS = (Kind("own_account", OWN_ACCOUNT), Kind("informal", INFORMAL))


def without_contract(economy: "Economy") -> Array:
    """People in each kind of work by age group and sex (2 x 4 x 2)."""
    return np.stack([_by_age_and_sex(economy, kind.status) for kind in KINDS])


def start_levels(economy: "Economy") -> Array:
    """Starts of each kind by age group and sex over those of all seekers, such that stocks last (2 x 4 x 2).

    All give up at the same hazard: as many start as work so, from the seekers of the group.
    """
    seekers = np.maximum(_by_age_and_sex(economy, UNEMPLOYED), 1.0)
    there = without_contract(economy)
    level = there / seekers * seekers.sum() / np.maximum(there.sum(axis=(1, 2), keepdims=True), 1.0)
    return np.asarray(np.clip(level, LEAST_LEVEL, MOST_LEVEL))


def set_tendencies(economy: "Economy") -> None:
    """Where own-account and informal work begins: such that their month-0 occupations are kept."""
    for kind in KINDS:
        room = _room(economy, _by_occupation(economy, kind.status), 1.0)
        set_room(economy, kind, room)
    staff = np.maximum(_by_occupation(economy, EMPLOYED), 1.0)
    leavers = _by_occupation(economy, OWN_ACCOUNT) / staff
    mean = max(float(leavers @ staff) / float(staff.sum()), 1e-9)
    economy.occupations.own_account_leavers = np.minimum(leavers / mean, LARGEST)


def steer_starts(economy: "Economy") -> None:
    """Hazards at which seekers start each kind of work, by control of its share in all work.

    They begin where starts would replace half of those who give up. Where more people work so, more of them
    leave for a job, and exports would be raised to employ them all: starts answer faster there. Where
    nearly all work so, the aim is their share of the work that there is at the country's unemployment.
    Employees start on own account at a hazard such that their part of all starts is as given.
    """
    v, p, q, occ = economy.country.values, economy.parameters, economy.persons, economy.occupations
    steered = economy.controllers
    counts, looking = economy.status_counts(), q.status == UNEMPLOYED
    work = float(counts[[*WORKING]].sum())
    employed_informally = max(v["informal_share"] - p["unregistered_share"] * v["own_account_total"], 0.0)
    in_all = v["own_account_total"] + employed_informally
    haste = max(1.0, in_all / USUAL_WITHOUT_CONTRACT)
    if in_all > NEARLY_ALL:
        work = (1.0 - steered.unemployment_target) * float(counts[[*IN_FORCE]].sum())
    kinds = (
        ("own_account", OWN_ACCOUNT, v["own_account_total"], looking, q.own_account_level,
         occ.own_account_tendency),
        ("informal", INFORMAL, employed_informally, looking & (q.benefit_months_left <= 0), q.informal_level,
         occ.informal_tendency),
    )  # fmt: skip
    before = {
        "own_account": (steered.last_own_account, steered.own_account_entry),
        "informal": (steered.last_informal, steered.informal_entry),
    }
    from_jobs = {"own_account": p["own_account_from_jobs"], "informal": 0.0}
    after = {}
    for name, status, share, open_to, level, tendency in kinds:
        wanted = max(share * work, 1e-9)
        inclined = float((level[open_to] * tendency[q.occupation[open_to]]).sum())
        least = (1.0 - from_jobs[name]) * p[f"{name}_exit"] * share * work / max(inclined, 1.0)
        if name == "own_account":
            leavers = occ.own_account_leavers[q.occupation[q.status == EMPLOYED]].sum()
            a_leaver = inclined / max(float(leavers), 1.0) / (1.0 - from_jobs[name])
            steered.own_account_entry_from_jobs = from_jobs[name] * steered.own_account_entry * a_leaver
        now = float(counts[status]) / wanted
        last, now_entry = before[name]
        risen = now - last if last > 0.0 else 0.0
        pull = exp(0.03 * haste * (1.0 - now) - DAMPING * risen) if share > 0.0 else 0.0
        floor = 0.5 * min(haste, 1.5) * least
        if in_all > NEARLY_ALL:  # all who give up are replaced at first; later control alone decides
            floor = least if now_entry == 0.0 else 0.0
        after[name] = now, min(0.5, max(now_entry, floor) * pull)
    steered.last_own_account, steered.own_account_entry = after["own_account"]
    steered.last_informal, steered.informal_entry = after["informal"]


def steer_occupations(economy: "Economy", aims: dict[str, Array]) -> None:
    """Slowly move starts to the occupations in which fewer work so than in month 0 (`aims`, by kind)."""
    for kind in KINDS:
        have, aim = _by_occupation(economy, kind.status), aims[kind.name]
        if aim.sum() == 0.0:
            continue
        share = aim / aim.sum()
        lacking = np.clip(share * have.sum() / np.maximum(have, 1.0), *LACKING)
        before = getattr(economy.occupations, f"{kind.name}_room")
        set_room(economy, kind, before + (_room(economy, aim, lacking**2) - before) / PATIENCE)


def occupations_of_starts(economy: "Economy") -> dict[str, Array]:
    """People by occupation in each kind of work."""
    return {kind.name: _by_occupation(economy, kind.status) for kind in KINDS}


def _by_age_and_sex(economy: "Economy", status: int) -> Array:
    q = economy.persons
    here = (q.status == status) & (q.active == 1)
    return np.bincount(2 * q.age_group[here] + q.sex[here], minlength=8).reshape(4, 2).astype(np.float64)


def _by_occupation(economy: "Economy", status: int) -> Array:
    q, occ = economy.persons, economy.occupations
    return np.bincount(q.occupation[q.status == status], minlength=occ.n).astype(np.float64)


def _room(economy: "Economy", aim: Array, lacking: Array | float) -> Array:
    """Starts in each occupation over those who look there, in proportion to `aim`; mean of seekers 1."""
    seekers = np.maximum(_by_occupation(economy, UNEMPLOYED), 0.5)
    look = seekers @ economy.mobility
    wanted = aim * lacking
    return np.asarray(np.minimum(wanted / look * seekers.sum() / max(float(wanted.sum()), 1.0), LARGEST))


def set_room(economy: "Economy", kind: Kind, room: Rows | Array) -> None:
    """Where people may start such work, by occupation, and so how inclined those who look are."""
    setattr(economy.occupations, f"{kind.name}_room", room)
    setattr(economy.occupations, f"{kind.name}_tendency", economy.mobility @ room)
