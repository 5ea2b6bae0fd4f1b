"""How the economy closes round the labour market: five named closures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Closure:
    """What answers a change of demand: a central bank, and what is paid abroad for AI.

    `returns` is the share of what is paid abroad for AI that comes back as demand for exports.
    """

    name: str
    about: str
    returns: float = 1.0
    bank: bool = True
    at_floor: bool = False
    alone: bool = False
    foreseen: bool = False

    @property
    def label(self) -> str:
        """As results name it: with `returns` where that is not the named one's."""
        own = "" if self == CLOSURES[self.name] else f", returns {self.returns:g}"
        return self.name + own

    def plain(self) -> dict[str, str | float]:
        """As a scenario file holds it."""
        return {"from": self.name, "returns": self.returns}


DEFAULT = "as_they_are"
CLOSURES = {
    one.name: one
    for one in (
        Closure(
            DEFAULT,
            "A central bank answers, AI comes to all countries, and what is paid abroad for it comes back",
        ),
        Closure(
            "rate_at_floor", "The central bank's rate can fall no further than without AI", at_floor=True
        ),
        Closure("country_alone", "AI comes to this country only", alone=True),
        Closure("foreseen", "A third of firms and owners see the path of AI ahead", foreseen=True),
        Closure(
            "nobody_reacts",
            "No central bank answers, and half of what is paid abroad for AI comes back: a stress test, "
            "no forecast",
            returns=0.5,
            bank=False,
        ),
    )
}
