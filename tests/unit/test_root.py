"""The search for the rate that closes a gap: few evaluations, bounds, rough and bent functions."""

from collections.abc import Callable

import numpy as np
import pytest

from simulator.experiment.solve import MOST, Search


def search(gap: Callable[[float], float], low: float = -0.1, high: float = 0.4, **keywords: float) -> Search:
    made = Search(gap, low, high, 0.001, keywords.get("slope"))
    made.run(keywords.get("start", 0.0), keywords.get("step", 0.01))
    return made


def test_a_straight_line_takes_three_evaluations() -> None:
    found = search(lambda rate: 0.05 - 7.5 * rate)
    assert len(found.gaps) == 3
    assert found.best() == pytest.approx(0.05 / 7.5, abs=1e-6)


def test_a_known_slope_saves_one() -> None:
    found = search(lambda rate: 0.05 - 7.5 * rate, slope=-7.0)
    assert len(found.gaps) <= 3
    assert abs(found.gaps[found.best()]) <= 0.001


def test_a_surplus_is_given_back() -> None:
    assert search(lambda rate: -0.05 - 7.5 * rate).best() == pytest.approx(-0.05 / 7.5, abs=1e-6)


def test_nothing_to_balance_takes_one_evaluation_and_no_rate() -> None:
    found = search(lambda rate: 0.0005 - rate)
    assert found.gaps == {0.0: 0.0005}


@pytest.mark.parametrize("size", [0.05, 0.5, 1.5])
def test_a_base_that_shrinks_with_the_rate(size: float) -> None:
    found = search(lambda rate: size - 7.5 * rate * (1.0 - rate))
    assert abs(found.gaps[found.best()]) <= 0.001
    assert len(found.gaps) <= 8


def test_the_first_rates_may_mislead() -> None:
    """Close to zero the roughness is larger than what the rate does."""
    found = search(lambda rate: 0.004 + 0.003 * (rate > 0.005) - 0.5 * rate)
    assert abs(found.gaps[found.best()]) <= 0.001


@pytest.mark.parametrize("seed", range(20))
def test_a_rough_function_is_met_within_the_evaluations(seed: int) -> None:
    def gap(rate: float) -> float:
        jump = np.random.default_rng([seed, round(rate * 1e6) + 10**6]).normal(0.0, 0.001)
        return float(0.05 - 7.5 * rate + jump)

    found = search(gap)
    assert abs(found.gaps[found.best()]) <= 0.001
    assert len(found.gaps) <= MOST


def test_no_root_ends_at_the_bound() -> None:
    found = search(lambda rate: 0.5 - rate)
    assert found.best() == 0.4
    assert found.gaps[0.4] == pytest.approx(0.1)
    assert len(found.gaps) <= 5


def test_a_revenue_that_peaks_below_the_need_ends_too() -> None:
    found = search(lambda rate: 0.5 - 4.0 * rate * (0.4 - rate))
    assert len(found.gaps) <= MOST
    assert min(found.gaps.values()) > 0.001


def test_a_rate_that_cannot_fall_stays() -> None:
    found = search(lambda rate: -0.05 - rate, low=0.0)
    assert found.gaps == {0.0: -0.05}


def test_a_root_hidden_by_a_jump_is_sought_close_by() -> None:
    """Just at the change of sign the function leaps over zero; elsewhere near it the leap is smaller."""

    def gap(rate: float) -> float:
        return 0.05 - 7.5 * rate + (0.0015 if rate < 0.00668 else -0.0015 if rate < 0.0067 else 0.0)

    found = search(gap)
    assert abs(found.gaps[found.best()]) <= 0.001
    assert len(found.gaps) <= MOST
