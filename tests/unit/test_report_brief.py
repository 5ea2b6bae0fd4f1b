"""The brief: one page in every language, with the numbers of findings."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from reports.brief.brief import Brief, brief, pdf
from reports.data.run import Run
from reports.story.limits import limits
from reports.story.sentences import country_name, country_within
from reports.text import Text, languages
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from simulator.findings.effects import contrast_of, effect
from simulator.findings.options import cost_of
from tests.fake_run import make_fake_run
from tests.unit import fake_options
from tests.unit.report_page import changed, with_policy

KEY = re.compile(r"\b(?:brief|head|verdict|unit|count|label|noun|role)\.[a-z_]+")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("brief") / "run", months=36, seeds=4)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten options in two worlds under two closures, with long titles."""
    options = [
        fake_options.option(f"option_{number}", fake_options.TRAINING, months=12, seeds=2,
                            title=f"Option {number}, under a title that is as long as titles of options are")
        for number in range(10)
    ]  # fmt: skip
    plan = comparison_of(
        options, worlds=["moderate", "rapid"], closures=[CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]]
    )
    return fake_options.run(tmp_path_factory.mktemp("brief") / "all", plan).path


def test_a_country_has_its_article_inside_a_sentence(made: Path) -> None:
    run = Run(made)
    run.content["country"] = {"iso3": "USA", "name": "United States", "names": {"fr": "États-Unis"}}
    assert country_within(run, Text("en")) == "the United States"
    assert country_within(run, Text("fr")) == country_name(run, Text("fr")) == "États-Unis"


def read(page: bytes) -> tuple[pypdf.PdfReader, str]:
    """The document, and its words with common spaces."""
    document = pypdf.PdfReader(io.BytesIO(page))
    return document, plain(" ".join(one.extract_text() for one in document.pages))


def plain(words: str) -> str:
    return " ".join(words.replace("-\n", "-").split())


def told(folder: Path, lang: str = "en") -> Brief:
    return brief(Run(folder), Text(lang))


@pytest.mark.parametrize("lang", languages())
def test_the_pdf_of_a_run_is_one_page_with_the_numbers_of_the_brief(made: Path, lang: str) -> None:
    said = told(made, lang)
    page = pdf(Run(made), Text(lang))
    document, words = read(page)
    assert len(document.pages) == 1
    for number in said.numbers:
        for shown in (f"{number.mean} {number.unit}", number.interval, number.word):
            assert plain(shown) in words, shown
    assert document.metadata is not None
    assert document.metadata.title == said.title
    assert document.trailer["/Root"]["/Lang"] == lang
    assert not KEY.search(words)
    assert pdf(Run(made), Text(lang)) == page


@pytest.mark.slow
@pytest.mark.parametrize("lang", languages())
def test_the_pdf_of_a_large_comparison_is_one_page(compared: Path, lang: str) -> None:
    document, words = read(pdf(Run(compared), Text(lang)))
    assert len(document.pages) == 1
    cells = [cell for one in told(compared, lang).outcomes for row in one.table.rows for cell in row[1:]]
    assert len(cells) == 10 * 2 * 6  # options, worlds, outcomes
    whole = words.replace(" ", "")
    assert all(plain(cell.text).replace(" ", "") in whole for cell in cells)
    assert not KEY.search(words)


def test_every_font_is_in_the_file(made: Path) -> None:
    document, _ = read(pdf(Run(made), Text("fr")))
    fonts = [one.get_object() for one in document.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert any(name.startswith("/FontFile") for name in descriptor)


def test_what_a_page_cannot_say_is_told_of_the_closure_that_is_read(compared: Path) -> None:
    run = Run(compared)
    shipped, without = (" ".join(said for _, said in limits(one, Text("en"))) for one in run.under_all)
    assert "Here: as they are" in shipped
    assert "Here: nobody reacts" in without


def test_a_job_costs_what_the_headline_says(made: Path, tmp_path: Path) -> None:
    """The same jobs, balance and months: money over jobs is the ratio of the two numbers above."""
    folder = changed(made, tmp_path / "more", results=with_policy(employed=100_000.0))
    run = Run(folder)
    jobs, balance = (effect(run, contrast_of(run), one) for one in ("employed", "public_balance"))
    cost = cost_of(run, contrast_of(run))
    assert jobs is not None
    assert balance is not None
    assert cost is not None
    assert cost.ratio.mean == pytest.approx(-12 * balance.mean / jobs.mean)


def test_the_legend_has_only_the_symbols_that_appear(compared: Path) -> None:
    note = told(compared).legend
    cells = " ".join(
        cell.text for one in told(compared).outcomes for row in one.table.rows for cell in row[1:]
    )
    for symbol in "✔✘≈△▽▲▼":
        assert (symbol in note) == (symbol in cells), symbol


def test_the_chart_is_a_picture_with_a_dot_an_option_and_world(made: Path, compared: Path) -> None:
    chart = told(compared).chart
    assert chart is not None
    picture = ElementTree.fromstring(chart.svg)
    assert len(picture.findall(f"{SVG}circle")) == 10  # in the first world
    over_years = told(made).chart
    assert over_years is not None
    assert len(ElementTree.fromstring(over_years.svg).findall(f"{SVG}polygon")) >= 2  # an interval a line
