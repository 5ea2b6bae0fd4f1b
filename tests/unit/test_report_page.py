"""The page is complete, traceable, self-contained and safe."""

import gzip
import json
from base64 import b64decode
from pathlib import Path

import plotly.graph_objects as go
import polars as pl
import pytest

import reports
from reports.data.run import Run, UnreadableRunError
from reports.figures import discover
from reports.text import Text
from tests.fake_run import make_fake_run
from tests.unit.page_numbers import Numbers
from tests.unit.report_page import Page, changed

MEGABYTE = 1e6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("page") / "run", months=36, seeds=3)


def test_all_sections_in_order(folder: Path) -> None:
    page = Page(reports.build(folder))
    assert page.all("html")[0][0]["lang"] == "en"
    assert [found["id"] for found, _ in page.all("section")] == [
        "brief", "of-year", "of-cost", "of-who", "of-else", "of-basis", "deeper", "fit", "annex", "scorecard",
        "compared", "tradeoff", "baseline", "limits", "reproduce",
    ]  # fmt: skip


def test_every_figure_is_complete_and_plotly_accepts_it(folder: Path) -> None:
    run, text = Run(folder), Text("en")
    page = Page(reports.build(folder))
    shown = [kind for kind in discover(comparison=False) if kind(run, text).available()]
    assert len(page.all("figure")) == len(shown) > 15
    for kind in discover(comparison=False):
        figure = kind(run, text)
        if not figure.available():
            continue
        go.Figure(figure.plot())
        assert all([figure.finding(), figure.subtitle(), figure.note(), figure.source()])
        table = figure.table()
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        labels = [
            found["aria-label"]
            for found, _ in page.all("div", role="img")
            if found["id"] == f"plot-{figure.name}"
        ]
        assert figure.finding() in labels[0]


def test_what_a_country_s_results_leave_out_stands_beside_them(folder: Path, tmp_path: Path) -> None:
    """Exports of AI: said of the United States before anything is unfolded."""
    country = Run(folder).content["country"]
    american = changed(folder, tmp_path / "run", country=country | {"iso3": "USA"})
    said = " ".join(Text("fr")("caveat.ai_exports").split())
    [(_, told)] = Page(reports.build(american, "fr")).all("p", **{"class": "left-out"})
    assert told == said
    assert 'class="note left-out"' in (american / "report.html").read_text("utf-8")
    assert "left-out" not in Page(reports.build(folder)).source.split("</style>")[1]


def test_nothing_is_fetched_and_the_file_is_small(folder: Path) -> None:
    path = reports.build(folder)
    page = Page(path)
    for tag, found, _ in page.elements:
        assert not found.get("src")
        assert tag != "link"
        assert found.get("href", "#").startswith("#")
    assert path.stat().st_size < 3.5 * MEGABYTE
    packed = [text for found, text in page.all("script", type="application/gzip") if found["id"] == "plotly"]
    assert [gzip.decompress(b64decode(one)).count(b"plotly.js v") for one in packed] == [1]
    assert "plotly.js v" not in page.source


def test_a_quick_run_is_watermarked(folder: Path, tmp_path: Path) -> None:
    page = Page(reports.build(changed(folder, tmp_path / "run", quick=True)))
    assert page.all("div", id="page")[0][0]["data-watermark"] == "QUICK RUN"
    assert "not for quoting" in page.all("p", **{"class": "ribbon"})[0][1]


def test_hostile_text_stays_text(folder: Path, tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><b onmouseover=alert(2)>"
    deciles = pl.when(pl.col("by") == "income_decile").then(pl.lit(evil)).otherwise("group").alias("group")
    hostile = changed(
        folder,
        tmp_path / "run",
        results=lambda table: table.with_columns(deciles),
        title=evil,
        question=evil,
        targets=[dict.fromkeys(["id", "target", "verdict", "provenance"], evil)],
    )
    (hostile / "scenario.yaml").write_text(f"title: {evil}\n", "utf-8")
    page = Page(reports.build(hostile))
    assert "<script>alert" not in page.source
    assert page.all("h1")[0][1] == evil
    assert not any("onmouseover" in found for _, found, _ in page.elements)


def test_an_unknown_format_is_refused(folder: Path, tmp_path: Path) -> None:
    folder = changed(folder, tmp_path / "run")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 2}), "utf-8")
    with pytest.raises(UnreadableRunError, match="format 2"):
        reports.build(folder)
    (folder / "persons.parquet").unlink()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(UnreadableRunError, match=r"persons\.parquet"):
        reports.build(folder)


def test_the_cells_of_the_scorecard_are_found_in_the_results(folder: Path) -> None:
    numbers, results = Numbers(reports.build(folder)).found, Run(folder).results
    cells = [
        cell
        for table, cell in numbers
        if table == "scorecard" and cell["stat"] == "mean" and cell["window"] in ("last120", "whole_sum")
        and cell.get("measure") == "difference" and not cell.get("real")
    ]  # fmt: skip
    assert len(cells) > 20
    for cell in cells:
        if cell["by"] != "total":
            continue  # a gap, a decile: tests/unit/test_report_numbers.py
        rows = results.filter(
            pl.col("indicator").cast(pl.String).is_in(cell["indicator"].split(" + "))
            & (pl.col("by") == "total")
            & (pl.col("month") > 0)
        )
        if cell["window"] == "last120":
            rows = rows.filter(pl.col("month") > rows["month"].max() - 120)
        sums = {
            role: rows.filter(pl.col("role") == role)["value"].to_numpy().sum()
            for role in rows["role"].unique()
        }
        per = rows["month"].n_unique() * 3 if cell["window"] == "last120" else 3
        own = (sums[cell["role"]] - sums[cell["against"]]) / per
        assert float(cell["value"]) == pytest.approx(own * float(cell["scale"]), rel=1e-6, abs=1e-9)
