"""The brief: one page in every language, with the numbers of findings, true for any run."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from reports.story.answer import limits

from reports.brief.brief import Brief, brief
from reports.brief.pdf import pdf
from reports.data.run import Run
from reports.story.sentences import country_name, country_within
from reports.text import Text, languages
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from simulator.findings.costs import cost_of
from simulator.findings.effects import contrast_of, effect
from simulator.findings.payers import payers
from tests.fake_run import make_fake_run
from tests.unit import fake_options
from tests.unit.report_page import Change, as_role, changed, first_seed, with_policy

KEY = re.compile(r"\b(?:brief|declaration|verdict|unit|count|label|noun|role)\.[a-z_]+")
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


def with_jobs(count: float) -> Change:
    """So many more jobs with the policy."""
    return with_policy(employed=count)


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


@pytest.mark.parametrize("lang", languages())
def test_the_pdf_of_a_large_comparison_is_one_page(compared: Path, lang: str) -> None:
    document, words = read(pdf(Run(compared), Text(lang)))
    assert len(document.pages) == 1
    cells = [cell for one in told(compared, lang).outcomes for row in one.table.rows for cell in row[1:]]
    assert len(cells) == 80
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


def test_the_answer_is_true_for_any_run(made: Path, tmp_path: Path) -> None:
    assert told(made).answer.startswith("Not established: whether “")
    more = told(changed(made, tmp_path / "more", results=with_jobs(100_000))).answer
    assert re.search(
        r"^Yes: .* \d+,000 \(\d+,000 to \d+,000\) more people .* 85,000 jobs that AI would cost, "
        r"1\d\d\s% .* of them",
        more,
    )
    some = told(changed(made, tmp_path / "some", results=with_jobs(30_000))).answer
    assert re.search(
        r"^For the most part: .* would add about \d+,000 \(.*\) jobs .* [5-9]\d\s% .* of the 85,000 that AI",
        some,
    )
    millions = changed(made, tmp_path / "millions", results=with_jobs(-3_000_000))
    assert re.search(r"about 2,9\d0,000 \(.*\) fewer people", told(millions).answer)
    assert re.search(r"environ 2\u202f9\d0\u202f000 \(.*\) personnes de moins", told(millions, "fr").answer)
    fewer = told(changed(made, tmp_path / "fewer", results=with_jobs(-100_000))).answer
    assert re.search(r"^No: .* fewer people would be employed .* on top of the 85,000 jobs", fewer)
    same = changed(made, tmp_path / "same", results=as_role("policy", "no_policy"))
    assert "would make no difference that counts to employment" in told(same).answer
    assert "the public balance would hardly change" in told(same).answer
    single = changed(made, tmp_path / "single", results=first_seed, persons=first_seed, seeds=1)
    assert "which does not tell effect from chance" in told(single).answer
    assert told(single).numbers[0].interval == "single run: no interval"
    alone = make_fake_run(tmp_path / "alone", months=36, seeds=3, policy=False)
    assert "no new policy" in told(alone).answer
    assert told(alone).sides.pays
    for folder in (same, single, alone):
        for lang in languages():
            assert len(read(pdf(Run(folder), Text(lang)))[0].pages) == 1


def test_who_pays_adds_up(made: Path) -> None:
    run = Run(made)
    found = payers(run, contrast_of(run), run.instruments)
    assert found is not None
    assert found.outlay > 0
    assert found.levied + found.borrowed + found.back == pytest.approx(found.outlay)


def test_the_declaration_is_told_by_its_clauses_and_their_numbers(made: Path, tmp_path: Path) -> None:
    lines = told(made).declaration
    assert lines[0].startswith(
        "Keep people in jobs by adaptation and upskilling (D3). Here: Training programme"
    )
    assert lines[1].startswith("Have firms that gain contribute (D5). Here:")
    assert lines[-1].startswith("Asked by the Declaration and not part of this policy: D4, D6")
    alone = make_fake_run(tmp_path / "alone", months=24, seeds=2, policy=False)
    assert "none of its instruments" in told(alone).declaration[0]


def test_three_caveats_and_what_the_interval_covers(made: Path, compared: Path) -> None:
    for folder in (made, compared):
        said = told(folder)
        assert len(said.caveats) == 3
        assert "95 % confidence intervals" in said.sure[0]
        assert said.sure[1].startswith("They cover neither")
    assert "Only one closure" in told(made).sure[2]
    assert "no other closure was run" in told(made).caveats[0]
    assert "no other closure was run" not in " ".join(told(compared).caveats)
    assert "over the 2 that were run" in told(compared).sure[2]


def test_what_a_page_cannot_say_is_told_of_the_closure_that_is_read(compared: Path) -> None:
    run = Run(compared)
    shipped, without = (" ".join(said for _, said in limits(one, Text("en"))) for one in run.under_all)
    assert "Here: as they are" in shipped
    assert "Here: nobody reacts" in without


def test_the_policy_and_what_ai_does_to_the_budget_stand_in_the_text(made: Path, compared: Path) -> None:
    said = told(made)
    assert "places" in said.contents[0]
    assert "from Jan" in said.contents[0]
    [demand] = said.demand
    assert re.search(r"AI would move the public balance by −\d+\.\d % of GDP", demand)
    options = told(compared)
    assert options.contents == []  # ten have no room
    assert [one.startswith("Scenario of AI") for one in options.demand] == [True, True]


def test_a_job_costs_what_the_headline_says(made: Path, tmp_path: Path) -> None:
    """The same jobs, balance and months: money over jobs is the ratio of the two numbers above."""
    folder = changed(made, tmp_path / "more", results=with_jobs(100_000))
    run = Run(folder)
    jobs, balance = (effect(run, contrast_of(run), one) for one in ("employed", "public_balance"))
    cost = cost_of(run, contrast_of(run))
    assert jobs is not None
    assert balance is not None
    assert cost is not None
    assert cost.ratio.mean == pytest.approx(-12 * balance.mean / jobs.mean)
    assert "What a job costs is not known" in " ".join(told(made).sides.pays)


def test_verdicts_have_a_rule_and_only_the_symbols_that_appear(made: Path, compared: Path) -> None:
    assert "its interval excludes zero" in " ".join(told(made).note)
    note = " ".join(told(compared).note)
    cells = " ".join(
        cell.text for one in told(compared).outcomes for row in one.table.rows for cell in row[1:]
    )
    for symbol in "✔✘≈△▽▲▼":
        assert (symbol in note) == (symbol in cells), symbol


def test_how_sure_tells_what_was_predicted_and_what_held_out_tests_say(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "reports.brief.sure.evaluations_passed", lambda run, text: {"passed": 2, "of": 13, "first": 1}
    )
    said = " ".join(told(made).sure)
    assert "official figures" in said
    assert "to which it was not fitted, the model reproduced 1 in full when first tried, and 2 now" in said


def test_where_no_evaluation_is_reproduced_it_says_none(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "reports.brief.sure.evaluations_passed", lambda run, text: {"passed": 0, "of": 13, "first": 1}
    )
    said = " ".join(told(made).sure)
    assert "Of 13 published evaluations to which it was not fitted, the model reproduces none in full" in said


def test_the_chart_is_a_picture_with_a_dot_an_option_and_world(made: Path, compared: Path) -> None:
    chart = told(compared).chart
    assert chart is not None
    picture = ElementTree.fromstring(chart.svg)
    assert len(picture.findall(f"{SVG}circle")) == 11  # ten options and the legend, in the first world
    over_years = told(made).chart
    assert over_years is not None
    assert len(ElementTree.fromstring(over_years.svg).findall(f"{SVG}polygon")) >= 2  # an interval a line
