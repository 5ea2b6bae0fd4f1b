"""Twice the people stand for the same country: rates and shares stay, within Monte Carlo error."""

import numpy as np
import pytest
from scipy.stats import t as student_t

from tests.small import PERSONS, ran, series, small

SEEDS = 6
FALSE_ALARM = 1e-4  # of each indicator
RATES = (
    "unemployment_rate", "employment_rate", "labour_share", "gini", "arop", "vacancy_rate",
    "job_finding_rate", "separation_rate", "tasks_automated", "debt_ratio",
)  # fmt: skip
PEOPLE = ("population_16plus", "labour_force")


@pytest.mark.slow
def test_doubling_the_population_leaves_rates_as_they_are() -> None:
    outputs = {
        persons: [ran(small(persons=persons, base_seed=seed)) for seed in range(SEEDS)]
        for persons in (PERSONS, 2 * PERSONS)
    }
    critical = float(student_t.ppf(1.0 - FALSE_ALARM / 2.0, 2 * SEEDS - 2))
    for indicator in RATES:
        few, many = (
            np.array([series(output, indicator)[12:].mean() for output in each]) for each in outputs.values()
        )
        error = np.sqrt((few.var(ddof=1) + many.var(ddof=1)) / SEEDS)
        assert abs(few.mean() - many.mean()) < critical * error, indicator
    for indicator in PEOPLE:  # national totals do not double
        few, many = (np.mean([series(output, indicator)[0] for output in each]) for each in outputs.values())
        assert many == pytest.approx(few, rel=0.02), indicator
