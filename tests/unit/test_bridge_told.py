"""Where steps of posts leave most of the effect on employment unexplained, the title says so and no cause."""

from pathlib import Path

import polars as pl

from reports.data.run import Run
from reports.figures.bridge import Bridge
from reports.text import Text, languages
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed


def test_what_no_step_accounts_for_is_told_first(tmp_path: Path) -> None:
    made = make_fake_run(tmp_path / "run", months=36, seeds=3)
    fewer = (pl.col("indicator") == "employed") & (pl.col("role") == "no_policy") & (pl.col("by") == "total")
    folder = changed(made, tmp_path / "fewer", results=lambda table: table.with_columns(
        value=pl.col("value") - pl.when(fewer).then(2e6).otherwise(0.0)))  # fmt: skip
    for lang in languages():
        figure = Bridge(Run(folder), Text(lang))
        net, rest = (figure.steps[one].mean for one in ("net", "residual"))
        assert abs(rest) > abs(net) / 2
        told = figure.finding()
        assert figure.scale.show(Text(lang), rest, signed=True) in told
        assert figure.scale.show(Text(lang), net - rest, signed=True) in told
