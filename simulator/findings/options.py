"""What a comparison found: effects of each option against the baseline, place by place, on the same seeds.

Worlds and closures are never pooled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from simulator.core.closure import Closure
from simulator.findings.effects import effect, options
from simulator.findings.headline import HeadlineRow
from simulator.findings.results import Results


class Place(Protocol):
    """A world under a closure; `simulator.experiment.places` has them."""

    @property
    def world(self) -> str:
        """Name of the world."""

    @property
    def closed(self) -> Closure:
        """The closure."""


class Compared[P: Place](Protocol):
    """What was compared; `simulator.experiment.plan.Plan` is one."""

    @property
    def places(self) -> Sequence[P]:
        """Every world under every closure."""

    def plain(self) -> dict[str, Any]:
        """The manifest's entry `comparison`."""


@dataclass(frozen=True)
class ComparedRow:
    """An indicator of an option against the baseline in a place."""

    place: Any
    row: HeadlineRow

    @property
    def world(self) -> str:
        """The world of the place."""
        return str(self.place.world)

    @property
    def share(self) -> float | None:
        """Share of seeds in which an option is better; None where no direction is, or one seed bears none."""
        return self.row.share if self.row.comparison == "policy" else None


def at_places[P: Place](
    results: pl.DataFrame, comparison: Compared[P], content: Mapping[str, Any]
) -> Iterator[tuple[P, Results]]:
    """Yield each place with what was found there; `content` is the manifest's."""
    content = {**content, "comparison": comparison.plain()}
    for place in comparison.places:
        yield place, Results(results, content, place.world, place.closed.label)


def half_width[P: Place](results: pl.DataFrame, comparison: Compared[P], content: Mapping[str, Any]) -> float:
    """The widest half-interval of the employment effect of any option in any place, in persons.

    Of the manifest's `content` it takes `window`, `opening_states` and `drawn`.
    """
    found = [
        effect(here, contrast, "employed")
        for _, here in at_places(results, comparison, content)
        for contrast in options(here)
    ]
    return max((one.half for one in found if one is not None), default=0.0)
