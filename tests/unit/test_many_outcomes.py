"""Verdicts on many outcomes at once: false ones are rare, clear ones stay; clusters widen an interval."""

from pathlib import Path

import numpy as np
import pytest

import reports
from simulator.cli.headline import print_headline
from simulator.findings import effects
from simulator.findings.intervals import mean_interval, p_value, ratio_interval
from simulator.findings.verdicts import bound
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit.fake_model import fake_scenario
from tests.unit.report_page import Page

OUTCOMES, SEEDS = 13, 20
TEN = np.arange(SEEDS) % 10


def p_values(draw: np.random.Generator, effects: np.ndarray) -> list[float]:
    return [p_value(effect + draw.normal(0, 1, SEEDS), TEN) for effect in effects]


def test_outcomes_without_effect_are_rarely_told() -> None:
    draw = np.random.default_rng(1)
    pages = [p_values(draw, np.zeros(OUTCOMES)) for _ in range(400)]
    assert 0.25 < np.mean([min(page) < 0.05 for page in pages]) < 0.49  # of thirteen, each at 5 % at most
    assert np.mean([min(page) <= bound(page) for page in pages]) == pytest.approx(0.05, abs=0.03)


def test_few_of_those_told_are_false_and_clear_ones_stay() -> None:
    draw, effects = np.random.default_rng(2), np.repeat([0.0, 1.5], [6, 7])
    told, false = np.zeros(400), np.zeros(400)
    for page in range(400):
        found = np.array(p_values(draw, effects))
        told[page], false[page] = (found <= bound(found)).sum(), (found[:6] <= bound(found)).sum()
    assert np.mean(false / np.maximum(told, 1)) < 0.05
    assert np.mean(told - false) > 6.5  # of seven


def test_nothing_is_told_where_nothing_is_known() -> None:
    assert bound([np.nan, np.nan]) == 0.0
    assert bound([]) == 0.0
    assert bound([0.04]) == 0.04
    assert bound([0.04, 0.9]) == 0.0


def test_an_interval_covers_the_luck_of_the_opening_state() -> None:
    draw = np.random.default_rng(3)
    covered, blind = [], []
    for _ in range(600):
        values = draw.normal(0, 1, 10)[TEN] + draw.normal(0, 0.5, SEEDS)
        inside = [
            found.low <= 0 <= found.high for found in (mean_interval(values, TEN), mean_interval(values))
        ]
        covered.append(inside[0])
        blind.append(inside[1])
    assert np.mean(covered) == pytest.approx(0.95, abs=0.03)
    assert np.mean(blind) < 0.88  # seeds as if they were independent


def test_no_interval_is_narrower_than_what_chance_alone_makes() -> None:
    """Where nothing lies between opening states their means are by chance alike now and then."""
    draw = np.random.default_rng(5)
    covered = []
    for _ in range(600):
        values = draw.normal(0, 1, SEEDS)
        found = mean_interval(values, TEN)
        assert found.half >= mean_interval(values).half - 1e-12
        covered.append(found.low <= 0 <= found.high)
    assert np.mean(covered) == pytest.approx(0.95, abs=0.02)


def test_a_cost_per_job_rests_on_seeds_where_opening_states_are_alike() -> None:
    """Means of all ten are equal, and seeds of one are not: clusters would call the ratio certain."""
    jobs = 50.0 + np.where(np.arange(SEEDS) < 10, 1.0, -1.0) * (1.0 + np.arange(SEEDS) % 10)
    cost = np.full(SEEDS, 100.0)
    assert mean_interval(jobs, TEN) == mean_interval(jobs)
    assert ratio_interval(cost, jobs, TEN) == ratio_interval(cost, jobs)
    assert ratio_interval(cost, jobs, TEN).half > 0.05


def test_one_opening_state_is_no_cluster() -> None:
    values = np.random.default_rng(4).normal(0, 1, 6)
    assert mean_interval(values, np.zeros(6, dtype=np.int64)) == mean_interval(values)
    assert mean_interval(values, np.arange(6)) == mean_interval(values)
    wide, narrow = mean_interval(np.repeat(values, 2), np.repeat(np.arange(6), 2)), mean_interval(values)
    assert wide.half == pytest.approx(narrow.half)  # a seed run twice tells nothing new


@pytest.mark.slow
@pytest.mark.parametrize("least", [0.0, 1.0])
def test_a_footnote_tells_where_an_interval_without_zero_is_unclear(
    least: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where none of many may be told, all of them are unclear; where all may, there is no such case."""
    monkeypatch.setattr(effects, "bound", lambda values: least)
    monkeypatch.setattr(effects, "relevant_of", lambda results, indicator: 0.0)
    found = experiment.run(fake_scenario(), out=tmp_path / "run", model=FakeModel())
    print_headline(found)
    stands = {"terminal": "many outcomes are judged at once" in " ".join(capsys.readouterr().out.split())}
    for lang, told in {"en": "though the interval excludes zero", "fr": "alors que l’intervalle exclut zéro",
                       "es": "aunque el intervalo excluya el cero"}.items():  # fmt: skip
        page = Page(reports.build(found.path, lang))
        [(_, text)] = page.all("section", id="scorecard")
        stands[lang] = told in text
    assert stands == dict.fromkeys(stands, least == 0.0)
