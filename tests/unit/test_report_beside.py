"""What stands beside a run: closures side by side, levels by year, other models and evaluations."""

from pathlib import Path

import pytest

from reports.data.run import Run
from reports.story.fit import baseline
from reports.story.limits import closures
from reports.story.others import LONG, benchmarks, evaluations, exercise, models
from reports.text import Text
from simulator.core.closure import CLOSURES
from tests import experiment
from tests.fake_run import FakeModel, make_fake_run
from tests.unit.fake_model import fake_scenario

EN = Text("en")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("beside") / "run", months=36, seeds=3))


def test_closures_stand_side_by_side_the_policy_first(tmp_path: Path) -> None:
    closed = [CLOSURES["as_they_are"], CLOSURES["nobody_reacts"], CLOSURES["rate_at_floor"]]
    made = experiment.run(fake_scenario(months=24, seeds=3), out=tmp_path / "run", model=FakeModel(),
                          closures=closed, command="sim run")  # fmt: skip
    table = closures(Run(made.path), EN)
    assert table.columns[2:] == ["as they are", "nobody reacts", "rate at its floor"]
    first = [row[0].text for row in table.rows]
    assert first == sorted(first, reverse=True)  # policy, then AI
    jobs = next(row for row in table.rows if row[0].text == "AI against no further AI")
    assert len({cell.value for cell in jobs[2:]}) == 3
    assert all(cell.about.startswith("[") for cell in jobs[2:])


def test_one_closure_makes_no_table(one: Run) -> None:
    assert closures(one, EN).rows == []


def test_levels_stand_year_by_year_without_the_policy(one: Run) -> None:
    table = baseline(one, EN)
    assert table.columns[1:] == ["2025", "2026", "2027"]
    assert {cell.data["role"] for row in table.rows for cell in row[1:]} == {"no_policy"}
    assert any("% of GDP" in row[0].text for row in table.rows)


def test_others_are_of_this_country_and_world_and_dated(one: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(one.content, "code_hash", "0" * 20)
    found = models(one, EN)
    assert found is not None
    assert all("moderate" in row[1].about for row in found.table.rows)
    assert "code" in found.dated
    assert EN("others.older") in found.dated
    table, _ = benchmarks()
    monkeypatch.setitem(one.content, "code_hash", f"{table.code}000")
    same = models(one, EN)
    assert same is not None
    assert EN("others.older") not in same.dated
    monkeypatch.setitem(one.content, "code_hash", "0" * 20)
    monkeypatch.setattr("reports.story.others._codes", lambda: {table.code, "0" * LONG})
    alike = models(one, EN)  # another code that gives the same results
    assert alike is not None
    assert EN("others.older") not in alike.dated


def test_every_exercise_of_others_can_be_told() -> None:
    """Some have a band and no value."""
    _, rows = benchmarks()
    assert any(not row["published"] for row in rows)
    assert all(cell.text for row in rows for cell in exercise(EN, row))


def test_evaluations_follow_what_the_run_does(one: Run) -> None:
    found = evaluations(one, EN)
    assert found is not None
    names = {row[0].text.split()[0] for row in found.table.rows}
    assert {"V13", "V14", "V05"} <= names  # training and a levy
    assert not any("placebo" in row[1].text for row in found.table.rows)
