"""Incomes by decile: their parts add up to what households have after taxes in the accounts of the month."""

import numpy as np
import pytest

from simulator.economy.recorder import RunOutput
from simulator.experiment.simulate import simulate
from simulator.scenario import Options, load_scenario
from tests.small import series

EVERYTHING = "benchmarks/digests/everything.yaml"
PARTS = ("market_income", "pensions_received", "benefits_received", "policies_received", "taxes_paid")
DECILES = ("entrant", *(str(k) for k in range(1, 11)))


@pytest.fixture(scope="module")
def output() -> RunOutput:
    options = Options(persons=1000, months=37, seeds=1)
    return simulate(load_scenario(EVERYTHING, options=options), role="policy", replicate=0)


def of_decile(output: RunOutput, indicator: str, group: str) -> np.ndarray:
    rows = output.rows
    here = (rows["indicator"] == indicator) & (rows["by"] == "income_decile") & (rows["group"] == group)
    return rows["value"][here]


def net(parts: dict[str, np.ndarray]) -> np.ndarray:
    return sum(value if name != "taxes_paid" else -value for name, value in parts.items())


def test_parts_per_adult_times_adults_are_the_income_of_households_in_the_accounts(output: RunOutput):
    parts = {name: series(output, name) for name in PARTS}
    adults = series(output, "population_16plus")
    assert np.any(parts["policies_received"] != 0.0)
    assert net(parts) * adults == pytest.approx(series(output, "after_tax_households"), rel=1e-9)


def test_in_each_decile_the_parts_add_up_to_what_is_left(output: RunOutput):
    for group in DECILES:
        parts = {name: of_decile(output, name, group) for name in PARTS}
        assert net(parts) == pytest.approx(of_decile(output, "net_income", group), rel=1e-9)


def test_a_decile_is_told_as_the_mean_of_the_year(output: RunOutput):
    """Without entrants yet all deciles are as large, so that their mean is that of everyone's months."""
    everyone = series(output, "market_income")[1:13].mean()
    tenths = [of_decile(output, "market_income", group)[1] for group in DECILES[1:]]
    assert np.mean(tenths) == pytest.approx(everyone, rel=0.03)
