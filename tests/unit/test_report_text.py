"""The catalogue holds every sentence, and numbers are written as the language writes them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import reports
from reports.figures import discover
from reports.figures.rows import OfRows
from reports.kinds.figure import CAPITAL
from reports.page.assemble import environment
from reports.text import Text, languages, month_date

ROOT = Path(reports.__file__).parent
TEMPLATES = sorted((ROOT / "page").glob("*.j2"))


def messages(lang: str) -> set[str]:
    with (ROOT / "text" / f"{lang}.po").open("rb") as file:
        return {item.id if isinstance(item.id, str) else item.id[0] for item in read_po(file) if item.id}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_words_outside_the_catalogue(template: Path) -> None:
    source = template.read_text("utf-8")
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", source, flags=re.DOTALL)
    words = re.sub(r"<[^>]*>| data-=\"\"", " ", bare)
    assert re.findall(r"[A-Za-z]{2,}", words) == []


@pytest.mark.parametrize("lang", languages())
def test_every_message_named_in_full_exists(lang: str) -> None:
    known = messages(lang)
    sources = [path.read_text("utf-8") for path in [*ROOT.rglob("*.py"), *TEMPLATES]]
    calls = r"(?:\bt|text|self\.text|\.sentence|plural)\(\s*[\"']([a-z_0-9.]+)[\"']\s*[,)]"
    named = {name for source in sources for name in re.findall(calls, source)}
    assert len(named) > 60
    assert named - known == set()


@pytest.mark.parametrize("lang", languages())
def test_every_figure_has_a_subtitle_and_a_note(lang: str) -> None:
    known = messages(lang)
    for kind in (*discover(comparison=False), *discover(comparison=True)):
        name = CAPITAL.sub("_", kind.__name__).lower()
        assert {f"figure.{name}.subtitle", f"figure.{kind.kind}.subtitle"} & known
        assert {f"figure.{name}.note", f"figure.{kind.kind}.note"} & known or issubclass(kind, OfRows)


def test_every_verdict_has_a_sentence_for_each_comparison() -> None:
    known = messages("en")
    signed = [f"{how}{way}" for how in ("", "small_", "single_") for way in ("higher", "lower")]
    forms = (*signed, "none", "unclear", "same")
    for form in forms:
        for contrast in ("ai", "policy", "option"):
            assert f"finding.{contrast}.{form}" in known


def test_the_report_never_says_should_and_never_forecasts() -> None:
    source = (ROOT / "text" / "en.po").read_text("utf-8")
    said = " ".join(re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', source, flags=re.MULTILINE)).lower()
    assert not re.search(r"\b(should|must|ought)\b", said)
    assert re.findall(r"[^.]*\bwill\b[^.]*", said.replace("what will happen", "")) == []


def test_an_unknown_message_or_language_is_an_error() -> None:
    with pytest.raises(KeyError, match="no message 'nonsense'"):
        Text("en")("nonsense")
    with pytest.raises(ValueError, match="--lang xx"):
        Text("xx")


@pytest.mark.parametrize(
    ("value", "digits", "signed", "expected"),
    [
        (1234.5, 1, False, "1,234.5"),
        (-0.256, 2, False, "−0.26"),
        (0.256, 2, True, "+0.26"),
        (-0.001, 2, True, "0.00"),  # rounds to zero: no sign
        (2.5, 0, True, "+2"),
        (float("nan"), 2, True, "n/a"),
        (float("inf"), 2, True, "n/a"),
    ],
)
def test_numbers(value: float, digits: int, signed: bool, expected: str) -> None:
    assert Text("en").number(value, digits, signed=signed) == expected


def test_plurals_months_and_separators() -> None:
    text = Text("en")
    assert text.plural("count.seeds", 1) == "1 simulation"
    assert text.plural("count.seeds", 20) == "20 simulations"
    assert text.month("2025-01", 180) == "Jan 2040"
    assert text.separators == ".,"
    assert month_date("2025-12", 1).isoformat() == "2026-01-01"


def test_templates_escape_what_a_scenario_says() -> None:
    page = environment().from_string("{{ title }}")
    assert page.render(title="</script><script>alert(1)</script>") == (
        "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    )
