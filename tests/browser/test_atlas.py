"""The atlas in a browser, opened from disk: choices, address, map, languages, briefs; no request."""

import re
from pathlib import Path
from typing import Any

import pytest

from reports.page.atlas import build
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched, grave
from tests.unit import fake_options
from tests.unit.report_page import changed

pytestmark = BROWSER
BRAZIL = {"iso3": "BRA", "name": "Brazil", "names": {"fr": "Brésil", "es": "Brasil"}, "currency": "BRL",
          "vintage": "2024", "weight": 2000.0}  # fmt: skip
FIRST = "#option=ai&world=moderate&closure=as_they_are&outcome=employed&country=BRA"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two countries; of Brazil, one world alone."""
    out = tmp_path_factory.mktemp("atlas")
    options = tuple(fake_options.option(one.name, *one.policies, months=24, seeds=3)
                    for one in fake_options.OPTIONS)  # fmt: skip
    closures = [CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]]
    fake_options.run(out / "esp", comparison_of(options, worlds=["moderate", "rapid"], closures=closures))
    fake_options.run(out / "one", comparison_of(options, worlds=["moderate"], closures=closures[:1]))
    changed(out / "one", out / "bra", country=BRAZIL)
    return build([out / "esp", out / "bra"], out / "site")


def title(watched: Watched) -> str:
    return str(watched.page.locator("#countries .part:not([hidden]) h3").inner_text())


def ends(watched: Watched, address: str) -> None:
    """Wait until the address ends so."""
    watched.page.wait_for_function("(end) => location.href.endsWith(end)", arg=address)


def labels(watched: Watched) -> dict[str, str]:
    """What the map says of each country, and the colour's name."""
    return dict(watched.page.evaluate(
        "[...document.querySelectorAll('g[data-country]')]"
        ".map((one) => [one.dataset.country, one.lastChild.textContent])"
    ))  # fmt: skip


def test_a_choice_changes_table_map_and_address(browser: Any, atlas: Path) -> None:
    watched = Watched(browser, atlas, 1440)
    ends(watched, FIRST)
    assert title(watched).startswith("AI with no new policy")
    page = watched.page
    page.select_option("#choose-option", "training")
    page.select_option("#choose-world", "rapid")
    page.select_option("#choose-closure", "nobody_reacts")
    page.select_option("#choose-outcome", "unemployment_rate")
    ends(watched, "#option=training&world=rapid&closure=nobody_reacts&outcome=unemployment_rate&country=BRA")
    assert title(watched) == "training · scenario “rapid”, nobody reacts"
    shown = page.locator("#countries .part:not([hidden]) tbody tr")
    assert shown.count() == 1  # Brazil was not computed there
    cell = shown.locator("td.chosen").inner_text()
    said = labels(watched)
    assert said["BRA"] == ""
    mean, symbol = said["ESP"].split()
    assert cell.split()[:2] == [mean, symbol]  # its interval follows
    classes = page.locator(".europe path.country[data-country=ESP]").get_attribute("class")
    assert re.search(r"\b(better|worse|unclear|no_relevant_difference|small_rise|small_fall)\b", classes)
    assert page.locator(".world path.country[data-country=BRA]").get_attribute("class").split() == [
        "country",
        "own",
    ]
    assert watched.complaints == []
    page.close()


def test_what_was_not_computed_cannot_be_chosen(browser: Any, atlas: Path) -> None:
    watched = Watched(browser, atlas, 1440)
    page = watched.page
    page.goto(atlas.as_uri() + "#world=none&option=training&closure=other")
    ends(watched, "#option=training&world=moderate&closure=as_they_are&outcome=employed&country=BRA")
    assert page.locator("#countries .part:not([hidden])").count() == 1
    assert page.locator("select option[disabled]").count() == 0  # Spain has all
    page.close()


def test_an_address_is_a_point_and_survives_the_language(browser: Any, atlas: Path) -> None:
    watched = Watched(browser, atlas, 360)
    page = watched.page
    point = "#option=income&world=rapid&closure=nobody_reacts&outcome=gini&country=ESP"
    page.goto(atlas.as_uri() + point)
    page.reload()
    assert page.input_value("#choose-option") == "income"
    page.locator('nav.languages a[lang="fr"]').click()
    watched.page.wait_for_function("document.documentElement.lang === 'fr'")
    ends(watched, "fr.html" + point)
    assert title(watched) == "income · scénario «\xa0rapide\xa0», personne ne réagit"
    assert page.locator("#country .part:not([hidden]) h3").inner_text().startswith("Espagne")
    assert watched.complaints == []
    page.close()


def test_a_country_is_chosen_on_the_map_in_the_table_and_in_the_list(browser: Any, atlas: Path) -> None:
    watched = Watched(browser, atlas, 1440)
    page = watched.page
    own = page.locator("#country .part:not([hidden]) h3")
    page.locator(".europe g[data-country=ESP] text").first.click()
    assert own.inner_text().startswith("Spain")
    page.locator("#countries .part:not([hidden]) a", has_text="Brazil").click()
    ends(watched, "country=BRA")
    own.filter(has_text="Brazil").wait_for()  # the address changes first
    assert own.inner_text().startswith("Brazil")
    page.select_option("#choose-country", "ESP")
    assert page.locator("#country .part:not([hidden]) tbody tr").count() == 3
    assert watched.complaints == []
    page.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_brief_is_a_link_away_and_leads_back_to_its_point(browser: Any, atlas: Path, width: int) -> None:
    watched = Watched(browser, atlas, width)
    page = watched.page
    page.goto(atlas.as_uri() + "#option=training&world=rapid&country=ESP")
    page.locator("#countries .part:not([hidden]) td:last-child a").click()
    page.wait_for_url("**/briefs/en/esp-training-rapid-as_they_are.html")
    assert page.locator(".panels b").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator('nav.languages a[lang="es"]').click()
    page.wait_for_url("**/briefs/es/esp-training-rapid-as_they_are.html")
    page.locator(".back a").click()
    ends(watched, "es.html#option=training&world=rapid&closure=as_they_are&outcome=employed&country=ESP")
    assert watched.complaints == []
    page.close()


@pytest.mark.parametrize("outcome", ["employed", "debt_ratio"])
def test_on_a_phone_the_column_of_the_map_is_in_view(browser: Any, atlas: Path, outcome: str) -> None:
    watched = Watched(browser, atlas, 360)
    watched.page.select_option("#choose-outcome", outcome)
    for part in ("#countries", "#country"):
        row = watched.page.locator(f"{part} .part:not([hidden]) tbody tr").first
        name, shown = (row.locator(one).bounding_box() for one in ("th", "td.chosen"))
        assert shown["x"] >= name["x"] + name["width"] - 1  # the names lie over what is scrolled beneath them
        assert shown["x"] + shown["width"] <= 360
    watched.page.close()


def test_without_a_script_every_table_is_there(browser: Any, atlas: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(atlas.as_uri())
    assert page.locator("#countries table:visible").count() == 3 * 2 * 2  # options × worlds × closures
    assert page.locator(".noscript").is_visible()
    assert page.locator(".choices:visible").count() == 0
    context.close()


@pytest.mark.parametrize(("page", "width", "scheme"), [
    ("index.html", 360, "light"), ("fr.html", 1440, "dark"), ("es.html", 360, "dark"),
    ("index.html", 1440, "light"), ("briefs/fr/esp-income-rapid-nobody_reacts.html", 360, "dark"),
    ("briefs/en/esp-ai-moderate-as_they_are.html", 1440, "light"),
])  # fmt: skip
def test_axe_finds_nothing_serious(browser: Any, atlas: Path, page: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = Watched(browser, atlas.parent / page, width, scheme)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert grave(axe, watched.page) == []  # axe asks for the style, which the page does not let it
    watched.page.close()
