"""What a reader takes from a figure: an image, its numbers, a link; and what its tooltips say."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.watched import BROWSER, Watched

pytestmark = BROWSER
MONTHS = {"en": "January", "fr": "janvier", "es": "enero"}


def saved(watched: Watched, selector: str, folder: Path) -> Path:
    with watched.page.expect_download(timeout=20_000) as waiting:
        watched.page.locator(selector).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_figure_is_saved_as_an_image_with_its_finding_and_source(
    browser: Any, report: Path, tmp_path: Path, lang: str
) -> None:
    watched = Watched(browser, report, 1440, "dark")
    watched.choose(lang)
    watched.open_details()
    figure = watched.page.locator("#figure-ai_adoption")
    png = saved(watched, "#figure-ai_adoption [data-format=png]", tmp_path)
    svg = saved(watched, "#figure-ai_adoption [data-format=svg]", tmp_path)
    assert re.fullmatch(r"ai_adoption-\w+\.png", png.name)
    assert png.read_bytes().startswith(b"\x89PNG")
    width, height = (int.from_bytes(png.read_bytes()[place : place + 4]) for place in (16, 20))
    assert width == 1800
    assert height > 800
    words = " ".join(re.findall(r">([^<>]+)<", svg.read_text("utf-8")))
    assert figure.locator("h3").inner_text().split()[-1] in words
    assert figure.locator(".source").inner_text().split()[-1].rstrip(".") in words
    assert watched.complaints == []
    watched.page.close()


def test_its_buttons_say_which_figure_they_save(browser: Any, report: Path) -> None:
    watched = Watched(browser, report, 1440)
    for lang in ("en", "fr", "es"):
        watched.choose(lang)
        watched.open_details()
        figure = watched.page.locator("#figure-poverty_rate")
        finding = figure.locator("h3").inner_text()
        for name in ("PNG", "SVG"):
            assert figure.get_by_role("button", name=f"{name}: {finding}").count() == 1
        assert figure.get_by_role("link", name=finding).count() == 2  # numbers, and the figure itself
    watched.page.close()


def test_the_link_to_a_figure_is_copied_and_opens_there(browser: Any, report: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(report.as_uri() + "#lang=fr")
    page.locator("#page[lang=fr]").wait_for()
    page.locator("#budget > summary").click()
    page.locator("#figure-debt summary").click()
    link = page.locator("#figure-debt a.link")
    link.click()
    page.wait_for_function("(one) => one.textContent === one.dataset.copied", arg=link.element_handle())
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("#figure-debt&lang=fr")
    context.close()


@pytest.mark.parametrize(
    ("lang", "delimiter", "decimal"), [("en", ",", "."), ("fr", ";", ","), ("es", ";", ",")]
)
def test_numbers_come_as_spreadsheets_of_the_language_read_them(
    browser: Any, report: Path, tmp_path: Path, lang: str, delimiter: str, decimal: str
) -> None:
    watched = Watched(browser, report, 1440)
    watched.choose(lang)
    watched.open_details()
    text = saved(watched, "#figure-ai_adoption a.csv", tmp_path).read_text("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == watched.page.locator("#table-ai_adoption tr").count()
    for row in rows[1:]:
        assert all(re.fullmatch(rf"-?\d+(\{decimal}\d+)?", value) for value in row[1:])
    watched.page.close()


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_tooltips_name_months_in_the_language_of_the_page(browser: Any, report: Path, lang: str) -> None:
    watched = Watched(browser, report, 1440)
    watched.choose(lang)
    watched.open_details()
    watched.page.locator("#figure-ai_adoption").scroll_into_view_if_needed()
    watched.page.locator('#figure-ai_adoption .plot[data-drawn="true"]').wait_for(timeout=10_000)
    watched.page.evaluate("""() => { const plot = document.getElementById("plot-ai_adoption");
        const curve = plot.data.findIndex((one) => one.hovertemplate);
        const point = plot.data[curve].x.findIndex((one) => one.slice(5, 7) === "01");
        Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: point }]); }""")
    told = watched.page.locator("#plot-ai_adoption .hovertext").first.text_content()
    assert re.match(rf"{MONTHS[lang]} 20\d\d", told)
    watched.page.close()
