"""The page tells what changes in the law, in three languages, with numbers that stand in the run."""

from typing import Any

import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.story.settings import changed_law
from reports.text import Text, languages
from simulator.experiment.inputs import parameters
from simulator.findings.effects import contrast_of, effect
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import load_country
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed

LAW = {
    "vat": {"2027-01": "+2 points", "2029-01": "today"}, "minimum_wage": {"2027-01": "+10 %"},
    "retirement_age": {"2028-01": 67}, "income_tax": "+1 points",
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("law")
    scenario = load_scenario({"country": "ESP", "law": LAW})
    known: dict[str, Any] = parameters(scenario, load_country("ESP"))
    law = {name: entry for name, entry in known.items() if name.startswith("law.")}
    return Run(changed(make_fake_run(folder / "run", months=24, seeds=2), folder / "law", parameters=law))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "today 23.24\u00a0%; +2 points (25.24\u00a0%) from Jan 2027, as today from Jan 2029."),
        ("fr", "aujourd’hui 66,67 années\u00a0; 67 années à partir de janvier 2028."),
        ("es", "hoy 66,67 años; 67 años a partir de enero de 2028."),
    ],
)
def test_each_change_is_a_sentence(run: Run, lang: str, said: str) -> None:
    told = changed_law(run, Text(lang))
    assert told is not None
    assert any(sentence.endswith(said) for sentence in told.sentences)


def test_each_item_that_it_moves_has_the_difference_of_the_run(run: Run) -> None:
    told = changed_law(run, Text("en"))
    assert told is not None
    row = next(row for row in told.items.rows if row[0].about == "law.vat")
    found = effect(run, contrast_of(run), "revenue_vat")
    assert found is not None
    assert row[2].value == pytest.approx(found.mean * float(row[2].data["scale"]))


@pytest.mark.parametrize("lang", languages())
def test_the_page_has_the_section_where_the_law_changes_and_only_there(run: Run, lang: str) -> None:
    assert 'id="law"' in body(run, Text(lang))
    assert 'id="law"' not in body(Run(run.folder.parent / "run"), Text(lang))
