"""Closures have names: how they are read, run side by side, and told; nothing is pooled."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import reports
from simulator.api.verbs import Run
from simulator.core.closure import CLOSURES, closure_of
from simulator.core.errors import InputError, InputErrors
from simulator.experiment.conduct import Summary, how_run
from simulator.experiment.plan import comparison_of, read_closures, run_of
from simulator.findings.headline import HeadlineRow, across
from simulator.store import manifest
from tests import experiment
from tests.cli.calling import sim
from tests.unit.fake_options import MODEL, OPTIONS, TRAINING, option, run
from tests.unit.report_page import unfolded

USUAL, *OTHERS = ALL = tuple(CLOSURES.values())
ONE = option("training", TRAINING)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    folder = tmp_path_factory.mktemp("closures") / "run"
    return experiment.run(ONE, out=folder, model=MODEL, closures=ALL, window="last12")


def jobs(rows: list[HeadlineRow]) -> HeadlineRow:
    """What AI does to employment."""
    (found,) = (row for row in rows if (row.comparison, row.indicator) == ("ai", "employed"))
    return found


def test_closures_are_read_by_name() -> None:
    assert read_closures("as_they_are, nobody_reacts") == [USUAL, CLOSURES["nobody_reacts"]]
    assert read_closures("all") == list(ALL)
    with pytest.raises(InputErrors) as caught:
        read_closures("foreseeen,as_they_are,nobody")
    first, second = map(str, caught.value.errors)
    assert 'Did you mean "foreseen"?' in first
    assert ", ".join(CLOSURES) in second


@pytest.mark.parametrize("old", ["0.3/0.5", "0.3/0.5,0/1", "0", ".3/0.5/1"])
def test_numbers_of_closures_are_gone_and_one_error_says_what_to_write(old: str) -> None:
    with pytest.raises(InputError, match=r"closures have names now.*as_they_are") as caught:
        read_closures(old)
    assert not isinstance(caught.value, InputErrors)


def test_a_label_has_what_comes_back_where_that_is_changed() -> None:
    assert [one.label for one in ALL] == list(CLOSURES)
    changed = closure_of("nobody_reacts", 0.0)
    assert changed.label == "nobody_reacts, returns 0"
    assert (changed.bank, closure_of(**changed.plain())) == (False, changed)
    task = run_of(replace(ONE, closure=changed)).tasks()[0]
    assert task.label.closure == changed.label
    assert re.fullmatch(r"[A-Za-z0-9_.%-]+", task.key)


def test_a_range_names_the_closures_of_its_ends() -> None:
    found = across({"a": 1.0, "b": -2.0, "c": 3.0})
    assert found is not None
    assert (found.low, found.low_at, found.high, found.high_at, found.count) == (-2.0, "b", 3.0, "c", 3)
    assert across({"a": 1.0}) is None


def test_the_first_closure_is_told_as_by_a_run_of_it_alone(made: Summary, tmp_path: Path) -> None:
    alone = experiment.run(ONE, out=tmp_path / "alone", model=MODEL, window="last12")
    assert len(run_of(ONE, closures=ALL).tasks()) == 5 * len(run_of(ONE).tasks())
    assert jobs(made.headline).effect == jobs(alone.headline).effect
    assert jobs(alone.headline).closures is None
    hard = experiment.run(
        ONE, out=tmp_path / "hard", model=MODEL, closures=[CLOSURES["rate_at_floor"]], window="last12"
    )
    found = jobs(made.headline).closures
    assert found is not None
    assert (found.low_at, found.high_at, found.count) == ("nobody_reacts", "rate_at_floor", 5)
    assert found.high == jobs(hard.headline).effect.mean


def test_python_and_the_folder_know_the_closures(made: Summary) -> None:
    content = manifest.read(made.path)["content"]
    assert how_run(content) == {"closures": ALL, "window": "last12", "cash": False}
    (row,) = Run(made.path).headline.filter(comparison="ai", indicator="employed").to_dicts()
    found = jobs(made.headline).closures
    assert found is not None
    assert (row["lowest"], row["highest"]) == (found.low, found.high)


def test_the_page_names_the_lowest_and_the_highest(made: Summary) -> None:
    page = unfolded(reports.build(made.path))
    assert "(nobody reacts)" in page
    assert "(rate at its floor)" in page
    assert "nobody has a probability for a closure" in page


def test_a_comparison_has_it_for_every_option(tmp_path: Path) -> None:
    options = [replace(one, seeds=2, months=12) for one in OPTIONS]
    made: Summary = run(tmp_path / "out", comparison_of(options, closures=ALL))
    bearing = [one for one in made.rows if one.row.closures is not None]
    assert {one.place.closed for one in bearing} == {USUAL}
    assert {one.row.scenario for one in bearing} >= {"training", "income"}


def test_a_page_of_one_closure_says_how_to_get_the_others(tmp_path: Path) -> None:
    made = experiment.run(ONE, out=tmp_path / "run", model=MODEL)
    assert "--closures all" in unfolded(reports.build(made.path))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            ("--window", "last24"),
            '--window: no window "last24"; allowed: last120, last60, last12, whole, worst_year',
        ),
        (("--closures", "nobody"), '--closures: no closure "nobody"; allowed: as_they_are, '),
        (("--closures", "0.3/0.5"), '--closures: numbers of a closure are gone ("0.3/0.5")'),
    ],
)
def test_what_there_is_not_is_told_before_anything_runs(
    given: tuple[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("run", "esp/training_programme", *given) == 2
    assert told in " ".join(capsys.readouterr().err.split())
