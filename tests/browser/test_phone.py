"""The page on a phone and a tablet: short, folded, nothing cut, the place kept in another language."""

from pathlib import Path
from typing import Any

import pytest

import reports
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched
from tests.unit import fake_options

pytestmark = BROWSER
CUT = """() => [...document.querySelectorAll(".plot")].flatMap((plot) => {
    const box = plot.getBoundingClientRect();
    return [...plot.querySelectorAll(".legendtext, .annotation-text, .xtick text, .ytick text, .node-label")]
        .filter((one) => { const own = one.getBoundingClientRect();
                           return own.width && (own.left < box.left - 2 || own.right > box.right + 2); })
        .map((one) => `${plot.id}: ${one.textContent}`);
})"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    comparison = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"])
    return reports.build(fake_options.run(tmp_path_factory.mktemp("phone") / "run", comparison).path, "all")


def test_what_follows_the_first_figure_of_a_section_unfolds(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 360)
    assert watched.page.locator("#figure-jobs_apart").count() == 0
    folded = watched.page.evaluate("document.documentElement.scrollHeight")
    watched.page.locator("#jobs > summary").click()
    watched.page.locator("#figure-jobs_apart").scroll_into_view_if_needed()
    watched.page.locator('#figure-jobs_apart .plot[data-drawn="true"]').wait_for(timeout=10_000)
    watched.unfold()
    assert folded < 0.5 * watched.page.evaluate("document.documentElement.scrollHeight")
    watched.page.close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_link_to_a_figure_unfolds_it(browser: Any, report: Path, lang: str) -> None:
    watched = Watched(browser, report, 360)
    watched.page.goto("about:blank")
    watched.page.goto(f"{report.as_uri()}#figure-poverty_rate&lang={lang}")
    watched.reads(lang)
    watched.page.locator("#figure-poverty_rate .plot").wait_for(timeout=10_000)
    top = "Math.abs(document.getElementById('figure-poverty_rate').getBoundingClientRect().top) < 250"
    watched.page.wait_for_function(top)
    watched.page.close()


@pytest.mark.parametrize("width", [360, 768])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_legend_and_no_heading_is_cut(
    browser: Any, report: Path, compared: Path, width: int, lang: str
) -> None:
    for page in (report, compared):
        watched = Watched(browser, page, width)
        watched.choose(lang)
        watched.draw_all()
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.page.evaluate(CUT) == []
        watched.page.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_another_language_leaves_the_reader_where_she_reads(browser: Any, report: Path, width: int) -> None:
    watched = Watched(browser, report, width)
    watched.unfold()
    where = "Math.round(document.getElementById('figure-debt').getBoundingClientRect().top)"
    watched.page.locator("#figure-debt h3").scroll_into_view_if_needed()
    before = watched.page.evaluate(where)
    watched.page.evaluate("document.querySelector('nav.languages a[lang=fr]').click()")
    watched.reads("fr")
    assert abs(watched.page.evaluate(where) - before) <= 4
    watched.page.evaluate("location.hash = 'budget'")
    watched.page.wait_for_function("location.hash === '#budget&lang=fr'")
    watched.page.evaluate("document.querySelector('nav.languages a[lang=es]').click()")
    watched.reads("es")
    assert watched.page.evaluate("location.hash") == "#budget&lang=es"
    assert (
        watched.page.evaluate("Math.abs(document.getElementById('budget').getBoundingClientRect().top)") < 80
    )
    watched.page.close()
