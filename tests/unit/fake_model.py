"""A small deterministic stand-in for the model: smooth paths plus keyed noise, every contracted indicator.

Shapes and sizes are plausible for Spain, nothing is computed: for tests of results and of reports only.
"""

import dataclasses
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.closure import CLOSURES
from simulator.core.errors import IdentityError
from simulator.scenario import Constant, PolicySetting, Scenario
from tests.unit.fake_indicators import (
    BROKEN_DOWN,
    CELLS,
    GROUPS,
    LEFT,
    OF_DECILES,
    SECTORS,
    TABLE,
    Array,
)

PANEL = 400
WEIGHTS = {
    "as_they_are": 1.0,
    "rate_at_floor": 0.4,
    "country_alone": 0.8,
    "foreseen": 0.9,
    "nobody_reacts": 1.3,
}
"""How much AI weighs by closure, which does nothing else."""
POLICIES = (
    PolicySetting("training_programme", {"places_per_1000": Constant(8.0)}, start=24, source="invented"),
    PolicySetting("automation_levy", {"rate": Constant(0.25)}, start=24, earmark="training_programme"),
)


class FakeScenario(Scenario):
    """A scenario whose worlds are names only."""

    def with_world(self, name: str) -> "FakeScenario":
        return dataclasses.replace(self, world_name=name)


def fake_scenario(**changes: Any) -> FakeScenario:
    """A policy scenario for Spain; `changes` replace its fields."""
    given: dict[str, Any] = {
        "name": "levy_pays_training",
        "title": "Retraining, paid by an automation levy",
        "question": "Does an earmarked levy pay for enough retraining to offset displacement in Spain?",
        "country": "ESP",
        "start": "2025-01",
        "months": 60,
        "persons": 20_000,
        "seeds": 6,
        "opening_states": 1,
        "base_seed": 2025,
        "world_name": "moderate",
        "world": {"frontier_growth": 0.52},
        "closure": CLOSURES["as_they_are"],
        "policies": POLICIES,
        "financing": "earmarked",
    }
    return FakeScenario(**{**given, **changes})


@dataclass(frozen=True)
class FakeOutput:
    """A RunOutput."""

    rows: dict[str, Any]
    flows: dict[str, Any]
    persons: dict[str, Any]
    seconds: float = 0.5
    identity_max: float = 3e-15
    kept: Mapping[int, Any] = field(default_factory=dict)


def simulate(scenario: Scenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """Fake run: the noise depends on the replicate alone, so that roles are paired."""
    ai = {"none": 0.0, "slow": 0.6, "moderate": 1.0, "rapid": 1.8}[scenario.world_name]
    ai *= WEIGHTS[scenario.closure.name]
    policy = float(bool(scenario.policies))
    kept = _simulate(scenario.months, scenario.base_seed, replicate, len(role), ai, policy)
    return dataclasses.replace(kept, rows={**kept.rows, "value": kept.rows["value"].copy()})


@lru_cache(maxsize=32)
def _simulate(
    months: int, base_seed: int, replicate: int, letters: int, ai: float, policy: float
) -> FakeOutput:
    """Roles and options of one test, and tests after it, ask for the same again. Nobody may write to it."""
    rng = np.random.default_rng([base_seed, replicate])
    own = np.random.default_rng([base_seed, replicate, letters, int(policy), 7])
    rows = _rows(months, ai, policy, rng, own)
    flows, persons = _flows(months, ai, policy), _persons(months, base_seed, ai, policy, own)
    for column in (*rows.values(), *persons.values()):
        column.flags.writeable = False
    return FakeOutput(rows, flows, persons)


def broken(scenario: Scenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """As `simulate`, but one replicate's accounts do not close."""
    if replicate == 1:
        raise IdentityError("balances sum to zero", 17, f"{scenario.base_seed}/{replicate}", "0.01 left over")
    return simulate(scenario, role=role, replicate=replicate)


def slow(scenario: Scenario, *, role: str, replicate: int, **handed: Any) -> FakeOutput:
    """As `simulate`, and slow enough to be interrupted."""
    time.sleep(0.5)
    return simulate(scenario, role=role, replicate=replicate)


def _rows(
    last: int, ai: float, policy: float, rng: np.random.Generator, own: np.random.Generator
) -> dict[str, Any]:
    months = np.arange(last + 1)
    texts: list[tuple[str, str, str, str]] = []
    when: list[NDArray[np.int64]] = []
    values: list[Array] = []

    def add(at: NDArray[np.int64], name: str, by: str, group: str, those: Array) -> None:
        texts.append((name, by, group, TABLE.get(name, ("persons",))[0]))
        when.append(at)
        values.append(those)

    for name, (_, _, _, path) in TABLE.items():
        shared = np.cumsum(rng.normal(0, 0.001, len(months)))
        alone = np.cumsum(own.normal(0, 0.0002, len(months)))
        add(months, name, "total", "all", path(months / 12, ai, policy) * (1 + shared + alone))
    years = months[::12]
    for name in BROKEN_DOWN:
        for by, groups in GROUPS.items():
            for index, group in enumerate(groups):
                tilt = 1 + 0.5 * (index + 0.5 - len(groups) / 2) / len(groups)
                noise = 1 + rng.normal(0, 0.005, len(years)) + own.normal(0, 0.001, len(years))
                path = TABLE[name][3](years / 12, ai * tilt, policy * tilt)
                add(years, name, by, group, path * tilt * noise)
    for name in OF_DECILES:
        for index, group in enumerate(GROUPS["income_decile"]):
            level = 0.4 + 0.15 * index if group != "entrant" else 0.5
            noise = 1 + own.normal(0, 0.001, len(years))
            add(years, name, "income_decile", group, level * TABLE[name][3](years / 12, ai, policy) * noise)
    size = 40_000 * (0.1 + ai) * (years > 0) * (1 + 0.02 * rng.normal(0, 1, len(years)))
    for place, cell in enumerate(CELLS):
        people = size * (1 + place % 5) / len(CELLS)
        add(years, "displaced_number", "at_layoff", cell, people)
        add(years, "displaced_wait", "three_years_after", cell, people * (14 - 3 * policy))
        for by, left in LEFT.items():
            share = left + 0.02 * policy + own.normal(0, 0.01)
            add(years, "displaced_counted", by, cell, people)
            add(years, "real_income_before", by, cell, people * 2_000)
            add(years, "real_income_after", by, cell, people * 2_000 * share)
    each = np.repeat(np.array(texts, object), [len(one) for one in when], axis=0)
    named = dict(zip(("indicator", "by", "group", "unit"), each.T, strict=True))
    return {"month": np.concatenate(when).astype(np.int16), **named, "value": np.concatenate(values)}


def _flows(last: int, ai: float, policy: float) -> dict[str, Any]:
    years = np.arange(12, last + 1, 12) if last >= 12 else np.array([last])
    extra = (("firms", "state", "automation_levy", 3.6e9), ("state", "households", "training_programme", 3e9))
    flows = [*SECTORS, *(extra if policy else ())]
    return {
        "month": np.repeat(years, len(flows)).astype(np.int16),
        "payer": [flow[0] for _ in years for flow in flows],
        "payee": [flow[1] for _ in years for flow in flows],
        "kind": [flow[2] for _ in years for flow in flows],
        "amount": [flow[3] * 1.03 ** (year / 12) * (1 + 0.01 * ai) for year in years for flow in flows],
    }


def _persons(last: int, base_seed: int, ai: float, policy: float, own: np.random.Generator) -> dict[str, Any]:
    """A panel whose people are the same in every run; incomes move with exposure and with the policy."""
    fixed = np.random.default_rng(base_seed)
    pick = {name: fixed.integers(0, len(groups), PANEL) for name, groups in GROUPS.items()}
    income = np.exp(fixed.normal(7.1, 0.5, PANEL))
    years = np.arange(0, last + 1, 12)
    table: dict[str, list[Any]] = {}
    for year in years:
        share = year / 180
        exposure = pick["exposure_quintile"] / 5
        hit = own.random(PANEL) < 0.25 * share * ai * (0.5 + exposure)
        helped = own.random(PANEL) < 0.4 * policy
        now = income * (1 + 0.01 * year / 12 - 0.3 * (hit & ~helped) + own.normal(0, 0.02, PANEL))
        status = np.where(hit & ~helped, "unemployed", np.where(hit, "training", "employed"))
        columns: dict[str, Any] = {name: np.array(groups)[pick[name]] for name, groups in GROUPS.items()}
        columns |= {
            "person_id": np.arange(PANEL) * 50 + 11,
            "month": np.full(PANEL, year),
            "status": status,
            "status_months": np.where(status == "employed", 60, 5),
            "household_id": np.arange(PANEL),
            "household_adults": np.full(PANEL, 2),
            "household_children": np.arange(PANEL) % 3,
            "equivalised_income": now,
            "displaced_months": np.where(hit, 6 + np.maximum(year - 12, 0), -1),
            "weight": np.full(PANEL, 41.5e6 / PANEL),
        }
        for name, values in columns.items():
            table.setdefault(name, []).append(values)
    return {name: np.concatenate(parts) for name, parts in table.items()}
