"""The page is true and complete for any result, traceable, self-contained and safe."""

import json
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import polars as pl
import pytest

import reports
from reports.figure import discover
from reports.run import Run, UnreadableRunError
from reports.text import Text
from tests.fake_run import make_fake_run

Change = Callable[[pl.DataFrame], pl.DataFrame]
MEGABYTE = 1e6


class Page(HTMLParser):
    """Elements of a page with their text: what stands where, with which attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.source = path.read_text("utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}, []))
        if tag not in ("meta", "link", "br", "input", "col"):
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.elements[self.open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for index in self.open:
            self.elements[index][2].append(data)

    def all(self, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
        return [
            (found, " ".join("".join(words).split()))
            for name, found, words in self.elements
            if name == tag and all(value in found.get(key, "").split() for key, value in attributes.items())
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("page") / "run", months=36, seeds=3)


@pytest.fixture
def changed(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Copy of the fake run with other results or another manifest."""

    def change(results: Change | None = None, persons: Change | None = None, **content: object) -> Path:
        copy = shutil.copytree(folder, tmp_path / "run")
        for name, apply in (("results", results), ("persons", persons)):
            if apply is not None:
                table = pl.read_parquet(copy / f"{name}.parquet")
                texts = table.with_columns(pl.selectors.enum().cast(pl.String))
                apply(texts).write_parquet(copy / f"{name}.parquet")
        manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
        manifest["content"].update(content)
        (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        return copy

    return change


def answers(page: Page) -> list[str]:
    assert page.all("ol", **{"class": "answer"})
    return [text for _, text in page.all("li") if "verdict" in page.source and text.endswith(WORDS)]


WORDS = ("better", "worse", "unclear", "no relevant difference", "one run: no verdict", "higher", "lower")


def as_role(wanted: str, source: str) -> Change:
    """Give one role the results of another."""

    def apply(table: pl.DataFrame) -> pl.DataFrame:
        copied = table.filter(pl.col("role") == source).with_columns(pl.lit(wanted).alias("role"))
        return pl.concat([table.filter(pl.col("role") != wanted), copied])

    return apply


def first_seed(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("replicate") == 0)


def test_all_sections_in_order(folder: Path) -> None:
    page = Page(reports.build(folder))
    assert page.all("html")[0][0]["lang"] == "en"
    assert [found["id"] for found, _ in page.all("section")] == [
        "answer", "scorecard", "bridge", "jobs", "people", "budget", "poverty", "fit", "limits", "reproduce",
    ]  # fmt: skip
    assert "Conditional estimates, not forecasts." in page.all("p", **{"class": "conditional"})[0][1]
    assert len(answers(page)) == 3
    assert all("95 % interval" in sentence for sentence in answers(page))


def test_every_figure_is_complete_and_plotly_accepts_it(folder: Path) -> None:
    run, text = Run(folder), Text("en")
    page = Page(reports.build(folder))
    assert len(page.all("figure")) == len(discover()) == 15
    for kind in discover():
        figure = kind(run, text)
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


def test_nothing_is_fetched_and_the_file_is_small(folder: Path) -> None:
    path = reports.build(folder)
    page = Page(path)
    for tag, found, _ in page.elements:
        assert not found.get("src")
        assert tag != "link"
        assert found.get("href", "#").startswith("#")
    assert path.stat().st_size < 7 * MEGABYTE
    assert page.source.count("plotly.js v") == 1


def test_no_difference_at_all(changed: Callable[..., Path]) -> None:
    page = Page(reports.build(changed(as_role("policy", "no_policy"), as_role("policy", "no_policy"))))
    assert "the policy would make no relevant difference to employment" in answers(page)[1].lower()
    assert answers(page)[1].endswith("no relevant difference")
    assert "No budget item would move" in page.source


def test_everything_worse(changed: Callable[..., Path]) -> None:
    worse = (pl.col("role") == "policy") & (pl.col("indicator") == "employed")
    lower = pl.when(worse).then(pl.col("value") * 0.9).otherwise("value").alias("value")
    page = Page(reports.build(changed(lambda table: table.with_columns(lower))))
    assert "lower than" in answers(page)[1]
    assert answers(page)[1].endswith("worse")


def test_noise_is_unclear(changed: Callable[..., Path]) -> None:
    noise = (1 + 0.2 * (pl.col("replicate") - 1)).cast(pl.Float64)
    noisy = (
        pl.when(pl.col("role") == "policy").then(pl.col("value") * noise).otherwise("value").alias("value")
    )
    page = Page(reports.build(changed(lambda table: table.with_columns(noisy))))
    assert answers(page)[1].startswith("Whether the policy would move employment is unclear")


def test_one_seed_claims_no_interval(changed: Callable[..., Path]) -> None:
    page = Page(reports.build(changed(first_seed, first_seed, seeds=1)))
    for sentence in answers(page):
        assert sentence.startswith("In this single run")
        assert "95" not in sentence
    verdicts = [text for found, text in page.all("td", **{"class": "score"})]
    assert verdicts
    assert all("single run: no interval" in text for text in verdicts)


def test_without_policy_only_ai_is_compared(tmp_path: Path) -> None:
    page = Page(reports.build(make_fake_run(tmp_path / "run", months=12, seeds=2, policy=False)))
    heads = [text for found, text in page.all("th", scope="col")]
    assert "AI against no further AI" in heads
    assert "Policy against no policy" not in page.source
    assert len(answers(page)) == 3


def test_missing_outcomes_leave_gaps_not_errors(changed: Callable[..., Path]) -> None:
    kept = ["employed", "unemployment_rate"]
    page = Page(reports.build(changed(lambda table: table.filter(pl.col("indicator").is_in(kept)))))
    assert {found["id"] for found, _ in page.all("figure")} == {
        "figure-unemployment", "figure-jobs_difference", "figure-age_sex", "figure-winners_losers",
    }  # fmt: skip


def test_nothing_to_compare(changed: Callable[..., Path]) -> None:
    page = Page(reports.build(changed(lambda table: table.filter(pl.col("role") == "no_policy"))))
    assert "holds nothing to compare" in page.source


def test_a_quick_run_is_watermarked(changed: Callable[..., Path]) -> None:
    page = Page(reports.build(changed(quick=True)))
    assert page.all("body")[0][0]["data-watermark"] == "QUICK RUN"
    assert "not for quoting" in page.all("p", **{"class": "ribbon"})[0][1]


def test_hostile_text_stays_text(changed: Callable[..., Path]) -> None:
    evil = "</script><script>alert(1)</script><b onmouseover=alert(2)>"
    hostile = changed(
        lambda table: table.with_columns(pl.when(pl.col("by") == "income_decile").then(
            pl.lit(evil)).otherwise("group").alias("group")),
        title=evil, question=evil, targets=[dict.fromkeys(["id", "target", "verdict", "provenance"], evil)],
    )  # fmt: skip
    (hostile / "scenario.yaml").write_text(f"title: {evil}\n", "utf-8")
    page = Page(reports.build(hostile))
    assert "<script>alert" not in page.source
    assert page.all("h1")[0][1] == evil
    assert not page.all("b")


def test_an_unknown_format_is_refused(changed: Callable[..., Path]) -> None:
    folder = changed()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 2}), "utf-8")
    with pytest.raises(UnreadableRunError, match="format 2"):
        reports.build(folder)
    (folder / "persons.parquet").unlink()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(UnreadableRunError, match=r"persons\.parquet"):
        reports.build(folder)


def test_the_cells_of_the_scorecard_are_found_in_the_results(folder: Path) -> None:
    page, results = Page(reports.build(folder)), Run(folder).results
    cells = [
        found for found, _ in page.all("span", **{"class": "number"}) if found["data-measure"] == "difference"
    ]
    assert len(cells) > 20
    for cell in cells:
        rows = results.filter(
            (pl.col("indicator") == cell["data-indicator"])
            & (pl.col("by") == "total")
            & (pl.col("month") > 0)
        )
        if cell["data-window"] == "last12":
            rows = rows.filter(pl.col("month") > rows["month"].max() - 12)
        sums = {
            role: rows.filter(pl.col("role") == role)["value"].to_numpy().sum()
            for role in rows["role"].unique()
        }
        per = 12 * 3 if cell["data-window"] == "last12" else 3
        own = (sums[cell["data-role"]] - sums[cell["data-against"]]) / per
        assert float(cell["data-value"]) == pytest.approx(own * float(cell["data-scale"]), rel=1e-6, abs=1e-9)


def test_the_numbers_behind_a_figure_are_found_in_the_results(folder: Path) -> None:
    run = Run(folder)
    table = next(kind for kind in discover() if kind.__module__.endswith("unemployment"))(
        run, Text("en")
    ).table()
    for row in table.rows:
        for cell in row[1:]:
            data = cell.data
            series = run.series("unemployment_rate", data["role"])
            assert series is not None
            month = int(data["month"])
            quarter = series.values[:, month - 2 : month + 1].mean(axis=1)
            wanted = {
                "mean": np.mean(quarter),
                "p10": np.percentile(quarter, 10),
                "p90": np.percentile(quarter, 90),
            }
            assert cell.value == pytest.approx(wanted[data["stat"]] * float(data["scale"]))
