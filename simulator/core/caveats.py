"""What results of a country leave out, and of a world beyond all tests: said wherever they are told."""

from collections.abc import Iterable

LEFT_OUT = {
    "USA": {
        "ai_exports": "The model has no exports of AI services: what providers in the United States earn "
        "abroad is left out."
    }
}
"""By country: the name of each, and how it is told in English; the report has it in every language."""
FAR = {
    "far": "In this world AI does a quarter of today's work or more: far outside of anything that the model "
    "was tested on. Read the direction and the order of results, not their size."
}
BEYOND = ("broad", "transformative")
"""Worlds in which AI does a quarter of the tasks of 2025 or more by the end of fifteen years."""
NO_AI = "none"


def caveats(iso3: str, worlds: Iterable[str]) -> dict[str, str]:
    """Those of a country in worlds of which at least one has AI, and of worlds that go far."""
    named = {world.partition(" ")[0] for world in worlds}
    own = LEFT_OUT.get(iso3, {}) if named - {NO_AI} else {}
    return {**own, **(FAR if named & set(BEYOND) else {})}
