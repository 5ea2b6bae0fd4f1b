"""What the held-out tests measure: states of the economy, jobs that last, years of one's own, what is pooled.

What they find is no business of these: a held-out value is no test.
"""

from math import nan

import numpy as np
import pytest

from calibration.validate import heldout
from calibration.validate.experiments import trial
from calibration.validate.experiments import v09_mass_layoff as v09
from calibration.validate.experiments import v13_v14_training as v13
from calibration.validate.experiments import v15_placement as v15
from calibration.validate.experiments import v21_v23_early_ai as v21
from simulator.findings.intervals import Interval
from simulator.kit.targeting import exposure_fifths

PERSONS, SEED = 4000, 8104


@pytest.mark.slow
def test_the_recession_is_there_for_four_years_and_then_over() -> None:
    boom, bust = (
        v09.follow(v09.COUNTRY, SEED, 3 * PERSONS, shock, closure=v09.UNAIDED).unemployment
        for shock in ({}, v09.RECESSION)
    )
    assert len(bust) == v09.YEARS
    assert bust[: v09.LOW_YEARS].min() > 0.08
    assert boom[: v09.LOW_YEARS].max() < 0.06
    assert bust[v09.LOW_YEARS + 1 :].max() < 0.08


def test_a_recession_that_is_not_delivered_fails_the_test() -> None:
    (row,) = (row for row in trial.published("V09") if "lowest" in row["statistic"])
    assert trial.verdict(row["rule"], Interval(7.9, 7.7, 8.1, 10), row["low"], row["high"]) == "FAIL"
    assert trial.verdict(row["rule"], Interval(8.4, 8.2, 8.6, 10), row["low"], row["high"]) == "PASS"


def test_a_job_is_stable_when_it_is_kept_for_half_a_year() -> None:
    arm = v15._Arm.__new__(v15._Arm)
    idle = v15.IDLE
    jobs = {"kept": [2] * 20, "lost": [2] * 7 + [idle] * 13, "moved": [2] * 7 + [7] * 13, "old": [-30] * 9}
    rows = np.array([one + [idle] * (20 - len(one)) for one in jobs.values()])
    arm.began = list(rows.T)
    arm.enrolled = np.ones(len(jobs), np.int64)
    assert arm.at_work(4, v15.STABLE).tolist() == [True, False, False, True]
    assert arm.at_work(4, 0).all()
    assert arm.at_work(7, v15.STABLE).tolist() == [True, False, True, True]
    assert arm.at_work(10, 0).tolist() == [True, False, True, False]
    arm.enrolled[:] = 0
    assert not arm.at_work(4, 0).any()


def test_years_count_from_ones_own_displacement() -> None:
    found = v13._Followed(3)
    found.displaced[:] = [0, 5, 17]
    months = np.arange(trial.YEAR * (v13.DECADE + 2), dtype=np.float64)
    found.months = np.repeat(months[:, None], 3, axis=1)
    years = found.since(found.displaced > 0)
    assert years.shape == (v13.DECADE, 2)
    assert years[0].tolist() == [sum(range(5, 17)), sum(range(17, 29))]


def test_orderings_are_counted_on_what_all_seeds_say_together() -> None:
    names = heldout.trials()["V03"].counted["orderings that hold, of three"]
    by_seed = [(3.0, -1.0, 0.1), (-1.0, -1.0, 0.1), (1.0, -1.0, 0.1)]
    others = {row["statistic"]: 0.0 for row in trial.published("V03")}
    told = [others | dict(zip(names, gaps, strict=True)) for gaps in by_seed]
    rows = {row["statistic"]: row for row in trial.rows_of(heldout.trials()["V03"], told)}
    one = rows["orderings that hold, of three"]
    assert (one["simulated"], one["from"], one["to"], one["seeds"]) == (2.0, 1.0, 2.0, 3)
    assert one["verdict"] == "PASS"
    assert trial.count_of([Interval(1.0, nan, nan, 1)] * 3) == Interval(3.0, 0.0, 3.0, 1)


def test_a_placebo_is_judged_no_more_kindly_than_its_estimate() -> None:
    for test in ("V21", "V23"):
        first, *_, placebo = trial.published(test)
        nearer = min(abs(first["low"]), abs(first["high"]))
        assert placebo["statistic"].startswith("placebo")
        assert (placebo["rule"], placebo["low"], placebo["high"]) == ("within", -nearer, nearer)


@pytest.mark.slow
def test_occupations_are_ranked_by_the_measure_of_the_paper() -> None:
    other, usual = (
        exposure_fifths(trial.economy_of("USA", SEED, PERSONS, 2, **changes).country)
        for changes in ({"exposure": v21.MEASURE}, {})
    )
    assert (other != usual).any()
    assert set(other) == set(usual) == {1, 2, 3, 4, 5}
