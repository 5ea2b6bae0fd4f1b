"""Nothing is left untranslated: every catalogue holds every message, in order, with the same placeholders."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import reports
from reports.text import languages
from tests.declared import declared

TEXT = Path(reports.__file__).parent / "text"
OTHERS = tuple(lang for lang in languages() if lang != "en")
MONEY = {"currency", "currency_name", "of_currency"}  # the code, or a name that bends with the language
FORBIDDEN = {  # a report says "would"; neither advice nor forecast, in any language
    "fr": r"\b(devrai\w*|doi(?:t|vent)|faut|faudrait|sera|seront|aura|auront|fera|feront|ira|iront)\b",
    "es": r"\b(deb(?:e|en|er\w+)|será|serán|habrá|habrán|tendrá|tendrán|hará|harán|irá|irán)\b",
}


@cache
def messages(name: str) -> dict[str, Message]:
    with (TEXT / name).open("rb") as file:
        return {one.id if isinstance(one.id, str) else one.id[0]: one for one in read_po(file) if one.id}


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(message: Message) -> set[str]:
    found = set(re.findall(r"\{(\w+)\}", " ".join(forms(message))))
    return found - MONEY | ({"currency"} if found & MONEY else set())


def test_there_are_three_languages() -> None:
    assert languages() == ("en", "es", "fr")


@pytest.mark.parametrize("lang", OTHERS)
def test_every_message_is_translated(lang: str) -> None:
    english, own = messages("en.po"), messages(f"{lang}.po")
    missing = [name for name in english if name not in own or not all(forms(own[name]))]
    assert missing == [], f"translate these in reports/text/{lang}.po"
    stale = [name for name in own if name not in english]
    assert stale == [], f"not in en.po: remove them from reports/text/{lang}.po"
    assert list(own) == list(english), f"reports/text/{lang}.po: keep the order of en.po"


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_placeholders_and_the_plural_of_its_message(lang: str) -> None:
    for name, message in messages("en.po").items():
        own = messages(f"{lang}.po").get(name)
        if own is not None:
            assert placeholders(own) == placeholders(message), f"{lang}.po, {name}"
            assert len(forms(own)) == len(forms(message)), f"{lang}.po, {name}: one form or two"
            assert not own.fuzzy, f"{lang}.po, {name}: a draft; translate it and take away the word fuzzy"


@pytest.mark.parametrize("lang", OTHERS)
def test_what_the_code_declares_is_translated(lang: str) -> None:
    """Labels, units, parameters and shipped scenarios: a text and the place where it is declared."""
    wanted, own = declared(), messages(f"declared/{lang}.po")
    missing = {text: where for text, where in wanted.items() if text not in own or not own[text].string}
    assert missing == {}, f"translate these in reports/text/declared/{lang}.po"
    stale = [text for text in own if text not in wanted]
    assert stale == [], f"declared nowhere: remove them from reports/text/declared/{lang}.po"


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("folder", ["", "declared/"])
def test_the_typography_is_that_of_the_language(lang: str, folder: str) -> None:
    for name, message in messages(f"{folder}{lang}.po").items():
        for form in forms(message):
            where = f"{folder}{lang}.po, {name}: {form!r}"
            if not name.startswith("format."):
                assert not re.search(r"['\"“”]", form), f"{where}: ’ and « », not ' and “ ”"
            assert " %" not in form, f"{where}: no common space before %"
            assert form.count("«") == form.count("»"), where
            if lang == "fr":
                assert not re.search(r" [;:!?»]|« ", form), f"{where}: a no-break space there"
            else:
                assert form.count("¿") == len(re.findall(r"\w\?", form)), where


@pytest.mark.parametrize("lang", OTHERS)
def test_no_language_advises_or_forecasts(lang: str) -> None:
    for name, message in messages(f"{lang}.po").items():
        said = " ".join(forms(message)).lower()
        assert not re.search(FORBIDDEN[lang], said) or name == "limits.conditional.title", f"{name}: {said}"
