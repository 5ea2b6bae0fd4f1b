"""What a page calls things: settings in words, and a technology that is not AI by its name."""

import re
from pathlib import Path

import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.story.settings import differing_settings, unit_of
from reports.text import Text, languages
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed

NAMES = {"en": ("Robotics", "AI"), "fr": ("Robotique", "IA"), "es": ("Robótica", "IA")}
ROBOTS = {"value": "robots", "unit": "", "source": "invented", "status": "assumed", "about": "invented"}
LEVY = {"value": 0.25, "unit": "share of AI spending", "source": "invented", "status": "assumed",
        "about": "administrative cost, bought from firms"}  # fmt: skip


def shown(html: str) -> list[str]:
    """The texts between the tags, without codes and figures."""
    told = re.sub(r"<(script|code)\b.*?</\1>", "", html, flags=re.S)
    return [text.strip() for text in re.split(r"<[^>]+>", told)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("settings") / "run", months=24, seeds=2)


@pytest.mark.parametrize("lang", languages())
def test_robots_are_not_called_ai(run: Path, tmp_path: Path, lang: str) -> None:
    robots = Run(changed(run, tmp_path / "robots", parameters={"technology.name": ROBOTS}))
    name, ai = NAMES[lang]
    words = shown(body(robots, Text(lang, robots.technology)))
    assert any(name.lower() in text.lower() for text in words)
    assert [text for text in words if re.search(rf"\b{ai}\b", text)] == []
    assert any(re.search(rf"\b{ai}\b", text) for text in shown(body(Run(run), Text(lang))))


def test_what_a_user_writes_keeps_its_words() -> None:
    text = Text("en", "robots")
    assert text.declared("Robots instead of AI") == "Robots instead of AI"
    assert text("banner.kicker", country="AI land") == "Robotics, jobs and policy · AI land"


@pytest.mark.parametrize(
    ("lang", "head", "paid"),
    [
        ("en", "Automation levy: administrative cost, bought from firms", "earmarked revenue"),
        ("fr", "Prélèvement sur l’automatisation\u00a0: coût administratif, acheté aux entreprises",
         "recettes affectées"),
        ("es", "Gravamen sobre la automatización: coste administrativo, comprado a empresas",
         "ingresos afectados"),
    ],
)  # fmt: skip
def test_settings_are_told_in_words_with_their_key(
    run: Path, tmp_path: Path, lang: str, head: str, paid: str
) -> None:
    levied = Run(changed(run, tmp_path / "levy", parameters={"automation_levy.rate": LEVY}))
    rows = {row[0].about: row for row in differing_settings(levied, Text(lang)).rows}
    assert rows["automation_levy.rate"][0].text == head
    assert [cell.text for cell in rows["financing"][1:3]] == ["–", paid]


@pytest.mark.parametrize(
    ("lang", "who", "when", "begins"),
    [
        ("en", "age: 50 to 66; sex: women", "unemployment rate from: 0.1", "Jan 2027"),
        ("fr", "âge\u00a0: 50 à 66\u202f; sexe\u00a0: femmes", "taux de chômage à partir de\u00a0: 0,1",
         "janvier 2027"),
        ("es", "edad: de 50 a 66; sexo: mujeres", "tasa de paro desde: 0,1", "enero de 2027"),
    ],
)  # fmt: skip
def test_whom_an_instrument_reaches_is_told_in_words(
    run: Path, tmp_path: Path, lang: str, who: str, when: str, begins: str
) -> None:
    folder = changed(run, tmp_path / "aimed", parameters={"training_programme.for": {
        **LEVY, "about": "for: of training_programme"}})  # fmt: skip
    aimed = Run(folder)
    policy = {"for": {"age": {"from": 50.0, "to": 66.0}, "sex": "women"}, "start": "2027-01",
              "when": {"unemployment_above": 0.1}}  # fmt: skip
    aimed.content["scenarios"][aimed.scenario]["policies"] = [{"training_programme": policy}]
    rows = {row[0].about: row for row in differing_settings(aimed, Text(lang)).rows}
    assert "of training_programme" not in rows["training_programme.for"][0].text
    assert rows["training_programme.for"][2].text == who
    assert rows["training_programme.when"][2].text == when
    assert rows["training_programme.start"][2].text == begins


def test_money_of_the_country_bears_the_name_of_its_currency(run: Path) -> None:
    assert unit_of(Run(run), Text("fr"), "national currency per month") == "euros par mois"
    assert unit_of(Run(run), Text("es"), "share of GDP") == "proporción del PIB"
