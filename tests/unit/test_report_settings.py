"""What a page calls things: settings in words, and a technology that is not AI by its name."""

import re
from pathlib import Path

import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.story.settings import differing
from reports.text import Text, languages
from tests.fake_run import make_fake_run
from tests.unit.report_page import changed

NAMES = {"en": ("Robotics, jobs", "AI"), "fr": ("Robotique, emploi", "IA"), "es": ("Robótica, empleo", "IA")}
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
    assert any(text.startswith(name) for text in words)
    assert [text for text in words if re.search(rf"\b{ai}\b", text)] == []
    assert any(text.startswith(f"{ai}, ") for text in shown(body(Run(run), Text(lang))))


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
    rows = {row[0].about: row for row in differing(levied, Text(lang)).rows}
    assert rows["automation_levy.rate"][0].text == head
    assert [cell.text for cell in rows["financing"][1:3]] == ["–", paid]
