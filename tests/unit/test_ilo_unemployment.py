"""Unemployment is the ILO's: who sits in a course is neither at work nor unemployed."""

import numpy as np
import pytest

from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.economy.recorder import RunOutput
from simulator.experiment.simulate import prepare
from tests.small import ran, series, small, typical

POLICY = (typical("training_programme", places_per_1000=20.0),)


@pytest.fixture(scope="module")
def output() -> RunOutput:
    return ran(small("moderate", POLICY))


def test_people_in_courses_are_outside_the_labour_force(output: RunOutput) -> None:
    employed, unemployed, force = (
        series(output, name) for name in ("employed", "unemployed", "labour_force")
    )
    assert series(output, "in_training").max() > 0.0
    assert force == pytest.approx(employed + unemployed)
    assert series(output, "unemployment_rate") == pytest.approx(unemployed / force)
    everyone = series(output, "population_16plus")
    assert series(output, "participation_rate") == pytest.approx(force / everyone)
    parts = sum(series(output, name) for name in ("in_training", "inactive", "retired"))
    assert force + parts == pytest.approx(everyone)


def test_the_rates_of_women_and_men_are_on_the_same_footing(output: RunOutput) -> None:
    """Weighed by nothing but people, the rate of everyone lies between the two."""
    both = [series(output, f"unemployment_rate/{sex}")[-1] for sex in ("male", "female")]
    year = len(series(output, "unemployment_rate/male")) - 1
    assert min(both) <= series(output, "unemployment_rate")[12 * year] <= max(both)


def test_a_trigger_watches_the_published_rate() -> None:
    economy = prepare(small("moderate", POLICY), role="policy", replicate=0)
    while not np.any(economy.persons.status == TRAINING):
        economy.step()
    counts = economy.status_counts()
    working = economy.labour_force() - counts[UNEMPLOYED] - counts[TRAINING]
    seen = economy.instruments[0].indicators(economy)["unemployment"]
    assert seen == pytest.approx(counts[UNEMPLOYED] / (working + counts[UNEMPLOYED]))
