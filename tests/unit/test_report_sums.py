"""Levels of debt are told as far as the fit allows."""

from pathlib import Path

from reports.data.run import Run
from reports.figures.rows import Debt
from reports.story.fit import baseline
from reports.story.limits import is_quoted
from reports.text import Text
from tests.fake_run import make_fake_run


def test_no_level_of_debt_is_shown_after_2030(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=96, seeds=2))
    assert is_quoted(run, "debt_ratio", 71)
    assert not is_quoted(run, "debt_ratio", 72)
    assert is_quoted(run, "gini", 72)
    table = baseline(run, Text("en"))
    row = next(row for row in table.rows if row[0].text.startswith("Public debt"))
    told = dict(zip(table.columns[1:], row[1:], strict=True))
    assert told["2030"].value is not None
    assert (told["2031"].value, told["2031"].text) == (None, "not quoted")
    figure = Debt(run, Text("en"))
    assert all("level" not in cell.data for line in figure.table().rows for cell in line)
    assert "Difference" in figure.subtitle()
    assert figure.table().rows
