"""The report of a country's fit: windows, intervals, what a target identifies, why it is missed."""

import re
from pathlib import Path

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate import fit
from calibration.validate.fit import WHERE
from simulator.findings import official as targets
from simulator.policies import discover
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters


def test_a_miss_by_less_than_a_tolerance_is_a_warning() -> None:
    row = {"verdict": "missed", "low": 0.9, "high": 1.1, "tolerance": 0.1}
    found = [fit.verdict(row | {"simulated": value}) for value in (1.15, 1.25, 0.85)]
    assert found == ["WARN", "FAIL", "WARN"]
    assert fit.verdict(row | {"verdict": "not judged", "simulated": 9.0}) == "–"


def test_the_fit_table_has_every_window() -> None:
    rate = np.concatenate([np.full(120, 0.11), np.full(12, 0.10)])
    runs = [
        Measured(Run("ESP", 1, 100, 132, label=(kind,)), {"unemployment_rate": rate + shift}, {})
        for kind, shift in ((fit.PROJECTED, 0.0), (fit.FROZEN, 0.01))
    ]
    target = {
        "id": "C01", "target": "unemployment_rate", "by": "total", "group": "all", "value": 0.11,
        "tolerance": (0.105, 0.115), "unit": "share", "provenance": "read: a table", "judged": True,
    }  # fmt: skip
    (row,) = fit.rows_for([target], fit.rows_of(runs))
    found = [row[name] for name in ("month_0", "first_year", "projected", "frozen")]
    assert found == pytest.approx([0.11, 0.11, 0.10, 0.11])
    assert (row["verdict"], row["later_verdict"]) == ("PASS", "PASS")
    assert row["identifies"].startswith("exports")
    fit.explained([row], "ESP")
    assert "why" not in row
    missed = row | {"id": "C99", "verdict": "FAIL"}
    fit.explained([missed], "ESP")
    assert missed["why"] == fit.UNEXPLAINED


def test_the_interval_of_a_fit_is_student_s() -> None:
    low, high = (float(end) for end in fit.interval([1.0, 2.0, 3.0]).split(" to "))
    assert (low, high) == pytest.approx((2.0 - 4.3027 / 3**0.5, 2.0 + 4.3027 / 3**0.5), abs=2e-4)
    assert fit.interval([0.2, 0.2]) == fit.interval([None, 0.2]) == "–"


def test_every_target_says_what_it_identifies() -> None:
    known = {line["id"] for line in fit.read_csv(fit.IDENTIFIED)}
    assert known >= {target["id"] for iso3 in ("ESP", "USA", "ALB") for target in load_country(iso3).targets}


def test_the_fit_reads_what_other_studies_measured_and_names_their_code(tmp_path: Path) -> None:
    head = "# date: today\n# version: abc1234, code 0123456789ab\n# command: x\n"
    table = head + "id,figure,model\nC18,present value,1.5\n,year 5,0.1\n"
    (tmp_path / "displacement_USA.csv").write_text(table, encoding="utf-8")
    targets = [one for one in load_country("USA").targets if one["id"] in ("C18", "C20")]
    rows = fit.rows_for(targets, fit.rows_of([Measured(Run("USA", 1, 100, 1, label=("projected",)), {}, {})]))
    told = list(fit.add_measured_apart(rows, targets, "USA", tmp_path))
    assert told == ["displacement (code 0123456789ab)"]
    by_id = {row["id"]: row for row in rows}
    assert (by_id["C18"]["first_year"], by_id["C18"]["verdict"]) == (1.5, "PASS")
    assert by_id["C20"]["first_year"] is None


def test_no_target_that_a_parameter_s_source_names_is_called_free() -> None:
    declared = [*model_parameters().values()]
    declared += [one for instrument in discover().values() for one in instrument.declared().values()]
    named = {target for one in declared for target in re.findall(r"\bC\d\d\b", one.source)}
    assert {"C12", "C17", "C22"} <= named
    free = {one["id"] for iso3 in ("ESP", "USA", "DNK") for one in load_country(iso3).targets
            if targets.use_of(one) == targets.FREE}  # fmt: skip
    assert not free & named


def test_each_figure_that_is_measured_apart_is_a_target() -> None:
    known = {(one["target"], one["group"]) for iso3 in ("USA", "DNK") for one in load_country(iso3).targets}
    lines = fit.read_csv(WHERE)
    assert {(line["target"], line["group"]) for line in lines} <= known
