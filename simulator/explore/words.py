"""What countries, scenarios, worlds, policies and their parameters are called in a language."""

from __future__ import annotations

from functools import cache

from reports.story.sentences import world_name
from reports.story.settings import NATIONAL
from reports.text import Text
from simulator.core.shipped import country_codes, package_folder, shipped_folder
from simulator.explore.choice import options_in
from simulator.explore.levers import Lever
from simulator.indicators import metadata
from simulator.policies import discover
from simulator.scenario.country.profile import load_country
from simulator.scenario.country.value import parse_country
from simulator.scenario.library import read_scenario
from simulator.scenario.shipped_worlds import world_names

type Named = list[tuple[str, str]]
"""What may be chosen: the name that a scenario has for it, and what a reader calls it."""


@cache
def words(lang: str) -> Text:
    """The catalogue of a language."""
    return Text(lang)


def countries(text: Text) -> Named:
    """The countries for which scenarios ship."""
    found = [(code, _country_names(code)) for code in country_codes() if options_in(code)]
    return sorted(
        ((code, names.get(text.lang, names["en"])) for code, names in found), key=lambda one: one[1]
    )


def options(country: str, base: str, text: Text) -> Named:
    """The scenarios of a country, and the one to begin with if it is a file."""
    shipped = options_in(country)
    own = [] if base in shipped else [(base, base)]
    return own + [(name, text.declared(_title(name))) for name in shipped]


def worlds(text: Text) -> Named:
    """The worlds of AI, slowest first."""
    return [(name, world_name(text, name)) for name in world_names()]


def policies(text: Text) -> Named:
    """All instruments."""
    return sorted(((name, policy_name(name, text)) for name in discover()), key=lambda one: one[1])


def policy_name(name: str, text: Text) -> str:
    """An instrument by its line in the budget, without the side where it has two."""
    labels = _labels()
    lines = [line for line in (f"spending_{name}", f"revenue_{name}") if line in labels]
    told = [text.declared(labels[line]) for line in lines]
    return min(told, key=len, default=name.replace("_", " "))


def unit(lever: Lever, country: str, text: Text) -> str:
    """The unit of a parameter; money of the country's own by the name of its currency."""
    if lever.declared.unit == NATIONAL:
        return text("unit.money_month", **text.currency(load_country(country).currency))
    return text.declared(lever.declared.unit)


@cache
def _labels() -> dict[str, str]:
    return {str(row["name"]): str(row["label"]) for row in metadata()}


@cache
def _title(name: str) -> str:
    return str(read_scenario(shipped_folder() / f"{name}.yaml", name=name).plain()["title"])


@cache
def _country_names(code: str) -> dict[str, str]:
    file = package_folder("calibration") / "countries" / f"{code}.yaml"
    names: dict[str, str] = parse_country(file.read_text(encoding="utf-8"), code)["names"]
    return names
