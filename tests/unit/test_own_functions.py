"""Indicators of one's own and functions asked each month: they read, stay with the run, and fail plainly."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import simulator as ls
from tests.cli.calling import sim, words

SMALL: dict[str, Any] = {"persons": 1_000, "months": 6, "seeds": 2}
YEARS = 30
LIMITS = {"young": 12 * YEARS}


def is_young(economy: ls.Economy) -> Any:
    return economy.month - economy.persons.birth_month < LIMITS["young"]


def share_of_young(economy: ls.Economy) -> float:
    """Share of adults under thirty."""
    return float(is_young(economy)[economy.persons.active == 1].mean())


def draws_and_reads(economy: ls.Economy) -> float:
    random.random(), economy.random.random(), economy.rng.normal(), np.random.default_rng().normal()
    return float(economy.status_counts().sum())


def raises_wages(economy: ls.Economy) -> None:
    economy.persons.wage[:] *= 1.1


def raises_one_wage(economy: ls.Economy) -> None:
    economy.persons[3].wage = 9_000.0


def moves_a_parameter(economy: ls.Economy) -> None:
    economy.parameters.put("reservation_decay", 0.5)


def changes_the_law(economy: ls.Economy) -> None:
    economy.law["minimum_wage"] = 3


def fails_in_month_3(economy: ls.Economy) -> float:
    return 1.0 / (3 - economy.month)


def gives_no_number(economy: ls.Economy) -> Any:
    return economy.persons.wage


def takes_two(economy: ls.Economy, other: float) -> float:
    return other


SOMETHING = object()


def uses_what_only_this_session_has(economy: ls.Economy) -> float:
    return float(SOMETHING is economy)


def rows(run: ls.Run) -> pl.DataFrame:
    table = pl.read_parquet(run.folder / "results.parquet")
    words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
    return table.with_columns(pl.col(words).cast(pl.String))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ls.Run:
    out = tmp_path_factory.mktemp("own") / "run"
    return ls.run("esp/automation_levy", indicators={"share_of_young": share_of_young}, out=out, **SMALL)


def test_own_functions_leave_results_bit_identical(made: ls.Run) -> None:
    seen = []

    def each_month(economy: ls.Economy) -> None:
        seen.append((economy.role, economy.replicate, economy.month, draws_and_reads(economy)))

    watched = ls.run("esp/automation_levy", each_month=each_month, **SMALL)
    assert len({one[:3] for one in seen}) == len(seen) == 3 * 2 * 5
    assert rows(watched).equals(rows(made).filter(pl.col("indicator") != "share_of_young"))
    assert "plugins" in watched.content
    assert watched.content["run_id"] != made.content["run_id"]


def test_an_own_indicator_stands_beside_the_others(made: ls.Run) -> None:
    table = made.table("share_of_young")
    assert table.height == 3 * 2 * 6
    assert table["unit"].unique().to_list() == ["own"]
    assert 0.05 < float(table["value"].mean()) < 0.4  # type: ignore[arg-type]
    found = made.effect("share_of_young")
    assert (found.mean, found.low, found.high, found.n) == (0.0, 0.0, 0.0, 2)  # nobody dies of a levy
    economy = ls.economy("esp/automation_levy", persons=1_000, indicators={"share_of_young": share_of_young})
    economy.step()
    ours = table.filter(pl.col("replicate") == 0, pl.col("role") == "policy")["value"][:2]
    assert economy.datacollector.model_vars["share_of_young"] == ours.to_list()
    assert made.report.is_file()


def test_the_folder_alone_is_enough_to_compute_it_again(
    made: ls.Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(made.folder, tmp_path / "copy")
    assert sim("verify", str(folder), "--again") == 2
    assert "indicators/share_of_young.py; if you trust it" in words(capsys.readouterr().err)
    assert sim("verify", str(folder), "--again", "--allow-code") == 0


def test_runs_with_and_without_are_never_mixed(made: ls.Run, tmp_path: Path) -> None:
    plain = ls.run("esp/automation_levy", out=tmp_path / "plain", **SMALL)
    with pytest.raises(ls.InputError, match="a code file has changed since"):
        ls.run(plain.folder, indicators={"share_of_young": share_of_young})
    both = ls.compare(made.folder, "esp/basic_income", allow_code=True, **SMALL)
    assert both.effect("basic_income", "share_of_young").n == 2


def test_a_scenario_file_names_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.py").write_text("def count(economy):\n    return economy.persons.active.sum()\n")
    scenario = tmp_path / "mine.yaml"
    scenario.write_text(
        "extends: esp/no_policy\nindicators: {counted: mine.py:count, employed: mine.py:cont}\n"
    )
    assert sim("check", str(scenario)) == 2
    assert 'defines no function "cont". Did you mean "count"' in words(capsys.readouterr().err)
    scenario.write_text(
        "extends: esp/no_policy\nindicators: {counted: mine.py:count, employed: mine.py:count}\n"
    )
    assert sim("check", str(scenario)) == 2
    assert "indicators.employed: is the name of an indicator that ships" in words(capsys.readouterr().err)
    scenario.write_text("extends: esp/no_policy\nindicators: {counted: mine.py:count}\n")
    size = ("--persons", "1000", "--months", "6", "--seeds", "1", "--out", str(tmp_path / "run"))
    assert sim("run", str(scenario), *size) == 2
    assert sim("run", str(scenario), *size, "--allow-code", "--jobs", "2") == 0
    assert ls.load(tmp_path / "run").table("counted")["value"].min() > 900


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"each_month": raises_wages}, "^each_month: month 1 of .*role no_ai: changes a column"),
        ({"each_month": raises_one_wage}, "^each_month: month 1 of .*: changes a column"),
        ({"each_month": moves_a_parameter}, "^each_month: month 1 .*: changes parameters"),
        ({"each_month": changes_the_law}, "^each_month: month 1 .*: changes law"),
        ({"each_month": fails_in_month_3}, "^each_month: month 3 .*: fails: ZeroDivisionError"),
        ({"each_month": 3}, "^each_month: 3 stands where a function"),
        ({"each_month": draws_and_reads, "jobs": 2}, "^each_month: .*leave jobs at 1"),
        ({"indicators": {"mine": raises_wages}}, "indicators.mine: month 0 .*: changes a column"),
        (
            {"indicators": {"mine": fails_in_month_3}},
            rf"test_own_functions\.py:{fails_in_month_3.__code__.co_firstlineno + 1}: indicators.mine: month",
        ),
        ({"indicators": {"mine": gives_no_number}}, "indicators.mine: month 0 .*where one finite number"),
        ({"indicators": {"mine": takes_two}}, "^indicators.mine: takes one argument"),
        ({"indicators": {"employed": share_of_young}}, "^indicators.employed: is the name of an indicator"),
        ({"indicators": {"My own": share_of_young}}, "^indicators.My own: is no name"),
        ({"indicators": {"mine": lambda economy: 1.0}}, "^indicators.mine: .*defined with def"),
        ({"indicators": {"mine": uses_what_only_this_session_has}}, "^indicators.mine: uses SOMETHING"),
        ({"indicators": share_of_young}, "^indicators: needs a mapping"),
    ],
)
def test_what_such_a_function_may_not_do_is_told(how: dict[str, Any], told: str) -> None:
    with pytest.raises(ls.InputError, match=told):
        ls.run("esp/no_policy", **SMALL | how)
