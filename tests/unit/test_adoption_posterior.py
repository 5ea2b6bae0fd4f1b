"""The posterior of AI's pace: it finds a known truth, and its intervals cover."""

import numpy as np
import pytest

from calibration.estimate import adoption
from simulator.core.errors import InputError
from simulator.scenario.priors import at_pace

TOLERANCE = 0.02


def test_a_known_truth_is_found_and_covered() -> None:
    """Two surveys that tell the first unknown and nothing of the others."""
    drawn = adoption.unknowns()
    given = np.column_stack([0.2 - 0.1 * np.log(drawn[:, 0]), 0.3 - 0.2 * np.log(drawn[:, 0])])
    truth = 1.3
    data = np.array([0.2 - 0.1 * np.log(truth), 0.3 - 0.2 * np.log(truth)])
    weight = adoption.weights(given, data, TOLERANCE)
    low, median, high = adoption.quantiles(drawn[:, 0], weight)
    assert low < median < high
    assert median == pytest.approx(truth, rel=0.05)
    before = adoption.quantiles(drawn[:, 0], np.full(adoption.DRAWS, 1.0 / adoption.DRAWS))
    assert high - low < 0.5 * (before[2] - before[0])
    held = adoption.coverage(drawn, given, TOLERANCE)
    assert held == pytest.approx(0.9, abs=0.03)


def test_a_country_without_surveys_by_size_is_refused() -> None:
    with pytest.raises(InputError, match="no surveys of firms by size"):
        adoption.surveys("USA")


def test_another_pace_leaves_the_frontier_of_2025() -> None:
    world = {"frontier_growth": 0.52, "frontier_midpoint": 2022.783}
    other = at_pace(world, 0.81)
    reached = [one["frontier_growth"] * (2025.0 - one["frontier_midpoint"]) for one in (world, other)]
    assert reached[0] == pytest.approx(reached[1])
