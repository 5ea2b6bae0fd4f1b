"""Sentences of a comparison are true for any result: nothing moves, all worse, one seed, one option, ten."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from reports.story.comparison import answers

import reports
from reports.data.run import Run
from reports.draw.theme import SERIES
from reports.figures import discover
from reports.text import Text
from simulator.experiment.plan import comparison_of
from simulator.scenario import Constant, PolicySetting
from tests.unit.fake_model import FakeScenario
from tests.unit.fake_options import TRAINING, option, run
from tests.unit.report_page import Page, changed

TEXT = Text("en")
INCOME = option("income", PolicySetting("income", {"amount": Constant(1.0)}))
TWO = (option("training", TRAINING), INCOME)
NOTHING = "None of the two options would clearly raise employment; none would clearly lower it"
ALL_WORSE = "None of the two options would clearly raise employment; two would clearly lower it"


def compared(folder: Path, scenarios: Sequence[FakeScenario] = TWO, seeds: int = 3, **how: Any) -> Path:
    return run(folder, comparison_of([replace(one, seeds=seeds) for one in scenarios], **how)).path


def titles(folder: Path) -> dict[str, str]:
    """The title of every figure of a page, by the figure's name."""
    shown = Run(folder)
    figures = [kind(shown, TEXT) for kind in discover(comparison=True)]
    return {figure.name: figure.finding() for figure in figures if figure.available()}


def told(folder: Path) -> list[str]:
    return [sentence.words for _, group in answers(Run(folder), TEXT) for sentence in group]


def lowered(share: float) -> Any:
    """Give every option the values of the run without policies, each lower by a share of itself."""
    keys = ["world", "closure", "replicate", "month", "indicator", "by", "group"]

    def apply(table: pl.DataFrame) -> pl.DataFrame:
        base = table.filter(pl.col("role") == "no_policy").select(*keys, still="value")
        worse = pl.col("still") - share * pl.col("still").abs()
        value = pl.when(pl.col("role") == "policy").then(worse)
        joined = table.join(base, on=keys, how="left", maintain_order="left")
        return joined.with_columns(value=value.otherwise("value").fill_null(pl.col("value"))).drop("still")

    return apply


def test_nothing_moves(tmp_path: Path) -> None:
    still = changed(compared(tmp_path / "a"), tmp_path / "b", results=lowered(0.0))
    found = titles(still)
    assert NOTHING in found["jobs_by_option"]
    assert found["regret"] == "All options have the same mean for jobs in every world and closure shown"
    assert found["income_decile_by_option"] == "No option would change real income in any group"
    assert found["costing_by_option"] == "No budget item would move"
    assert found["trade_off"].startswith("No option is shown to add jobs")
    assert all("; none would clearly" in sentence for sentence in told(still)[1:])
    assert Page(reports.build(still)).all("section")


def test_all_are_worse(tmp_path: Path) -> None:
    worse = changed(compared(tmp_path / "a"), tmp_path / "b", results=lowered(0.05))
    assert ALL_WORSE in titles(worse)["jobs_by_option"]
    assert titles(worse)["regret"] == "“No new policy” has the best mean for jobs"
    assert ALL_WORSE in told(worse)[1]
    assert "“No new policy” ranks first for jobs most often, in 100 % of seeds" in titles(worse)["rank_jobs"]


def test_one_seed_bears_no_verdict(tmp_path: Path) -> None:
    folder = compared(tmp_path / "a", seeds=1)
    found = titles(folder)
    assert {"rank_jobs", "rank_balance"}.isdisjoint(found)
    claims = [found[name] for name in ("jobs_by_option", "poverty_by_option", "people_work_by_option")]
    assert all("this single run" in title and "no interval" in title for title in claims)
    assert "this single run" in told(folder)[1]
    assert "clearly" not in " ".join([*found.values(), *told(folder)]).replace("not clearly", "")
    assert Page(reports.build(folder)).all("section")


def test_one_option(tmp_path: Path) -> None:
    folder = compared(tmp_path / "a", TWO[:1])
    assert " 1 options" not in " ".join([*titles(folder).values(), *told(folder)])
    assert re.search("verdict: [a-z ]+$", titles(folder)["jobs_by_option"])
    assert len(told(folder)) == 3


def test_a_world_that_is_missing_leaves_the_others(tmp_path: Path) -> None:
    """The results of one world were taken out of the tables: what is left is told, and no more."""
    whole = compared(tmp_path / "a", worlds=["moderate", "rapid"])

    def cut(table: pl.DataFrame) -> pl.DataFrame:
        return table.filter(pl.col("world") != "rapid")

    left = changed(whole, tmp_path / "b", results=cut, persons=cut)
    assert all("rapid" not in title for title in titles(left).values())
    assert Page(reports.build(left)).all("section")


@pytest.mark.parametrize("worlds", [["moderate", "rapid", "slow"]])
def test_ten_options_are_told_apart(tmp_path: Path, worlds: list[str]) -> None:
    ten = [
        option(f"option {size}", PolicySetting("income", {"amount": Constant(1.0 + size)}))
        for size in range(10)
    ]
    folder = compared(tmp_path / "a", ten, seeds=2, worlds=worlds)
    assert "of the 10 options" in titles(folder)["jobs_by_option"]
    page = reports.build(folder)
    assert page.stat().st_size < 7e6
    looks = {(look.colour, look.symbol) for look in SERIES}
    assert len(looks) == len(SERIES) == 10
    assert len({look.symbol for look in SERIES}) == 10
