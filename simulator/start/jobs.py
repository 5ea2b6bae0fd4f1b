"""Employers of month 0: sector x occupation jobs dealt to firms of at most eight kinds of job."""

from dataclasses import dataclass

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.raking import rake
from simulator.scenario.country.profile import Country
from simulator.start.draws import Rows, apportion, uniforms

LARGEST_KIND = 4
"""Most heads of one kind of job in a firm: with eight kinds, firms have 15 to 40 heads."""


@dataclass
class Jobs:
    """Firms and their posts: rows of posts are 8 f ... 8 f + 7."""

    sector: Rows
    public: Rows
    post_firm: Rows
    post_slot: Rows
    post_occupation: Rows
    post_heads: Rows


def employees_by_sector(country: Country, by_occupation: Rows) -> tuple[Rows, Rows]:
    """Integer employees of private and public employers, sector x occupation, with the given column sums."""
    dependent = country.employment * (1.0 - country.own_account_share)[:, None] + 1e-9
    rows = dependent.sum(axis=1) / dependent.sum() * by_occupation.sum()
    table = rake(dependent, rows, by_occupation.astype(float))
    private = np.zeros(table.shape, np.int64)
    public = np.zeros(table.shape, np.int64)
    share = np.clip(country.public_share / np.maximum(1.0 - country.own_account_share, 1e-9), 0.0, 1.0)
    for o, count in enumerate(by_occupation):
        if count == 0:
            continue
        both = np.stack([table[:, o] * (1.0 - share), table[:, o] * share])
        dealt = apportion(both, int(count))
        private[:, o], public[:, o] = dealt
    return private, public


def make_jobs(country: Country, by_occupation: Rows, root: np.uint64) -> Jobs:
    """Deal every job to a firm: kinds of at most four heads, eight kinds a firm, in keyed order."""
    parts: list[tuple[int, int, Rows, Rows, Rows]] = []
    firms = 0
    for public, table in enumerate(employees_by_sector(country, by_occupation)):
        for s in range(len(country.sectors)):
            occupation, heads = _kinds(table[s])
            if len(heads) == 0:
                continue
            count = -(-len(heads) // POSTS_PER_FIRM)
            order = np.argsort(uniforms(root, f"deal_{public}_{s}", np.arange(len(heads))), kind="stable")
            firm = firms + np.arange(len(heads)) % count
            parts.append((s, public, firm, occupation[order], heads[order]))
            firms += count
    sector, is_public = np.zeros(firms, np.int64), np.zeros(firms, np.int64)
    for s, public, firm, _, _ in parts:
        sector[firm], is_public[firm] = s, public
    firm = np.concatenate([part[2] for part in parts])
    by_firm = np.argsort(firm, kind="stable")
    first = np.searchsorted(firm[by_firm], np.arange(firms))
    slot = np.empty(len(firm), np.int64)
    slot[by_firm] = np.arange(len(firm)) - first[firm[by_firm]]
    occupation = np.concatenate([part[3] for part in parts])
    heads = np.concatenate([part[4] for part in parts])
    return Jobs(sector, is_public, firm, slot, occupation, heads)


def _kinds(counts: Rows) -> tuple[Rows, Rows]:
    """Split the jobs of each occupation into kinds of at most `LARGEST_KIND` heads."""
    occupation, heads = [], []
    for o, count in enumerate(counts):
        if count == 0:
            continue
        kinds = -(-int(count) // LARGEST_KIND)
        occupation.append(np.full(kinds, o))
        heads.append(apportion(np.ones(kinds), int(count)))
    if not heads:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(occupation), np.concatenate(heads)


def size_classes(country: Country, jobs: Jobs, root: np.uint64) -> Rows:
    """Size class of the firms each agent stands for, on employment shares; public employers are large."""
    heads = np.bincount(jobs.post_firm, jobs.post_heads, minlength=len(jobs.sector))
    size = np.full(len(jobs.sector), 3)
    for s in range(len(country.sectors)):
        rows = np.flatnonzero((jobs.sector == s) & (jobs.public == 0))
        if len(rows) == 0:
            continue
        order = rows[np.argsort(uniforms(root, "size_class", rows), kind="stable")]
        reached = (np.cumsum(heads[order]) - heads[order] / 2.0) / heads[order].sum()
        size[order] = np.digitize(reached, np.cumsum(country.firm_size_share)[:3])
    return size
