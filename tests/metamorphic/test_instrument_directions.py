"""The first-order direction of each instrument, on the same people and the same draws with and without it.

A row says what must move and which way, summed over the run and over the seeds; every instrument has one.
"""

from functools import cache

import pytest

from simulator.policies import discover
from simulator.recorder import RunOutput
from tests.small import ran, series, small, typical

SEEDS = (0, 1, 2)
MORE, LESS = 1, -1
DIRECTIONS: dict[str, dict[str, int]] = {
    "automation_levy": {"revenue_automation_levy": MORE, "firm_profit": LESS, "tasks_automated": LESS},
    "basic_income": {"real_disposable_income": MORE, "arop": LESS, "gini": LESS, "participation_rate": LESS,
                     "public_balance": LESS},
    "training_programme": {"in_training": MORE, "spending_training_programme": MORE,
                           "public_balance": LESS},
    "unemployment_insurance": {"job_finding_rate": LESS, "spending_unemployment_insurance": MORE,
                               "public_balance": LESS},
}  # fmt: skip
SETTINGS: dict[str, dict[str, float]] = {"automation_levy": {"rate": 1.0}}
"""Values beyond the typical ones, where a thousand people would not show them."""


def test_every_instrument_has_a_direction() -> None:
    assert set(DIRECTIONS) == set(discover())


@pytest.mark.parametrize(("name", "indicator"), [(n, i) for n, moved in DIRECTIONS.items() for i in moved])
def test_it_moves_what_it_is_meant_to(name: str, indicator: str) -> None:
    total = sum(series(with_(name, seed), indicator).sum() - series(without(seed), indicator).sum()
                for seed in SEEDS)  # fmt: skip
    assert total * DIRECTIONS[name][indicator] > 0.0


@cache
def with_(name: str, seed: int) -> RunOutput:
    return ran(small("rapid", (typical(name, **SETTINGS.get(name, {})),)), replicate=seed)


@cache
def without(seed: int) -> RunOutput:
    return ran(small("rapid"), replicate=seed)
