"""The effect in some years of a run: which years, and each as the one judge of effects has it."""

import pytest

from reports.data.run import Run
from reports.figures.path import JOBS, Path
from reports.story.sentences import year_name
from reports.text import Text, languages
from simulator.findings.effects import contrasts, effect, nonzero_years, path
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


def test_the_title_says_which_year_can_be_told_from_zero(run: Run) -> None:
    for lang in languages():
        figure = Path(run, Text(lang))
        (*_, course) = figure.courses.values()
        jobs = nonzero_years(course[JOBS])
        clear = [
            year_name(run, figure.text, one.window) for one in (jobs[0], jobs[-1]) if one.excludes_zero()
        ]
        ends = {0: figure.text("finding.path.neither"), 2: ""}
        tail = ends[len(clear)] if len(clear) in ends else figure.text("finding.path.only", which=clear[0])
        assert figure.finding().endswith(tail)
        assert (figure.text("finding.path.neither") in figure.finding()) == (not clear)
