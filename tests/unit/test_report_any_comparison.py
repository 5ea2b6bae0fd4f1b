"""Sentences of a comparison are true for any result: nothing moves, all worse, one seed, one option, ten."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

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


def compared(folder: Path, scenarios: Sequence[FakeScenario] = TWO, seeds: int = 3, **how: Any) -> Path:
    return run(folder, comparison_of([replace(one, seeds=seeds) for one in scenarios], **how)).path


def titles(folder: Path) -> dict[str, str]:
    """The title of every figure of a page, by the figure's name."""
    shown = Run(folder)
    figures = [kind(shown, TEXT) for kind in discover(comparison=True)]
    return {figure.name: figure.finding() for figure in figures if figure.available()}


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


@pytest.mark.parametrize("share", [0.0, 0.05], ids=["nothing moves", "all are worse"])
def test_any_result_has_its_page(tmp_path: Path, share: float) -> None:
    folder = changed(compared(tmp_path / "a"), tmp_path / "b", results=lowered(share))
    assert {"path", "costing_by_year", "tenths"} <= titles(folder).keys()
    assert Page(reports.build(folder)).all("section")


@pytest.mark.parametrize(("options", "seeds"), [(TWO, 1), (TWO[:1], 3)])
def test_one_seed_or_option_has_its_page(tmp_path: Path, options: Sequence[FakeScenario], seeds: int) -> None:
    folder = compared(tmp_path / "a", options, seeds)
    assert titles(folder)
    assert Page(reports.build(folder)).all("section")


def test_a_world_that_is_missing_leaves_the_others(tmp_path: Path) -> None:
    """The results of one world were taken out of the tables: what is left is told, and no more."""
    whole = compared(tmp_path / "a", worlds=["moderate", "rapid"])

    def cut(table: pl.DataFrame) -> pl.DataFrame:
        return table.filter(pl.col("world") != "rapid")

    left = changed(whole, tmp_path / "b", results=cut, persons=cut)
    assert all("rapid" not in title for title in titles(left).values())
    assert Page(reports.build(left)).all("section")


@pytest.mark.slow
@pytest.mark.parametrize("worlds", [["moderate", "rapid", "slow"]])
def test_ten_options_are_told_apart(tmp_path: Path, worlds: list[str]) -> None:
    ten = [
        option(f"option {size}", PolicySetting("income", {"amount": Constant(1.0 + size)}))
        for size in range(10)
    ]
    folder = compared(tmp_path / "a", ten, seeds=2, worlds=worlds)
    page = reports.build(folder)
    assert page.stat().st_size < 7e6
    looks = {(look.colour, look.symbol) for look in SERIES}
    assert len(looks) == len(SERIES) == 10
    assert len({look.symbol for look in SERIES}) == 10
