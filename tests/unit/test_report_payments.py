"""Who paid whom, and text that a spreadsheet or a browser might run."""

import zipfile
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from reports.story.balancing import last_year, payments
from reports.text import Text
from simulator.findings.headline import headline
from simulator.findings.results import Results
from simulator.findings.workbook import English, write_spreadsheet
from tests.fake_run import make_fake_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("payments") / "run", months=36, seeds=3))


def prices(run: Run, role: str, month: int) -> np.ndarray:
    """The year's mean price level by seed: payments are told at first-year prices."""
    found = run.series("price_level", role)
    assert found is not None
    return np.asarray(found.values[:, month - 11 : month + 1].mean(axis=1))


def test_every_payment_of_the_last_whole_year_is_told(run: Run) -> None:
    table, month = payments(run, Text("en")), last_year(run)
    assert month is not None
    assert month <= run.last_month
    flows = run.flows.filter(pl.col("month") == month)
    assert len(table.rows) == flows.select("payer", "payee", "kind").n_unique()
    for row in table.rows:
        for cell in row[3:-1]:
            told = {key: cell.data[key] for key in ("payer", "payee", "kind", "role")}
            rows = flows.filter(pl.col(key) == value for key, value in told.items())
            real = rows["amount"].to_numpy() / prices(run, told["role"], month)[rows["replicate"].to_numpy()]
            assert cell.value == pytest.approx(real.sum() / 3 * 1e-9)
        assert row[-1].value == pytest.approx(row[-2].value - row[-3].value)


def test_a_spreadsheet_runs_nothing_that_a_run_says(run: Run, tmp_path: Path) -> None:
    evil = "=cmd|'/c calc'!A0"
    results = run.results.with_columns(pl.lit(evil).alias("scenario"))
    metadata = [entry | {"label": "=HYPERLINK(1)", "unit": "+1+1"} for entry in run.metadata.values()]
    path = tmp_path / "tables.xlsx"
    told = headline(Results(results, run.content | {"indicators": metadata}))
    assert told
    write_spreadsheet(path, results, told, [], told, [], [], run.content, English())
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(b"<f>" in book.read(name) or b"<hyperlink" in book.read(name) for name in sheets)
        assert b"=cmd|" in book.read("xl/sharedStrings.xml")
