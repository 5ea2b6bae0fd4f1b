"""Kernels against NumPy and SciPy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.core import kernels
from simulator.core.kernels import Distribution

RNG = np.random.default_rng(1)


def _incomes(n):
    rng = np.random.default_rng(n)  # the same whichever tests ran before
    values = rng.lognormal(7.0, 0.8, n)
    values[: n // 20] = 0.0
    return values, rng.uniform(0.5, 1.5, n)


def _lorenz(values, weights, probs):
    """Exact Lorenz curve, by sorting."""
    order = np.argsort(values)
    people = np.concatenate([[0], np.cumsum(weights[order])])
    held = np.concatenate([[0], np.cumsum((values * weights)[order])])
    return np.interp(probs, people / people[-1], held / held[-1]), people / people[-1], held / held[-1]


@settings(max_examples=100, deadline=None)
@given(arrays(np.float64, st.integers(0, 400), elements=st.floats(-1e12, 1e12)))
def test_sum_is_as_good_as_fsum(values):
    scale = float(np.abs(values).sum())
    assert kernels.sum_of(values) == pytest.approx(math.fsum(values), abs=1e-14 * scale + 1e-300)


def test_sum_takes_any_numbers_and_conditions():
    counts = RNG.integers(0, 100, 1000).astype(np.int32)
    assert kernels.sum_of(counts) == counts.sum()
    assert kernels.sum_of(counts > 50) == (counts > 50).sum()
    assert kernels.sum_of(np.empty(0)) == 0.0


SIZES = [0, 1, 127, 128, 511, 512, 513, 5000]


@pytest.mark.parametrize("n", SIZES)
def test_a_sum_over_some_is_the_sum_with_zeros_for_the_others(n):
    values, codes = RNG.normal(size=n) * 10.0 ** RNG.integers(-6, 6, n), RNG.integers(0, 3, n).astype(np.int8)
    assert kernels.sum_where(values, codes, 1) == kernels.sum_of(values * (codes == 1))


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("n", SIZES)
def test_moving_columns_at_once_is_moving_their_row_sums(n, sign):
    columns, before = tuple(RNG.normal(size=(3, n)) * 1e3), RNG.normal(size=n)
    balance = before.copy()
    total, each = kernels.move(balance, columns, sign)
    assert total == kernels.sum_of(sum(columns))
    assert each.tolist() == [kernels.sum_of(column) for column in columns]
    np.testing.assert_array_equal(balance, before + sign * sum(columns))


@pytest.mark.parametrize("n", SIZES)
def test_an_exchange_pays_and_credits_the_two_sides_of_a_net_amount(n):
    net, before = np.where(RNG.random(n) < 0.1, RNG.normal(size=n), 0.0), RNG.normal(size=n)
    balance = before.copy()
    paid, received = kernels.exchange(balance, net)
    assert (paid, received) == (
        kernels.sum_of(np.maximum(-net, 0.0)),
        kernels.sum_of(np.maximum(net, 0.0)),
    )
    np.testing.assert_array_equal(balance, before + net)


def test_the_lowest_are_as_many_as_asked_and_none_above_the_rest():
    values = RNG.random(1000)
    for count in (-1, 0, 1, 999, 1000, 2000):
        chosen = kernels.lowest(values, count)
        assert chosen.sum() == min(max(count, 0), 1000)
        assert max(values[chosen], default=0.0) <= min(values[~chosen], default=1.0)


@pytest.mark.parametrize("n", [10, 1000, 100_000])
def test_gini_and_lorenz_against_sorting(n):
    values, weights = _incomes(n)
    probs = np.array([0.1, 0.2, 0.5, 0.9, 1.0])
    expected, people, held = _lorenz(values, weights, probs)
    gini = 1.0 - np.sum(np.diff(people) * (held[1:] + held[:-1]))
    assert Distribution(values, weights).gini() == pytest.approx(gini, abs=2e-6)
    np.testing.assert_allclose(Distribution(values, weights).lorenz(probs), expected, atol=1e-5)


def test_gini_of_known_distributions():
    n = 100_000
    uniform = (np.arange(n) + 0.5) / n
    exponential = -np.log1p(-uniform)
    assert Distribution(uniform, np.ones(n)).gini() == pytest.approx(1 / 3, abs=1e-4)
    assert Distribution(exponential, np.ones(n)).gini() == pytest.approx(1 / 2, abs=1e-4)
    assert Distribution(np.array([5.0, 5.0]), np.ones(2)).gini() == pytest.approx(0.0, abs=1e-12)
    assert Distribution(np.array([0.0, 0.0, 0.0, 4.0]), np.ones(4)).gini() == pytest.approx(0.75)
    assert math.isnan(Distribution(np.zeros(3), np.ones(3)).gini())


def test_weights_count_as_people_and_scale_does_not_matter():
    values, weights = _incomes(500)
    whole = np.ceil(weights * 2)
    repeated = np.repeat(values, whole.astype(int))
    assert Distribution(values, whole).gini() == pytest.approx(
        Distribution(repeated, np.ones(len(repeated))).gini(), abs=1e-12
    )
    assert Distribution(values * 1024, whole).gini() == Distribution(values, whole).gini()
    with_nobody = Distribution(np.append(values, 1e9), np.append(weights, 0.0))
    assert with_nobody.gini() == Distribution(values, weights).gini()


@pytest.mark.parametrize("n", [1, 7, 1000, 50_000])
def test_quantiles_are_exact(n):
    values, weights = _incomes(n)
    probs = np.array([0.0, 0.01, 0.1, 0.5, 0.6, 0.9, 0.999])
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    expected = values[order][np.minimum(np.searchsorted(reached, probs * reached[-1]), n - 1)]
    np.testing.assert_array_equal(Distribution(values, weights).quantiles(probs), expected)


def test_the_median_of_equal_weights_is_scipys():
    values = RNG.lognormal(size=10_001)
    assert Distribution(values, np.ones(10_001)).quantiles(np.array([0.5]))[0] == np.median(values)


def test_quantiles_of_nothing_are_nan():
    assert np.isnan(Distribution(np.ones(3), np.zeros(3)).quantiles(np.array([0.5]))).all()
