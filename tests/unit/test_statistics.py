"""Effects, verdicts and ratios against values worked out by hand or by another road."""

from math import inf, isnan, sqrt

import numpy as np
import pytest
from scipy import stats

from simulator.findings.intervals import (
    Interval,
    cost_per_job_year,
    mean_interval,
    nine_in_ten,
    paired_interval,
    ratio_interval,
)
from simulator.findings.verdicts import Measure, dominated, judge, share_better


def test_the_paired_interval_is_the_textbook_t_interval() -> None:
    effect = paired_interval(np.array([3.0, 5.0, 4.0, 8.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    # Differences 2, 3, 1, 4: mean 2.5, sd 1.2910, t(3) = 3.1824, half-width 2.0543.
    assert effect.mean == 2.5
    assert effect.low == pytest.approx(2.5 - 2.0543, abs=1e-4)
    assert effect.high == pytest.approx(2.5 + 2.0543, abs=1e-4)
    assert effect.n == 4


def test_the_interval_agrees_with_scipy() -> None:
    a, b = np.random.default_rng(1).normal(0, 1, (2, 20))
    low, high = stats.ttest_rel(a, b).confidence_interval(0.95)
    effect = paired_interval(a, b)
    assert (effect.low, effect.high) == (pytest.approx(low), pytest.approx(high))


def test_one_seed_bears_no_interval() -> None:
    one = mean_interval(np.array([2.0]))
    assert (one.mean, one.n, one.half) == (2.0, 1, inf)
    assert isnan(one.low)
    assert isnan(one.high)
    assert not one.excludes_zero()


def test_nine_in_ten_leave_a_twentieth_out_on_each_side() -> None:
    assert nine_in_ten(np.arange(101.0)) == (5.0, 95.0)


def test_an_inert_policy_has_an_effect_of_exactly_nothing() -> None:
    same = np.array([0.1, 0.2, 0.3])
    effect = paired_interval(same, same)
    assert effect == Interval(0.0, 0.0, 0.0, 3)
    assert judge(effect, 0.0, "higher") == "no_relevant_difference"


def test_arrays_that_are_not_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        paired_interval(np.zeros(3), np.zeros(4))


@pytest.mark.parametrize(
    ("mean", "low", "high", "better", "expected"),
    [
        (2.0, 1.0, 3.0, "higher", "better"),
        (2.0, 1.0, 3.0, "lower", "worse"),
        (-2.0, -3.0, -1.0, "higher", "worse"),
        (-2.0, -3.0, -1.0, "lower", "better"),
        (2.0, 1.0, 3.0, "none", "higher"),
        (-2.0, -3.0, -1.0, "none", "lower"),
        (1.0, 0.5, 1.5, "higher", "better"),  # at the smallest relevant effect
        (0.5, 0.1, 0.9, "higher", "no_relevant_difference"),  # sure, and a trifle
        (0.0, -0.9, 0.9, "higher", "no_relevant_difference"),
        (0.0, -1.0, 1.0, "higher", "no_relevant_difference"),
        (0.9, 0.2, 1.6, "higher", "small_rise"),  # sure of the sign, below what counts
        (-0.9, -1.6, -0.2, "higher", "small_fall"),
        (2.0, -0.1, 4.1, "higher", "unclear"),  # large, and not sure
        (2.0, 0.0, 4.0, "higher", "unclear"),  # zero itself is not excluded
        (2.0, -inf, inf, "higher", "unclear"),
        (float("nan"), float("nan"), float("nan"), "higher", "unclear"),
    ],
)
def test_verdicts_with_a_smallest_relevant_effect_of_one(
    mean: float, low: float, high: float, better: str, expected: str
) -> None:
    assert judge(Interval(mean, low, high, 10), 1.0, better) == expected


def test_fieller_with_a_certain_denominator_is_the_scaled_interval_of_the_cost() -> None:
    cost = np.array([10.0, 12.0, 14.0])
    ratio = ratio_interval(cost, np.full(3, 2.0))
    half = stats.t.ppf(0.975, 2) * 2 / sqrt(3) / 2
    assert (ratio.mean, ratio.low, ratio.high) == (6.0, pytest.approx(6 - half), pytest.approx(6 + half))


def test_fieller_bounds_are_where_the_t_test_of_cost_against_jobs_turns() -> None:
    rng = np.random.default_rng(3)
    jobs = rng.normal(5, 1, 12)
    cost = 3 * jobs + rng.normal(0, 2, 12)
    ratio = ratio_interval(cost, jobs)
    for bound in (ratio.low, ratio.high):
        assert stats.ttest_1samp(cost - bound * jobs, 0.0).pvalue == pytest.approx(0.05)


def test_no_finite_cost_per_job_where_jobs_may_be_none_but_a_lower_bound_where_money_is_spent() -> None:
    cost, jobs = np.array([5.0, 6.0, 7.0]), np.array([-1.0, 0.5, 1.0])
    ratio = ratio_interval(cost, jobs)
    assert ratio.high == inf
    assert ratio.low > 0
    assert stats.ttest_1samp(cost - ratio.low * jobs, 0.0).pvalue == pytest.approx(0.05)
    unclear = ratio_interval(np.array([-9.0, 1.0, 12.0]), jobs)
    assert (unclear.low, unclear.high) == (-inf, inf)
    assert isnan(ratio_interval(np.array([5.0, 6.0]), np.array([-1.0, 1.0])).mean)


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(4)
    draws = rng.normal(1.0, 1.0, (4000, 6))
    covered = np.mean([effect.low <= 1.0 <= effect.high for effect in map(mean_interval, draws)])
    # Five standard errors of a share of 0.95 in 4,000 draws: a false alarm in two million runs.
    assert abs(covered - 0.95) < 5 * sqrt(0.95 * 0.05 / 4000)


def test_cost_per_job_year_counts_years() -> None:
    """1,000 jobs more over two years for 100 million a month: 2.4 billion for 2,000 job-years."""
    wobble = np.array([0.9, 1.0, 1.1])[:, None]
    cost = cost_per_job_year(-1e8 * np.ones((3, 24)), 1000.0 * np.ones((3, 24)))
    assert cost == Interval(1.2e6, 1.2e6, 1.2e6, 3)
    rough = cost_per_job_year(-1e8 * wobble * np.ones((3, 24)), 1000.0 * np.ones((3, 24)))
    assert rough.mean == pytest.approx(1.2e6)
    assert rough.low < rough.mean < rough.high
    unknown = cost_per_job_year(-1e8 * np.ones((3, 24)), np.array([[-1.0], [0.0], [1.5]]) * np.ones((3, 24)))
    assert unknown.high == inf


def test_the_share_of_seeds_counts_pairs() -> None:
    a, b = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 2.0, 4.0, 3.0])
    assert share_better(a - b, "higher") == 0.5
    assert share_better(a - b, "lower") == 0.25
    assert isnan(share_better(a - b, "none"))


def test_an_option_is_dominated_when_another_is_as_good_and_cheaper() -> None:
    rng = np.random.default_rng(6)
    luck = rng.normal(0, 5, 30)  # shared by all options: what pairing takes out

    def option(level: float, noise: float = 0.1) -> np.ndarray:
        return level + luck + rng.normal(0, noise, 30)

    cost = {"cheap": option(10), "dear": option(20), "dear_good": option(20), "unsure": option(15)}
    jobs = {"cheap": option(50), "dear": option(50), "dear_good": option(60), "unsure": option(50, noise=20)}
    measures = [Measure(cost, 1.0, "lower"), Measure(jobs, 1.0, "higher")]
    assert dominated(measures) == {"dear": "cheap"}
    same = dict.fromkeys(("one", "other"), luck)
    assert dominated([Measure(same, 1.0, "lower"), Measure(same, 1.0, "higher")]) == {}
    alike = {name: option(8) for name in cost}
    assert dominated(measures, [Measure(alike, 5.0, "lower")]) == {"dear": "cheap"}
    better = alike | {"dear": option(7)}  # clearly, though below what counts
    assert dominated(measures, [Measure(better, 5.0, "lower")]) == {}


def test_an_option_that_is_slightly_better_in_what_decides_is_not_dominated() -> None:
    luck = np.random.default_rng(7).normal(0, 5, 30)
    jobs = {"cheap": 50 + luck, "dear": 50.5 + luck + np.random.default_rng(8).normal(0, 0.1, 30)}
    cost = {"cheap": 10 + luck, "dear": 20 + luck}
    assert dominated([Measure(cost, 1.0, "lower"), Measure(jobs, 1.0, "higher")]) == {}
