"""Draws are uniform, independent and keyed: nothing but (seed, name, month, id) moves them."""

import numpy as np
import pytest
from scipy import special, stats

from simulator.core.compiled import njit
from simulator.core.streams import (
    bits,
    key_n,
    normal,
    normal_quantile,
    root_key,
    stream_key,
    uniform,
)

ROWS = 200_000
# The seeds are fixed, so no test is flaky; a wrong generator passes, or a right one under other
# seeds fails, with this probability per test.
FALSE_ALARM = 1e-4
ROOT = root_key(20250101, 0)


@njit
def _fill(function_number, key, draw, out):
    for i in range(len(out)):
        if function_number == 0:
            out[i] = uniform(key, i)
        elif function_number == 1:
            out[i] = normal(key, i)
        else:
            out[i] = uniform(key_n(key, draw), i)


def _draws(name="purpose", month=3, *, root=ROOT, kind=0, draw=0, rows=ROWS):
    out = np.empty(rows)
    _fill(kind, stream_key(root, name, month), draw, out)
    return out


def test_the_hash_is_splitmix64():
    # First outputs of the published generator for seed 0 (Vigna's reference implementation).
    expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert [int(bits(np.uint64(0), i)) for i in range(3)] == expected


def test_draws_are_uniform():
    draws = _draws()
    assert draws.min() >= 0.0
    assert draws.max() < 1.0
    assert stats.kstest(draws, "uniform").pvalue > FALSE_ALARM
    assert stats.chisquare(np.bincount((draws * 1024).astype(int), minlength=1024)).pvalue > FALSE_ALARM


def test_normal_draws_are_normal():
    assert stats.kstest(_draws(kind=1), "norm").pvalue > FALSE_ALARM


def test_normal_quantile_against_scipy():
    p = np.concatenate(
        [10.0 ** -np.arange(1, 300, 7), np.linspace(0.001, 0.999, 998), 1 - 10.0 ** -np.arange(1, 16)]
    )
    ours = np.array([normal_quantile(x) for x in p])
    np.testing.assert_allclose(ours, special.ndtri(p), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "other"},
        {"month": 4},
        {"root": root_key(20250101, 1)},
        {"root": root_key(20250102, 0)},
        {"kind": 2, "draw": 1},
    ],
    ids=["name", "month", "replicate", "seed", "draw"],
)
def test_streams_are_independent(other):
    first, second = _draws(), _draws(**other)
    cells = np.bincount((first * 32).astype(int) * 32 + (second * 32).astype(int), minlength=1024)
    assert stats.chisquare(cells).pvalue > FALSE_ALARM
    assert stats.pearsonr(first, second).pvalue > FALSE_ALARM


@pytest.mark.parametrize("lag", [1, 2, 7, 1000])
def test_neighbouring_ids_are_independent(lag):
    draws = _draws()
    cells = np.bincount((draws[:-lag] * 32).astype(int) * 32 + (draws[lag:] * 32).astype(int), minlength=1024)
    assert stats.chisquare(cells).pvalue > FALSE_ALARM


def test_consecutive_months_of_one_id_are_uniform_and_independent():
    draws = np.array([uniform(stream_key(ROOT, "purpose", month), 17) for month in range(5000)])
    assert stats.kstest(draws, "uniform").pvalue > FALSE_ALARM
    assert stats.pearsonr(draws[:-1], draws[1:]).pvalue > FALSE_ALARM


def test_more_ids_change_no_draw():
    np.testing.assert_array_equal(_draws(rows=10), _draws(rows=1000)[:10])


def test_draw_zero_is_the_single_draw():
    np.testing.assert_array_equal(_draws(rows=100), _draws(rows=100, kind=2, draw=0))


def test_keys_are_distinct():
    keys = {
        stream_key(root_key(s, r), n, m)
        for s in range(4)
        for r in range(4)
        for n in "abc"
        for m in range(240)
    }
    assert len(keys) == 4 * 4 * 3 * 240
