"""Sentences and numbers in every language: for every kind of result, with its own plurals and separators."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from reports.data.run import Run
from reports.draw.units import Scale
from reports.page.assemble import body
from reports.story.sentences import finding
from reports.text import Text, languages
from simulator.experiment.plan import comparison_of
from simulator.findings.effects import Contrast, Effect
from simulator.findings.verdicts import Verdict
from simulator.findings.windows import LAST120
from tests.fake_run import make_fake_run
from tests.unit import fake_options

OTHERS = tuple(lang for lang in languages() if lang != "en")
# Words that every English sentence has some of, and that are no words of French or Spanish.
ENGLISH = re.compile(
    r"\b(the|of|and|with|without|which|would|is|are|was|than|from|by|for|what|that|this)\b", re.I
)
KINDS = {  # mean, low, high, verdict
    "higher": (3.0, 2.0, 4.0, Verdict.BETTER),
    "lower": (-3.0, -4.0, -2.0, Verdict.WORSE),
    "none": (0.1, -0.2, 0.4, Verdict.NONE),
    "unclear": (1.5, -1.0, 4.0, Verdict.UNCLEAR),
    "small_higher": (0.9, 0.1, 1.7, Verdict.SMALL_RISE),
    "small_lower": (-0.9, -1.7, -0.1, Verdict.SMALL_FALL),
    "same": (0.0, -1.0, 1.0, Verdict.UNCLEAR),
    "single_higher": (3.0, float("nan"), float("nan"), Verdict.SINGLE),
    "single_lower": (-3.0, float("nan"), float("nan"), Verdict.SINGLE),
}
SIZES = {  # own unit of one "3.0" above, and the level compared with
    "employed": (1e5, 2.1e7),
    "unemployment_rate": (0.002, 0.11),
    "arop": (0.003, 0.2),
    "gini": (0.003, 0.31),
    "public_balance": (1e8, -3e9),
    "debt_ratio": (0.005, 1.05),
}


class Shown(HTMLParser):
    """The words of a page that a reader sees or hears; not code, nor what is marked as English."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.silent or tag in ("code", "script") or given.get("lang") == "en":
            if tag != "br":
                self.silent.append(tag)
            return
        self.words += [given[key] or "" for key in ("aria-label", "data-label", "data-title") if key in given]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    folder = tmp_path_factory.mktemp("translated")
    comparison = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"])
    return {
        "policy": Run(make_fake_run(folder / "policy", months=24, seeds=3)),
        "no policy": Run(make_fake_run(folder / "none", months=24, seeds=2, policy=False)),
        "comparison": Run(fake_options.run(folder / "comparison", comparison).path),
    }


@pytest.mark.parametrize("kind", ["policy", "no policy", "comparison"])
@pytest.mark.parametrize("lang", OTHERS)
def test_a_page_holds_no_english(runs: dict[str, Run], kind: str, lang: str) -> None:
    html = body(runs[kind], Text(lang))
    words = [*Shown(html).words, *re.findall(r'"(?:text|name|title)":"([^"]*)"', html)]
    assert len(words) > 500
    assert [text for text in words if ENGLISH.search(text)] == []
    assert Text(lang)("parameters.english") in html  # what is marked as English is told


def effects() -> Iterator[tuple[str, Effect]]:
    contrasts = (
        Contrast("ai", "no_policy", "no_ai", "levy_pays_training"),
        Contrast("policy", "policy", "no_policy", "levy_pays_training"),
        Contrast("option", "policy", "no_policy", "levy_pays_training", "levy_pays_training"),
    )
    for contrast in contrasts:
        for indicator, (size, base) in SIZES.items():
            for form, (mean, low, high, verdict) in KINDS.items():
                seeds = 1 if verdict is Verdict.SINGLE else 5
                yield form, Effect(
                    mean * size, low * size, high * size, seeds, indicator=indicator, contrast=contrast,
                    window=LAST120, base=base, verdict=verdict, relevant=size,
                )  # fmt: skip


@pytest.mark.parametrize("lang", languages())
def test_every_kind_of_result_has_its_sentence(runs: dict[str, Run], lang: str) -> None:
    """With the numbers of the language, no gap and no word left over; one seed claims no interval."""
    run, text = runs["policy"], Text(lang)
    for form, effect in effects():
        told = finding(run, text, effect)
        where = f"{lang}, {effect.contrast.name}, {effect.indicator}, {form}: {told}"
        assert not re.search(r"[{}]|  |n/a|n\. d\.", told), where
        assert told[:1].isupper() or told[:1] in "“«", where
        assert ("95" in told) <= (not form.startswith("single")), where
        if lang != "en":
            assert not re.search(r"\d\.\d(?!\d\d)", told), where
            assert not ENGLISH.search(told), where


@pytest.mark.parametrize(
    ("lang", "value", "digits", "expected"),
    [
        ("fr", -1234567.891, 2, "−1\u202f234\u202f567,89"),
        ("es", -1234567.891, 2, "−1.234.567,89"),
        ("fr", 0.5, 1, "0,5"),
        ("es", 1234.0, 0, "1.234"),
    ],
)
def test_numbers(lang: str, value: float, digits: int, expected: str) -> None:
    assert Text(lang).number(value, digits) == expected


@pytest.mark.parametrize(
    ("lang", "unit", "value", "expected"),
    [
        ("en", "pp", 1.0, "1.0 percentage points"),
        ("fr", "pp", 0.3, "0,3 point de pourcentage"),
        ("fr", "pp", -1.9, "−1,9 point de pourcentage"),
        ("fr", "pp", 2.0, "2,0 points de pourcentage"),
        ("es", "pp", 0.3, "0,3 puntos porcentuales"),
        ("es", "pp", 1.0, "1,0 punto porcentual"),
        ("fr", "billion_year", 1.5, "1,5 milliard d’euros par an"),
        ("fr", "billion_year", 2.5, "2,5 milliards d’euros par an"),
        ("es", "million", 2.5, "2,5 millones de euros"),
        ("fr", "money_month", 1.5, "1,5 euro par mois"),
        ("es", "money_month", 1.5, "1,5 euros al mes"),
    ],
)
def test_a_unit_follows_its_number(lang: str, unit: str, value: float, expected: str) -> None:
    text, scale = Text(lang), Scale(1.0, unit, 1, "EUR")
    assert f"{scale.show(text, value)} {scale.label(text, value)}" == expected


def test_other_currencies_bear_their_names() -> None:
    assert Scale(1.0, "billion", 0, "USD").label(Text("fr")) == "milliards de dollars des États-Unis"
    assert Scale(1.0, "million", 0, "BRL").label(Text("es")) == "millones de reales brasileños"
    assert Text("fr").declared("TRY/month") == "TRY/mois"


def test_plurals_months_and_percent_signs() -> None:
    french, spanish = Text("fr"), Text("es")
    assert [french.plural("count.seeds", count) for count in (0, 1, 2)] == [
        "0 simulation",
        "1 simulation",
        "2 simulations",
    ]
    assert [spanish.plural("count.seeds", count) for count in (0, 1, 2)] == [
        "0 simulaciones",
        "1 simulación",
        "2 simulaciones",
    ]
    assert french.month("2025-01", 7) == "août 2025"
    assert spanish.month("2025-01", 0) == "enero de 2025"
    assert (french.separators, spanish.separators) == (",\u202f", ",.")
    assert (french.percent("3,2"), spanish.percent("3,2")) == ("3,2\u202f%", "3,2\u00a0%")
    assert french.significant(0.0833) == "0,0833"
    assert spanish.significant(20_000.0) == "20.000"


def test_a_text_of_the_user_stays_as_it_is() -> None:
    assert Text("fr").declared("My own scenario") == "My own scenario"
    assert Text("es").either("world.mine", "mine") == "mine"
