"""The report in headless Chromium: offline, no console error, every figure drawn, on paper and phone."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import reports
from simulator.comparison import comparison_of
from tests.fake_run import make_fake_run
from tests.unit import fake_options

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("file:", "data:", "blob:")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reports.build(make_fake_run(tmp_path_factory.mktemp("browser") / "run", months=48, seeds=3))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Watched:
    """A page with what it says on its console and what it asks the network for."""

    def __init__(self, browser: Any, report: Path, width: int, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._requested)
        self.page.goto(report.as_uri())

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(LOCAL):
            self.complaints.append(f"request: {request.url}")

    def drawn(self) -> int:
        return int(self.page.locator('.plot[data-drawn="true"]').count())

    def draw_all(self) -> None:
        """Scroll to each figure in turn, as a reader does."""
        plots = self.page.locator(".plot")
        for index in range(plots.count()):
            plots.nth(index).scroll_into_view_if_needed()
            self.page.locator(f".plot >> nth={index}").and_(
                self.page.locator('[data-drawn="true"]')
            ).wait_for(timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_figure_is_drawn_and_nothing_overflows(
    browser: Any, report: Path, width: int, scheme: str
) -> None:
    watched = Watched(browser, report, width, scheme)
    assert watched.page.locator(".plot").count() == 23
    watched.draw_all()
    watched.page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
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
    assert watched.drawn() < 3
    watched.page.close()


def test_details_open_by_keyboard_and_hold_the_table(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    summary = watched.page.locator("#figure-unemployment summary")
    summary.focus()
    summary.press("Enter")
    assert watched.page.locator("#table-unemployment").is_visible()
    watched.page.close()


def test_a_csv_equals_its_table(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    link = watched.page.locator('a.csv[data-table="table-unemployment"]')
    href = link.get_attribute("href")
    rows = list(csv.reader(io.StringIO(unquote(href.split(",", 1)[1]).removeprefix("\ufeff"))))
    table = watched.page.locator("#table-unemployment")
    assert len(rows) == table.locator("tr").count()
    for row, shown in zip(rows[1:], table.locator("tbody tr").all(), strict=True):
        cells = shown.locator("td").all_text_contents()
        assert [f"{float(value):.1f}" for value in row[1:]] == [f"{float(text):.1f}" for text in cells]
    assert watched.complaints == []
    watched.page.close()


def test_printing_draws_every_figure(browser: Any, report: Path, tmp_path: Path) -> None:
    watched = Watched(browser, report, 1440, "dark")
    watched.page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    assert watched.drawn() == 23
    assert (tmp_path / "report.pdf").stat().st_size > 50_000
    assert watched.complaints == []
    watched.page.close()


def test_without_javascript_the_numbers_are_there(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert "JavaScript" in page.locator(".noscript").inner_text()
    assert page.locator("#table-unemployment tbody tr").count() == 16
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_comparison_is_drawn_and_does_not_overflow(browser: Any, tmp_path: Path, width: int) -> None:
    comparison = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"])
    watched = Watched(browser, reports.build(fake_options.run(tmp_path / "run", comparison).path), width)
    assert watched.page.locator(".plot").count() == 19
    watched.draw_all()
    watched.page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    watched.page.close()
