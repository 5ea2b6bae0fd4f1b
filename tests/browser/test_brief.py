"""The brief in headless Chromium: on the first screen before any script, on one printed page, its cost."""

import io
import re
from pathlib import Path
from statistics import median
from typing import Any
from unicodedata import normalize

import pypdf
import pytest
from plotly.offline import get_plotlyjs

import reports
from reports.brief.answer import answer
from reports.data.run import Run
from reports.text import Text
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched
from tests.unit import fake_options

pytestmark = BROWSER
SCREENS = [(1440, 900), (360, 740)]
RIGHT_ENDS = """svg => [svg.getBoundingClientRect().right, Object.fromEntries(
    [...svg.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect().right]))]"""
LEAST, MOST = 3, 8
"""Rounds in which what a page costs is measured."""
PLOT = '#figure-path .plot[data-drawn="true"]'


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five options in two worlds under two closures."""
    options = [fake_options.option(f"option_{number}", fake_options.TRAINING, title=f"Option number {number}")
               for number in range(5)]  # fmt: skip
    plan = comparison_of(
        options, worlds=["moderate", "rapid"], closures=[CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]]
    )
    return reports.build(fake_options.run(tmp_path_factory.mktemp("brief") / "run", plan).path, "all")


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("scripted", [False, True])
def test_the_chart_stands_on_the_first_screen_before_any_script(
    browser: Any, report: Path, compared: Path, width: int, height: int, scripted: bool
) -> None:
    for page_file in (report, compared):
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripted
        )
        page = context.new_page()
        page.goto(page_file.as_uri())
        box = page.locator("#chart svg").bounding_box()
        assert box["y"] + box["height"] / 2 < height
        assert width < 800 or box["y"] + box["height"] < height
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        context.close()


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_no_word_of_the_chart_is_cut(browser: Any, report: Path, compared: Path, lang: str) -> None:
    for page_file in (report, compared):
        watched = Watched(browser, page_file, 1440)
        watched.choose(lang)
        chart = watched.page.locator("#chart svg")
        right, ends = chart.evaluate(RIGHT_ENDS)
        assert ends
        assert {word: end for word, end in ends.items() if end > right} == {}
        watched.page.close()


def bare(words: str) -> str:
    """The letters and digits alone, ligatures apart."""
    return re.sub(r"\W", "", normalize("NFKC", words))


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_brief_is_the_first_printed_page(browser: Any, report: Path, compared: Path, lang: str) -> None:
    for page_file in (report, compared):
        watched = Watched(browser, page_file, 1440)
        watched.choose(lang)
        printed = pypdf.PdfReader(io.BytesIO(watched.page.pdf(format="A4", prefer_css_page_size=True)))
        first, second = (bare(page.extract_text()) for page in printed.pages[:2])
        said = bare(answer(Run(page_file.parent), Text(lang)))
        assert said in first
        assert said not in second
        watched.page.close()


def test_the_page_costs_the_browser_little_beside_its_library(
    browser: Any, report: Path, tmp_path: Path
) -> None:
    """Processor time against a page with nothing but Plotly and the same figure, the median of some rounds.

    A slow machine slows both. They take turns, so that a moment in which one of them has the whole machine
    tips no comparison. Where Plotly alone takes 1.3 s, the first figure is there within two.
    """
    watched = Watched(browser, report, 1440)
    figure = watched.page.locator("#json-path").text_content()
    watched.page.close()
    bare = tmp_path / "bare.html"
    draw = """
        const node = document.querySelector(".plot");
        Plotly.newPlot(node, figure.data, figure.layout).then(() => { node.dataset.drawn = "true"; });
    """
    bare.write_text(
        '<!doctype html><meta charset="utf-8"><div id="figure-path"><div class="plot"></div></div>'
        f"<script>{get_plotlyjs()}</script><script>const figure = {figure};{draw}</script>",
        "utf-8",
    )

    def seconds(address: str, awaited: str, *, rests: bool) -> float:
        context = browser.new_context(viewport={"width": 1440, "height": 560})  # no figure is near yet
        page = context.new_page()
        if not rests:  # what waits until the page is at rest then never comes
            page.add_init_script("window.requestIdleCallback = () => {};")
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(address, wait_until="domcontentloaded")
        page.locator(awaited).wait_for(timeout=30_000)
        spent = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        context.close()
        return float(spent["ProcessTime"])

    pages = (
        (bare.as_uri(), PLOT, True),
        (report.as_uri(), "#chart svg", False),
        (f"{report.as_uri()}#jobs", PLOT, True),
    )
    rounds = []
    while len(rounds) < MOST:
        rounds.append([seconds(address, awaited, rests=rests) for address, awaited, rests in pages])
        chart, figure_drawn = (median(row[page] / row[0] for row in rounds) for page in (1, 2))
        if len(rounds) >= LEAST and chart < 0.5 and figure_drawn < 1.5:
            break
    assert 0 < chart < 0.5
    assert figure_drawn < 1.5
