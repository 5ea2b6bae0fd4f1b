"""The switch of languages: text, numbers and figures change in the page itself, and the choice is kept."""

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import reports
from reports.text import Text
from tests.browser.watched import BROWSER, Watched
from tests.fake_run import make_fake_run

pytestmark = BROWSER
TITLES = {"en": "Retraining", "es": "Recualificación", "fr": "Reconversion"}
MEDIAN = {"en": "60 % of median", "es": "60 % de la renta mediana", "fr": "60 % du niveau de vie médian"}
SEPARATORS = {"en": ".,", "es": ",.", "fr": ",\u202f"}


def test_text_numbers_and_title_change_without_a_request(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    for lang in ("fr", "es", "en"):
        watched.choose(lang)
        watched.unfold()
        page = watched.page
        assert page.locator("#jobs > summary").inner_text() == Text(lang)("section.jobs")
        assert page.title().startswith(TITLES[lang])
        assert page.locator("#deeper h2").inner_text() == Text(lang)("section.deeper")
        assert MEDIAN[lang] in " ".join(page.locator("#scorecard").text_content().split())
        chosen = page.locator("nav.languages [aria-current]")
        assert chosen.get_attribute("lang") == lang
        assert page.evaluate("document.activeElement.lang") == lang  # the keyboard stays where it was
    assert watched.complaints == []
    watched.page.close()


@pytest.mark.parametrize("lang", ["es", "fr"])
def test_every_figure_is_drawn_in_the_language_chosen(browser: Any, report: Path, lang: str) -> None:
    watched = Watched(browser, report, 360)
    watched.draw_all()
    figures = watched.drawn()
    watched.choose(lang)
    assert watched.drawn() < figures
    watched.draw_all()
    watched.open_details()
    assert watched.drawn() == watched.page.locator(".plot").count() == figures
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    separators = watched.page.evaluate(
        "[...new Set([...document.querySelectorAll('.plot')].map((node) => node.layout.separators))]"
    )
    assert separators == [SEPARATORS[lang]]
    assert watched.complaints == []
    watched.page.close()


def test_the_choice_survives_reload_links_and_back(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    watched.choose("fr")
    watched.page.evaluate("location.hash = 'budget'")
    watched.page.wait_for_function("location.hash === '#budget&lang=fr'")
    watched.page.reload()
    watched.reads("fr")
    watched.page.wait_for_function("document.getElementById('budget').getBoundingClientRect().top < 200")
    watched.page.go_back()
    watched.page.wait_for_function("location.hash === '#lang=fr'")
    watched.choose("es")
    watched.page.go_back()
    watched.reads("fr")
    assert watched.complaints == []
    watched.page.close()


def test_a_language_that_there_is_not_leaves_the_page_as_it_is(browser: Any, report: Path) -> None:
    watched = Watched(browser, Path(report), 1440)
    watched.page.goto(report.as_uri() + "#lang=xx")
    assert watched.page.locator("#jobs > summary").inner_text() == Text("en")("section.jobs")
    assert watched.complaints == []
    watched.page.close()


def test_what_is_unfolded_stays_so_and_tables_go_out_as_numbers(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    watched.page.locator("#jobs > summary").click()
    watched.page.locator("#figure-ai_adoption").wait_for()
    watched.choose("fr")
    assert watched.page.locator("#figure-ai_adoption h3").is_visible()
    table = watched.page.locator("#table-ai_adoption")
    href = watched.page.locator('a.csv[data-table="table-ai_adoption"]').get_attribute("href")
    text = unquote(href.split(",", 1)[1])
    assert text.startswith("\ufeff")  # so that spreadsheets read its accents
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    shown = table.locator("tbody tr").all()
    assert len(rows) == len(shown) + 1
    for row, line in zip(rows[1:], shown, strict=True):
        cells = line.locator("td").all_text_contents()
        assert [f"{float(value.replace(',', '.')):.1f}".replace(".", ",") for value in row[1:]] == cells
        assert all("." not in value for value in row[1:])
    watched.page.close()


def test_it_prints_in_the_language_chosen(browser: Any, report: Path, tmp_path: Path) -> None:
    watched = Watched(browser, report, 1440)
    watched.choose("es")
    watched.page.wait_for_function("window.Plotly")
    watched.page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    watched.page.wait_for_function(
        "[...document.querySelectorAll('.plot')].every((one) => one.dataset.drawn === 'true')"
    )
    assert TITLES["es"] in watched.page.locator(".answer .offer").inner_text()
    assert (tmp_path / "report.pdf").stat().st_size > 50_000
    watched.page.emulate_media(media="print")
    assert not watched.page.locator("nav.languages").is_visible()
    assert watched.complaints == []
    watched.page.close()


def test_without_javascript_the_first_language_is_there(browser: Any, tmp_path: Path) -> None:
    report = reports.build(make_fake_run(tmp_path / "run", months=12, seeds=2), "all")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#jobs > summary").inner_text() == Text("en")("section.jobs")
    assert page.locator("nav.languages").count() == 1
    assert not page.locator("nav.languages").is_visible()
    context.close()
