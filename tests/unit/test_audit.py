"""The audit of the model's own employers: who would have an offer after one and after eight months out."""

import numpy as np
import pytest

from calibration.validate.fit import best_rival, callback_ratio
from simulator.experiment.simulate import prepare
from tests.small import small


def test_rivals_are_the_best_of_the_others_for_the_same_opening() -> None:
    opening, score = np.array([4, 1, 4, 4, 2]), np.array([1.0, 5.0, 3.0, 2.0, 9.0])
    assert best_rival(opening, score).tolist() == [3.0, -np.inf, 2.0, 3.0, -np.inf]


def ratio(**parameters: float) -> float:
    """Mean of half a year."""
    economy = prepare(small("none", parameters=parameters), role="no_policy", replicate=0)
    found = []
    for _ in range(6):
        economy.step()
        found.append(callback_ratio(economy))
    return float(np.mean(found))


@pytest.mark.slow
def test_the_more_employers_mind_the_fewer_call_back() -> None:
    even, usual, hard = (ratio(callback_penalty=c, skill_decay=0.0) for c in (0.0, 0.05, 0.3))
    assert even == pytest.approx(1.0)
    assert 1.0 > usual > hard > 0.0


def test_nothing_is_known_before_anybody_has_applied() -> None:
    assert np.isnan(callback_ratio(prepare(small("none"), role="no_policy", replicate=0)))
