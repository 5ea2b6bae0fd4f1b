"""The points of an atlas: what was computed for a country, an option, a world and a closure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from reports.data.run import Run
from reports.draw.units import effect_scale
from reports.story.sentences import closure_name, label, world_name
from reports.text import Text
from simulator.core.errors import InputError
from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.headline import NEEDED

RELATIVE, OF_GDP, OWN = "relative", "of_gdp", "own"
BETWEEN = {
    "employed": RELATIVE,
    "unemployment_rate": OWN,
    "real_disposable_income": RELATIVE,
    "arop": OWN,
    "gini": OWN,
    "public_balance": OF_GDP,
    "debt_ratio": OWN,
}
"""Outcomes, each with how its effect is told: in % of its level, as a share of GDP, or in its own unit."""


def effects(run: Run, contrast: Contrast) -> list[Effect | None]:
    """Return the effect on each outcome, None for one that the run does not hold."""
    return [effect(run, contrast, indicator, relative=how == RELATIVE, of_gdp=how == OF_GDP)
            for indicator, how in BETWEEN.items()]  # fmt: skip


def headed(text: Text, found: Mapping[Run, Sequence[Effect | None]]) -> list[str]:
    """Return each outcome's name and unit, of a table with a row of effects a run."""
    heads = []
    for place, indicator in enumerate(BETWEEN):
        known = next(((run, item) for run, row in found.items() if (item := row[place])), None)
        unit = effect_scale(known[0], text, known[1]).short_label(text) if known else ""
        heads.append(f"{label(next(iter(found)), text, indicator)} ({unit})")
    return heads


READ = tuple(dict.fromkeys((*BETWEEN, *NEEDED)))
AI = "ai"
"""What stands for an option where there is none: what AI does."""


class Key(NamedTuple):
    """Where a point stands. `closure` is its label."""

    country: str
    option: str
    world: str
    closure: str

    @property
    def file(self) -> str:
        """Return the name of its brief: letters, digits, points and dashes."""
        told = "-".join(self).lower().replace("/", "-").replace(" ", "-")
        return "".join(letter for letter in told if letter.isalnum() or letter in "-_.") + ".html"


@dataclass(frozen=True)
class Point:
    """One computed point: the run in its world and under its closure, and what is compared there."""

    key: Key
    run: Run
    contrast: Contrast

    @cached_property
    def effects(self) -> list[Effect | None]:
        """The effects on what can be compared between countries, in that order."""
        return effects(self.run, self.contrast)


class Atlas:
    """All points of some comparisons, of one country or several."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read finished comparisons. Raises InputError for what cannot stand side by side."""
        self.runs = [_comparison(folder) for folder in folders]
        self.first = self.runs[0]
        for run in self.runs[1:]:
            _check_alike(self.first, run)
        self.points: dict[Key, Point] = {}
        for run in self.runs:
            for point in _points(run):
                self._keep(point)

    def _keep(self, point: Point) -> None:
        """Keep a point; what AI does of a country whose options lie in several folders, once."""
        other = self.points.get(point.key)
        if other is None:
            self.points[point.key] = point
        elif point.key.option != AI:
            told = (
                f"{other.run.folder} holds {', '.join(point.key)} too; an atlas shows each point once: "
                "leave one of the folders out"
            )
            raise InputError(told, where=str(point.run.folder))

    @cached_property
    def countries(self) -> dict[str, Run]:
        """Return a run of each country, by its code."""
        return {country_of(run): run for run in reversed(self.runs)}

    def values(self, part: str) -> list[str]:
        """Return the different options, worlds or closures: those of most countries first, as they appear."""
        found: dict[str, set[str]] = {}
        for key in self.points:
            found.setdefault(getattr(key, part), set()).add(key.country)
        return sorted(found, key=lambda one: -len(found[one]))

    def of(self, **parts: str) -> list[Point]:
        """Return the points that bear these parts of a key."""
        asked = parts.items()
        return [
            one for key, one in self.points.items() if all(getattr(key, name) == it for name, it in asked)
        ]

    def sizes(self) -> Mapping[str, tuple[int, int]]:
        """Return the fewest and the most seeds, and simulated persons, of a point."""
        told = {"seeds": [run.seeds for run in self.runs], "persons": [persons_of(run) for run in self.runs]}
        return {name: (min(numbers), max(numbers)) for name, numbers in told.items()}


def country_of(run: Run) -> str:
    """Return the code of a run's country."""
    return str(run.content["country"]["iso3"])


def persons_of(run: Run) -> int:
    """Return how many simulated persons a run has."""
    return int(run.content["persons"])


def place(run: Run, text: Text) -> str:
    """Return world and closure in words."""
    return text("atlas.place", world=world_name(text, run.world), closure=closure_name(text, run.closure))


def _comparison(folder: Path) -> Run:
    run = Run(folder, only=READ)
    wrong = ""
    if not run.comparison:
        wrong = "is a run of one scenario"
    elif run.is_of_variants:
        wrong = "compares variants, which differ in more than policies"
    elif run.comparison["baseline"] != run.comparison["base"]:
        wrong = f"is told against {run.comparison['baseline']}"
    if wrong:
        told = f"{wrong}; an atlas takes comparisons of policies with no policy: sim compare SCENARIO..."
        raise InputError(told, where=str(folder))
    return run


def _check_alike(first: Run, other: Run) -> None:
    for what, of in (("window", _window), ("horizon", _horizon), ("technology", _technology)):
        if of(first) != of(other):
            told = (
                f"the {what} is {of(other)}, that of {first.folder} {of(first)}; in an atlas all have the "
                "same: compare anew, or leave one out"
            )
            raise InputError(told, where=str(other.folder))


def _window(run: Run) -> str:
    return run.window.name


def _horizon(run: Run) -> str:
    horizon: Mapping[str, Any] = run.content["horizon"]
    return f"{horizon['months']} months from {horizon['start']}"


def _technology(run: Run) -> str:
    return run.technology


def _points(run: Run) -> Iterator[Point]:
    """Give what AI does and what each option does, in each world under each closure."""
    for view in run.settings:
        for contrast in contrasts(view):
            option = AI if contrast.comparison == "ai" else contrast.scenario
            key = Key(country_of(run), option, view.world, view.closure)
            yield Point(key, view, contrast)


def of_places(points: Iterable[Point]) -> dict[tuple[str, str], list[Point]]:
    """Return points by world and closure."""
    found: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        found.setdefault((point.key.world, point.key.closure), []).append(point)
    return found
