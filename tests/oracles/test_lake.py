"""With constant rates of separation and job finding, unemployment is that of the lake model.

The exits and hires are the model's own compiled passes; only who finds a job is a stub. People are
independent two-state Markov chains, so the standard error of the time average is known exactly enough:
u (1 - u) / (N T) x (1 + r) / (1 - r), r the chain's autocorrelation. False-alarm rate of each test: 1e-5.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

import simulator.economy.schedule  # declares the rules' parameters
import simulator.parameters  # noqa: F401  (declares the economy's)
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.core.kernels import columns
from simulator.core.rule import resolve_parameters
from simulator.core.streams import root_key, stream_key, uniform
from simulator.economy.model import Economy
from simulator.markets import hiring, labour
from simulator.markets.even_draws import draw_exits
from simulator.markets.separations import Posts, Workers
from simulator.scenario.country.profile import load_country

PEOPLE, MONTHS = 10_000, 60
CRITICAL = 4.42  # two-sided 1e-5
RATES = [(0.02, 0.15), (0.01, 0.30), (0.05, 0.50)]


def economy_of(separation: float, unemployment: float, seed: int) -> Economy:
    """One firm with one post where everybody works or worked; all separate at the same rate."""
    constant = {"separation_new": separation, "separation_settled": separation, "separation_scale": 1.0}
    sizes = {"person": PEOPLE, "household": 1, "firm": 1}
    economy = Economy(load_country("ESP"), resolve_parameters(constant), sizes, root_key(seed, 0), "")
    for members, rows in ((economy.persons, PEOPLE), (economy.firms, 1), (economy.posts, 8)):
        members.add_rows(rows)
    economy.occupations.add_rows(len(economy.country.occupations))
    economy.posts.firm = 0
    q = economy.persons
    key = stream_key(economy.root, "first status", 0)
    jobless = np.array([uniform(key, i) < unemployment for i in range(PEOPLE)])
    q.status = np.where(jobless, UNEMPLOYED, EMPLOYED)
    q.firm = q.post = np.where(jobless, -1, 0)
    economy.posts.heads[0] = economy.firms.heads[0] = (~jobless).sum()
    q.wage = 1.0
    return economy


def find_jobs(economy: Economy, finding: float) -> None:
    """Every seeker finds a job with the same probability; the model's `hire` carries it out."""
    q, posts, firms = economy.persons, economy.posts, economy.firms
    key = stream_key(economy.root, "stub", economy.month)
    lucky = np.array([uniform(key, i) < finding for i in q.id.tolist()])
    best = np.flatnonzero((q.status == UNEMPLOYED) & lucky).astype(np.int32)
    hiring.hire(
        best, np.ones(len(best)), np.zeros(len(best), np.int32), columns(Workers, q), columns(Posts, posts),
        firms.heads, (economy.distance, 0.0), economy.moves, np.zeros(4),
    )  # fmt: skip


def rates(economy: Economy) -> float:
    """Unemployment, after checking that no one was lost on the way."""
    q = economy.persons
    assert economy.posts.heads[0] == economy.firms.heads[0] == (q.status == EMPLOYED).sum()
    assert ((q.post >= 0) == (q.status == EMPLOYED)).all()
    return float((q.status == UNEMPLOYED).mean())


def assert_mean(found: NDArray[np.float64], expected: float, memory: float) -> None:
    error = np.sqrt(expected * (1.0 - expected) / (PEOPLE * len(found)) * (1.0 + memory) / (1.0 - memory))
    assert abs(found.mean() - expected) < CRITICAL * error
    assert CRITICAL * error < 0.1 * expected  # the test can tell the two formulas and a tenth apart


@pytest.mark.parametrize(("s", "f"), RATES)
def test_who_loses_the_job_looks_in_the_same_month(s: float, f: float) -> None:
    expected = s * (1.0 - f) / (s * (1.0 - f) + f)
    economy = economy_of(s, expected, seed=1)
    found = []
    for economy.month in range(1, MONTHS + 1):
        labour.separate_workers(economy)
        find_jobs(economy, f)
        found.append(rates(economy))
    assert_mean(np.array(found), expected, memory=(1.0 - s) * (1.0 - f))


@pytest.mark.parametrize(("s", "f"), RATES)
def test_who_loses_the_job_looks_from_the_next_month(
    s: float, f: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = s / (s + f)
    economy = economy_of(s, expected, seed=2)
    decide = labour.worker_separate.run
    monkeypatch.setattr(labour, "worker_separate", SimpleNamespace(run=lambda economy, among: None))
    found = []
    for economy.month in range(1, MONTHS + 1):
        draw_exits(economy)
        decide(economy)  # only who works now can leave
        find_jobs(economy, f)
        labour.separate_workers(economy)
        found.append(rates(economy))
    assert_mean(np.array(found), expected, memory=1.0 - s - f)
