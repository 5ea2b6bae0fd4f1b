"""The title of incomes by tenth says which of its two ends can be told from zero."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.run import Run
from reports.figures.tenths import Tenths
from reports.text import Text
from tests.fake_run import make_fake_run

TOLD = {
    (True, True): None,
    (True, False): "only that of the poorest can be told from zero",
    (False, False): "neither can be told from zero",
}


@pytest.mark.parametrize(("poor", "rich"), TOLD)
def test_the_title_says_which_ends_are_told_from_zero(tmp_path: Path, poor: bool, rich: bool) -> None:
    figure = Tenths(Run(make_fake_run(tmp_path / "run", months=36, seeds=3)), Text("en"))
    *_, (contrast, groups) = figure.tenths.items()
    ends = {"1": poor, "10": rich}
    for group, clear in ends.items():
        left = replace(groups[group].money, mean=5.0, low=1.0 if clear else -1.0, high=9.0)
        groups = {**groups, group: replace(groups[group], money=left)}
    figure.tenths = {contrast: groups}
    said = figure.finding()
    for words in TOLD.values():
        if words:
            assert (words in said) == (words == TOLD[poor, rich])
