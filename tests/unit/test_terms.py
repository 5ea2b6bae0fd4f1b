"""Texts use the words of the field: no catalogue says what the list of terms forbids."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import reports
from reports.text import Text, catalogue, languages

TERMS: list[dict[str, Any]] = YAML(typ="safe").load(
    Path(reports.__file__).with_name("text").joinpath("terms.yaml").read_text("utf-8")
)
CATALOGUES = [(lang, f"{folder}{lang}.po") for lang in languages() for folder in ("", "declared/")
              if (lang, folder) != ("en", "declared/")]  # fmt: skip


def said(name: str) -> dict[str, str]:
    """Every message of a catalogue by its id, all forms in one text, each space a common one."""
    found = {}
    for message in catalogue(name):
        if message.id:
            identity, forms = (
                (one,) if isinstance(one, str) else tuple(one) for one in (message.id, message.string)
            )
            found[str(identity[0])] = re.sub(r"[\u00a0\u202f]", " ", " | ".join(map(str, forms)))
    return found


def test_a_term_has_its_word_in_every_language_and_a_source() -> None:
    for term in TERMS:
        assert {"concept", "source", "never", *languages()} == set(term), term["concept"]
        assert all(term[key] for key in ("concept", "source", *languages())), term["concept"]
        assert set(term["never"]) <= set(languages())


@pytest.mark.parametrize(("lang", "name"), CATALOGUES)
def test_no_text_says_what_the_list_forbids(lang: str, name: str) -> None:
    texts = said(name)
    found = [f"{one}: {text!r} says {hit[0]!r}; the word is {term[lang]!r} ({term['source']})"
             for term in TERMS for pattern in term["never"].get(lang, ()) for one, text in texts.items()
             if (hit := re.search(pattern, text, re.IGNORECASE))]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("lang", languages())
def test_a_forbidden_form_is_found_where_it_stands(lang: str) -> None:
    """A pattern that matches its own term forbids what it recommends."""
    for term in TERMS:
        for pattern in term["never"].get(lang, ()):
            assert not re.search(pattern, str(term[lang]), re.IGNORECASE), term["concept"]


def test_counts_stand_in_full_numbers() -> None:
    assert Text("fr").number(98_000, -3) == "98\u202f000"
    assert Text("es").number(97_812.4, -3) == "98.000"
    assert Text("es").number(4_512.3, -2) == "4.500"
    assert Text("en").number(-437_123, -3, signed=True) == "−437,000"
