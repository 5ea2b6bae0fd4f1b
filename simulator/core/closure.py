"""What is said beside results: how the economy closes, and caveats of a country or a far world."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

GONE = ("stabilisation", "foreign_response", "public_reinvestment")
"""Numbers that closures were, before they had names."""
RETURNS = ", returns "
"""What stands in a label between the name and the share that comes back, where that is another one."""


@dataclass(frozen=True)
class Closure:
    """What answers a change of demand; of what is paid abroad for AI, the share `returns` comes back."""

    name: str
    about: str
    returns: float = 1.0
    bank: bool = True
    at_floor: bool = False
    alone: bool = False
    foreseen: bool = False

    @property
    def label(self) -> str:
        """As it stands in the column `closure` of the results."""
        return self.name if self == CLOSURES[self.name] else f"{self.name}{RETURNS}{self.returns:g}"

    def plain(self) -> dict[str, str | float]:
        """As a resolved scenario holds it."""
        return {"base": self.name, "returns": self.returns}


def closure_of(base: str, returns: float | None = None) -> Closure:
    """The named closure, with another share that comes back where one is given."""
    return CLOSURES[base] if returns is None else replace(CLOSURES[base], returns=returns)


def gone(what: str) -> str:
    """What is said of the numbers that closures were."""
    allowed = ", ".join(CLOSURES)
    told = f"numbers of a closure are gone ({what}): closures have names now"
    return f"{told}; write `closure: {DEFAULT}`, or another of {allowed}"


DEFAULT = "as_they_are"
CLOSURES = {
    one.name: one
    for one in (
        Closure(
            DEFAULT,
            "A central bank answers, AI comes to all countries, and what is paid abroad for AI comes back",
        ),
        Closure(
            "rate_at_floor",
            "The central bank's rate can fall no further than it would without AI",
            at_floor=True,
        ),
        Closure("country_alone", "AI comes to this country only", alone=True),
        Closure("foreseen", "A third of firms and owners see the path of AI in advance", foreseen=True),
        Closure(
            "nobody_reacts",
            "No central bank answers, and part of what is paid abroad for AI stays away: a stress test, "
            "no forecast",
            returns=0.5,
            bank=False,
        ),
    )
}


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
