"""The report in headless Chromium: offline, no console error, every figure drawn, on paper and phone."""

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import reports
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched
from tests.unit import fake_options

pytestmark = BROWSER


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_figure_is_drawn_and_nothing_overflows(
    browser: Any, report: Path, width: int, scheme: str
) -> None:
    watched = Watched(browser, report, width, scheme)
    watched.draw_all()
    assert watched.page.locator(".plot").count() > 20
    watched.open_details()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    empty = watched.page.evaluate(
        "[...document.querySelectorAll('.plot')]"
        ".filter((node) => !node.querySelector('.trace, .points, .sankey-node, .heatmaplayer image'))"
        ".map((node) => node.id)"
    )
    assert empty == []
    assert watched.complaints == []
    watched.page.close()


def test_figures_below_the_fold_wait_until_reached(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    assert watched.drawn() <= 5
    watched.unfold()
    last = watched.page.locator(".plot").last
    assert last.get_attribute("data-drawn") is None
    last.scroll_into_view_if_needed()
    watched.page.locator('.plot[data-drawn="true"]').last.wait_for(timeout=10_000)
    assert watched.drawn() < watched.page.locator(".plot").count()
    watched.page.close()


def test_details_open_by_keyboard_and_hold_the_table(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    watched.unfold()
    summary = watched.page.locator("#figure-path details summary")
    summary.focus()
    summary.press("Enter")
    watched.page.locator("#table-path").wait_for(state="visible", timeout=10_000)
    watched.page.close()


def test_a_csv_equals_its_table(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    watched.unfold()
    link = watched.page.locator('a.csv[data-table="table-ai_adoption"]')
    href = link.get_attribute("href")
    rows = list(csv.reader(io.StringIO(unquote(href.split(",", 1)[1]).removeprefix("\ufeff"))))
    table = watched.page.locator("#table-ai_adoption")
    assert len(rows) == table.locator("tr").count()
    for row, shown in zip(rows[1:], table.locator("tbody tr").all(), strict=True):
        cells = shown.locator("td").all_text_contents()
        assert [f"{float(value):.1f}" for value in row[1:]] == [f"{float(text):.1f}" for text in cells]
    assert watched.complaints == []
    watched.page.close()


def test_printing_draws_every_figure(browser: Any, report: Path, tmp_path: Path) -> None:
    watched = Watched(browser, report, 1440, "dark")
    watched.unfold()
    watched.page.wait_for_function("window.Plotly")
    watched.page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    assert (tmp_path / "report.pdf").stat().st_size > 50_000
    watched.page.wait_for_function(
        "[...document.querySelectorAll('.plot')].every((one) => one.dataset.drawn === 'true')"
    )
    assert watched.complaints == []
    watched.page.close()


def test_without_javascript_the_answer_is_there(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert "JavaScript" in page.locator(".noscript").inner_text()
    assert page.locator("#brief .quoted").inner_text()
    assert page.locator("#brief .panels b").count() == 3
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_comparison_is_drawn_and_does_not_overflow(browser: Any, tmp_path: Path, width: int) -> None:
    comparison = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"])
    watched = Watched(browser, reports.build(fake_options.run(tmp_path / "run", comparison).path), width)
    watched.draw_all()
    assert watched.page.locator(".plot").count() > 15
    watched.open_details()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    watched.page.close()
