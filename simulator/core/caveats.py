"""What the results of a country leave out beside what those of all leave out: said wherever they are told."""

from collections.abc import Iterable

LEFT_OUT = {
    "USA": {
        "ai_exports": "The model has no exports of AI services: what providers in the United States earn "
        "abroad is left out."
    }
}
"""By country: the name of each, and how it is told in English; the report has it in every language."""
NO_AI = "none"


def caveats(iso3: str, worlds: Iterable[str]) -> dict[str, str]:
    """Those of a country, in worlds of which at least one has AI."""
    return LEFT_OUT.get(iso3, {}) if any(world != NO_AI for world in worlds) else {}
