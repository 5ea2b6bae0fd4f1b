"""The effect in some years of a run: which years, and each as the one judge of effects has it."""

import pytest

from reports.data.run import Run
from simulator.findings.effects import contrasts, effect, path
from simulator.findings.windows import year_of_run
from tests.fake_run import make_fake_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("path") / "run", months=66, seeds=3))


def test_years_that_are_whole_are_told_in_the_first_third_and_fifth(run: Run) -> None:
    for contrast in contrasts(run):
        for followed, effects in path(run, contrast).items():
            assert [one.window.year for one in effects] == [0, 2, 4], followed


def test_each_is_the_effect_of_that_year(run: Run) -> None:
    (contrast, *_) = contrasts(run)
    for followed, effects in path(run, contrast).items():
        for year, one in zip((0, 2, 4), effects, strict=True):
            name, relative, of_gdp = followed
            own = effect(run, contrast, name, year_of_run(year), relative=relative, of_gdp=of_gdp)
            assert own is not None
            assert (one.mean, one.low, one.high) == (own.mean, own.low, own.high)
