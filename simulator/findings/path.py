"""The effect in some years of the run: one mean hides how it comes and goes.

Years in which a policy can have done anything: none before it starts is its best or its worst.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simulator.findings.effects import Contrast, Effect, by_year, contrasts
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results


def differing(years: Sequence[Effect]) -> Sequence[Effect]:
    """Return the years in which anything differs, as not before a policy starts; all where none does."""
    return [one for one in years if one.mean or one.low or one.high] or years


YEARS = (1, 3, 5, 10, 15)
"""Years of the run that are told, the first being 1."""


class Followed(NamedTuple):
    """An indicator, and whether its effect is told in %, as a share of GDP, or else in its own unit."""

    indicator: str
    relative: bool = False
    of_gdp: bool = False


FOLLOWED = (
    Followed("employed", relative=True),
    Followed("unemployment_rate"),
    Followed("real_gdp", relative=True),
    Followed("policy_rate"),
    Followed("price_level", relative=True),
    Followed("real_exchange_rate", relative=True),
    Followed("current_account", of_gdp=True),
    Followed("public_balance", of_gdp=True),
)
NEEDED = (*(one.indicator for one in FOLLOWED), "gdp", DEFLATOR)
type Course = Mapping[Followed, list[Effect]]
"""Effects in `YEARS` by what is followed; what the run does not hold is left out."""


def path(results: Results, contrast: Contrast) -> Course:
    """Return the effects of a comparison in those of `YEARS` that are whole."""
    found = {
        one: [
            effect
            for effect in by_year(results, contrast, one.indicator, relative=one.relative, of_gdp=one.of_gdp)
            if effect.window.year is not None and effect.window.year + 1 in YEARS
        ]
        for one in FOLLOWED
    }
    return {one: effects for one, effects in found.items() if effects}


def paths(results: Results) -> list[tuple[Contrast, Course]]:
    """Return the path of every comparison, policies before AI."""
    asked = sorted(contrasts(results), key=lambda one: one.comparison == "ai")
    return [(contrast, found) for contrast in asked if (found := path(results, contrast))]
