"""The fit table judges only what was read in its source, and says what was not measured."""

import json
from pathlib import Path
from typing import Any

import pytest

from calibration.study import RESULTS, read_csv
from reports.data.run import Run
from reports.story.fit import judged, missed, parameters, status, targets, verdict
from reports.text import Text
from simulator.indicators import metadata
from tests.fake_run import make_fake_run

TARGETS = RESULTS.parent / "tables" / "targets.csv"

UNEMPLOYMENT = {
    "id": "C01",
    "target": "unemployment rate",
    "unit": "share",
    "value": 0.114,
    "low": 0.111,
    "high": 0.117,
    "tolerance": 0.003,
    "provenance": "read",
    "simulated": 0.1152,
    "verdict": "met",
}


@pytest.mark.parametrize(
    ("said", "provenance", "expected"),
    [
        ("met", "read", "pass"),
        ("PASS", "read", "pass"),
        ("WARN", "read", "warn"),
        ("missed", "read", "fail"),
        ("missed", "recalled", "unjudged"),
        ("PASS", "derived", "unjudged"),
        ("not judged", "read", "unjudged"),
        ("not measured", "recalled", "unmeasured"),
        ("anything else", "read", "unjudged"),
    ],
)
def test_only_targets_read_in_their_source_are_judged(said: str, provenance: str, expected: str) -> None:
    assert verdict({"verdict": said, "provenance": provenance}) == expected


def run_with(folder: Path, rows: list[dict[str, Any]]) -> Run:
    run = Run(make_fake_run(folder, months=12, seeds=2))
    run.content["targets"] = json.loads(json.dumps(rows))
    return run


def test_shares_are_shown_in_percent_with_their_accepted_range(tmp_path: Path) -> None:
    [row] = targets(run_with(tmp_path / "run", [UNEMPLOYMENT]), Text("en"))
    shown = [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells]
    assert shown == ["C01 Unemployment rate", "11.4 %", "11.1 to 11.7 %", "11.5 %", "read in source"]
    assert row.cells[3].value == pytest.approx(11.52)
    assert row.word == "met"


def test_a_target_without_simulation_or_bounds(tmp_path: Path) -> None:
    bare = {"id": "C30", "target": "elasticity", "value": 0.5, "tolerance": 0.1, "simulated": None,
            "provenance": "recalled", "verdict": "not measured"}  # fmt: skip
    run = run_with(tmp_path / "run", [UNEMPLOYMENT, bare, {"id": "C31"}])
    rows = targets(run, Text("en"))
    assert [cell.text for cell in rows[2].cells[1:4]] == ["0.500", "0.400 to 0.600", "n/a"]
    assert [row.word for row in rows] == ["met", "not judged", "not measured"]
    told = status(run, Text("en"))
    assert told.startswith("0 of 0 figures set at the start are kept, 1 of 1 predicted; 0 are given")
    assert "1 not judged, 1 not measured; measured and outside their range: 0." in told


def test_what_the_model_starts_from_is_given_not_met(tmp_path: Path) -> None:
    start = UNEMPLOYMENT | {"id": "C05", "target": "employment share, 2", "verdict": "missed"}
    run = run_with(tmp_path / "run", [start, UNEMPLOYMENT])
    rows = targets(run, Text("en"))
    assert [(row.cells[0].text, row.word) for row in rows] == [
        ("C01 Unemployment rate", "met"),
        ("C05 Share of employment: Professionals", "given"),
    ]


def test_a_target_that_the_opening_state_is_made_to_meet_is_called_so(tmp_path: Path) -> None:
    steered = UNEMPLOYMENT | {"use": "steered"}
    given = UNEMPLOYMENT | {"id": "C28", "use": "given"}
    missed = UNEMPLOYMENT | {"id": "C02", "use": "steered", "verdict": "missed"}
    run = run_with(tmp_path / "run", [steered, given, missed])
    assert {row.word for row in targets(run, Text("en"))} == {"met, as steered", "given", "missed"}
    told = "1 of 2 figures set at the start are kept, and none is left to predict; 1 are given as inputs"
    assert status(run, Text("en")).startswith(told)


def test_what_is_measured_outside_its_range_is_named_though_it_is_not_judged(tmp_path: Path) -> None:
    recalled = {"id": "C08", "target": "gini", "use": "fitted", "low": 0.297, "high": 0.327,
                "simulated": 0.274, "provenance": "recalled", "verdict": "not judged"}  # fmt: skip
    run = run_with(tmp_path / "run", [UNEMPLOYMENT | {"use": "steered"}, recalled])
    assert [*judged(run).values()] == [1, 1, 0, 0]
    assert missed(run) == ["gini"]


def test_no_judged_target_is_said(tmp_path: Path) -> None:
    assert status(run_with(tmp_path / "run", []), Text("en")).startswith("No calibration target")


def test_every_parameter_is_listed_with_unit_status_and_source(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", [])
    table = parameters(run, Text("en"))
    assert len(table.rows) == len(run.content["parameters"])
    assert [cell.text for cell in table.rows[0]][1:] == [
        "0.25",
        "share of AI spending",
        "assumed",
        "invented for tests",
    ]


def test_an_amount_that_keeps_its_ratio_to_pay_is_told_with_the_one_that_the_law_names(
    tmp_path: Path,
) -> None:
    note = "minimum wage (2024) 1323 published, times 1.1584, average_wage over survey_wage; 14 payments"
    wage = {"value": 1532.52, "unit": "EUR/month", "status": "estimated", "source": "law", "about": note}
    drawn = {"value": "0.305528 to 0.830156", "unit": "share", "status": "estimated", "source": "draws"}
    begun = {"value": 2035.0, "unit": "year", "status": "assumed", "source": "choice"}
    run = run_with(tmp_path / "run", [])
    run.content["parameters"] = {"country.minimum_wage": wage, "drawn": drawn, "world.frontier_start": begun}
    first, second, third = parameters(run, Text("fr")).rows
    assert "1 323" in first[0].about.replace("\u202f", " ")
    assert "1,1584" in first[0].about
    assert second[1].text == "0,305528 à 0,830156"
    assert third[1].text == "2035"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_each_target_has_a_name_in_each_language(language: str) -> None:
    text, names = Text(language), {row["indicator"] for row in read_csv(TARGETS)}
    titled = {row["name"] for row in metadata()}
    assert not {name for name in names if name not in titled and not text.has(f"target.{name}")}
